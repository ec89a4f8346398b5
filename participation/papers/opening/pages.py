"""The doors of the safety team to what is under lock of papers."""

from __future__ import annotations

from math import ceil
from typing import Any

from flask import Blueprint, Response, render_template, request

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.frames import frame_data
from participation.foundation.pages import present_actor
from participation.papers.opening import commands, payloads
from participation.papers.opening.forms import DraftsForm
from participation.papers.opening.permissions import SHARED_DRAFT
from participation.papers.pictures.pages import shown
from participation.people.access.queries import open_until, opened
from participation.safeguarding.concerns.payloads import safety_topic

bp = Blueprint("opening", __name__)


@bp.get("/safety/papers")
def papers_page() -> str:
    actor, form = present_actor(), DraftsForm.of_address(request.args)
    commands.note_looking(actor)
    number = form.number.data or ""
    return render_template(
        "papers/shared_drafts.html",
        drafts=payloads.shared_drafts(number, form.page.data),
        form=form,
        number=number,
        **_heard(actor),
    )


@bp.get("/safety/drafts/<request_id>")
def draft_page(request_id: str) -> Response:
    actor = present_actor()
    paper_id = commands.read_shared_draft(actor, request_id)["paper"]
    told = payloads.shared_draft(actor, paper_id)
    return _opened(actor, request_id, "papers/shared_draft.html", told)


@bp.get("/safety/drafts/<request_id>/pictures/<picture_id>")
def draft_picture(request_id: str, picture_id: str) -> Response:
    """A picture of the draft, for as long as its page is open; the page is the reading."""
    opened_draft = opened(present_actor(), request_id, SHARED_DRAFT.name)
    return shown(payloads.draft_pixels(opened_draft.subject_id, picture_id))


@bp.get("/safety/authors/<request_id>")
def author_page(request_id: str) -> Response:
    actor = present_actor()
    paper_id = commands.read_who_wrote(actor, request_id)["paper"]
    told = payloads.who_wrote(actor, paper_id)
    return _opened(actor, request_id, "papers/who_wrote.html", told)


def _opened(actor: Actor, request_id: str, template: str, told: dict[str, Any]) -> Response:
    """The page for as long as it is open: then it loads anew, and says that it is closed."""
    until = open_until(actor, request_id)
    page = render_template(template, told=told, request_id=request_id, until=until, **_heard(actor))
    left = max(ceil((until - clock.now()).total_seconds()), 0)
    return Response(page, headers={"Refresh": str(left)})


def _heard(actor: Actor) -> dict[str, Any]:
    """What lets the page hear that the role or the device has ended: it shows nothing then."""
    data = safety_topic(actor.person_id or "")
    topics = {"topics": {"safety": {"version": 0, "data": data}}}
    return {"page_data": frame_data(actor, "safety", "safety") | topics, "bundle": "safety"}
