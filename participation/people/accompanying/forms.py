from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.foundation.forms import IdField, InputForm
from participation.foundation.refusals import sentence


class AccompanyingForm(InputForm):
    """Which adult, and whether the link begins or ends."""

    adult = IdField(sentence("Accompanying adult"))
    then = StringField(validators=[AnyOf(["begin", "end"])])
