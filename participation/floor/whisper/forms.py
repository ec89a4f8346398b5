from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.floor.forms import SeatForm
from participation.foundation.forms import LongTextField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence as said
from participation.foundation.taming import WHOLE


class WhisperForm(SeatForm):
    """A ready sentence, or words of one's own, with the seat that it is about."""

    sentence = StringField(validators=[Optional(), Length(max=32)])
    text = LongTextField(said("My words"), longest=WHOLE)
    lang = StringField(validators=[Optional(), AnyOf(list(LANGUAGES))])

    @property
    def said(self) -> tuple[str | None, str, str]:
        """The sentence or none, the text, its language."""
        return self.sentence.data or None, self.text.data or "", self.lang.data or DEFAULT
