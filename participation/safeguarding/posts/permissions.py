"""The pair's own keys and hours; who holds a post is the host's to say, at the command line."""

from __future__ import annotations

from participation.foundation.policies import Policy, declare, safeguarding

POLICIES = declare(
    {
        "posts.post_page": Policy((safeguarding,)),
        "posts.keep_passphrase": Policy((safeguarding,)),
        "posts.keep_hours": Policy((safeguarding,)),
    }
)
