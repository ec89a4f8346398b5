from __future__ import annotations

from wtforms import StringField
from wtforms.validators import Length, Optional

from participation.foundation.forms import AddressForm, DigitsField
from participation.foundation.refusals import sentence


class DraftsForm(AddressForm):
    """Which of the drafts that several write: by a number that a child tells."""

    number = DigitsField(sentence("Number of the paper, or of a child"))
    page = StringField(validators=[Optional(), Length(max=20)])
