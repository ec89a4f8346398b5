"""What is shown of people in a room: how many are here."""

from __future__ import annotations

from typing import Any

from participation.people.queries import present_count


def presence_topic(session_id: str) -> dict[str, Any]:
    """Topic `presence`: how many phones and badges were heard within 45 s."""
    return {"present": present_count(session_id)}
