"""Who asked is for the safety team alone, with a typed reason and a second one of them."""

from __future__ import annotations

from participation.foundation.extensions import db
from participation.foundation.policies import ANY_PHASE, Policy, declare, safeguarding
from participation.foundation.refusals import sentence
from participation.people.access.locks import Lock, declare_lock
from participation.questions.models import Question

ROW = "who asked"

# The second adult is of the safety team too: that somebody looks for an asker may already tell
# of a concern (access.yaml, "that a concern exists").
WHO_ASKED = declare_lock(
    Lock(
        name="who_asked",
        row=ROW,
        subject="question",
        askers=frozenset({"safeguarding"}),
        seconds=frozenset({"safeguarding"}),
        opens="askers.asker_page",
        words=sentence("Who asked a question"),
        exists=lambda question_id: db.session.get(Question, question_id) is not None,
    )
)

POLICIES = declare(
    {
        "askers.asker_page": Policy(
            (safeguarding,),
            ANY_PHASE,
            (ROW, "shown name on stage", "age band and country of one child"),
        )
    }
)
