"""What the safety team reads stands in its part of the log, once for each sitting."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow, Part
from participation.foundation.extensions import db
from participation.people.consent.commands import record_consent
from participation.people.models import Person
from tests.doors import Browser
from tests.moving_clock import MovingClock
from tests.safeguarding.concerns.team import Team, tell
from tests.world import World

WHY = "canary: not safe to ask at home"


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    return MovingClock(monkeypatch)


def readings(actor: Actor) -> list[tuple[str, str | None]]:
    """What stands in the log of this person's readings, the oldest first."""
    db.session.rollback()
    rows = db.session.scalars(
        select(AuditRow)
        .where(AuditRow.who == actor.person_id, AuditRow.reads.is_(True))
        .order_by(AuditRow.id)
    ).all()
    assert {row.part for row in rows} <= {Part.SAFETY}
    assert WHY not in str([row.__dict__ for row in rows])
    return [(row.action, row.object_id) for row in rows]


def test_every_page_of_safeguarding_data_is_written_down_once_for_each_sitting(
    app: Flask, world: World, moment: MovingClock
) -> None:
    session, team = world.session(), Team(world)
    concern, _ = tell()
    child = world.person(consent=False)
    other = world.person("delegate")
    record_consent(team.lead, child, "responsible_body", "consent-1", WHY)
    name = db.session.get_one(Person, child).shown_name["en"]
    lead = Browser(app, team.lead)
    pages = [
        ("/organise/consent", ("consent.note_reading_reasons", "all")),
        (f"/organise/consent?q={name}", ("consent.note_reading_reasons", child)),
        ("/safety", ("concerns.note_looking", "all")),
        (f"/safety/{concern}", ("concerns.note_looking", concern)),
        (f"/sessions/{session.slug}/assist", ("whisper.note_reading", session.id)),
        ("/organise/audit", ("audit.note_reading", "safety")),
    ]
    for address, _ in pages:
        for _ in range(3):  # it is loaded anew and anew
            assert lead.get(address).status_code == 200
    once = [written for _, written in pages]
    assert readings(team.lead) == once
    moment.passes(minutes=9)
    lead.get("/safety")
    assert readings(team.lead) == once
    moment.passes(minutes=2)
    lead.get("/safety")
    assert readings(team.lead) == [*once, ("concerns.note_looking", "all")]

    Browser(app, team.deputy).get("/safety")  # another person's reading is her own
    assert readings(team.deputy) == [("concerns.note_looking", "all")]
    own = world.facilitator(session)
    Browser(app, own).get(f"/sessions/{session.slug}/assist")  # it is said to her
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    for address in ("/organise/consent", "/organise/audit"):  # no reasons, no safety part
        assert Browser(app, organiser).get(address).status_code == 200
    assert readings(own) == readings(organiser) == []
    assert other not in str(readings(team.lead))


def test_the_log_says_in_words_what_was_read_and_organisers_see_none_of_it(
    app: Flask, world: World
) -> None:
    session, team = world.session(), Team(world)
    lead = Browser(app, team.lead)
    for address in ("/organise/consent", "/safety", f"/sessions/{session.slug}/assist"):
        lead.get(address)
    said = lead.get("/organise/audit").get_data(as_text=True)
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    for_organiser = Browser(app, organiser).get("/organise/audit").get_data(as_text=True)
    for words in (
        "Read what a moderator and the adults said quietly",
        "Looked at which concerns there are",
        "Read the log of the safety team",
    ):
        assert words in said
        assert words not in for_organiser
