from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf

from participation.foundation.forms import IdField, InputForm, LongTextField, NumberField
from participation.foundation.languages import DEFAULT, LANGUAGES, Words
from participation.foundation.refusals import sentence

# Two sentences that can be said in one breath each.
LONGEST = 300
_LABEL = sentence("What can be said")


class CardForm(InputForm):
    """A step, and the revision of its card that was seen."""

    item = IdField()
    revision = NumberField()

    @property
    def item_id(self) -> str:
        return self.item.data or ""

    @property
    def seen(self) -> int:
        return self.revision.data or 0


class WriteCueForm(CardForm):
    """The card in each language."""

    ar = LongTextField(_LABEL, longest=LONGEST)
    en = LongTextField(_LABEL, longest=LONGEST)
    fr = LongTextField(_LABEL, longest=LONGEST)

    @property
    def words(self) -> Words:
        return {lang: getattr(self, lang).data or "" for lang in LANGUAGES}


class NoteForm(CardForm):
    """A moderator's own words."""

    text = LongTextField(_LABEL, longest=LONGEST)
    lang = StringField(validators=[AnyOf(list(LANGUAGES))])

    @property
    def written(self) -> tuple[str, str]:
        """Text and language."""
        return self.text.data or "", self.lang.data or DEFAULT
