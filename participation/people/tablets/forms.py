from __future__ import annotations

from wtforms.validators import Length

from participation.foundation.forms import InputForm
from participation.foundation.refusals import sentence
from participation.people.forms import SecretField


class ConfirmForm(InputForm):
    """The secret of whoever is signed in; beside it lies what was posted before, untouched."""

    secret_again = SecretField(
        sentence("My PIN or password"),
        validators=[Length(1, 200, message=sentence("Your PIN or password is missing."))],
    )


class LockForm(InputForm):
    """Nothing but the token: the page was left alone."""
