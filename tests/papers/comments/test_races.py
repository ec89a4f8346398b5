"""A comment and another text of its author at the same moment, on connections of their own."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotNow
from participation.papers import commands as authors
from participation.papers.comments.commands import comment_on_sentence, take_comment_back
from participation.papers.comments.models import PaperComment
from participation.papers.comments.queries import comments_on
from participation.papers.curation import letters
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision
from participation.papers.queries import paper_for
from participation.papers.subjects.commands import set_subject
from participation.papers.subjects.queries import subjects_of
from tests.papers.test_races import at_once
from tests.world import World

FIRST = (0, len("First thought."))


def asked(world: World) -> tuple[Actor, Actor, str, str]:
    """A child whose other words are written and not sent; the adult has read the first ones."""
    author, adult = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted")
    read = sent_paper(adult, paper).revision_id
    letters.ask_about_paper(adult, paper, "Where?", "en")
    version = paper_for(author, paper).draft_version
    authors.save_draft(author, paper, "T", "Other words. Quite others.", "en", version)
    return author, adult, paper, read


@pytest.mark.parametrize("round_", range(4))
def test_a_comment_never_stands_beside_words_its_adult_has_not_read(
    app: Flask, world: World, round_: int
) -> None:
    author, adult, paper, read = asked(world)
    outcomes = at_once(
        app,
        *[
            partial(comment_on_sentence, adult, paper, read, FIRST, f"Thought {n}")
            for n in range(3)
        ],
        partial(authors.submit_paper, author, paper),
    )
    assert isinstance(outcomes[-1], dict)
    said = [one for one in outcomes[:-1] if isinstance(one, dict)]
    late = [one for one in outcomes[:-1] if isinstance(one, ChangedMeanwhile)]
    assert len(said) + len(late) == 3
    comments = comments_on([paper])
    assert len(comments) == len(said)
    for one in comments:
        assert (one.sentence, one.is_earlier) == ("First thought.", True)
    rows = db.session.execute(
        select(PaperComment, PaperRevision).join(
            PaperRevision, PaperRevision.id == PaperComment.revision_id
        )
    )
    assert all(revision.id == read for _, revision in rows)


@pytest.mark.parametrize("round_", range(2))
def test_a_comment_while_she_takes_it_back_is_there_before_or_not_at_all(
    app: Flask, world: World, round_: int
) -> None:
    author, adult, paper, read = asked(world)
    outcomes: list[Any] = at_once(
        app,
        partial(comment_on_sentence, adult, paper, read, FIRST, "A thought"),
        partial(authors.take_back, author, paper),
    )
    row = db.session.get_one(Paper, paper, populate_existing=True)
    assert row.state == "withdrawn"
    said = isinstance(outcomes[0], dict)
    assert said or outcomes[0].code == "not_found"
    assert len(comments_on([paper])) == said
    authors.bring_back(author, paper)
    assert comments_on([paper]) == []


def test_two_adults_at_once_set_one_subject_and_take_one_comment_back(
    app: Flask, world: World
) -> None:
    _, adult, paper, read = asked(world)
    adults = [adult, *(world.facilitator() for _ in range(3))]
    set_at_once = at_once(
        app, *(partial(set_subject, one, paper, "school", True) for one in adults)
    )
    assert all(isinstance(one, dict) for one in set_at_once)
    assert subjects_of([paper]) == {paper: ["school"]}
    comment = comment_on_sentence(adult, paper, read, FIRST, "A thought")["comment"]
    taken = at_once(app, *(partial(take_comment_back, one, paper, comment) for one in adults))
    assert all(isinstance(one, dict) for one in taken)
    row = db.session.get_one(PaperComment, comment, populate_existing=True)
    assert row.taken_back_by in {one.person_id for one in adults}
    assert comments_on([paper]) == []
    assert not any(isinstance(one, NotNow) for one in taken)
