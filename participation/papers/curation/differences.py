"""What differs between two texts, word by word, for two columns side by side.

By the standard library's difflib: it compares any tokens, so whole words stay whole in Arabic,
where letters of a word join; libraries that compare letters cut inside of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from participation.foundation.aside import in_thread

# A line with its end, and a word with what follows it: the pieces together are the text again.
LINE = re.compile(r"[^\n]*\n|[^\n]+")
WORD = re.compile(r"\n|[^\S\n]+|[^\s]+[^\S\n]*")
# So many words times so many are compared. What differs in more is shown as changed, whole.
MOST_COMPARED = 1_000_000
# Letters of both texts that are compared while everybody waits.
SHORT = 4_000


@dataclass(frozen=True)
class Piece:
    """A stretch of one of the two texts; `is_changed` where the other has something else."""

    text: str
    is_changed: bool


Sides = tuple[list[Piece], list[Piece]]


def compared(before: str, after: str) -> Sides:
    """The same as `side_by_side`, of long texts beside the engine: no hall waits for a paper. Not
    for use inside a transaction."""
    if len(before) + len(after) <= SHORT:
        return side_by_side(before, after)
    return in_thread(side_by_side, before, after)


def side_by_side(before: str, after: str) -> Sides:
    """Both texts, cut where they begin or cease to differ. The pieces of a side are its text."""
    sides: Sides = ([], [])
    for one, other, is_same in _stretches(LINE.findall(before), LINE.findall(after)):
        if is_same:
            _add(sides, one, other, is_changed=False)
            continue
        for first, second, is_same in _stretches(WORD.findall(one), WORD.findall(other)):
            _add(sides, first, second, is_changed=not is_same)
    return sides


def _stretches(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[str, str, bool]]:
    """Stretch by stretch what stands in the one and in the other, and whether it is the same."""
    most = min(len(one), len(other))
    begins = next((at for at in range(most) if one[at] != other[at]), most)
    most -= begins
    ends = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    same, last = "".join(one[:begins]), "".join(one[len(one) - ends :])
    yield same, same, True
    one, other = one[begins : len(one) - ends], other[begins : len(other) - ends]
    if len(one) * len(other) > MOST_COMPARED:
        yield "".join(one), "".join(other), False
    else:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        for tag, start, end, other_start, other_end in matcher.get_opcodes():
            yield "".join(one[start:end]), "".join(other[other_start:other_end]), tag == "equal"
    yield last, last, True


def _add(sides: Sides, *texts: str, is_changed: bool) -> None:
    for pieces, text in zip(sides, texts, strict=True):
        if text and pieces and pieces[-1].is_changed == is_changed:
            pieces[-1] = Piece(pieces[-1].text + text, is_changed)
        elif text:
            pieces.append(Piece(text, is_changed))
