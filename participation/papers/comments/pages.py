"""Comments on a sentence, from the desk's page. All work without JavaScript."""

from __future__ import annotations

from typing import cast

from participation.foundation.pages import present_actor
from participation.foundation.refusals import NotNow, Refusal
from participation.papers.comments.commands import (
    comment_on_sentence,
    mark_comment_done,
    open_comment_again,
    take_comment_back,
)
from participation.papers.comments.forms import CommentDoneForm, CommentForm, CommentIdForm
from participation.papers.curation.pages import desk_page, to_paper
from participation.papers.pages import Answer, bp


@bp.post("/curate/<paper_id>/comments")
def comment_page(paper_id: str) -> Answer:
    """A no keeps what was typed in the page."""
    try:
        form = cast(CommentForm, CommentForm.of_page())
        said = comment_on_sentence.once(form.once, present_actor(), paper_id, *form.said)
    except Refusal as refusal:
        return desk_page(paper_id, refusal)
    return to_paper(paper_id, at=f"comment-{said['comment']}")


@bp.post("/curate/<paper_id>/comments/back")
def take_comment_back_page(paper_id: str) -> Answer:
    form = cast(CommentIdForm, CommentIdForm.of_page())
    take_comment_back.once(form.once, present_actor(), paper_id, form.comment_id)
    return to_paper(paper_id, at=f"comment-{form.comment_id}")


@bp.post("/curate/<paper_id>/comments/done")
def comment_done_page(paper_id: str) -> Answer:
    """`then` `done`, or `open` for one that is open again."""
    form = cast(CommentDoneForm, CommentDoneForm.of_page())
    act = mark_comment_done if form.is_done else open_comment_again
    try:
        act.once(form.once, present_actor(), paper_id, form.comment_id)
    except NotNow as refusal:
        return desk_page(paper_id, refusal)
    return to_paper(paper_id, at=f"comment-{form.comment_id}")
