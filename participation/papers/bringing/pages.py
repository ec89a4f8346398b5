"""The door for a file; it works without JavaScript."""

from __future__ import annotations

from typing import Any, cast

from flask import jsonify, redirect, request, url_for

from participation.foundation.pages import present_actor, wants_json
from participation.foundation.refusals import Refusal
from participation.papers.bringing.files import LARGEST, bring_file
from participation.papers.bringing.forms import FileForm
from participation.papers.bringing.refusals import FileTooLarge
from participation.papers.bringing.sentences import about
from participation.papers.forms import PaperForm
from participation.papers.pages import Answer, bp, own_page

ENDPOINT = "papers.file_page"
# A page that works without JavaScript sends its words beside the file.
BESIDE = 1024 * 1024


@bp.url_value_preprocessor
def let_a_file_in(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Here more may come than to other addresses, and what is larger is not read at all. Refusal:
    FileTooLarge."""
    if endpoint != ENDPOINT:
        return
    request.max_content_length = LARGEST + BESIDE
    if (request.content_length or 0) > LARGEST + BESIDE:
        raise FileTooLarge


@bp.route("/papers/<paper_id>/file", methods=["GET", "POST"])
def file_page(paper_id: str) -> Answer:
    """The words of a file come into the draft, and what stayed in the file is told. A no keeps
    every word in the page."""
    if request.method == "GET":  # another language was chosen on the page that said no
        return redirect(url_for("papers.paper_page", paper_id=paper_id), 303)
    actor, form = present_actor(), cast(FileForm, FileForm.of_page())
    file = request.files.get("file")
    try:
        kept = bring_file(actor, form.once, paper_id, file.read() if file else b"", form.typed)
    except Refusal as refusal:
        if wants_json():
            raise
        return own_page(paper_id, PaperForm() if form.typed else None, refusal)
    page = url_for("papers.paper_page", paper_id=paper_id, stayed=kept["stayed"])
    if wants_json():
        return jsonify({"ok": True} | kept | {"stayed": about(kept["stayed"]), "page": page})
    return redirect(page, 303)
