"""The session's pages: each embeds the snapshot from which its components draw."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from participation.floor.permissions import lead_facilitator
from participation.floor.queries import may_lead, state_of
from participation.floor.whisper.payloads import ready_to_whisper
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.frames import frame_data
from participation.foundation.headers import asked_on_this_machine
from participation.foundation.languages import LANGUAGES
from participation.foundation.pages import present_actor, remember_device
from participation.foundation.policies import moderator, require
from participation.foundation.refusals import (
    NotAllowed,
    NotFound,
    NotSignedIn,
    Refusal,
    StoreTrouble,
)
from participation.foundation.versions import can_be_read
from participation.live.audiences import may_follow, write_down_reading
from participation.live.broadcast import broadcaster_of
from participation.live.figures import present_figures
from participation.live.permissions import POLICIES
from participation.live.snapshots import snapshot
from participation.people import tokens
from participation.people.commands import begin_screen_device
from participation.people.queries import actor_of_token
from participation.polls.rules import why_not_in_electorate
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for
from participation.screen.commands import begin_or_renew_pairing
from participation.screen.payloads import ready_to_say
from participation.screen.queries import session_for_room
from participation.screen.refusals import BrowserInUse

bp = Blueprint("live", __name__)

# Whose pages have a small picture of the wall in them.
CHOOSE_FOR_WALLS = ("moderator", "facilitator")

Answer = str | BaseResponse | tuple[str | Response, int]


@bp.get("/sessions/<slug>")
def room_page(slug: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    audience = "delegate" if actor.is_delegate else "audience"
    if not may_follow(actor, audience, session.id):
        raise NotSignedIn
    page = page_data(actor, session, audience, "phone")
    return render_template(
        "sessions/room.html",
        session=session,
        page_data=page,
        bundle="phone",
        vote=_open_poll(page),
        voted=_has_voted(page),
        may_vote=_may_vote(page, actor),
        once=str(uuid4()),
        sentence=_sentence_of(page),
    )


@bp.get("/sessions/<slug>/moderate")
def moderate_page(slug: str) -> Answer:
    return _staff_page(slug, "moderator", "moderate", "sessions/moderate.html")


@bp.get("/sessions/<slug>/moderate/practice")
def practice_page(slug: str) -> Answer:
    """Three pretend steps on a page without a connection: nothing of it comes back here."""
    actor = present_actor()
    session = session_for(actor, slug)
    require(POLICIES["live.practice_page"], actor, session.id)
    page = frame_data(actor, "moderator", "practice") | {
        "session": {"slug": "practice", "title": gettext("Practice"), "languages": LANGUAGES},
        "topics": {},
        "back": url_for("live.moderate_page", slug=session.slug),
    }
    return render_template("sessions/practice.html", page_data=page, bundle="practice")


@bp.get("/sessions/<slug>/assist")
def assist_page(slug: str) -> Answer:
    return _staff_page(slug, "facilitator", "assist", "sessions/assist.html")


@bp.get("/sessions/<slug>/interpret")
def interpret_page(slug: str) -> Answer:
    return _staff_page(slug, "interpreter", "interpret", "sessions/interpret.html")


@bp.get("/screen")
def screen_page() -> Answer:
    actor = present_actor()
    made = None
    if actor.kind == "person":
        raise BrowserInUse  # a look at the wall must not sign anybody out
    if actor.kind != "screen":
        made = begin_screen_device(actor)["device"]
        actor = actor_of_token(tokens.sign("device", made), actor.locale)
    session = session_for_room(actor.room_id) if actor.room_id else None
    if session is None:
        page = frame_data(actor, "screen", "screen", list(LANGUAGES)) | {
            "pairing": {"code": begin_or_renew_pairing(actor)["code"]}
            if not actor.room_id
            else None
        }
    else:
        page = page_data(actor, session, "screen", "screen")
    body = render_template(
        "screen/screen.html", page_data=page, bundle="screen", pairing=page.get("pairing")
    )
    response = Response(body)
    return remember_device(response, tokens.sign("device", made)) if made else response


@bp.get("/healthz")
def healthz() -> Answer:
    return jsonify(ok=True)


@bp.get("/readyz")
def readyz() -> Answer:
    if not can_be_read():
        refusal: Refusal = StoreTrouble()
        answer = jsonify(refusal.as_answer())
        answer.status_code = refusal.status
        return answer
    if not broadcaster_of(current_app).is_reachable_by_others():
        # Everything works, a second later for whoever is on another server.
        return jsonify(ok=False, code="queue_away", message="Redis does not answer."), 503
    return jsonify(ok=True)


@bp.get("/metrics")
def metrics() -> Answer:
    if not asked_on_this_machine(request.environ):
        raise NotFound
    return Response(present_figures(), mimetype="text/plain; version=0.0.4")


def _staff_page(slug: str, audience: str, bundle: str, template: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    if not may_follow(actor, audience, session.id):
        raise NotAllowed
    write_down_reading(actor, audience, session.id)
    page = page_data(actor, session, audience, bundle)
    page["ready"] = ready_to_say()
    if may_lead(actor, session.id):  # the safety team reads the line, and says nothing on it
        page["whispers"] = ready_to_whisper(from_seat=audience == "moderator")
    if audience == "moderator":
        page["me"]["helps"] = not moderator(actor, session.id)  # an adult, for a child
    if audience == "facilitator":
        page["me"]["id"] = actor.person_id  # to know herself among the adults in the room
        page["me"]["publishes"] = lead_facilitator(actor, session.id)
    return render_template(
        template, session=session, page_data=page, bundle=bundle, state=state_of(session.id)
    )


def _open_poll(page: dict[str, Any]) -> dict[str, Any] | None:
    """The poll that a page without a script may vote in."""
    poll: dict[str, Any] | None = page["topics"]["poll"]["data"]
    return poll if poll is not None and poll["state"] == "open" else None


def _has_voted(page: dict[str, Any]) -> bool:
    """Whether this badge's ballot is in the box already."""
    return bool(((page["topics"]["mine"]["data"] or {}).get("poll") or {}).get("voted"))


def _may_vote(page: dict[str, Any], actor: Actor) -> bool:
    """Whether whoever asks for the page has a voice in the open poll."""
    poll = _open_poll(page)
    return poll is not None and why_not_in_electorate(poll["electorate"], actor) is None


def _sentence_of(page: dict[str, Any]) -> str:
    """One sentence of where the session is, for a page without a script."""
    vote, mine = _open_poll(page), (page["topics"]["mine"]["data"] or {}).get("poll")
    if vote and mine and (mine["id"], mine["round"]) == (vote["id"], vote["round"]):
        return gettext("Your choice is saved. You can change it until the end.")
    state = page["topics"]["floor"]["data"]["state"]
    if state in ("live", "paused", "closing"):
        return gettext("The session is under way. Reload this page to see what is new.")
    if state in ("closed", "published", "cancelled"):
        return gettext("The session is over. Thank you for being here.")
    return gettext("The session has not begun yet. Reload this page in a few minutes.")


def page_data(
    actor: Actor, session: ConferenceSession, audience: str, bundle: str
) -> dict[str, Any]:
    """What a session's page embeds: the frame, the session, and every topic's state."""
    # A wall speaks its session's languages, and may be moved to another session without a reload;
    # whoever chooses for it sees the same picture first.
    speaks = list(LANGUAGES) if audience in ("screen", *CHOOSE_FOR_WALLS) else None
    return frame_data(actor, audience, bundle, speaks) | {
        "session": {
            "slug": session.slug,
            "title": session.title,
            "room": session.room.name,
            "kind": session.kind,
            "languages": session.languages,
            # The trial has no hour.
            "ends_at": None if session.is_always_now else clock.iso(session.ends_at),
        },
        "topics": snapshot(session.id, audience, actor.holder),
    }
