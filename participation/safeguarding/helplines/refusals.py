from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class LineThere(Refusal):
    code = "line_there"
    status = 409
    words = sentence("This number is on the list already for that country.")


class NumberUnlikely(Refusal):
    """Short codes are always taken; a longer number must be one that can be dialled there."""

    code = "number_unlikely"
    status = 422
    words = sentence(
        "This number has too few or too many digits for that country. Please look at it once more."
    )


class NameMissing(Refusal):
    code = "line_name_missing"
    status = 422
    words = sentence(
        "Please write the name in Arabic, English and French: children read all three."
    )


class CheckedLater(Refusal):
    code = "checked_later"
    status = 422
    words = sentence(
        "The day of the check is still to come. Please take the day on which you asked."
    )


class NeverChecked(Refusal):
    code = "never_checked"
    status = 409
    words = sentence("Nobody has checked this number yet, so there is nothing to confirm.")
