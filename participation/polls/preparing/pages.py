"""The pages on which adults of a session prepare its polls; they work without a script."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.aside import in_thread
from participation.foundation.database import new_id
from participation.foundation.pages import present_actor
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, Refusal
from participation.polls.models import Poll
from participation.polls.preparing import commands, payloads, permissions, queries, rules
from participation.polls.preparing.forms import MoveForm, PictureForm, PrepareForm
from participation.polls.preparing.pictures import rebuilt
from participation.polls.queries import poll_for
from participation.polls.words.rules import MOST_WORDS
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for

bp = Blueprint("preparing", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/sessions/<slug>/polls")
def polls_page(slug: str) -> Answer:
    session = _session(slug)
    return render_template(
        "polls/list.html",
        session=session,
        steps=payloads.steps_with_polls(session.id),
        kinds=rules.KINDS,
        press=new_id,
    )


@bp.get("/sessions/<slug>/polls/new/<kind>")
def new_poll_page(slug: str, kind: str) -> Answer:
    session = _session(slug)
    if kind not in rules.KINDS:
        raise NotFound
    item = request.args.get("item")
    return _form(session, payloads.draft(rules.Written(kind, {}, item_id=item)))


@bp.post("/sessions/<slug>/polls")
def save_new_poll(slug: str) -> Answer:
    return _saved(_session(slug), None)


@bp.get("/sessions/<slug>/polls/<poll_id>")
def poll_page(slug: str, poll_id: str) -> Answer:
    session = _session(slug)
    poll = _poll(session, poll_id)
    return _form(session, payloads.draft(queries.written(poll), poll))


@bp.post("/sessions/<slug>/polls/<poll_id>")
def save_poll(slug: str, poll_id: str) -> Answer:
    return _saved(_session(slug), poll_id)


@bp.post("/sessions/<slug>/polls/<poll_id>/move")
def move_poll(slug: str, poll_id: str) -> Answer:
    session, form = _session(slug), cast(MoveForm, MoveForm.of_page())
    poll = _poll(session, poll_id)
    if form.way:
        commands.reorder_poll.once(form.once, present_actor(), poll.id, form.way)
    else:
        move = commands.make_ready if form.then.data == "ready" else commands.rework_poll
        move.once(form.once, present_actor(), poll.id)
    return redirect(url_for("preparing.polls_page", slug=slug, _anchor=poll_id), 303)


@bp.post("/sessions/<slug>/polls/<poll_id>/picture")
def put_picture(slug: str, poll_id: str) -> Answer:
    session, form = _session(slug), cast(PictureForm, PictureForm.of_page())
    poll = _poll(session, poll_id)
    file = request.files.get("picture")
    try:
        made = in_thread(rebuilt, file.read()) if file and file.filename else None
        commands.put_picture.once(
            form.once, present_actor(), poll.id, form.option.data or "", made, form.words
        )
    except Refusal as refusal:
        return _form(session, payloads.draft(queries.written(poll), poll), refusal)
    where = url_for("preparing.poll_page", slug=slug, poll_id=poll_id, _anchor="pictures")
    return redirect(where, 303)


@bp.get("/sessions/<slug>/pictures/<picture_id>")
def picture(slug: str, picture_id: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    require(permissions.POLICIES["preparing.picture"], actor, session.id)
    found = queries.picture_for(actor, session.id, picture_id)
    answer = Response(found.content, mimetype=found.kind)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer


def _saved(session: ConferenceSession, poll_id: str | None) -> Answer:
    """The draft is kept whatever is missing; where it was to be ready, the page says what is."""
    form, actor = cast(PrepareForm, PrepareForm.of_page()), present_actor()
    kept = commands.prepare_poll.once(form.once, actor, session.id, form.written, poll_id)
    try:
        if form.is_ready:
            commands.make_ready(actor, kept["poll"])
            where = url_for("preparing.polls_page", slug=session.slug, _anchor=kept["poll"])
            return redirect(where, 303)
    except Refusal as refusal:
        poll = poll_for(actor, kept["poll"])
        return _form(session, payloads.draft(queries.written(poll), poll), refusal)
    where = url_for("preparing.poll_page", slug=session.slug, poll_id=kept["poll"])
    return redirect(where, 303)


def _session(slug: str) -> ConferenceSession:
    actor = present_actor()
    session = session_for(actor, slug)
    require(permissions.POLICIES["preparing.polls_page"], actor, session.id)
    return session


def _poll(session: ConferenceSession, poll_id: str) -> Poll:
    poll = poll_for(present_actor(), poll_id)
    if poll.session_id != session.id:
        raise NotFound
    return poll


def _form(
    session: ConferenceSession, draft: payloads.Draft, refusal: Refusal | None = None
) -> Answer:
    page = render_template(
        "polls/form.html",
        session=session,
        draft=draft,
        items=queries.items_for_polls(session.id),
        missing=rules.missing(draft.written, session.languages) if draft.poll else [],
        error=refusal.message if refusal else None,
        limits=rules,
        most_words=MOST_WORDS,
        press=new_id,
    )
    return page, refusal.status if refusal else 200
