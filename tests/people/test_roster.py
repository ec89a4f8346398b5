"""Organisers look after people and badges; who may hold what, and how a card is made anew."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select

from participation.foundation.actors import NOBODY, Actor, load_actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, Refusal
from participation.people import commands as people
from participation.people import queries, tokens
from participation.people.consent import names
from participation.people.models import Person
from participation.people.refusals import BadgeUnknown
from participation.people.roster import commands, payloads, rules
from participation.people.roster.commands import NewPerson
from participation.people.roster.payloads import Wanted
from participation.people.roster.refusals import (
    AgeOutside,
    BirthDateMissing,
    ChildChoosesName,
    HasRoleAlready,
    NameMissing,
    NotForOneself,
    RoleNotForThem,
)
from tests.doors import Browser
from tests.world import World

FIRST_DAY = date(2026, 11, 25)


@pytest.fixture
def organiser(world: World) -> Actor:
    world.event()
    return world.signed_in(world.person("organiser", kind="adult"))


def child(**told: Any) -> NewPerson:
    """What is typed about a child of fourteen."""
    first_day = date.today().replace(month=1, day=1)  # noqa: DTZ011 - whole years are enough here
    typed: dict[str, Any] = {
        "role": "delegate",
        "birth_date": first_day.replace(year=first_day.year - 14),
    }
    return NewPerson("child", {}, "ar", **(typed | told))


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2016, 11, 25), "10-12"),
        (date(2013, 11, 26), "10-12"),
        (date(2013, 11, 25), "13-15"),
        (date(2010, 11, 26), "13-15"),
        (date(2010, 11, 25), "16-17"),
        (date(2008, 11, 26), "16-17"),
        (date(2012, 2, 29), "13-15"),
    ],
)
def test_the_age_group_is_that_of_the_first_day(born: date, band: str) -> None:
    assert rules.age_band(born, FIRST_DAY) == band


@pytest.mark.parametrize("born", [date(2016, 11, 26), date(2008, 11, 25), date(2027, 1, 1)])
def test_an_age_outside_the_groups_is_asked_about_again(born: date) -> None:
    with pytest.raises(AgeOutside):
        rules.age_band(born, FIRST_DAY)


def test_a_new_child_has_an_age_group_a_role_and_a_pin_that_opens(
    organiser: Actor, world: World
) -> None:
    fresh = commands.register(organiser, child())
    assert fresh.secret is not None
    assert len(fresh.secret) == 4
    person = db.session.get_one(Person, fresh.person_id)
    assert person.age_band == "13-15"
    badge = queries.badge_in_use(fresh.badge_id)
    device = people.sign_in(NOBODY, badge, fresh.secret, world.tablet())["device"]
    assert not load_actor(tokens.sign("device", device), "ar").is_delegate
    world.consent(fresh.person_id)
    world.assent(fresh.person_id)
    assert load_actor(tokens.sign("device", device), "ar").is_delegate


def test_nobody_types_a_childs_shown_name_for_her(
    app: Flask, world: World, organiser: Actor
) -> None:
    typed = NewPerson("child", {"en": "Call me on 5555 0199"}, "en", birth_date=child().birth_date)
    with pytest.raises(ChildChoosesName):
        commands.register(organiser, typed)
    asked = {"kind": "child", "language": "en", "birth_date": str(child().birth_date)}
    browser = Browser(app, organiser)
    page = browser.post("/organise/people/new?lang=en", **asked, name_en="Call me on 5555 0199")
    assert page.status_code == 422
    assert "A child chooses the shown name herself" in page.text
    assert browser.post("/organise/people/new?lang=en", **asked).status_code == 200
    assert "5555" not in str(payloads.everybody(organiser, Wanted()))


def test_a_child_has_a_friendly_pair_of_words_of_her_own_until_she_chooses(
    organiser: Actor,
) -> None:
    ours = [names.name_of(key) for key in names.ALL]
    fresh = [commands.register(organiser, child()).person_id for _ in range(5)]
    shown = [db.session.get_one(Person, person).shown_name for person in fresh]
    assert all(name in ours for name in shown)
    assert len({name["en"] for name in shown}) == len(shown)


def test_pairs_are_numbered_once_every_one_is_somebodys() -> None:
    every = {(names.name_of(key) or {})["en"] for key in names.ALL}
    one = names.given(every)
    assert one["en"].endswith(" 2")
    assert one["ar"].endswith(" 2")
    assert names.given(every | {f"{name} 2" for name in every})["en"].endswith(" 3")


def test_a_first_name_is_kept_in_the_persons_language_and_read_at_the_desk_alone(
    app: Flask, organiser: Actor
) -> None:
    fresh = commands.register(organiser, child(first_name="ليان"))
    assert db.session.get_one(Person, fresh.person_id).first_name == {"ar": "ليان"}
    assert "ليان" not in str(payloads.everybody(organiser, Wanted()))
    (found,) = payloads.people_at_the_desk(organiser, Wanted(q="ليان")).rows
    assert found["id"] == fresh.person_id
    browser = Browser(app, organiser)
    for address in ("/organise", f"/organise/people/{fresh.person_id}"):
        assert "ليان" in browser.get(address).text
    assert "ليان" not in browser.get("/organise/cards").text


def test_the_birth_date_stands_nowhere_in_the_public_row(organiser: Actor) -> None:
    fresh = commands.register(organiser, child())
    row = db.session.get_one(Person, fresh.person_id)
    values = [getattr(row, column.name) for column in Person.__table__.columns]
    assert not any(isinstance(value, date) for value in values)


def test_the_same_press_twice_makes_one_person_and_shows_no_second_secret(
    organiser: Actor,
) -> None:
    press = "0" * 32
    first = commands.register(organiser, child(), press)
    again = commands.register(organiser, child(), press)
    assert (again.person_id, again.badge_id) == (first.person_id, first.badge_id)
    assert again.secret is None


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (child(birth_date=None), BirthDateMissing),
        (child(birth_date=date(1990, 1, 1)), AgeOutside),
        (child(role="facilitator"), RoleNotForThem),
        (child(organisation_id="0" * 32), NotFound),
        (NewPerson("adult", {}, "en"), NameMissing),
        (NewPerson("adult", {"en": "Lina"}, "en", role="delegate"), RoleNotForThem),
    ],
)
def test_what_does_not_fit_is_said_and_nobody_is_added(
    organiser: Actor, told: NewPerson, refusal: type[Refusal]
) -> None:
    before = len(queries.everybody())
    with pytest.raises(refusal):
        commands.register(organiser, told)
    assert len(queries.everybody()) == before


def test_only_an_organiser_does_any_of_this(world: World) -> None:
    person = world.person("delegate")
    for actor in (world.delegate(), world.facilitator(), NOBODY):
        for act in (
            lambda actor=actor: commands.register(actor, child()),
            lambda actor=actor: commands.renew_badge(actor, person),
            lambda actor=actor: commands.register_person(actor, child(), "x"),
            lambda actor=actor: commands.issue_badge(actor, person, "x"),
            lambda actor=actor: commands.revoke_badge(actor, person),
            lambda actor=actor: commands.name_for_role(actor, person, "delegate"),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_role_is_given_once_and_to_those_it_is_for(world: World, organiser: Actor) -> None:
    session = world.session()
    moderator, adult = world.person(), world.person(kind="adult")
    commands.name_for_role(organiser, moderator, "moderator", session.id)
    assert world.signed_in(moderator).has("moderator", session.id)
    with pytest.raises(HasRoleAlready):
        commands.name_for_role(organiser, moderator, "moderator", session.id)
    for person, role, session_id in (
        (moderator, "safeguarding", None),
        (moderator, "moderator", None),
        (adult, "delegate", None),
        (adult, "safeguarding", session.id),
    ):
        with pytest.raises(RoleNotForThem):
            commands.name_for_role(organiser, person, role, session_id)


def test_nobody_gives_a_role_to_oneself(organiser: Actor) -> None:
    with pytest.raises(NotForOneself):
        commands.name_for_role(organiser, organiser.person_id or "", "safeguarding")


def test_a_closed_meeting_is_no_place_an_organiser_can_name_somebody_for(
    world: World, organiser: Actor
) -> None:
    closed = world.session(kind="closed")
    member = world.person(("moderator", closed))
    with pytest.raises(NotFound):
        commands.name_for_role(organiser, world.person(), "moderator", closed.id)
    assert payloads.one_person(organiser, member)["roles"] == []
    assert closed.id not in {told["id"] for told in payloads.sessions_to_choose(organiser)}


def test_a_new_badge_ends_the_old_one_and_what_was_signed_in(
    world: World, organiser: Actor
) -> None:
    person = world.person("delegate")
    old = queries.badge_of_person(person)
    assert old is not None
    tablet = world.signed_in(person)
    fresh = commands.renew_badge(organiser, person)
    assert fresh.secret is not None
    assert load_actor(tokens.sign("device", tablet.device_id or ""), "en").kind == "nobody"
    assert queries.badge_of_number(old.number) is None
    assert queries.badge_of_token(tokens.sign("badge", old.id)) is None
    assert [badge.id for badge in queries.badges_in_use([person])] == [fresh.badge_id]
    assert people.sign_in(NOBODY, queries.badge_in_use(fresh.badge_id), fresh.secret)["device"]


def test_a_stopped_badge_opens_nothing(world: World, organiser: Actor) -> None:
    person = world.person("delegate")
    badge = queries.badge_of_person(person)
    assert badge is not None
    commands.revoke_badge(organiser, person)
    with pytest.raises(BadgeUnknown):
        people.sign_in(NOBODY, badge, "2468")
    assert queries.badge_of_person(person) is None


def test_every_act_leaves_an_audit_row_with_its_person(world: World, organiser: Actor) -> None:
    fresh = commands.register(organiser, child())
    commands.revoke_badge(organiser, fresh.person_id)
    rows = db.session.execute(
        select(AuditRow.action, AuditRow.who).where(AuditRow.object_id == fresh.person_id)
    ).all()
    assert {("roster.register_person", organiser.person_id)} <= {tuple(row) for row in rows}
    assert "roster.revoke_badge" in {row.action for row in rows}


@pytest.mark.parametrize(
    ("typed", "found"),
    [("noor", True), ("NOOR", True), ("نور", True), ("نُور", True), ("etoile", True), ("x", False)],
)
def test_people_are_found_by_their_name_in_any_language(
    world: World, organiser: Actor, typed: str, found: bool
) -> None:
    commands.register(
        organiser,
        NewPerson("adult", {"ar": "نور", "en": "Noor Star", "fr": "Noor l’Étoile"}, "ar"),
    )
    assert len(payloads.everybody(organiser, Wanted(q=typed))) == found


def test_people_are_found_by_number_role_and_kind(world: World, organiser: Actor) -> None:
    session = world.session()
    person = world.person(("moderator", session))
    badge = queries.badge_of_person(person)
    assert badge is not None
    arabic = badge.number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for wanted in (Wanted(q=arabic), Wanted(role="moderator"), Wanted(kind="child")):
        assert [told["id"] for told in payloads.everybody(organiser, wanted)] == [person]
    (told,) = payloads.everybody(organiser, Wanted(role="moderator"))
    assert told["roles"][0]["title"] == session.title


def test_the_list_asks_as_often_for_forty_people_as_for_four(
    world: World, organiser: Actor
) -> None:
    def asked() -> int:
        db.session.expire_all()
        counted: list[str] = []

        def count(_: Any, __: Any, statement: str, *___: Any) -> None:
            counted.append(statement)

        event.listen(db.engine, "before_cursor_execute", count)
        payloads.everybody(organiser, Wanted())
        event.remove(db.engine, "before_cursor_execute", count)
        return len(counted)

    for _ in range(4):
        world.person("delegate")
    few = asked()
    for _ in range(36):
        world.person("delegate")
    assert asked() == few


# -- the doors ---------------------------------------------------------------------------------


def test_the_pages_are_for_organisers_alone(app: Flask, world: World, organiser: Actor) -> None:
    person = world.person("delegate")
    badge = queries.badge_of_person(person)
    assert badge is not None
    for address in (
        "/organise",
        "/organise/people/new",
        f"/organise/people/{person}",
        "/organise/cards",
        f"/organise/cards/{badge.id}",
        f"/organise/cards/{badge.id}/qr.svg",
    ):
        assert Browser(app, organiser).get(address).status_code == 200, address
        assert Browser(app, world.facilitator()).get(address).status_code == 403, address
        assert Browser(app).get(address).status_code == 401, address


def test_a_secret_is_on_the_page_that_made_it_and_on_no_other(
    app: Flask, world: World, organiser: Actor
) -> None:
    browser = Browser(app, organiser)
    typed = {"kind": "adult", "name_en": "Lina", "language": "en", "role": "interpreter"}
    page = browser.post("/organise/people/new", **typed, command_id="1" * 32)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    secret = page.text.partition('fresh-secret"><bdi dir="ltr">')[2].partition("<")[0]
    assert len(secret) == len("baba-baba-baba-baba")
    again = browser.post("/organise/people/new", **typed, command_id="1" * 32)
    assert "fresh-secret" not in again.text
    db.session.rollback()  # what the requests wrote is read anew
    (lina,) = payloads.everybody(organiser, Wanted(q="Lina"))
    for address in ("/organise", f"/organise/people/{lina['id']}", "/organise/cards"):
        assert secret not in browser.get(address).text


def test_what_is_missing_is_said_on_the_form_which_keeps_what_was_typed(
    app: Flask, organiser: Actor
) -> None:
    page = Browser(app, organiser).post(
        "/organise/people/new", kind="child", first_name="Sami <b>", language="en", role="delegate"
    )
    assert page.status_code == 422
    assert "birth date is needed" in page.text
    assert "Sami &lt;b&gt;" in page.text


def test_a_role_is_given_and_withdrawn_on_the_page(
    app: Flask, world: World, organiser: Actor
) -> None:
    session, person = world.session(), world.person(kind="adult")
    browser, address = Browser(app, organiser), f"/organise/people/{person}"
    given = browser.post(f"{address}/roles", role="facilitator", session=session.id)
    assert given.status_code == 303
    assert session.title["en"] in browser.get(f"{address}?lang=en").text
    refused = browser.post(f"{address}/roles", role="facilitator", session=session.id)
    assert refused.status_code == 409
    assert "has this role already" in refused.text
    browser.post("/organise/roles/withdraw", person=person, role="facilitator", session=session.id)
    db.session.rollback()
    assert payloads.one_person(organiser, person)["roles"] == []


def test_the_sheet_has_a_card_for_each_badge_in_use(
    app: Flask, world: World, organiser: Actor
) -> None:
    person, without = world.person("delegate"), world.person("delegate")
    commands.revoke_badge(organiser, without)
    badge = queries.badge_of_person(person)
    assert badge is not None
    page = Browser(app, organiser).get("/organise/cards?role=delegate").text
    assert page.count('class="print-card"') == 1
    assert badge.number in page
    assert f"/organise/cards/{badge.id}/qr.svg" in page
