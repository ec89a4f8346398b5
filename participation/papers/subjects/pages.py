"""What a paper is about, from the desk's page without JavaScript."""

from __future__ import annotations

from typing import cast

from participation.foundation.pages import present_actor
from participation.papers.curation.pages import to_paper
from participation.papers.pages import Answer, bp
from participation.papers.subjects.commands import set_subject
from participation.papers.subjects.forms import SubjectForm


@bp.post("/curate/<paper_id>/subjects")
def subject_page(paper_id: str) -> Answer:
    form = cast(SubjectForm, SubjectForm.of_page())
    set_subject.once(form.once, present_actor(), paper_id, *form.said)
    return to_paper(paper_id)
