from __future__ import annotations

from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import InputForm, LongTextField, TextField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.safeguarding.marks.rules import ListKind

LONGEST_TRY = 2000


class ListForm(InputForm):
    """Which list: its kind, and the language of its words."""

    kind = StringField(validators=[AnyOf([*ListKind])], default=str(ListKind.DISCLOSURE))
    language = StringField(validators=[AnyOf([*LANGUAGES])], default=DEFAULT)

    @property
    def which(self) -> tuple[str, str]:
        return self.kind.data or str(ListKind.DISCLOSURE), self.language.data or DEFAULT


class WhichForm(ListForm):
    """The list that an address asks for; one that can't be read is the first."""

    class Meta(InputForm.Meta):
        csrf = False  # it changes nothing

    @classmethod
    def of_address(cls, asked: MultiDict[str, str], locale: str) -> WhichForm:
        form = cls(asked, data={"language": locale})
        return form if form.validate() else cls(None, language=locale)


class AddForm(ListForm):
    words = TextField(sentence("A word, or several as they follow each other"), longest=80, least=1)


class EntryForm(ListForm):
    """An entry by the form of it that is looked for."""

    spelled = StringField(validators=[Length(1, 160)])


class TryForm(ListForm):
    text = LongTextField(sentence("A sentence to try"), longest=LONGEST_TRY, least=1)
    text_lang = StringField(validators=[Optional(), AnyOf([*LANGUAGES])], default=DEFAULT)
