"""Doors of the roster: the list, one person, somebody new, cards to print."""

from __future__ import annotations

from typing import Any, cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.database import new_id
from participation.foundation.pages import came_from, present_actor
from participation.foundation.refusals import Refusal
from participation.foundation.settings import settings
from participation.people import commands as people
from participation.people import queries, tokens
from participation.people.accompanying.queries import accompanying_adults, adults_of
from participation.people.consent import names
from participation.people.qr import qr_svg
from participation.people.refusals import ConfirmFirst
from participation.people.roster import commands, payloads, permissions, rules  # noqa: F401
from participation.people.roster.commands import FreshBadge, NewPerson
from participation.people.roster.forms import (
    BadgeActForm,
    FirstNameForm,
    PersonForm,
    RoleForm,
    SearchForm,
    WithdrawRoleForm,
)

bp = Blueprint("roster", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/organise")
def people_page() -> Answer:
    form, wanted = _search()
    found = payloads.people_at_the_desk(present_actor(), wanted, request.args.get("page"))
    return render_template(
        "organise/people.html", people=found, form=form, searched=wanted != payloads.Wanted()
    )


@bp.get("/organise/people/new")
def new_person_page() -> Answer:
    return _new_person_page(PersonForm(formdata=None, command_id=new_id()))


@bp.post("/organise/people/new")
def register_page() -> Answer:
    form = PersonForm()
    try:
        form.checked()
        told = NewPerson(
            form.kind.data or "",
            form.shown_name,
            form.language.data or "",
            form.organisation.data or None,
            form.birth_date.data,
            form.role.data or None,
            form.first_name.data or "",
        )
        return _fresh_badge_page(commands.register(present_actor(), told, form.once))
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _new_person_page(form, refusal)


@bp.get("/organise/people/<person_id>")
def person_page(person_id: str) -> Answer:
    return _person_page(person_id)


@bp.post("/organise/people/<person_id>/first-name")
def first_name_page(person_id: str) -> Answer:
    try:
        form = cast(FirstNameForm, FirstNameForm.of_page())
        commands.correct_first_name.once(
            form.once, present_actor(), person_id, form.first_name.data or ""
        )
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _person_page(person_id, refusal)
    return redirect(url_for("roster.person_page", person_id=person_id), 303)


@bp.post("/organise/people/<person_id>/roles")
def give_role_page(person_id: str) -> Answer:
    try:
        form = cast(RoleForm, RoleForm.of_page())
        session_id = form.session.data or None
        commands.name_for_role.once(
            form.once, present_actor(), person_id, form.role.data or "", session_id
        )
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _person_page(person_id, refusal)
    return redirect(url_for("roster.person_page", person_id=person_id), 303)


@bp.post("/organise/roles/withdraw")
def withdraw_role_page() -> Answer:
    form = cast(WithdrawRoleForm, WithdrawRoleForm.of_page())
    people.withdraw_role.once(
        form.once,
        present_actor(),
        form.person.data or "",
        form.role.data or "",
        form.session.data or None,
    )
    return redirect(came_from() or url_for("roster.people_page"), 303)


@bp.post("/organise/people/<person_id>/badge")
def badge_act_page(person_id: str) -> Answer:
    form = cast(BadgeActForm, BadgeActForm.of_page())
    if form.then.data == "renew":
        return _fresh_badge_page(commands.renew_badge(present_actor(), person_id, form.once))
    commands.revoke_badge.once(form.once, present_actor(), person_id)
    return redirect(url_for("roster.person_page", person_id=person_id), 303)


@bp.get("/organise/cards")
def cards_page() -> Answer:
    queries.require_confirmed(present_actor())
    form, wanted = _search()
    found = [told for told in payloads.everybody(present_actor(), wanted) if told["badge"]]
    return render_template("organise/cards.html", people=found, form=form)


@bp.get("/organise/cards/<badge_id>")
def card(badge_id: str) -> Answer:
    actor = present_actor()
    person = payloads.one_person(actor, queries.card_to_print(actor, badge_id).person_id)
    return render_template("organise/card.html", person=person)


@bp.get("/organise/cards/<badge_id>/qr.svg")
def card_qr(badge_id: str) -> Answer:
    token = tokens.sign("badge", queries.card_to_print(present_actor(), badge_id).id)
    return Response(qr_svg(f"{settings().url}/badge/{token}"), mimetype="image/svg+xml")


def _search() -> tuple[SearchForm, payloads.Wanted]:
    form = SearchForm.of_address(request.args)
    wanted = payloads.Wanted(form.q.data or "", form.role.data or "", form.kind.data or "")
    return form, wanted


def _new_person_page(form: PersonForm, refusal: Refusal | None = None) -> Answer:
    page = render_template(
        "organise/new_person.html",
        form=form,
        example=names.name_of(names.ALL[0]),
        organisations=payloads.organisations_to_choose(present_actor().locale),
        roles=[*rules.FOR_EVENT["child"], *rules.FOR_EVENT["adult"]],
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _person_page(person_id: str, refusal: Refusal | None = None) -> Answer:
    actor = present_actor()
    person = payloads.one_person_at_the_desk(actor, person_id)
    page = render_template(
        "organise/person.html",
        person=person,
        sessions=payloads.sessions_to_choose(actor),
        event_roles=_not_yet_held(person),
        adults=adults_of(person_id),
        accompanying=accompanying_adults(),
        session_roles=rules.roles_for(person["kind"], one_session=True),
        press=new_id,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _not_yet_held(person: dict[str, Any]) -> list[str]:
    held = {role["role"] for role in person["roles"] if role["session"] is None}
    return [role for role in rules.roles_for(person["kind"], one_session=False) if role not in held]


def _fresh_badge_page(fresh: FreshBadge) -> Answer:
    person = payloads.one_person_at_the_desk(present_actor(), fresh.person_id)
    return render_template("organise/fresh_badge.html", person=person, secret=fresh.secret)
