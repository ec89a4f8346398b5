from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length, Optional, ValidationError

from participation.foundation.forms import InputForm, ListField
from participation.foundation.languages import LANGUAGES
from participation.foundation.refusals import BadInput


class LanguagesForm(InputForm):
    """The languages an adult reads."""

    languages = ListField()

    def validate_languages(self, field: ListField) -> None:
        if not set(field.data or []) <= set(LANGUAGES):
            raise ValidationError(BadInput.words)

    @property
    def read(self) -> list[str]:
        return sorted(set(self.languages.data or []))


class DutyForm(InputForm):
    """A session by its slug; without one it is the whole event."""

    session = StringField(validators=[Optional(), Length(max=60)])

    @property
    def slug(self) -> str | None:
        return self.session.data or None
