from __future__ import annotations

import re
from datetime import date

from wtforms import BooleanField, DateField, StringField
from wtforms.validators import AnyOf, Length, Optional, Regexp, ValidationError

from participation.foundation.forms import (
    ID,
    IdField,
    InputForm,
    ListField,
    LongTextField,
    NumberField,
)
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import BadInput, sentence
from participation.foundation.taming import WHOLE
from participation.programme.subjects import SUBJECTS
from participation.safeguarding.clearing.forms import CoverForm, FirstKeyForm, StopForm

MOST_AT_ONCE = 200


class WordsForm(InputForm):
    """The words of a question, and their language."""

    text = LongTextField(sentence("My question"), longest=WHOLE, least=1)
    lang = StringField(validators=[AnyOf(list(LANGUAGES))])

    @property
    def typed(self) -> tuple[str, str]:
        return self.text.data or "", self.lang.data or DEFAULT


class AskPageForm(WordsForm):
    """A question; the address says where it is asked."""

    name_as = StringField(default="none", validators=[AnyOf(("none", "chosen_name"))])

    @property
    def asked(self) -> tuple[str, str, str]:
        """Text, language, and how the asker's name is shown."""
        return *self.typed, self.name_as.data or "none"


class SlipForm(WordsForm):
    """What a child wrote on paper."""

    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""


class AskForm(AskPageForm):
    """A question, and the paragraph that it is about: of which item's paper, and which one."""

    session = StringField(validators=[Length(min=1, max=60)])
    item = IdField(required=False)
    paragraph = NumberField(required=False)

    @property
    def tied_to(self) -> tuple[str, int] | None:
        item, paragraph = self.item.data, self.paragraph.data
        return (item, paragraph) if item and paragraph is not None else None

    @property
    def slug(self) -> str:
        return self.session.data or ""


class EchoForm(InputForm):
    """A paragraph of a paper on stage: of which item's paper, and which one."""

    item = IdField()
    paragraph = NumberField()

    @property
    def place(self) -> tuple[str, int]:
        return self.item.data or "", self.paragraph.data or 0


class LikeForm(InputForm):
    """What somebody is about to ask."""

    session = StringField(validators=[Length(min=1, max=60)])
    text = LongTextField(longest=WHOLE, least=1)

    @property
    def slug(self) -> str:
        return self.session.data or ""

    @property
    def words(self) -> str:
        return self.text.data or ""


class QuestionForm(InputForm):
    question = IdField()

    @property
    def question_id(self) -> str:
        return self.question.data or ""


class ClearQuestionForm(QuestionForm, FirstKeyForm):
    pass


class CoverQuestionForm(QuestionForm, CoverForm):
    longest = WHOLE


class StopQuestionForm(QuestionForm, StopForm):
    pass


class ChooseForm(QuestionForm):
    """A question, and the epoch of the moderator's seat."""

    epoch = NumberField()

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class BringForm(ChooseForm):
    """The revision of the words that the moderator has read, where the hall reads them next."""

    revision = NumberField()

    @property
    def read(self) -> int:
        return self.revision.data or 0


class PromiseFields(InputForm):
    """Who answers, and until which day; the usual where it is left out."""

    owner = StringField(validators=[Optional(), Regexp(r"^(person|organisation):[0-9a-f]{32}$")])
    by = DateField(validators=[Optional()])

    @property
    def promised(self) -> tuple[str | None, date | None]:
        return self.owner.data or None, self.by.data


class LaterForm(ChooseForm, PromiseFields):
    """A question to keep for later."""


class JoinForm(ChooseForm):
    """Two questions: the first goes where the second goes."""

    into = IdField()

    @property
    def into_id(self) -> str:
        return self.into.data or ""


class SeveralForm(InputForm):
    """Several questions of a session, in their order, and the epoch of the moderator's seat."""

    session = StringField(validators=[Length(min=1, max=60)])
    questions = ListField()
    epoch = NumberField()

    def validate_questions(self, field: ListField) -> None:
        given = field.data or []
        if len(given) > MOST_AT_ONCE or not all(re.match(ID, each) for each in given):
            raise ValidationError(BadInput.words)

    @property
    def slug(self) -> str:
        return self.session.data or ""

    @property
    def ids(self) -> list[str]:
        return self.questions.data or []

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class LabelForm(SeveralForm):
    """Several questions and a label of the list; from the seat with its epoch."""

    epoch = NumberField(required=False)
    label = StringField(validators=[AnyOf(list(SUBJECTS))])
    on = BooleanField(false_values=(False, "false", "False", "0", ""))

    @property
    def said(self) -> tuple[str, bool, int | None]:
        """Which label, whether it is put on, and the seat's epoch."""
        return self.label.data or "", bool(self.on.data), self.epoch.data


class LineForm(SeveralForm):
    """Questions in their order, each with the revision of the words that the moderator has read."""

    revisions = ListField()

    def validate_revisions(self, field: ListField) -> None:
        given = field.data or []
        if len(given) != len(self.ids) or not all(
            re.match(r"^[0-9]{1,9}$", each) for each in given
        ):
            raise ValidationError(BadInput.words)

    @property
    def read(self) -> dict[str, int]:
        return dict(zip(self.ids, map(int, self.revisions.data or []), strict=True))


class KeepForm(SeveralForm, PromiseFields):
    """Several questions to keep for later."""


class ReasonField(InputForm):
    """The moderator's kind reason, from the ready ones: a word of the product's, or an id."""

    reason = StringField(validators=[Length(min=1, max=32)])

    @property
    def why(self) -> str:
        return self.reason.data or ""


class DeclineForm(ChooseForm, ReasonField):
    """A question that does not come on stage."""


class DeclineManyForm(SeveralForm, ReasonField):
    """Several questions that do not come on stage."""
