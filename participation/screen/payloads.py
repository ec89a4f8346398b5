"""What a session's wall shows, field by field; every phone shows the same as text."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from participation.floor.models import ItemKind, RunSheetItem, SessionState
from participation.floor.queries import (
    current_item,
    item_reached,
    reached_revisions,
    state_of,
    waits_for_adults,
)
from participation.floor.reading.queries import in_hand, leaf_of
from participation.floor.speaking.queries import turn_on
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.languages import user_text
from participation.foundation.policies import require
from participation.foundation.settings import settings
from participation.papers.payloads import stage_paper
from participation.papers.queries import stage_titles
from participation.polls.payloads import results_to_pin, shown_result
from participation.polls.queries import poll_on_wall
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import session_by_id
from participation.programme.sentences.models import SentenceKind
from participation.programme.sentences.queries import ready_sentence, ready_sentences
from participation.questions.payloads import stage_question
from participation.questions.queries import on_stage
from participation.safeguarding.queries import help_line
from participation.screen import queries, rules
from participation.screen.messages.payloads import own_messages, read_messages, stage_message
from participation.screen.models import Painted, Shown, WallMode
from participation.screen.mosaic import tiles_of_the_day
from participation.screen.permissions import POLICIES
from participation.screen.queries import Choice
from participation.screen.refusals import NotToShow

# What of the ready sentences a wall can say; reasons are said to one asker.
SAID = (SentenceKind.MESSAGE, SentenceKind.THANKS)


def screen_topic(session_id: str) -> dict[str, Any]:
    """Topic `screen`, the same for every audience: only what both keys have opened."""
    choice = queries.choice_for(session_id)
    return _picture(session_id, choice, content_of(session_id, choice))


def preview_of(
    actor: Actor, session_id: str, mode: str, kind: str | None, object_id: str | None
) -> dict[str, Any]:
    """Topic `screen` as it would be with this choice, for whoever may make it; a message that an
    adult has read is in it before it is chosen.

    Refusals: NotFound, NotAllowed, NotNow, NotToShow.
    """
    session_by_id(actor, session_id)
    require(POLICIES["screen.preview"], actor, session_id, state_of(session_id))
    if mode == "blank":
        return _picture(session_id, Choice(blank=True), None)
    choice = Choice(mode, kind, object_id)
    content = content_of(session_id, choice)
    if kind == Shown.MESSAGE and content is None:
        content = next(
            (message for message in _said(read_messages(session_id)) if message["id"] == object_id),
            None,
        )
    if not rules.fits(mode, kind, object_id) or (kind and content is None):
        raise NotToShow
    return _picture(session_id, choice, content)


def wall_topic(session_id: str, person_id: str) -> dict[str, Any]:
    """Topic `wall`, for one of those who choose: what was chosen, what can be, and what she wrote
    herself."""
    choice = queries.choice_for(session_id)
    is_gone = choice.kind is not None and content_of(session_id, choice) is None
    handed = in_hand(session_id)
    return {
        "mode": choice.mode,
        # What was taken away is named no more: nobody reads here where it went.
        "what": None if is_gone else choice.kind,
        "id": None if is_gone else choice.id,
        "is_gone": is_gone,
        "version": choice.version,
        "messages": read_messages(session_id),
        "mine": own_messages(session_id, person_id),
        "papers": _papers(session_id),
        "in_hand": handed[0] if handed else None,
        "results": results_to_pin(session_id),
        "screens": [_screen(screen) for screen in queries.screens_of(session_id)],
    }


def ready_to_say() -> list[dict[str, Any]]:
    """The ready sentences that a wall can say, as a tablet's page embeds them."""
    return [
        {"id": sentence.id, "kind": sentence.kind, "words": sentence.words}
        for sentence in ready_sentences(*SAID)
    ]


def content_of(session_id: str, choice: Choice) -> dict[str, Any] | None:
    """What was chosen, while the hall may read it; else None."""
    if choice.kind is None or choice.id is None:
        return None
    return _CONTENT[choice.kind](session_id, choice.id)


def _picture(session_id: str, choice: Choice, content: dict[str, Any] | None) -> dict[str, Any]:
    session = session_by_id(SYSTEM, session_id)
    state = state_of(session_id)
    item = current_item(session_id)
    pinned = item.revision_id if item else None
    paper = _read(item) if item else None
    stage = rules.OnStage(
        question=on_stage(session_id) is not None,
        poll=poll_on_wall(session_id) is not None,
        item=item is not None,
        turn=turn_on(session_id) is not None,
        paper=paper is not None,
        paper_pinned=pinned is not None,
        waits_for_adults=waits_for_adults(session_id),
        chosen=rules.LAYOUT_OF[choice.kind] if choice.kind and content else None,
    )
    layout = rules.layout(state, stage, blank=choice.blank, mode=choice.mode)
    shown = content if choice.kind and layout == stage.chosen else None
    followed = paper if choice.mode == WallMode.FOLLOW else None
    wall = {
        "mode": "blank" if choice.blank else choice.mode,
        "layout": layout,
        "item": _item(item) if layout == "item" else None,
        "paper": (shown or followed) if layout == "paper" else None,
        # Pinned; what is followed stands in the topics `questions` and `poll`.
        "question": shown if layout == "question" else None,
        "poll": shown if layout == "poll" else None,
        "message": shown if layout == "message" else None,
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
    # It lies behind the words, as the tiles of the hall do: the picture is the same without it.
    mosaic = tiles_of_the_day(session) if layout in rules.WITH_MOSAIC else None
    return {**wall, "mosaic": mosaic, "picture": _name_of(wall, session_id)}


def _name_of(wall: dict[str, Any], session_id: str) -> str:
    """A name for exactly this picture, the same whenever the wall looks the same; how many have
    answered or support is not in it. It tells nobody what is on it."""
    followed: Any = None
    if wall["layout"] == "question" and wall["question"] is None:
        question = on_stage(session_id)
        followed = (question.id, question.text) if question else None
    if wall["layout"] == "poll" and wall["poll"] is None:
        poll = poll_on_wall(session_id)
        followed = (poll.id, poll.round, poll.state) if poll else None
    if wall["layout"] == "turn":
        turn = turn_on(session_id)
        followed = (turn.id, turn.state) if turn else None
    drawn = json.dumps([wall, followed], sort_keys=True)
    key = settings().secret_key.encode()
    return hmac.new(key, f"picture {drawn}".encode(), hashlib.sha256).hexdigest()[:16]


def _screen(screen: Painted) -> dict[str, Any]:
    return {
        "picture": screen.picture,
        "painted_at": clock.iso(screen.painted_at),
        "gone_since": clock.iso(screen.heard_at) if screen.is_gone else None,
    }


def _paper(session_id: str, revision_id: str) -> dict[str, Any] | None:
    item = item_reached(session_id, revision_id)
    return _read(item) if item else None


def _read(item: RunSheetItem) -> dict[str, Any] | None:
    """The paper that this item pins, at the leaf where its reading is."""
    paper = stage_paper(item.revision_id, leaf_of(item))
    return {"item": item.id, **paper} if paper else None


def _ready(_: str, sentence_id: str) -> dict[str, Any] | None:
    sentence = ready_sentence(sentence_id, *SAID)
    return {"id": sentence.id, "words": sentence.words, "text": None} if sentence else None


def _message(session_id: str, message_id: str) -> dict[str, Any] | None:
    message = stage_message(message_id, session_id)
    return _said([message])[0] if message else None


def _said(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Messages as the wall says them: in the one language in which they were written."""
    return [{"id": one["id"], "words": None, "text": one["text"]} for one in messages]


_CONTENT: dict[str, Callable[[str, str], dict[str, Any] | None]] = {
    Shown.PAPER: _paper,
    Shown.QUESTION: lambda session_id, question_id: stage_question(question_id, session_id),
    Shown.POLL: lambda session_id, poll_id: shown_result(poll_id, session_id),
    Shown.READY: _ready,
    Shown.MESSAGE: _message,
}


def _papers(session_id: str) -> list[dict[str, Any]]:
    """The papers that the hall has seen and whose authors' yes lives, the last first."""
    reached = list(reached_revisions(session_id))
    titles = stage_titles(reached)
    return [
        {"id": revision, "title": user_text(*titles[revision])}
        for revision in reached
        if revision in titles
    ]


def _item(item: RunSheetItem | None) -> dict[str, Any] | None:
    if item is None:
        return None
    until = None
    if item.kind == ItemKind.BREAK and item.started_at is not None:
        until = item.started_at + timedelta(minutes=item.minutes)
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "until": clock.iso(until),
    }


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
