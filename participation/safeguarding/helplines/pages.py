"""The editor of help: lines, the person in the building, where rooms are."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.forms import ID
from participation.foundation.pages import present_actor
from participation.foundation.policies import allows
from participation.foundation.refusals import NotFound, Refusal
from participation.people.refusals import ConfirmFirst
from participation.safeguarding import queries
from participation.safeguarding.helplines import commands, payloads, permissions  # noqa: F401
from participation.safeguarding.helplines.forms import (
    LineForm,
    RoomForm,
    SafePersonForm,
    StepForm,
    VerifyForm,
)
from participation.safeguarding.helplines.permissions import CONFIRMING

bp = Blueprint("helplines", __name__, url_prefix="/organise/helplines")

Answer = str | Response | tuple[str, int]


@bp.url_value_preprocessor
def look_at_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What stands in an address where an id belongs has the form of one. Refusal: NotFound."""
    if values and not re.fullmatch(ID, values.get("line_id", "0" * 32)):
        raise NotFound


@bp.get("")
def lines_page() -> Answer:
    return _overview(_safe_person_form())


@bp.get("/new")
def new_page() -> Answer:
    return _new_page(LineForm(formdata=None, command_id=new_id()))


@bp.post("/new")
def add_page() -> Answer:
    form = LineForm()
    try:
        form.checked()
        added = commands.add_helpline.once(form.once, present_actor(), form.told)
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _new_page(form, refusal)
    return redirect(url_for("helplines.line_page", line_id=added["line"]), 303)


@bp.get("/<line_id>")
def line_page(line_id: str) -> Answer:
    return _line_page(line_id)


@bp.post("/<line_id>")
def write_page(line_id: str) -> Answer:
    """One address for every button of the page; `then` says which."""
    actor, step = present_actor(), cast(StepForm, StepForm.of_page())
    form: Any = LineForm() if step.step == "change" else None
    check: Any = VerifyForm() if step.step == "verify" else None
    try:
        _take_step(actor, line_id, step, form, check)
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _line_page(line_id, form, check, refusal)
    return redirect(url_for("helplines.line_page", line_id=line_id), 303)


@bp.post("/safe-person")
def safe_person_page() -> Answer:
    form = SafePersonForm()
    try:
        form.checked()
        commands.set_safe_person.once(form.once, present_actor(), form.told)
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _overview(form, refusal)
    return redirect(url_for("helplines.lines_page"), 303)


@bp.post("/emergency")
def emergency_page() -> Answer:
    check = VerifyForm()
    try:
        check.checked()
        commands.verify_emergency.once(check.once, present_actor(), check.told)
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _overview(_safe_person_form(), refusal, check)
    return redirect(url_for("helplines.lines_page"), 303)


@bp.post("/rooms")
def room_page() -> Answer:
    form = cast(RoomForm, RoomForm.of_page())
    country = form.country.data or None
    commands.place_room.once(form.once, present_actor(), form.room.data or "", country)
    return redirect(url_for("helplines.lines_page"), 303)


def _take_step(
    actor: Actor, line_id: str, step: StepForm, form: LineForm | None, check: VerifyForm | None
) -> None:
    if form is not None:
        form.checked()
        commands.change_helpline.once(step.once, actor, line_id, form.told)
    elif check is not None:
        check.checked()
        commands.verify_helpline.once(step.once, actor, line_id, check.told)
    elif step.step == "confirm":
        commands.confirm_helpline.once(step.once, actor, line_id)
    elif step.step == "take_out":
        commands.take_out_helpline.once(step.once, actor, line_id)
    else:
        commands.put_back_helpline.once(step.once, actor, line_id)


def _overview(
    form: SafePersonForm, refusal: Refusal | None = None, check: VerifyForm | None = None
) -> Answer:
    lang = present_actor().locale
    form.country.speak(lang)
    page = render_template(
        "organise/helplines.html",
        **payloads.overview(lang),
        form=form,
        check=check or VerifyForm(formdata=None, command_id=new_id()),
        checking=check is not None,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _safe_person_form() -> SafePersonForm:
    person = queries.safe_person()
    if person is None:
        return SafePersonForm(formdata=None)
    return SafePersonForm(
        formdata=None,
        country=person.country,
        emergency_number=person.emergency_number,
        **{f"name_{lang}": name for lang, name in person.name.items()},
        **{f"place_{lang}": place for lang, place in person.place.items()},
    )


def _new_page(form: LineForm, refusal: Refusal | None = None) -> Answer:
    form.country.speak(present_actor().locale)
    page = render_template(
        "organise/helpline.html",
        line=None,
        form=form,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _line_page(
    line_id: str,
    form: LineForm | None = None,
    check: VerifyForm | None = None,
    refusal: Refusal | None = None,
) -> Answer:
    actor = present_actor()
    line = payloads.one_line(line_id, actor.locale)
    if form is None:
        form = LineForm(
            formdata=None,
            country=line["code"],
            number=line["number"],
            source=line["source"],
            **{f"name_{lang}": name for lang, name in line["name"].items()},
        )
    form.country.speak(actor.locale)
    page = render_template(
        "organise/helpline.html",
        line=line,
        form=form,
        check=check or VerifyForm(formdata=None, verified_on=clock.now().date()),
        step=StepForm(formdata=None),
        may_confirm=line["verified_on"] is not None and allows(CONFIRMING, actor),
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200
