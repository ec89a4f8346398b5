from __future__ import annotations

from wtforms import BooleanField
from wtforms.validators import Length

from participation.floor.forms import SessionForm
from participation.foundation.forms import DigitsField
from participation.foundation.refusals import sentence


class PairForm(SessionForm):
    """The code on a projector, in any script's digits."""

    code = DigitsField(
        validators=[Length(6, 6, message=sentence("The code on the screen has six digits."))]
    )

    @property
    def typed(self) -> str:
        return self.code.data or ""


class BlankForm(SessionForm):
    on = BooleanField(false_values=(False, "false", "False", "0", ""))
