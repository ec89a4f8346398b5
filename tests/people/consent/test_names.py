"""The name a child is shown by: one of ours at once, her own only after the first key."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotFound
from participation.foundation.versions import versions_of
from participation.people.consent import names, queries
from participation.people.consent.commands import pick_name, take_back_assent, wish_name
from participation.people.consent.models import NameWish
from participation.people.consent.refusals import NameDecided, NameNotOffered
from participation.people.queries import shown_names
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.duty.commands import choose_languages
from participation.safeguarding.duty.refusals import LanguageNotRead, NotOnDuty
from participation.safeguarding.names.commands import clear_name, stop_name
from tests.doors import send
from tests.people.consent.showing import on_stage, stage
from tests.world import World


def name_now(person_id: str | None) -> dict[str, str] | None:
    db.session.rollback()
    db.session.expire_all()
    return shown_names([person_id or ""]).get(person_id or "")


def wish_now(wish_id: str) -> NameWish:
    db.session.rollback()
    found = db.session.get(NameWish, wish_id, populate_existing=True)
    assert found is not None
    return found


def test_a_pair_of_words_is_hers_at_once_and_on_stage(world: World) -> None:
    session, child = world.session(), world.delegate()
    on_stage(world, session, child)
    pick_name(child, names.ALL[0])
    assert name_now(child.person_id) == names.name_of(names.ALL[0])
    assert (stage(session) or {})["name"] == names.name_of(names.ALL[0])


def test_two_children_dont_take_the_same_pair(world: World) -> None:
    first, second = world.delegate(), world.delegate()
    pick_name(first, names.ALL[0])
    with pytest.raises(NameNotOffered):
        pick_name(second, names.ALL[0])
    assert pick_name(first, names.ALL[0])
    for key in ("", "0-99", "anything"):
        with pytest.raises(NameNotOffered):
            pick_name(second, key)


def test_a_name_of_her_own_is_nobodys_to_read_before_the_first_key(world: World) -> None:
    session, child = world.session(), world.delegate()
    adult = world.facilitator(session)
    on_stage(world, session, child)
    before = name_now(child.person_id)
    wish = wish_name(child, "Captain Rainbow", "en")["wish"]
    assert name_now(child.person_id) == before
    for audience in ("audience", "delegate", "moderator", "facilitator", "screen"):
        assert (stage(session, audience) or {})["name"] == before
    clear_name(adult, wish)
    shown = name_now(child.person_id)
    assert shown == dict.fromkeys(("ar", "en", "fr"), "Captain Rainbow")
    assert (stage(session) or {})["name"] == shown


def test_a_stopped_name_is_never_shown_and_another_may_be_wished_for(world: World) -> None:
    session, child = world.session(), world.delegate()
    adult, before = world.facilitator(session), name_now(child.person_id)
    wish = wish_name(child, "Sami of Sea Street 4", "en")["wish"]
    stop_name(adult, wish, "personal_details")
    assert name_now(child.person_id) == before
    assert (wish_now(wish).state, wish_now(wish).reason) == ("stopped", "personal_details")
    again = wish_name(child, "Sea Sami", "en")["wish"]
    clear_name(adult, again)
    assert (name_now(child.person_id) or {})["en"] == "Sea Sami"


@pytest.mark.parametrize("reason", ["subject", "", "time"])
def test_the_first_key_has_two_reasons_and_no_other(app: Flask, world: World, reason: str) -> None:
    adult = world.facilitator(world.session())
    wish = wish_name(world.delegate(), "Captain", "en")["wish"]
    assert send(app, adult, "names.stop", wish=wish, reason=reason)["code"] == "bad_input"
    assert wish_now(wish).state == "waiting"


def test_only_adults_on_duty_who_read_the_language_turn_the_first_key(world: World) -> None:
    session, child = world.session(), world.delegate()
    wish = wish_name(child, "Captain", "en")["wish"]
    for actor in (child, world.moderator(session), world.phone(session)):
        with pytest.raises(NotAllowed):
            clear_name(actor, wish)
        with pytest.raises(NotAllowed):
            stop_name(actor, wish, "unkind")
    with pytest.raises(NotFound):
        clear_name(SYSTEM, wish)
    with pytest.raises(NotOnDuty):
        clear_name(world.facilitator(session, on_duty=False), wish)
    adult = world.facilitator(session)
    other = wish_name(world.delegate(), "Capitaine", "fr")["wish"]
    choose_languages(adult, ["en"])
    with pytest.raises(LanguageNotRead):
        clear_name(adult, other)
    assert clear_name(adult, wish)["state"] == "cleared"


def test_a_name_wished_for_in_no_room_reaches_every_desk_at_once(world: World) -> None:
    desks = [(world.session().id, "clearing") for _ in range(2)]
    child = world.delegate()
    before = versions_of([desk for desk, _ in desks])
    db.session.rollback()
    wish_name(child, "Captain", "en")
    after = versions_of([desk for desk, _ in desks])
    assert all(after[desk] > before.get(desk, 0) for desk in desks)


@pytest.mark.parametrize(
    ("typed", "language", "mark"),
    [
        ("Call 5555 0199", "en", "contact"),
        ("sami@example.org", "en", "contact"),
        ("أنت غبي", "ar", "unkind"),
        ("Captain Rainbow", "en", None),
    ],
)
def test_a_name_is_marked_like_any_text_and_the_desk_shows_it(
    world: World, typed: str, language: str, mark: str | None
) -> None:
    session = world.session()
    adult = world.facilitator(session)
    wish = wish_name(world.delegate(), typed, language)["wish"]
    take_next(adult, session.id)
    db.session.rollback()
    item = clearing_topic(session.id, adult.person_id or "")["item"]
    assert item["id"] == wish
    assert {found["mark"] for found in item["marks"]} == ({mark} if mark else set())


def test_the_desk_shows_a_name_to_those_alone_who_may_decide_it(world: World) -> None:
    session = world.session()
    on, off = world.facilitator(session), world.facilitator(session, on_duty=False)
    child = world.delegate()
    wish = wish_name(child, "Captain", "en")["wish"]
    db.session.rollback()
    told = {who: clearing_topic(session.id, one.person_id or "")["line"]
            for who, one in (("on", on), ("off", off))}  # fmt: skip
    assert [one["id"] for one in told["on"]] == [wish]
    assert told["off"] == []
    take_back_assent(child)
    db.session.rollback()
    assert clearing_topic(session.id, on.person_id or "")["line"] == []


def test_a_decided_name_stays_as_it_was_decided(world: World) -> None:
    session, child = world.session(), world.delegate()
    adult = world.facilitator(session)
    wish = wish_name(child, "Captain", "en")["wish"]
    clear_name(adult, wish)
    assert clear_name(adult, wish)["state"] == "cleared"
    with pytest.raises(NameDecided) as refused:
        stop_name(adult, wish, "unkind")
    assert refused.value.state["state"] == "cleared"


def test_a_newer_wish_or_a_pair_of_ours_leaves_the_older_wish(world: World) -> None:
    session, child = world.session(), world.delegate()
    adult = world.facilitator(session)
    first = wish_name(child, "One", "en")["wish"]
    second = wish_name(child, "Two", "en")["wish"]
    with pytest.raises(NameDecided):
        clear_name(adult, first)
    pick_name(child, names.ALL[3])
    with pytest.raises(NameDecided):
        clear_name(adult, second)
    assert name_now(child.person_id) == names.name_of(names.ALL[3])


@pytest.mark.parametrize("text", ["", "\u200b"])
def test_a_name_of_nothing_is_none(world: World, text: str) -> None:
    with pytest.raises(BadInput):
        wish_name(world.delegate(), text, "en")


def test_whatever_it_says_a_name_is_taken_and_read_by_a_person(world: World) -> None:
    """No machine refuses words: an adult reads them."""
    child = world.delegate()
    for text in ("+974 5555 1234", "me@example.com", "stupid"):
        assert wish_name(child, text, "en")["wish"]
    assert len(queries.names_waiting()) == 1


def test_the_database_too_asks_for_the_first_key(world: World) -> None:
    wish_name(world.delegate(), "Captain", "en")
    for values, name in (
        ({"state": "cleared"}, "first_key"),
        ({"state": "stopped"}, "first_key|stopped_says_why"),
    ):
        db.session.rollback()
        refused: dict[str, Any] = values
        with (
            pytest.raises(IntegrityError, match=name),
            db.engine.begin() as connection,
        ):
            connection.execute(update(NameWish).values(**refused))
    db.session.rollback()
    assert db.session.scalars(select(NameWish.state)).all() == ["waiting"]
