"""What a choice is in each kind of poll, and whether one can be taken; pure.

A choice comes from a door as strings, because a page and a message fill the same form, and stands
in the database as contract.md says: a list of options for single, multiple and ranking (in order),
a whole number for scale (1 is the first step), points by option for points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from participation.foundation.refusals import Refusal
from participation.polls.models import PollKind
from participation.polls.refusals import ChooseAsMany, NoSuchOption, RankAll, ShareAll

Said = tuple[str, ...]
# One share as a form carries it: the option, and how many points.
SHARE = "="


@dataclass(frozen=True)
class Asked:
    """What a poll asks for."""

    kind: str
    options: tuple[str, ...]
    least: int = 1
    most: int = 1
    points: int | None = None


def choice_of(asked: Asked, said: Said) -> Any:
    """The choice that these strings are, as it is kept. Refusals: those of `why_not`."""
    refusal = why_not(asked, said)
    if refusal is not None:
        raise refusal
    return _KEPT.get(asked.kind, list)(said)


def why_not(asked: Asked, said: Said) -> Refusal | None:
    """Why these strings are no choice of this poll, in the words of its kind; or None."""
    check = _CHECKS.get(asked.kind)
    return check(asked, said) if check is not None else NoSuchOption()


def shares(said: Said) -> dict[str, int]:
    """Points by option, those above zero; an option named twice gets both."""
    points: Counter[str] = Counter()
    for each in said:
        option, _, number = each.partition(SHARE)
        points[option] += int(number)
    return {option: number for option, number in points.items() if number > 0}


def _one(asked: Asked, said: Said) -> Refusal | None:
    return None if len(said) == 1 and said[0] in asked.options else NoSuchOption()


def _some(asked: Asked, said: Said) -> Refusal | None:
    if not set(said) <= set(asked.options):
        return NoSuchOption()
    is_many = asked.least <= len(said) <= asked.most and len(set(said)) == len(said)
    return None if is_many else ChooseAsMany()


def _step(asked: Asked, said: Said) -> Refusal | None:
    is_step = len(said) == 1 and is_number(said[0]) and 1 <= int(said[0]) <= len(asked.options)
    return None if is_step else NoSuchOption()


def _order(asked: Asked, said: Said) -> Refusal | None:
    if not set(said) <= set(asked.options):
        return NoSuchOption()
    return None if sorted(said) == sorted(asked.options) else RankAll()


def _share(asked: Asked, said: Said) -> Refusal | None:
    for each in said:
        option, _, number = each.partition(SHARE)
        if option not in asked.options or not is_number(number):
            return NoSuchOption()
    return None if sum(shares(said).values()) == asked.points else ShareAll()


def is_number(text: str) -> bool:
    """Whether it is a small whole number in plain digits, never below zero."""
    return text.isascii() and text.isdigit() and len(text) <= 4


_CHECKS: dict[str, Callable[[Asked, Said], Refusal | None]] = {
    PollKind.SINGLE: _one,
    PollKind.YES_NO_ABSTAIN: _one,
    PollKind.MULTIPLE: _some,
    PollKind.SCALE: _step,
    PollKind.RANKING: _order,
    PollKind.POINTS: _share,
}
_KEPT: dict[str, Callable[[Said], Any]] = {
    PollKind.SCALE: lambda said: int(said[0]),
    PollKind.POINTS: shares,
}


def options_chosen(kind: str, options: Sequence[str], choice: Any) -> list[str]:
    """The options that a kept choice names, in its order."""
    if kind == PollKind.SCALE:
        return [options[choice - 1]]
    return list(choice)
