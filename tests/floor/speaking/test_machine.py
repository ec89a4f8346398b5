"""Random histories of turns against the table in rules.py: a legal step leads where the table says,
an illegal one answers with the present state and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from participation.floor.speaking import commands, rules
from participation.floor.speaking.models import Turn, TurnState
from participation.floor.speaking.refusals import HandDown, TurnElsewhere
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from tests.floor.speaking.line import Line
from tests.world import World

STEPS: dict[str, Any] = {
    "start": commands.start_turn,
    "pause": commands.pause_turn,
    "add_time": commands.add_time,
    "end": commands.end_turn,
    "pass": commands.pass_turn,
}
# A second press of what has just been done is no mistake.
DONE = {
    "start": TurnState.RUNNING,
    "pause": TurnState.PAUSED,
    "end": TurnState.ENDED,
    "pass": TurnState.PASSED,
}
worlds = count(1000, 100)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(["call", *STEPS]), min_size=4, max_size=14))
def test_every_turn_goes_as_its_table_says(sqlite_app: Flask, history: list[str]) -> None:
    db.session.rollback()
    line = Line(World(count_from=next(worlds)))
    for _ in range(2):
        line.raises(line.phone())
    turn = ""
    for step in history:
        before = states(line)
        if step == "call":
            turn = calls(line, before) or turn
        elif turn:
            steps(line, step, turn, before)
        assert sum(state in rules.IS_ON for state in states(line)) <= 1


def calls(line: Line, before: list[str]) -> str | None:
    """The turn that began, where one may begin now."""
    told = line.told()
    hand = told["next_hand"] or "0" * 32
    met = answer(partial(commands.call, line.child, line.session.id, hand, told["last_turn"], 1))
    if isinstance(met, dict):
        assert not before or before[-1] not in rules.IS_ON
        assert states(line) == [*before, TurnState.CALLED]
        return str(met["turn"])
    assert states(line) == before
    if before and before[-1] in rules.IS_ON:
        assert isinstance(met, TurnElsewhere)
        assert met.state["state"] == before[-1]
    else:
        assert isinstance(met, HandDown)
        assert met.state == {"hand": None}
        assert told["queue"] == []
    return None


def steps(line: Line, step: str, turn: str, before: list[str]) -> None:
    goal = rules.turn_after(step, before[-1])
    met = answer(partial(line.does, STEPS[step], turn))
    if isinstance(met, dict):
        assert goal or DONE[step] == before[-1]
        assert states(line) == [*before[:-1], goal or before[-1]]
        return
    assert goal is None
    assert isinstance(met, TurnElsewhere)
    assert met.state["state"] == before[-1]
    assert states(line) == before


def answer(act: Callable[[], dict[str, Any]]) -> dict[str, Any] | Refusal:
    try:
        return act()
    except Refusal as refusal:
        return refusal


def states(line: Line) -> list[str]:
    """Of every turn of the session, the newest last."""
    db.session.rollback()
    wanted = select(Turn.state).where(Turn.session_id == line.session.id).order_by(Turn.number)
    return list(db.session.scalars(wanted))
