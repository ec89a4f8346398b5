from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class PollClosed(Refusal):
    """It came too late: in time means committed before closing."""

    code = "poll_closed"
    status = 409
    words = sentence("Voting has ended. Your last choice before that was counted, if you made one.")


class PollNotOpen(Refusal):
    code = "poll_not_open"
    status = 409
    words = sentence("Voting has not begun yet. It opens on this page by itself.")


class NoSuchOption(Refusal):
    code = "no_such_option"
    status = 422
    words = sentence("Please choose one of the answers on the page.")


class AnotherPollIsOpen(Refusal):
    """At most one poll of a session is open or closing."""

    code = "another_poll_is_open"
    status = 409
    words = sentence("Another vote is open. Close it first, then open this one.")


class AlreadyAskedAgain(Refusal):
    code = "already_asked_again"
    status = 409
    words = sentence("This was asked again already. The newest round is the one to use.")
