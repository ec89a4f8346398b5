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


class LineFull(Refusal):
    """Five stand in the line, and no more; `state.questions` says which."""

    code = "line_full"
    status = 409
    words = sentence("Five questions are lined up. Bring one on stage first, or take one out.")


class CannotJoin(Refusal):
    """It can't be joined with itself, nor with one that is not there to take it in."""

    code = "cannot_join"
    status = 409
    words = sentence("These two can't be joined. Pick another one.")


class OwnerNotHere(Refusal):
    code = "owner_not_here"
    status = 422
    words = sentence("Choose who answers from the list.")


class DayIsOver(Refusal):
    code = "day_is_over"
    status = 422
    words = sentence("That day is over, or too far away. Choose today or a later one.")


class TooLateToBringBack(Refusal):
    code = "too_late_to_bring_back"
    status = 409
    words = sentence("A minute has passed. You can ask it anew.")


class QuestionsWithoutState(Refusal):
    """Somebody has not been answered yet, not even with a promise; `state` says how many."""

    code = "questions_without_state"
    status = 409
    words = sentence("Some questions have not been read yet. Everybody gets an answer first.")
