"""The way to help: a page that works for anyone, leaves no trace and needs no script."""

from __future__ import annotations

from secrets import token_hex

from flask import Blueprint, render_template, request

from participation.foundation.pages import present_actor
from participation.people import tokens
from participation.safeguarding import payloads, permissions  # noqa: F401 - declared first
from participation.safeguarding.concerns.payloads import tell_form

bp = Blueprint("safeguarding", __name__)


@bp.get("/help")
def help_page() -> str:
    return render_template(
        "safeguarding/help.html",
        **payloads.help_page(present_actor().locale, request.args.get("in")),
        tell=tell_form(),
        page=tokens.sign("help-page", token_hex(16)),
    )
