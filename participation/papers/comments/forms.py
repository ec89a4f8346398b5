from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import AnyOf, Regexp

from participation.foundation.forms import IdField, InputForm, LongTextField
from participation.foundation.refusals import sentence as told
from participation.foundation.taming import WHOLE
from participation.papers.comments.rules import Place

PLACE = r"^\d{1,6}-\d{1,6}$"


class CommentForm(InputForm):
    """What is said about a sentence, and where that stands in the text which the adult read."""

    revision = IdField()
    sentence = SelectField(
        told("Which sentence?"),
        validators=[Regexp(PLACE, message=told("Please choose a sentence first."))],
        validate_choice=False,
    )
    # The desk's page has a question beside it, whose box is called the same.
    text = LongTextField(
        told("Your comment, in the language of the paper"),
        id="comment-text",
        longest=WHOLE,
        least=1,
    )

    @property
    def said(self) -> tuple[str, Place, str]:
        """The revision, the place of the sentence in it, and the words."""
        start, end = (self.sentence.data or "0-0").split("-")
        return self.revision.data or "", (int(start), int(end)), self.text.data or ""


class CommentDoneForm(InputForm):
    """Which comment is done, or open again."""

    comment = IdField()
    then = StringField(validators=[AnyOf(("done", "open"))])

    @property
    def comment_id(self) -> str:
        return self.comment.data or ""

    @property
    def is_done(self) -> bool:
        return self.then.data == "done"


class CommentIdForm(InputForm):
    comment = IdField()

    @property
    def comment_id(self) -> str:
        return self.comment.data or ""
