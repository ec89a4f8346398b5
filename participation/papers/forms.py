from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import AnyOf, InputRequired, Length, Optional, Regexp
from wtforms.widgets import HiddenInput

from participation.foundation.forms import (
    DigitsField,
    IdField,
    InputForm,
    LongTextField,
    NumberField,
    TextField,
)
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.papers.models import ReadsAloud
from participation.papers.rules import LONGEST, Draft


def offered(named: Iterable[tuple[str, Any]]) -> list[Any]:
    """Choices of a field from (value, label)."""
    return [SelectChoice(value, label) for value, label in named]


READERS = {
    ReadsAloud.ME: sentence("I read it aloud"),
    ReadsAloud.FRIEND: sentence("A friend reads it"),
    ReadsAloud.MODERATOR: sentence("The moderator reads it"),
    ReadsAloud.NOBODY: sentence("Nobody reads it, it is only shown"),
}
STEPS = (
    "save",
    "submit",
    "confirm",
    "stay",
    "show",
    "take_back",
    "bring_back",
    "leave",
    "answer",
    "yes",
    "no",
    "meaning_yes",
    "meaning_no",
    "meter_on",
    "meter_off",
    "own_words",
)


class _AsTyped:
    """Keeps the spaces at the ends too: a draft that loses them moves under the writer's hands."""

    data: str | None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(["x" + valuelist[0] + "x"] if valuelist else [])  # type: ignore[misc]
        self.data = self.data[1:-1] if self.data else ""


class DraftLine(_AsTyped, TextField):
    pass


class DraftText(_AsTyped, LongTextField):
    pass


class PaperForm(InputForm):
    """A working text, whatever it says, and the version of the draft it was written on; with
    `was_…` what that version said, where that is told."""

    title = DraftLine(sentence("Title"), longest=LONGEST)
    body = DraftText(sentence("My words"), longest=LONGEST)
    lang = SelectField(sentence("I write in"), choices=offered(LANGUAGES.items()))
    base = NumberField(widget=HiddenInput())
    was_title = DraftLine(longest=LONGEST, widget=HiddenInput())
    was_body = DraftText(longest=LONGEST, widget=HiddenInput())
    was_lang = StringField(validators=[Optional(), AnyOf(list(LANGUAGES))], widget=HiddenInput())

    @property
    def draft(self) -> tuple[str, str, str]:
        """Title, body and language."""
        return self.title.data or "", self.body.data or "", self.lang.data or DEFAULT

    @property
    def seen(self) -> int:
        return self.base.data or 0

    @property
    def was(self) -> Draft | None:
        if not self.was_lang.data:
            return None
        return Draft(self.was_title.data or "", self.was_body.data or "", self.was_lang.data)

    def goes_on_from(self, text: dict[str, Any]) -> None:
        """What is saved next was written on this one of the server's."""
        self.base.raw_data, self.base.data = None, text["version"]
        for field, name in (
            (self.was_title, "title"),
            (self.was_body, "body"),
            (self.was_lang, "lang"),
        ):
            field.raw_data, field.data = None, text[name]

    def shows(self, text: dict[str, Any]) -> None:
        """These words stand in the page now."""
        for field, name in ((self.title, "title"), (self.body, "body"), (self.lang, "lang")):
            field.raw_data, field.data = None, text[name]


class StartForm(InputForm):
    """A new paper; its language is the page's unless told."""

    lang = StringField(validators=[Optional(), AnyOf(list(LANGUAGES))])


class PaperIdForm(InputForm):
    paper = IdField()

    @property
    def paper_id(self) -> str:
        return self.paper.data or ""


class SendForm(PaperIdForm):
    """Which draft the author read when she sent it, where that is told."""

    version = NumberField(required=False)


class DraftForm(PaperIdForm, PaperForm):
    """A working text of this paper."""


class TogetherForm(InputForm):
    """The numbers that two children told an adult: of the paper, and of whoever joins."""

    paper_number = DigitsField(sentence("The number of the paper"))
    child_number = DigitsField(sentence("The number of the child who joins"))
    then = StringField(validators=[Optional(), AnyOf(("join", "undo"))])

    @property
    def is_undone(self) -> bool:
        return self.then.data == "undo"

    @property
    def numbers(self) -> tuple[str, str]:
        return self.paper_number.data or "", self.child_number.data or ""


class StepForm(InputForm):
    """What a button of the author's page wants: `then`, the plain one saves."""

    then = StringField(validators=[Optional(), AnyOf(STEPS)])
    reads_aloud = RadioField(
        sentence("Who reads it aloud?"),
        choices=offered(READERS.items()),
        default=ReadsAloud.ME,
        validate_choice=False,
        validators=[Optional(), AnyOf(list(ReadsAloud))],
    )
    number = NumberField(required=False)

    @property
    def step(self) -> str:
        return self.then.data or "save"

    @property
    def reader(self) -> str:
        return self.reads_aloud.data or ReadsAloud.ME

    @property
    def read(self) -> int:
        """The number of the revision that stood in the page; none has the number 0."""
        return self.number.data or 0


class ConfirmForm(PaperIdForm):
    """Which revision the author read when she said yes, and who reads it aloud."""

    number = NumberField()
    reads_aloud = StringField(validators=[AnyOf(list(ReadsAloud))])

    @property
    def reader(self) -> str:
        return self.reads_aloud.data or ""

    @property
    def read(self) -> int:
        return self.number.data or 0


class SelectForm(InputForm):
    """A session by its slug; the page offers those that the facilitator is in."""

    session = SelectField(
        sentence("Session"),
        validators=[InputRequired(), Length(max=60), Regexp(r"^[\w-]+$")],
        validate_choice=False,
    )

    @property
    def slug(self) -> str:
        return self.session.data or ""


class SelectPaperForm(PaperIdForm, SelectForm):
    pass
