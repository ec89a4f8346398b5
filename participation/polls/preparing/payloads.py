"""What the preparing adults' pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from participation.floor.queries import items_of
from participation.polls.models import Poll, PollKind, PollOption, PollState
from participation.polls.preparing import rules
from participation.polls.preparing.rules import Written
from participation.polls.queries import polls_prepared

# Empty rows after what is written, so that a further answer has a place.
SPARE = 2
ROWS_AT_FIRST = 4


@dataclass(frozen=True)
class Draft:
    """A poll on its page: as it is written, and the row that keeps it, where there is one."""

    written: Written
    poll: Poll | None = None

    @property
    def is_open_to_change(self) -> bool:
        return self.poll is None or self.poll.state == PollState.DRAFT

    @property
    def options(self) -> Sequence[PollOption]:
        return self.poll.options if self.poll else ()

    @property
    def rows(self) -> int:
        """How many rows for answers the page offers."""
        if self.written.kind == PollKind.SCALE:
            return max(rules.FACES, len(self.written.options))
        asked = max(ROWS_AT_FIRST, len(self.written.options) + SPARE)
        return min(asked, rules.MOST_OPTIONS)


def draft(written: Written, poll: Poll | None = None) -> Draft:
    return Draft(written, poll)


def steps_with_polls(session_id: str) -> list[dict[str, Any]]:
    """The session's prepared polls by their step of the run sheet, in the order they are asked;
    last those that have no step yet."""
    titles = {item.id: item.title for item in items_of(session_id)}
    steps = groupby(polls_prepared(session_id), key=lambda poll: poll.item_id)
    return [
        {"title": titles.get(item_id or ""), "polls": _in_line(list(polls))}
        for item_id, polls in steps
    ]


def _in_line(polls: Sequence[Poll]) -> list[dict[str, Any]]:
    return [
        {
            "id": poll.id,
            "kind": poll.kind,
            "electorate": poll.electorate,
            "title": poll.title,
            "options": [option.text for option in poll.options],
            "state": poll.state,
            "is_draft": poll.state == PollState.DRAFT,
            "is_ready": poll.state == PollState.READY,
            "has_before": at > 0,
            "has_after": at < len(polls) - 1,
        }
        for at, poll in enumerate(polls)
    ]
