from __future__ import annotations

from wtforms import BooleanField, StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import AddressForm, IdField, InputForm, LongTextField, TextField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.foundation.taming import WHOLE
from participation.people.consent.models import ConsentKind
from participation.people.consent.rules import ASKED, Choices, Dial


class AnswerForm(InputForm):
    """One step of reading and answering: what was said so far, and the button just pressed.

    Nothing is kept before the last answer; the steps carry what was said.
    """

    version = StringField(validators=[Length(1, 20)])
    lang = StringField(validators=[AnyOf(list(LANGUAGES))])
    read = StringField(validators=[Optional(), Length(max=2)])
    said = StringField(validators=[Optional(), Length(max=len(ASKED))])
    say = StringField(validators=[Optional(), AnyOf(("yes", "no"))])

    @property
    def thoughts_read(self) -> int:
        read = self.read.data or ""
        return int(read) if read.isascii() and read.isdigit() else 0

    @property
    def answers(self) -> str:
        """What was said so far and just now, a letter for each: `y` or `n`."""
        before = "".join(letter for letter in self.said.data or "" if letter in "yn")
        return before + (self.say.data or "")[:1]

    @property
    def is_whole(self) -> bool:
        """Whether there is nothing left to ask: a no to taking part ends it at once."""
        return self.answers[:1] == "n" or len(self.answers) >= len(ASKED)

    @property
    def choices(self) -> Choices:
        said = dict(zip(ASKED, (letter == "y" for letter in self.answers), strict=False))
        return Choices(**said)

    @property
    def language(self) -> str:
        return self.lang.data or DEFAULT


class DialForm(InputForm):
    dial = StringField(validators=[AnyOf(list(Dial))])

    @property
    def to(self) -> str:
        return self.dial.data or ""


class PickNameForm(InputForm):
    """One of the pairs of words that were offered."""

    pick = StringField(validators=[Optional(), Length(max=8)])
    name = TextField(sentence("The name I would like"), longest=WHOLE)


class RecordForm(InputForm):
    """The guardian's part, as it stands on the signed sheet."""

    person = IdField()
    kind = StringField(validators=[AnyOf(list(ConsentKind))])
    version = StringField(validators=[Length(1, 20)])
    note = LongTextField(sentence("Which body, and why nobody at home is asked"), longest=1000)


class PersonForm(InputForm):
    person = IdField()


class SearchForm(AddressForm):
    """Which children the organisers' list shows; nothing in it is needed."""

    q = TextField(sentence("Name"), longest=60)
    waiting = BooleanField(sentence("Only those without a consent"))
