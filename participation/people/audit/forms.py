from __future__ import annotations

from wtforms import DateField, IntegerField, StringField
from wtforms.validators import AnyOf, NumberRange, Optional

from participation.foundation.forms import AddressForm
from participation.foundation.refusals import sentence


class LogForm(AddressForm):
    """Which rows to show; nothing in it is needed."""

    day = DateField(sentence("Day"), validators=[Optional()])
    what = StringField(sentence("What"), validators=[Optional(), AnyOf(["read", "done"])])
    before = IntegerField(validators=[Optional(), NumberRange(1, 2**31 - 1)])
