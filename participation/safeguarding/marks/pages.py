"""The editor of the lists: add, take out, put back, and try what would be marked."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.people.refusals import ConfirmFirst
from participation.safeguarding.marks import commands, permissions, queries  # noqa: F401
from participation.safeguarding.marks.forms import AddForm, EntryForm, ListForm, TryForm, WhichForm
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.rules import ListKind, find_marks

bp = Blueprint("marks", __name__, url_prefix="/organise/lists")

Answer = str | Response | tuple[str, int]


@bp.get("")
def lists_page() -> Answer:
    return _page(WhichForm.of_address(request.args, present_actor().locale))


@bp.post("/try")
def try_page() -> Answer:
    """What would be marked in this sentence; it is kept nowhere."""
    form = TryForm()
    try:
        form.checked()
    except Refusal as refusal:
        return _page(form, tried=form, refusal=refusal)
    return _page(form, tried=form)


@bp.post("/add")
def add_page() -> Answer:
    form = AddForm()
    try:
        form.checked()
        commands.add_words.once(form.once, present_actor(), *form.which, form.words.data or "")
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _page(form, adding=form, refusal=refusal)
    return _to(form)


@bp.post("/take-out")
def take_out_page() -> Answer:
    form = cast(EntryForm, EntryForm.of_page())
    actor, spelled = present_actor(), form.spelled.data or ""
    commands.take_out_words.once(form.once, actor, *form.which, spelled)
    return _to(form)


@bp.post("/put-back")
def put_back_page() -> Answer:
    form = cast(EntryForm, EntryForm.of_page())
    actor, spelled = present_actor(), form.spelled.data or ""
    commands.put_back_words.once(form.once, actor, *form.which, spelled)
    return _to(form)


def _page(
    which: ListForm,
    tried: TryForm | None = None,
    adding: AddForm | None = None,
    refusal: Refusal | None = None,
) -> Answer:
    kind, language = which.which
    entries = queries.lists().get((kind, language), [])
    text, lang = (tried.text.data or "", tried.text_lang.data or "en") if tried else ("", language)
    marks = find_marks(text, lang, queries.knowledge()) if text and not refusal else []
    page = render_template(
        "organise/lists.html",
        kind=kind,
        list_language=language,
        kinds=[*ListKind],
        in_use=[entry for entry in entries if entry.in_use],
        taken_out=[entry for entry in entries if not entry.in_use],
        adding=adding or AddForm(formdata=None),
        trying=tried or TryForm(formdata=None, text_lang=language),
        tried=marked_parts(text, lang, marks) if text and not refusal else None,
        found=bool(marks),
        error=refusal.message if refusal else None,
    )
    return page, refusal.status if refusal else 200


def _to(form: ListForm) -> Answer:
    kind, language = form.which
    return redirect(url_for("marks.lists_page", kind=kind, language=language) + "#list", 303)
