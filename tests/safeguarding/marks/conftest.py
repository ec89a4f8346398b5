"""The corpus, and what marks are found with where it is read."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from participation.safeguarding.marks.contact import as_dialled
from participation.safeguarding.marks.phrases import Listed, Phrases
from participation.safeguarding.marks.queries import shipped
from participation.safeguarding.marks.rules import Knowledge, MarkKind, find_marks

FOLDER = Path(__file__).parent / "corpus"
HELPLINES = {"919": "QA", "116111": "SA", "16000": "EG", "116 111": "EU", "1098": "IN", "147": "KW"}
NAMES = (
    *("Sami Wave", "سامي الموجة", "Sami la Vague", "Sami", "سامي"),
    *("Noor Star", "نور النجمة", "Noor", "نور"),
)


@dataclass(frozen=True)
class Sentence:
    """A text of the corpus: in which part of which file, and the words expected to be marked."""

    file: str
    part: str
    lang: str
    text: str
    expected: dict[str, list[str]]
    why: str

    def __str__(self) -> str:
        return f"{self.file} {self.part}: {self.text}"


def corpus() -> list[Sentence]:
    """Every sentence of every file."""
    return [
        Sentence(
            file.stem,
            part,
            told["lang"],
            told["text"],
            {kind: told[kind] for kind in MarkKind if kind in told},
            told.get("why", ""),
        )
        for file in sorted(FOLDER.glob("*.toml"))
        for part, sentences in tomllib.loads(file.read_text(encoding="utf-8")).items()
        for told in sentences
    ]


@cache
def known() -> Knowledge:
    """The lists as they come with the program, two delegates and some helplines."""
    listed = [
        Listed(kind, words, language)
        for (kind, language), entries in shipped().items()
        for words in entries.values()
    ]
    numbers = [as_dialled(number, country) for number, country in HELPLINES.items()]
    return Knowledge(
        Phrases([*listed, *(Listed(MarkKind.NAME, name) for name in NAMES)]),
        frozenset({"QA", "SA", "KW", "JO", "EG", "IN", "FR"}),
        frozenset().union(*numbers),
    )


def marked(text: str, lang: str = "en") -> dict[str, list[str]]:
    """By kind, the words of the text that are marked."""
    found: dict[str, list[str]] = {}
    for mark in find_marks(text, lang, known()):
        found.setdefault(str(mark.mark), []).append(text[mark.start : mark.end])
    return found
