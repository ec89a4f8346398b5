from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotYourSeat(Refusal):
    code = "not_your_seat"
    status = 403
    words = sentence("Take the moderator's seat first.")


class SeatMoved(Refusal):
    """An old epoch: a tablet that woke up can't undo what the present holder did."""

    code = "seat_moved"
    status = 409
    words = sentence("Another tablet has the moderator's seat now.")


class AlreadyMoved(Refusal):
    code = "already_moved"
    status = 409
    words = sentence("That step is already done. Here is where we are.")


class NothingNext(Refusal):
    code = "nothing_next"
    status = 409
    words = sentence("This was the last step. You can close the session.")


class NotReady(Refusal):
    """What has to be there before children come is not all there; `state` lists what is missing."""

    code = "not_ready"
    status = 409
    words = sentence("Something is still missing before we can begin. The page says what.")


class AdultsMissing(Refusal):
    """Fewer adults in the room than asked for; `state` says how many are missing."""

    code = "adults_missing"
    status = 409
    words = sentence("We go on as soon as the adults are back in the room.")


class TrialAsksForNone(Refusal):
    """One person plays everybody in the trial; no other session goes without adults."""

    code = "trial_asks_for_none"
    status = 409
    words = sentence("The trial asks for no adults: one person plays everybody there.")


class TextRests(Refusal):
    """Quiet mode: what was typed stays in its box and can be sent when it is over."""

    code = "text_rests"
    status = 409
    words = sentence("Questions rest for a moment. Yours is kept here: send it again soon.")


class PaperNotConfirmed(Refusal):
    """The author's recorded yes comes first (product.md, "Adults propose, the child decides")."""

    code = "paper_not_confirmed"
    status = 409
    words = sentence("The author has not said “I'm in” yet. Only then can it go on stage.")


class NotAPaperItem(Refusal):
    code = "not_a_paper_item"
    status = 409
    words = sentence("A paper can only stand on a step that is made for a paper and has not begun.")


class OtherPaperThere(Refusal):
    """A colleague was faster; nobody's paper leaves the run sheet unseen."""

    code = "other_paper_there"
    status = 409
    words = sentence("A colleague has just placed another paper here. Look once more, please.")


class ItemElsewhere(Refusal):
    """The step is in another state; `state` says which."""

    code = "item_elsewhere"
    status = 409
    words = sentence("That step is somewhere else by now. Here is where we are.")


class TooLateToReopen(Refusal):
    code = "too_late_to_reopen"
    status = 409
    words = sentence("A session can be opened again for 30 minutes. That time is over.")
