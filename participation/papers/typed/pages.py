"""Pages of an adult who types for children. All work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from flask import redirect, render_template, url_for

from participation.foundation.actors import Actor
from participation.foundation.frames import frame_data
from participation.foundation.pages import present_actor
from participation.foundation.refusals import NotFound, NotNow, Refusal, sentence
from participation.foundation.versions import desk_version
from participation.papers.commands import save_draft
from participation.papers.forms import PaperForm
from participation.papers.pages import Answer, bp, filled
from participation.papers.rules import NOTHING, Draft
from participation.papers.typed.commands import type_for_child, undo_typing
from participation.papers.typed.forms import TypeForForm, TypeForm
from participation.papers.typed.payloads import typed_draft, typing_topic
from participation.papers.writing.merging import lines_of

NO_SUCH_NUMBER = sentence("This number is nobody’s here. Please ask the child once more.")
UNDO_TOO_LATE = sentence("Something was done in it by now. The child can take it back at any time.")


@bp.get("/curate/typing")
def typing_page() -> Answer:
    return _list(_new_form(present_actor()))


@bp.post("/curate/typing")
def type_for_page() -> Answer:
    """The child told this adult her number: a paper of hers begins, which the adult types."""
    actor, form = present_actor(), TypeForForm()
    try:
        form.checked()
        begun = type_for_child.once(form.once, actor, *form.asked)
    except Refusal as refusal:
        return _list(form, refusal)
    return redirect(url_for("papers.typed_page", paper_id=begun["paper"]), 303)


@bp.get("/curate/typing/<paper_id>")
def typed_page(paper_id: str) -> Answer:
    return _sheet(paper_id)


@bp.post("/curate/typing/<paper_id>")
def type_page(paper_id: str) -> Answer:
    """Keeps what was typed; `then` `undo` takes back what was begun for another child. What came
    after the paper was the child's alone is read once more, so that it can be said to her."""
    actor, step = present_actor(), cast(TypeForm, TypeForm.of_page())
    form = PaperForm()
    try:
        if step.is_undone:
            undo_typing.once(step.once, actor, paper_id)
            return redirect(url_for("papers.typing_page"), 303)
        form.checked()
        save_draft(actor, paper_id, *form.draft, form.seen)
    except NotFound as refusal:
        unkept = [] if step.is_undone else _typed_since(Draft(*form.draft), form.was or NOTHING)
        if not unkept:
            raise
        return _list(_new_form(actor), refusal, unkept)
    except Refusal as refusal:
        return _sheet(paper_id, None if step.is_undone else form, refusal)
    return redirect(url_for("papers.typed_page", paper_id=paper_id), 303)


def _new_form(actor: Actor) -> TypeForForm:
    form = TypeForForm(formdata=None)
    form.lang.data = actor.locale
    return form


def _typed_since(written: Draft, was: Draft) -> list[str]:
    """The lines that are not in the text which this one went on from."""
    before = {was.title, *lines_of(was.body)}
    return [
        line
        for line in (written.title, *lines_of(written.body))
        if line.strip() and line not in before
    ]


def _list(form: TypeForForm, refusal: Refusal | None = None, unkept: Sequence[str] = ()) -> Answer:
    actor = present_actor()
    page = _typing_desk(actor)
    shown = render_template(
        "papers/typing.html",
        papers=page["topics"]["typing"]["data"]["papers"],
        form=form,
        error=NO_SUCH_NUMBER if refusal and not unkept else None,
        unkept=unkept,
        page_data=page,
        bundle="typing",
    )
    return shown, refusal.status if refusal else 200


def _sheet(paper_id: str, form: PaperForm | None = None, refusal: Refusal | None = None) -> Answer:
    """The sheet on which the adult types, with the words of a form that was refused, and why."""
    actor = present_actor()
    paper = typed_draft(actor, paper_id)
    form, moved_on = filled(actor, paper, form, refusal)
    error = UNDO_TOO_LATE if isinstance(refusal, NotNow) else refusal and refusal.message
    page = render_template(
        "papers/typed.html",
        paper=paper,
        form=form,
        moved_on=moved_on,
        error=error,
        page_data=_typing_desk(actor) | {"paper": paper},
        bundle="typing",
    )
    return page, refusal.status if refusal else 200


def _typing_desk(actor: Actor) -> dict[str, Any]:
    # The version is read first: data may be newer than it says, never older.
    version = desk_version(f"typing:{actor.person_id}")
    data = typing_topic(actor.person_id or "")
    return frame_data(actor, "typing", "typing") | {
        "topics": {"typing": {"version": version, "data": data}}
    }
