"""Two tablets at the same moment, as threads with connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow, Refusal
from participation.papers import commands, queries
from participation.papers.models import Paper, PaperRevision, PaperYes
from participation.papers.refusals import DraftMovedOn
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
    outcomes = at_once(app, *[lambda: commands.confirm_paper(author, paper, "me")] * 4)
    assert all(isinstance(outcome, dict) for outcome in outcomes)
    assert len(db.session.scalars(select(PaperYes)).all()) == 1


def test_two_facilitators_choose_for_two_sessions_and_one_wins(app: Flask, world: World) -> None:
    paper = world.paper(world.delegate(), "in_review")
    readers: list[Actor] = [world.facilitator(), world.facilitator()]
    sessions = [world.session().id, world.session().id]
    outcomes = at_once(
        app,
        lambda: commands.select_paper(readers[0], paper, sessions[0]),
        lambda: commands.select_paper(readers[1], paper, sessions[1]),
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
        lambda: commands.confirm_paper(author, paper, "me"),
        lambda: commands.take_back(author, paper),
    )
    row = queries.paper_for(author, paper)
    living = db.session.scalars(select(PaperYes).where(PaperYes.ended_at.is_(None))).all()
    assert (row.state, list(living)) == ("withdrawn", [])
    assert queries.confirmed_revision(paper) is None
