from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import Length

from participation.foundation.forms import DigitsField, InputForm
from participation.foundation.languages import western_digits
from participation.foundation.refusals import sentence


class SecretField(PasswordField):
    """A PIN in any script's digits, or a password as it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0][:200] if valuelist else ""
        digits = western_digits(typed.strip())
        self.data = digits if digits.isdigit() else typed


class JoinForm(InputForm):
    """The room code, as it stands on the wall."""

    code = DigitsField(
        sentence("Room code"),
        validators=[Length(8, 8, message=sentence("The room code has eight digits."))],
    )


class BadgeForm(InputForm):
    """The typed number of a card, for where there is no camera, and the owner's secret."""

    number = DigitsField(
        sentence("The number on my badge"),
        validators=[Length(6, 8, message=sentence("The number on your badge has six digits."))],
    )
    secret = SecretField(
        sentence("My PIN or password"),
        validators=[Length(1, 200, message=sentence("Your PIN or password is missing."))],
    )


class SecretForm(InputForm):
    """The secret alone, where the QR on the card said whose badge it is."""

    secret = SecretField(
        sentence("My PIN or password"),
        validators=[Length(1, 200, message=sentence("Your PIN or password is missing."))],
    )


class DeviceForm(InputForm):
    device = StringField(validators=[Length(32, 32)])
