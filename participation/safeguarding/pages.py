"""The way to help: a page that works for anyone, leaves no trace and needs no script."""

from __future__ import annotations

from flask import Blueprint, render_template

from participation.foundation.pages import present_actor
from participation.safeguarding import payloads, permissions  # noqa: F401 - declared first

bp = Blueprint("safeguarding", __name__)


@bp.get("/help")
def help_page() -> str:
    return render_template("safeguarding/help.html", **payloads.help_page(present_actor().locale))
