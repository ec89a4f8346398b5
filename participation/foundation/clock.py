"""The one clock: aware UTC, shiftable for tests and the demonstration."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

_shift_file: Path | None = None


def follow_file(path: str | None) -> None:
    """From now on `now()` is shifted by the seconds written in this file."""
    global _shift_file
    _shift_file = Path(path) if path else None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift()


def iso(moment: datetime | None) -> str | None:
    """A moment as ISO 8601 in UTC with milliseconds, as programs and browsers read it."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_exactly(moment: datetime) -> str:
    """A moment as ISO 8601 in UTC with microseconds: one moment, one text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """The moment that `iso_exactly` wrote."""
    return datetime.fromisoformat(text)


def _shift() -> timedelta:
    if _shift_file is None:
        return timedelta()
    try:
        return timedelta(seconds=float(_shift_file.read_text().strip() or 0))
    except (OSError, ValueError):
        # A file that is missing or being written means "no shift", never a stopped conference.
        return timedelta()
