"""Doors of the audit log: the whole of it, and who looked at one's own."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from participation.foundation.audit import Part
from participation.foundation.pages import present_actor
from participation.people.audit import commands, payloads, permissions, queries  # noqa: F401
from participation.people.audit.forms import LogForm

bp = Blueprint("audit", __name__)


@bp.get("/organise/audit")
def log_page() -> str:
    actor, form = present_actor(), LogForm.of_address(request.args)
    if Part.SAFETY in queries.parts_for(actor):
        commands.note_reading(actor)
    found = queries.rows_for(actor, form.day.data, form.what.data or None, form.before.data)
    return render_template(
        "organise/audit.html",
        rows=payloads.log_rows(found),
        form=form,
        more=found[-1].id if len(found) == queries.AT_ONCE else None,
    )


@bp.get("/accesses")
def own_page() -> str:
    found = queries.readings_of(str(present_actor().person_id))
    return render_template("people/accesses.html", rows=payloads.own_rows(found))
