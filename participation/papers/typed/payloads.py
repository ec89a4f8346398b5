"""What children are told of what was typed for them, and the adult of what she types."""

from __future__ import annotations

from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import user_text
from participation.papers import rules
from participation.papers.authors.queries import names_on
from participation.papers.typed import queries
from participation.people.queries import shown_names


def typed_for_authors(paper_ids: list[str], person_id: str) -> dict[str, dict[str, Any]]:
    """Of those of these papers that an adult typed: who, whether their author has said that these
    are her words, whether this reader is who says so, and whether the adult still writes in it.
    Two queries, however many papers."""
    papers = queries.typed_papers(paper_ids)
    names = shown_names([paper.typed_by for paper in papers if paper.typed_by])
    return {
        paper.id: {
            "by": names.get(paper.typed_by or ""),
            "is_own": paper.own_words_at is not None,
            "is_mine": paper.author_id == person_id,
            "is_open": paper.typed_until is None,
        }
        for paper in papers
    }


def typing_topic(person_id: str) -> dict[str, Any]:
    """Topic `typing`: what this adult types for children now, and nothing of anybody else's."""
    papers = queries.typed_now(person_id)
    names = names_on([paper.id for paper in papers])
    return {
        "papers": [
            {
                "id": paper.id,
                "child": names.get(paper.id),
                "title": user_text(rules.heading(paper.title, paper.opening), paper.language),
                "version": paper.version,
                "updated_at": clock.iso(paper.updated_at),
            }
            for paper in papers
        ]
    }


def typed_draft(actor: Actor, paper_id: str) -> dict[str, Any]:
    """A paper for the adult who types it: the working text, and whose it is. Refusal: NotFound."""
    paper = queries.typed_paper(actor, paper_id)
    return {
        "id": paper.id,
        "child": names_on([paper.id]).get(paper.id),
        "title": paper.draft_title,
        "body": paper.draft_body,
        "lang": paper.draft_language,
        "version": paper.draft_version,
        "state": paper.state,
    }
