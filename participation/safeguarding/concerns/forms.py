from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import InputForm, LongTextField, TextField
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.refusals import sentence
from participation.safeguarding.concerns import rules
from participation.safeguarding.concerns.commands import Told


class TellForm(InputForm):
    """What the box of the help page brings. Nothing in it is required and nothing is refused: what
    can't be read counts as not chosen."""

    class Meta(InputForm.Meta):
        csrf = False  # the one post without a cookie (docs/decisions/concerns.md)

    text = LongTextField(sentence("What would you like to tell us?"), longest=10**9)
    safe_now = StringField()
    readers = StringField()
    page = HiddenField()

    def told(self, language: str, page_id: str) -> Told:
        """Who should read what, as far as it can be read."""
        safe_now, readers = self.safe_now.data or "", self.readers.data or ""
        return Told(
            text=self.text.data or "",
            safe_now=safe_now if safe_now in rules.SAFE_NOW else None,
            readers=readers if readers in rules.READERS else rules.BOTH,
            language=language,
            page_id=page_id,
        )


class CodeForm(InputForm):
    """The code of a receipt, as a child types it."""

    code = StringField(sentence("My code"), validators=[Length(max=200)])


class PassphraseField(PasswordField):
    """A passphrase as it was typed; it is never put back into a page."""


class OpenForm(InputForm):
    passphrase = PassphraseField(sentence("My passphrase"), validators=[Length(1, 400)])


class ActForm(InputForm):
    """One act on a concern, with the key that its opened page carries, where it does."""

    then = StringField(
        validators=[AnyOf(("acknowledge", *rules.WRITTEN, rules.ANSWER, "sign", "hand_on"))]
    )
    text = LongTextField(sentence("In your words"), longest=20_000)
    whom = TextField(sentence("Whom did you tell?"), longest=300)
    when = TextField(sentence("When?"), longest=100)
    lang = StringField(default=DEFAULT, validators=[Optional(), AnyOf(list(LANGUAGES))])
    to = StringField(validators=[Optional(), AnyOf((rules.LEAD, rules.DEPUTY))])
    passphrase = PassphraseField(sentence("My passphrase"), validators=[Length(max=400)])
    page_key = HiddenField(validators=[Length(max=1_000)])


class ExportForm(InputForm):
    """One concern as a file, sealed under a passphrase of its own or to somebody's public key."""

    file_passphrase = PassphraseField(
        sentence("A passphrase for this file alone"), validators=[Length(max=400)]
    )
    public_key = TextField(sentence("Or the public key of whoever gets it"), longest=100)
    page_key = HiddenField(validators=[Length(max=1_000)])
