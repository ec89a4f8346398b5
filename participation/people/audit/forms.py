from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, StringField
from wtforms.validators import AnyOf, NumberRange, Optional

from participation.foundation.forms import InputForm
from participation.foundation.refusals import sentence


class LogForm(InputForm):
    """Which rows to show; nothing in it is needed."""

    day = DateField(sentence("Day"), validators=[Optional()])
    what = StringField(sentence("What"), validators=[Optional(), AnyOf(["read", "done"])])
    before = IntegerField(validators=[Optional(), NumberRange(1, 2**31 - 1)])

    class Meta(InputForm.Meta):
        csrf = False  # it changes nothing

    @classmethod
    def of_address(cls, asked: MultiDict[str, str]) -> LogForm:
        """The filter in an address; one that can't be read shows everything."""
        form = cls(asked)
        return form if form.validate() else cls(None)
