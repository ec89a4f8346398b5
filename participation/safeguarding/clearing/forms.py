"""The shapes that decisions of the first key share; each kind of text names its own id."""

from __future__ import annotations

from typing import ClassVar

from wtforms import StringField
from wtforms.validators import AnyOf, Length, ValidationError

from participation.foundation.forms import InputForm, ListField, NumberField
from participation.foundation.refusals import BadInput
from participation.safeguarding.clearing.rules import REASONS


class DeskForm(InputForm):
    """The desk of a session."""

    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""


class FirstKeyForm(InputForm):
    """The revision of the words that the adult has read, where her page says it."""

    revision = NumberField(required=False)

    @property
    def read(self) -> int | None:
        return self.revision.data


class CoverForm(FirstKeyForm):
    """What to cover of the shown words: `stretches`, a flat list of where each begins and ends,
    counted as browsers count."""

    # Letters of the longest text of the kind.
    longest: ClassVar[int]
    stretches = ListField()

    def validate_stretches(self, field: ListField) -> None:
        given = field.data or []
        if len(given) % 2 or len(given) > self.longest or not all(one.isdecimal() for one in given):
            raise ValidationError(BadInput.words)

    @property
    def places(self) -> list[tuple[int, int]]:
        ends = [min(int(one[:6]), 2 * self.longest) for one in self.stretches.data or []]
        return list(zip(ends[::2], ends[1::2], strict=True))


class StopForm(InputForm):
    """The first key has these two reasons and no other."""

    reason = StringField(validators=[AnyOf(REASONS)])

    @property
    def why(self) -> str:
        return self.reason.data or ""
