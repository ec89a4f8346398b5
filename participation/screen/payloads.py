"""What a session's wall shows, field by field; every phone shows the same as text."""

from __future__ import annotations

from typing import Any

from participation.floor.models import RunSheetItem, SessionState
from participation.floor.queries import current_item, state_of, waits_for_adults
from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.settings import settings
from participation.papers.payloads import stage_paper
from participation.polls.queries import poll_on_wall
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import session_by_id
from participation.questions.queries import on_stage
from participation.safeguarding.queries import help_line
from participation.screen import queries, rules


def screen_topic(session_id: str) -> dict[str, Any]:
    """Topic `screen`, the same for every audience: only what both keys have opened."""
    session = session_by_id(SYSTEM, session_id)
    state = state_of(session_id)
    item = current_item(session_id)
    pinned = item.revision_id if item else None
    paper = stage_paper(pinned)
    blank = queries.is_blank(session_id)
    stage = rules.OnStage(
        question=on_stage(session_id) is not None,
        poll=poll_on_wall(session_id) is not None,
        item=item is not None,
        paper=paper is not None,
        paper_pinned=pinned is not None,
        waits_for_adults=waits_for_adults(session_id),
    )
    layout = rules.layout(state, stage, blank=blank)
    return {
        "mode": "blank" if blank else "follow",
        "layout": layout,
        "item": _item(item) if layout == "item" else None,
        "paper": paper if layout == "paper" else None,
        "join": _join(session, state),
        "room": session.room.name,
        "help": help_line(session.slug),
        "session": {
            "slug": session.slug,
            "title": session.title,
            "languages": session.languages,
        },
        "next": _next(session, state),
    }


def _item(item: RunSheetItem | None) -> dict[str, Any] | None:
    return {"id": item.id, "kind": item.kind, "title": item.title} if item else None


def _join(session: ConferenceSession, state: str) -> dict[str, str] | None:
    """The way in with a phone, for as long as there is something to come in for."""
    if session.kind == SessionKind.CLOSED or state in rules.OVER:
        return None
    return {"code": session.room_code, "url": f"{settings().url}/join/{session.room_code}"}


def _next(session: ConferenceSession, state: str) -> dict[str, Any] | None:
    """Before the start this session itself; after its end the one that follows in the room."""
    if state in (SessionState.PLANNED, SessionState.READY, SessionState.OPEN):
        coming = None if session.is_always_now else session
    else:
        coming = queries.session_after(session) if state in rules.OVER else None
    if coming is None:
        return None
    return {"title": coming.title, "starts_at": clock.iso(coming.starts_at)}
