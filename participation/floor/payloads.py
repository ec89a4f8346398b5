"""What each audience is sent of a session under way."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from participation.floor import queries, readiness, rules
from participation.floor.cues.models import CueNote
from participation.floor.cues.queries import own_notes
from participation.floor.models import Floor, RunSheetItem, SessionState
from participation.floor.pace.payloads import pace_of
from participation.floor.rules import IS_OVER
from participation.floor.seat.payloads import AT_THE_FRONT, seat_of
from participation.floor.speaking.payloads import speaking_of
from participation.floor.undo.payloads import acts_told
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words, in_every_language, user_text
from participation.foundation.refusals import sentence
from participation.papers.payloads import confirmed_papers
from participation.papers.queries import stage_titles
from participation.people.queries import shown_names
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see, sessions
from participation.safeguarding.adults.payloads import adults_here
from participation.safeguarding.adults.queries import adults_in
from participation.safeguarding.adults.rules import QUIET_AT_MOST, AdultState

# access.yaml, "cue cards": moderator, facilitator and interpreter of the session read them.
READS_CUES = frozenset({"moderator", "facilitator", "interpreter"})
# Who is told what is missing before the start, and whom to ask.
BRINGS_IN = frozenset({"moderator", "facilitator"})
# A paper's item while nobody may read the paper.
A_PAPER = sentence("Working paper")
BEFORE_START = frozenset({SessionState.PLANNED, SessionState.READY, SessionState.OPEN})


def floor_topic(session_id: str, audience: str, person_id: str = "") -> dict[str, Any]:
    """Topic `floor`: state, version, run sheet, cursor, seat and whose turn it is; cue cards, the
    line of hands and the hall's pace where they belong, and to each moderator whether the seat is
    her own."""
    floor = queries.floor_of(session_id)
    items = queries.items_of(session_id)
    titles = stage_titles([item.revision_id for item in items if item.revision_id])
    notes = own_notes(session_id, person_id) if audience == "moderator" else {}
    current = next((item.id for item in items if item.state == "current"), None)
    topic: dict[str, Any] = {
        "state": floor.state if floor else "planned",
        "version": floor.version if floor else 0,
        "item": current,
        "items": [
            _item(item, titles, audience) | _card(item, notes.get(item.id), audience)
            for item in items
        ],
        "seat": seat_of(floor, audience, person_id),
        **speaking_of(session_id, audience),
        **pace_of(session_id, audience),
    }
    if audience == "facilitator":
        topic["papers"] = confirmed_papers(session_id)
    if floor is not None and audience in AT_THE_FRONT:
        topic |= acts_told(floor)
        topic["reopen_until"] = clock.iso(rules.reopen_until(floor.state, floor.closed_at))
    return topic


def adults_topic(session_id: str, audience: str) -> dict[str, Any]:
    """Topic `adults`: how many are asked for, who is here, whether the session is quiet; for those
    who bring adults in also what is missing before the start, and whom to ask."""
    floor = queries.floor_of(session_id)
    adults = adults_in(session_id)
    asked = floor.adults_asked if floor else 0
    counted = sum(adult.state == AdultState.HERE for adult in adults)
    quiet = floor.quiet_since if floor else None
    topic: dict[str, Any] = {
        "asked": asked,
        "here": adults_here(adults, audience),
        "missing": max(0, asked - counted),
        "quiet": quiet is not None,
        "since": clock.iso(quiet),
    }
    if audience in BRINGS_IN and floor is not None:
        topic["until"] = clock.iso(quiet + QUIET_AT_MOST) if quiet else None
        topic["waits"] = floor.waits_for_adults
        topic["ask"] = list(shown_names(readiness.who_could_come(session_id)).values())
        topic["checklist"] = _checklist(session_id, floor)
    return topic


def adults_asked(actor: Actor) -> list[dict[str, Any]]:
    """How many adults each session asks for that exists for the actor and is not over."""
    floors = {floor.session_id: floor for floor in queries.floors()}
    return [
        {
            "slug": session.slug,
            "title": session.title,
            "room": session.room.name,
            "starts_at": session.starts_at,
            "asked": floors[session.id].adults_asked,
        }
        for session in sessions()
        if may_see(actor, session)
        and session.id in floors
        and floors[session.id].state not in IS_OVER
    ]


def _checklist(session_id: str, floor: Floor) -> dict[str, Any] | None:
    """What blocks the start and what is only warned of; nothing once the session has begun."""
    session = db.session.get(ConferenceSession, session_id)
    if floor.state not in BEFORE_START or session is None:
        return None
    return {
        "blocks": readiness.missing_before_start(session_id, floor.adults_asked),
        "warns": readiness.warnings(session, floor),
    }


def _card(item: RunSheetItem, note: CueNote | None, audience: str) -> dict[str, Any]:
    """What whoever may write on the card needs for it; to a moderator also her own words."""
    if audience not in AT_THE_FRONT:
        return {}
    told: dict[str, Any] = {"cue_revision": item.cue_revision}
    if audience == "moderator":
        text = user_text(note.text, note.language) if note and note.text else None
        told["own_cue"] = {"revision": note.revision if note else 0, "text": text}
    return told


def title_of(item: RunSheetItem, titles: Mapping[str, Any]) -> Words:
    """What the step is called; `titles` has the revisions that may be read. What an adult called it
    may say what its author has taken back."""
    is_readable = item.revision_id is None or item.revision_id in titles
    return item.title if is_readable else _only_a_paper()


@cache
def _only_a_paper() -> Words:
    return in_every_language(A_PAPER)


def _item(item: RunSheetItem, titles: dict[str, tuple[str, str]], audience: str) -> dict[str, Any]:
    title = titles.get(item.revision_id or "")
    # A pinned paper is the room's to see only once its item is reached: the second key.
    seen = audience in READS_CUES or item.state in ("current", "done")
    holds = {"holds": item.revision_id or ""} if audience == "facilitator" else {}
    return {
        "id": item.id,
        "kind": item.kind,
        "title": title_of(item, titles),
        "state": item.state,
        "minutes": item.minutes,
        "started_at": clock.iso(item.started_at),
        "ended_at": clock.iso(item.ended_at),
        "paper": {"title": user_text(*title)} if title and seen else None,
        "cue": item.cue if audience in READS_CUES else None,
        **holds,
    }
