"""Consent and assent as they are recorded: by whom, of which words, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from participation.people.consent import commands, queries, texts
from participation.people.consent.models import Assent, GuardianConsent
from participation.people.consent.refusals import OnlyTheLeadRecords, SayWhichAndWhy, WordsAreNew
from participation.people.consent.rules import Choices
from tests.people.consent.showing import again, says
from tests.world import World

YES = Choices(take_part=True, words_in_room=True)


def refused(statement: Any, name: str) -> None:
    db.session.rollback()
    with pytest.raises(IntegrityError, match=name), db.engine.begin() as connection:
        connection.execute(statement)


def test_an_answer_says_which_words_were_read_in_which_language_and_for_which_age(
    world: World,
) -> None:
    child = world.delegate(assent=None)
    commands.give_assent(child, texts.newest(), "fr", YES)
    row = queries.present_assent(child.person_id or "")
    assert row is not None
    assert (row.version, row.language, row.age_band) == (texts.newest(), "fr", "13-15")
    assert queries.choices_in(row) == YES


def test_nobody_but_the_child_gives_assent(world: World) -> None:
    """There is no argument that names a child: an answer is always the actor's own."""
    session = world.session()
    for actor in (
        NOBODY,
        SYSTEM,
        world.phone(session),
        world.screen(),
        world.facilitator(session),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person("safeguarding", kind="adult")),
        world.signed_in(world.person("accompanying", kind="adult")),
    ):
        with pytest.raises((NotAllowed, NotFound, NotSignedIn)):
            commands.give_assent(actor, texts.newest(), "en", YES)
    assert db.session.scalars(select(Assent)).all() == []


def test_the_database_too_knows_no_assent_by_somebody_else(world: World) -> None:
    child = world.person("delegate", assent=None)
    organiser = world.person("organiser", kind="adult")
    row = {
        "id": "a" * 32, "person_id": child, "given_by": organiser, "version": texts.newest(),
        "language": "en", "age_band": "13-15", "take_part": True, "words_in_room": False,
        "words_in_report": False, "first_name_shown": False, "pictures_shown": False,
        "given_at": clock.now(),
    }  # fmt: skip
    refused(insert(Assent).values(row), "own_answer")
    refused(
        insert(Assent).values(
            row | {"given_by": child, "take_part": False, "pictures_shown": True}
        ),
        "choices_need_yes",
    )


def test_a_second_answer_ends_the_first_and_both_are_kept(world: World) -> None:
    child = world.delegate()
    says(child, take_part=True)
    says(child, take_part=False)
    rows = db.session.scalars(select(Assent).where(Assent.person_id == child.person_id)).all()
    assert len(rows) == 3
    assert [row.take_part for row in rows if row.withdrawn_at is None] == [False]


def test_an_answer_ends_once_and_is_never_changed_otherwise(world: World) -> None:
    child = world.person("delegate")
    refused(update(Assent).values(words_in_room=False), "append_only")
    refused(update(Assent).values(version="other"), "append_only")
    refused(delete(Assent), "append_only")
    refused(update(GuardianConsent).values(kind="legal_guardian"), "append_only")
    refused(delete(GuardianConsent), "append_only")
    commands.withdraw_consent(SYSTEM, child)
    refused(update(GuardianConsent).values(withdrawn_at=None), "append_only")
    refused(update(GuardianConsent).values(withdrawn_at=clock.now()), "append_only")


def test_the_database_keeps_one_present_answer_for_each_child(world: World) -> None:
    child = world.person("delegate")
    for table in (Assent, GuardianConsent):
        row = dict(db.session.execute(select(table.__table__)).mappings().one())
        refused(insert(table).values(row | {"id": "b" * 32}), "UNIQUE|uq_")
    assert queries.takes_part(child)


def test_old_words_cant_be_answered_any_more(world: World) -> None:
    child = world.delegate(assent=None)
    with pytest.raises(WordsAreNew):
        commands.give_assent(child, "assent-0", "en", YES)
    assert queries.present_assent(child.person_id or "") is None


def test_a_new_version_asks_again_and_the_old_yes_counts_until_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = world.delegate()
    person = queries.child(child.person_id)
    assert person is not None
    assert not queries.is_to_be_asked(person)
    monkeypatch.setattr(texts, "newest", lambda: "assent-2")
    assert queries.is_to_be_asked(person)
    assert again(child).is_delegate


def test_a_no_is_an_answer_too_and_nobody_asks_twice(world: World) -> None:
    child = world.delegate(assent=None)
    person = queries.child(child.person_id)
    assert person is not None
    assert queries.is_to_be_asked(person)
    says(child, take_part=False)
    assert not queries.is_to_be_asked(person)
    assert not queries.takes_part(person.id)


def test_taking_back_asks_for_no_reason_and_stands_in_the_audit_without_one(world: World) -> None:
    child = world.delegate()
    commands.take_back_assent(child)
    row = db.session.scalars(
        select(AuditRow).where(AuditRow.action == "consent.take_back_assent")
    ).one()
    assert (row.object_kind, row.object_id, row.reason) == ("person", child.person_id, None)
    assert not queries.takes_part(child.person_id or "")
    assert commands.take_back_assent(again(child))  # twice is once


# -- the guardian's part ---------------------------------------------------------------------------


def test_consent_is_recorded_by_organisers_and_the_pair_alone(world: World) -> None:
    session = world.session()
    child = world.delegate(consent=False)
    for actor in (
        child,
        world.moderator(session),
        world.facilitator(session),
        world.phone(session),
    ):
        with pytest.raises(NotAllowed):
            commands.record_consent(actor, child.person_id or "", "parent", "consent-1")
        with pytest.raises(NotAllowed):
            commands.withdraw_consent(actor, child.person_id or "")
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    commands.record_consent(organiser, child.person_id or "", "parent", "consent-1")
    row = queries.present_consent(child.person_id or "")
    assert row is not None
    assert (row.kind, row.recorded_by) == ("parent", organiser.person_id)
    assert again(child).is_delegate
    commands.withdraw_consent(organiser, child.person_id or "")
    assert not again(child).is_delegate


def test_which_body_and_why_is_the_leads_to_record(world: World) -> None:
    child = world.person("delegate", consent=False)
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    with pytest.raises(OnlyTheLeadRecords):
        commands.record_consent(organiser, child, "responsible_body", "consent-1", "why")
    for nothing in (None, "", "  "):
        with pytest.raises(SayWhichAndWhy):
            commands.record_consent(lead, child, "responsible_body", "consent-1", nothing)
    commands.record_consent(lead, child, "responsible_body", "consent-1", "The ministry; at risk")
    assert queries.takes_part(child)


def test_a_parents_consent_keeps_no_note(world: World) -> None:
    child = world.person("delegate", consent=False)
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    commands.record_consent(lead, child, "parent", "consent-1", "typed by mistake")
    row = queries.present_consent(child)
    assert row is not None
    assert row.note is None


@pytest.mark.parametrize("kind", ["teacher", ""])
def test_no_other_kind_of_consent_exists(world: World, kind: str) -> None:
    child = world.person("delegate", consent=False)
    with pytest.raises(Refusal):
        commands.record_consent(SYSTEM, child, kind, "consent-1")
    assert not queries.takes_part(child)


def test_consent_is_for_children_and_for_words_that_were_given_out(world: World) -> None:
    adult, child = world.person("facilitator", kind="adult"), world.person(consent=False)
    with pytest.raises(NotFound):
        commands.record_consent(SYSTEM, adult, "parent", "consent-1")
    with pytest.raises(NotFound):
        commands.record_consent(SYSTEM, "0" * 32, "parent", "consent-1")
    with pytest.raises(WordsAreNew):
        commands.record_consent(SYSTEM, child, "parent", "consent-0")
