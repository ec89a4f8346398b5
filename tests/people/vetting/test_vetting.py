"""A facilitator's role gives nothing without a check, a training and a signed code of conduct."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import SYSTEM, Grant
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed
from participation.people.commands import give_role
from participation.people.models import Ending
from participation.people.queries import grants_of, people_with_role
from participation.people.vetting import rules
from participation.people.vetting.commands import end_lapsed_vetting, record_vetting
from participation.people.vetting.queries import brought_by, today
from participation.people.vetting.refusals import AdultsOnly, DatesDontFit, NotVetted, NotYourOwn
from participation.people.vetting.rules import Brought
from tests.doors import Browser
from tests.moving_clock import MovingClock
from tests.world import World

DAY = date(2026, 5, 18)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)

TABLE = [
    (Brought(), ["reference", "training", "code_of_conduct"]),
    (Brought("C-1", DAY, DAY), []),
    (Brought("C-1", BEFORE, BEFORE, DAY), []),
    (Brought("", DAY, DAY), ["reference"]),
    (Brought("C-1", None, DAY), ["training"]),
    (Brought("C-1", AFTER, DAY), ["training"]),  # a training to come is none yet
    (Brought("C-1", DAY, None), ["code_of_conduct"]),
    (Brought("C-1", DAY, AFTER), ["code_of_conduct"]),
    (Brought("C-1", BEFORE, BEFORE, BEFORE), ["renewal"]),
]


@pytest.mark.parametrize(("brought", "missing"), TABLE)
def test_what_is_missing(brought: Brought, missing: list[str]) -> None:
    assert rules.missing(brought, DAY) == missing


def moved(brought: Brought, first: date) -> Brought:
    """The same, as if the table's day were this one."""

    def day(of_table: date | None) -> date | None:
        return None if of_table is None else first + (of_table - DAY)

    return Brought(
        brought.reference, day(brought.trained_on), day(brought.signed_on), day(brought.valid_until)
    )


@pytest.mark.parametrize(("brought", "missing"), TABLE)
def test_the_database_and_the_rule_say_the_same(
    world: World, brought: Brought, missing: list[str]
) -> None:
    adult = world.person("facilitator", "safeguarding", "speaker", kind="adult")
    record_vetting(SYSTEM, adult, moved(brought, today()))
    held = {grant.role for grant in grants_of(adult)}
    assert held == ({"speaker"} if missing else {"facilitator", "safeguarding", "speaker"})
    assert (rules.missing(brought_by(adult), today()) == []) == (not missing)


def test_a_role_that_needs_it_is_not_given_without(world: World) -> None:
    adult = world.person(kind="adult", vetted=False)
    for role in ("facilitator", "safeguarding"):
        with pytest.raises(NotVetted) as refused:
            give_role(SYSTEM, adult, role)
        assert refused.value.state == {"missing": ["reference", "training", "code_of_conduct"]}
    give_role(SYSTEM, adult, "interpreter")
    world.vet(adult)
    give_role(SYSTEM, adult, "facilitator")
    assert grants_of(adult) == {Grant("interpreter"), Grant("facilitator")}


def test_a_child_is_never_a_facilitator(world: World) -> None:
    child = world.person("delegate")
    with pytest.raises(NotVetted):
        give_role(SYSTEM, child, "facilitator")
    with pytest.raises(AdultsOnly):
        record_vetting(SYSTEM, child, Brought("C-1", DAY, DAY))


def test_who_lacks_it_is_not_among_a_sessions_facilitators(world: World) -> None:
    session = world.session()
    adult = world.person(("facilitator", session), kind="adult")
    assert [person.id for person in people_with_role("facilitator", session.id)] == [adult]
    world.vet(adult, signed_on=None)
    assert people_with_role("facilitator", session.id) == []


def test_it_holds_to_the_end_of_its_last_day_and_open_pages_stop_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving = MovingClock(monkeypatch)
    adult = world.person("facilitator", kind="adult")
    world.vet(adult, valid_until=today())
    assert grants_of(adult)
    end_lapsed_vetting(SYSTEM)
    before = endings(adult)
    moving.passes(days=1)
    assert grants_of(adult) == frozenset()
    end_lapsed_vetting(SYSTEM)
    end_lapsed_vetting(SYSTEM)
    assert endings(adult) == before + 1
    world.vet(adult)
    assert grants_of(adult)


def endings(person: str) -> int:
    db.session.rollback()
    return len(db.session.scalars(select(Ending).where(Ending.person_id == person)).all())


def test_taking_one_thing_away_stops_open_pages(world: World) -> None:
    adult = world.person("facilitator", kind="adult")
    before = endings(adult)
    world.vet(adult, reference=" ")
    assert endings(adult) == before + 1
    assert grants_of(adult) == frozenset()


def test_dates_that_dont_fit_are_refused(world: World) -> None:
    adult = world.person(kind="adult")
    with pytest.raises(DatesDontFit):
        world.vet(adult, trained_on=DAY, valid_until=BEFORE)


def test_only_organisers_enter_it(world: World) -> None:
    adult = world.person(kind="adult")
    for actor in (world.facilitator(), world.safety(), world.delegate()):
        with pytest.raises(NotAllowed):
            record_vetting(actor, adult, Brought("C-1", DAY, DAY))


def test_nobody_enters_it_for_oneself(world: World) -> None:
    organiser = world.signed_in(world.person("organiser", kind="adult", vetted=False))
    own = str(organiser.person_id)
    with pytest.raises(NotYourOwn):
        record_vetting(organiser, own, Brought("C-1", today(), today()))


def test_the_organisers_page_shows_who_lacks_what_and_takes_it(app: Flask, world: World) -> None:
    adult = world.person("facilitator", kind="adult")
    world.vet(adult, signed_on=None)
    page = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    shown = page.get("/organise/adults").get_data(as_text=True)
    assert 'data-missing="code_of_conduct"' in shown
    assert 'data-missing="training"' not in shown
    day = today().isoformat()
    posted = page.post(
        "/organise/adults", person=adult, reference="C-9", trained_on=day, signed_on=day
    )
    assert posted.status_code == 303
    db.session.rollback()
    assert grants_of(adult) == {Grant("facilitator")}
    assert "C-9" in page.get("/organise/adults").get_data(as_text=True)


@pytest.mark.parametrize("typed", ["soon", "18/18/2026"])
def test_a_day_that_cant_be_read_keeps_what_was_typed(app: Flask, world: World, typed: str) -> None:
    adult = world.person("facilitator", kind="adult")
    page = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    answer = page.post("/organise/adults", person=adult, reference="C-77", trained_on=typed)
    assert answer.status_code == 400
    text = answer.get_data(as_text=True)
    assert "C-77" in text
    assert "year-month-day" in text
    assert grants_of(adult) == {Grant("facilitator")}


def test_the_page_is_for_organisers_alone(app: Flask, world: World) -> None:
    for actor in (world.facilitator(), world.safety(), world.delegate()):
        assert Browser(app, actor).get("/organise/adults").status_code == 403
