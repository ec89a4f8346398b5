"""A shared draft, and who wrote an anonymous paper, are for the safety team alone, with a typed
reason and a second one of them."""

from __future__ import annotations

from participation.foundation.policies import ANY_PHASE, Policy, declare, safeguarding
from participation.foundation.refusals import sentence
from participation.papers.authors.rules import number_of
from participation.papers.opening.queries import hides_who_wrote, is_shared_draft
from participation.people.access.locks import Lock, declare_lock

DRAFT = "shared draft of two children"
AUTHOR = "author of an anonymous paper"
WHO = ("shown name on stage", "real first name", "age band and country of one child")
TEAM = frozenset({"safeguarding"})

# As with "who asked", the second adult is of the safety team too: that somebody wants to read it
# may already tell of a concern.
SHARED_DRAFT = declare_lock(
    Lock(
        name="shared_draft",
        row=DRAFT,
        subject="paper",
        askers=TEAM,
        seconds=TEAM,
        opens="opening.draft_page",
        words=sentence("A shared draft"),
        exists=is_shared_draft,
        called=number_of,
    )
)
WHO_WROTE = declare_lock(
    Lock(
        name="who_wrote",
        row=AUTHOR,
        subject="paper",
        askers=TEAM,
        seconds=TEAM,
        opens="opening.author_page",
        words=sentence("Who wrote a paper"),
        exists=hides_who_wrote,
        called=number_of,
    )
)

POLICIES = declare(
    {
        "opening.papers_page": Policy((safeguarding,), ANY_PHASE, (DRAFT,)),
        "opening.draft_page": Policy((safeguarding,), ANY_PHASE, (DRAFT, *WHO)),
        "opening.draft_picture": Policy((safeguarding,), ANY_PHASE, (DRAFT,)),
        "opening.author_page": Policy((safeguarding,), ANY_PHASE, (AUTHOR, *WHO)),
    }
)
