"""The paragraph of a paper on stage that a question is about, and how it is named beside it."""

from __future__ import annotations

from functools import cache

from sqlalchemy import select

from participation.floor.queries import REACHED, item_by_id
from participation.foundation.extensions import db
from participation.foundation.languages import Words, in_every_language, native_digits
from participation.foundation.refusals import sentence
from participation.foundation.taming import tame
from participation.papers.queries import stage_text, stage_titles
from participation.questions.models import Question, QuestionAbout
from participation.questions.whereabouts import ISOLATED

ABOUT = sentence("On paragraph {n} of “{title}”")


def tie(question: Question, item_id: str, paragraph: int) -> None:
    """The question is about this paragraph of the paper that the item pins. Where the hall can't
    read that any more it is about nothing: a question is taken all the same."""
    item = item_by_id(item_id)
    if item is None or item.session_id != question.session_id or item.state not in REACHED:
        return
    text = stage_text(item.revision_id) if item.revision_id else None
    if text is None or not 1 <= paragraph <= len(text.paragraphs):
        return
    db.session.add(
        QuestionAbout(question_id=question.id, revision_id=text.revision_id, paragraph=paragraph)
    )


def abouts(session_id: str) -> dict[str, Words]:
    """In words which paragraph each question of the session is about, while the hall may read that
    paper; those that are about none are not in it."""
    rows = db.session.execute(
        select(QuestionAbout.question_id, QuestionAbout.revision_id, QuestionAbout.paragraph)
        .join(Question, Question.id == QuestionAbout.question_id)
        .where(Question.session_id == session_id)
    ).all()
    titles = stage_titles([row.revision_id for row in rows])
    return {
        row.question_id: _in_words(row.paragraph, titles[row.revision_id][0])
        for row in rows
        if row.revision_id in titles
    }


def _in_words(paragraph: int, title: str) -> Words:
    return {
        lang: words.format(
            n=native_digits(str(paragraph), lang), title=ISOLATED.format(tame(title))
        )
        for lang, words in _said().items()
    }


@cache
def _said() -> Words:
    return in_every_language(ABOUT)
