from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import IdField, InputForm, LongTextField
from participation.foundation.languages import LANGUAGES, Words
from participation.foundation.taming import WHOLE
from participation.safeguarding.clearing.forms import StopForm

# Whoever pastes far more is told so by the command, with her words kept on the page.
LONGEST_SENT = 20 * WHOLE
AN_ID = Length(min=1, max=32)


class WriteReasonForm(InputForm):
    """One reason, in the languages in which somebody wants to write it; `reason` where it is there
    in another language already."""

    ar = LongTextField(longest=LONGEST_SENT)
    en = LongTextField(longest=LONGEST_SENT)
    fr = LongTextField(longest=LONGEST_SENT)
    reason = StringField(validators=[Optional(), AN_ID])

    @property
    def words(self) -> Words:
        """What was written, each in one line."""
        return {lang: " ".join((self[lang].data or "").split()) for lang in LANGUAGES}


class ArrangeForm(InputForm):
    """What happens with one reason of the list; `before` is the one it is put before."""

    reason = StringField(validators=[AN_ID])
    then = StringField(validators=[AnyOf(["place", "hide", "offer", "take_back"])])
    before = StringField(validators=[Optional(), AN_ID])


class ReasonForm(InputForm):
    """A reason in one language."""

    reason_text = IdField()

    @property
    def text_id(self) -> str:
        return self.reason_text.data or ""


class StopReasonForm(ReasonForm, StopForm):
    pass
