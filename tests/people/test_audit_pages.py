"""Who reads what of the audit log."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from participation.floor.course.commands import open_doors
from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import Audit, Reference, about, command
from participation.foundation.extensions import db
from participation.people.audit.payloads import log_rows, own_rows
from participation.people.audit.queries import readings_of, rows_for
from participation.people.consent import texts
from participation.people.consent.commands import record_consent, turn_dial
from participation.people.tokens import sign
from tests.world import World


@command(audit=Audit.SAFETY)
def route_a_text(actor: Actor) -> Reference:
    about("question", "q1", reason="a canary reason")
    return {}


@command(reads=True)
def open_a_card(actor: Actor, person_id: str) -> Reference:
    about("person", person_id, reason="a lost child")
    return {}


@command()
def send_a_paper(actor: Actor) -> Reference:
    about("paper", "p1", reason="a child's own")
    return {}


@pytest.fixture
def done(world: World) -> dict[str, Actor]:
    people = {
        "child": world.delegate(),
        "organiser": world.signed_in(world.person("organiser", kind="adult")),
        "safety": world.signed_in(world.person("safeguarding", kind="adult")),
    }
    route_a_text(people["safety"])
    open_a_card(people["organiser"], str(people["child"].person_id))
    send_a_paper(people["child"])
    return people


def actions(actor: Actor, what: str | None = None) -> set[str]:
    return {row.action.rpartition(".")[2] for row in rows_for(actor, None, what, None)}


def test_organisers_read_the_rest_and_the_safety_team_its_own_part(
    done: dict[str, Actor],
) -> None:
    assert "route_a_text" not in actions(done["organiser"])
    assert {"open_a_card", "send_a_paper"} <= actions(done["organiser"])
    assert "route_a_text" in actions(done["safety"])
    assert not {"open_a_card", "send_a_paper"} & actions(done["safety"])
    assert actions(done["child"]) == set()
    assert actions(done["organiser"], "read") == {"open_a_card"}


def test_of_what_a_child_did_organisers_read_neither_who_nor_why(done: dict[str, Actor]) -> None:
    rows = log_rows(rows_for(done["organiser"], None, None, None))
    sent = next(row for row in rows if row["action"].endswith("send_a_paper"))
    assert (sent["by"], sent["by_child"], sent["whom"], sent["reason"]) == (None, True, None, None)
    assert str(done["child"].person_id) not in str(sent)
    opened = next(row for row in rows if row["action"].endswith("open_a_card"))
    assert opened["by"] is not None
    assert opened["reads"]


def test_a_child_reads_who_looked_and_nothing_of_the_safety_team(done: dict[str, Actor]) -> None:
    (own,) = own_rows(readings_of(str(done["child"].person_id)))
    assert own["roles"] == ["organiser"]
    assert "a lost child" not in str(own)
    assert readings_of(str(done["safety"].person_id)) == []


def test_that_a_body_stands_in_for_a_home_is_for_the_safety_team_alone(
    done: dict[str, Actor], world: World
) -> None:
    child, other = world.person(consent=False), world.person(consent=False)
    record_consent(
        done["safety"], child, "responsible_body", texts.newest_consent(), note="not safe to ask"
    )
    # A parent's as well: otherwise the child without a row would be the one.
    record_consent(done["organiser"], other, "parent", texts.newest_consent())
    assert "record_consent" in actions(done["safety"])
    seen = log_rows(rows_for(done["organiser"], None, None, None))
    assert [row for row in seen if row["action"] == "consent.record_consent" and row["by"]] == []


def test_what_is_done_in_a_closed_meeting_is_in_no_organisers_log(
    done: dict[str, Actor], world: World
) -> None:
    meeting, session = world.session(kind="closed", state="planned"), world.session(state="planned")
    member = world.facilitator(meeting)
    open_doors(member, meeting.id)
    open_doors(world.facilitator(session), session.id)
    seen = [row.session_id for row in rows_for(done["organiser"], None, None, None)]
    assert session.id in seen
    assert meeting.id not in seen
    both = world.signed_in(world.person("organiser", ("facilitator", meeting), kind="adult"))
    assert meeting.id in [row.session_id for row in rows_for(both, None, None, None)]


def page(app: Flask, actor: Actor, address: str, lang: str = "en") -> tuple[int, str]:
    client = app.test_client()
    client.set_cookie("sawt_device", sign("device", str(actor.device_id)))
    answer = client.get(address, headers={"Accept-Language": lang})
    return answer.status_code, answer.get_data(as_text=True)


def test_the_pages_show_each_their_part(app: Flask, done: dict[str, Actor]) -> None:
    db.session.rollback()
    status, text = page(app, done["organiser"], "/organise/audit")
    assert status == 200
    assert "open_a_card" in text
    assert "a canary reason" not in text
    assert "route_a_text" not in text
    status, text = page(app, done["safety"], "/organise/audit?what=done")
    assert status == 200
    assert "a canary reason" in text
    assert "open_a_card" not in text
    status, _ = page(app, done["child"], "/organise/audit")
    assert status == 403
    status, text = page(app, done["child"], "/accesses", "ar")
    assert status == 200
    assert "a lost child" not in text
    newest = db.session.scalars(select(AuditRow.id).order_by(AuditRow.id.desc()).limit(1)).one()
    assert newest > 0


@pytest.mark.parametrize(
    ("lang", "sentence", "about"),
    [
        ("ar", "تغيير ما يظهر عن النفس", "شخص"),
        ("en", "Changed how much is shown of oneself", "a person"),
        ("fr", "Ce qui est montré de soi changé", "une personne"),
    ],
)
def test_the_log_speaks_in_sentences_of_the_readers_language(
    app: Flask, done: dict[str, Actor], lang: str, sentence: str, about: str
) -> None:
    turn_dial(done["child"], "nothing")
    db.session.rollback()
    _, text = page(app, done["organiser"], f"/organise/audit?lang={lang}", lang)
    assert sentence in text
    assert f"<td>{about}</td>" in text
    assert "turn_dial" not in text
