"""One text from two that were written on since they parted; no word that somebody typed is lost.

product.md, "Working papers": two tabs, two tablets or two co-authors never lose a word, and where
both wrote at the same place both texts are kept and shown side by side. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from merge3 import Merge3

from participation.papers.rules import Draft

# What stands between two texts that were written at one place.
BETWEEN = "\n\n"
BESIDE = " / "
# A line with words, and what follows it until the next. A child ends a paragraph with one press.
LINE = re.compile(r"[^\n]*\S[^\n]*")
# What has more lines than any paper is kept whole beside the other, without looking for places.
MOST_LINES = 2_000
MOST_LINES_COMPARED = 100
APOSTROPHES = "'’"


@dataclass(frozen=True)
class Both:
    """What two wrote at one place of the title or the body: what was kept before, what came now,
    and how the two stand in the text."""

    where: str
    kept: str
    written: str
    stands: str


@dataclass(frozen=True)
class Merged:
    """The text with the words of both; `both` are the places where they stand beside each other."""

    draft: Draft
    both: tuple[Both, ...] = ()


def merged(was: Draft, kept: Draft, written: Draft) -> Merged:
    """`kept` with what `written` changed of `was`.

    What only one of them changed is as that one wrote it. Where both did, both stand: first what
    was kept, then what came now. What one of them took out and the other wrote on stays.
    """
    title, of_title = _title(was.title, kept.title, written.title)
    body, of_body = _body(was.body, kept.body, written.body)
    lang = kept.lang if written.lang == was.lang else written.lang
    return Merged(Draft(title, body, lang), (*of_title, *of_body))


def _title(was: str, kept: str, written: str) -> tuple[str, list[Both]]:
    if written.strip() in (was.strip(), kept.strip()):
        return kept, []
    if kept.strip() == was.strip() or not kept.strip():
        return written, []
    if not written.strip() or _stands_in(written, [kept]):
        return kept, []
    if _stands_in(kept, [written]):
        return written, []
    stands = kept.strip() + BESIDE + written.strip()
    return stands, [Both("title", kept.strip(), written.strip(), stands)]


def _body(was: str, kept: str, written: str) -> tuple[str, list[Both]]:
    if written in (was, kept):
        return kept, []
    if kept == was:
        return written, []
    gaps: dict[str, str] = {}
    for text in (kept, written):
        gaps |= {line: gap for line, gap in _lines(text) if gap or line not in gaps}
    lines = [lines_of(text) for text in (was, kept, written)]
    body = _begins(written)
    both: list[Both] = []
    for first, second in _places(*lines):
        if not (first and second):
            body = _joined(body, first or second, gaps)
            continue
        before = len(body)
        body = _joined(_joined(body, first, gaps), second, gaps)
        kept_words, written_words = _joined("", first, gaps), _joined("", second, gaps)
        both.append(Both("body", kept_words.strip(), written_words.strip(), body[before:].strip()))
    return body, both


def _places(
    was: Sequence[str], kept: Sequence[str], written: Sequence[str]
) -> list[tuple[list[str], list[str]]]:
    """Place by place what stands there; the second is filled where both wrote."""
    if max(len(was), len(kept), len(written)) > MOST_LINES:
        return [_side_by_side(kept, written)]
    found: list[tuple[list[str], list[str]]] = []
    for group in Merge3(was, kept, written).merge_groups():
        if group[0] == "conflict":
            found.append(_next_to(*group[1:]) or _side_by_side(group[2], group[3]))
        else:
            found.append((list(group[1]), []))
    return found


def _next_to(
    was: Sequence[str], kept: Sequence[str], written: Sequence[str]
) -> tuple[list[str], list[str]] | None:
    """One changed lines, and the other only added some before or after them: that is no one place.
    None where it is."""
    for changed, other in ((kept, written), (written, kept)):
        begin, end = list(other[: len(was)]), list(other[len(other) - len(was) :])
        if was and begin == list(was):
            return [*changed, *other[len(was) :]], []
        if was and end == list(was):
            return [*other[: len(other) - len(was)], *changed], []
    return None


def _side_by_side(kept: Sequence[str], written: Sequence[str]) -> tuple[list[str], list[str]]:
    """Both without what they share; a line that only goes on with the other's is that line."""
    if max(len(kept), len(written)) > MOST_LINES_COMPARED:
        in_kept, in_written = set(kept), set(written)
        first, second = list(kept), [line for line in written if line not in in_kept]
        is_apart = second and any(line not in in_written for line in kept)
        return (first, second) if is_apart else (first + second, [])
    second = [line for line in written if not _stands_in(line, kept)]
    if not second:
        return list(kept), []
    if all(_stands_in(line, written) for line in kept):
        return list(written), []
    return [line for line in kept if not _goes_on_in(line, written)], second


def _stands_in(line: str, others: Sequence[str]) -> bool:
    """Whether another is this line, or goes on with it after its last word."""
    words = line.strip()
    return any(other.startswith(words) and not _splits_word(other, len(words)) for other in others)


def _splits_word(text: str, at: int) -> bool:
    return all(_is_of_word(letter) for letter in (text[at - 1 : at], text[at : at + 1]))


def _is_of_word(letter: str) -> bool:
    """Whether it is a letter, one's mark, a digit or an apostrophe; nothing is none of them."""
    return letter != "" and (letter in APOSTROPHES or unicodedata.category(letter)[0] in "LMN")


def _goes_on_in(line: str, others: Sequence[str]) -> bool:
    return _stands_in(line, [other for other in others if len(other.strip()) > len(line.strip())])


def lines_of(text: str) -> list[str]:
    """The lines with words."""
    return [line for line, _ in _lines(text)]


def with_lines(text: str, stand: Sequence[str | None]) -> str:
    """The text with these for its lines with words, in their order; where one is None neither the
    line nor what is empty after it."""
    kept = [
        (new, gap) for new, (_, gap) in zip(stand, _lines(text), strict=True) if new is not None
    ]
    body = _begins(text) + "".join(new + gap for new, gap in kept)
    return body.rstrip("\n") if stand and stand[-1] is None else body


def _lines(text: str) -> list[tuple[str, str]]:
    """The lines with words, each with the empty lines that follow it."""
    found = list(LINE.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [(one.group(), text[one.end() : end]) for one, end in zip(found, ends, strict=False)]


def _begins(text: str) -> str:
    """The empty lines before the first words."""
    first = LINE.search(text)
    return text[: first.start()] if first else ""


def _joined(text: str, lines: Sequence[str], gaps: dict[str, str]) -> str:
    for line in lines:
        before, ends, after = text.rpartition("\n")
        if ends and not after.strip():
            text = before + ends
        elif text:
            text += BETWEEN
        text += line + gaps.get(line, "")
    return text
