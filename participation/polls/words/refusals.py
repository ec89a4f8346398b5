from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NoWordYet(Refusal):
    code = "no_word_yet"
    status = 422
    words = sentence("The boxes are still empty. Write one word first.")


class WordTooLong(Refusal):
    """Longer than is kept whole; nothing is refused for what it says."""

    code = "word_too_long"
    status = 422
    words = sentence("This is longer than fits here. A little shorter, please.")


class TooManyWords(Refusal):
    code = "too_many_words"
    status = 422
    words = sentence("That is one word too many here. The page says how many fit.")


class MarkedComesAlone(Refusal):
    """Nothing marked passes together with others, and a card is in one language."""

    code = "marked_comes_alone"
    status = 409
    words = sentence("A marked word is read on its own. It comes to you in a moment.")


class WordMovedOn(Refusal):
    """Illegal from where the word is now; the answer carries the present state."""

    code = "word_moved_on"
    status = 409
    words = sentence("This word has moved on meanwhile.")
