"""What of comments the desk and the authors are sent, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.languages import shown_text, user_text
from participation.papers.comments.models import KIND
from participation.papers.comments.queries import Commented, comments_on
from participation.people.queries import shown_names
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.queries import marks_on

Json = dict[str, Any]

# So much of a sentence is enough to find it by.
QUOTED = 240


def comments_for_authors(paper_ids: Sequence[str]) -> dict[str, list[Json]]:
    """For each of these papers what adults say about its sentences, for its authors: the words, and
    no name. One query, however many papers."""
    found: dict[str, list[Json]] = defaultdict(list)
    for one in comments_on(paper_ids):
        found[one.paper_id].append(_comment(one))
    return found


def comments_at_desk(actor: Actor, paper_id: str) -> list[Json]:
    """The same for the desk, with what was taken back, who said it, and the marks on it; those
    that are done come last, with who says so."""
    found = comments_on([paper_id], with_taken_back=True)
    comments = sorted(found, key=lambda one: one.done_at is not None)
    people = {who for one in comments for who in (one.written_by, one.done_by) if who}
    names = shown_names(sorted(people))
    marks = marks_on(KIND, [one.id for one in comments])
    return [
        {
            **_comment(one),
            "text": marked_parts(one.text, one.language, marks.get(one.id, [])),
            "marks": sorted({mark.mark for mark in marks.get(one.id, [])}),
            "place": one.place,
            "name": names.get(one.written_by),
            "is_mine": one.written_by == actor.person_id,
            "written_at": one.written_at,
            "is_taken_back": one.is_taken_back,
            "is_done": one.done_at is not None,
            "done_at": one.done_at,
            "done_name": names.get(one.done_by or ""),
            "done_by_me": one.done_by is not None and one.done_by == actor.person_id,
        }
        for one in comments
    ]


def _comment(one: Commented) -> Json:
    return {
        "id": one.id,
        "sentence": shown_text(one.sentence, one.language, QUOTED),
        "text": user_text(one.text, one.language),
        "is_earlier": one.is_earlier,
    }
