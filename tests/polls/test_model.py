"""Random histories of polls, held against the table in rules.py: an illegal step answers
with the present state and changes nothing, and what each audience reads fits where the poll is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.polls import commands, rules
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Ballot, Poll, PollState, Voter
from participation.polls.payloads import poll_topic
from participation.polls.preparing import commands as preparing
from tests.world import World

MOVES: dict[str, Callable[..., Any]] = {
    "open": commands.open_poll,
    "close": commands.close_poll,
    "reveal": commands.reveal_poll,
    "hide": commands.hide_poll,
    "void": commands.void_poll,
}
ACTS = (*MOVES, "open", "close", "reveal", "ask_again", "cast", "cast", "rework", "ready")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3)), min_size=4, max_size=24)


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """The table of moves is the same on both databases; what the database decides is raced."""
    return sqlite_app


class History:
    """A session whose polls are moved, and what the table says that they should be."""

    def __init__(self, world: World) -> None:
        self.session = world.session()
        self.child = world.moderator(self.session)
        self.adult = world.facilitator(self.session)
        self.voters = [world.delegate() for _ in range(2)]
        self.polls = [
            world.poll(self.session).id,
            world.poll(self.session, electorate="delegates").id,
            world.poll(self.session, kind="ranking").id,
            world.poll(self.session, state="draft").id,
        ]
        states = ("ready", "ready", "ready", "draft")
        self.expected: dict[str, str] = dict(zip(self.polls, states, strict=True))
        self.again: set[str] = set()

    def step(self, act: str, which: int) -> None:
        poll_id = self.polls[which % len(self.polls)]
        before = dict(self.expected)
        allowed, goal = self._told(act, poll_id)
        try:
            answer = self._do(act, poll_id)
        except Refusal as refusal:
            answer = refusal
        if isinstance(answer, Refusal):
            assert not allowed, (act, before[poll_id], answer.code)
            assert answer.state == before[poll_id], (act, answer.code)
            self.expected = before
        else:
            assert allowed, (act, before[poll_id])
            self.expected[poll_id] = goal
            if act == "ask_again":
                self.again.add(poll_id)
                self.polls[which % len(self.polls)] = answer["poll"]
                self.expected[answer["poll"]] = PollState.OPEN
        self._look()

    def _told(self, act: str, poll_id: str) -> tuple[bool, str]:
        """Whether the step may be taken, and where the poll stands after it."""
        state = self.expected[poll_id]
        others = {each for other, each in self.expected.items() if other != poll_id}
        is_free = not others & rules.UNDER_WAY
        if act in MOVES:
            if rules.already(act, state):
                return True, state
            goal = rules.after(act, state)
            if act == "reveal" and self._is_ballot(poll_id):
                return False, state  # two voters are fewer than five
            may = goal is not None and (act != "open" or is_free)
            # Closing is one press and two transactions: the second has been made by now.
            return may, PollState.COUNTED if act == "close" and may else goal or state
        if act == "ask_again":
            may = state in rules.CAN_BE_ASKED_AGAIN and poll_id not in self.again and is_free
            return may, state
        if act == "cast":
            return state == PollState.OPEN, state
        is_written = state in (PollState.DRAFT, PollState.READY) and poll_id not in self.again
        return is_written, PollState.DRAFT if act == "rework" else PollState.READY

    def _do(self, act: str, poll_id: str) -> Any:
        if act in MOVES:
            return MOVES[act](self.child, poll_id, 1)
        if act == "ask_again":
            return commands.ask_again(self.child, poll_id, 1)
        if act == "cast":
            return self._cast(poll_id)
        move = preparing.rework_poll if act == "rework" else preparing.make_ready
        return move(self.adult, poll_id)

    def _cast(self, poll_id: str) -> Any:
        """Both voters, of whom a ballot takes each once; the last one's answer, or her no."""
        poll = db.session.get(Poll, poll_id)
        assert poll is not None
        said = tuple(option.id for option in poll.options)[: 1 if poll.kind == "single" else None]
        outcomes = cast_ballots([Cast(voter, poll_id, said, 1) for voter in self.voters])
        no = outcomes[-1]
        if isinstance(no, Refusal) and no.code == "already_voted":
            assert poll.is_ballot
            return {}
        return no

    def _is_ballot(self, poll_id: str) -> bool:
        poll = db.session.get(Poll, poll_id)
        return poll is not None and poll.is_ballot

    def _look(self) -> None:
        """What stands in the database and on every wall, after each step."""
        db.session.rollback()
        db.session.expire_all()
        polls = db.session.scalars(select(Poll).where(Poll.session_id == self.session.id)).all()
        assert {poll.id: poll.state for poll in polls} == self.expected
        assert sum(poll.state in rules.UNDER_WAY for poll in polls) <= 1
        for poll in polls:
            voters = db.session.scalars(select(Voter).where(Voter.poll_id == poll.id)).all()
            if poll.state != PollState.OPEN or poll.is_ballot:
                assert not [voter for voter in voters if voter.choice is not None]
            ballots = db.session.scalars(select(Ballot).where(Ballot.poll_id == poll.id)).all()
            is_kept = poll.is_ballot and poll.state != PollState.VOID
            assert len(ballots) == (len(voters) if is_kept else 0)
        for audience in ("audience", "screen"):
            told = poll_topic(self.session.id, audience)
            if told is not None:
                assert (told["results"] is not None) == (told["state"] == PollState.REVEALED)
                assert told["state"] not in (PollState.VOID, PollState.DRAFT, PollState.READY)


def test_random_histories_follow_the_table(app: Flask, world: World) -> None:
    @settings(
        max_examples=20,
        deadline=None,
        phases=(Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(STEPS)
    def play(steps: list[tuple[str, int]]) -> None:
        history = History(world)
        for act, which in steps:
            history.step(act, which)

    play()
