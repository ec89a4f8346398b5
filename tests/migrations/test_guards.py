"""What both databases refuse by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.sealing import Sealer
from participation.migrations import guards
from participation.papers.models import PaperRevision
from participation.papers.pictures.models import PaperPixels, RevisionPicture
from participation.people.consent.commands import record_consent
from participation.people.consent.models import GuardianConsent
from participation.programme.models import ConferenceSession
from participation.safeguarding.concerns.commands import answer, sign
from tests.safeguarding.concerns.team import Team, tell
from tests.world import World


def refused(statement: Any, name: str) -> None:
    db.session.rollback()
    with pytest.raises(IntegrityError, match=name), db.engine.begin() as connection:
        connection.execute(statement)


@pytest.fixture
def kept(world: World) -> World:
    world.paper(world.delegate(), "submitted", pictures=[("picture", "A tree")])
    team = Team(world)
    concern, _ = tell()
    answer(team.lead, concern, "We are with you.", "en")
    sign(team.lead, concern)
    sealer = Sealer("a key of thirty-two letters or more")
    with db.writing() as session:
        sealer.begin(session)
    sealer.seal()
    return world


def test_a_sent_revision_can_be_neither_changed_nor_deleted(kept: World) -> None:
    refused(update(PaperRevision).values(body="other words"), "append_only")
    refused(delete(PaperRevision), "append_only")
    db.session.rollback()
    assert db.session.scalars(select(PaperRevision.body)).one().startswith("First thought.")


def test_of_a_sent_revision_every_word_can_be_erased_and_nothing_else_changed(
    kept: World,
) -> None:
    for less in ({"body": ""}, {"title": "", "body": "", "language": "fr"}, {"title": None}):
        refused(update(PaperRevision).values(**less), "append_only|not-null|NOT NULL")
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(update(PaperRevision).values(title="", body=""))
    row = db.session.scalars(select(PaperRevision)).one()
    assert (row.title, row.body, row.language, row.number) == ("", "", "en", 1)


def test_why_no_parent_was_asked_can_be_erased_and_not_told_otherwise(world: World) -> None:
    child = world.person("delegate", consent=False)
    record_consent(world.safety(), child, "responsible_body", "consent-1", "The ministry")
    for less in ({"note": "Another"}, {"note": "", "version": "2"}, {"version": "2"}):
        refused(update(GuardianConsent).values(**less), "append_only")
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(update(GuardianConsent).values(note=""))
    assert db.session.scalars(select(GuardianConsent.note)).one() == ""


def test_what_was_sent_keeps_its_pictures_until_every_pixel_of_them_is_erased(
    kept: World,
) -> None:
    for less in ({"alt": "Another"}, {"alt": ""}, {"alt": "", "kind": "", "position": 3}):
        refused(update(RevisionPicture).values(**less), "append_only")
    for fewer in (
        {"content": b"x"},
        {"content": b""},
        {"content": b"", "small": b"x"},
        {"content": b"", "small": b"", "width": 3},
    ):
        refused(update(PaperPixels).values(**fewer), "append_only")
    refused(delete(RevisionPicture), "append_only")
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(update(RevisionPicture).values(alt="", kind=""))
        connection.execute(update(PaperPixels).values(content=b"", small=b""))
    assert db.session.scalars(select(PaperPixels.content)).one() == b""
    refused(update(PaperPixels).values(content=b"x"), "append_only")


def test_an_audit_row_can_be_neither_changed_nor_deleted(kept: World) -> None:
    before = len(db.session.scalars(select(AuditRow.id)).all())
    assert before > 0
    refused(update(AuditRow).values(who="nobody"), "append_only")
    refused(delete(AuditRow), "append_only")
    db.session.rollback()
    assert len(db.session.scalars(select(AuditRow.id)).all()) == before


def test_no_other_statement_takes_the_old_row_away(app: Flask, kept: World) -> None:
    for table in guards.APPEND_ONLY:
        row = db.session.execute(text(f"SELECT * FROM {table} LIMIT 1")).mappings().one()
        names = ", ".join(row.keys())
        values = ", ".join(f":{name}" for name in row)
        if db.is_sqlite:
            refused(
                text(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({values})").bindparams(
                    **row
                ),
                "append_only",
            )
        else:
            refused(text(f"TRUNCATE {table} CASCADE"), "append_only")


@pytest.mark.parametrize(
    ("starts_in", "clash"), [(-90, False), (-89, True), (0, True), (89, True), (90, False)]
)
def test_two_sessions_of_a_room_never_overlap(world: World, starts_in: int, clash: bool) -> None:
    """Each lasts 90 minutes; one may begin at the very moment the other ends."""
    room = world.room()
    first = world.session(room=room)
    second = world.session(room=world.room())
    starts_at = first.starts_at + timedelta(minutes=starts_in)
    ends_at = first.starts_at + timedelta(minutes=90)
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(
            update(ConferenceSession)
            .where(ConferenceSession.id == first.id)
            .values(ends_at=ends_at)
        )
    moved = (
        update(ConferenceSession)
        .where(ConferenceSession.id == second.id)
        .values(room_id=room.id, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90))
    )
    if clash:
        refused(moved, "room_overlap")
    else:
        with db.engine.begin() as connection:
            connection.execute(moved)


def test_a_session_that_would_overlap_is_not_added(world: World) -> None:
    room = world.room()
    first = world.session(room=room)
    same = select(ConferenceSession.__table__).where(ConferenceSession.id == first.id)
    row = dict(db.session.execute(same).mappings().one())
    new = row | {"id": "f" * 32, "slug": "other", "room_code": "99999999"}
    refused(insert(ConferenceSession).values(new), "room_overlap")


def test_the_trial_that_is_always_now_clashes_with_nothing(world: World) -> None:
    room = world.room()
    first = world.session(room=room)
    second = world.session(room=world.room())
    db.session.rollback()
    with db.engine.begin() as connection:
        connection.execute(
            update(ConferenceSession)
            .where(ConferenceSession.id == second.id)
            .values(room_id=room.id, is_always_now=True, starts_at=first.starts_at)
        )


def test_the_guards_can_step_aside_and_come_back(app: Flask, kept: World) -> None:
    db.session.rollback()
    with db.engine.begin() as connection:
        guards.drop(connection)
        guards.drop(connection)
        guards.create(connection)
    refused(delete(PaperRevision), "append_only")
