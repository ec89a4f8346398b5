"""The plain doors: asking and "me too" without JavaScript, and the receipt."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.pages import present_actor
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.refusals import Refusal
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for
from participation.questions import (  # noqa: F401 - the table of permissions is declared first
    commands,
    permissions,
)
from participation.questions.forms import AskPageForm, QuestionForm
from participation.questions.models import KIND

bp = Blueprint("questions", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.post("/sessions/<slug>/ask")
def ask_page(slug: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    form = AskPageForm()
    try:
        form.checked()
        code = new_code(KIND, actor.holder, form.once)
        commands.ask.once(form.once, actor, session.id, *form.asked, stub_of(code))
    except Refusal as refusal:
        return _kept(session, form, refusal)
    # No address leads to a receipt: its code is told once, and again to the same page alone.
    return render_template("questions/receipt.html", session=session, told=told_with(code))


@bp.post("/sessions/<slug>/support")
def support_page(slug: str) -> Answer:
    actor = present_actor()
    session = session_for(actor, slug)
    form = cast(QuestionForm, QuestionForm.of_page())
    commands.support_questions.one(commands.MeToo(actor, form.question_id, form.once))
    return redirect(url_for("live.room_page", slug=session.slug), 303)


def _kept(session: ConferenceSession, form: AskPageForm, refusal: Refusal) -> Answer:
    """The no, with every word still in its box."""
    page = render_template(
        "questions/kept.html", session=session, form=form, sentence=refusal.message
    )
    return page, refusal.status
