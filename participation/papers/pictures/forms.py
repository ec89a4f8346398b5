from __future__ import annotations

import re

from flask import request
from wtforms import StringField
from wtforms.validators import AnyOf, Optional, Regexp

from participation.foundation.forms import ID, TextField, storable
from participation.papers.bringing.forms import FileForm
from participation.papers.pictures.models import PictureKind
from participation.papers.pictures.rules import LONGEST_ALT
from participation.papers.pictures.telling import Told

ACTS = ("add", "words", "earlier", "later", "out", "back")
WORDS = "alt-"
# From which words those of the page went on.
BEFORE = "was-"


class PicturesForm(FileForm):
    """One press in the pictures of a draft: `add`, or what is done with which of them, as `out-…`
    with its id. What stands in the page beside it comes along, so that no word of it is lost."""

    act = StringField(validators=[Regexp(rf"^(add|({'|'.join(ACTS[1:])})-{ID[1:-1]})$")])
    kind = StringField(validators=[Optional(), AnyOf(list(PictureKind))])
    alt = TextField(longest=LONGEST_ALT)

    @property
    def pressed(self) -> tuple[str, str]:
        """What is done, and with which picture."""
        act, _, picture_id = (self.act.data or "").partition("-")
        return act, picture_id

    @property
    def what(self) -> str:
        return self.kind.data or PictureKind.PICTURE

    @property
    def words(self) -> str:
        return (self.alt.data or "").strip()


def told_words() -> dict[str, Told]:
    """What the page says can be seen in each picture, by its id."""
    ids = (name.removeprefix(WORDS) for name in request.form if name.startswith(WORDS))
    return {
        one: Told(_words(WORDS + one) or "", _words(BEFORE + one))
        for one in ids
        if re.fullmatch(ID, one)
    }


def _words(name: str) -> str | None:
    """What came under this name. A form sends two letters for the end of a line: here it is one."""
    text = request.form.get(name)
    return None if text is None else storable(text).replace("\r\n", "\n").strip()[:LONGEST_ALT]
