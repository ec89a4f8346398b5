from __future__ import annotations

import re

from wtforms.validators import NumberRange, ValidationError

from participation.foundation.forms import ID, IdField, InputForm, ListField, NumberField
from participation.foundation.languages import LANGUAGES
from participation.foundation.refusals import BadInput, sentence
from participation.foundation.taming import WHOLE
from participation.polls.forms import MOST_CASTS, PollIdForm
from participation.polls.words.refusals import WordTooLong
from participation.polls.words.rules import CARD
from participation.safeguarding.clearing.forms import StopForm


class SayPageForm(PollIdForm):
    """A few words, as they were written; for a plain page the server counts `n` on."""

    words = ListField()
    # Of each word, or one for all.
    lang = ListField()

    def validate_words(self, field: ListField) -> None:
        if any(len(word) > WHOLE for word in field.data or []):
            raise ValidationError(WordTooLong.words)

    def validate_lang(self, field: ListField) -> None:
        given, said = field.data or [], self.words.data or []
        if not set(given) <= set(LANGUAGES) or len(given) not in (1, len(said)):
            raise ValidationError(BadInput.words)

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        words, languages = self.words.data or [], self.lang.data or []
        return tuple(zip(words, languages * len(words), strict=False))


class TakeBackForm(PollIdForm):
    """`n` rises per device, so that what was on its way longer never wins."""

    n = NumberField(
        validators=[NumberRange(0, MOST_CASTS, message=sentence("A whole number is missing here."))]
    )

    @property
    def number(self) -> int:
        return self.n.data or 0


class SayForm(SayPageForm, TakeBackForm):
    pass


class CardForm(InputForm):
    """The words of a card by their ids, at most twelve."""

    words = ListField()

    def validate_words(self, field: ListField) -> None:
        given = field.data or []
        if not 1 <= len(given) <= CARD or not all(re.match(ID, each) for each in given):
            raise ValidationError(BadInput.words)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self.words.data or ())


class ClearForm(CardForm):
    """With the letters of each as the adult has read them, in the same order."""

    read = ListField()

    def validate_read(self, field: ListField) -> None:
        if len(field.data or []) != len(self.words.data or []):
            raise ValidationError(BadInput.words)

    @property
    def as_read(self) -> dict[str, str]:
        return dict(zip(self.ids, self.read.data or (), strict=True))


class StopCardForm(CardForm, StopForm):
    pass


class TakeOutForm(InputForm):
    """A word of the cloud, and the epoch of the moderator's seat where she takes it out."""

    word = IdField()
    epoch = NumberField(required=False)

    @property
    def word_id(self) -> str:
        return self.word.data or ""

    @property
    def seat(self) -> int | None:
        return self.epoch.data
