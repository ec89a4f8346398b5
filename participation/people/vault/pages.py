"""Doors of the vault: writing at the registration desk, reading under lock, one's own, needs."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import format_date
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.database import new_id
from participation.foundation.pages import digits, present_actor
from participation.foundation.refusals import Refusal
from participation.people.refusals import ConfirmFirst
from participation.people.roster.payloads import one_person
from participation.people.vault import commands, payloads, permissions, queries  # noqa: F401
from participation.people.vault.forms import IdentityForm

bp = Blueprint("vault", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/organise/people/<person_id>/vault")
def registration_page(person_id: str) -> Answer:
    return _registration_page(person_id, IdentityForm(formdata=None, command_id=new_id()))


@bp.post("/organise/people/<person_id>/vault")
def keep_page(person_id: str) -> Answer:
    form = IdentityForm()
    try:
        form.checked()
        commands.keep_identity.once(form.once, present_actor(), person_id, form.told)
    except ConfirmFirst:
        raise
    except Refusal as refusal:
        return _registration_page(person_id, form, refusal)
    return redirect(url_for("vault.registration_page", person_id=person_id), 303)


@bp.get("/organise/vault/<request_id>")
def identity_page(request_id: str) -> Answer:
    actor = present_actor()
    person_id, identity = commands.read_identity(actor, request_id)
    return render_template(
        "vault/identity.html",
        person=one_person(actor, person_id),
        identity=identity,
        request_id=request_id,
        day=_day,
    )


@bp.get("/about-me")
def own_page() -> Answer:
    commands.read_own(present_actor())
    return render_template("vault/own.html", told=payloads.own(present_actor()), day=_day)


@bp.get("/needs")
def needs_page() -> Answer:
    commands.read_needs(present_actor())
    return render_template("vault/needs.html", people=payloads.needs(present_actor()))


@bp.get("/my-children")
def children_page() -> Answer:
    commands.read_own_children(present_actor())
    return render_template("vault/children.html", children=payloads.children(present_actor()))


def _registration_page(
    person_id: str, form: IdentityForm, refusal: Refusal | None = None
) -> Answer:
    page = render_template(
        "vault/registration.html",
        person=one_person(present_actor(), person_id),
        held=queries.held_of(person_id),
        form=form,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _day(value: object) -> str:
    """A calendar day in words; it belongs to no zone."""
    return digits(format_date(value, "d MMMM yyyy"))
