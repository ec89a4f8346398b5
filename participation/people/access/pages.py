"""Doors for what is under lock: ask, say yes, and what is open now."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.database import new_id
from participation.foundation.pages import present_actor
from participation.foundation.refusals import NotFound, Refusal
from participation.people.access import commands, payloads, permissions  # noqa: F401
from participation.people.access.forms import AnswerForm, AskForm
from participation.people.access.locks import lock_of
from participation.people.access.rules import RequestState
from participation.people.refusals import ConfirmFirst
from participation.people.roster.payloads import Wanted, everybody
from participation.programme.queries import may_see, sessions

bp = Blueprint("access", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/access")
def access_page() -> Answer:
    return _access_page()


@bp.get("/access/<lock>/<subject_id>")
def ask_page(lock: str, subject_id: str) -> Answer:
    return _ask_page(lock, subject_id, AskForm(formdata=None, command_id=new_id()))


@bp.post("/access/<lock>/<subject_id>")
def ask(lock: str, subject_id: str) -> Answer:
    form = AskForm()
    try:
        form.checked()
        session_id = form.session.data or None
        commands.ask_access.once(
            form.once, present_actor(), lock, subject_id, form.reason.data or "", session_id
        )
    except ConfirmFirst:
        raise
    except Refusal as refusal:
        return _ask_page(lock, subject_id, form, refusal)
    return redirect(url_for("access.access_page"), 303)


@bp.post("/access/<request_id>")
def answer(request_id: str) -> Answer:
    form = cast(AnswerForm, AnswerForm.of_page())
    act = commands.confirm_access if form.then.data == "confirm" else commands.end_access
    try:
        act.once(form.once, present_actor(), request_id)
    except ConfirmFirst:
        raise
    except Refusal as refusal:
        return _access_page(refusal)
    return redirect(url_for("access.access_page"), 303)


def _access_page(refusal: Refusal | None = None) -> Answer:
    actor = present_actor()
    own, q = payloads.own(actor), request.args.get("q", "")[:60].strip()
    page = render_template(
        "organise/access.html",
        own=own,
        waiting=payloads.waiting(actor),
        q=q,
        found=everybody(actor, Wanted(q=q)) if q else [],
        press=new_id,
        error=refusal.message if refusal else None,
    )
    response = Response(page, refusal.status if refusal else 200)
    waits = any(each["state"] is RequestState.WAITING for each in own)
    if waits and refusal is None and not q:
        response.headers["Refresh"] = "5"  # the second adult's yes is seen by itself
    return response


def _ask_page(name: str, subject_id: str, form: AskForm, refusal: Refusal | None = None) -> Answer:
    lock, actor = lock_of(name), present_actor()
    if not lock.may_ask(actor) or not lock.exists(subject_id):
        raise NotFound
    page = render_template(
        "organise/ask_access.html",
        form=form,
        lock=lock,
        about=payloads.name_of(subject_id) if lock.subject == "person" else None,
        number=lock.number(subject_id),
        sessions=[each for each in sessions() if may_see(actor, each)],
        is_safety=actor.has("safeguarding"),
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200
