"""Reads of the moderator's seat."""

from __future__ import annotations

from participation.people.models import Role
from participation.people.queries import people_with_role


def other_children(session_id: str, holder: str | None) -> set[str]:
    """Who else of the session's moderators could lead it."""
    named = people_with_role(Role.MODERATOR, session_id)
    return {person.id for person in named if person.kind == "child"} - {holder}
