"""The plain door: a vote without JavaScript."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.pages import present_actor
from participation.polls import commands, permissions, queries  # noqa: F401 - the table first
from participation.polls.forms import CastPageForm
from participation.programme.queries import session_for

bp = Blueprint("polls", __name__)


@bp.post("/sessions/<slug>/vote")
def cast_page(slug: str) -> BaseResponse:
    actor = present_actor()
    session = session_for(actor, slug)
    form = cast(CastPageForm, CastPageForm.of_page())
    n = queries.next_n(form.poll_id, actor.holder)
    commands.cast_ballots.one(commands.Cast(actor, form.poll_id, form.chosen, n, form.once))
    return redirect(url_for("live.room_page", slug=session.slug), 303)
