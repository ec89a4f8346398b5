from __future__ import annotations

from wtforms import SelectField

from participation.foundation.forms import InputForm, NumberField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.papers.forms import DraftLine, DraftText, offered
from participation.papers.rules import LONGEST, Draft


class FileForm(InputForm):
    """What stands in the page beside the file, so that pressing the button loses no word of it. A
    page that has saved them sends none."""

    title = DraftLine(longest=LONGEST)
    body = DraftText(longest=LONGEST)
    lang = SelectField(choices=offered(LANGUAGES.items()), default=DEFAULT)
    base = NumberField(required=False)

    @property
    def typed(self) -> tuple[Draft, int] | None:
        """The words of the page, and the version of the draft that they were written on."""
        if self.base.data is None:
            return None
        draft = Draft(self.title.data or "", self.body.data or "", self.lang.data or DEFAULT)
        return draft, self.base.data
