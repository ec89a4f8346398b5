"""Two tablets at the same moment, as threads with connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow, Refusal
from participation.papers import commands, queries
from participation.papers.curation import commands as curating
from participation.papers.curation.refusals import NoWaitsAlready
from participation.papers.models import Paper, PaperRevision, PaperYes
from participation.papers.refusals import DraftMovedOn
from participation.people.consent.queries import child, takes_part_still
from participation.safeguarding.clearing.refusals import WithColleague
from tests.world import World

Outcome = dict[str, Any] | Refusal


def at_once(app: Flask, *steps: Callable[[], dict[str, Any]]) -> list[Outcome]:
    """The outcome of each step, all begun at the same moment."""
    ready = threading.Barrier(len(steps))

    def run(step: Callable[[], dict[str, Any]]) -> Outcome:
        with app.app_context():
            ready.wait()
            try:
                return step()
            except Refusal as refusal:
                return refusal

    db.session.rollback()
    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(run, steps))


@pytest.mark.parametrize("round_", range(3))
def test_two_tablets_save_from_the_same_base_and_one_gets_both_texts(
    app: Flask, world: World, round_: int
) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    outcomes = at_once(
        app,
        lambda: commands.save_draft(author, paper, "T", "from the tablet", "en", 0),
        lambda: commands.save_draft(author, paper, "T", "from the phone", "en", 0),
    )
    kept = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    told = [outcome for outcome in outcomes if isinstance(outcome, DraftMovedOn)]
    assert (len(kept), len(told)) == (1, 1)
    row = queries.paper_for(author, paper)
    assert row.draft_version == 1
    assert told[0].state["body"] == row.draft_body
    assert told[0].state["version"] == 1


def test_ten_tablets_that_send_at_once_leave_one_revision(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    outcomes = at_once(app, *[lambda: commands.submit_paper(author, paper)] * 10)
    answers = [outcome for outcome in outcomes if isinstance(outcome, dict)]
    assert len({answer["revision"] for answer in answers}) == 1
    assert len(answers) == 10
    assert len(db.session.scalars(select(PaperRevision)).all()) == 1


def test_a_double_yes_is_recorded_once(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "selected")
    outcomes = at_once(app, *[lambda: commands.confirm_paper(author, paper, 1, "me")] * 4)
    assert all(isinstance(outcome, dict) for outcome in outcomes)
    assert len(db.session.scalars(select(PaperYes)).all()) == 1


def test_two_facilitators_choose_for_two_sessions_and_one_wins(app: Flask, world: World) -> None:
    paper = world.paper(world.delegate(), "submitted")
    readers: list[Actor] = [world.facilitator(), world.facilitator()]
    sessions = [world.session().id, world.session().id]
    outcomes = at_once(
        app,
        lambda: curating.select_paper(readers[0], paper, sessions[0]),
        lambda: curating.select_paper(readers[1], paper, sessions[1]),
    )
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, NotNow) for outcome in outcomes) == 1
    row = db.session.get(Paper, paper)
    assert row is not None
    assert row.session_id in set(sessions)


def test_taking_back_while_saying_yes_never_leaves_a_yes_alone(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "selected")
    at_once(
        app,
        lambda: commands.confirm_paper(author, paper, 1, "me"),
        lambda: commands.take_back(author, paper),
    )
    row = queries.paper_for(author, paper)
    living = db.session.scalars(select(PaperYes).where(PaperYes.ended_at.is_(None))).all()
    assert (row.state, list(living)) == ("withdrawn", [])
    assert queries.confirmed_revision(paper) is None


def test_two_curators_take_one_paper_and_it_is_in_one_hand(app: Flask, world: World) -> None:
    paper = world.paper(world.delegate(), "submitted")
    readers = [world.facilitator() for _ in range(4)]
    outcomes = at_once(app, *(partial(curating.take_up_paper, one, paper) for one in readers))
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WithColleague) for outcome in outcomes) == 3
    row = db.session.get(Paper, paper, populate_existing=True)
    assert row is not None
    assert row.in_hand_of in {each.person_id for each in readers}


@pytest.mark.parametrize("round_", range(2))
def test_a_no_by_two_is_one_decision_or_none_while_a_third_sees_it_otherwise(
    app: Flask, world: World, round_: int
) -> None:
    paper = world.paper(world.delegate(), "submitted")
    readers = [world.facilitator() for _ in range(4)]
    curating.take_up_paper(readers[0], paper)
    curating.let_go_of_paper(readers[0], paper)
    first = at_once(
        app, *(partial(curating.suggest_no, one, paper, "Why.", "book") for one in readers[:2])
    )
    assert sum(isinstance(outcome, NoWaitsAlready) for outcome in first) == 1
    agreed = at_once(
        app,
        *(partial(curating.agree_to_no, one, paper) for one in readers[:3]),
        partial(curating.drop_no, readers[3], paper),
    )
    row = db.session.get(Paper, paper, populate_existing=True)
    assert row is not None
    if isinstance(agreed[3], dict):
        assert (row.state, row.no_by, row.no_reason) == ("in_review", None, None)
    else:
        assert row.state == "not_this_time"
        assert None not in (row.no_by, row.no_agreed_by)
        assert row.no_by != row.no_agreed_by


def test_decisions_that_two_announce_at_once_are_told_once(app: Flask, world: World) -> None:
    session = world.session()
    papers = [world.paper(world.delegate(), "submitted") for _ in range(3)]
    reader, other = world.facilitator(session), world.facilitator(session)
    for paper in papers:
        curating.select_paper(reader, paper, session.id)
    outcomes = at_once(app, *(partial(curating.announce_decisions, one) for one in (reader, other)))
    told = [outcome["announced"] for outcome in outcomes if isinstance(outcome, dict)]
    assert sorted(told) == [0, 3]


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)
def test_whoever_takes_a_yes_back_keeps_no_author_from_her_paper(app: Flask, world: World) -> None:
    """She is locked first and her papers then; an author's act locks the paper and then names her:
    were she locked against that, each would wait for the other."""
    author = world.delegate()
    person_id, paper = author.person_id or "", world.paper(author, "selected")

    def elsewhere(step: Callable[[], Any]) -> Any:
        with app.app_context():
            return step()

    with ThreadPoolExecutor(2) as others:
        with db.writing():
            assert child(person_id, for_update=True) is not None
            said = others.submit(elsewhere, lambda: commands.confirm_paper(author, paper, 1, "me"))
            assert said.result(timeout=4)["state"] == "confirmed"
            asks = others.submit(elsewhere, lambda: takes_part_still(person_id))
            with pytest.raises(TimeoutError):
                asks.result(timeout=0.5)
        assert asks.result(timeout=4) is True
