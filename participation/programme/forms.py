from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from participation.foundation.forms import InputForm


class SessionForm(InputForm):
    """Which session."""

    session = StringField(validators=[Length(1, 60)])


class CodeForm(InputForm):
    """Nothing but the token: another room code, please."""
