from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf

from participation.foundation.forms import InputForm
from participation.papers.forms import PaperIdForm
from participation.programme.subjects import SUBJECTS


class SubjectForm(InputForm):
    """A subject of the list, and whether the paper is about it."""

    subject = StringField(validators=[AnyOf(list(SUBJECTS))])
    on = BooleanField(false_values=(False, "false", "False", "0", ""))

    @property
    def said(self) -> tuple[str, bool]:
        """Which subject, and whether it is put on."""
        return self.subject.data or "", bool(self.on.data)


class PaperSubjectForm(PaperIdForm, SubjectForm):
    pass
