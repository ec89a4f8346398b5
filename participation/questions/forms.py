from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, ValidationError

from participation.foundation.forms import (
    IdField,
    InputForm,
    ListField,
    LongTextField,
    NumberField,
)
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import BadInput, sentence
from participation.questions.reasons import DECLINED, STOPPED
from participation.questions.rules import LONGEST


class AskPageForm(InputForm):
    """A question; the address says where it is asked."""

    text = LongTextField(sentence("My question"), longest=LONGEST, least=1)
    lang = StringField(validators=[AnyOf(list(LANGUAGES))])
    name_as = StringField(default="none", validators=[AnyOf(("none", "chosen_name"))])

    @property
    def asked(self) -> tuple[str, str, str]:
        """Text, language, and how the asker's name is shown."""
        return self.text.data or "", self.lang.data or DEFAULT, self.name_as.data or "none"


class AskForm(AskPageForm):
    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""


class QuestionForm(InputForm):
    question = IdField()

    @property
    def question_id(self) -> str:
        return self.question.data or ""


class FirstKeyForm(QuestionForm):
    """A question, and the revision of its words that the adult has read, where her page says it."""

    revision = NumberField(required=False)

    @property
    def read(self) -> int | None:
        return self.revision.data


class CoverForm(FirstKeyForm):
    """What to cover of the shown words: `stretches`, a flat list of where each begins and ends,
    counted as browsers count."""

    stretches = ListField()

    def validate_stretches(self, field: ListField) -> None:
        given = field.data or []
        if len(given) % 2 or len(given) > LONGEST or not all(each.isdecimal() for each in given):
            raise ValidationError(BadInput.words)

    @property
    def places(self) -> list[tuple[int, int]]:
        ends = [min(int(each[:6]), 2 * LONGEST) for each in self.stretches.data or []]
        return list(zip(ends[::2], ends[1::2], strict=True))


class StopForm(QuestionForm):
    """The first key has these two reasons and no other."""

    reason = StringField(validators=[AnyOf(list(STOPPED))])

    @property
    def why(self) -> str:
        return self.reason.data or ""


class ChooseForm(QuestionForm):
    """A question, and the epoch of the moderator's seat."""

    epoch = NumberField()

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class DeclineForm(ChooseForm):
    """The moderator's kind reason, from the ready ones."""

    reason = StringField(validators=[AnyOf(list(DECLINED))])

    @property
    def why(self) -> str:
        return self.reason.data or ""
