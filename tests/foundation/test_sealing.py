"""The audit log's chain: whatever is done to sealed rows is found, and the first of them named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.audit import AuditRow, Part
from participation.foundation.commands import Audit, Reference, about, command
from participation.foundation.extensions import db
from participation.foundation.sealing import (
    NOTHING,
    AuditHead,
    AuditSeal,
    ChainBroken,
    Sealer,
    head_of,
)
from participation.migrations import guards
from tests.world import World

KEY = "a-secret-for-tests-alone-0123456789abcdef"
OTHER_KEY = "another-secret-for-tests-fedcba9876543210"


def begin() -> None:
    with db.writing() as session:
        Sealer(KEY).begin(session)


@pytest.fixture(autouse=True)
def a_chain(app: Flask) -> None:
    begin()


@pytest.fixture
def rows(world: World) -> list[int]:
    """The numbers of five sealed rows."""
    for _ in range(4):
        world.person()
    world.person("delegate")
    Sealer(KEY).seal()
    return list(db.session.scalars(select(AuditRow.id).order_by(AuditRow.id)))


def behind_our_back(change: Callable[[Connection], Any]) -> None:
    """As somebody would who writes to the database itself, past every guard of it."""
    db.session.rollback()
    db.session.expunge_all()
    if db.is_sqlite:
        with db.engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys=OFF")
            connection = connection.execution_options(participation_write=True)
            with connection.begin():
                guards.drop(connection)
                change(connection)
                guards.create(connection)
            raw.execute("PRAGMA foreign_keys=ON")
        return
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        change(connection)


def sql(statement: str, **values: Any) -> Callable[[Connection], Any]:
    return lambda connection: connection.execute(text(statement), values)


def broken() -> str:
    found = Sealer(KEY).check().broken
    assert found is not None
    return found


def test_a_whole_chain_stands_and_names_its_head(rows: list[int]) -> None:
    found = Sealer(KEY).check()
    assert found.broken is None
    assert found.sealed == len(rows)
    assert found.unsealed == []
    assert found.head == head_of(db.session)
    assert found.head.startswith(f"{len(rows)} ")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("who", "somebody else"),
        ("roles", "organiser"),
        ("action", "people.nothing"),
        ("object_id", "0"),
        ("reason", "none"),
        ("part", "safety"),
        ("about_person", "x"),
        ("at", "2020-01-01 00:00:00.000000"),
    ],
)
def test_altering_one_row_is_found_and_it_is_named(
    rows: list[int], column: str, value: str
) -> None:
    behind_our_back(sql(f"UPDATE audit_row SET {column} = :v WHERE id = :id", v=value, id=rows[2]))
    assert f"row {rows[2]} " in broken()


def test_the_first_of_several_altered_rows_is_named(rows: list[int]) -> None:
    behind_our_back(sql("UPDATE audit_row SET who = 'x' WHERE id >= :id", id=rows[1]))
    assert f"row {rows[1]} " in broken()


def test_a_missing_row_is_named(rows: list[int]) -> None:
    behind_our_back(sql("DELETE FROM audit_row WHERE id = :id", id=rows[3]))
    assert broken() == f"row {rows[3]} is missing"


def test_a_row_that_is_missing_with_its_seal_is_found(rows: list[int]) -> None:
    behind_our_back(sql("DELETE FROM audit_seal WHERE row_id = :id", id=rows[3]))
    behind_our_back(sql("DELETE FROM audit_row WHERE id = :id", id=rows[3]))
    assert broken() == f"the seal at place 4 is missing, before row {rows[4]}"


def test_rows_cut_off_at_the_end_are_found(rows: list[int]) -> None:
    behind_our_back(sql("DELETE FROM audit_seal WHERE row_id >= :id", id=rows[3]))
    behind_our_back(sql("DELETE FROM audit_row WHERE id >= :id", id=rows[3]))
    assert broken() == f"the chain ends at place 3, and {len(rows)} rows were sealed"


def test_two_rows_that_changed_places_are_found(rows: list[int]) -> None:
    def swap(connection: Connection) -> None:
        for old, new in ((rows[1], -1), (rows[2], rows[1]), (-1, rows[2])):
            connection.execute(
                text("UPDATE audit_seal SET row_id = :new WHERE row_id = :old"),
                {"old": old, "new": new},
            )

    behind_our_back(swap)
    assert f"row {rows[2]} " in broken()


def test_a_row_put_in_between_with_a_seal_made_without_the_key_is_found(rows: list[int]) -> None:
    def put_in(connection: Connection) -> None:
        connection.execute(
            text("UPDATE audit_seal SET position = -position - 1 WHERE position >= 3")
        )
        connection.execute(text("UPDATE audit_seal SET position = -position WHERE position < 0"))
        forged = connection.execute(
            insert(AuditRow)
            .values(at=clock.now(), who="x", roles="", action="x.y")
            .returning(AuditRow.id)
        ).scalar_one()
        connection.execute(
            insert(AuditSeal).values(
                position=3,
                row_id=forged,
                sealed_at=clock.now(),
                key=Sealer(KEY).mark,
                hash=NOTHING,
            )
        )

    behind_our_back(put_in)
    assert "or its seal was altered" in broken()


def test_a_row_put_in_later_with_an_older_time_is_told(rows: list[int]) -> None:
    old = clock.now() - timedelta(hours=3)
    behind_our_back(
        lambda connection: connection.execute(
            insert(AuditRow).values(at=old, who="x", roles="", action="x.y")
        )
    )
    (unsealed,) = Sealer(KEY).check().unsealed
    Sealer(KEY).seal()
    found = Sealer(KEY).check()
    assert found.broken is None
    assert found.late == [unsealed]


def test_nothing_is_sealed_on_a_chain_that_does_not_end_where_it_was_left(
    rows: list[int], world: World
) -> None:
    """Else seals could be taken off, their rows altered, and the watcher would seal the lie."""
    behind_our_back(sql("DELETE FROM audit_seal WHERE row_id >= :id", id=rows[3]))
    behind_our_back(sql("UPDATE audit_row SET who = 'x' WHERE id = :id", id=rows[3]))
    with pytest.raises(ChainBroken):
        Sealer(KEY).seal()
    behind_our_back(sql("UPDATE audit_head SET position = 3"))
    with pytest.raises(ChainBroken):
        Sealer(KEY).seal()
    assert broken() == "the chain's head does not fit this server's key"


def test_a_chain_that_was_taken_away_as_a_whole_is_missed(rows: list[int]) -> None:
    behind_our_back(sql("DELETE FROM audit_seal"))
    assert broken() == f"the chain ends at place 0, and {len(rows)} rows were sealed"
    behind_our_back(sql("DELETE FROM audit_head"))
    assert broken() == "the chain's head is missing"
    with pytest.raises(ChainBroken):
        Sealer(KEY).seal()


def test_a_chain_made_anew_with_the_key_is_not_the_one_that_was_noted(rows: list[int]) -> None:
    noted = head_of(db.session)
    behind_our_back(sql("DELETE FROM audit_seal"))
    behind_our_back(sql("DELETE FROM audit_head"))
    behind_our_back(sql("UPDATE audit_row SET who = 'x' WHERE id = :id", id=rows[0]))
    begin()
    Sealer(KEY).seal()
    assert Sealer(KEY).check().broken is None
    assert "seal was noted" in (Sealer(KEY).check(noted).broken or "")


def test_a_longer_chain_still_holds_an_earlier_head(rows: list[int], world: World) -> None:
    noted = head_of(db.session)
    world.person()
    Sealer(KEY).seal()
    assert Sealer(KEY).check(noted).broken is None
    assert "was noted at 99" in (Sealer(KEY).check(f"99 {NOTHING}").broken or "")
    with pytest.raises(ValueError, match="nonsense"):
        Sealer(KEY).check("nonsense")


def test_the_tail_without_seals_is_named(rows: list[int], world: World) -> None:
    world.person()
    found = Sealer(KEY).check()
    assert found.broken is None
    newest = db.session.scalar(select(func.max(AuditRow.id))) or 0
    assert found.unsealed == list(range(rows[-1] + 1, newest + 1)) != []


def test_another_key_neither_seals_nor_passes(rows: list[int], world: World) -> None:
    world.person()
    with pytest.raises(ChainBroken):
        Sealer(OTHER_KEY).seal()
    found = Sealer(OTHER_KEY).check()
    assert f"row {rows[0]} was sealed with another key" in (found.broken or "")


def test_a_new_key_goes_on_where_the_old_one_ended(rows: list[int], world: World) -> None:
    with db.writing() as session:
        Sealer(OTHER_KEY).adopt(session)
    world.person()
    added = Sealer(OTHER_KEY).seal()
    found = Sealer(OTHER_KEY).check()
    assert (found.broken, found.unchecked, found.sealed) == (None, len(rows), len(rows) + added)
    behind_our_back(sql("UPDATE audit_row SET who = 'x' WHERE id = :id", id=rows[-1] + 1))
    assert Sealer(OTHER_KEY).check().broken == f"row {rows[-1] + 1} or its seal was altered"


def test_rows_without_a_lock_are_sealed_in_any_number(app: Flask, world: World) -> None:
    with db.writing() as session:
        session.add_all(
            AuditRow(at=clock.now(), who="x", roles="", action="x.y") for _ in range(450)
        )
    assert Sealer(KEY).seal() == 450
    assert Sealer(KEY).seal() == 0
    found = Sealer(KEY).check()
    assert (found.broken, found.sealed) == (None, 450)
    assert db.session.scalar(select(func.count()).select_from(AuditHead)) == 1


def test_no_seal_is_changed_or_deleted(rows: list[int]) -> None:
    db.session.rollback()
    for statement in ("UPDATE audit_seal SET hash = 'x'", "DELETE FROM audit_seal"):
        with pytest.raises(IntegrityError, match="append_only"), db.engine.begin() as connection:
            connection.execute(text(statement))


@command(reads=True)
def look_at_a_card(actor: Any, person_id: str) -> Reference:
    about("card", "c1", reason="lost child", person_id=person_id)
    return {}


@command(audit=Audit.SAFETY)
def route_it(actor: Any) -> Reference:
    about("question", "q1")
    return {}


def test_a_row_says_whether_it_was_a_reading_of_whom_and_who_may_know(world: World) -> None:
    look_at_a_card(SYSTEM, "p1")
    route_it(SYSTEM)
    reading, routing = db.session.scalars(
        select(AuditRow).order_by(AuditRow.id.desc()).limit(2)
    ).all()[::-1]
    assert (reading.reads, reading.about_person, reading.part) == (True, "p1", Part.REST)
    assert (routing.reads, routing.about_person, routing.part) == (False, None, Part.SAFETY)
