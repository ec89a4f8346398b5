from __future__ import annotations

from dataclasses import dataclass

from participation.polls.events import PollMoved


@dataclass(frozen=True)
class PollPrepared(PollMoved):
    """A poll of the session is written otherwise, is ready, or is being written again."""

    poll_id: str
