from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class SecondCurator(Refusal):
    """Nobody says no to a child's paper alone."""

    code = "second_curator"
    status = 409
    words = sentence("A second adult has to read it and agree.")


class NoWaitsAlready(Refusal):
    code = "no_waits_already"
    status = 409
    words = sentence("A colleague suggests this already. You can agree, or see it differently.")


class NoSuchTwin(Refusal):
    """Nobody reads here what became of the other paper."""

    code = "no_such_twin"
    status = 409
    words = sentence("That paper can’t be joined with this one any more. Look for another one.")


class OtherDecisions(Refusal):
    """What is told to children can't be taken back: nobody tells more than she saw."""

    code = "other_decisions"
    status = 409
    words = sentence("Other decisions wait by now. Look once more before you tell them.")


class NothingChanged(Refusal):
    code = "nothing_changed"
    status = 409
    words = sentence("Your text is the same as the child’s. Change something first.")
