"""Doors of the demonstration: the story's windows, and the pretend phones."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.demonstration import commands, content, permissions, queries  # noqa: F401
from participation.demonstration.filling import filling_of
from participation.demonstration.windows import address_of, window_at
from participation.foundation.frames import frame_data
from participation.foundation.headers import asked_on_this_machine
from participation.foundation.pages import (
    LANGUAGE_COOKIE,
    YEAR_S,
    present_actor,
    remember_device,
)
from participation.foundation.refusals import NotFound
from participation.foundation.settings import settings
from participation.people import tokens

bp = Blueprint("demonstration", __name__)


Answer = str | BaseResponse


@bp.get("/try")
def try_page() -> Answer:
    session = queries.trial()
    windows = [
        window | {"href": address_of(window["who"], request.scheme, request.host)}
        for window in content.windows()
    ]
    pretend = _pretend(session.id)
    page = render_template(
        "demonstration/try.html",
        windows=windows,
        steps=content.steps(),
        session=session,
        pretend=pretend,
        page_data=frame_data(present_actor(), "audience", "try"),
        bundle="try",
    )
    response = Response(page)
    if pretend["moves"]:
        response.headers["Refresh"] = "3"  # the number in the hall changes without a tap
    return response


@bp.get("/try/as/<who>")
def try_as(who: str) -> Answer:
    queries.trial()
    # A name may be forged from the room's network; where the request comes from may not.
    _only_here()
    window = window_at(who, request.host)
    device_id = window.begin(present_actor())
    response = cast(Response, redirect(window.goes_to, 303))
    if window.language and LANGUAGE_COOKIE not in request.cookies:
        response.set_cookie(LANGUAGE_COOKIE, window.language, max_age=YEAR_S, samesite="Lax")
    return remember_device(response, tokens.sign("device", device_id))


@bp.post("/try/nod")
def nod() -> Answer:
    commands.play_the_adult(present_actor())
    return redirect(url_for("tablets.waiting_page"), 303)


@bp.post("/try/fill")
def fill() -> Answer:
    _only_here()
    session = queries.trial()
    if request.form.get("running") == "":  # the same button says the other thing meanwhile
        return clear_out()
    token = tokens.sign("pretend", session.id)
    filling_of(current_app).begin(settings(), session.room_code, token)
    return redirect(url_for("demonstration.try_page"), 303)


@bp.post("/try/empty")
def clear_out() -> Answer:
    filling_of(current_app).end()
    commands.send_pretend_phones_home(present_actor())
    return redirect(url_for("demonstration.try_page"), 303)


@bp.post("/try/again")
def again() -> Answer:
    _only_here()
    commands.begin_story_again(present_actor())
    return redirect(url_for("demonstration.try_page"), 303)


def _pretend(session_id: str) -> dict[str, Any]:
    count = queries.pretend_present(session_id)
    filling = filling_of(current_app)
    leaves = count > 0 and not filling.is_running
    return {
        "running": filling.is_running or count > 0,
        "count": count,
        "moves": filling.is_coming_in or leaves,
    }


def _only_here() -> None:
    """Only a browser of this very machine tells the story. Refusal: NotFound for all others."""
    if not asked_on_this_machine(request.environ) or settings().trusted_proxies:
        raise NotFound
