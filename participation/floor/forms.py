from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import Length, NumberRange, Optional

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


class ItemForm(InputForm):
    """A move of one step, with the seat's epoch and the version she saw."""

    item = IdField()
    version = NumberField()
    epoch = NumberField()

    @property
    def item_id(self) -> str:
        return self.item.data or ""

    @property
    def seen(self) -> int:
        return self.version.data or 0

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class BeatForm(SeatForm):
    """The tablet in the seat is in use; its battery in percent, where it runs down."""

    battery = NumberField(required=False, validators=[Optional(), NumberRange(0, 100)])


class OfferForm(SeatForm):
    """Offers the seat, or takes the offer back."""

    take_back = BooleanField(false_values=(False, "false", "False", "0", ""))


class UndoForm(SeatForm):
    act = IdField()

    @property
    def act_id(self) -> str:
        return self.act.data or ""


class PlaceForm(InputForm):
    """The step of the run sheet into which a paper goes, and what it held when she looked."""

    item = IdField()
    holds = StringField(validators=[Optional(), Length(max=32)])

    @property
    def item_id(self) -> str:
        return self.item.data or ""

    @property
    def held(self) -> str | None:
        """Which revision that was, empty for none; None where it isn't told."""
        return self.holds.data


class PinForm(PlaceForm):
    paper = IdField()
