"""The moderator's seat: offered, accepted, taken back, reclaimed; an old epoch changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.floor import queries
from participation.floor.course.commands import go_live, pause
from participation.floor.models import Floor
from participation.floor.payloads import floor_topic
from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.floor.run_sheet.commands import go_to_next_item
from participation.floor.seat import commands as seat
from participation.floor.seat import rules
from participation.floor.seat.refusals import NothingOffered, SeatInUse
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, Refusal
from participation.people.commands import withdraw_role
from participation.people.models import Device
from participation.people.queries import actor_of_device
from participation.programme.models import ConferenceSession
from participation.questions.commands import ask, clear, put_on_stage
from participation.questions.refusals import OtherKeyNeeded
from tests.at_once import at_once
from tests.world import World

NOON = datetime(2026, 5, 18, 12, tzinfo=UTC)


def ago(seconds: float) -> datetime:
    return NOON - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("holder", "heard_at", "helps", "may"),
    [
        (None, None, False, True),
        ("a", ago(1), False, True),
        ("b", ago(1), False, False),
        ("b", ago(45), False, False),
        ("b", ago(46), False, True),
        ("b", ago(1), True, True),
    ],
)
def test_a_child_takes_a_seat_that_is_free_her_own_stale_or_kept_by_an_adult(
    holder: str | None, heard_at: datetime | None, helps: bool, may: bool
) -> None:
    assert rules.may_take(holder, "a", heard_at, NOON, an_adult_helps=helps) is may


@pytest.mark.parametrize(("percent", "told"), [(None, None), (21, None), (20, 20), (0, 0)])
def test_a_battery_is_told_from_twenty_percent_down(percent: int | None, told: int | None) -> None:
    assert rules.battery_told(percent) == told


def floor_of(session: ConferenceSession) -> Floor:
    db.session.rollback()
    floor = queries.floor_of(session.id)
    assert floor is not None
    return floor


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    moment = clock.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(clock, "now", lambda: moment)


def led(world: World, state: str = "live") -> tuple[ConferenceSession, Actor]:
    session = world.session(state=state)
    return session, world.moderator(session)


def test_the_seat_is_offered_and_accepted_with_a_new_epoch(world: World) -> None:
    session, child = led(world)
    other = world.moderator(session, seated=False)
    assert seat.offer_seat(child, session.id, 1)["epoch"] == 1
    assert seat.accept_seat(other, session.id)["epoch"] == 2
    floor = floor_of(session)
    assert (floor.seat_person_id, floor.seat_offered_at, floor.seat_helping) == (
        other.person_id,
        None,
        False,
    )
    with pytest.raises(SeatMoved):
        pause(child, session.id, floor.version, 1)


def test_without_an_offer_nobody_can_accept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    session, child = led(world)
    other = world.moderator(session, seated=False)
    with pytest.raises(NothingOffered):
        seat.accept_seat(other, session.id)
    seat.offer_seat(child, session.id, 1)
    seat.offer_seat(child, session.id, 1, on=False)
    with pytest.raises(NothingOffered):
        seat.accept_seat(other, session.id)
    seat.offer_seat(child, session.id, 1)
    later(monkeypatch, 121)
    with pytest.raises(NothingOffered):
        seat.accept_seat(other, session.id)
    assert floor_of(session).seat_person_id == child.person_id


def test_only_who_holds_the_seat_offers_it_and_only_who_may_lead_accepts(world: World) -> None:
    session, child = led(world)
    other = world.moderator(session, seated=False)
    with pytest.raises(NotYourSeat):
        seat.offer_seat(other, session.id, 1)
    seat.offer_seat(child, session.id, 1)
    for stranger in (world.delegate(), world.facilitator(), world.moderator(world.session())):
        with pytest.raises(NotAllowed):
            seat.accept_seat(stranger, session.id)


def test_two_accept_at_the_same_moment_and_one_has_the_seat(app: Flask, world: World) -> None:
    session, child = led(world)
    rivals = [world.moderator(session, seated=False) for _ in range(4)]
    seat.offer_seat(child, session.id, 1)
    session_id = session.id
    acts = [lambda who=who: seat.accept_seat(who, session_id) for who in rivals]
    answers = at_once(app, acts)
    assert sorted(
        answer.code if isinstance(answer, Refusal) else "accepted" for answer in answers
    ) == ["accepted", *["nothing_offered"] * 3]
    floor = floor_of(session)
    accepted = next(n for n, answer in enumerate(answers) if not isinstance(answer, Refusal))
    assert (floor.seat_person_id, floor.seat_epoch) == (rivals[accepted].person_id, 2)


def test_an_adult_reclaims_a_silent_seat_and_the_other_child_has_her_chance_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = led(world)
    other = world.moderator(session, seated=False)
    adult = world.facilitator(session)
    with pytest.raises(SeatInUse):
        seat.reclaim_seat(adult, session.id)
    later(monkeypatch, 60)
    with pytest.raises(SeatInUse) as refused:
        seat.reclaim_seat(adult, session.id)
    assert "from" in refused.value.state
    later(monkeypatch, 16)
    assert seat.reclaim_seat(adult, session.id)["epoch"] == 2
    floor = floor_of(session)
    assert (floor.seat_person_id, floor.seat_helping) == (adult.person_id, True)
    assert seat.take_seat(other, session.id)["epoch"] == 3  # a child comes: help is over
    assert not floor_of(session).seat_helping


def test_where_no_other_child_is_an_adult_reclaims_after_forty_five_seconds(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = led(world)
    later(monkeypatch, 46)
    assert seat.reclaim_seat(world.facilitator(session), session.id)["epoch"] == 2


def test_an_adult_of_another_session_never_helps_here(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = led(world)
    later(monkeypatch, 100)
    for adult in (world.facilitator(), world.facilitator(world.session()), world.safety()):
        with pytest.raises(NotAllowed):
            seat.reclaim_seat(adult, session.id)


def test_an_adult_who_helps_moves_the_session(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = led(world, "open")
    adult = world.facilitator(session)
    later(monkeypatch, 46)
    epoch = seat.reclaim_seat(adult, session.id)["epoch"]
    go_live(adult, session.id, 1, epoch)
    assert queries.state_of(session.id) == "live"
    withdraw_role(SYSTEM, str(adult.person_id), "facilitator", session.id)
    device = db.session.get_one(Device, adult.device_id)
    with pytest.raises((NotAllowed, NotYourSeat)):
        pause(actor_of_device(device, "en"), session.id, floor_of(session).version, epoch)


def test_an_adult_who_helps_turns_no_second_key_where_she_turned_the_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = led(world)
    adult, colleague = world.facilitator(session), world.facilitator(session)
    own = ask(world.phone(session), session.id, "Who answers at night?", "en")["question"]
    others = ask(world.phone(session), session.id, "Who answers by day?", "en")["question"]
    clear(adult, own)
    clear(colleague, others)
    later(monkeypatch, 46)
    epoch = seat.reclaim_seat(adult, session.id)["epoch"]
    with pytest.raises(OtherKeyNeeded):
        put_on_stage(adult, own, epoch, 1)
    assert put_on_stage(adult, others, epoch, 1)["state"] == "on_stage"


def test_a_tablet_that_slept_an_hour_changes_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, child = led(world)
    other = world.moderator(session, seated=False)
    later(monkeypatch, 3600)
    seat.take_seat(other, session.id)
    version = floor_of(session).version
    for act in (
        lambda: pause(child, session.id, version, 1),
        lambda: go_to_next_item(child, session.id, None, version, 1),
        lambda: seat.offer_seat(child, session.id, 1),
        lambda: seat.hear_seat(child, session.id, 1),
    ):
        with pytest.raises(SeatMoved):
            act()
    floor = floor_of(session)
    assert (floor.state, floor.version, floor.seat_person_id) == (
        "live",
        version,
        other.person_id,
    )


def test_the_same_child_takes_her_seat_back_on_another_tablet_at_once(world: World) -> None:
    session = world.session(state="live")
    person = world.person("delegate", ("moderator", session))
    first, second = world.signed_in(person), world.signed_in(person)
    assert seat.take_seat(first, session.id)["epoch"] == 1
    assert seat.take_seat(second, session.id)["epoch"] == 2


def test_take_accept_and_reclaim_at_the_same_moment_leave_one_in_the_seat(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, child = led(world)
    seat.offer_seat(child, session.id, 1)
    later(monkeypatch, 100)
    taking, accepting = (world.moderator(session, seated=False) for _ in range(2))
    adult = world.facilitator(session)
    session_id = session.id
    answers = at_once(
        app,
        [
            lambda: seat.take_seat(taking, session_id),
            lambda: seat.accept_seat(accepting, session_id),
            lambda: seat.reclaim_seat(adult, session_id),
        ],
    )
    epochs = [answer["epoch"] for answer in answers if not isinstance(answer, Refusal)]
    floor = floor_of(session)
    assert floor.seat_epoch == max(epochs) == 1 + len(epochs)
    assert sorted(epochs) == list(range(2, 2 + len(epochs)))


def test_only_adults_are_told_of_the_battery_and_only_the_front_of_the_seat(world: World) -> None:
    session, child = led(world)
    seat.hear_seat(child, session.id, 1, 18)
    seat.offer_seat(child, session.id, 1)
    told = {
        audience: floor_topic(session.id, audience)["seat"]
        for audience in (
            "audience",
            "delegate",
            "screen",
            "interpreter",
            "moderator",
            "facilitator",
        )
    }
    for audience in ("audience", "delegate", "screen", "interpreter"):
        assert set(told[audience]) == {"held", "name", "epoch"}
    assert told["facilitator"]["battery"] == 18
    assert "battery" not in told["moderator"]
    assert told["moderator"]["offered_until"] is not None
    seat.hear_seat(child, session.id, 1, None)
    assert floor_topic(session.id, "facilitator")["seat"]["battery"] is None
