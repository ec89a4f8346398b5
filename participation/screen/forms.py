from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf, Length, Optional, Regexp

from participation.floor.forms import SessionForm
from participation.foundation.forms import DigitsField, NumberField
from participation.foundation.refusals import sentence
from participation.screen.models import Shown, WallMode


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


class ChoiceForm(SessionForm):
    """What the wall shows: a mode, and for some of them what exactly."""

    mode = StringField(validators=[AnyOf([*WallMode, "blank"])])
    what = StringField(validators=[Optional(), AnyOf(list(Shown))])
    # Of a row, or a word of the catalogue of ready sentences.
    id = StringField(validators=[Optional(), Length(max=32), Regexp(r"^[0-9a-z_-]+$")])

    @property
    def chosen(self) -> tuple[str, str | None, str | None]:
        return self.mode.data or "", self.what.data or None, self.id.data or None


class ShowForm(ChoiceForm):
    """The choice, with the version of the wall that was seen; a moderator adds her seat's epoch,
    and of words written for this moment the revision that she has read."""

    version = NumberField()
    epoch = NumberField(required=False)
    revision = NumberField(required=False)

    @property
    def seen(self) -> int:
        return self.version.data or 0

    @property
    def seat(self) -> int | None:
        return self.epoch.data

    @property
    def read(self) -> int | None:
        return self.revision.data


class PaintedForm(SessionForm):
    """The picture that a screen has drawn, by the name that topic `screen` gives it."""

    picture = StringField(validators=[Regexp(r"^[0-9a-f]{16}$")])

    @property
    def drawn(self) -> str:
        return self.picture.data or ""
