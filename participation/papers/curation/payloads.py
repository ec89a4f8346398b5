"""What curators and authors are sent of curation, field by field."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import direction, shown_text, user_text
from participation.foundation.paging import paged_by
from participation.foundation.taming import tame
from participation.foundation.versions import desk_version
from participation.papers import rules
from participation.papers.authors.queries import names_on
from participation.papers.comments.models import KIND as COMMENT
from participation.papers.comments.payloads import comments_at_desk
from participation.papers.comments.queries import present_comments
from participation.papers.comments.rules import OPEN, sentence_places
from participation.papers.curation import listing, queries
from participation.papers.curation.differences import Piece, compared
from participation.papers.curation.listing import EVERYTHING, NONE, Asked, Counted
from participation.papers.curation.models import PaperQuestion
from participation.papers.curation.queries import SentPaper, SentText, TextPair
from participation.papers.curation.rules import AT_THE_DESK, hand
from participation.papers.models import Paper, PaperState
from participation.papers.paragraphs import is_heading, pieces
from participation.papers.pictures.payloads import compared_pictures, marked_pictures, pictures_of
from participation.papers.pictures.rules import ALT
from participation.papers.reading import as_written
from participation.papers.subjects.queries import subjects_of
from participation.papers.translating.payloads import translations_at_desk
from participation.programme.queries import organisations
from participation.programme.subjects import SUBJECTS
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.queries import marks_of_kinds, marks_on
from participation.safeguarding.marks.rules import Mark

Json = dict[str, Any]

# Under which name the desk's versions are counted.
# So much of a sentence stands in the list that one is chosen from.
OPENING = 70


def curation_topic() -> Json:
    """Topic `curation`: how many wait to be taken up, how many papers there are and how many of
    them in each state; and which version of the desk this is, so that a page knows when to ask how
    its own papers stand. No text, no name, and as much of it for a thousand papers as for ten."""
    version = desk_version("curation")
    states = queries.how_many_in_each_state()
    return {
        "version": version,
        "waiting": states.get(PaperState.SUBMITTED, 0),
        "papers": sum(states.values()),
        "states": states,
    }


def standing(actor: Actor, paper_ids: Sequence[str]) -> list[Json]:
    """Where each of these papers stands that this adult has at the desk now; one that isn't among
    them has left it for her. No text and no name. Three queries."""
    papers = queries.standing_of(actor, paper_ids)
    ids = [paper.id for paper in papers]
    present = present_comments(ids, open_only=True)
    subjects, comments = subjects_of(ids), Counter(paper for paper, _ in present)
    return [
        {
            "id": paper.id,
            "state": paper.state,
            "group": paper.group,
            "number": paper.number,
            "hand": hand(paper.in_hand_of, paper.in_hand_at, actor.person_id, clock.now()),
            "subjects": subjects.get(paper.id, []),
            "comments": comments[paper.id],
        }
        for paper in papers
    ]


def desk(actor: Actor, asked: Asked = EVERYTHING, page: str = "") -> Json:
    """The desk: a page of its list, as filtered; how many there are of each kind; and how far the
    call is in each language and with each subject. Neither queries nor rows grow with the
    papers."""
    counted = listing.counted(actor, asked)
    many = counted.groups.get(asked.group, 0) if asked.group else sum(counted.groups.values())
    shown = paged_by(
        lambda start: listing.page_of(actor, asked, start), many, page, listing.PER_PAGE
    )
    ids = [paper.id for paper in shown.rows]
    subjects, marks = subjects_of(ids), _marks_on(shown.rows)
    return {
        "papers": [
            row
            | {
                "subjects": subjects.get(paper.id, []),
                "marks": sorted({mark.mark for mark in marks[paper.revision_id]}),
            }
            for paper, row in zip(shown.rows, desk_rows(shown.rows, actor), strict=True)
        ],
        "paged": shown,
        "groups": counted.groups,
        "progress": _progress(counted),
        "organisations": {
            each.id: each.name for each in organisations() if each.id in counted.organisations
        },
    }


def _progress(counted: Counted) -> Json:
    """How many papers came and how many of them are decided: in all, in each language, those with
    most papers first, and with each subject, those without one last."""
    came, decided = (sum(each) for each in zip((0, 0), *counted.languages.values(), strict=True))
    languages = sorted(counted.languages, key=lambda lang: (-counted.languages[lang][0], lang))
    return {
        "all": {"name": "all", "came": came, "decided": decided},
        "languages": _how_far(counted.languages, languages),
        "subjects": _how_far(counted.subjects, [*SUBJECTS, NONE]),
    }


def _how_far(counted: Mapping[str, tuple[int, int]], names: Iterable[str]) -> list[Json]:
    found = ((name, counted.get(name, (0, 0))) for name in names)
    return [{"name": name, "came": came, "decided": decided} for name, (came, decided) in found]


def desk_paper(paper: SentPaper, actor: Actor) -> Json:
    """One paper at the desk: the revision that counts, never the draft, cut at its marks, with what
    was asked and offered."""
    in_title = marks_on("paper_title", [paper.revision_id]).get(paper.revision_id, [])
    in_body = marks_on("paper_body", [paper.revision_id]).get(paper.revision_id, [])
    in_alt = marks_on(ALT, [paper.revision_id]).get(paper.revision_id, [])
    return {
        **desk_row(paper, actor),
        "heading": marked_parts(paper.title, paper.language, in_title) if in_title else None,
        "revision": paper.revision_id,
        "paragraphs": _sentences(paper, in_body),
        "pictures": marked_pictures(paper.revision_id, paper.language, in_alt),
        "marks": sorted({mark.mark for mark in (*in_title, *in_body, *in_alt)}),
        "subjects": subjects_of([paper.id]).get(paper.id, []),
        "comments": comments_at_desk(actor, paper.id),
        "can_comment": paper.state in OPEN,
        "texts": queries.how_many_texts(paper),
        "asked": _asked(queries.questions_about([paper.id])),
        "offers": _offered(queries.offers_for([paper.id])),
        "translations": translations_at_desk(actor, paper.id),
        # Sending other words covers nothing that it is held for.
        "before": [
            [
                user_text(each.title, each.language),
                user_text(each.body, each.language),
                pictures_of(each.id, each.language),
            ]
            for each in (queries.sent_before(paper) if paper.held_at is not None else ())
        ],
    }


def _sentences(paper: SentPaper, marks: Sequence[Mark]) -> list[Json]:
    """Paragraph by paragraph its sentences, each with its place in the text, and cut at its marks
    with what stands between it and the next one."""
    paragraphs = sentence_places(paper.body)
    starts = [start for places in paragraphs for start, _ in places]
    on = _marks_by_start(marks, starts)
    found = []
    for piece, places in zip(pieces(paper.body), paragraphs, strict=True):
        ends = [*(start for start, _ in places[1:]), places[-1][1]]
        sentences = [
            {
                "place": place,
                "opening": shown_text(paper.body[slice(*place)], paper.language, OPENING),
                "words": marked_parts(
                    paper.body[place[0] : end], paper.language, on[place[0]], place[0]
                ),
            }
            for place, end in zip(places, ends, strict=True)
        ]
        found.append({"is_heading": is_heading(piece), "sentences": sentences})
    return found


def _marks_by_start(marks: Iterable[Mark], starts: Sequence[int]) -> dict[int, list[Mark]]:
    """For each of these places in order the marks that lie between it and the next, in part at
    least; without asking each mark of a long text at each of its sentences."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        first = max(bisect_right(starts, mark.start) - 1, 0)
        for start in starts[first : max(bisect_left(starts, mark.end), first + 1)]:
            found[start].append(mark)
    return found


def desk_row(paper: SentPaper, actor: Actor) -> Json:
    """One paper as a list names it."""
    return desk_rows([paper], actor)[0]


def desk_rows(papers: Sequence[SentPaper], actor: Actor) -> list[Json]:
    """The same of several, however many with as many queries."""
    ids = [paper.id for paper in papers]
    names, organised = names_on(ids, or_left_held=True), queries.organisations_of(ids)
    return [
        _sent(paper, actor)
        | {"author": names.get(paper.id), "organisations": organised.get(paper.id, [])}
        for paper in papers
    ]


def _sent(paper: SentPaper, actor: Actor) -> Json:
    return {
        "id": paper.id,
        "title": user_text(rules.heading(paper.title, paper.body), paper.language),
        "lang": paper.language,
        "state": paper.state,
        "group": paper.group,
        "hand": hand(paper.in_hand_of, paper.in_hand_at, actor.person_id, clock.now()),
        "no_by_me": paper.no_by is not None and paper.no_by == actor.person_id,
        "is_held": paper.held_at is not None,
        "to": paper.visibility,
        "reads_aloud": paper.reads_aloud if paper.state == PaperState.CONFIRMED else None,
        "is_typed": paper.is_typed,
        "number": paper.number,
        "waiting_since": paper.sent_at,
        "days": (clock.now() - paper.sent_at).days if paper.group in AT_THE_DESK else 0,
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
        ("paper_title", "paper_body", ALT, "paper_no", "paper_question", COMMENT),
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
        "text": as_written(paper.no_reason or "", paper.draft_language),
        "goes_to": paper.goes_to,
    }


def waiting_no(paper: Paper) -> Json | None:
    """The no that a second curator has not decided yet, or that nobody has announced, cut at its
    marks: she reads what a child will read."""
    if paper.no_by is None:
        return None
    marks = marks_on("paper_no", [paper.id]).get(paper.id, [])
    no = _no(paper)
    return {
        **no,
        "text": marked_parts(paper.no_reason or "", no["text"]["lang"], marks),
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
    langs = (pair.language, pair.language)
    title, body = _sides(pair.title, langs), _sides(pair.body, langs)
    return {"id": pair.offer_id, "state": pair.state} | _both(title, body)


def compared_texts(one: SentText, other: SentText) -> Json:
    """Two texts of a paper word by word, each in the direction of its own language, and what is
    different in their pictures."""
    langs = (one.language, other.language)
    texts = compared_words((one.title, other.title), (one.body, other.body), langs)
    return texts | {
        "pictures": compared_pictures((one.id, one.language), (other.id, other.language))
    }


def compared_words(title: tuple[str, str], body: tuple[str, str], langs: tuple[str, str]) -> Json:
    """Two titles and two texts word by word, each in the direction of its own language."""
    return _both(_sides(title, langs), _sides(body, langs))


def _both(title: tuple[Json, Json], body: tuple[Json, Json]) -> Json:
    return {
        "before": {"title": title[0], "body": body[0]},
        "after": {"title": title[1], "body": body[1]},
    }


def _sides(texts: tuple[str, str], langs: tuple[str, str]) -> tuple[Json, Json]:
    before, after = compared(*(tame(text) for text in texts))
    return _side(before, langs[0]), _side(after, langs[1])


def _side(pieces: list[Piece], lang: str) -> Json:
    parts = [{"text": piece.text, "is_changed": piece.is_changed} for piece in pieces]
    return {"lang": lang, "dir": direction(lang), "parts": parts}
