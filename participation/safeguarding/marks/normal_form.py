"""One spelling for many: the form of a text in which words are looked for; pure.

Whoever hides a word behind look-alike letters, dots, invisible characters or another script's
digits writes the same normal form as somebody who does not. Each letter of it knows the place in
the text as it was written, so that a mark stands where a reader sees it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

# Not told apart by Unicode's own compatibility forms: Arabic letters as Persian, Urdu and Kurdish
# keyboards write them, and letters of other scripts that look like a Latin one.
SAME_LETTER = {
    "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك",
    "ګ": "ك", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ه", "ۆ": "و", "ۇ": "و", "ۈ": "و",
    "ڤ": "ف", "پ": "ب", "ژ": "ز", "ـ": "", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d",
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
    "ѕ": "s", "ԁ": "d", "к": "k", "м": "m", "т": "t", "н": "h", "в": "b", "ѵ": "v",
    "α": "a", "ε": "e", "ο": "o", "ρ": "p", "ν": "v", "ι": "i", "κ": "k", "τ": "t", "υ": "u",
    "ı": "i", "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "…": "...", "–": "-", "—": "-", "−": "-",
    "\u2028": "\n", "\u2029": "\n",
    # Letters that show nothing.
    "\u115f": "", "\u1160": "", "\u3164": "", "\uffa0": "", "\u2800": "",
}  # fmt: skip
# Marks that sit on a letter, and characters that only steer: neither is anything one reads.
UNREAD = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn"})
KEPT_CONTROLS = "\n\t"


class _Folds(dict[int, str]):
    """What becomes of each character, worked out once when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in KEPT_CONTROLS:
        return " " if char == "\t" else char
    letters = "".join(
        SAME_LETTER.get(part, part) for part in unicodedata.normalize("NFKD", char.casefold())
    )
    return "".join(
        " " if letter.isspace() and letter != "\n" else letter
        for letter in letters
        if letter == "\n" or unicodedata.category(letter) not in UNREAD
    )


FOLDS = _Folds()


def normal(words: str) -> str:
    """The normal form alone, of what is looked for."""
    return words.translate(FOLDS)


class NormalForm:
    """A text's normal form, and the way back to the text as it was written."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = original.translate(FOLDS)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where in the original this stretch of the normal form was written: with the marks on
        its last letter, and with what shows nothing behind it."""
        first, last = self._from[start], self._from[end - 1] + 1
        while last < len(self.original) and not FOLDS[ord(self.original[last])]:
            last += 1
        return first, last

    @cached_property
    def _from(self) -> _Places:
        # Only where something was found: most texts carry no mark and never need the way back.
        return _Places(self.original)


class _Places:
    """For each letter of the normal form, the offset of the character that became it."""

    def __init__(self, original: str) -> None:
        self._ends = list(accumulate(len(FOLDS[ord(char)]) for char in original))

    def __getitem__(self, place: int) -> int:
        return bisect_right(self._ends, place)
