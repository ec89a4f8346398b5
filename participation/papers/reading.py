"""A paper's words as a reader is shown them: an allow-list that every audience shares."""

from __future__ import annotations

from typing import Any

from participation.foundation.languages import UserText, user_text
from participation.papers.leaves import language_of
from participation.papers.paragraphs import Paragraph, paragraphs

Json = dict[str, Any]


def as_written(words: str, language: str) -> UserText:
    """Words of a paper in `language`, in the direction of their own letters."""
    return user_text(words, language_of(words, language))


def as_read(body: str, language: str) -> list[Json]:
    """The text paragraph by paragraph."""
    return [paragraph_read(each, language) for each in paragraphs(body)]


def paragraph_read(paragraph: Paragraph, language: str) -> Json:
    """A paragraph, with its `heading` where it has one."""
    words: Json = {**as_written(paragraph.text, language)}
    if paragraph.heading:
        words["heading"] = as_written(paragraph.heading, language)
    return words
