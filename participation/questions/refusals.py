from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class QuestionWaiting(Refusal):
    """One open question per phone or badge."""

    code = "question_waiting"
    status = 409
    words = sentence(
        "Your last question is still on its way. "
        "Take it back, or send this one when it has been answered."
    )


class QuestionTooLong(Refusal):
    code = "question_too_long"
    status = 422
    words = sentence("This is longer than fits here. A little shorter, please.")


class QuestionMovedOn(Refusal):
    """The step can't be made from where the question is; `state` says where that is."""

    code = "question_moved_on"
    status = 409
    words = sentence("Somebody was a moment faster. Here is how it stands now.")


class AskerAskedAgain(Refusal):
    """The question can't come back: its asker has another one on its way."""

    code = "asker_asked_again"
    status = 409
    words = sentence("The person who asked this has sent another question since. Take that one.")


class OtherKeyNeeded(Refusal):
    """Two keys are two people's: an adult who helps in the seat has read this one herself."""

    code = "other_key_needed"
    status = 403
    words = sentence("You have read this one yourself. Somebody else chooses it for the stage.")
