"""Doors of shared tablets: lock and open again, and a secret asked for inside the page."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

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
from participation.foundation.pages import (
    TRACELESS,
    present_actor,
    wants_json,
)
from participation.foundation.refusals import NotAllowed, NotSignedIn, PageLocked, Refusal
from participation.people.consent.pages import first_page_of
from participation.people.heard import heard_by
from participation.people.models import Person
from participation.people.queries import require_confirmed
from participation.people.refusals import ConfirmFirst
from participation.people.tablets import commands, permissions, queries  # noqa: F401
from participation.people.tablets.forms import ConfirmForm, LockForm, NewPinForm, NodForm
from participation.people.tablets.payloads import nods_topic
from participation.people.tablets.refusals import NoPin, PinsDiffer

bp = Blueprint("tablets", __name__)

Answer = str | BaseResponse | tuple[str | BaseResponse, int]

# What a locked device still opens: its own lock, the way out, and help.
OPEN_WHEN_LOCKED = TRACELESS | {"tablets.locked_page", "tablets.confirm", "people.hand_over"}
# What is asked for on the way and belongs to no form that is carried on.
OUR_FIELDS = frozenset({"csrf_token", "secret_again"})
# Typed again where it is needed, rather than lying in the source of a page that waits.
SECRETS = frozenset({"passphrase", "file_passphrase", "old", "new", "again", "pin", "pin_again"})


def hold(actor: Actor, endpoint: str) -> None:
    """Let the request through, unless the device is locked. Refusal: PageLocked."""
    if actor.held == "locked" and endpoint not in OPEN_WHEN_LOCKED:
        raise PageLocked


def hear(response: Response) -> Response:
    """The tablet that asked was heard just now; not where it is locked, or asked for help."""
    actor = present_actor()
    if actor.is_signed_in and actor.device_id and request.endpoint not in TRACELESS:
        heard_by(current_app).note([actor.device_id])
    return response


@bp.post("/lock")
def lock() -> Answer:
    LockForm.of_page()
    commands.lock_device(present_actor())
    if wants_json():
        return jsonify(ok=True)
    return redirect(url_for("tablets.locked_page"), 303)


@bp.get("/locked")
def locked_page() -> Answer:
    then = local_path(request.args.get("then"))
    if wants_json():  # a page in use asks whether it is still open, and is heard by that
        return jsonify(locked=present_actor().held == "locked")
    if present_actor().held != "locked":
        return redirect(then, 303)
    return _asking(PageLocked(), then, "get", 200)


@bp.post("/confirm")
def confirm() -> Answer:
    then = local_path(request.args.get("then"))
    how = "post" if request.args.get("how") == "post" else "get"
    form = ConfirmForm()
    try:
        form.checked()
        commands.confirm_secret(present_actor(), form.secret_again.data or "")
    except NotSignedIn:
        raise
    except Refusal as refusal:
        if wants_json():
            return jsonify(refusal.as_answer()), refusal.status
        return _asking(refusal, then, how, refusal.status, form)
    if wants_json():
        return jsonify(ok=True)
    # 307: the browser posts once more what was typed before, now to where it was going.
    return redirect(then, 307 if how == "post" else 303)


@bp.get("/badge/waiting")
def waiting_page() -> Answer:
    actor = present_actor()
    if wants_json():
        return jsonify(waits=actor.held == "waiting", signed_in=actor.person_id is not None)
    if actor.person_id is not None:
        return redirect(first_page_of(actor.person_id), 303)
    return render_template("people/waiting.html", waits=actor.held == "waiting")


@bp.get("/nods")
def nods_page() -> Answer:
    page = render_template("people/nods.html", waiting=nods_topic()["waiting"])
    return Response(page, headers={"Refresh": "5"})


@bp.post("/nods")
def nod_page() -> Answer:
    form = cast(NodForm, NodForm.of_page())
    commands.nod.once(form.once, present_actor(), form.device.data or "", bool(form.yes.data))
    return redirect(url_for("tablets.nods_page"), 303)


@bp.get("/new-pin")
def new_pin_page() -> Answer:
    require_confirmed(present_actor())
    return _new_pin(NewPinForm(formdata=None))


@bp.post("/new-pin")
def new_pin() -> Answer:
    form, actor = NewPinForm(), present_actor()
    try:
        form.checked()
        child = queries.badge_for_new_pin(actor, form.number.data or "").person
        if "pin" not in request.form:
            return _new_pin(form, child)
        told = form.number.data or "", form.pin.data or "", form.pin_again.data or ""
        commands.choose_new_pin(actor, *told)
    except (ConfirmFirst, NotAllowed):
        raise
    except (PinsDiffer, NoPin) as refusal:
        return _new_pin(form, child, refusal)
    except Refusal as refusal:
        return _new_pin(form, None, refusal)
    return render_template("people/new_pin.html", child=child, step="done", form=None, error=None)


@bp.app_errorhandler(PageLocked)
@bp.app_errorhandler(ConfirmFirst)
def ask_for_secret(refusal: Refusal) -> Answer:
    """The page that asks once more, and carries on with what was pressed or typed."""
    if wants_json():
        return jsonify(refusal.as_answer()), refusal.status
    how = "get" if request.method in ("GET", "HEAD") else "post"
    then = local_path(request.full_path.rstrip("?"))
    return _asking(refusal, then, how, refusal.status)


def local_path(asked: str | None) -> str:
    """A path of this very site, or the beginning."""
    parts = urlsplit((asked or "").replace("\\", "/"))
    if parts.scheme or parts.netloc or not parts.path.startswith("/"):
        return "/"
    path = "/" + parts.path.lstrip("/")
    return f"{path}?{parts.query}" if parts.query else path


def _asking(
    refusal: Refusal, then: str, how: str, status: int, form: ConfirmForm | None = None
) -> tuple[str, int]:
    person = queries.person_at(present_actor())
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in OUR_FIELDS | SECRETS and how == "post"
    ]
    page = render_template(
        "people/confirm.html",
        form=form or ConfirmForm(formdata=None),
        locked=present_actor().held == "locked",
        needs="pin" if person.kind == "child" else "password",
        name=person.shown_name,
        error=refusal.message if form is not None else None,
        action=url_for("tablets.confirm", then=then, how=how),
        carried=carried,
    )
    return page, status


def _new_pin(
    form: NewPinForm, child: Person | None = None, refusal: Refusal | None = None
) -> Answer:
    """First the adult types the number of the card, then the child her PIN."""
    page = render_template(
        "people/new_pin.html",
        form=form,
        child=child,
        step="pin" if child else "number",
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200
