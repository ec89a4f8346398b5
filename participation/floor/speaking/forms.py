from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf, Optional

from participation.floor.forms import SeatForm, SessionForm
from participation.floor.speaking.models import Wish
from participation.floor.speaking.rules import OVERRULING
from participation.foundation.forms import IdField, NumberField


class RaiseForm(SessionForm):
    """What somebody raises her hand for."""

    wish = StringField(validators=[AnyOf([str(wish) for wish in Wish])])


class CallForm(SeatForm):
    """Whom the moderator calls; `from_turn` is the number of the last turn that she saw, or 0."""

    hand = IdField()
    from_turn = NumberField()
    reason = StringField(validators=[Optional(), AnyOf(OVERRULING)])

    @property
    def why(self) -> str | None:
        return self.reason.data or None


class CallBackForm(SeatForm):
    from_turn = NumberField()


class PinHandForm(SeatForm):
    """Puts a hand first and says why, or no longer."""

    hand = IdField()
    on = BooleanField(false_values=(False, "false", "False", "0", ""))
    reason = StringField(validators=[Optional(), AnyOf(OVERRULING)])

    @property
    def why(self) -> str | None:
        return self.reason.data or None


class TurnForm(SeatForm):
    turn = IdField()
