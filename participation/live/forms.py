from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, Optional

from participation.foundation.forms import InputForm, ListField

AUDIENCES = ("audience", "delegate", "moderator", "facilitator", "interpreter", "screen")
DESKS = ("alert", "book", "curation", "mine", "safety", "typing")


class FollowForm(InputForm):
    """What a page wants to hear: a session as an audience, or a desk."""

    session = StringField(validators=[Optional(), Length(max=60)])
    desk = StringField(validators=[Optional(), AnyOf(DESKS)])
    # What the page has from its own document or from before: "floor 12".
    have = ListField()

    def lacks(self, topic: str, version: int) -> bool:
        """Whether the page has this topic in another version, or not at all."""
        return f"{topic} {version}" not in (self.have.data or ())

    @property
    def audience(self) -> str:
        """The audience wished for: the field `as`, whose name is a word of Python."""
        return str(self["as"].data or "")


setattr(FollowForm, "as", StringField(validators=[Optional(), AnyOf(AUDIENCES)]))
