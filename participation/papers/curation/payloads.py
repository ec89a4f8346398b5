"""What curators and authors are sent of curation, field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import Words, direction, user_text
from participation.foundation.paging import Paged, paged
from participation.foundation.taming import tame
from participation.papers import rules
from participation.papers.authors.queries import names_on
from participation.papers.curation import queries
from participation.papers.curation.differences import Piece, compared
from participation.papers.curation.models import PaperQuestion
from participation.papers.curation.queries import SentPaper, TextPair
from participation.papers.curation.rules import hand
from participation.papers.models import Paper, PaperState
from participation.safeguarding.duty.queries import languages_read
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.queries import marks_of_kinds, marks_on
from participation.safeguarding.marks.rules import Mark, urgency

Json = dict[str, Any]

# How the desk sorts and filters: whose turn it is.
GROUPS = ("waiting", "second", "child", "decided", "told")
# Instead of a language: those that the adult ticked, or all where she ticked none.
READ = "read"
WITH_THE_CHILD = (
    PaperState.QUESTIONS_BACK,
    PaperState.CHANGE_OFFERED,
    # Of one that is held the safety team reads what was sent, also when she has it back.
    PaperState.DRAFT,
    PaperState.WITHDRAWN,
)


def curation_topic() -> Json:
    """Topic `curation`: how many wait, and where each stands; no text and no name."""
    papers = queries.states_at_desk()
    return {
        "waiting": sum(paper.state == PaperState.SUBMITTED for paper in papers),
        "papers": [
            {"id": paper.id, "state": paper.state, "in_hand": bool(paper.in_hand)}
            for paper in papers
        ],
    }


def group_of(paper: SentPaper) -> str:
    """Whose turn it is with this paper."""
    if paper.state in rules.AT_THE_DESK:
        return "waiting" if paper.no_by is None else "second"
    if paper.state in WITH_THE_CHILD:
        return "child"
    return "told" if paper.announced_at is not None else "decided"


def desk(
    actor: Actor, *, group: str = "", lang: str = "", organisation: str = "", page: str = ""
) -> Json:
    """The desk: a page of its list, as filtered; how many there are of each kind; and how far the
    call is in each language. Those with a mark first, then the longest waiting. The number of
    queries doesn't grow with the papers."""
    everything = queries.sent_papers(actor)
    read = languages_read(actor.person_id) if lang == READ else (lang,)
    in_all = not any(read)
    fitting = [
        paper
        for paper in everything
        if (in_all or paper.language in read) and organisation in ("", paper.organisation_id)
    ]
    found = [paper for paper in fitting if group in ("", group_of(paper))]
    marks = _marks_on(found)
    found.sort(key=lambda paper: (GROUPS.index(group_of(paper)), urgency(marks[paper.revision_id])))
    shown: Paged[SentPaper] = paged(found, page)
    names = names_on([paper.id for paper in shown.rows], or_left_held=True)
    return {
        "papers": [
            {
                **_sent(paper, names, actor),
                "marks": sorted({mark.mark for mark in marks[paper.revision_id]}),
            }
            for paper in shown.rows
        ],
        "paged": shown,
        "groups": Counter(map(group_of, fitting)),
        "progress": _progress(everything),
        "organisations": {
            paper.organisation_id: paper.organisation
            for paper in everything
            if paper.organisation_id
        },
    }


def _progress(papers: Iterable[SentPaper]) -> list[Json]:
    """For each language how many papers came, and how many of them are decided."""
    came: Counter[str] = Counter()
    decided: Counter[str] = Counter()
    for paper in papers:
        came[paper.language] += 1
        decided[paper.language] += group_of(paper) in ("decided", "told")
    return [
        {"lang": lang, "came": number, "decided": decided[lang]}
        for lang, number in came.most_common()
    ]


def desk_paper(paper: SentPaper, actor: Actor) -> Json:
    """One paper at the desk: the revision that counts, never the draft, cut at its marks, with what
    was asked and offered."""
    in_title = marks_on("paper_title", [paper.revision_id]).get(paper.revision_id, [])
    in_body = marks_on("paper_body", [paper.revision_id]).get(paper.revision_id, [])
    return {
        **_sent(paper, names_on([paper.id], or_left_held=True), actor),
        "heading": marked_parts(paper.title, paper.language, in_title) if in_title else None,
        "paragraphs": [
            marked_parts(paper.body[start:end], paper.language, in_body, start)
            for start, end in rules.paragraph_places(paper.body)
        ],
        "marks": sorted({mark.mark for mark in (*in_title, *in_body)}),
        "asked": _asked(queries.questions_about([paper.id])),
        "offers": _offered(queries.offers_for([paper.id])),
        # Sending other words covers nothing that it is held for.
        "before": [
            [user_text(each.title, each.language), user_text(each.body, each.language)]
            for each in (queries.sent_before(paper) if paper.held_at is not None else ())
        ],
    }


def _sent(paper: SentPaper, names: dict[str, Words], actor: Actor) -> Json:
    return {
        "id": paper.id,
        "title": user_text(rules.heading(paper.title, paper.body), paper.language),
        "lang": paper.language,
        "state": paper.state,
        "group": group_of(paper),
        "hand": hand(paper.in_hand_of, paper.in_hand_at, actor.person_id, clock.now()),
        "no_by_me": paper.no_by is not None and paper.no_by == actor.person_id,
        "is_held": paper.held_at is not None,
        "to": paper.visibility,
        "organisation": paper.organisation,
        "author": names.get(paper.id),
        "number": paper.number,
        "waiting_since": paper.sent_at,
    }


def _marks_on(papers: Sequence[SentPaper]) -> dict[str, list[Mark]]:
    """The marks on what counts of each paper, and on what an adult wrote about it that waits: for
    the child, or for a second adult. By its revision."""
    waiting = queries.waiting_letters([paper.id for paper in papers])
    texts = {
        paper.revision_id: [paper.revision_id, paper.id, *waiting.get(paper.id, ())]
        for paper in papers
    }
    marks = marks_of_kinds(
        ("paper_title", "paper_body", "paper_no", "paper_question"),
        [each for together in texts.values() for each in together],
    )
    return {
        revision_id: [mark for each in together for mark in marks.get(each, ())]
        for revision_id, together in texts.items()
    }


def _asked(questions: Iterable[PaperQuestion]) -> list[Json]:
    questions = list(questions)
    on_text, marks = (
        marks_on(kind, [one.id for one in questions]) for kind in ("paper_question", "paper_answer")
    )
    return [
        {
            "text": marked_parts(one.text, one.language, on_text.get(one.id, [])),
            "marks": sorted({mark.mark for mark in on_text.get(one.id, [])}),
            "answer": marked_parts(one.answer, one.language, marks.get(one.id, []))
            if one.answer
            else None,
            "is_open": one.closed_at is None,
        }
        for one in questions
        if one.text or one.answer
    ]


def letters(paper_ids: list[str], person_id: str) -> dict[str, Json]:
    """For each of these papers what this author of it reads and may answer: a question, a change
    offered, or why it is in no session and where it goes instead. Four queries, however many
    papers."""
    if not paper_ids:
        return {}
    found: dict[str, Json] = {}
    for question in queries.questions_about(paper_ids):
        if question.closed_at is None:
            found[question.paper_id] = {
                "kind": "question",
                "id": question.id,
                "text": user_text(question.text, question.language),
            }
    offers = queries.offers_for(paper_ids, open_only=True)
    with_yes = queries.offers_with_yes_of(person_id, [pair.offer_id for pair in offers])
    for pair in offers:
        said_yes = pair.offer_id in with_yes
        found[pair.paper_id] = {"kind": "offer", **_offer(pair), "said_yes": said_yes}
    found |= {paper.id: _no(paper) for paper in queries.told_noes(paper_ids)}
    return found


def _no(paper: Paper) -> Json:
    return {
        "kind": "no",
        "id": paper.id,
        "text": user_text(paper.no_reason or "", paper.draft_language),
        "goes_to": paper.goes_to,
    }


def waiting_no(paper: Paper) -> Json | None:
    """The no that a second curator has not decided yet, or that nobody has announced, cut at its
    marks: she reads what a child will read."""
    if paper.no_by is None:
        return None
    marks = marks_on("paper_no", [paper.id]).get(paper.id, [])
    return {
        **_no(paper),
        "text": marked_parts(paper.no_reason or "", paper.draft_language, marks),
        "marks": sorted({mark.mark for mark in marks}),
    }


def _offered(pairs: Sequence[TextPair]) -> list[Json]:
    """What was offered, as the desk reads it: with the names of the marks on the adult's text."""
    kinds = ("paper_title", "paper_body")
    marks = marks_of_kinds(kinds, [pair.revision_id for pair in pairs])
    return [
        {**_offer(pair), "marks": sorted({mark.mark for mark in marks.get(pair.revision_id, ())})}
        for pair in pairs
    ]


def _offer(pair: TextPair) -> Json:
    title, body = _sides(pair.title, pair.language), _sides(pair.body, pair.language)
    return {
        "id": pair.offer_id,
        "state": pair.state,
        "before": {"title": title[0], "body": body[0]},
        "after": {"title": title[1], "body": body[1]},
    }


def _sides(texts: tuple[str, str], lang: str) -> tuple[Json, Json]:
    before, after = compared(*(tame(text) for text in texts))
    return _side(before, lang), _side(after, lang)


def _side(pieces: list[Piece], lang: str) -> Json:
    parts = [{"text": piece.text, "is_changed": piece.is_changed} for piece in pieces]
    return {"lang": lang, "dir": direction(lang), "parts": parts}
