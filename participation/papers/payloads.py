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
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import Mark, urgency


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
    """The papers at the facilitators' desk with what may stand in them: those with a mark first,
    the longest waiting before others."""
    papers = queries.sent_papers()
    names = shown_names([paper.author_id for paper in papers])
    marks = _marks_on([paper.revision_id for paper in papers])
    papers = sorted(papers, key=lambda paper: urgency(marks[paper.revision_id]))
    return [
        {**_sent(paper, names), "marks": sorted({mark.mark for mark in marks[paper.revision_id]})}
        for paper in papers
    ]


def desk_paper(paper: SentPaper) -> dict[str, Any]:
    """One paper at the desk: the revision that was sent, never the draft, cut at its marks."""
    in_title = marks_on("paper_title", [paper.revision_id]).get(paper.revision_id, [])
    in_body = marks_on("paper_body", [paper.revision_id]).get(paper.revision_id, [])
    return {
        **_sent(paper, shown_names([paper.author_id])),
        "heading": marked_parts(paper.title, paper.language, in_title) if in_title else None,
        "paragraphs": [
            marked_parts(paper.body[start:end], paper.language, in_body, start)
            for start, end in rules.paragraph_places(paper.body)
        ],
        "marks": sorted({mark.mark for mark in (*in_title, *in_body)}),
    }


def _marks_on(revision_ids: list[str]) -> dict[str, list[Mark]]:
    in_title, in_body = (marks_on(kind, revision_ids) for kind in ("paper_title", "paper_body"))
    return {each: [*in_title.get(each, ()), *in_body.get(each, ())] for each in revision_ids}


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
        "asks": paper.asks,
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
