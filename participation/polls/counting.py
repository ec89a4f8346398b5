"""From choices to totals; pure.

Ranking is counted by the method of Borda (J.-C. de Borda, "Mémoire sur les élections au scrutin",
Histoire de l'Académie royale des sciences, 1781): among n answers the first place of a list brings
n - 1 points, the second n - 2, …, the last none; equal points share a place. It is the one method
whose every step a hall of children can follow with a pencil, and its points are the bars. The page
says the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from participation.polls.choices import options_chosen
from participation.polls.models import PollKind

# Counted by points: the answer with most comes first in a result.
BY_POINTS = frozenset({PollKind.RANKING, PollKind.POINTS})
# One hand, one answer: only there can hands in the room be added to what phones sent.
TAKES_HANDS = frozenset({PollKind.SINGLE, PollKind.YES_NO_ABSTAIN, PollKind.SCALE})


@dataclass(frozen=True)
class Totals:
    """What each option has; `firsts` where places were given."""

    counts: Mapping[str, int]
    firsts: Mapping[str, int] | None = None


def totals(kind: str, options: Sequence[str], choices: Iterable[Any]) -> Totals:
    """What each option got from these choices."""
    counts: Counter[str] = Counter(dict.fromkeys(options, 0))
    firsts: Counter[str] = Counter(dict.fromkeys(options, 0))
    for choice in choices:
        if kind == PollKind.POINTS:
            counts.update(choice)
        elif kind == PollKind.RANKING:
            firsts[choice[0]] += 1
            for place, option in enumerate(choice):
                counts[option] += len(options) - 1 - place
        else:
            counts.update(options_chosen(kind, options, choice))
    return Totals(counts, firsts if kind == PollKind.RANKING else None)


def places(scores: Mapping[str, int]) -> dict[str, int]:
    """The place of each by its points, the most first; equal points share the better place."""
    return {
        option: 1 + sum(other > score for other in scores.values())
        for option, score in scores.items()
    }


def median(counts: Sequence[int]) -> tuple[int, ...]:
    """The step or steps of a scale in the middle of all answers, as positions; none without any.

    With an even number of answers the middle may lie between two steps: then both are named.
    """
    total = sum(counts)
    if total == 0:
        return ()
    middles = {(total - 1) // 2, total // 2}
    found, passed = [], 0
    for position, count in enumerate(counts):
        if any(passed <= middle < passed + count for middle in middles):
            found.append(position)
        passed += count
    return tuple(found)
