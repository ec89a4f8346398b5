"""A first name is typed by an organiser: it is shown in the very words that an adult has cleared,
where its child wants that, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.foundation.versions import versions_of
from participation.people.consent.commands import record_consent, take_back_assent, turn_dial
from participation.people.consent.payloads import own_choices, own_dials
from participation.people.consent.queries import shown_of
from participation.people.consent.refusals import NameDecided
from participation.people.consent.rules import Choices
from participation.people.consent.texts import newest_consent
from participation.people.models import Person
from participation.people.roster.commands import correct_first_name
from participation.programme.models import ConferenceSession
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.clearing.refusals import OwnWords, WithColleague
from participation.safeguarding.duty.commands import choose_languages, go_on_duty
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty
from participation.safeguarding.names.commands import clear_first_name, stop_first_name
from tests.doors import Browser, send
from tests.people.consent.showing import on_stage, stage
from tests.world import ALL_YES, World

WITH_NAME = Choices(take_part=True, words_in_room=True, first_name_shown=True)
HALL = ("audience", "delegate", "moderator", "facilitator", "interpreter", "screen")


def called(child: Actor, name: str) -> str:
    """The child's id, whom the registration desk calls this from now on."""
    correct_first_name(SYSTEM, child.person_id or "", name)
    return child.person_id or ""


def wishes(world: World, name: str = "Layan") -> tuple[Actor, str]:
    """A child who said yes to her first name, with it."""
    child = world.delegate(assent=WITH_NAME)
    return child, called(child, name)


def desk(session: ConferenceSession, adult: Actor) -> list[str]:
    """Whose first names wait for this adult."""
    db.session.rollback()
    line = clearing_topic(session.id, adult.person_id or "")["line"]
    return [one["id"] for one in line if one["kind"] == "first_name"]


def row(person_id: str) -> Person:
    db.session.rollback()
    return db.session.get_one(Person, person_id, populate_existing=True)


def test_until_an_adult_has_read_it_the_name_she_chose_is_shown(world: World) -> None:
    session, (child, person) = world.session(), wishes(world)
    adult = world.facilitator(session)
    on_stage(world, session, child)
    turn_dial(child, "my_name")
    chosen = row(person).shown_name
    for audience in HALL:
        assert (stage(session, audience) or {})["name"] == chosen, audience
    clear_first_name(adult, person, "Layan")
    for audience in HALL:
        assert (stage(session, audience) or {})["name"] == {"en": "Layan"}, audience
    kept = row(person)
    assert kept.first_name_cleared == {"en": "Layan"}
    assert (kept.first_name_cleared_by, kept.first_name_cleared_at is None) == (
        adult.person_id, False,
    )  # fmt: skip


def test_once_it_is_written_otherwise_it_waits_again(world: World) -> None:
    session, (child, person) = world.session(), wishes(world)
    adult = world.facilitator(session)
    on_stage(world, session, child)
    turn_dial(child, "my_name")
    chosen = row(person).shown_name
    clear_first_name(adult, person, "Layan")
    called(child, "Layan Al-Bahr, room 12")
    assert (stage(session) or {})["name"] == chosen
    assert desk(session, adult) == [person]
    with pytest.raises(NameDecided) as refused:
        clear_first_name(adult, person, "Layan")  # read before, and pressed a moment too late
    assert refused.value.state == {"person": person, "state": "waiting"}
    called(child, "")
    assert desk(session, adult) == []
    with pytest.raises(NotFound):
        clear_first_name(adult, person, "Layan")


def test_what_somebody_writes_into_the_row_itself_is_not_shown(world: World) -> None:
    session, (child, person) = world.session(), wishes(world)
    adult = world.facilitator(session)
    turn_dial(child, "my_name")
    clear_first_name(adult, person, "Layan")
    db.session.rollback()
    with db.engine.begin() as connection:
        other = update(Person).where(Person.id == person).values(first_name={"en": "Somebody"})
        connection.execute(other)
    assert "Somebody" not in str(shown_of([person])[person].name)
    assert desk(session, adult) == [person]


def test_nobody_meets_a_first_name_that_its_child_does_not_want_shown(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    silent = world.delegate(assent=Choices(take_part=True, words_in_room=True))
    no_words = world.delegate(assent=Choices(take_part=True, first_name_shown=True))
    no_consent = world.delegate(consent=False, assent=WITH_NAME)
    for child in (silent, no_words, no_consent):
        called(child, "Layan")
        with pytest.raises(NotFound):
            clear_first_name(adult, child.person_id or "", "Layan")
    assert desk(session, adult) == []
    record_consent(SYSTEM, no_consent.person_id or "", "parent", newest_consent())
    assert desk(session, adult) == [no_consent.person_id]
    take_next(adult, session.id)
    take_back_assent(world.signed_in(no_consent.person_id or ""))
    assert desk(session, adult) == []
    assert clearing_topic(session.id, adult.person_id or "")["item"] is None


def test_a_name_that_begins_or_ends_to_wait_reaches_every_desk_at_once(world: World) -> None:
    scopes = [world.session().id for _ in range(2)]
    child, person = wishes(world)
    adult = world.facilitator(world.session())

    def rises(act: Any) -> bool:
        before = versions_of(scopes)
        db.session.rollback()
        act()
        after = versions_of(scopes)
        return all(
            after.get((one, "clearing"), 0) > before.get((one, "clearing"), 0) for one in scopes
        )

    assert rises(lambda: called(child, "Sami"))
    assert rises(lambda: clear_first_name(adult, person, "Sami"))
    other = world.delegate(assent=ALL_YES)
    assert rises(lambda: world.assent(other.person_id or "", WITH_NAME))
    assert rises(lambda: take_back_assent(other))
    assert not rises(lambda: turn_dial(child, "chosen_name"))  # it does not say who is shown how


def test_the_adult_is_one_who_reads_its_language_and_has_it_in_hand(world: World) -> None:
    session, (child, person) = world.session(), wishes(world)
    adult, other = world.facilitator(session), world.facilitator(session)
    for actor in (child, world.moderator(session), world.phone(session)):
        with pytest.raises(NotAllowed):
            clear_first_name(actor, person, "Layan")
    with pytest.raises(NotFound):
        clear_first_name(SYSTEM, person, "Layan")
    with pytest.raises(NotOnDuty):
        clear_first_name(world.facilitator(session, on_duty=False), person, "Layan")
    choose_languages(adult, ["ar", "fr"])
    assert desk(session, adult) == []
    with pytest.raises(LanguageNotRead):
        clear_first_name(adult, person, "Layan")
    choose_languages(adult, ["en"])
    assert take_next(adult, session.id)["id"] == person
    with pytest.raises(WithColleague):
        stop_first_name(other, person, "Layan", "unkind")
    item = clearing_topic(session.id, adult.person_id or "")["item"]
    assert (item["text"]["text"], item["text"]["lang"], item["field"]) == ("Layan", "en", "person")
    assert item["acts"] == {
        "clear": "names.clear_first",
        "stop": "names.stop_first",
        "route": "names.route_first_to_safety",
    }
    assert clear_first_name(adult, person, "Layan") == {"person": person, "state": "cleared"}
    assert clear_first_name(adult, person, "Layan")["state"] == "cleared"
    with pytest.raises(NameDecided):
        stop_first_name(adult, person, "Layan", "unkind")


def test_nobody_clears_a_name_that_she_typed_herself(world: World) -> None:
    session, child = world.session(), world.delegate(assent=WITH_NAME)
    both = world.signed_in(world.person("organiser", ("facilitator", session), kind="adult"))
    choose_languages(both, ["en"])
    go_on_duty(both, session.id)
    person = child.person_id or ""
    correct_first_name(both, person, "Layan")
    assert desk(session, both) == []
    with pytest.raises(OwnWords):
        clear_first_name(both, person, "Layan")
    db.session.rollback()
    cleared = {
        "first_name_cleared": {"en": "Layan"},
        "first_name_cleared_by": both.person_id,
        "first_name_cleared_at": clock.now(),
    }
    with (
        pytest.raises(IntegrityError, match="first_name_read_by_another"),
        db.engine.begin() as connection,
    ):
        connection.execute(update(Person).where(Person.id == person).values(**cleared))
    adult = world.facilitator(session)
    assert desk(session, adult) == [person]
    clear_first_name(adult, person, "Layan")


def test_the_database_too_keeps_the_key_whole(world: World) -> None:
    _, person = wishes(world)
    adult = world.person("facilitator", kind="adult")
    name, when = {"en": "Layan"}, clock.now()
    stopped = {"first_name_stopped": name, "first_name_stopped_for": "unkind"}
    whole = {
        "first_name_cleared": name,
        "first_name_cleared_by": adult,
        "first_name_cleared_at": when,
    }
    forged: list[tuple[dict[str, Any], str]] = [
        *(({key: whole[key]}, "first_name_first_key") for key in whole),
        *(({**whole, key: None}, "first_name_first_key") for key in whole),
        *(({key: stopped[key]}, "first_name_stopped") for key in stopped),
        ({**whole, **stopped}, "first_name_cleared_or_stopped"),
        ({**stopped, "first_name_stopped_for": "subject"}, "first_name_stopped_for"),
    ]
    for values, check in forged:
        db.session.rollback()
        with pytest.raises(IntegrityError, match=check), db.engine.begin() as connection:
            connection.execute(update(Person).where(Person.id == person).values(**values))


@pytest.mark.parametrize(
    ("typed", "mark"), [("Call 5555 0199", "contact"), ("stupid", "unkind"), ("Layan", None)]
)
def test_it_is_marked_like_any_text_only_not_as_a_name(
    world: World, typed: str, mark: str | None
) -> None:
    session = world.session()
    adult = world.facilitator(session)
    wishes(world, typed)
    take_next(adult, session.id)
    db.session.rollback()
    item = clearing_topic(session.id, adult.person_id or "")["item"]
    assert {found["mark"] for found in item["marks"]} == ({mark} if mark else set())


def test_its_child_is_told_that_it_is_being_read_and_what_is_shown_meanwhile(
    app: Flask, world: World
) -> None:
    session, (child, person) = world.session(), wishes(world)
    adult, holder = world.facilitator(session), str(child.holder)
    chosen = row(person).shown_name
    turn_dial(child, "my_name")

    def told() -> dict[str, str] | None:
        db.session.rollback()
        db.session.expire_all()
        dial = own_dials([holder])[holder]
        assert dial is not None
        words: dict[str, str] | None = dial["first_name_words"]
        assert own_choices(person, "en")["first_name_words"] == words
        return words

    waiting = told() or {}
    assert "An adult reads your first name first" in waiting["en"]
    assert all(chosen[lang] in waiting[lang] for lang in ("ar", "en", "fr"))
    assert waiting["en"] in Browser(app, child).get("/me?lang=en").text.replace("&#34;", '"')
    stop_first_name(adult, person, "Layan", "personal_details")
    stopped = told() or {}
    assert "strangers" in stopped["en"]
    assert "Layan" not in str(stopped)
    organiser = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    page = f"/organise/people/{person}?lang=en"
    assert "Write the first name alone" in organiser.get(page).text
    answer = organiser.post(f"/organise/people/{person}/first-name", first_name="Layan")
    assert answer.status_code == 303
    assert told() == stopped  # the same words as before are as before
    organiser.post(f"/organise/people/{person}/first-name", first_name="Lana")
    assert told() == waiting
    clear_first_name(adult, person, "Lana")
    assert told() is None
    assert "An adult on duty has read it" in organiser.get(page).text


@pytest.mark.parametrize("reason", ["subject", "", "time"])
def test_it_is_stopped_for_two_reasons_and_no_other(app: Flask, world: World, reason: str) -> None:
    adult, (_, person) = world.facilitator(world.session()), wishes(world)
    said = {"person": person, "read": "Layan", "reason": reason}
    assert send(app, adult, "names.stop_first", **said)["code"] == "bad_input"
    assert row(person).first_name_stopped is None


def test_only_organisers_write_first_names_and_only_children_s(world: World) -> None:
    child, adult = world.delegate(), world.facilitator(world.session())
    for actor in (child, adult):
        with pytest.raises(NotAllowed):
            correct_first_name(actor, child.person_id or "", "Layan")
    with pytest.raises(NotFound):
        correct_first_name(SYSTEM, adult.person_id or "", "Layan")
