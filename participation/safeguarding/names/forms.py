from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length

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


class FirstNameForm(InputForm):
    """A first name that waits, by its child, in the letters that were read."""

    person = IdField()
    read = StringField(validators=[Length(1, 200)])

    @property
    def person_id(self) -> str:
        return self.person.data or ""

    @property
    def letters(self) -> str:
        return self.read.data or ""


class StopFirstNameForm(FirstNameForm, StopForm):
    pass
