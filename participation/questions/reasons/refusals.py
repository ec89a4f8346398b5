from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NoReasonYet(Refusal):
    code = "no_reason_yet"
    status = 422
    words = sentence("Write the reason first, in one language at least.")


class ReasonTooLong(Refusal):
    """Longer than one sentence; nothing is refused for what it says."""

    code = "reason_too_long"
    status = 422
    words = sentence("One sentence is enough here. A little shorter, please.")


class EnoughReasons(Refusal):
    code = "enough_reasons"
    status = 409
    words = sentence("There are eight of your own already. Take one back first.")


class ReasonIsThere(Refusal):
    """Its words never change: another wording in the same language is another reason."""

    code = "reason_is_there"
    status = 409
    words = sentence("It is there in this language already.")


class OneReasonStays(Refusal):
    """Whoever asked is never left without a word of why."""

    code = "one_reason_stays"
    status = 409
    words = sentence("One reason has to stay, so that everybody who asked reads why.")


class ReasonWaits(Refusal):
    code = "reason_waits"
    status = 409
    words = sentence("An adult reads it first. Then you can choose it.")


class ReasonGone(Refusal):
    """Hidden, stopped or taken back since her page was told the list."""

    code = "reason_gone"
    status = 409
    words = sentence("This reason is not on the list any more. Please choose another one.")


class ReasonMovedOn(Refusal):
    """The step can't be made from where the reason is; `state` says where that is."""

    code = "reason_moved_on"
    status = 409
    words = sentence("Somebody was a moment faster. Here is how it stands now.")
