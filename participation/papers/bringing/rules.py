"""Where the words of a file stand in a draft; pure."""

from __future__ import annotations

from dataclasses import dataclass

from participation.papers.rules import LONGEST, Draft, after, has_words

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Brought:
    """The words of a file, and what else is seen in it and didn't come in (stayed.py)."""

    title: str
    body: str
    stayed: tuple[str, ...] = ()


def with_file(draft: Draft, brought: Brought) -> Draft:
    """An empty draft has the file's title and words; another one has all of them below its own."""
    if not has_words(draft):
        return Draft(brought.title, brought.body, draft.lang)
    own = draft.body.rstrip()
    body = BETWEEN.join(part for part in (own, brought.title, brought.body) if part)
    return Draft(draft.title, body, draft.lang)


def fits(draft: Draft) -> bool:
    return len(draft.title) <= LONGEST and len(draft.body) <= LONGEST


def can_be_written(state: str) -> bool:
    """Whether the paper stands open on its page: it can be sent from there."""
    return after("submit", state) is not None
