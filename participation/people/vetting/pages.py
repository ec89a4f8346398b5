"""The organisers' page of the adults: who has brought what, and who lacks what."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.database import new_id
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.people.refusals import ConfirmFirst
from participation.people.vetting import commands, permissions  # noqa: F401 - declared first
from participation.people.vetting.forms import VettingForm
from participation.people.vetting.payloads import adults_list

bp = Blueprint("vetting", __name__)

Answer = str | BaseResponse | tuple[str, int]


@bp.get("/organise/adults")
def adults() -> Answer:
    return _page(None)


@bp.post("/organise/adults")
def record() -> Answer:
    form = VettingForm()
    try:
        form.checked()
        person_id = form.person.data or ""
        commands.record_vetting.once(form.once, present_actor(), person_id, form.brought)
    except ConfirmFirst:
        raise  # the page that asks for the password keeps what was typed
    except Refusal as refusal:
        return _page(form, refusal), refusal.status
    return redirect(url_for("vetting.adults", _anchor=f"adult-{form.person.data}"), 303)


def _page(form: VettingForm | None, refusal: Refusal | None = None) -> str:
    """The list; after a no, with what was typed still in its boxes."""
    return render_template(
        "organise/adults.html",
        adults=adults_list(present_actor()),
        typed=form,
        press=new_id,
        sentence=refusal.message if refusal else None,
    )
