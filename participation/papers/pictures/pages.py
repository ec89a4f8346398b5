"""The doors for a paper's pictures; all work without JavaScript. No address of a picture is access:
who may see it is asked with each request, and nothing keeps it in between."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, cast

from flask import Response, current_app, jsonify, redirect, request, url_for

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference
from participation.foundation.forms import ID
from participation.foundation.pages import present_actor, wants_json
from participation.foundation.pictures import PictureTooLarge
from participation.foundation.refusals import NotFound, Refusal
from participation.papers.commands import save_draft
from participation.papers.forms import PaperForm
from participation.papers.pages import Answer, bp, own_page
from participation.papers.pictures import commands, viewing
from participation.papers.pictures.forms import PicturesForm, told_words
from participation.papers.pictures.rules import LARGEST_BYTES
from participation.papers.pictures.telling import Kept, keep_words

ENDPOINT = "papers.pictures_page"
# A page that works without JavaScript sends its words beside the picture.
BESIDE = 1024 * 1024


@bp.url_value_preprocessor
def let_a_picture_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Here more may come than to other addresses, and what is larger is not read at all. Refusals:
    NotFound, PictureTooLarge."""
    if values and not re.fullmatch(ID, values.get("picture_id", "0" * 32)):
        raise NotFound
    if endpoint != ENDPOINT:
        return
    request.max_content_length = LARGEST_BYTES + BESIDE
    if (request.content_length or 0) > LARGEST_BYTES + BESIDE:
        raise PictureTooLarge


@bp.route("/papers/<paper_id>/pictures", methods=["GET", "POST"])
def pictures_page(paper_id: str) -> Answer:
    """One press in the pictures of a draft. A no keeps every word in the page."""
    here = redirect(url_for("papers.paper_page", paper_id=paper_id, _anchor="pictures"), 303)
    if request.method == "GET":
        return here  # another language was chosen on the page that said no
    actor, form = present_actor(), cast(PicturesForm, PicturesForm.of_page())
    try:
        if form.typed is not None:
            draft, base = form.typed
            save_draft(actor, paper_id, draft.title, draft.body, draft.lang, base)
        told = keep_words(actor, paper_id, told_words())
        kept = _pressed(actor, paper_id, form, told)
    except Refusal as refusal:
        if wants_json():
            raise
        return own_page(paper_id, PaperForm() if form.typed else None, refusal)
    return jsonify({"ok": True} | kept) if wants_json() else here


def _pressed(actor: Actor, paper_id: str, form: PicturesForm, told: dict[str, Kept]) -> Reference:
    act, picture_id = form.pressed
    if act == "add":
        file = request.files.get("picture")
        raw = file.read() if file else b""
        return commands.bring_picture(actor, form.once, paper_id, raw, form.what, form.words)
    if act == "out":
        return commands.take_out_picture.once(form.once, actor, paper_id, picture_id)
    if act == "back":
        return commands.bring_picture_back.once(form.once, actor, paper_id, picture_id)
    if act == "words":
        # They came with the page, and are kept.
        now = asdict(told[picture_id]) if picture_id in told else {}
        return {"paper": paper_id, "picture": picture_id} | now
    by = 1 if act == "later" else -1
    return commands.move_picture.once(form.once, actor, paper_id, picture_id, by)


@bp.get("/papers/<paper_id>/pictures/<picture_id>")
def own_picture(paper_id: str, picture_id: str) -> Answer:
    """A picture of one's own paper · `?small`."""
    return shown(
        viewing.authors_pixels(present_actor(), paper_id, picture_id, small=_wants_small())
    )


@bp.get("/curate/<paper_id>/pictures/<picture_id>")
def desk_picture(paper_id: str, picture_id: str) -> Answer:
    return shown(viewing.desk_pixels(present_actor(), paper_id, picture_id, small=_wants_small()))


@bp.get("/book/<paper_id>/pictures/<picture_id>")
def book_picture(paper_id: str, picture_id: str) -> Answer:
    return shown(viewing.book_pixels(present_actor(), paper_id, picture_id, small=_wants_small()))


def shown(content: bytes) -> Response:
    """The picture, which nothing on the way may keep."""
    answer = current_app.response_class(content, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, noarchive"
    return answer


def _wants_small() -> bool:
    return "small" in request.args
