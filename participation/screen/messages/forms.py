from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.floor.forms import SessionForm
from participation.foundation.forms import IdField, InputForm, LongTextField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.foundation.taming import WHOLE
from participation.safeguarding.clearing.forms import CoverForm, FirstKeyForm, StopForm


class WriteForm(SessionForm):
    """Words for the wall."""

    text = LongTextField(sentence("My message"), longest=WHOLE, least=1)
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


class ClearMessageForm(MessageForm, FirstKeyForm):
    pass


class CoverMessageForm(MessageForm, CoverForm):
    longest = WHOLE


class StopMessageForm(MessageForm, StopForm):
    pass
