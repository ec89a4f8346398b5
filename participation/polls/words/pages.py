"""The plain door: words without JavaScript."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, render_template
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.pages import present_actor
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.polls.queries import next_n
from participation.polls.words import commands, permissions  # noqa: F401 - the table first
from participation.polls.words.forms import SayPageForm
from participation.polls.words.models import KIND
from participation.programme.queries import session_for

bp = Blueprint("words", __name__)


@bp.post("/sessions/<slug>/words")
def say_page(slug: str) -> str | BaseResponse:
    actor = present_actor()
    session = session_for(actor, slug)
    form = cast(SayPageForm, SayPageForm.of_page())
    code = new_code(KIND, actor.holder, form.once)
    n = next_n(form.poll_id, actor.holder)
    commands.say_words.one(
        commands.Saying(actor, form.poll_id, form.said, n, {}, stub_of(code), command_id=form.once)
    )
    # No address leads to a receipt: its code is told once, and again to the same page alone.
    return render_template("questions/receipt.html", session=session, told=told_with(code))
