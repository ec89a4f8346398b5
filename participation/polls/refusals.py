from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class PollClosed(Refusal):
    """It came too late: in time means committed before closing."""

    code = "poll_closed"
    status = 409
    words = sentence(
        "Time to answer is over. Your last choice before that was counted, if you made one."
    )


class PollNotOpen(Refusal):
    code = "poll_not_open"
    status = 409
    words = sentence("You can answer as soon as it opens. It comes on this page by itself.")


class NoSuchOption(Refusal):
    code = "no_such_option"
    status = 422
    words = sentence("Please choose one of the answers on the page.")


class ChooseAsMany(Refusal):
    """Fewer or more than a multiple choice asks for."""

    code = "choose_as_many"
    status = 422
    words = sentence("Please choose as many answers as the page asks for.")


class RankAll(Refusal):
    code = "rank_all"
    status = 422
    words = sentence("Please give every answer a place of its own.")


class ShareAll(Refusal):
    code = "share_all"
    status = 422
    words = sentence("Please share out all your points, not more and not fewer.")


class AlreadyVoted(Refusal):
    """A ballot is final, so that nobody can be asked to change it."""

    code = "already_voted"
    status = 409
    words = sentence("Your vote is in the box already. It counts once and can't be changed.")


class ForBadges(Refusal):
    code = "for_badges"
    status = 403
    words = sentence("In this vote each badge has one voice. You see the result here.")


class ForDelegates(Refusal):
    code = "for_delegates"
    status = 403
    words = sentence("In this vote the delegates decide. You see the result here.")


class TooFewToShow(Refusal):
    """Fewer than five ballots: the result could tell who chose what."""

    code = "too_few_to_show"
    status = 409
    words = sentence(
        "Fewer than five have voted. The result stays closed, so that nobody's vote can be guessed."
    )


class SeenTooLong(Refusal):
    """What the hall has looked at for a minute is no slip of a finger any more."""

    code = "seen_too_long"
    status = 409
    words = sentence("The hall has seen it for over a minute. It stays, and you can ask again.")


class NoHandsHere(Refusal):
    code = "no_hands_here"
    status = 409
    words = sentence("Hands are counted where each child gives one answer, and not in a ballot.")


class AnotherPollIsOpen(Refusal):
    """At most one poll of a session is open or closing."""

    code = "another_poll_is_open"
    status = 409
    words = sentence(
        "The hall is still answering another one. Close that first, then open this one."
    )


class AlreadyAskedAgain(Refusal):
    code = "already_asked_again"
    status = 409
    words = sentence("This was asked again already. The newest round is the one to use.")
