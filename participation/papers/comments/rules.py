"""The sentences of a paper, and when one can still be commented on; pure."""

from __future__ import annotations

import re
from itertools import pairwise

from participation.papers.leaves import SEAMS, SENTENCES
from participation.papers.models import PaperState
from participation.papers.paragraphs import piece_places, words_place
from participation.papers.rules import AT_THE_DESK

ENDS = re.compile("|".join(SEAMS[:SENTENCES]))
# Until it is decided a child can still do something with what is said about her words.
OPEN = (*AT_THE_DESK, PaperState.QUESTIONS_BACK, PaperState.CHANGE_OFFERED)

Place = tuple[int, int]


def sentence_places(body: str) -> list[list[Place]]:
    """For each heading and paragraph where in the text its sentences begin and end. A line is
    parted too: a child who sets no full stop has sentences all the same."""
    return [_within(body, *words_place(body, each)) for each in piece_places(body)]


def is_sentence(body: str, place: Place) -> bool:
    """Whether this stretch is one sentence of the text, whole."""
    return any(place in paragraph for paragraph in sentence_places(body))


def _within(body: str, start: int, end: int) -> list[Place]:
    cuts = [start, *(found.end() for found in ENDS.finditer(body, start, end)), end]
    pieces = [(one + _blank(body[one:other]), other) for one, other in pairwise(cuts)]
    return [(one, one + len(body[one:other].rstrip())) for one, other in pieces if one < other]


def _blank(text: str) -> int:
    """How many letters at its beginning show nothing."""
    return len(text) - len(text.lstrip())
