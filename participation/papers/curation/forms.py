from __future__ import annotations

import re

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import AnyOf, Length, Optional, ValidationError

from participation.foundation.forms import (
    ID,
    AddressForm,
    IdField,
    InputForm,
    ListField,
    LongTextField,
    TextField,
)
from participation.foundation.languages import LANGUAGES
from participation.foundation.refusals import BadInput, sentence
from participation.foundation.taming import WHOLE
from participation.papers.curation.listing import LONGEST, NONE, READ, Asked
from participation.papers.curation.rules import GROUPS
from participation.papers.forms import DraftLine, DraftText, PaperIdForm, offered
from participation.papers.models import GoesTo, PaperState
from participation.papers.rules import LONGEST as LONGEST_TEXT
from participation.programme.subjects import SUBJECTS

DECISIONS = (
    "take_up",
    "let_go",
    "select",
    "join",
    "ask",
    "offer",
    "suggest_no",
    "agree",
    "drop_no",
    "look_again",
)
PLACES = {
    GoesTo.ANSWER: sentence("To an adult who answers it in writing"),
    GoesTo.BOOK: sentence("Into the book of papers, if its author says yes"),
    GoesTo.LATER: sentence("It is kept for the next conference"),
}


# So much of a title is looked for.
WORDS_SOUGHT = 80
# So many papers stand on no page of the desk.
MOST_ASKED = 100


def all_ids(form: InputForm, field: Field) -> None:
    """Whether each of the strings of this field is an id."""
    if not all(re.fullmatch(ID, each) for each in field.data):
        raise ValidationError(BadInput.words)


class DeskFilterForm(AddressForm):
    """What the desk shows of all that was sent; `written` is the language of a paper, as `lang` is
    the page's own."""

    group = StringField(validators=[Optional(), AnyOf(GROUPS)])
    written = SelectField(
        sentence("Language"),
        choices=offered(
            [
                (READ, sentence("The languages I read")),
                ("", sentence("All languages")),
                *LANGUAGES.items(),
            ]
        ),
        validators=[Optional()],
    )
    organisation = SelectField(
        sentence("Organisation"), validators=[Optional(), Length(max=32)], validate_choice=False
    )
    subject = SelectField(
        sentence("Subject"),
        validators=[Optional(), AnyOf([*SUBJECTS, NONE])],
        validate_choice=False,
    )
    state = SelectField(
        sentence("Where it stands"),
        validators=[Optional(), AnyOf(list(PaperState))],
        validate_choice=False,
    )
    words = TextField(sentence("Words of the title"), longest=WORDS_SOUGHT)
    order = SelectField(
        sentence("In this order"),
        choices=offered(
            [
                ("", sentence("Marked ones first")),
                (LONGEST, sentence("Waiting longest first")),
            ]
        ),
        validators=[Optional()],
    )
    page = StringField(validators=[Optional(), Length(max=9)])

    @property
    def asked(self) -> Asked:
        return Asked(
            group=self.group.data or "",
            written=self.written.data or "",
            organisation=self.organisation.data or "",
            subject=self.subject.data or "",
            state=self.state.data or "",
            words=self.words.data or "",
            order=self.order.data or "",
        )


class TwinsForm(AddressForm):
    """Which papers to look for, to join one with."""

    sought = TextField(sentence("Words of the title"), longest=WORDS_SOUGHT)

    @property
    def words(self) -> str:
        return self.sought.data or ""


class StandingForm(InputForm):
    """The papers of a page of the desk, which asks how they stand."""

    papers = ListField(validators=[Length(max=MOST_ASKED), all_ids])


class RevisionsForm(AddressForm):
    """Which two texts of a paper are compared, by their numbers."""

    one = SelectField(
        sentence("This text"), validators=[Optional(), Length(max=9)], validate_choice=False
    )
    other = SelectField(
        sentence("And this one"), validators=[Optional(), Length(max=9)], validate_choice=False
    )


class DecideForm(InputForm):
    """What a button of the desk's page wants: `then`, the plain one selects for a session."""

    then = StringField(validators=[Optional(), AnyOf(DECISIONS)])
    # What stood on the page when the button was pressed.
    read = StringField(validators=[Optional(), Length(max=32)])

    @property
    def decision(self) -> str:
        return self.then.data or "select"


class AnnounceForm(InputForm):
    """Which decisions she saw waiting when she pressed."""

    decided = StringField(validators=[Optional(), Length(max=60)])


class LetterForm(InputForm):
    """What is asked about a paper, or answered."""

    text = LongTextField(sentence("My answer"), longest=WHOLE, least=1)

    @property
    def words(self) -> str:
        return self.text.data or ""


class AskForm(LetterForm):
    text = LongTextField(
        sentence("Your question, in the language of the paper"), longest=WHOLE, least=1
    )


class AnswerForm(PaperIdForm, LetterForm):
    pass


class OfferForm(InputForm):
    """The child's text as an adult would change it."""

    title = DraftLine(sentence("Title"), longest=LONGEST_TEXT)
    body = DraftText(sentence("The text with your change"), longest=LONGEST_TEXT)


class OfferedForm(InputForm):
    """Which change the child read when she answered."""

    offer = IdField()

    @property
    def offer_id(self) -> str:
        return self.offer.data or ""


class ReplyForm(PaperIdForm, OfferedForm):
    says = StringField(validators=[AnyOf(("yes", "no"))])

    @property
    def says_yes(self) -> bool:
        return self.says.data == "yes"


class JoinForm(InputForm):
    twin = IdField()

    @property
    def twin_id(self) -> str:
        return self.twin.data or ""


class NoForm(InputForm):
    """Why not this time, and where the paper goes instead."""

    reason = LongTextField(
        sentence("Why not this time? In the language of the paper."), longest=WHOLE, least=1
    )
    goes_to = RadioField(
        sentence("Where does it go instead?"),
        choices=offered(PLACES.items()),
        default=GoesTo.ANSWER,
        validators=[AnyOf(list(GoesTo))],
        validate_choice=False,
    )

    @property
    def said(self) -> tuple[str, str]:
        """The reason, and the place."""
        return self.reason.data or "", self.goes_to.data or ""
