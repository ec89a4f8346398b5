from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import InputForm

AUDIENCES = ("audience", "delegate", "moderator", "facilitator", "interpreter", "screen")


class FollowForm(InputForm):
    """What a page wants to hear: a session as an audience, or a desk."""

    session = StringField(validators=[Optional(), Length(max=60)])
    desk = StringField(validators=[Optional(), AnyOf(("curation", "mine", "safety"))])

    @property
    def audience(self) -> str:
        """The audience wished for: the field `as`, whose name is a word of Python."""
        return str(self["as"].data or "")


setattr(FollowForm, "as", StringField(validators=[Optional(), AnyOf(AUDIENCES)]))
