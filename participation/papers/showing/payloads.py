"""Who may read a paper, as its author is told it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.papers.models import Naming, Paper, PaperYes, Visibility
from participation.papers.showing import rules
from participation.papers.showing.queries import groups_of, living_yeses, numbers_of
from participation.people.consent.queries import shown_of


def who_reads(paper_ids: Sequence[str], person_id: str) -> dict[str, dict[str, Any]]:
    """Of these papers each whose authors choose now how widely it is shown: how widely it is, how
    widely this author wants it, among what she chooses, and under which names of hers. The number
    of queries doesn't grow with the papers."""
    offered = {
        paper.id: (paper, levels)
        for paper in db.session.scalars(select(Paper).where(Paper.id.in_(paper_ids)))
        if (
            levels := rules.offered(
                paper.state, paper.goes_to, is_announced=paper.announced_at is not None
            )
        )
    }
    if not offered:
        return {}
    yeses = living_yeses([paper.current_revision_id or "" for paper, _ in offered.values()])
    numbers = numbers_of([paper.current_revision_id or "" for paper, _ in offered.values()])
    names, may_be_in_book = _names_of(person_id)
    found = {}
    for paper_id, (paper, levels) in offered.items():
        hers = [
            yes
            for yes in yeses.get(paper.current_revision_id or "", ())
            if yes.person_id == person_id
        ]
        found[paper_id] = {
            "to": paper.visibility,
            "wants": _widest(hers) or paper.visibility,
            "offered": list(levels),
            "number": numbers[paper.current_revision_id or ""],
            "named": {yes.visibility: yes.named for yes in hers},
            "names": names,
            "may_be_in_book": may_be_in_book,
        }
    return found


def _widest(yeses: Sequence[PaperYes]) -> str | None:
    levels = [Visibility(yes.visibility) for yes in yeses]
    return max(levels, key=rules.LEVELS.index, default=None)


def _names_of(person_id: str) -> tuple[dict[Naming, Words | None], bool]:
    """Under what she can be named now, and whether her choices let her words stand in a book."""
    shown = shown_of([person_id]).get(person_id)
    if shown is None:
        return {Naming.NONE: None}, False
    group = groups_of([person_id]).get(person_id)
    may_be_in_book = shown.kind != "child" or shown.choices.that_count.words_in_report
    return rules.names_offered(shown.name, shown.chosen_name, group), may_be_in_book
