from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

from participation.foundation.forms import IdField, InputForm, NumberField


class SessionForm(InputForm):
    """A session by its slug, as every page and message names it."""

    session = StringField(validators=[Length(min=1, max=60)])

    @property
    def slug(self) -> str:
        return self.session.data or ""


class AdultsAskedForm(SessionForm):
    """How many adults a session asks for."""

    adults = NumberField()

    @property
    def number(self) -> int:
        return self.adults.data or 0


class SeatForm(SessionForm):
    """Something only the holder of the seat may do, with her seat's epoch."""

    epoch = NumberField()

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class MoveForm(SeatForm):
    """A moderator's move, with the version she saw."""

    version = NumberField()

    @property
    def seen(self) -> int:
        return self.version.data or 0


class NextForm(MoveForm):
    from_item = IdField(required=False)


class PinForm(InputForm):
    item = IdField()
    paper = IdField()
