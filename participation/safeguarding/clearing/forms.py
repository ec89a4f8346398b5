from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from participation.foundation.forms import InputForm


class DeskForm(InputForm):
    """The desk of a session."""

    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""
