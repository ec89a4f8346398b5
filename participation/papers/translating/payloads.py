"""What translators, authors and readers are sent of translations, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.languages import LANGUAGES, direction, user_text
from participation.papers import rules
from participation.papers.leaves import language_of
from participation.papers.models import PaperRevision
from participation.papers.queries import confirmed_revisions
from participation.papers.translating import queries
from participation.papers.translating.models import TranslationState
from participation.papers.translating.queries import Translated

Json = dict[str, Any]

# What a translator reads of each language, the one that counts most first.
COUNTS = (
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
        "paragraphs": _paragraphs(paper.body, paper.language),
        "state": _state(every, lang),
        "before": {
            "title": before[-1].title,
            "paragraphs": rules.paragraphs(before[-1].body),
        }
        if before
        else None,
    }


def translation_letters(paper_ids: Sequence[str], person_id: str) -> dict[str, Json]:
    """For each of these papers the translation that waits for this author of it, each paragraph
    beside her own. Three queries, however many papers."""
    waiting: dict[str, Translated] = {}
    for one in queries.translations_of_now(paper_ids, TranslationState.OPEN):
        waiting.setdefault(one.paper_id, one)
    if not waiting:
        return {}
    papers = confirmed_revisions([one.translates for one in waiting.values()])
    with_yes = queries.with_yes_of(person_id, [one.id for one in waiting.values()])
    return {
        one.paper_id: {
            "kind": "translation",
            "id": one.id,
            "lang": one.language,
            "pairs": _pairs(papers[one.translates], one),
            "said_yes": one.id in with_yes,
        }
        for one in waiting.values()
        if one.translates in papers
    }


def _pairs(paper: PaperRevision, translation: Translated) -> list[Json]:
    theirs = [paper.title, *rules.paragraphs(paper.body)]
    said = [translation.title, *rules.paragraphs(translation.body)]
    return [
        {
            "own": user_text(own, paper.language),
            "said": user_text(words, translation.language),
        }
        for own, words in zip(theirs, said, strict=True)
        if own.strip()
    ]


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
        "paragraphs": _paragraphs(one.body, one.language),
    }


def _paragraphs(body: str, lang: str) -> list[Any]:
    return [user_text(part, language_of(part, lang)) for part in rules.paragraphs(body)]


def side(lang: str) -> Json:
    """How a box for words of this language stands."""
    return {"lang": lang, "dir": direction(lang)}
