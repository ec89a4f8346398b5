"""The book of papers, for everybody: it needs no sign-in, no script and no cookie."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request

from participation.foundation.forms import ID
from participation.foundation.frames import frame_data
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.foundation.versions import desk_version
from participation.papers import permissions  # noqa: F401 - the table is declared first
from participation.papers.book import files, payloads
from participation.papers.book.queries import Reader
from participation.papers.book.refusals import NoPrinter, NotInTheBook, StillPrinting
from participation.papers.models import Visibility
from participation.papers.opening.queries import hides_who_wrote

bp = Blueprint("book", __name__)

Answer = str | tuple[str, int]
# A page that waits for the file asks for it again so soon; its question waits there in turn.
ASKS_AGAIN_S = 5


@bp.url_value_preprocessor
def look_at_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What stands in an address where an id belongs has the form of one. Refusal: NotInTheBook."""
    if values and not re.fullmatch(ID, values.get("paper_id", "0" * 32)):
        raise NotInTheBook


@bp.get("/book")
def book_page() -> str:
    reader = Reader.of(present_actor())
    found = payloads.book_list(reader, request.args.get("page"))
    is_wider = reader.level != Visibility.PUBLIC
    return render_template(
        "book/book.html", papers=found.rows, paged=found, is_wider=is_wider, **kept_true()
    )


@bp.get("/book/<paper_id>")
def paper_page(paper_id: str) -> Answer:
    actor = present_actor()
    reader = Reader.of(actor)
    try:
        return render_template(
            "book/paper.html",
            paper=payloads.book_paper(reader, paper_id),
            can_ask_who=actor.has("safeguarding") and hides_who_wrote(paper_id),
            **kept_true(),
        )
    except NotInTheBook as refusal:
        return _kind_no(refusal)


@bp.get("/book.html")
def page_file() -> Response:
    lang = present_actor().locale
    return _file(files.as_page(lang).encode(), "text/html; charset=utf-8", f"sawt-{lang}.html")


@bp.get("/book.pdf")
def pdf_file() -> Response:
    lang = present_actor().locale
    try:
        pdf = files.as_pdf(lang)
    except NoPrinter as refusal:
        return make_response(_kind_no(refusal))
    except StillPrinting as refusal:
        answer = make_response(_kind_no(refusal))
        answer.headers["Refresh"] = answer.headers["Retry-After"] = str(ASKS_AGAIN_S)
        return answer
    return _file(pdf, "application/pdf", f"sawt-{lang}.pdf")


def kept_true(bundle: str = "book") -> dict[str, Any]:
    """What keeps an open page true where there is a script: what is taken back leaves it too. For
    every page of papers that others may read."""
    data = frame_data(present_actor(), "book", bundle)
    state = {"version": desk_version("book"), "data": payloads.book_topic()}
    return {"bundle": bundle, "page_data": data | {"topics": {"book": state}}}


def _kind_no(refusal: Refusal) -> tuple[str, int]:
    """What there is instead, with the ways to the rest of the book."""
    is_pdf = isinstance(refusal, NoPrinter | StillPrinting)
    page = render_template("book/not_here.html", sentence=refusal.message, is_pdf=is_pdf)
    return page, refusal.status


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = current_app.response_class(content, content_type=kind)
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
