"""Random histories of a session and of its run sheet against the tables in rules.py: a legal step
leads where the table says, an illegal one answers with the present state and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.floor import queries, rules
from participation.floor.course import commands as course
from participation.floor.models import ItemState, SessionState
from participation.floor.refusals import ItemElsewhere, NothingNext, NotYourSeat
from participation.floor.run_sheet import commands as run_sheet
from participation.floor.undo.commands import undo
from participation.floor.undo.queries import acts_of
from participation.floor.undo.refusals import NothingToUndo
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow, Refusal
from participation.programme.models import ConferenceSession
from tests.world import World, seat

HISTORIES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
OVER = ("closed", "published", "cancelled")
GOAL = {name: set(table.values()) for name, table in rules.MOVES.items()}


class Table:
    """A session with its people; every move by whoever may make it."""

    def __init__(self, world: World) -> None:
        self.session: ConferenceSession = world.session(
            state="planned", items=("opening", "paper", "questions", "closing")
        )
        self.child = world.moderator(self.session)
        self.lead: Actor = world.signed_in(
            world.person("facilitator", ("facilitator", self.session), kind="adult")
        )

    @property
    def state(self) -> str:
        db.session.rollback()
        return str(queries.state_of(self.session.id))

    @property
    def version(self) -> int:
        db.session.rollback()
        floor = queries.floor_of(self.session.id)
        assert floor is not None
        return floor.version

    def make(self, move: str) -> None:
        session_id = self.session.id
        moves: dict[str, Callable[[], Any]] = {
            "make_ready": lambda: course.make_ready(self.lead, session_id),
            "open_doors": lambda: course.open_doors(self.lead, session_id),
            "go_live": lambda: course.go_live(self.child, session_id, self.version, 1),
            "pause": lambda: course.pause(self.child, session_id, self.version, 1),
            "resume": lambda: course.resume(self.child, session_id, self.version, 1),
            # Closing is one press and two transactions: what follows is done at once.
            "close": lambda: course.close_session(self.child, session_id, self.version, 1),
            "finish_closing": lambda: course.finish_closing(SYSTEM, session_id),
            "reopen": lambda: course.reopen(self.lead, session_id),
            "publish": lambda: course.publish_session(self.lead, session_id),
            "cancel": lambda: course.cancel_session(self.lead, session_id),
        }
        moves[move]()


@HISTORIES
@given(moves=st.lists(st.sampled_from(sorted(rules.MOVES)), min_size=1, max_size=14))
def test_a_session_follows_its_table(sqlite_app: Flask, moves: list[str]) -> None:
    table = Table(World(_next()))
    for move in moves:
        before = table.state
        if before not in OVER:
            seat(table.child, table.session.id)  # she sits whenever somebody can
        after = rules.after(move, before)
        no = no_to(partial(table.make, move))
        if isinstance(no, NotYourSeat):
            assert before in OVER
        elif no is not None:
            assert isinstance(no, NotNow), (move, before, no.code)
            assert no.state == before
            assert after is None
            assert table.state == before
        elif after is None:  # pressed again, or nothing there to finish
            assert before in GOAL[move] or move in ("finish_closing", "close")
            assert table.state == before
        else:
            assert table.state == ("closed" if move == "close" else after)


STEPS = st.tuples(
    st.sampled_from(["next", "park", "skip", "plan_again", "undo", "undo"]),
    st.integers(min_value=0, max_value=3),
)


@HISTORIES
@given(steps=st.lists(STEPS, min_size=1, max_size=16))
def test_a_run_sheet_follows_its_table(sqlite_app: Flask, steps: list[tuple[str, int]]) -> None:
    table = Table(World(_next()))
    table.make("open_doors")
    table.make("go_live")
    ids = [item.id for item in queries.items_of(table.session.id)]
    commands = {
        "park": run_sheet.park_item,
        "skip": run_sheet.skip_item,
        "plan_again": run_sheet.plan_item_again,
    }
    # How it was before each act that still stands: undo leads back through all of them.
    stand: list[dict[str, str]] = []
    for step, place in steps:
        before, item_id = _states(table), ids[place]
        if step == "undo":
            act = next((act.id for act in acts_of(table.session.id)), "")
            no = no_to(partial(undo, table.child, table.session.id, act, 1))
            assert isinstance(no, NothingToUndo) == (not stand)
            # Also the order: what was planned again stands at its old place.
            assert list(_states(table).items()) == list((stand.pop() if stand else before).items())
            continue
        current = queries.current_item(table.session.id)
        here, version = current.id if current else None, table.version
        if step == "next":
            go = run_sheet.go_to_next_item
            no = no_to(partial(go, table.child, table.session.id, here, version, 1))
        else:
            no = no_to(partial(commands[step], table.child, item_id, version, 1))
        if no is not None:
            assert _states(table) == before
            if isinstance(no, ItemElsewhere):
                assert rules.item_after(step, before[item_id]) is None
                assert no.state == {"item": item_id, "state": before[item_id]}
            else:
                assert isinstance(no, NothingNext)
            continue
        after = _states(table)
        stand.append(before)
        if step != "next":
            assert after[item_id] == rules.item_after(step, before[item_id])
        elif here is not None:
            assert after[here] == ItemState.DONE
        assert list(after.values()).count(str(ItemState.CURRENT)) == 1
        positions = [item.position for item in queries.items_of(table.session.id)]
        assert positions == sorted(set(positions))
    assert table.state == SessionState.LIVE


def no_to(act: Callable[[], Any]) -> Refusal | None:
    """The refusal it met, if any."""
    try:
        act()
    except Refusal as refusal:
        return refusal
    return None


def _states(table: Table) -> dict[str, str]:
    db.session.rollback()
    return {item.id: str(item.state) for item in queries.items_of(table.session.id)}


_made = [0]


def _next() -> int:
    """Every history has a conference of its own, with names of its own."""
    _made[0] += 1000
    return _made[0]
