from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.foundation.forms import IdField, InputForm


class WishForm(InputForm):
    """A name that waits for the first key."""

    wish = IdField()

    @property
    def wish_id(self) -> str:
        return self.wish.data or ""


class StopWishForm(WishForm):
    """The first key has these two reasons and no other."""

    reason = StringField(validators=[AnyOf(("personal_details", "unkind"))])
