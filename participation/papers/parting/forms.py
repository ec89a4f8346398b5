from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, InputRequired

from participation.foundation.languages import LANGUAGES
from participation.papers.forms import DraftForm


class RescueForm(DraftForm):
    """A text that was typed into a paper, and always the one that it was written on."""

    was_lang = StringField(validators=[InputRequired(), AnyOf(list(LANGUAGES))])
