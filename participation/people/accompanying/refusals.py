from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotAccompanying(Refusal):
    code = "not_accompanying"
    status = 409
    words = sentence(
        "Only a child can be put in the care of an adult who has the role of accompanying adult."
    )


class AccompaniedAlready(Refusal):
    code = "accompanied_already"
    status = 409
    words = sentence("This adult is named for this child already.")
