"""With which papers one can come together: chosen for a session already, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from participation.foundation.actors import Actor
from participation.papers import rules
from participation.papers.curation.listing import has_words, headings
from participation.papers.curation.payloads import desk_rows
from participation.papers.curation.queries import SentPaper, is_shown_to, sent_papers
from participation.papers.models import Paper, PaperState
from participation.papers.subjects.queries import subjects_of
from participation.programme.models import ConferenceSession
from participation.safeguarding.marks.likeness import likeness_of_meaning, meaning

CHOSEN = (PaperState.SELECTED, PaperState.CONFIRMED)
# So many are offered; whoever misses one looks for its title.
OFFERED = 12


def twins_of(
    paper: SentPaper, actor: Actor, sessions: Collection[ConferenceSession], words: str = ""
) -> list[dict[str, Any]]:
    """The papers of these sessions that are most like this one, of those with all these words in
    their titles; each with the session in which both would come. How like it one is is seen by the
    title, and where several are as like by what both are about. Three queries; what they read of
    each chosen paper is its title."""
    chosen = headings(
        is_shown_to(actor),
        Paper.held_at.is_(None),
        Paper.state.in_(CHOSEN),
        Paper.session_id.in_([session.id for session in sessions]),
        Paper.id != paper.id,
    )
    subjects = subjects_of([paper.id, *chosen])
    mine, about = meaning(rules.heading(paper.title, paper.body)), set(subjects.get(paper.id, ()))

    def how_like(twin: str) -> tuple[float, int]:
        shared = about.intersection(subjects.get(twin, ()))
        return round(likeness_of_meaning(mine, meaning(chosen[twin])), 2), len(shared)

    fitting = sorted(twin for twin in chosen if has_words(chosen[twin], words))
    offered = sorted(fitting, key=how_like, reverse=True)[:OFFERED]
    titles = {session.id: session.title for session in sessions}
    found = sent_papers(offered)
    return [
        row | {"session": titles[twin.session_id or ""], "subjects": subjects.get(twin.id, [])}
        for twin, row in zip(found, desk_rows(found, actor), strict=True)
    ]
