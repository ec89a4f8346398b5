from __future__ import annotations

from typing import Any

from wtforms import DateField, SelectField, StringField
from wtforms.validators import AnyOf, InputRequired, Optional

from participation.foundation.forms import IdField, InputForm, TextField
from participation.foundation.languages import Words, western_digits
from participation.foundation.refusals import sentence
from participation.safeguarding.helplines.commands import Check, Line, Person
from participation.safeguarding.helplines.rules import countries

STEPS = ("change", "verify", "confirm", "take_out", "put_back")


class NumberToCall(TextField):
    """A telephone number as people read it, in any script's digits; kept in western ones."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.data = western_digits(self.data or "")


class CountryField(SelectField):
    """A country by its code; `lang` gives the names."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        codes = AnyOf([*countries("en")], message=sentence("Please choose a country."))
        super().__init__(label, choices=[], validate_choice=False, validators=[codes], **kwargs)

    def speak(self, lang: str) -> None:
        self.choices = [*countries(lang).items()]


class LineForm(InputForm):
    country = CountryField(sentence("Country"), default="QA")
    number = NumberToCall(sentence("Number"), longest=20, least=1)
    name_ar = TextField(sentence("Name in Arabic"), longest=120)
    name_en = TextField(sentence("Name in English"), longest=120)
    name_fr = TextField(sentence("Name in French"), longest=120)
    source = TextField(sentence("Where the number comes from"), longest=200, least=1)

    @property
    def told(self) -> Line:
        return Line(
            self.country.data, self.number.data or "", _words(self, "name"), self.source.data or ""
        )


class VerifyForm(InputForm):
    """Who asked the helpline itself, when, and how."""

    verified_by = TextField(sentence("Who asked"), longest=100, least=1)
    verified_on = DateField(
        sentence("On which day"),
        validators=[InputRequired(message=sentence("Please choose the day."))],
    )
    checked_how = TextField(sentence("Whom did you ask, and how?"), longest=200, least=1)

    @property
    def told(self) -> Check:
        day = self.verified_on.data
        assert day is not None  # noqa: S101 - the form was checked
        return Check(self.verified_by.data or "", day, self.checked_how.data or "")


class StepForm(InputForm):
    """What a button of the line's page wants."""

    then = StringField(validators=[AnyOf(STEPS)])

    @property
    def step(self) -> str:
        return self.then.data or ""


class SafePersonForm(InputForm):
    name_ar = TextField(sentence("Name in Arabic"), longest=80)
    name_en = TextField(sentence("Name in English"), longest=80)
    name_fr = TextField(sentence("Name in French"), longest=80)
    place_ar = TextField(sentence("Place in Arabic"), longest=120)
    place_en = TextField(sentence("Place in English"), longest=120)
    place_fr = TextField(sentence("Place in French"), longest=120)
    country = CountryField(sentence("The conference is in"), default="QA")
    emergency_number = NumberToCall(sentence("Emergency number there"), longest=20, least=1)

    @property
    def told(self) -> Person:
        return Person(
            _words(self, "name"),
            _words(self, "place"),
            self.country.data,
            self.emergency_number.data or "",
        )


class RoomForm(InputForm):
    """Where a room is; nothing chosen: where the conference is."""

    room = IdField()
    country = StringField(validators=[Optional(), AnyOf([*countries("en")])])


def _words(form: Any, field: str) -> Words:
    return {lang: form[f"{field}_{lang}"].data or "" for lang in ("ar", "en", "fr")}
