from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, ValidationError

from participation.floor.forms import SessionForm
from participation.foundation.forms import (
    IdField,
    InputForm,
    ListField,
    LongTextField,
    NumberField,
)
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import BadInput, sentence
from participation.screen.messages.rules import LONGEST


class WriteForm(SessionForm):
    """Words for the wall."""

    text = LongTextField(sentence("My message"), longest=LONGEST, least=1)
    lang = StringField(validators=[AnyOf(list(LANGUAGES))])

    @property
    def written(self) -> tuple[str, str]:
        """Text and language."""
        return self.text.data or "", self.lang.data or DEFAULT


class MessageForm(InputForm):
    message = IdField()

    @property
    def message_id(self) -> str:
        return self.message.data or ""


class FirstKeyForm(MessageForm):
    """A message, and the revision of its words that the adult has read."""

    revision = NumberField(required=False)

    @property
    def read(self) -> int | None:
        return self.revision.data


class CoverForm(FirstKeyForm):
    """What to cover of the shown words, as `questions.cover` takes it."""

    stretches = ListField()

    def validate_stretches(self, field: ListField) -> None:
        given = field.data or []
        if len(given) % 2 or len(given) > LONGEST or not all(each.isdecimal() for each in given):
            raise ValidationError(BadInput.words)

    @property
    def places(self) -> list[tuple[int, int]]:
        ends = [min(int(each[:6]), 2 * LONGEST) for each in self.stretches.data or []]
        return list(zip(ends[::2], ends[1::2], strict=True))


class StopForm(MessageForm):
    """The first key has these two reasons and no other."""

    reason = StringField(validators=[AnyOf(("personal_details", "unkind"))])

    @property
    def why(self) -> str:
        return self.reason.data or ""
