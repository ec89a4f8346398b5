from __future__ import annotations

from wtforms import BooleanField
from wtforms.validators import Length

from participation.foundation.forms import DigitsField, IdField, InputForm
from participation.foundation.refusals import sentence
from participation.people.forms import SecretField


class ConfirmForm(InputForm):
    """The secret of whoever is signed in; beside it lies what was posted before, untouched."""

    secret_again = SecretField(
        sentence("My PIN or password"),
        validators=[Length(1, 200, message=sentence("Your PIN or password is missing."))],
    )


class LockForm(InputForm):
    """Nothing but the token: the page was left alone."""


class NodForm(InputForm):
    """Which device waits, and whether the adult sees its child."""

    device = IdField()
    yes = BooleanField(false_values=("", "0", "false", "False"))


class NewPinForm(InputForm):
    """The number of a child's card, typed by an adult; then the new PIN, twice, by the child."""

    number = DigitsField(
        sentence("The number on the child's badge"),
        validators=[Length(6, 8, message=sentence("The number on the badge has six digits."))],
    )
    pin = SecretField(sentence("My new PIN"))
    pin_again = SecretField(sentence("My new PIN once more"))
