from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import Length, NumberRange, Optional, Regexp

from participation.foundation.forms import InputForm, NumberField, TextField
from participation.foundation.refusals import sentence

HOUR = r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$"


class PassphraseForm(InputForm):
    """A first passphrase, or another one in the place of the old one."""

    old = PasswordField(sentence("My passphrase now"), validators=[Optional(), Length(max=400)])
    new = PasswordField(sentence("My new passphrase"), validators=[Length(1, 400)])
    again = PasswordField(sentence("Once more"), validators=[Length(max=400)])


class HoursForm(InputForm):
    """When the team reads, which phone is on duty, how long an alert waits."""

    reads_from = StringField(sentence("The team reads from"), validators=[Regexp(HOUR)])
    reads_until = StringField(sentence("The team reads until"), validators=[Regexp(HOUR)])
    duty_phone = TextField(sentence("The phone on duty"), longest=30)
    lead_within_s = NumberField(
        sentence("Seconds until the deputy is alerted"), validators=[NumberRange(10, 3600)]
    )
    deputy_within_s = NumberField(
        sentence("Seconds until the phone on duty is shown"), validators=[NumberRange(10, 3600)]
    )
