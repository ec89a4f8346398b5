"""The ways in which one word may have been written; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

STRETCHED = re.compile(r"(.)\1{2,}")
ARABIC = re.compile(r"[\u0621-\u064a]+")
STAND_INS = str.maketrans("@$013457", "asoieast")
# What grows to an Arabic word in writing, and is none of it.
BEFORE = (
    *("", "و", "ف", "ب", "ك", "ل", "س", "ال", "لل", "وال", "فال", "بال", "كال", "ول", "وب", "وس"),
    *("فل", "يا", "ها", "هال"),
)
AFTER = (
    *("", "ه", "ها", "هم", "هن", "ك", "كم", "كن", "ي", "نا", "ني", "ين", "ون", "ات", "ت", "تي"),
    *("وا",),
)


def spellings_of(word: str) -> set[str]:
    """The word as written, unstretched, and with letters for the signs that stand in for them."""
    spelled = {word, word.strip("@$")}
    if STRETCHED.search(word):
        spelled |= {STRETCHED.sub(r"\1", word), STRETCHED.sub(r"\1\1", word)}
    for each in tuple(spelled):
        if not each.isalpha() and not each.isdigit():
            spelled.add(each.translate(STAND_INS))
    return spelled - {""}


def without_what_grew(word: str) -> Iterator[str]:
    """The word, and an Arabic one also without the small words and endings written on to it."""
    yield word
    if not ARABIC.fullmatch(word):
        return
    before = [grown for grown in BEFORE if word.startswith(grown)]
    after = [grown for grown in AFTER if word.endswith(grown)]
    for first, last in product(before, after):
        bare = word[len(first) : len(word) - len(last)]
        if len(bare) >= 2:
            yield bare
