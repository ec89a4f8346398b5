"""Doors for people: badge, room code, devices, hand-over."""

from __future__ import annotations

from math import ceil
from typing import Any, cast

from flask import (
    Blueprint,
    Response,
    current_app,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.actors import Actor
from participation.foundation.frames import owner_of
from participation.foundation.pages import (
    came_from,
    present_actor,
    remember_device,
    remember_tablet,
    tablet_token,
    wants_json,
)
from participation.foundation.refusals import Refusal
from participation.foundation.settings import settings
from participation.people import commands, permissions, queries, tokens  # noqa: F401
from participation.people.consent.pages import first_page_of
from participation.people.forms import (
    BadgeForm,
    DeviceForm,
    JoinForm,
    SecretForm,
)
from participation.people.heard import heard_by
from participation.people.joining import door_of
from participation.people.models import Badge
from participation.people.qr import qr_svg
from participation.people.refusals import BadgeUnknown, OneMoment
from participation.programme.pages import first_page

bp = Blueprint("people", __name__)

Answer = str | BaseResponse | tuple[str | BaseResponse, int]


@bp.get("/badge")
def badge_page() -> Answer:
    return _badge_page(BadgeForm(), None)


@bp.post("/badge")
def badge_sign_in() -> Answer:
    form = BadgeForm()
    try:
        form.checked()
        return _sign_in(queries.badge_of_number(form.number.data or ""), form)
    except Refusal as refusal:
        if wants_json():
            return jsonify(refusal.as_answer()), refusal.status
        return _badge_page(form, None, refusal)


@bp.get("/badge/<token>")
def badge_link(token: str) -> Answer:
    return _badge_page(SecretForm(), queries.badge_of_token(token), None, token)


@bp.post("/badge/<token>")
def badge_link_sign_in(token: str) -> Answer:
    form, badge = SecretForm(), queries.badge_of_token(token)
    try:
        form.checked()
        return _sign_in(badge, form, nodded=queries.is_shown_link(token))
    except Refusal as refusal:
        return _badge_page(form, queries.badge_of_token(token), refusal, token)


@bp.post("/hand-over")
def hand_over() -> Answer:
    commands.hand_over(present_actor())
    response = redirect(url_for("people.badge_page"), 303)
    return remember_device(cast(Response, response), None)


@bp.post("/join")
def join() -> Answer:
    form = JoinForm()
    try:
        form.checked()
        return _join(form.code.data or "")
    except OneMoment as moment:
        return _one_moment(moment, form.code.data or "")
    except Refusal as refusal:
        return first_page(form, refusal.message), refusal.status


@bp.get("/join/<code>")
def join_link(code: str) -> Answer:
    form = JoinForm(formdata=None, code=code, meta={"csrf": False})
    form.code.process_formdata([code])
    digits = form.code.data or ""
    try:
        return _join(digits)
    except OneMoment as moment:
        return _one_moment(moment, digits)


@bp.get("/join/<code>/qr.svg")
def join_qr(code: str) -> Answer:
    door = door_of(current_app)
    session = door.look_up(present_actor(), code, request.args.get("turn"), None)
    address = f"{settings().url}/join/{session.room_code}?k={door.mark_of(session.room_code)}"
    # Not kept for longer than a code may be changed in.
    return Response(qr_svg(address), mimetype="image/svg+xml")


@bp.get("/devices")
def devices() -> Answer:
    actor = present_actor()
    rows = [
        {
            "id": device.id,
            "since": device.began_at,
            "this": device.id == actor.device_id,
        }
        for device in queries.devices_of_person(actor.person_id or "")
    ]
    return render_template("people/devices.html", devices=rows, form=DeviceForm())


@bp.post("/devices/end")
def end_device_page() -> Answer:
    form = cast(DeviceForm, DeviceForm.of_page())
    commands.end_device.once(form.once, present_actor(), form.device.data or "")
    return redirect(came_from() or url_for("people.devices"), 303)


def _sign_in(badge: Badge | None, form: Any, *, nodded: bool = False) -> Answer:
    tablet_id = tokens.unsign("tablet", tablet_token(request))
    signed_in = commands.sign_in(
        present_actor(), badge, form.secret.data or "", tablet_id, nodded=nodded
    )
    heard_by(current_app).note([signed_in["device"]])
    person_id = badge.person_id if badge else None
    way_in, waits = first_page_of(person_id), signed_in["waits"]
    if wants_json():  # a page whose sign-in was lost: it goes on by itself if this is its owner
        owner = owner_of(Actor(kind="person", person_id=person_id))
        response = jsonify(ok=True, waits=waits, owner=owner, then=way_in)
    else:
        response = cast(
            Response, redirect(url_for("tablets.waiting_page") if waits else way_in, 303)
        )
    remember_tablet(response, tokens.sign("tablet", signed_in["tablet"]))
    return remember_device(response, tokens.sign("device", signed_in["device"]))


def _join(digits: str) -> Answer:
    actor, asked = present_actor(), request.args
    session = door_of(current_app).let_in(actor, digits, asked.get("turn"), asked.get("k"))
    pretend = tokens.unsign("pretend", asked.get("pretend")) == session.id
    response = redirect(url_for("live.room_page", slug=session.slug), 303)
    joined = commands.join_session(actor, session.id, pretend)
    return remember_device(cast(Response, response), tokens.sign("device", joined["device"]))


def _one_moment(moment: OneMoment, digits: str) -> Answer:
    """The page that says one's number and asks again by itself, with the turn it was given."""
    kept: dict[str, Any] = {n: told for n in ("k", "pretend") if (told := request.args.get(n))}
    again = url_for("people.join_link", code=digits, turn=moment.turn, **kept)
    seconds = max(1, ceil(moment.wait_s))
    response = Response(
        render_template("people/one_moment.html", n=moment.values["n"], again=again)
        if not wants_json()
        else jsonify(moment.as_answer()).data,
        status=moment.status,
        mimetype="application/json" if wants_json() else "text/html",
    )
    response.headers["Refresh"] = f"{seconds}; url={again}"
    response.headers["Retry-After"] = str(seconds)
    return response


def _badge_page(
    form: Any, badge: Badge | None, refusal: Refusal | None = None, token: str | None = None
) -> Answer:
    if token is not None and badge is None:
        form, refusal = BadgeForm(formdata=None), BadgeUnknown()
    page = render_template(
        "people/badge.html",
        form=form,
        token=token if badge else None,
        name=badge.person.shown_name if badge else None,
        needs=("pin" if badge.person.kind == "child" else "password") if badge else None,
        error=refusal.message if refusal else None,
        # A card that does no more than a phone has its own ways here, and on no other page.
        card_is_in=present_actor().person_id is not None,
    )
    return page, refusal.status if refusal else 200
