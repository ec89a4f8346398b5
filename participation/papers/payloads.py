"""What of a paper is sent to whom, field by field."""

from __future__ import annotations

from typing import Any

from flask import current_app

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import Words, user_text
from participation.papers import queries, rules
from participation.papers.authors.queries import names_on, yeses_to_sending
from participation.papers.authors.rules import number_of, sending
from participation.papers.comments.payloads import comments_for_authors
from participation.papers.curation.payloads import compared_words, letters
from participation.papers.meter.payloads import own_meter
from participation.papers.models import Paper, PaperRevision, PaperState, Visibility
from participation.papers.pictures.payloads import as_picture, drawn_in, pictures_of
from participation.papers.queries import OwnPaper, StageText
from participation.papers.reading import as_read, paragraph_read
from participation.papers.showing.payloads import who_reads
from participation.papers.showing.queries import names_on_level
from participation.papers.translating.payloads import read_in, spoken, translation_letters
from participation.papers.typed.payloads import typed_for_authors


def papers_topic(person_id: str) -> dict[str, Any]:
    """Topic `papers`: a person's own."""
    papers = queries.papers_of(person_id)
    ids = [paper.id for paper in papers]
    waiting, together = _letters(ids, person_id), _together(papers, person_id)
    comments, read_by = comments_for_authors(ids), who_reads(ids, person_id)
    typed = typed_for_authors(ids, person_id)
    pictures = drawn_in({paper.id: paper.language for paper in papers})
    return {
        "papers": [
            _own(paper, waiting, comments)
            | together[paper.id]
            | {
                "shown": read_by.get(paper.id),
                "typed": typed.get(paper.id),
                "pictures": pictures[paper.id],
            }
            for paper in papers
        ]
    }


def _letters(paper_ids: list[str], person_id: str) -> dict[str, dict[str, Any]]:
    """What waits for this author's answer: a translation only where nothing else does."""
    return translation_letters(paper_ids, person_id) | letters(paper_ids, person_id)


def _together(papers: list[OwnPaper], person_id: str) -> dict[str, dict[str, Any]]:
    """How many write each of these papers; where several do, who, and whose yes is there; and in
    which other languages it is read."""
    yeses = yeses_to_sending([paper.id for paper in papers])
    languages = read_in([paper.id for paper in papers])
    names = names_on([each for each, authors in yeses.items() if len(authors) > 1])
    return {
        paper.id: {
            "authors": len(yeses[paper.id]),
            "by": names.get(paper.id),
            "title_left": paper.title_left,
            "read_in": languages[paper.id],
            "sending": sending(yeses[paper.id], paper.version, person_id)
            if paper.state == PaperState.DRAFT
            else None,
        }
        for paper in papers
    }


def own_paper(actor: Actor, paper_id: str) -> dict[str, Any]:
    """A paper for one of its authors: the working text, where it stands, what was sent last."""
    paper = queries.paper_for(actor, paper_id)
    sent, own = queries.latest_revision(paper_id), queries.own_paper(actor, paper_id)
    return {
        **_own(
            own,
            _letters([paper_id], actor.person_id or ""),
            comments_for_authors([paper_id]),
        ),
        **_together([own], actor.person_id or "")[paper_id],
        "shown": who_reads([paper_id], actor.person_id or "").get(paper_id),
        "typed": typed_for_authors([paper_id], actor.person_id or "").get(paper_id),
        "title": paper.draft_title,
        "body": paper.draft_body,
        "lang": paper.draft_language,
        "reads_aloud": paper.reads_aloud,
        "pictures": drawn_in({paper.id: paper.draft_language})[paper.id],
        "number": number_of(paper.id),
        "meter": own_meter(sent, actor.person_id or "") if sent else None,
        "sent": None
        if sent is None
        else {
            "number": sent.number,
            "title": user_text(rules.heading(sent.title, sent.body), sent.language),
            "paragraphs": as_read(sent.body, sent.language),
            "pictures": pictures_of(sent.id, sent.language),
            "sent_at": clock.iso(sent.written_at),
            "words": {"title": sent.title, "body": sent.body},
        },
        "written_since": _written_since(paper, sent) if sent else None,
        # Who reads it aloud can be chosen anew until then.
        "was_on_stage": sent is not None and current_app.config["WAS_ON_STAGE"](sent.id),
    }


def _written_since(paper: Paper, sent: PaperRevision) -> dict[str, Any] | None:
    """What was sent and what its authors have written since, side by side, where they can't go on
    with it on the spot; None where it is the same."""
    draft = rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language)
    if not rules.is_unsent(draft, rules.Draft(sent.title, sent.body, sent.language), paper.state):
        return None
    return compared_words(
        (sent.title, draft.title), (sent.body, draft.body), (sent.language, draft.lang)
    )


def confirmed_papers(session_id: str) -> list[dict[str, Any]]:
    """The papers that may be pinned to this session's run sheet, with the names on stage."""
    revisions = queries.confirmed_for_session(session_id)
    ids = [revision.paper_id for revision in revisions]
    names = names_on_level(ids, Visibility.ROOM)
    return [
        {
            "id": revision.paper_id,
            "revision": revision.id,
            "title": user_text(rules.heading(revision.title, revision.body), revision.language),
            "author": names.get(revision.paper_id),
        }
        for revision in revisions
    ]


def stage_paper(revision_id: str | None, leaf: int = 1) -> dict[str, Any] | None:
    """A revision as wall and phones show it, only while its authors' yes lives: whole, and at which
    leaf it is. Each paragraph has the direction of its own letters."""
    text = queries.stage_text(revision_id) if revision_id else None
    if text is None:
        return None
    return {
        "title": user_text(text.title, text.language),
        "paragraphs": [paragraph_read(each, text.language) for each in text.paragraphs],
        "author": text.author,
        "pictures": [as_picture(one, text.language) for one in text.pictures],
        "at": _leaf(text, leaf),
        "in": spoken(text.revision_id),
    }


def _leaf(text: StageText, number: int) -> dict[str, Any] | None:
    """What the wall shows of it now; None of a paper that is a title alone."""
    leaves = text.leaves
    if not leaves:
        return None
    leaf = leaves[min(number, len(leaves)) - 1]
    if leaf.picture:
        picture = as_picture(text.pictures[leaf.picture - 1], text.language)
        return {
            "leaf": number,
            "leaves": len(leaves),
            "paragraph": 0,
            "part": 1,
            "parts": 1,
            "text": picture["alt"] or user_text("", text.language),
            "picture": picture,
        }
    whole = paragraph_read(text.paragraphs[leaf.paragraph - 1], text.language)
    above = {"heading": whole["heading"]} if leaf.heading else {}
    return {
        **above,
        "leaf": number,
        "leaves": len(leaves),
        "paragraph": leaf.paragraph,
        "part": leaf.part,
        "parts": leaf.parts,
        "text": user_text(leaf.text, whole["lang"]),
        "picture": None,
    }


def _own(
    paper: OwnPaper, waiting: dict[str, Any], comments: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    return {
        "id": paper.id,
        "title": user_text(paper.title, paper.language),
        "state": paper.state,
        "session": _session(paper.session),
        "asks": paper.asks,
        "version": paper.version,
        "letter": waiting.get(paper.id),
        "comments": comments.get(paper.id, []) if paper.state != PaperState.WITHDRAWN else [],
        "updated_at": clock.iso(paper.updated_at),
    }


def _session(session: tuple[str, Words] | None) -> dict[str, Any] | None:
    return {"slug": session[0], "title": session[1]} if session else None
