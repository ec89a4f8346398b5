from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class SameLanguage(Refusal):
    code = "same_language"
    status = 422
    words = sentence("The paper is written in this language already.")


class ParagraphsMissing(Refusal):
    """Each paragraph has one of its own, so that hall and reader are at the same place."""

    code = "paragraphs_missing"
    status = 422
    words = sentence("Some paragraphs have no words yet. Each one needs its own.")


class OtherWordsNow(Refusal):
    """The hall may read another revision by now; `state.number` says which."""

    code = "other_words_now"
    status = 409
    words = sentence("The paper has other words now. Yours are kept here: look at both once more.")


class TranslationTooLong(Refusal):
    code = "translation_too_long"
    status = 422
    words = sentence("This is longer than a paper can be. A little shorter, please.")


class SameWordsAgain(Refusal):
    """Somebody has decided about these very words; `state.state` says what."""

    code = "same_words_again"
    status = 409
    words = sentence("These very words were sent before. Change something first.")


class SecondReader(Refusal):
    """Nobody lets words of her own through to a child."""

    code = "second_reader"
    status = 403
    words = sentence("You wrote this one yourself. Another adult reads it first.")
