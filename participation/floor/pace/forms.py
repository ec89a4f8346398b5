from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.floor.forms import SessionForm
from participation.floor.pace.models import Signal


class PaceForm(SessionForm):
    """What somebody says of the pace."""

    signal = StringField(validators=[AnyOf([str(signal) for signal in Signal])])
