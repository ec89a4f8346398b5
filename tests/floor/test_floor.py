"""A session under way: states, seat and cursor."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from participation.floor import queries, rules
from participation.floor.course import commands as course
from participation.floor.models import ItemState, SessionState
from participation.floor.refusals import AlreadyMoved, NothingNext, NotYourSeat, SeatMoved
from participation.floor.run_sheet import commands as run_sheet
from participation.floor.seat import commands as seat
from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotNow, NotSignedIn, Refusal
from participation.programme.models import ConferenceSession
from tests.world import World

ALLOWED = {
    ("make_ready", "planned"), ("open_doors", "planned"), ("open_doors", "ready"),
    ("go_live", "open"), ("pause", "live"), ("resume", "paused"),
    ("close", "live"), ("close", "paused"), ("finish_closing", "closing"),
    ("reopen", "closed"), ("publish", "closed"),
    ("cancel", "planned"), ("cancel", "ready"), ("cancel", "open"),
}  # fmt: skip


@pytest.mark.parametrize(("move", "state"), list(itertools.product(rules.MOVES, SessionState)))
def test_the_table_of_moves_allows_these_and_no_other(move: str, state: SessionState) -> None:
    assert (rules.after(move, state) is not None) == ((move, state.value) in ALLOWED)


ITEMS_ALLOWED = {
    ("reach", "planned"), ("finish", "current"),
    ("park", "planned"), ("park", "current"), ("skip", "planned"), ("skip", "current"),
    ("plan_again", "parked"), ("plan_again", "skipped"),
}  # fmt: skip


@pytest.mark.parametrize(("move", "state"), list(itertools.product(rules.ITEM_MOVES, ItemState)))
def test_the_table_of_steps_allows_these_and_no_other(move: str, state: ItemState) -> None:
    assert (rules.item_after(move, state) is not None) == ((move, state.value) in ITEMS_ALLOWED)


def version(session: ConferenceSession) -> int:
    db.session.rollback()
    floor = queries.floor_of(session.id)
    assert floor is not None
    return floor.version


def cursor(session: ConferenceSession) -> str | None:
    db.session.rollback()
    item = queries.current_item(session.id)
    return item.id if item else None


def test_a_session_goes_from_doors_to_closed(world: World) -> None:
    session = world.session(state="planned")
    course.open_doors(world.facilitator(session), session.id)
    child = world.moderator(session, seated=False)
    epoch = seat.take_seat(child, session.id)["epoch"]
    course.go_live(child, session.id, version(session), epoch)
    items = world.items(session)
    assert cursor(session) == items[0].id
    for item in items[1:]:
        run_sheet.go_to_next_item(child, session.id, cursor(session), version(session), epoch)
        assert cursor(session) == item.id
    with pytest.raises(NothingNext):
        run_sheet.go_to_next_item(child, session.id, cursor(session), version(session), epoch)
    course.pause(child, session.id, version(session), epoch)
    course.resume(child, session.id, version(session), epoch)
    course.close_session(child, session.id, version(session), epoch)
    assert queries.state_of(session.id) == "closed"
    assert cursor(session) is None


def test_the_wrong_people_move_nothing(world: World) -> None:
    session, other = world.session(state="open"), world.session(state="open")
    world.moderator(session)
    strangers = [
        world.phone(session),
        world.delegate(),
        world.moderator(other),
        world.facilitator(),
        world.signed_in(world.person("organiser")),
    ]
    moves = [course.go_live, course.pause, course.resume, course.close_session]
    for actor, move in itertools.product(strangers, moves):
        with pytest.raises((NotAllowed, NotSignedIn)):
            move(actor, session.id, 1, 1)
    assert queries.state_of(session.id) == "open"
    with pytest.raises(NotAllowed):
        course.open_doors(world.delegate(), session.id)


def test_moves_out_of_order_answer_with_the_present_state(world: World) -> None:
    session = world.session(state="open")
    child = world.moderator(session)
    with pytest.raises(NotNow) as refused:
        course.pause(child, session.id, 1, 1)
    assert refused.value.state == "open"


def test_an_old_epoch_is_refused_after_the_seat_was_taken_anew(world: World) -> None:
    session = world.session(state="open")
    person = world.person("delegate", ("moderator", session))
    first, second = world.signed_in(person), world.signed_in(person)
    old = seat.take_seat(first, session.id)["epoch"]
    new = seat.take_seat(second, session.id)["epoch"]
    assert new == old + 1
    with pytest.raises(SeatMoved) as refused:
        course.go_live(first, session.id, version(session), old)
    assert refused.value.state == {"epoch": new}
    course.go_live(second, session.id, version(session), new)


def test_somebody_elses_seat_is_free_only_when_stale(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session(state="open")
    world.moderator(session)
    other = world.moderator(session, seated=False)
    with pytest.raises(NotYourSeat):
        seat.take_seat(other, session.id)
    later = clock.now() + timedelta(seconds=46)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert seat.take_seat(other, session.id)["epoch"] == 2


def test_two_tablets_press_next_at_the_same_moment_and_it_is_one_step(
    app: Flask, world: World
) -> None:
    session = world.session(state="open")
    child = world.moderator(session)
    course.go_live(child, session.id, 1, 1)
    here, seen = cursor(session), version(session)
    items = world.items(session)

    def press(_: int) -> str:
        with app.app_context():
            try:
                run_sheet.go_to_next_item.once(str(uuid4()), child, session.id, here, seen, 1)
            except Refusal as refusal:
                return refusal.code
            return "moved"

    with ThreadPoolExecutor(8) as tablets:
        answers = sorted(tablets.map(press, range(8)))
    assert answers == ["already_moved"] * 7 + ["moved"]
    assert cursor(session) == items[1].id


def test_a_double_press_with_one_command_id_gets_one_answer(world: World) -> None:
    session = world.session(state="open")
    child = world.moderator(session)
    course.go_live(child, session.id, 1, 1)
    once, here, seen = str(uuid4()), cursor(session), version(session)
    first = run_sheet.go_to_next_item.once(once, child, session.id, here, seen, 1)
    assert run_sheet.go_to_next_item.once(once, child, session.id, here, seen, 1) == first


def test_a_next_meant_for_another_moment_says_where_we_are(world: World) -> None:
    session = world.session(state="open")
    child = world.moderator(session)
    course.go_live(child, session.id, 1, 1)
    with pytest.raises(AlreadyMoved) as refused:
        run_sheet.go_to_next_item(child, session.id, "0" * 32, version(session), 1)
    assert refused.value.state == {"item": cursor(session), "version": version(session)}


def test_doors_open_by_themselves_fifteen_minutes_before(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = world.session(state="planned", starts_in=timedelta(minutes=14))
    later = world.session(state="planned", starts_in=timedelta(minutes=16))
    assert queries.sessions_due_to_open() == [soon.id]
    course.open_doors(SYSTEM, soon.id)
    assert (queries.state_of(soon.id), queries.state_of(later.id)) == ("open", "planned")


def test_a_session_found_closing_is_finished(world: World) -> None:
    session = world.session(state="closing")
    assert list(queries.sessions_closing()) == [session.id]
    course.finish_closing(SYSTEM, session.id)
    assert queries.state_of(session.id) == "closed"
