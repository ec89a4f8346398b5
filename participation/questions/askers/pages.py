"""The door to who asked."""

from __future__ import annotations

from flask import Blueprint, render_template

from participation.foundation.pages import present_actor
from participation.people.access.commands import use_access
from participation.questions.askers import payloads
from participation.questions.askers.permissions import WHO_ASKED

bp = Blueprint("askers", __name__)


@bp.get("/organise/askers/<request_id>")
def asker_page(request_id: str) -> str:
    actor = present_actor()
    question_id = use_access(actor, request_id, WHO_ASKED.name)["subject"]
    told = payloads.asker(actor, question_id)
    return render_template("organise/asker.html", told=told, request_id=request_id)
