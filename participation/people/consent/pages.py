"""Pages of consent and assent: a child's own, the organisers' list, the facilitators' ready list.

All work without JavaScript.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.forms import InputForm
from participation.foundation.pages import came_from, present_actor
from participation.foundation.policies import require
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.refusals import NotFound, Refusal
from participation.people.consent import (  # noqa: F401 - each declares what it adds
    commands,
    names,
    payloads,
    permissions,
    queries,
    receipts,
    texts,
)
from participation.people.consent.forms import (
    AnswerForm,
    DialForm,
    PersonForm,
    PickNameForm,
    RecordForm,
    SearchForm,
)
from participation.people.consent.models import FIRST_NAME_KIND, NAME_KIND
from participation.people.consent.rules import ASKED, asks_for_first_name
from participation.people.models import Person
from participation.people.refusals import ConfirmFirst
from participation.programme.queries import session_for

bp = Blueprint("consent", __name__)

Answer = str | Response | tuple[str, int]
NAMES_OFFERED = 6


def first_page_of(person_id: str | None) -> str:
    """Where somebody goes who has just signed in: a child reads first what she says yes or no to,
    once for each version of the words."""
    child = queries.child(person_id)
    asked = child is not None and queries.is_to_be_asked(child)
    return url_for("consent.assent_page" if asked else "programme.welcome")


@bp.get("/assent")
def assent_page() -> Answer:
    form = AnswerForm(formdata=None, version=texts.newest(), lang=present_actor().locale)
    return _step(form)


@bp.post("/assent")
def answer_page() -> Answer:
    form = cast(AnswerForm, AnswerForm.of_page())
    if not form.is_whole:
        return _step(form)
    actor = present_actor()
    code = new_code(FIRST_NAME_KIND, actor.holder, form.once)
    said = (form.version.data or "", form.language, form.choices)
    try:
        commands.give_assent.once(form.once, actor, *said, stub_of(code))
    except Refusal as refusal:
        again = AnswerForm(formdata=None, version=texts.newest(), lang=form.language)
        return _step(again, refusal)
    if asks_for_first_name(form.choices.that_count):
        # No address leads to a receipt: its code is told once, and again to the same page alone.
        return _own_page(told=told_with(code))
    return redirect(url_for("consent.own_page"), 303)


@bp.get("/me")
def own_page() -> Answer:
    return _own_page()


@bp.post("/me/take-back")
def take_back_page() -> Answer:
    form = InputForm.of_page()
    commands.take_back_assent.once(form.once, present_actor())
    return redirect(url_for("consent.own_page"), 303)


@bp.post("/me/dial")
def dial_page() -> Answer:
    form = cast(DialForm, DialForm.of_page())
    try:
        commands.turn_dial.once(form.once, present_actor(), form.to)
    except Refusal as refusal:
        return _own_page(refusal)
    return redirect(url_for("consent.own_page"), 303)


@bp.post("/me/name")
def name_page() -> Answer:
    form = cast(PickNameForm, PickNameForm.of_page())
    actor = present_actor()
    try:
        if form.pick.data:
            commands.pick_name.once(form.once, actor, form.pick.data)
            return redirect(url_for("consent.own_page"), 303)
        code = new_code(NAME_KIND, actor.holder, form.once)
        commands.wish_name.once(form.once, actor, form.name.data or "", actor.locale, stub_of(code))
    except Refusal as refusal:
        return _own_page(refusal)
    return _own_page(told=told_with(code))


@bp.get("/organise/consent")
def list_page() -> Answer:
    return _list_page()


@bp.post("/organise/consent/record")
def record_page() -> Answer:
    form = cast(RecordForm, RecordForm.of_page())
    try:
        commands.record_consent.once(
            form.once,
            present_actor(),
            form.person.data or "",
            form.kind.data or "",
            form.version.data or "",
            form.note.data,
        )
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _list_page(refusal)
    return _back_to_the_list()


@bp.post("/organise/consent/withdraw")
def withdraw_page() -> Answer:
    form = cast(PersonForm, PersonForm.of_page())
    commands.withdraw_consent.once(form.once, present_actor(), form.person.data or "")
    return _back_to_the_list()


@bp.get("/sessions/<slug>/ready")
def ready_page(slug: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    require(permissions.POLICIES["consent.ready_page"], actor, session.id)
    return render_template(
        "consent/ready.html", session=session, children=payloads.ready_list(session.id)
    )


def _step(form: AnswerForm, refusal: Refusal | None = None) -> Answer:
    """The next thought to read or the next thing to answer; one at a time."""
    child = _child(present_actor())
    text = texts.assent_text(texts.newest(), child.age_band, form.language)
    read, said = form.thoughts_read, form.answers
    thoughts: list[str] = text["thoughts"]
    asked = None
    if read >= len(thoughts):
        asked = text["question"] if not said else text["choices"][ASKED[len(said)]]
    page = render_template(
        "consent/assent.html",
        text=text,
        thought=thoughts[read] if asked is None else None,
        asked=asked,
        is_first=not read and not said,
        is_question=asked is not None and not said,
        read=min(read + 1, len(thoughts)),
        said=said,
        version=form.version.data,
        text_lang=form.language,
        press=new_id,
        step=read + len(said) + 1,
        steps=len(thoughts) + len(ASKED),
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _own_page(refusal: Refusal | None = None, told: dict[str, str] | None = None) -> Answer:
    actor = present_actor()
    child = _child(actor)
    page = render_template(
        "consent/me.html",
        me=payloads.own_choices(child.id, actor.locale),
        offered=names.offered(queries.names_taken(), NAMES_OFFERED),
        form=PickNameForm(formdata=None),
        told=told,
        press=new_id,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _list_page(refusal: Refusal | None = None) -> Answer:
    actor = present_actor()
    is_lead = actor.has("safeguarding")
    form = SearchForm.of_address(request.args)
    wanted = payloads.Wanted(form.q.data or "", bool(form.waiting.data))
    children = payloads.consent_list(wanted, request.args.get("page"), with_reasons=is_lead)
    if is_lead and children.rows:
        only = children.rows[0]["id"] if len(children.rows) == 1 else None
        commands.note_reading_reasons(actor, only)
    page = render_template(
        "consent/list.html",
        children=children,
        form=form,
        searched=wanted != payloads.Wanted(),
        text=texts.consent_text(texts.newest_consent(), actor.locale),
        version=texts.newest_consent(),
        is_lead=is_lead,
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _back_to_the_list() -> Response:
    """To the very page of the list on which a button was pressed."""
    before, own = came_from(), url_for("consent.list_page")
    return redirect(before if before and urlsplit(before).path == own else own, 303)


def _child(actor: Actor) -> Person:
    """The child whose card this browser is signed in with. Refusal: NotFound for an adult."""
    child = queries.child(actor.person_id)
    if child is None:
        raise NotFound
    return child
