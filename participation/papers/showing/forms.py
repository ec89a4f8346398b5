from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import InputForm, NumberField
from participation.papers.forms import PaperIdForm
from participation.papers.models import Naming, Visibility


class ShowForm(InputForm):
    """How widely the revision of this number may be shown, and under which name of hers."""

    number = NumberField()
    visibility = StringField(validators=[AnyOf(list(Visibility))])
    named = StringField(validators=[Optional(), AnyOf(list(Naming))])
    named_delegates = StringField(validators=[Optional(), AnyOf(list(Naming))])
    named_room = StringField(validators=[Optional(), AnyOf(list(Naming))])

    @property
    def narrower(self) -> dict[str, str]:
        """Under which name of hers where fewer read it, as far as she says so."""
        names = {
            Visibility.DELEGATES: self.named_delegates.data,
            Visibility.ROOM: self.named_room.data,
        }
        return {level: named for level, named in names.items() if named}

    @property
    def read(self) -> int:
        return self.number.data or 0

    @property
    def level(self) -> str:
        return self.visibility.data or ""

    @property
    def name(self) -> str | None:
        return self.named.data or None


class ShowPageForm(ShowForm):
    """The same of a page without a script: for which level which name was chosen at first."""

    preset = StringField(validators=[Optional(), Length(max=40)])

    @property
    def name(self) -> str | None:
        """None where she left it as it was preset for another level: nobody is named by that."""
        level, _, named = (self.preset.data or "").partition(":")
        if named and named == self.named.data and level != self.level:
            return None
        return self.named.data or None


class ShowPaperForm(PaperIdForm, ShowForm):
    pass
