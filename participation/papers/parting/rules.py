"""Of a text that a device brings later: which lines in it are whose; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from participation.papers.authors.joining import parts_after
from participation.papers.authors.lines import Line, writers_after
from participation.papers.authors.pieces import Parts, cut, stays, writers_in
from participation.papers.leaves import SEAMS, SENTENCES
from participation.papers.rules import Draft
from participation.papers.writing.merging import BETWEEN, lines_of, with_lines

# Who began a line that stood in no text before.
ANEW = ""
# Whoever's it is, it is not of those who are asked about.
ANOTHER = "another"
ENDS = re.compile("|".join(SEAMS[:SENTENCES]))
# So many bytes of a check tell two words apart.
CHECK = 6


@dataclass(frozen=True)
class Whose:
    """Who began each line of a text, and each piece of one that was made of several; and its
    title."""

    parts: tuple[Parts, ...]
    title: str

    @property
    def lines(self) -> tuple[str, ...]:
        """The writers alone."""
        return tuple(writers_in(self.parts))


def of(who: Collection[str], text: Draft, whose: Whose) -> Draft:
    """Of this text only what they began."""
    lines = zip(lines_of(text.body), whose.parts, strict=True)
    left = [stays(who.__contains__, line, parts) for line, parts in lines]
    stay = [found.text if found else None for found in left]
    title = text.title if whose.title in who else ""
    return Draft(title, with_lines(text.body, stay), text.lang)


def written_by(who: Collection[str], was: Draft, whose: Whose, written: Draft) -> Draft:
    """Of the text that was written on from that one only what they began, and what is new in it.

    A line that another began is that one's, however it was changed; only whole sentences that were
    put into it are new, and stand as a line."""
    before, after = lines_of(was.body), lines_of(written.body)
    parts = parts_after(before, whose.parts, after, ANEW)
    stood = [piece for line, of in zip(before, whose.parts, strict=True) for piece in cut(line, of)]
    others = [piece.strip() for piece, writer in stood if writer not in who]
    hers = {*who, ANEW}
    stay = [_left_of(cut(line, of), hers, others) for line, of in zip(after, parts, strict=True)]
    is_theirs = whose.title in who or _begins(was.title, written.title)
    return Draft(written.title if is_theirs else "", with_lines(written.body, stay), written.lang)


def _left_of(
    pieces: Sequence[tuple[str, str]], hers: Collection[str], others: Sequence[str]
) -> str | None:
    """Of one line what is hers, and the whole sentences that were put into the others' pieces."""
    if all(writer in hers for _, writer in pieces):
        return "".join(piece for piece, _ in pieces)
    left = [
        piece.strip() if writer in hers else _new_sentences(others, piece.strip())
        for piece, writer in pieces
    ]
    return " ".join(piece for piece in left if piece) or None


def _new_sentences(lines: Sequence[str], line: str) -> str | None:
    """What of this line is in none of those lines; None where that is nothing."""
    if line in lines:
        return None
    stood = [sentence for each in lines for sentence in sentences_of(each)]
    came = sentences_of(line)
    writers = writers_after(stood, [ANOTHER] * len(stood), came, ANEW)
    return " ".join(one for one, who in zip(came, writers, strict=True) if who == ANEW) or None


def sentences_of(line: str) -> list[str]:
    cuts = [0, *(found.end() for found in ENDS.finditer(line)), len(line)]
    return [line[one:other].strip() for one, other in pairwise(cuts) if line[one:other].strip()]


def _begins(before: str, after: str) -> bool:
    """Whether a title is no other one written on."""
    return writers_after(lines_of(before), [ANOTHER] * len(lines_of(before)), [after], ANEW) == [
        ANEW
    ]


def new_lines(was: Draft, written: Draft) -> Draft:
    """What was written anew, as a text of its own."""
    before = set(lines_of(was.body))
    lines = [line for line in lines_of(written.body) if line not in before]
    title = written.title if written.title.strip() != was.title.strip() else ""
    return Draft(title, BETWEEN.join(lines), written.lang)


def stands_in(new: Draft, text: Draft) -> bool:
    """Whether every word of that is in this text already."""
    return new.title.strip() in text.title and set(lines_of(new.body)) <= set(lines_of(text.body))


def prints_of(key: bytes, text: Draft) -> str:
    """A check of each word of the title and of each line: one line for each, by which they are
    known again and can't be read."""
    return "\n".join(_print(key, line) for line in (text.title, *lines_of(text.body)))


def known_again(key: bytes, prints: Sequence[str], kept: Draft, written: Draft) -> Draft:
    """The text without the title and the lines that bear these prints, also where a word of them
    is another one now. What stands in the kept text too is not theirs."""
    titles = [title for title, *_ in (each.split("\n") for each in prints)]
    lines = [line for each in prints for line in each.split("\n")[1:]]

    def is_gone(gone: Sequence[str], others: Sequence[str], came: Sequence[str]) -> list[bool]:
        stood = [*(_print(key, each) for each in others), *(each for each in gone if each)]
        whose = [ANEW] * len(others) + [ANOTHER] * (len(stood) - len(others))
        after = [_print(key, each) for each in came]
        return [who == ANOTHER for who in writers_after(stood, whose, after, ANEW)]

    came = lines_of(written.body)
    are_gone = is_gone(lines, lines_of(kept.body), came)
    stay = [None if gone else line for line, gone in zip(came, are_gone, strict=True)]
    others = [kept.title] if kept.title.strip() else []
    (is_title_gone,) = is_gone(titles, others, [written.title])
    return Draft(
        "" if is_title_gone else written.title, with_lines(written.body, stay), written.lang
    )


def _print(key: bytes, line: str) -> str:
    checks = (blake2b(word.encode(), digest_size=CHECK, key=key) for word in Line.of(line).words)
    return " ".join(check.hexdigest() for check in checks)
