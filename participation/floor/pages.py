"""The page on which organisers and the safety team say how many adults each session asks for."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from participation.floor import payloads, permissions  # noqa: F401 - declared first
from participation.floor.forms import AdultsAskedForm
from participation.floor.quiet import commands
from participation.floor.rules import MOST_ADULTS
from participation.foundation.database import new_id
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.people.refusals import ConfirmFirst
from participation.programme.queries import session_for

bp = Blueprint("floor", __name__)

Answer = str | Response | tuple[str, int]


@bp.get("/organise/sessions")
def adults_asked_page() -> Answer:
    return _page()


@bp.post("/organise/sessions")
def ask_for_adults_page() -> Answer:
    form = cast(AdultsAskedForm, AdultsAskedForm.of_page())
    actor = present_actor()
    session = session_for(actor, form.slug)
    try:
        commands.ask_for_adults.once(form.once, actor, session.id, form.number)
    except ConfirmFirst:
        raise  # the page that asks for the password keeps what was chosen
    except Refusal as refusal:
        return _page(refusal)
    return redirect(url_for("floor.adults_asked_page", _anchor=session.slug), 303)


def _page(refusal: Refusal | None = None) -> Answer:
    page = render_template(
        "organise/sessions.html",
        sessions=payloads.adults_asked(present_actor()),
        most=MOST_ADULTS,
        press=new_id,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200
