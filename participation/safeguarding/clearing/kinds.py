"""The kinds of text that need the first key.

A capability declares its kind once; from then on the desk gives its texts to the adults who read
their language, and whatever holds for one kind holds for all of them (the test of the two keys
walks this registry).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from participation.foundation.languages import Words
from participation.safeguarding.marks.rules import may_pass_in_bulk


@dataclass(frozen=True)
class Waiting:
    """A text that nobody has read yet. `session_id` is null where it hangs on no session."""

    kind: str
    id: str
    session_id: str | None
    text: str
    language: str
    since: datetime
    # As they lie on the shown text: `{mark, start, end}`, counted in UTF-16 units.
    marks: Sequence[Mapping[str, Any]] = ()
    # 0 for what is read first (safeguarding.marks); a mark raises a text, nothing more.
    urgency: int = 2
    revision: int = 1
    # The adult who wrote it, where its writer could sit at the desk: nobody clears her own words.
    writer: str | None = None
    # A child wrote it on paper, and an adult typed it.
    on_paper: bool = False
    # What was asked, where a text is an answer to something; or which words it is about.
    about: Words | None = None

    def goes_with(self, other: Waiting) -> bool:
        """Whether both may lie on one card: nothing marked, one language, answers to the same."""
        alike = (self.kind, self.language, self.about) == (other.kind, other.language, other.about)
        return alike and may_pass_in_bulk(self.marks) and may_pass_in_bulk(other.marks)


@dataclass(frozen=True)
class Kind:
    """A kind of text: its name, what waits at the desk of a session, and the live messages that
    decide. Each takes the text's id under `field`; `stop` also a `reason`, `cover` the `stretches`,
    `clear` what was `read`. Short texts lie together on a card, as many as `in_cards_of`: then
    `field` takes a list, and one message decides about all that are left on it. A marked one lies
    alone, whatever its kind.
    """

    name: str
    waiting: Callable[[str], Sequence[Waiting]]
    field: str
    clear: str
    stop: str
    cover: str | None = None
    undo: str | None = None
    route: str | None = None
    in_cards_of: int = 1
    # So many characters of it lists and walls show; an adult reads the whole, and what they show.
    letters: int | None = None

    @property
    def acts(self) -> dict[str, str]:
        """The messages by what they do."""
        acts = {
            "clear": self.clear,
            "stop": self.stop,
            "cover": self.cover,
            "undo": self.undo,
            "route": self.route,
        }
        return {act: message for act, message in acts.items() if message}


_kinds: dict[str, Kind] = {}


def declare_kind(kind: Kind) -> Kind:
    """From now on texts of this kind come to the desk."""
    _kinds[kind.name] = kind
    return kind


def known_kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    return dict(_kinds)
