"""Whatever is pressed in whatever order: what may become of a paper is what the table says, and a
no tells where it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound, NotNow
from participation.papers import commands, queries, rules
from participation.papers.curation import commands as curating
from participation.papers.curation import letters
from participation.papers.curation import queries as curation
from participation.papers.models import Paper
from tests.world import World

A_YEAR_LATER = timedelta(days=367)
# Nobody at the desk sees it.
HERS_ALONE = {"draft", "withdrawn"}
# Pressed once more these are no mistake: what was wanted is so.
AGAIN = {
    ("confirm", "confirmed"), ("take_back", "withdrawn"), ("bring_back", "draft"),
    ("take_up", "in_review"), ("select", "selected"),
}  # fmt: skip


class Desk:
    """One child, two curators of one session, and a twin that is chosen for it."""

    def __init__(self, world: World) -> None:
        self.session = world.session()
        self.author = world.delegate()
        self.first, self.second = (world.facilitator(self.session) for _ in range(2))
        self.twin = world.paper(world.delegate(), "selected", self.session)
        self.many = count()

    def begins(self) -> str:
        paper: str = commands.start_paper(self.author, "en")["paper"]
        self.writes(paper)
        return paper

    def writes(self, paper: str) -> None:
        """Other words than before."""
        version = paper_now(paper).draft_version
        commands.save_draft(
            self.author, paper, "A door", f"Thought {next(self.many)}", "en", version
        )

    def submit(self, paper: str) -> None:
        self.writes(paper)
        commands.submit_paper(self.author, paper)

    def reply(self, paper: str) -> None:
        offer = curation.open_offer(paper)
        offer_id = offer.id if offer is not None else "0" * 32
        letters.reply_to_offer(self.author, paper, offer_id, says_yes=next(self.many) % 2 == 0)

    def confirm(self, paper: str) -> None:
        sent = queries.latest_revision(paper)
        commands.confirm_paper(self.author, paper, sent.number if sent else 1, "me")

    def offer(self, paper: str) -> None:
        letters.offer_change(self.first, paper, "A door", f"Offered {next(self.many)}")

    def agree(self, paper: str) -> None:
        curating.suggest_no(self.first, paper, "The day is full.", "book")
        curating.agree_to_no(self.second, paper)


Press = Callable[[Desk, str], Any]
AUTHORS: dict[str, Press] = {
    "submit": Desk.submit,
    "answer": lambda desk, paper: letters.answer_question(desk.author, paper, "We do."),
    "reply": Desk.reply,
    "confirm": Desk.confirm,
    "take_back": lambda desk, paper: commands.take_back(desk.author, paper),
    "bring_back": lambda desk, paper: commands.bring_back(desk.author, paper),
}
CURATORS: dict[str, Press] = {
    "take_up": lambda desk, paper: curating.take_up_paper(desk.first, paper),
    "ask": lambda desk, paper: letters.ask_about_paper(desk.first, paper, "Who?", "en"),
    "offer": Desk.offer,
    "select": lambda desk, paper: curating.select_paper(desk.first, paper, desk.session.id),
    "join": lambda desk, paper: curating.join_paper(desk.first, paper, desk.twin),
    "agree": Desk.agree,
    "look_again": lambda desk, paper: curating.look_again(desk.first, paper),
    # Moves nothing by itself: from then on a decision is told.
    "announce": lambda desk, paper: curating.announce_decisions(desk.first),
}
PRESSES = {**AUTHORS, **CURATORS}


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def paper_now(paper: str) -> Paper:
    db.session.rollback()
    return db.session.get_one(Paper, paper, populate_existing=True)


def goal_of(step: str, state: str, is_announced: bool) -> str | None:
    """Where the step leads by the table, and by whether its author was told."""
    if step == "announce" or (step == "confirm" and state in rules.DECIDED and not is_announced):
        return None
    if step == "look_again" and is_announced:
        return None
    return rules.after(step, state)


def pressed(step: str, desk: Desk, paper: str) -> tuple[str, Any]:
    """What came of a press: the code and state of a no, or "done"."""
    try:
        PRESSES[step](desk, paper)
    except (NotNow, NotFound) as refusal:
        return refusal.code, refusal.state
    return "done", None


def played(desk: Desk, steps: list[str]) -> str:
    """The paper of this history; each step is held against the table."""
    paper = desk.begins()
    for step in steps:
        before = paper_now(paper)
        state, is_announced = str(before.state), before.announced_at is not None
        goal, told = (
            goal_of(step, state, is_announced),
            rules.told(state, is_announced=is_announced),
        )
        code, said = pressed(step, desk, paper)
        now = paper_now(paper)
        if code == "not_now":
            assert goal is None, (step, state)
            # Until all are told no answer to its author says more than her page.
            assert said == told or (step in CURATORS and said == state), (step, state, said)
            assert now.state == state
        elif code == "not_found":
            assert step in CURATORS, (step, state)
            assert state in HERS_ALONE, (step, state)
            assert now.state == state
        elif goal is None:
            assert step == "announce" or (step, state) in AGAIN, (step, state)
            assert now.state == state
        else:
            assert now.state == goal, (step, state)
        assert (now.state == "confirmed") == (now.confirmed_revision_id is not None)
        assert (now.state in HERS_ALONE) == (now.visibility == "authors")
    return paper


def test_any_course_of_a_paper_is_one_of_the_table(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(world)
    assert set(rules.MOVES) == {*PRESSES, "ask_again"} - {"announce"}

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(st.sampled_from(sorted(PRESSES)), min_size=4, max_size=16))
    def play(steps: list[str]) -> None:
        paper = played(desk, ["submit", *steps])
        state = str(paper_now(paper).state)
        with monkeypatch.context() as meanwhile:
            later = clock.now() + A_YEAR_LATER
            meanwhile.setattr(clock, "now", lambda: later)
            commands.sweep_yeses(SYSTEM)
        assert paper_now(paper).state == (rules.after("ask_again", state) or state)

    play()
