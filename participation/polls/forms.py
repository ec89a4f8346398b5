from __future__ import annotations

from wtforms import StringField
from wtforms.validators import AnyOf, Length, NumberRange, Optional

from participation.floor.forms import SeatForm
from participation.foundation.forms import IdField, InputForm, ListField, NumberField
from participation.foundation.refusals import sentence
from participation.polls.instants import INSTANTS

# Why a poll counts for nothing: a ready reason, one tap, the same in every language.
VOID_REASONS = ("unclear", "mistake", "too_early")
# Nobody changes a choice this often; above it, counting on would leave what a database can hold.
MOST_CASTS = 1_000_000_000


class PollIdForm(InputForm):
    poll = IdField()

    @property
    def poll_id(self) -> str:
        return self.poll.data or ""


class CastForm(PollIdForm):
    """A choice; `n` rises per device, so that an older cast never replaces a newer one."""

    choice = ListField()
    n = NumberField(
        validators=[NumberRange(0, MOST_CASTS, message=sentence("A whole number is missing here."))]
    )

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.choice.data or ())

    @property
    def number(self) -> int:
        return self.n.data or 0


class CastPageForm(PollIdForm):
    """The same from a plain page, where the server counts `n` on."""

    choice = ListField(
        validators=[Length(1, 1, message=sentence("Please choose one of the answers on the page."))]
    )

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.choice.data or ())


class PollForm(PollIdForm):
    """A poll, and the epoch of the moderator's seat."""

    epoch = NumberField()

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class VoidForm(PollForm):
    reason = StringField(validators=[Optional(), AnyOf(VOID_REASONS)])


class InstantForm(SeatForm):
    instant = StringField(validators=[AnyOf(list(INSTANTS))])

    @property
    def key(self) -> str:
        return self.instant.data or ""
