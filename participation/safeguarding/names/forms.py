from __future__ import annotations

from participation.foundation.forms import IdField, InputForm
from participation.safeguarding.clearing.forms import StopForm


class WishForm(InputForm):
    """A name that waits for the first key."""

    wish = IdField()

    @property
    def wish_id(self) -> str:
        return self.wish.data or ""


class StopWishForm(WishForm, StopForm):
    pass
