from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf
from wtforms.widgets import HiddenInput

from participation.foundation.forms import IdField, InputForm, ListField, NumberField, TextField
from participation.foundation.refusals import sentence
from participation.papers.forms import PaperIdForm
from participation.papers.rules import LONGEST


class ParagraphsField(ListField):
    """Each paragraph in its place, also one without words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(valuelist)


class TranslationForm(InputForm):
    """A title, and words for each paragraph of the revision of this number."""

    title = TextField(sentence("Title"), longest=LONGEST)
    words = ParagraphsField()
    number = NumberField(widget=HiddenInput())

    @property
    def said(self) -> tuple[str, list[str], int]:
        return self.title.data or "", self.words.data or [], self.number.data or 0


class TranslatedForm(InputForm):
    """Which translation an author read when she answered."""

    translation = IdField()

    @property
    def translation_id(self) -> str:
        return self.translation.data or ""


class ReadTranslationForm(TranslatedForm):
    """Whether another adult lets it through to its author."""

    then = StringField(validators=[AnyOf(("through", "stop"))])

    @property
    def lets_through(self) -> bool:
        return self.then.data == "through"


class ReplyToTranslationForm(PaperIdForm, TranslatedForm):
    says = StringField(validators=[AnyOf(("yes", "no"))])

    @property
    def says_yes(self) -> bool:
        return self.says.data == "yes"
