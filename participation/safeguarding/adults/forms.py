from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import Length

from participation.foundation.forms import IdField, InputForm


class RoomForm(InputForm):
    """The session whose room it is, by its slug."""

    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""


class LockForm(RoomForm):
    on = BooleanField(false_values=(False, "false", "False", "0", ""))


class AdultForm(RoomForm):
    """An adult of the room, by the id that the topic gives."""

    adult = IdField()
