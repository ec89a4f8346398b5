"""What of a paper is sent to whom, field by field."""

from __future__ import annotations

from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import Words, user_text
from participation.papers import queries, rules
from participation.papers.models import PaperState
from participation.papers.queries import OwnPaper, SentPaper
from participation.people.queries import shown_names


def curation_topic() -> dict[str, Any]:
    """Topic `curation`: how many wait, and where each stands; no text and no name."""
    papers = queries.states_at_desk()
    return {
        "waiting": sum(state == PaperState.SUBMITTED for _, state in papers),
        "papers": [{"id": paper_id, "state": state} for paper_id, state in papers],
    }


def papers_topic(person_id: str) -> dict[str, Any]:
    """Topic `papers`: a person's own."""
    return {"papers": [_own(paper) for paper in queries.papers_of(person_id)]}


def own_paper(actor: Actor, paper_id: str) -> dict[str, Any]:
    """A paper for its author: the working text, where it stands, and what was sent last."""
    paper = queries.paper_for(actor, paper_id)
    sent = queries.latest_revision(paper_id)
    return {
        **_own(queries.own_paper(actor, paper_id)),
        "title": paper.draft_title,
        "body": paper.draft_body,
        "lang": paper.draft_language,
        "version": paper.draft_version,
        "reads_aloud": paper.reads_aloud,
        "sent": None
        if sent is None
        else {
            "number": sent.number,
            "title": user_text(rules.heading(sent.title, sent.body), sent.language),
            "paragraphs": _paragraphs(sent.body, sent.language),
            "sent_at": clock.iso(sent.written_at),
        },
    }


def desk_list() -> list[dict[str, Any]]:
    """The papers at the facilitators' desk, the longest waiting first."""
    papers = queries.sent_papers()
    names = shown_names([paper.author_id for paper in papers])
    return [_sent(paper, names) for paper in papers]


def desk_paper(paper: SentPaper) -> dict[str, Any]:
    """One paper at the desk: the revision that was sent, never the draft."""
    names = shown_names([paper.author_id])
    return {**_sent(paper, names), "paragraphs": _paragraphs(paper.body, paper.language)}


def confirmed_papers(session_id: str) -> list[dict[str, Any]]:
    """The papers that may be pinned to this session's run sheet, with the names on stage."""
    revisions = queries.confirmed_for_session(session_id)
    names = shown_names([revision.written_by for revision in revisions])
    return [
        {
            "id": revision.paper_id,
            "title": user_text(rules.heading(revision.title, revision.body), revision.language),
            "author": names.get(revision.written_by),
        }
        for revision in revisions
    ]


def stage_paper(revision_id: str | None) -> dict[str, Any] | None:
    """A revision as wall and phones show it, only while its author's yes lives."""
    text = queries.stage_text(revision_id) if revision_id else None
    if text is None:
        return None
    return {
        "title": user_text(text.title, text.language),
        "paragraphs": [user_text(part, text.language) for part in text.paragraphs],
        "author": text.author,
    }


def _own(paper: OwnPaper) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": user_text(paper.title, paper.language),
        "state": paper.state,
        "session": _session(paper.session),
        "asks": rules.asks(paper.state),
        "updated_at": clock.iso(paper.updated_at),
    }


def _session(session: tuple[str, Words] | None) -> dict[str, Any] | None:
    return {"slug": session[0], "title": session[1]} if session else None


def _sent(paper: SentPaper, names: dict[str, Words]) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": user_text(rules.heading(paper.title, paper.body), paper.language),
        "lang": paper.language,
        "state": paper.state,
        "organisation": paper.organisation,
        "author": names.get(paper.author_id),
        "number": paper.number,
        "waiting_since": paper.sent_at,
    }


def _paragraphs(body: str, lang: str) -> list[Any]:
    return [user_text(part, lang) for part in rules.paragraphs(body)]
