"""Pages of papers: a child's own, and the facilitators' desk. All work without JavaScript."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from participation.foundation.actors import Actor
from participation.foundation.forms import ID
from participation.foundation.frames import frame_data
from participation.foundation.languages import in_language
from participation.foundation.pages import present_actor
from participation.foundation.refusals import NotFound, Refusal
from participation.foundation.versions import versions_of
from participation.papers import commands, payloads, permissions, queries, rules  # noqa: F401
from participation.papers.forms import (
    DecideForm,
    PaperForm,
    SelectForm,
    StartForm,
    StepForm,
    offered,
)
from participation.papers.refusals import DraftMovedOn
from participation.programme.models import SessionKind
from participation.programme.queries import session_for, sessions

bp = Blueprint("papers", __name__)

Answer = str | Response | tuple[str, int]


@bp.url_value_preprocessor
def look_at_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What stands in an address where an id belongs has the form of one. Refusal: NotFound."""
    if values and not re.fullmatch(ID, values.get("paper_id", "0" * 32)):
        raise NotFound


@bp.get("/papers")
def papers_page() -> Answer:
    actor = present_actor()
    page = _own_desk(actor)
    return render_template(
        "papers/papers.html",
        papers=page["topics"]["papers"]["data"]["papers"],
        form=StartForm(),
        page_data=page,
        bundle="papers",
    )


@bp.post("/papers")
def start_page() -> Answer:
    form = cast(StartForm, StartForm.of_page())
    started = commands.start_paper.once(form.once, present_actor(), form.lang.data or None)
    return _to_paper(started["paper"])


@bp.get("/papers/<paper_id>")
def paper_page(paper_id: str) -> Answer:
    return _paper_page(paper_id)


@bp.post("/papers/<paper_id>")
def write_page(paper_id: str) -> Answer:
    """One address for every button of the page; `then` says which."""
    actor, step = present_actor(), cast(StepForm, StepForm.of_page())
    if step.step in ("save", "submit"):
        return _write(actor, paper_id, step)
    try:
        _take_step(actor, paper_id, step)
    except Refusal as refusal:
        return _paper_page(paper_id, refusal=refusal)
    return _to_paper(paper_id)


@bp.get("/curate")
def curate_page() -> Answer:
    return render_template(
        "papers/curate.html",
        papers=payloads.desk_list(),
        page_data=_shared_desk(present_actor()),
        bundle="curate",
    )


@bp.get("/curate/<paper_id>")
def curate_paper_page(paper_id: str) -> Answer:
    return _desk_page(paper_id)


@bp.post("/curate/<paper_id>")
def decide_page(paper_id: str) -> Answer:
    """`then` says which button: take up, or select for a session."""
    actor, form = present_actor(), cast(DecideForm, DecideForm.of_page())
    try:
        _decide(actor, paper_id, form)
    except Refusal as refusal:
        return _desk_page(paper_id, refusal)
    return redirect(url_for("papers.curate_paper_page", paper_id=paper_id), 303)


def _write(actor: Actor, paper_id: str, step: StepForm) -> Answer:
    """Save, and send where that button was pressed; a no keeps every word in the page."""
    form = PaperForm()
    try:
        form.checked()
        commands.save_draft(actor, paper_id, *form.draft, form.seen)
        if step.step == "submit":
            commands.submit_paper.once(step.once, actor, paper_id)
    except Refusal as refusal:
        return _paper_page(paper_id, form, refusal)
    return _to_paper(paper_id)


def _take_step(actor: Actor, paper_id: str, step: StepForm) -> None:
    if step.step == "confirm":
        commands.confirm_paper.once(step.once, actor, paper_id, step.reader)
    elif step.step == "stay":
        commands.say_yes_again.once(step.once, actor, paper_id)
    elif step.step == "take_back":
        commands.take_back.once(step.once, actor, paper_id)
    else:
        commands.bring_back.once(step.once, actor, paper_id)


def _decide(actor: Actor, paper_id: str, form: DecideForm) -> None:
    if form.decision == "take_up":
        commands.take_up_paper.once(form.once, actor, paper_id)
        return
    chosen = cast(SelectForm, SelectForm.of_page())
    session = session_for(actor, chosen.slug)
    commands.select_paper.once(form.once, actor, paper_id, session.id)


def _paper_page(
    paper_id: str, form: PaperForm | None = None, refusal: Refusal | None = None
) -> Answer:
    actor = present_actor()
    paper = payloads.own_paper(actor, paper_id)
    kept = {name: paper[name] for name in ("title", "body", "lang")}
    if form is None:
        form = PaperForm(formdata=None, data=kept | {"base": paper["version"]})
    moved_on = refusal.state if isinstance(refusal, DraftMovedOn) else None
    if moved_on is not None:
        # Both texts are on the page now: saving once more is a choice, no accident.
        form.base.raw_data, form.base.data = None, moved_on["version"]
    page = render_template(
        "papers/paper.html",
        paper=paper,
        form=form,
        step=StepForm(formdata=None),
        moved_on=moved_on,
        error=refusal.message if refusal else None,
        page_data=_own_desk(actor) | {"paper": paper},
        bundle="papers",
    )
    return page, refusal.status if refusal else 200


def _desk_page(paper_id: str, refusal: Refusal | None = None) -> Answer:
    actor = present_actor()
    sent = queries.sent_paper(actor, paper_id)
    paper = payloads.desk_paper(sent)
    page = render_template(
        "papers/curate_paper.html",
        paper=paper,
        paragraphs=paper["paragraphs"],
        can_take_up=rules.after("take_up", sent.state) is not None and actor.is_facilitator,
        form=_select_form(actor) if rules.after("select", sent.state) else None,
        error=refusal.message if refusal else None,
        page_data=_shared_desk(actor),
        bundle="curate",
    )
    return page, refusal.status if refusal else 200


def _select_form(actor: Actor) -> SelectForm | None:
    """The sessions that this facilitator may choose a paper for."""
    form = SelectForm(formdata=None)
    form.session.choices = offered(
        (session.slug, in_language(session.title, actor.locale))
        for session in sessions()
        if session.kind != SessionKind.CLOSED and actor.has("facilitator", session.id)
    )
    return form if form.session.choices else None


def _own_desk(actor: Actor) -> dict[str, Any]:
    # The version is read first: data may be newer than it says, never older.
    version = _version(f"desk:mine:{actor.person_id}")
    data = payloads.papers_topic(actor.person_id or "")
    return frame_data(actor, "papers", "papers") | {
        "topics": {"papers": {"version": version, "data": data}}
    }


def _shared_desk(actor: Actor) -> dict[str, Any]:
    version = _version("desk:curation")
    return frame_data(actor, "curation", "curate") | {
        "topics": {"curation": {"version": version, "data": payloads.curation_topic()}}
    }


def _version(scope: str) -> int:
    return versions_of([scope]).get((scope, "desk"), 0)


def _to_paper(paper_id: str) -> Answer:
    return redirect(url_for("papers.paper_page", paper_id=paper_id), 303)
