"""What is promised of a concern: sealed, for whom, and never changed, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from participation.foundation.actors import SYSTEM
from participation.foundation.audit import AuditRow
from participation.foundation.database import Model, new_id
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import (
    private_key_of,
    read_code,
    receipt_of_code,
)
from participation.foundation.refusals import NotFound
from participation.people.commands import give_role, withdraw_role
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands, queries
from participation.safeguarding.concerns.models import (
    Concern,
    ConcernAlert,
    ConcernEntry,
    ConcernKey,
    ConcernSignature,
)
from participation.safeguarding.concerns.refusals import NobodyReads
from participation.safeguarding.posts.commands import appoint, keep_key
from participation.safeguarding.posts.queries import post_of
from participation.safeguarding.posts.refusals import NoPost, NotOfTheTeam, WrongPassphrase
from tests.passphrases import reader
from tests.safeguarding.concerns.team import WORDS, Team, tell, told
from tests.world import World

CANARIES = ("CANARY-7731", "CANARY-NOTE", "CANARY-ANSWER", "CANARY-ROUTED", "CANARY-ADDED")


def words_of(concern_id: str, private: bytes) -> dict[str, Any]:
    concern = db.session.get_one(Concern, concern_id)
    return sealing.unseal_entry(concern.box, private)


def raw_dump() -> bytes:
    """Every value of every row, and on SQLite every byte of the files."""
    parts: list[bytes] = []
    for table in Model.metadata.sorted_tables:
        for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')):
            parts += [
                bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
                for value in row
            ]
    if db.is_sqlite:
        folder = Path(str(db.engine.url.database)).parent
        parts += [each.read_bytes() for each in folder.iterdir() if each.is_file()]
    return b"\n".join(parts)


def test_a_dump_and_the_instance_folder_show_nothing_of_a_concern(
    app: Flask, world: World, team: Team
) -> None:
    session = world.session()
    page = told()
    concern, code = tell(page)
    tell(told("CANARY-ADDED and there is more", page_id=page.page_id))
    commands.acknowledge(team.lead, concern)
    commands.write_entry(team.lead, concern, "note", {"text": "CANARY-NOTE"})
    commands.answer(team.lead, concern, "CANARY-ANSWER", "en")
    commands.take_in_routed_text(
        world.facilitator(session),
        kind="question",
        object_id=new_id(),
        session_id=session.id,
        text="CANARY-ROUTED",
        language="en",
    )
    dump = raw_dump()
    for canary in CANARIES:
        assert canary.encode() not in dump, canary
    for secret in (team.lead_phrase, team.deputy_phrase, code, read_code(code), page.page_id):
        assert str(secret).encode() not in dump
    assert team.safe.private not in dump
    assert private_key_of(code) not in dump
    private = commands.open_concern(team.lead, concern, team.lead_phrase)
    assert words_of(concern, private)["text"] == WORDS, "the same rows, with the passphrase"
    assert private not in dump


def test_both_read_it_each_with_her_own_passphrase(app: Flask, team: Team) -> None:
    concern, _ = tell()
    for actor, phrase in ((team.lead, team.lead_phrase), (team.deputy, team.deputy_phrase)):
        private = commands.open_concern(actor, concern, phrase)
        assert words_of(concern, private)["text"] == WORDS
        with pytest.raises(WrongPassphrase):
            commands.open_concern(actor, concern, "another one altogether")


@pytest.mark.parametrize(("readers", "hidden"), [("lead", "deputy"), ("deputy", "lead")])
def test_a_concern_about_one_of_the_pair_does_not_exist_for_her(
    app: Flask, team: Team, readers: str, hidden: str
) -> None:
    concern, _ = tell(told(readers=readers))
    kept, not_hers = getattr(team, readers), getattr(team, hidden)
    assert [each.concern.id for each in queries.courses_for(kept)] == [concern]
    assert queries.courses_for(not_hers) == []
    phrase = getattr(team, f"{hidden}_phrase")
    for attempt in (
        lambda: commands.open_concern(not_hers, concern, phrase),
        lambda: commands.acknowledge(not_hers, concern),
        lambda: commands.write_entry(not_hers, concern, "note", {"text": "x"}),
        lambda: commands.answer(not_hers, concern, "x", "en"),
        lambda: commands.sign(not_hers, concern),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert commands.re_seal(kept, getattr(team, f"{readers}_phrase"), hidden) == {"sealed": 0}


def test_the_database_refuses_to_seal_it_for_whom_it_is_kept_from(app: Flask, team: Team) -> None:
    concern, _ = tell(told(readers="deputy"))
    post = post_of(team.lead)
    assert post is not None
    row = {"id": new_id(), "concern_id": concern, "post_id": post.id, "box": b"x"}
    sealed_at = db.session.scalars(select(ConcernKey.sealed_at)).first()
    db.session.rollback()
    with pytest.raises(IntegrityError, match="kept_from"), db.engine.begin() as connection:
        connection.execute(insert(ConcernKey).values(**row, sealed_at=sealed_at))


def test_nobody_else_opens_or_lists_a_concern(app: Flask, world: World, team: Team) -> None:
    session = world.session()
    concern, _ = tell()
    without_a_post = world.signed_in(world.person("safeguarding", kind="adult"))
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    for actor in (
        without_a_post,
        organiser,
        world.facilitator(session),
        world.moderator(session),
        world.phone(session),
        world.screen(),
    ):
        with pytest.raises(NotFound):
            commands.open_concern(actor, concern, team.lead_phrase)
        with pytest.raises(NoPost):
            queries.courses_for(actor)


def test_whoever_leaves_the_team_opens_nothing_and_gets_nothing_new(app: Flask, team: Team) -> None:
    before, _ = tell()
    withdraw_role(SYSTEM, team.lead.person_id or "", "safeguarding")
    with pytest.raises(NotFound):
        commands.open_concern(team.lead, before, team.lead_phrase)
    after, _ = tell()
    assert set(queries.sealed_for(after)) == {"deputy"}


def test_a_new_holder_reads_the_new_ones_and_older_ones_only_when_they_are_re_sealed(
    app: Flask, team: Team
) -> None:
    old, _ = tell()
    new_lead, new_phrase = team.joins("lead", 2)
    fresh, _ = tell()
    assert [each.concern.id for each in queries.courses_for(new_lead)] == [fresh]
    assert commands.re_seal(team.lead, team.lead_phrase, "lead") == {"sealed": 1}
    private = commands.open_concern(new_lead, old, new_phrase)
    assert words_of(old, private)["text"] == WORDS
    with pytest.raises(NoPost):
        queries.courses_for(team.lead)


def test_the_key_in_the_safe_opens_older_concerns_for_a_holder_who_lost_hers(
    app: Flask, team: Team
) -> None:
    old, _ = tell()
    about_the_deputy, _ = tell(told("only for the lead", readers="lead"))
    appoint(SYSTEM, team.lead.person_id or "", "lead")
    phrase, key = reader(3)
    keep_key(team.lead, key)
    assert queries.courses_for(team.lead) == []
    answer = commands.hand_keys_from_safe(SYSTEM, team.safe.private, "lead")
    assert answer == {"sealed": 2}
    for concern in (old, about_the_deputy):
        assert words_of(concern, commands.open_concern(team.lead, concern, phrase))
    with pytest.raises(NotFound):
        commands.hand_keys_from_safe(SYSTEM, sealing.new_pair().private, "lead")
    assert commands.hand_keys_from_safe(SYSTEM, team.safe.private, "deputy") == {"sealed": 0}


def test_whom_it_is_kept_from_does_not_get_it_by_another_post(app: Flask, team: Team) -> None:
    concern, _ = tell(told(readers="deputy"))
    appoint(SYSTEM, team.lead.person_id or "", "deputy")
    keep_key(team.lead, reader(4)[1])
    assert commands.hand_keys_from_safe(SYSTEM, team.safe.private, "deputy") == {"sealed": 0}
    with pytest.raises(NotFound):
        commands.open_concern(team.lead, concern, reader(4)[0])


def test_a_post_is_for_an_adult_of_the_team_and_held_by_one(
    app: Flask, world: World, team: Team
) -> None:
    for person in (world.person("organiser", kind="adult"), world.person("delegate")):
        with pytest.raises(NotOfTheTeam):
            appoint(SYSTEM, person, "lead")
    person = world.person(kind="adult")
    give_role(SYSTEM, person, "safeguarding")
    appoint(SYSTEM, person, "deputy")
    assert post_of(team.deputy) is None


def test_without_a_key_to_seal_for_nothing_is_kept_and_nobody_pretends(
    app: Flask, world: World
) -> None:
    with pytest.raises(NobodyReads):
        tell()
    assert db.session.scalar(select(func.count()).select_from(Concern)) == 0


def test_the_same_page_sent_twice_is_one_concern_and_other_words_are_added(
    app: Flask, team: Team
) -> None:
    page = told()
    first, code = tell(page)
    assert tell(page) == (first, code)
    more = told("CANARY-ADDED he is here", safe_now="no", page_id=page.page_id)
    assert tell(more) == (first, code)
    assert tell(more) == (first, code)
    course = queries.courses_for(team.lead)[0]
    assert [entry.kind for entry in course.entries] == ["added"]
    assert course.is_urgent
    assert set(course.alerts) == {"lead", "deputy"}
    private = commands.open_concern(team.deputy, first, team.deputy_phrase)
    added = sealing.unseal_entry(course.entries[0].box or b"", private)
    assert added["text"] == "CANARY-ADDED he is here"


def test_an_answer_opens_with_the_code_and_for_the_pair_and_for_no_other_code(
    app: Flask, team: Team
) -> None:
    concern, code = tell()
    _, other_code = tell()
    commands.answer(team.lead, concern, "We are with you.", "en")
    receipt = receipt_of_code(code)
    assert receipt is not None
    assert receipt.object_id == concern
    entry = db.session.scalars(select(ConcernEntry)).one()
    opened = sealing.unseal_entry(entry.for_code or b"", private_key_of(code))
    assert opened == {"text": "We are with you.", "language": "en"}
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(entry.for_code or b"", private_key_of(other_code))
    private = commands.open_concern(team.deputy, concern, team.deputy_phrase)
    assert sealing.unseal_entry(entry.box or b"", private)["text"] == "We are with you."


def test_nothing_of_a_record_is_ever_changed_or_deleted(app: Flask, team: Team) -> None:
    concern, _ = tell()
    commands.acknowledge(team.lead, concern)
    commands.answer(team.lead, concern, "yes", "en")
    commands.sign(team.lead, concern)
    for table, change in (
        (Concern, {"is_urgent": True}),
        (ConcernKey, {"box": b"x"}),
        (ConcernEntry, {"box": b"x"}),
        (ConcernAlert, {"step": "phone"}),
        (ConcernSignature, {"number": 2}),
    ):
        for statement in (update(table).values(**change), delete(table)):
            db.session.rollback()
            with (
                pytest.raises(IntegrityError, match="append_only"),
                db.engine.begin() as connection,
            ):
                connection.execute(statement)


def test_a_concern_is_written_down_without_who_told_it(app: Flask, world: World) -> None:
    world.event()
    Team(world)
    tell()
    rows = db.session.scalars(select(AuditRow).where(AuditRow.action == "concerns.tell")).all()
    assert [(row.who, row.roles, row.object_id) for row in rows] == [("withheld", "", None)]


def test_every_reading_is_written_down_by_name(app: Flask, team: Team) -> None:
    concern, _ = tell()
    commands.open_concern(team.deputy, concern, team.deputy_phrase)
    row = db.session.scalars(
        select(AuditRow).where(AuditRow.action == "concerns.note_reading")
    ).one()
    assert (row.who, row.object_id) == (team.deputy.person_id, concern)


def test_events_of_a_concern_carry_ids_alone(app: Flask, team: Team) -> None:
    tell()
    rows = [
        json.dumps([row.scope, row.topic])
        for row in db.session.execute(text("SELECT scope, topic FROM topic_version"))
    ]
    assert sorted(rows) == sorted(
        json.dumps([f"desk:safety:{person}", "desk"])
        for person in (team.lead.person_id, team.deputy.person_id)
    )
