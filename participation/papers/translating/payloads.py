"""What translators, authors and readers are sent of translations, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.languages import LANGUAGES, direction, user_text
from participation.papers import rules
from participation.papers.models import PaperRevision
from participation.papers.paragraphs import (
    is_heading,
    piece_places,
    pieces,
    words_of,
    words_place,
)
from participation.papers.reading import as_read, as_written
from participation.papers.translating import queries
from participation.papers.translating.models import TranslationState
from participation.papers.translating.queries import Translated
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import Mark

Json = dict[str, Any]

# What a translator reads of each language, the one that counts most first.
COUNTS = (
    TranslationState.WRITTEN,
    TranslationState.OPEN,
    TranslationState.YES,
    TranslationState.NO,
    TranslationState.ENDED,
)


def translators_desk(actor: Actor) -> list[Json]:
    """The papers of her sessions that the hall may read; and for each other language whether a
    translation waits for its authors, is read by all, or was none. Two queries beside the
    sessions."""
    papers = queries.papers_to_translate(actor)
    found = queries.translations_of([paper.id for paper in papers])
    return [
        {
            "id": paper.paper_id,
            "title": user_text(rules.heading(paper.title, paper.body), paper.language),
            "lang": paper.language,
            "into": [
                {"lang": lang, "state": _state(found[paper.id], lang)}
                for lang in LANGUAGES
                if lang != paper.language
            ],
        }
        for paper in papers
    ]


def _state(translations: Sequence[Translated], lang: str) -> str | None:
    states = {one.state for one in translations if one.language == lang}
    return next((state for state in COUNTS if state in states), None)


def unread_translations() -> list[Json]:
    """The papers at the desk of which a translation waits for another adult; one query."""
    return [
        {
            "id": paper.paper_id,
            "title": user_text(rules.heading(paper.title, paper.body), paper.language),
        }
        for paper in queries.papers_with_unread()
    ]


def to_translate(paper: PaperRevision, lang: str) -> Json:
    """One of them, paragraph by paragraph, beside the newest words that were written of it in this
    language."""
    every = queries.translations_of([paper.id])[paper.id]
    before = [one for one in every if one.language == lang]
    return {
        "id": paper.paper_id,
        "number": paper.number,
        "lang": paper.language,
        "title": user_text(paper.title, paper.language) if paper.title.strip() else None,
        "pieces": [
            {
                **as_written(words_of(each), paper.language),
                "is_heading": is_heading(each),
            }
            for each in pieces(paper.body)
        ],
        "state": _state(every, lang),
        "before": {
            "title": before[-1].title,
            "pieces": list(map(words_of, pieces(before[-1].body))),
        }
        if before
        else None,
    }


def translation_letters(paper_ids: Sequence[str], person_id: str) -> dict[str, Json]:
    """For each of these papers the translation that waits for this author of it, each paragraph
    beside her own; one that has her yes only where no other waits. It waits whether or not the
    hall may read the paper just now: nothing tells its author of a hold. Three queries, however
    many papers."""
    every = queries.translations_of_now(paper_ids, TranslationState.OPEN)
    if not every:
        return {}
    with_yes = queries.with_yes_of(person_id, [one.id for one in every])
    waiting: dict[str, Translated] = {}
    for one in sorted(every, key=lambda one: one.id in with_yes):
        waiting.setdefault(one.paper_id, one)
    papers = queries.revisions_by_id([one.translates for one in waiting.values()])
    return {
        one.paper_id: {
            "kind": "translation",
            "id": one.id,
            "lang": one.language,
            "pairs": _pairs(papers[one.translates], _plain(one)),
            "said_yes": one.id in with_yes,
        }
        for one in waiting.values()
    }


def translations_at_desk(actor: Actor, paper_id: str) -> list[Json]:
    """All that was written of this paper in other languages, each paragraph beside its author's
    and cut at its marks; whether this adult may let it through."""
    every = queries.translations_at_desk(paper_id)
    papers = queries.revisions_by_id([one.translates for one in every])
    ids = [one.revision_id for one in every]
    titles, bodies = marks_on("paper_title", ids), marks_on("paper_body", ids)
    return [
        {
            "id": one.id,
            "lang": one.language,
            "state": one.state,
            "pairs": _pairs(
                papers[one.translates],
                _marked(one, titles.get(one.revision_id, []), bodies.get(one.revision_id, [])),
            ),
            "marks": sorted(
                {mark.mark for marks in (titles, bodies) for mark in marks.get(one.revision_id, [])}
            ),
            "may_read": actor.is_facilitator
            and one.state == TranslationState.WRITTEN
            and one.written_by != actor.person_id,
        }
        for one in every
    ]


def _marked(one: Translated, in_title: list[Mark], in_body: list[Mark]) -> list[Any]:
    return [
        marked_parts(one.title, one.language, in_title),
        *(
            marked_parts(one.body[start:end], one.language, in_body, start)
            for start, end in (words_place(one.body, each) for each in piece_places(one.body))
        ),
    ]


def _pairs(paper: PaperRevision, said: Sequence[Any]) -> list[Json]:
    """What its author wrote, the title first, each beside what is said for it."""
    theirs = [paper.title, *map(words_of, pieces(paper.body))]
    return [
        {"own": user_text(own, paper.language), "said": words}
        for own, words in zip(theirs, said, strict=True)
        if own.strip()
    ]


def _plain(one: Translated) -> list[Any]:
    return [user_text(part, one.language) for part in (one.title, *map(words_of, pieces(one.body)))]


def read_in(paper_ids: Sequence[str]) -> dict[str, list[Json]]:
    """By paper in which languages its authors let it be read too; one query."""
    found: dict[str, list[Json]] = defaultdict(list)
    for one in queries.translations_of_now(paper_ids, TranslationState.YES):
        found[one.paper_id].append({"id": one.id, "lang": one.language})
    return found


def spoken(revision_id: str) -> dict[str, Json]:
    """By language what a reader is shown instead of the paper's own words, marked as a person's."""
    every = queries.translations_of([revision_id], TranslationState.YES)[revision_id]
    return {one.language: _said(one) for one in sorted(every, key=lambda one: one.language)}


def spoken_in(revision_ids: Sequence[str], lang: str) -> dict[str, Json]:
    """By revision what is shown of it in this language, where its authors said yes to that; one
    query."""
    found = queries.translations_of(revision_ids, TranslationState.YES)
    return {
        one.translates: _said(one)
        for several in found.values()
        for one in several
        if one.language == lang
    }


def _said(one: Translated) -> Json:
    return {
        "title": user_text(rules.heading(one.title, one.body), one.language),
        "paragraphs": as_read(one.body, one.language),
    }


def side(lang: str) -> Json:
    """How a box for words of this language stands."""
    return {"lang": lang, "dir": direction(lang)}
