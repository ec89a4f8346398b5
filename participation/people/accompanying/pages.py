"""The door where an adult is named for a child."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation.pages import present_actor
from participation.people.accompanying import commands, permissions  # noqa: F401
from participation.people.accompanying.forms import AccompanyingForm

bp = Blueprint("accompanying", __name__)


@bp.post("/organise/people/<person_id>/accompanying")
def accompanying_act_page(person_id: str) -> BaseResponse:
    form = cast(AccompanyingForm, AccompanyingForm.of_page())
    act = commands.name_adult if form.then.data == "begin" else commands.end_accompanying
    act.once(form.once, present_actor(), person_id, form.adult.data or "")
    return redirect(url_for("roster.person_page", person_id=person_id), 303)
