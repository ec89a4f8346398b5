"""What is under lock: a typed reason, a second adult, fifteen minutes, and all written down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import yaml
from flask import Flask
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, Refusal
from participation.people.access import commands, payloads, queries, rules
from participation.people.access.locks import known_locks
from participation.people.access.models import AccessRequest
from participation.people.access.refusals import (
    AccessOver,
    AlreadyConfirmed,
    ReasonNeeded,
    RequestTooOld,
    SameAdult,
    SecondAdultNeeded,
)
from participation.people.access.rules import RequestState
from participation.people.commands import withdraw_role
from participation.people.models import Device
from participation.people.queries import actor_of_device
from tests.at_once import at_once
from tests.doors import Browser
from tests.world import World

WHY = "Her mother is at the desk and asks for her."


class Desk:
    """An organiser, two of the safety team, and a child."""

    def __init__(self, world: World) -> None:
        world.event()
        self.organiser = world.signed_in(world.person("organiser", kind="adult"))
        self.lead = world.signed_in(world.person("safeguarding", kind="adult"))
        self.deputy = world.signed_in(world.person("safeguarding", kind="adult"))
        self.child = world.person("delegate")

    def asked(self, who: Actor | None = None, lock: str = "identity") -> str:
        made = commands.ask_access(who or self.organiser, lock, self.child, WHY)
        return str(made["request"])

    def opened(self) -> str:
        request = self.asked()
        commands.confirm_access(self.lead, request)
        return request


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Let time pass; whoever is signed in has just typed the secret again."""

    def pass_by(time: timedelta) -> None:
        moment = clock.now() + time
        monkeypatch.setattr(clock, "now", lambda: moment)
        with db.writing() as session:
            session.execute(update(Device).values(confirmed_at=moment))

    return pass_by


def test_two_adults_open_it_for_the_one_who_asked(desk: Desk) -> None:
    request = desk.opened()
    assert commands.use_access(desk.organiser, request, "identity")["subject"] == desk.child


def test_nobody_else_reads_what_was_opened(world: World, desk: Desk) -> None:
    request = desk.opened()
    for other in (desk.lead, desk.deputy):
        with pytest.raises(NotFound):
            commands.use_access(other, request, "identity")
    for stranger in (world.delegate(), world.facilitator()):
        with pytest.raises(NotAllowed):
            commands.use_access(stranger, request, "identity")


@pytest.mark.parametrize("reason", ["", "   ", "because", " " * 150])
def test_without_a_reason_nothing_is_asked(desk: Desk, reason: str) -> None:
    with pytest.raises(ReasonNeeded):
        commands.ask_access(desk.organiser, "identity", desk.child, reason)
    assert db.session.scalars(select(AccessRequest)).all() == []


def test_without_a_second_adult_nothing_is_read(desk: Desk) -> None:
    request = desk.asked()
    with pytest.raises(SecondAdultNeeded):
        commands.use_access(desk.organiser, request, "identity")


def test_the_same_adult_twice_is_one_adult(world: World, desk: Desk) -> None:
    request = desk.asked()
    with pytest.raises(SameAdult):
        commands.confirm_access(desk.organiser, request)
    elsewhere = world.signed_in(desk.organiser.person_id or "")
    with pytest.raises(SameAdult):
        commands.confirm_access(elsewhere, request)
    with pytest.raises(SecondAdultNeeded):
        commands.use_access(desk.organiser, request, "identity")


@pytest.mark.parametrize("second", ["asker", None])
def test_the_rule_itself_knows_that_one_adult_is_not_two(second: str | None) -> None:
    with pytest.raises(SameAdult):
        rules.require_confirmable(RequestState.WAITING, None, "asker", second)


def test_a_second_adult_is_of_the_team(world: World, desk: Desk) -> None:
    request = desk.asked()
    for other in (world.facilitator(), world.delegate()):
        with pytest.raises(NotFound):
            commands.confirm_access(other, request)


def test_after_ten_minutes_nobody_can_say_yes_any_more(
    desk: Desk, later: Callable[[timedelta], None]
) -> None:
    request = desk.asked()
    later(timedelta(minutes=10))
    with pytest.raises(RequestTooOld):
        commands.confirm_access(desk.lead, request)
    with pytest.raises(AccessOver):
        commands.use_access(desk.organiser, request, "identity")


def test_after_fifteen_minutes_it_is_closed(desk: Desk, later: Callable[[timedelta], None]) -> None:
    request = desk.opened()
    later(timedelta(minutes=14))
    assert commands.use_access(desk.organiser, request, "identity")
    later(timedelta(minutes=1))
    with pytest.raises(AccessOver):
        commands.use_access(desk.organiser, request, "identity")


def test_whoever_needs_it_no_more_closes_it(desk: Desk) -> None:
    request = desk.opened()
    commands.end_access(desk.organiser, request)
    with pytest.raises(AccessOver):
        commands.use_access(desk.organiser, request, "identity")


def test_a_second_adult_may_say_no(desk: Desk) -> None:
    request = desk.asked()
    commands.end_access(desk.deputy, request)
    with pytest.raises(RequestTooOld):
        commands.confirm_access(desk.lead, request)


def test_who_has_lost_the_role_reads_nothing(desk: Desk) -> None:
    request = desk.opened()
    device = db.session.get_one(Device, desk.organiser.device_id)
    withdraw_role(SYSTEM, desk.organiser.person_id or "", "organiser")
    with pytest.raises(NotAllowed):
        commands.use_access(actor_of_device(device, "en"), request, "identity")


def test_a_request_opens_its_own_lock_and_no_other(desk: Desk) -> None:
    request = desk.asked(desk.lead)
    commands.confirm_access(desk.deputy, request)
    with pytest.raises(NotFound):
        commands.use_access(desk.lead, request, "who_asked")


def test_only_those_named_ask_and_only_for_what_is_there(world: World, desk: Desk) -> None:
    for stranger in (world.delegate(), world.facilitator(), world.phone()):
        with pytest.raises(NotAllowed):
            commands.ask_access(stranger, "identity", desk.child, WHY)
    with pytest.raises(NotAllowed):
        commands.ask_access(desk.organiser, "who_asked", desk.child, WHY)
    with pytest.raises(NotFound):
        commands.ask_access(desk.lead, "identity", "0" * 32, WHY)
    with pytest.raises(NotFound):
        commands.ask_access(desk.lead, "no such lock", desk.child, WHY)


def test_of_two_who_say_yes_at_once_one_does(app: Flask, desk: Desk) -> None:
    for _ in range(5):
        request = desk.asked()
        answers = at_once(
            app,
            [partial(commands.confirm_access, who, request) for who in (desk.lead, desk.deputy)],
        )
        assert sorted(isinstance(answer, AlreadyConfirmed) for answer in answers) == [False, True]
        db.session.rollback()
        kept = db.session.get_one(AccessRequest, request)
        winner = desk.lead if isinstance(answers[1], Refusal) else desk.deputy
        assert kept.confirmed_by == winner.person_id


def test_the_database_itself_wants_two_adults_and_a_reason(desk: Desk) -> None:
    request = desk.asked()
    db.session.rollback()
    row = dict(
        db.session.execute(select(AccessRequest.__table__).where(AccessRequest.id == request))
        .mappings()
        .one()
    )
    db.session.rollback()
    alone = {"confirmed_by": desk.organiser.person_id, "confirmed_at": clock.now()}
    for change, name in (
        (alone, "two_adults"),
        ({"confirmed_by": desk.lead.person_id}, "confirmed"),
        ({"reason": "          "}, "reason"),
        ({"place": "anywhere"}, "place"),
    ):
        statement = insert(AccessRequest).values(row | {"id": "f" * 32} | change)
        with pytest.raises(IntegrityError, match=name), db.engine.begin() as connection:
            connection.execute(statement)


def test_every_step_is_in_the_audit_log(desk: Desk) -> None:
    request = desk.opened()
    commands.use_access(desk.organiser, request, "identity")
    commands.use_access(desk.organiser, request, "identity")
    commands.end_access(desk.organiser, request)
    rows = db.session.execute(
        select(AuditRow.action, AuditRow.who, AuditRow.reason)
        .where(AuditRow.object_id == desk.child, AuditRow.action.like("access.%"))
        .order_by(AuditRow.id)
    ).all()
    organiser, lead = desk.organiser.person_id, desk.lead.person_id
    assert [(row.action, row.who) for row in rows] == [
        ("access.ask_access", organiser),
        ("access.confirm_access", lead),
        ("access.use_access", organiser),
        ("access.use_access", organiser),
        ("access.end_access", organiser),
    ]
    assert {row.reason for row in rows} == {f"identity, registration: {WHY}"}


def test_why_the_safety_team_asks_is_for_the_safety_team(desk: Desk) -> None:
    desk.asked(desk.lead)
    (told,) = payloads.waiting(desk.organiser)
    assert told["reason"] is None
    (told,) = payloads.waiting(desk.deputy)
    assert told["reason"] == WHY
    assert payloads.waiting(desk.lead) == []
    assert [each["reason"] for each in payloads.own(desk.lead)] == [WHY]


def test_a_request_that_is_over_is_on_no_list(
    desk: Desk, later: Callable[[timedelta], None]
) -> None:
    desk.asked()
    later(timedelta(minutes=11))
    assert payloads.waiting(desk.lead) == []
    assert payloads.own(desk.organiser) == []
    assert queries.opened_about("person", desk.child) == []


def test_every_lock_is_a_row_of_the_access_table_that_says_l(sqlite_app: Flask) -> None:
    table = yaml.safe_load((Path(__file__).parents[2] / "access.yaml").read_text())
    cells = {
        row: dict(zip(table["columns"], values, strict=True))
        for row, values in table["rows"].items()
    }
    assert {lock.name for lock in known_locks()} >= {"identity", "who_asked"}
    for lock in known_locks():
        for role in lock.askers:
            assert str(cells[lock.row][role]).startswith("L"), (lock.name, role)
        assert lock.opens in sqlite_app.view_functions


# -- the doors ---------------------------------------------------------------------------------


def test_the_pages_lead_from_asking_to_reading(app: Flask, desk: Desk) -> None:
    first, second = Browser(app, desk.organiser), Browser(app, desk.lead)
    address = f"/access/identity/{desk.child}"
    assert first.get(address).status_code == 200
    assert first.post(address, reason="no").status_code == 422
    assert first.post(address, reason=WHY).status_code == 303
    page = first.get("/access")
    assert page.headers["Refresh"] == "5"
    assert WHY in second.get("/access").text
    db.session.rollback()
    request = db.session.scalars(select(AccessRequest.id)).one()
    assert first.get(f"/organise/vault/{request}").status_code == 409
    assert first.post(f"/access/{request}", then="confirm").status_code == 409
    assert second.post(f"/access/{request}", then="confirm").status_code == 303
    assert first.get(f"/organise/vault/{request}").status_code == 200
    assert second.get(f"/organise/vault/{request}").status_code == 404
    assert first.post(f"/access/{request}", then="end").status_code == 303
    assert first.get(f"/organise/vault/{request}").status_code == 409


def test_the_pages_are_for_nobody_else(app: Flask, world: World, desk: Desk) -> None:
    for actor in (world.delegate(), world.facilitator()):
        for address in ("/access", f"/access/identity/{desk.child}"):
            assert Browser(app, actor).get(address).status_code == 403
    assert Browser(app, desk.organiser).get(f"/access/who_asked/{desk.child}").status_code == 404
