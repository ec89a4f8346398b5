"""A person's text as it is shown: every word of it, and nothing that breaks the page; pure.

What was sent stays as it was sent. Only what is shown loses characters that can't be seen or that
turn the reading order, towers of marks, heaps of empty lines, and letters of one script dressed up
as another's (safeguarding.md, "Marks on text": tamed for display, never refused).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from itertools import accumulate, chain

# Whatever somebody writes to be read by an adult is kept whole up to here; more is answered with a
# sentence, and stays in its box.
WHOLE = 4_000

# Arabic has a letter with shadda, a vowel and a small alef; no script that children here write
# needs more.
MARKS_ON_A_LETTER = 3
EMPTY_LINES = 1
JOINERS = "\u200c\u200d"
# Letters that show nothing, and signs as wide as a wall.
BLANK = "\u115f\u1160\u3164\uffa0\u2800"
WIDE = {
    "\ufdfd": "بسم الله الرحمن الرحيم",
    "\U0001242b": "▢",
    "\U00012219": "▢",
    "⸻": "—",
    "⸺": "—",
}
LINES = {"\u2028": "\n", "\u2029": "\n", "\r": "\n", "\x85": "\n", "\t": " "}

LATIN = "A-Za-z\u00c0-\u02af\u1e00-\u1eff"
GREEK = "\u0370-\u03ff"
CYRILLIC = "\u0400-\u052f"
ARABIC = "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f"
HEBREW = "\u05d0-\u05ea"
WESTERN = LATIN + GREEK + CYRILLIC
EASTERN = ARABIC + HEBREW
# Letters that look the same; each is shown as the script of most letters of its word has it.
TWINS = {
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j",
    "ѕ": "s", "ԁ": "d", "к": "k", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H",
    "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "У": "Y", "І": "I", "Ѕ": "S", "Ј": "J",
    "α": "a", "ο": "o", "ρ": "p", "ν": "v", "ι": "i", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z",
    "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Χ": "X",
}  # fmt: skip
BACK = {latin: other for other, latin in TWINS.items() if other > "\u03ff"}
OTHERS = GREEK + CYRILLIC
MIXED = f"[{LATIN}][{OTHERS}]|[{OTHERS}][{LATIN}]"
MIXED_WORD = re.compile(f"[{WESTERN}]*(?:{MIXED})[{WESTERN}]*")
TURN = re.compile(f"(?<=[{WESTERN}])(?=[{EASTERN}])|(?<=[{EASTERN}])(?=[{WESTERN}])")

# A letter as it is shown, and the place of the letter as it was sent.
Traced = list[tuple[str, int]]


class Tamed:
    """A text as it is shown, and where in it a place of the text as it was sent is."""

    def __init__(self, sent: str) -> None:
        self._traced: Traced | None = None
        self.text = sent
        if _unruly().search(sent):
            self._traced = _turned(_one_script(_seen(sent)))
            self.text = "".join(shown for shown, _ in self._traced)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text as it was sent is in what is shown."""
        if self._traced is None:
            return start, end
        came_from = [place for _, place in self._traced]
        lengths = [0, *accumulate(len(shown) for shown, _ in self._traced)]
        return lengths[bisect_left(came_from, start)], lengths[bisect_left(came_from, end)]

    def browser_place(self, start: int, end: int) -> tuple[int, int]:
        """The same as browsers count it: in UTF-16 units, of which a picture has two."""
        first, last = self.place(start, end)
        return _units(self.text[:first]), _units(self.text[:last])


def tame(text: str) -> str:
    """The text as it is shown."""
    return Tamed(text).text


def shortened(text: str, letters: int) -> str:
    """The text as lists and walls show it, in at most so many characters: all of it where it fits,
    else its beginning up to the end of a word, and `…`."""
    seen = tame(text)
    if len(seen) <= letters:
        return seen
    at = letters - 1
    while at > 0 and _hangs_on(seen[at], seen[at - 1]):
        at -= 1
    head = seen[:at]
    if not seen[at].isspace():
        word = max(head.rfind(" "), head.rfind("\n"))
        head = head[:word] if word >= letters // 2 else head
    return head.rstrip() + "…"


def _hangs_on(char: str, before: str) -> bool:
    """Whether it belongs to the character before it, as a mark to its letter."""
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc", "Sk")
        or {char, before} & {*JOINERS} != set()
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _seen(sent: str) -> Traced:
    """Without what shows nothing or steers, with few marks on a letter and few empty lines."""
    seen: Traced = []
    marks = lines = 0
    for place, char in enumerate(sent):
        char = LINES.get(char, char)
        if char == "\n":
            lines += 1
            if lines <= EMPTY_LINES + 1:
                seen.append((char, place))
            continue
        if char in BLANK or (_is_hidden(char) and not _joins(sent, place)):
            continue
        marks = marks + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if marks > MARKS_ON_A_LETTER:
            continue
        lines = lines if char.isspace() else 0
        seen.append((WIDE.get(char, char), place))
    return seen


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc", "Cs")


def _joins(sent: str, place: int) -> bool:
    """Whether it is a joiner that a script or a picture of several needs: alone, within a word."""
    if sent[place] not in JOINERS or not 0 < place < len(sent) - 1:
        return False
    before, after = sent[place - 1], sent[place + 1]
    return all(
        not char.isspace() and not _is_hidden(char) and not "!" <= char <= "~"
        for char in (before, after)
    )


def _one_script(seen: Traced) -> Traced:
    """Words that mix look-alikes of another script in are shown in the script of most letters."""
    text = "".join(shown[:1] for shown, _ in seen)
    for word in MIXED_WORD.finditer(text):
        latin = sum(bool(re.match(f"[{LATIN}]", char)) for char in word[0])
        twins = TWINS if 2 * latin >= len(word[0]) else BACK
        for at in range(*word.span()):
            shown, place = seen[at]
            seen[at] = (twins.get(shown, shown), place)
    return seen


def _turned(seen: Traced) -> Traced:
    """A space where a word turns its direction half-way, so that nothing hides in the order."""
    text = "".join(shown[:1] for shown, _ in seen)
    turns = {turn.start() for turn in TURN.finditer(text)}
    return [
        part
        for at, (shown, place) in enumerate(seen)
        for part in ([(" ", place)] if at in turns else []) + [(shown, place)]
    ]


@cache
def _unruly() -> re.Pattern[str]:
    """Finds at once whether there is anything to tame; in most texts there is not."""
    hidden = _class(lambda char: char in BLANK or char in WIDE or char in LINES or _steers(char))
    marks = _class(lambda char: unicodedata.category(char) in ("Mn", "Me"))
    return re.compile(
        rf"[{hidden}]|[{marks}]{{{MARKS_ON_A_LETTER + 1}}}|\n\s*\n\s*\n"
        rf"|{MIXED}|[{WESTERN}][{EASTERN}]|[{EASTERN}][{WESTERN}]"
    )


def _steers(char: str) -> bool:
    return char != "\n" and _is_hidden(char)


def _class(belongs: Callable[[str], bool]) -> str:
    """The characters of which this is true, as ranges of a pattern. Scripts stand below 0x20000,
    and what steers a few more at the far end."""
    ranges: list[list[int]] = []
    for code in chain(range(0x20000), range(0xE0000, 0xE0200)):
        if not belongs(chr(code)):
            continue
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
