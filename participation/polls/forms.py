from __future__ import annotations

from typing import Any

from wtforms import StringField
from wtforms.validators import AnyOf, NumberRange, Optional, ValidationError

from participation.floor.forms import SeatForm
from participation.foundation.forms import IdField, InputForm, ListField, NumberField
from participation.foundation.languages import only_digits
from participation.foundation.refusals import BadInput, sentence
from participation.polls.choices import SHARE, Said, is_number
from participation.polls.instants import INSTANTS

# Why a poll counts for nothing: a ready reason, one tap, the same in every language.
VOID_REASONS = ("unclear", "mistake", "too_early")
# Nobody changes a choice this often; above it, counting on would leave what a database can hold.
MOST_CASTS = 1_000_000_000
# More hands or points than this are in no hall.
MOST_HANDS = 9_999


class PollIdForm(InputForm):
    poll = IdField()

    @property
    def poll_id(self) -> str:
        return self.poll.data or ""


class SharesField(ListField):
    """Numbers by option: an object in a message, `name-<option>` fields of a page."""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        told = [*(self.data or ()), *_named(formdata, f"{self.name}-")]
        self.data = [each for each in told if is_number(each.partition(SHARE)[2])]


def _named(formdata: Any, mark: str) -> list[str]:
    """`option=number` for each field of that mark, as far as a number was written."""
    names = [name for name in formdata or () if name.startswith(mark)]
    found = ((name.removeprefix(mark), only_digits(formdata.get(name))) for name in names)
    return [f"{option}{SHARE}{number}" for option, number in found if number]


def _flat(data: Any, name: str) -> Any:
    """A message whose object of numbers is the list that a form can hold. Refusal: BadInput."""
    told = data.get(name) if isinstance(data, dict) else None
    if not isinstance(told, dict):
        return data
    if not all(type(number) is int and 0 <= number <= MOST_HANDS for number in told.values()):
        raise BadInput
    return data | {name: [f"{option}{SHARE}{number}" for option, number in told.items()]}


class CastForm(PollIdForm):
    """A choice; `n` rises per device, so that an older cast never replaces a newer one."""

    choice = ListField()
    n = NumberField(
        validators=[NumberRange(0, MOST_CASTS, message=sentence("A whole number is missing here."))]
    )

    def fill(self, data: Any) -> InputForm:
        """As every form, with the numbers of an object. Refusal: BadInput."""
        return super().fill(_flat(data, "choice"))

    @property
    def chosen(self) -> Said:
        return tuple(self.choice.data or ())

    @property
    def number(self) -> int:
        return self.n.data or 0


class CastPageForm(PollIdForm):
    """The same from a plain page, where the server counts `n` on: fields `choice`, or for a ranking
    `place-<option>` and for points `share-<option>`."""

    choice = ListField()
    place = SharesField()
    share = SharesField()

    def validate_choice(self, field: ListField) -> None:
        if not self.chosen:
            raise ValidationError(sentence("Please choose one of the answers on the page."))

    @property
    def chosen(self) -> Said:
        ranked = sorted(self.place.data or (), key=lambda each: int(each.partition(SHARE)[2]))
        places = {each.partition(SHARE)[2] for each in ranked}
        # Two answers in one place: then it is no order yet, and the kind's own sentence says so.
        order = ranked if len(places) == len(ranked) else ranked[:1]
        return (
            *(self.choice.data or ()),
            *(each.partition(SHARE)[0] for each in order),
            *(self.share.data or ()),
        )


class PollForm(PollIdForm):
    """A poll, and the epoch of the moderator's seat."""

    epoch = NumberField()

    @property
    def seat(self) -> int:
        return self.epoch.data or 0


class HandsForm(PollForm):
    """Hands counted in the room, by option."""

    hands = ListField()

    def fill(self, data: Any) -> InputForm:
        """As every form, with the numbers of an object. Refusal: BadInput."""
        return super().fill(_flat(data, "hands"))

    def validate_hands(self, field: ListField) -> None:
        for each in field.data or ():
            if not is_number(each.partition(SHARE)[2]):
                raise ValidationError(sentence("A whole number is missing here."))

    @property
    def counted(self) -> dict[str, int]:
        pairs = (each.partition(SHARE) for each in self.hands.data or ())
        return {option: int(number) for option, _, number in pairs}


class VoidForm(PollForm):
    reason = StringField(validators=[Optional(), AnyOf(VOID_REASONS)])


class InstantForm(SeatForm):
    instant = StringField(validators=[AnyOf(list(INSTANTS))])

    @property
    def key(self) -> str:
        return self.instant.data or ""
