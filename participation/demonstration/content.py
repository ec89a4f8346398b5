"""What the demonstration says: the TOML files of this folder, read when they are needed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
Entry = dict[str, Any]

# The session in which the story of /try takes place, and who plays in it.
TRIAL = "trial"
DELEGATE = "sami-wave"
MODERATOR = "noor-star"
FACILITATOR = "lina-palm"


@cache
def _file(name: str) -> Entry:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def entries(name: str) -> list[Entry]:
    """The list that a file is named after: people, papers, polls, questions, …"""
    found: list[Entry] = _file(name)[name]
    return found


def conference() -> Entry:
    """Event, rooms, and sessions with their items."""
    return _file("conference")


def accompanying() -> list[Entry]:
    """Which children came along with which adult."""
    found: list[Entry] = _file("vault")["accompanying"]
    return found


def trial_session() -> Entry:
    """The session that is always now."""
    return next(entry for entry in conference()["sessions"] if entry["slug"] == TRIAL)


def trial_questions() -> list[Entry]:
    """What the pretend phones ask."""
    return [entry for entry in entries("questions") if entry["session"] == TRIAL]


def windows() -> list[Entry]:
    """The windows of the story, in its order: who, title and sentence."""
    found: list[Entry] = _file("try")["windows"]
    return found


def steps() -> list[Entry]:
    """The story, one tap at a time: who, and a sentence."""
    found: list[Entry] = _file("try")["steps"]
    return found


def help_page() -> Entry:
    """The words of the help page, and who is the person in the building."""
    found: Entry = _file("help")["help"]
    return found


def emergency_numbers() -> list[Entry]:
    found: list[Entry] = _file("helplines")["emergency"]
    return found
