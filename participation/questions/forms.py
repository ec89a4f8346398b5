from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length

from participation.foundation.forms import IdField, InputForm, LongTextField, NumberField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.questions.reasons import DECLINED
from participation.questions.rules import LONGEST
from participation.safeguarding.clearing.forms import CoverForm, FirstKeyForm, StopForm


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


class ClearQuestionForm(QuestionForm, FirstKeyForm):
    pass


class CoverQuestionForm(QuestionForm, CoverForm):
    longest = LONGEST


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


class DeclineForm(ChooseForm):
    """The moderator's kind reason, from the ready ones."""

    reason = StringField(validators=[AnyOf(list(DECLINED))])

    @property
    def why(self) -> str:
        return self.reason.data or ""
