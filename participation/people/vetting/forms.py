from __future__ import annotations

from typing import Any

from wtforms import DateField
from wtforms.validators import Optional

from participation.foundation.forms import IdField, InputForm, TextField
from participation.foundation.refusals import sentence
from participation.people.vetting.rules import Brought


class DayField(DateField):
    """A day as the browser's own calendar writes it, or as somebody types it."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        known = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
        super().__init__(label, format=known, validators=[Optional()], **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(
                sentence("Please write this day as year-month-day, such as 2026-05-18.")
            ) from None


class VettingForm(InputForm):
    """The three things, and how long they hold."""

    person = IdField()
    reference = TextField(sentence("Reference of the check"), longest=60)
    trained_on = DayField(sentence("Trained in safeguarding on"))
    signed_on = DayField(sentence("Code of conduct signed on"))
    valid_until = DayField(sentence("Valid until"))

    @property
    def brought(self) -> Brought:
        return Brought(
            self.reference.data, self.trained_on.data, self.signed_on.data, self.valid_until.data
        )
