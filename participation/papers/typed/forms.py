from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Optional

from participation.foundation.forms import DigitsField, InputForm, NumberField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.papers.forms import PaperIdForm, offered


class TypeForForm(InputForm):
    """The number that a child told this adult, and the language in which she speaks."""

    number = DigitsField(sentence("The number of the child"))
    lang = SelectField(sentence("The language of the paper"), choices=offered(LANGUAGES.items()))

    @property
    def asked(self) -> tuple[str, str]:
        return self.number.data or "", self.lang.data or DEFAULT


class TypeForm(InputForm):
    """What a button of the adult's page wants: the plain one saves."""

    then = StringField(validators=[Optional(), AnyOf(("save", "undo"))])

    @property
    def is_undone(self) -> bool:
        return self.then.data == "undo"


class OwnWordsForm(PaperIdForm):
    """Of which version of the draft the child says that these are her words."""

    version = NumberField()

    @property
    def read(self) -> int:
        return self.version.data or 0
