"""Lines that are of several: where in a line whose words begin; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Of one line: from which of its letters on it is whose. The first begins with the line.
Parts = tuple[tuple[int, str], ...]
SPACE = re.compile(r"\s+")


def whole(writer: str) -> Parts:
    """Of a line that is one's alone."""
    return ((0, writer),)


def cut(line: str, parts: Parts) -> list[tuple[str, str]]:
    """The pieces of the line, each with whose it is; together they are the line."""
    ends = [*(begin for begin, _ in parts[1:]), len(line)]
    return [(line[begin:end], who) for (begin, who), end in zip(parts, ends, strict=True)]


@dataclass(frozen=True)
class Left:
    """What is left of a line: its letters from each of these places to another, together `text`;
    and whose each piece of that is."""

    text: str
    spans: tuple[tuple[int, int], ...]
    parts: Parts


def stays(stay: Callable[[str], bool], line: str, parts: Parts) -> Left | None:
    """What is left of the line where only these writers' pieces stay; None where nothing is."""
    if all(stay(who) for _, who in parts):
        return Left(line, ((0, len(line)),), parts)
    ends = [*(begin for begin, _ in parts[1:]), len(line)]
    left = [(begin, end, who) for (begin, who), end in zip(parts, ends, strict=True) if stay(who)]
    words = [(begin, end, who) for begin, end, who in left if line[begin:end].strip()]
    if not words:
        return None
    begin, end, who = words[0]
    words[0] = (end - len(line[begin:end].lstrip()), end, who)
    begin, end, who = words[-1]
    words[-1] = (begin, begin + len(line[begin:end].rstrip()), who)
    text, found = "", []
    for begin, end, who in words:
        found.append((len(text), who))
        text += line[begin:end]
    spans = tuple((begin, end) for begin, end, _ in words)
    return Left(text, spans, _together(found))


def between(line: str, words: Sequence[tuple[int, int, str]]) -> Parts:
    """The line, cut between words of several; of each word: where it begins and ends, and whose it
    is. A piece begins after the first space behind the word before it, with the signs that stand
    before its own."""
    parts = [(0, words[0][2])]
    for (_, end, one), (begin, _, other) in pairwise(words):
        if one != other:
            space = SPACE.search(line, end, begin)
            parts.append((space.end() if space else begin, other))
    return tuple(parts)


def _together(parts: Iterable[tuple[int, str]]) -> Parts:
    """The same, with one piece for all that follows of one writer."""
    found: list[tuple[int, str]] = []
    for begin, who in parts:
        if not found or found[-1][1] != who:
            found.append((begin, who))
    return tuple(found)


def writers_in(parts: Iterable[Parts]) -> list[str]:
    """Whose each piece of a text is, line after line."""
    return [who for line in parts for _, who in line]


def seams_in(parts: Sequence[Parts]) -> str:
    """Where its lines are cut, as it is kept: for each seam in which line and at which letter."""
    return " ".join(f"{at}:{begin}" for at, line in enumerate(parts) for begin, _ in line[1:])


def begins_in(lines: int, seams: str) -> list[list[int]]:
    """For each of so many lines, cut at these seams, where its pieces begin."""
    begins = [[0] for _ in range(lines)]
    for seam in seams.split():
        at, begin = map(int, seam.split(":"))
        if at < lines:
            begins[at].append(begin)
    return begins


def parts_of(begins: Sequence[Sequence[int]], writers: Iterable[str]) -> list[Parts]:
    """The same, with one of these writers for each piece."""
    left = iter(writers)
    return [tuple((begin, next(left)) for begin in line) for line in begins]
