from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class WithColleague(Refusal):
    """Two adults never have the same text in hand."""

    code = "with_colleague"
    status = 409
    words = sentence("A colleague is reading this one just now.")


class OwnWords(Refusal):
    """Nobody turns the first key for what she wrote herself."""

    code = "own_words"
    status = 403
    words = sentence("You wrote this one yourself. Another adult reads it.")


class NothingCovered(Refusal):
    code = "nothing_covered"
    status = 422
    words = sentence("Choose the words to cover first.")


class WordsChanged(Refusal):
    """A key turns for the words that its holder has read; `state` has the present revision."""

    code = "words_changed"
    status = 409
    words = sentence("The words have changed. Please read them once more.")


class UndoTooLate(Refusal):
    """A decision can be undone for a minute, by the adult who made it."""

    code = "undo_too_late"
    status = 409
    words = sentence("This can’t be undone any more.")
