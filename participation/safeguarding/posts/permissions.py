"""The pair's own keys and hours; who holds a post is the host's to say, at the command line."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, declare, safeguarding

POLICIES = declare(
    {
        "posts.post_page": Policy((safeguarding,), shows=NOTHING),
        "posts.keep_passphrase": Policy((safeguarding,), shows=NOTHING),
        "posts.keep_hours": Policy((safeguarding,), shows=NOTHING),
    }
)
