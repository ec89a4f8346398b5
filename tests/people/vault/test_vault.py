"""What the vault keeps, for whom, and that nobody else ever sees a word of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed
from participation.live.audiences import TOPICS
from participation.live.snapshots import snapshot, topic_state
from participation.people.access import commands as access
from participation.people.accompanying import commands as accompanying
from participation.people.accompanying.refusals import AccompaniedAlready, NotAccompanying
from participation.people.models import Person
from participation.people.queries import badge_of_person
from participation.people.roster.commands import NewPerson, register
from participation.people.roster.refusals import AgeOutside
from participation.people.vault import commands, payloads, queries
from participation.people.vault.commands import Told
from participation.people.vault.queries import Contact, Identity, Needs
from participation.people.vault.refusals import NothingToKeep
from participation.programme.queries import last_day
from participation.programme.rules import is_over_for
from participation.questions.models import Question
from tests.doors import Browser, text_of
from tests.questions.asking import ask
from tests.world import World

BORN = date(date.today().year - 14, 1, 1)  # noqa: DTZ011 - whole years are enough here
# Strings that stand nowhere else.
SURNAME, GUARDIAN, PHONE = "Qanaryfamily", "Qanarymother", "+974 0000 4711"
OTHER, TO_ACT, NEED_OTHER = "Qanaryuncle", "Qanarynuts: pen in the bag", "Qanaryquietroom"
CANARIES = (SURNAME, GUARDIAN, PHONE, OTHER, TO_ACT, NEED_OTHER, BORN.isoformat())

TOLD = Told(
    surname=SURNAME,
    birth_date=BORN,
    guardian=Contact(GUARDIAN, "mother", PHONE),
    other=Contact(OTHER, "uncle", PHONE),
    need_to_act=TO_ACT,
    need_other=NEED_OTHER,
)
WHY = "Her mother is at the desk and asks for her."


@pytest.fixture
def organiser(world: World) -> Actor:
    world.event()
    return world.signed_in(world.person("organiser", kind="adult"))


@pytest.fixture
def child(world: World, organiser: Actor) -> str:
    """A child of whom the vault holds everything."""
    person = world.person("delegate")
    commands.keep_identity(organiser, person, TOLD)
    return person


def opened(world: World, asker: Actor, lock: str, subject: str) -> str:
    """A request that another of the safety team has said yes to."""
    request: str = access.ask_access(asker, lock, subject, WHY)["request"]
    second = world.signed_in(world.person("safeguarding", kind="adult"))
    access.confirm_access(second, request)
    return request


def test_what_was_typed_is_read_under_lock(world: World, organiser: Actor, child: str) -> None:
    person, identity = commands.read_identity(
        organiser, opened(world, organiser, "identity", child)
    )
    assert person == child
    assert identity == Identity(SURNAME, BORN, TOLD.guardian, TOLD.other)


def test_what_is_left_empty_stays_as_it_was_kept(organiser: Actor, child: str) -> None:
    commands.keep_identity(organiser, child, Told(surname="Another"))
    assert queries.identity_of(child) == Identity("Another", BORN, TOLD.guardian, TOLD.other)
    assert queries.needs_of([child]) == {child: Needs(TO_ACT, NEED_OTHER)}
    with pytest.raises(NothingToKeep):
        commands.keep_identity(organiser, child, Told())


def test_a_birth_date_gives_the_public_person_its_age_group_and_nothing_more(
    organiser: Actor, child: str
) -> None:
    assert db.session.get_one(Person, child).age_band == "13-15"
    with pytest.raises(AgeOutside):
        commands.keep_identity(organiser, child, Told(birth_date=date(1990, 1, 1)))
    assert queries.identity_of(child).birth_date == BORN


def test_the_birth_date_of_somebody_who_comes_in_is_in_the_vault(organiser: Actor) -> None:
    fresh = register(organiser, NewPerson("child", {}, "en", birth_date=BORN))
    assert queries.identity_of(fresh.person_id) == Identity(birth_date=BORN)


def test_only_the_registration_desk_writes(world: World, child: str) -> None:
    for actor in (
        world.delegate(),
        world.facilitator(),
        world.signed_in(world.person("safeguarding", kind="adult")),
        NOBODY,
    ):
        with pytest.raises(NotAllowed):
            commands.keep_identity(actor, child, TOLD)
        with pytest.raises(NotAllowed):
            commands.keep_birth_date(actor, child, BORN)


def test_needs_are_read_by_each_as_far_as_it_is_theirs(world: World, child: str) -> None:
    facilitator = world.facilitator()
    commands.read_needs(facilitator)
    (told,) = payloads.needs(facilitator)
    assert told["needs"] == Needs(TO_ACT, "")
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    (told,) = payloads.needs(lead)
    assert told["needs"] == Needs(TO_ACT, NEED_OTHER)
    for actor in (world.delegate(), world.signed_in(world.person("organiser", kind="adult"))):
        with pytest.raises(NotAllowed):
            commands.read_needs(actor)


def test_an_accompanying_adult_reads_own_children_and_no_other(
    world: World, organiser: Actor, child: str
) -> None:
    session, closed = world.session(), world.session(kind="closed")
    adult = world.person("accompanying", kind="adult")
    other = world.person("delegate", ("moderator", session), ("moderator", closed))
    commands.keep_identity(organiser, other, Told(need_other="Hers alone"))
    accompanying.name_adult(organiser, other, adult)
    (told,) = payloads.children(world.signed_in(adult))
    assert told["needs"] == Needs("", "Hers alone")
    assert [each["title"] for each in told["sessions"]] == [session.title]
    accompanying.end_accompanying(organiser, other, adult)
    assert payloads.children(world.signed_in(adult)) == []


def test_only_an_accompanying_adult_is_named_for_a_child_and_once(
    world: World, organiser: Actor, child: str
) -> None:
    adult, another = world.person("accompanying", kind="adult"), world.person(kind="adult")
    for who, whom in ((child, another), (adult, adult), (another, adult), (child, child)):
        with pytest.raises(NotAccompanying):
            accompanying.name_adult(organiser, who, whom)
    accompanying.name_adult(organiser, child, adult)
    with pytest.raises(AccompaniedAlready):
        accompanying.name_adult(organiser, child, adult)
    with pytest.raises(NotAllowed):
        accompanying.name_adult(world.facilitator(), child, adult)


def test_each_reading_is_written_down_without_a_word_of_it(
    world: World, organiser: Actor, child: str
) -> None:
    commands.read_identity(organiser, opened(world, organiser, "identity", child))
    commands.read_own(world.signed_in(child))
    commands.read_needs(world.facilitator())
    actions = set(db.session.scalars(select(AuditRow.action).where(AuditRow.reads)))
    assert {"access.use_access", "vault.read_own", "vault.read_needs"} <= actions
    written = [
        str(row.__dict__)
        for table in (AuditRow, CommandGuard)
        for row in db.session.scalars(select(table))
    ]
    assert [word for word in CANARIES if any(word in row for row in written)] == []


def test_what_was_read_prints_nothing_by_accident(organiser: Actor, child: str) -> None:
    printed = f"{queries.identity_of(child)!r} {queries.needs_of([child])!r}"
    assert [word for word in CANARIES if word in printed] == []


# -- erased after thirty days --------------------------------------------------------------------


def test_the_vault_is_erased_thirty_days_after_the_last_day(
    organiser: Actor, child: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = last_day()
    assert last is not None
    zone = ZoneInfo("Asia/Qatar")

    def on(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 0, 1, tzinfo=zone)
        monkeypatch.setattr(clock, "now", lambda: moment)

    on(last + timedelta(days=30))
    assert commands.sweep_vault(SYSTEM) == {"erased": 0}
    assert queries.identity_of(child).surname == SURNAME
    on(last + timedelta(days=31))
    assert commands.sweep_vault(SYSTEM) == {"erased": 1}
    assert queries.is_empty()
    assert queries.identity_of(child) == Identity()
    assert commands.sweep_vault(SYSTEM) == {"erased": 0}
    erased = select(AuditRow.id).where(AuditRow.action == "vault.erase_vault")
    assert len(db.session.scalars(erased).all()) == 1


def test_nothing_is_erased_where_there_is_no_event_or_by_a_person(
    world: World, organiser: Actor
) -> None:
    assert not is_over_for(None, date(2100, 1, 1), timedelta(days=30))
    with pytest.raises(NotAllowed):
        commands.erase_vault(organiser)


# -- nobody else sees a word ---------------------------------------------------------------------


def test_no_page_shows_a_word_of_the_vault_but_the_vaults_own(
    app: Flask, world: World, organiser: Actor, child: str
) -> None:
    """Every GET address, filled in with what is really there, as everybody."""
    session = world.session()
    herself = world.signed_in(child)
    asked = ask(herself, session)
    paper = world.paper(herself, "selected", session)
    badge = badge_of_person(child)
    assert badge is not None
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    request = opened(world, lead, "identity", child)
    fitting = {
        "person_id": child,
        "subject_id": child,
        "lock": "identity",
        "slug": session.slug,
        "badge_id": badge.id,
        "question_id": asked,
        "paper_id": paper,
        "request_id": request,
        "code": session.room_code,
    }
    adult = world.person("accompanying", kind="adult")
    accompanying.name_adult(organiser, child, adult)
    actors = {
        "nobody": None,
        "phone": world.phone(session),
        "another child": world.delegate(),
        "herself": herself,
        "moderator": world.moderator(session),
        "facilitator": world.facilitator(session),
        "organiser": organiser,
        "safety team": lead,
        "accompanying": world.signed_in(adult),
    }
    seen = {
        (who, address, word)
        for who, actor in actors.items()
        for address in _addresses(app, fitting)
        for text in [text_of(Browser(app, actor).get(address))]
        for word in CANARIES
        if word in text
    }
    allowed = {
        *{("herself", "/about-me", word) for word in CANARIES[:-1]},
        *{("safety team", f"/organise/vault/{request}", word) for word in CANARIES[:4]},
        *{("safety team", "/needs", word) for word in (TO_ACT, NEED_OTHER)},
        ("facilitator", "/needs", TO_ACT),
        *{("accompanying", "/my-children", word) for word in (TO_ACT, NEED_OTHER)},
    }
    assert seen == allowed


def _addresses(app: Flask, fitting: dict[str, str]) -> list[str]:
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        address = rule.rule
        for argument in rule.arguments:
            address = address.replace(f"<{argument}>", fitting.get(argument, "0" * 32))
        found.append(address)
    return found


def test_no_live_topic_carries_a_word_of_the_vault(
    app: Flask, world: World, organiser: Actor, child: str
) -> None:
    session = world.session()
    actors = {
        "audience": world.phone(session),
        "delegate": world.signed_in(child),
        "moderator": world.moderator(session),
        "facilitator": world.facilitator(session),
        "screen": world.screen(),
    }
    asked = ask(actors["delegate"], session)
    world.paper(actors["delegate"], "confirmed", session)
    carried = [
        snapshot(session.id, audience, actors.get(audience, NOBODY).holder)
        for audience in TOPICS
        if audience not in ("curation", "mine")
    ]
    carried += [topic_state("desk:curation", "curation", "curation")]
    carried += [topic_state(f"desk:{child}", "papers", "mine")]
    assert asked in str(carried)
    assert [word for word in CANARIES if word in str(carried)] == []


# -- the doors ---------------------------------------------------------------------------------


def test_the_registration_desk_writes_and_is_not_shown_what_is_kept(
    app: Flask, organiser: Actor, child: str
) -> None:
    browser, address = Browser(app, organiser), f"/organise/people/{child}/vault"
    assert browser.post(address, surname="Newqanary").status_code == 303
    page = browser.get(address).text
    assert [word for word in (*CANARIES, "Newqanary") if word in page] == []
    db.session.rollback()
    assert queries.identity_of(child).surname == "Newqanary"
    assert browser.post(address).status_code == 422
    assert browser.post(address, birth_date="1990-01-01").status_code == 422


def test_one_sees_when_the_registration_desk_looked_and_not_when_the_safety_team_did(
    app: Flask, world: World, organiser: Actor, child: str
) -> None:
    herself = world.signed_in(child)
    opened(world, world.signed_in(world.person("safeguarding", kind="adult")), "identity", child)
    assert payloads.own(herself)["opened"] == []
    opened(world, organiser, "identity", child)
    assert len(payloads.own(herself)["opened"]) == 1


@pytest.mark.parametrize("by", ["badge", "phone"])
def test_who_asked_is_shown_to_the_safety_team_under_lock(
    app: Flask, world: World, by: str
) -> None:
    session = world.session()
    asker = world.delegate() if by == "badge" else world.phone(session)
    asked = ask(asker, session, "Secretwords")
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    request: str = access.ask_access(lead, "who_asked", asked, WHY)["request"]
    assert Browser(app, lead).get(f"/organise/askers/{request}").status_code == 409
    access.confirm_access(world.signed_in(world.person("safeguarding", kind="adult")), request)
    page = Browser(app, lead).get(f"/organise/askers/{request}")
    assert page.status_code == 200
    assert "Secretwords" not in page.text
    if by == "badge":
        assert db.session.get_one(Person, asker.person_id).shown_name["en"] in page.text
    else:
        assert "phone" in page.text
    assert db.session.get_one(Question, asked).asker in (asker.holder,)
