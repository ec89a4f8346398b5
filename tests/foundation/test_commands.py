"""The one mechanism of every write: once, whole, told after the commit."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.foundation import commands
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import (
    Audit,
    CommandGuard,
    MassCommand,
    Outcome,
    Reference,
    about,
    afterwards,
    command,
    mass_command,
    record,
    when,
)
from participation.foundation.events import SessionEvent
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow
from participation.foundation.versions import Change, versions_of
from participation.people.models import Person
from tests.world import World, words


@dataclass(frozen=True)
class SomethingWritten(SessionEvent):
    touches = ("floor",)


@dataclass(frozen=True)
class SomethingFollowed(SessionEvent):
    touches = ("poll",)


def person(slug: str) -> Person:
    return Person(slug=slug, kind="child", shown_name=words(slug), language="en")


@command()
def write(actor: Actor, slug: str, scope: str) -> Reference:
    row = person(slug)
    db.session.add(row)
    db.session.flush()
    about("person", row.id)
    record(SomethingWritten(scope))
    return {"person": row.id}


@command()
def write_and_refuse(actor: Actor, slug: str, scope: str) -> Reference:
    write(actor, slug, scope)
    raise NotNow(state="planned")


@command()
def write_two(actor: Actor, scope: str) -> Reference:
    write(actor, f"{scope}-a", scope)
    return write(actor, f"{scope}-b", scope)


@command()
def write_then_more(actor: Actor, scope: str) -> Reference:
    afterwards(lambda: write(SYSTEM, f"{scope}-later", scope))
    return {}


@when(SomethingWritten)
def it_follows(actor: Actor, event: SomethingWritten) -> None:
    record(SomethingFollowed(event.session_id))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[list[Change]]:
    """What was handed to `live`, in order."""
    heard: list[list[Change]] = []
    monkeypatch.setattr(commands, "_publisher", heard.append)
    return heard


def people() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def test_a_command_writes_audits_reacts_and_tells_after_its_commit(
    world: World, told: list[list[Change]]
) -> None:
    done = write(SYSTEM, "one", "s1")
    assert people() == 1
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row is not None
    assert row.action.endswith(".write")
    assert row.object_id == done["person"]
    assert [(c.scope, c.topic, c.version) for c in told[-1]] == [
        ("s1", "floor", 1),
        ("s1", "poll", 1),
    ]


def test_a_refusal_rolls_everything_back_and_tells_nothing(
    world: World, told: list[list[Change]]
) -> None:
    with pytest.raises(NotNow):
        write_and_refuse(SYSTEM, "gone", "s2")
    assert people() == 0
    assert told == []
    assert versions_of(["s2"]) == {}


def test_a_replay_is_given_the_first_answer_and_writes_nothing(world: World) -> None:
    actor = world.phone()
    once = str(uuid4())
    first = write.once(once, actor, "mine", "s3")
    again = write.once(once, actor, "mine", "s3")
    assert first == again
    assert people() == 1
    other = world.phone()
    assert write.once(once, other, "theirs", "s3") != first


def test_the_same_command_id_sent_by_many_threads_at_once_happens_once(
    app: Flask, world: World
) -> None:
    actor = world.phone()
    once = str(uuid4())

    def send(_: int) -> Reference:
        with app.app_context():
            return write.once(once, actor, "raced", "s4")

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(16)))
    assert all(answer == answers[0] for answer in answers)
    assert people() == 1


def test_nested_commands_join_the_outer_one(world: World, told: list[list[Change]]) -> None:
    write_two(SYSTEM, "s5")
    assert people() == 2
    assert len(told) == 1


def test_a_step_for_afterwards_is_a_transaction_of_its_own(
    world: World, told: list[list[Change]]
) -> None:
    write_then_more(SYSTEM, "s6")
    assert people() == 1
    assert versions_of(["s6"])[("s6", "floor")] == 1


def test_versions_only_rise(world: World) -> None:
    for n in range(3):
        write(SYSTEM, f"v{n}", "s7")
    assert versions_of(["s7"]) == {("s7", "floor"): 3, ("s7", "poll"): 3}


def test_writing_outside_a_command_is_a_mistake_of_ours(world: World) -> None:
    with pytest.raises(RuntimeError):
        record(SomethingWritten("s8"))


@dataclass(frozen=True)
class Wave:
    actor: Actor
    slug: str
    command_id: str | None


@mass_command(again=lambda wave: {"waved": True})
def wave(waves: Sequence[Wave]) -> list[Outcome]:
    outcomes: list[Outcome] = []
    for item in waves:
        if item.slug == "refused":
            outcomes.append(NotNow())
        else:
            db.session.add(person(item.slug))
            outcomes.append({"waved": True})
    db.session.flush()
    return outcomes


def test_a_mass_command_takes_a_list_and_answers_each(world: World) -> None:
    phones = [world.phone() for _ in range(3)]
    outcomes = wave(
        [
            Wave(phones[0], "a", str(uuid4())),
            Wave(phones[1], "refused", str(uuid4())),
            Wave(phones[2], "b", str(uuid4())),
        ]
    )
    assert isinstance(outcomes[1], NotNow)
    assert outcomes[0] == outcomes[2] == {"waved": True}
    assert people() == 2


def test_a_clash_in_a_mass_command_costs_nobody_else_their_answer(world: World) -> None:
    phones = [world.phone() for _ in range(3)]
    outcomes = wave(
        [Wave(phone, slug, str(uuid4())) for phone, slug in zip(phones, "xxy", strict=True)]
    )
    assert [isinstance(outcome, dict) for outcome in outcomes] == [True, False, True]
    assert people() == 2


def test_a_replayed_entry_is_answered_and_leaves_neither_choice_nor_time(world: World) -> None:
    phone, once = world.phone(), str(uuid4())
    assert isinstance(wave, MassCommand)
    assert wave.one(Wave(phone, "m", once)) == wave.one(Wave(phone, "m", once))
    assert wave([Wave(phone, "n", once), Wave(phone, "n", once)]) == [{"waved": True}] * 2
    assert people() == 1
    guard = db.session.scalars(
        select(CommandGuard).where(CommandGuard.holder == phone.holder)
    ).one()
    assert (guard.reference, guard.used_on) == (None, None)
    assert db.session.scalar(select(func.count()).where(AuditRow.action.like("%wave%"))) == 0


def test_audit_can_leave_out_who_acted(world: World) -> None:
    @command(audit=Audit.ANONYMOUS)
    def whisper(actor: Actor) -> Reference:
        about("person", "someone")
        return {}

    whisper(world.phone())
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
    assert row is not None
    assert (row.who, row.object_id) == ("withheld", None)
