"""From the papers' desk into the run sheet and back. All works without JavaScript."""

from __future__ import annotations

from typing import cast

from flask import render_template

from participation.floor.forms import PlaceForm
from participation.floor.pages import bp
from participation.floor.run_sheet import commands, payloads
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal
from participation.papers.book.pages import kept_true
from participation.papers.curation.pages import to_paper, wanted
from participation.papers.pages import Answer


@bp.get("/curate/<paper_id>/run-sheet")
def places_page(paper_id: str) -> Answer:
    return _page(paper_id)


@bp.post("/curate/<paper_id>/run-sheet")
def place_page(paper_id: str) -> Answer:
    actor, form = present_actor(), cast(PlaceForm, PlaceForm.of_page())
    try:
        commands.pin_paper.once(form.once, actor, form.item_id, paper_id, form.held)
    except Refusal as refusal:
        return _page(paper_id, refusal)
    return to_paper(paper_id)


def _page(paper_id: str, refusal: Refusal | None = None) -> Answer:
    page = render_template(
        "papers/run_sheet.html",
        **payloads.places_of(present_actor(), paper_id),
        asked=wanted(),
        error=refusal.message if refusal else None,
        **kept_true(),
    )
    return page, refusal.status if refusal else 200
