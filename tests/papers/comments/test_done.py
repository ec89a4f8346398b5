"""A comment that needs nothing more is marked as done by whoever of the desk, and opened again; its
author reads it either way."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import NOBODY, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound, NotNow, Refusal
from participation.papers.comments.commands import (
    mark_comment_done,
    open_comment_again,
    take_comment_back,
)
from participation.papers.comments.models import PaperCommentDone
from participation.papers.curation import holding
from participation.papers.curation import payloads as desk
from participation.papers.models import PaperState
from tests.papers.comments.test_comments import BODY, SAYS, at_desk, read_by, says
from tests.papers.curation.test_authority import Table
from tests.papers.test_doors import browser_of
from tests.papers.test_papers import desk as version_of
from tests.papers.test_races import at_once
from tests.world import World

HIS = "A lamp, and where exactly?"


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    return World()


def counted(adult: Actor, paper: str) -> list[int]:
    db.session.rollback()
    return [one["comments"] for one in desk.standing(adult, [paper])]


def order(adult: Actor, paper: str) -> list[tuple[str, bool]]:
    db.session.rollback()
    db.session.expire_all()
    return [
        ("".join(part["text"] for part in one["text"]["parts"]), one["is_done"])
        for one in at_desk(adult, paper)
    ]


def test_what_is_done_comes_last_at_the_desk_and_is_counted_no_more(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    first = says(one, paper)
    says(one, paper, 2, HIS)
    mark_comment_done(other, paper, first)
    assert order(one, paper) == [(HIS, False), (SAYS, True)]
    assert counted(one, paper) == [1]
    (done,) = (each for each in at_desk(other, paper) if each["is_done"])
    assert (done["done_by_me"], done["done_at"] is None) == (True, False)
    assert [words for _, words, _ in read_by(author, paper)] == [SAYS, HIS], "she reads both"
    open_comment_again(one, paper, first)
    assert order(one, paper) == [(SAYS, False), (HIS, False)]
    assert counted(one, paper) == [2]


def test_each_time_it_is_done_has_a_row_of_its_own(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    comment = says(one, paper)
    for act in (mark_comment_done, mark_comment_done, open_comment_again, open_comment_again):
        act(one, paper, comment)  # twice is harmless
    mark_comment_done(other, paper, comment)
    rows = db.session.scalars(select(PaperCommentDone).order_by(PaperCommentDone.done_at)).all()
    assert [(row.done_by, row.opened_by) for row in rows] == [
        (one.person_id, one.person_id),
        (other.person_id, None),
    ]


def test_the_desk_hears_of_it_and_the_childs_does_not(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    comment, hers = says(adult, paper), f"mine:{author.person_id}"
    for act in (mark_comment_done, open_comment_again):
        before = version_of("curation"), version_of(hers)
        act(adult, paper, comment)
        assert version_of("curation") > before[0]
        assert version_of(hers) == before[1] > 0


def test_what_was_taken_back_and_what_is_elsewhere_is_not_done(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper, elsewhere = (hall.paper(author, "submitted", body=BODY) for _ in range(2))
    comment = says(adult, paper)
    for act in (mark_comment_done, open_comment_again):
        with pytest.raises(NotFound):
            act(adult, elsewhere, comment)
    take_comment_back(adult, paper, comment)
    with pytest.raises(NotNow):
        mark_comment_done(adult, paper, comment)


def test_each_role_in_each_state_marks_as_the_table_says(hall: World) -> None:
    table = Table(hall)
    tried = 0
    for state in PaperState:
        for who, actor in table.people.items():
            table.put(PaperState.SUBMITTED, announced=False)
            comment = says(table.people["curator"], table.paper)
            table.put(state, announced=False)
            is_at_desk = desk_holds(table)
            for act in (mark_comment_done, open_comment_again):
                said = "done"
                try:
                    act(actor, table.paper, comment)
                except Refusal as refusal:
                    said = refusal.code
                expected = "done" if is_at_desk else "not_found"
                if who != "curator":
                    expected = "not_signed_in" if actor is NOBODY else "not_allowed"
                assert said == expected, (state, who)
                tried += 1
    assert tried == 2 * len(PaperState) * len(table.people)


def desk_holds(table: Table) -> bool:
    """Whether the paper is at the desk as it stands."""
    db.session.rollback()
    return any(one["id"] == table.paper for one in desk.desk(table.people["curator"])["papers"])


def test_a_comment_of_a_held_paper_is_nobodys_to_mark(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    comment = says(adult, paper)
    holding.hold_paper(adult, paper)
    for act in (mark_comment_done, open_comment_again):
        with pytest.raises(NotFound):
            act(adult, paper, comment)


def test_the_page_says_it_and_opens_it_again(hall: World, sqlite_app: Flask) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    comment = says(adult, paper)
    browser, address = browser_of(sqlite_app, adult), f"/curate/{paper}/comments/done"
    assert "It is done" in browser.get(f"/curate/{paper}").text
    answer = browser.post(f"{address}?group=waiting", data={"comment": comment, "then": "done"})
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/curate/{paper}?group=waiting#comment-{comment}")
    page = browser.get(f"/curate/{paper}").text
    assert 'class="curate-comment stack-tight is-done"' in page
    assert "Open it again" in page
    assert browser.post(address, data={"comment": comment, "then": "open"}).status_code == 303
    assert "is-done" not in browser.get(f"/curate/{paper}").text
    assert browser.post(address, data={"comment": comment, "then": "else"}).status_code == 400
    take_comment_back(adult, paper, comment)
    assert browser.post(address, data={"comment": comment, "then": "done"}).status_code == 409
    for stranger in (author, hall.signed_in(hall.person("safeguarding", kind="adult"))):
        no = browser_of(sqlite_app, stranger).post(address, data={"comment": comment})
        assert no.status_code == 403


def test_of_several_at_once_one_row_says_that_it_is_done(app: Flask, world: World) -> None:
    author, adults = world.delegate(), [world.facilitator() for _ in range(3)]
    paper = world.paper(author, "submitted", body=BODY)
    comment = says(adults[0], paper)
    answers = at_once(app, *[partial(mark_comment_done, each, paper, comment) for each in adults])
    assert all(isinstance(answer, dict) for answer in answers)
    db.session.rollback()
    (row,) = db.session.scalars(select(PaperCommentDone)).all()
    kept = dict(
        db.session.execute(select(PaperCommentDone.__table__)).mappings().one(), id="f" * 32
    )
    db.session.rollback()
    for change, name in (
        ({}, "present|comment_id"),
        ({"opened_at": clock.now()}, "opened"),
    ):
        with pytest.raises(IntegrityError, match=name), db.engine.begin() as connection:
            connection.execute(insert(PaperCommentDone).values(kept | change))
    assert row.opened_at is None
