"""The pair's own page: passphrase, the team's hours."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.frames import frame_data
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.people.queries import require_confirmed
from participation.people.refusals import ConfirmFirst
from participation.safeguarding.posts import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
    queries,
)
from participation.safeguarding.posts.forms import HoursForm, PassphraseForm
from participation.safeguarding.posts.refusals import PassphrasesDiffer

bp = Blueprint("posts", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/safety/post")
def post_page() -> Answer:
    actor = present_actor()
    post = queries.post_of(actor)
    if post is not None and post.public_key is None:
        require_confirmed(actor)  # before she types a passphrase, so that none is carried on
    return _page()


@bp.post("/safety/post")
def keep_passphrase() -> Answer:
    actor, form = present_actor(), PassphraseForm()
    post = queries.post_of(actor)
    try:
        form.checked()
        if form.new.data != form.again.data:
            raise PassphrasesDiffer
        if post is not None and post.public_key is not None:
            commands.change_passphrase(actor, form.old.data or "", form.new.data or "")
        else:
            commands.set_up(actor, form.new.data or "")
    except ConfirmFirst:
        raise
    except Refusal as refusal:
        return _page(refusal)
    return redirect(url_for("concerns.safety_page"), 303)


@bp.post("/safety/post/hours")
def keep_hours() -> Answer:
    form = cast(HoursForm, HoursForm.of_page())
    commands.set_hours.once(
        form.once,
        present_actor(),
        reads_from=form.reads_from.data or "",
        reads_until=form.reads_until.data or "",
        duty_phone=form.duty_phone.data or "",
        lead_within_s=form.lead_within_s.data or 0,
        deputy_within_s=form.deputy_within_s.data or 0,
    )
    return redirect(url_for("posts.post_page"), 303)


def _page(refusal: Refusal | None = None) -> Answer:
    actor = present_actor()
    page = render_template(
        "safeguarding/post.html",
        post=queries.post_of(actor),
        form=PassphraseForm(formdata=None),
        hours_form=HoursForm(formdata=None, obj=queries.hours()),
        error=refusal.message if refusal else None,
        page_data=frame_data(actor, "safety", "safety"),
        bundle="safety",
    )
    return page, refusal.status if refusal else 200
