from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.foundation.forms import IdField, InputForm, LongTextField
from participation.foundation.refusals import sentence


class AskForm(InputForm):
    """Why, and in which session if in one."""

    reason = LongTextField(sentence("Why do you need it?"), longest=150)
    session = IdField(sentence("Where"), required=False)


class AnswerForm(InputForm):
    """Yes, or no; one's own request ends with no."""

    then = StringField(validators=[AnyOf(["confirm", "end"])])
