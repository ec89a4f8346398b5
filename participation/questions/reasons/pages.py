"""The page on which the children who lead a session keep its reasons; it works without a script."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.floor.queries import state_of
from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.frames import frame_data
from participation.foundation.languages import Words
from participation.foundation.pages import present_actor
from participation.foundation.policies import allows, require
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.refusals import NotFound, Refusal
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for
from participation.questions.reasons import (  # noqa: F401 - each declares what it adds
    commands,
    payloads,
    permissions,
    receipts,
    rules,
)
from participation.questions.reasons.forms import ArrangeForm, WriteReasonForm
from participation.questions.reasons.models import KIND, LONGEST

bp = Blueprint("reasons", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/sessions/<slug>/reasons")
def reasons_page(slug: str) -> Answer:
    actor = present_actor()
    session = _session(actor, slug)
    words = payloads.to_write_anew(session, actor, request.args.get("again"))
    return _page(session, actor, words, more=request.args.get("more"))


@bp.post("/sessions/<slug>/reasons")
def write(slug: str) -> Answer:
    actor = present_actor()
    session, form = _session(actor, slug), WriteReasonForm()
    try:
        form.checked()
        if form.reason.data:
            commands.write.once(form.once, actor, session.id, form.words, None, form.reason.data)
            return redirect(url_for("reasons.reasons_page", slug=slug, _anchor="own"), 303)
        code = new_code(KIND, actor.holder, form.once)
        commands.write.once(form.once, actor, session.id, form.words, stub_of(code))
    except Refusal as refusal:
        return _page(session, actor, form.words, refusal, at="write", more=form.reason.data)
    # No address leads to a receipt: its code is told once, and again to the same page alone.
    return _page(session, actor, {}, told=told_with(code))


@bp.post("/sessions/<slug>/reasons/list")
def arrange(slug: str) -> Answer:
    actor = present_actor()
    session, form = _session(actor, slug), cast(ArrangeForm, ArrangeForm.of_page())
    reason = form.reason.data or ""
    try:
        _arrange(session, actor, form, reason)
    except NotFound:
        pass  # somebody was a moment faster: the page shows how the list stands now
    except Refusal as refusal:
        return _page(session, actor, {}, refusal, at=reason)
    return redirect(url_for("reasons.reasons_page", slug=session.slug, _anchor=reason), 303)


def _arrange(session: ConferenceSession, actor: Actor, form: ArrangeForm, reason: str) -> None:
    if form.then.data == "place":
        commands.place.once(form.once, actor, session.id, reason, form.before.data or None)
    elif form.then.data == "take_back":
        commands.take_back.once(form.once, actor, reason)
    else:
        commands.offer.once(form.once, actor, session.id, reason, form.then.data == "offer")


def _session(actor: Actor, slug: str) -> ConferenceSession:
    session = session_for(actor, slug)
    require(permissions.POLICIES["reasons.reasons_page"], actor, session.id)
    return session


def _page(
    session: ConferenceSession,
    actor: Actor,
    words: Words,
    refusal: Refusal | None = None,
    at: str = "",
    told: dict[str, str] | None = None,
    more: str | None = None,
) -> Answer:
    """The list; `more` is the one of her own that gets another language."""
    keeps = permissions.POLICIES["reasons.arrange"]
    is_keeper = allows(keeps, actor, session.id)
    reasons = payloads.listed(session, actor)
    bundle = "reasons"
    frame = frame_data(actor, "moderator" if is_keeper else "facilitator", bundle)
    page = render_template(
        "questions/reasons.html",
        session=session,
        reasons=reasons,
        added_to=next((one for one in reasons if one.id == more and one.lacks), None),
        page_data=frame | {"session": {"slug": session.slug, "languages": session.languages}},
        bundle=bundle,
        unread=payloads.unread(session, actor),
        is_keeper=is_keeper,
        may_change=is_keeper and state_of(session.id) in keeps.phase,
        words=words,
        error=refusal.message if refusal else None,
        error_at=at,
        told=told,
        longest=LONGEST,
        most=rules.MOST,
        press=new_id,
    )
    return page, refusal.status if refusal else 200
