from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotOwnWords(Refusal):
    """What an adult typed goes nowhere before its author has said that these are her own words."""

    code = "not_own_words"
    status = 409
    words = sentence(
        "An adult typed this. First whoever it was typed for reads it, changes what is not right, "
        "and presses “These are my words”. Then it can be sent."
    )


class WordsChanged(Refusal):
    """The adult, or another tablet, wrote on after she read it. `state` carries the newer text."""

    code = "words_changed"
    status = 409
    words = sentence("The words have changed. Please read them once more.")
