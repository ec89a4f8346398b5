"""Pairing a projector, what its wall shows, and letting it rest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation.floor.models import ItemState, RunSheetItem
from participation.floor.payloads import floor_topic
from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.languages import only_digits
from participation.foundation.refusals import NotAllowed, NotFound, NotSignedIn, Refusal
from participation.foundation.sockets import answer_to, known_messages
from participation.foundation.versions import versions_of
from participation.papers.commands import take_back
from participation.papers.models import PaperRevision
from participation.people.models import Device
from participation.people.qr import qr_svg
from participation.programme.models import ConferenceSession
from participation.screen import commands, queries, rules
from participation.screen.payloads import screen_topic
from participation.screen.refusals import PairingCodeUnknown, PairingSlowDown
from tests.world import World


def code_of(screen: Actor) -> str:
    return only_digits(commands.begin_or_renew_pairing(screen)["code"])


def room_of(screen: Actor) -> str | None:
    db.session.rollback()
    device = db.session.get(Device, screen.device_id)
    assert device is not None
    return device.room_id


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: moment)


# -- pairing -------------------------------------------------------------------------------------


def test_the_screen_joins_the_room_of_the_session(world: World) -> None:
    session, screen = world.session(), world.screen()
    code = code_of(screen)
    assert len(code) == 6
    answer = commands.pair_screen(world.facilitator(session), session.id, code)
    assert answer == {"screen": screen.device_id}
    assert room_of(screen) == session.room_id
    with pytest.raises(PairingCodeUnknown):
        commands.pair_screen(world.facilitator(session), session.id, code)


def test_a_screen_keeps_its_code_and_gets_a_new_one_in_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, screen = world.session(), world.screen()
    code = code_of(screen)
    assert code_of(screen) == code
    later(monkeypatch, timedelta(minutes=10))
    renewed = code_of(screen)
    assert renewed != code
    with pytest.raises(PairingCodeUnknown):
        commands.pair_screen(world.facilitator(), session.id, code)
    commands.pair_screen(world.facilitator(), session.id, renewed)
    assert room_of(screen) == session.room_id


def test_a_code_ends_after_fifteen_minutes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    session, screen = world.session(), world.screen()
    code = code_of(screen)
    later(monkeypatch, timedelta(minutes=15))
    with pytest.raises(PairingCodeUnknown):
        commands.pair_screen(world.facilitator(), session.id, code)
    assert room_of(screen) is None


def test_only_a_screen_has_a_pairing_code(world: World) -> None:
    for actor in (NOBODY, world.facilitator(), world.phone(world.session())):
        with pytest.raises(NotAllowed):
            commands.begin_or_renew_pairing(actor)


def test_only_moderators_and_facilitators_of_the_session_pair(world: World) -> None:
    session, other = world.session(), world.session()
    closed = world.session(kind="closed")
    code = code_of(world.screen())
    for actor in (
        world.moderator(other),
        world.facilitator(other),
        world.delegate(),
        world.phone(session),
        world.signed_in(world.person("organiser", kind="adult")),
    ):
        with pytest.raises(NotAllowed):
            commands.pair_screen(actor, session.id, code)
    with pytest.raises(NotSignedIn):
        commands.pair_screen(NOBODY, session.id, code)
    with pytest.raises(NotFound):
        commands.pair_screen(world.facilitator(), closed.id, code)
    assert commands.pair_screen(world.moderator(session), session.id, code)["screen"]


def test_wrong_codes_slow_this_session_and_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, other, screen = world.session(), world.session(), world.screen()
    code = code_of(screen)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    helper = world.facilitator()
    for _ in range(rules.FREE_TRIES):
        with pytest.raises(PairingCodeUnknown):
            commands.pair_screen(helper, session.id, wrong)
    with pytest.raises(PairingSlowDown) as slowed:
        commands.pair_screen(world.facilitator(), session.id, code)
    assert "seconds" in slowed.value.message
    with pytest.raises(PairingCodeUnknown):
        commands.pair_screen(helper, other.id, wrong)
    later(monkeypatch, timedelta(seconds=3))
    commands.pair_screen(helper, session.id, code)
    assert room_of(screen) == session.room_id


def test_a_replayed_pairing_gets_its_first_answer(world: World) -> None:
    session, screen, helper = world.session(), world.screen(), world.facilitator()
    code = code_of(screen)
    first = commands.pair_screen(helper, session.id, code, command_id="5" * 32)
    assert commands.pair_screen(helper, session.id, code, command_id="5" * 32) == first


def test_a_code_typed_in_two_rooms_at_once_brings_the_screen_into_one(
    app: Flask, world: World
) -> None:
    sessions = [world.session(), world.session()]
    helpers = [world.facilitator(), world.facilitator()]
    screen = world.screen()
    code = code_of(screen)
    ids, rooms = [each.id for each in sessions], [each.room_id for each in sessions]

    def pair(place: int) -> bool:
        with app.app_context():
            try:
                commands.pair_screen(helpers[place], ids[place], code)
            except Refusal:
                return False
            return True

    db.session.rollback()
    with ThreadPoolExecutor(2) as threads:
        paired = list(threads.map(pair, range(2)))
    assert sorted(paired) == [False, True]
    assert room_of(screen) == rooms[paired.index(True)]


def test_the_code_is_read_in_any_scripts_digits(app: Flask, world: World) -> None:
    session, screen, helper = world.session(), world.screen(), world.facilitator()
    arabic = code_of(screen).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    with app.test_request_context():
        known = known_messages()["screen.pair"]
        typed = f"{arabic[:3]} - {arabic[3:]}"
        assert answer_to(known, {"session": session.slug, "code": typed}, helper)["ok"]
        odds: list[Any] = ["", "12345", "x" * 500, None, {}, ["1"], "\x00" * 6]
        for odd in odds:
            answer = answer_to(known, {"session": session.slug, "code": odd}, helper)
            assert (answer["ok"], answer["code"]) == (False, "bad_input")
    assert room_of(screen) == session.room_id


# -- the wall ------------------------------------------------------------------------------------


@command(audit=Audit.NONE)
def bring_to(actor: Actor, session: ConferenceSession, kind: str, pinned: str | None) -> Reference:
    """The item of this kind is current, pinning that revision."""
    db.session.execute(
        update(RunSheetItem)
        .where(RunSheetItem.session_id == session.id, RunSheetItem.kind == kind)
        .values(state=ItemState.CURRENT, revision_id=pinned)
    )
    return {}


def revision_of(paper: str) -> str:
    db.session.rollback()
    return db.session.scalars(select(PaperRevision.id).where(PaperRevision.paper_id == paper)).one()


def test_before_the_start_the_wall_holds_with_the_way_in(world: World) -> None:
    session = world.session(state="open", starts_in=timedelta(minutes=5))
    topic = screen_topic(session.id)
    assert topic.pop("picture")
    assert topic == {
        "mode": "follow",
        "layout": "holding",
        "item": None,
        "paper": None,
        "question": None,
        "poll": None,
        "message": None,
        "join": {
            "code": session.room_code,
            "url": f"http://127.0.0.1:5000/join/{session.room_code}",
        },
        "room": session.room.name,
        "help": None,
        "session": {"slug": session.slug, "title": session.title, "languages": ["ar", "en"]},
        "mosaic": 0,
        "next": {"title": session.title, "starts_at": clock.iso(session.starts_at)},
    }


def test_the_wall_shows_the_paper_that_was_reached_and_nothing_once_it_is_taken_back(
    world: World,
) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session, title="canary title", body="canary")
    bring_to(SYSTEM, session, "paper", revision_of(paper))
    topic = screen_topic(session.id)
    assert topic["layout"] == "paper"
    assert topic["paper"]["paragraphs"] == [{"text": "canary", "lang": "en", "dir": "ltr"}]
    assert topic["item"] is None
    take_back(author, paper)
    db.session.rollback()
    topic = screen_topic(session.id)
    assert (topic["layout"], topic["paper"], topic["item"]) == ("blank", None, None)
    assert "canary" not in repr(topic)
    assert "withdrawn" not in repr(topic)
    for audience in ("audience", "moderator", "facilitator", "screen"):
        # Nor does what an adult called the item tell of it.
        item = next(
            one for one in floor_topic(session.id, audience)["items"] if one["kind"] == "paper"
        )
        assert (item["title"]["en"], item["paper"]) == ("Working paper", None)


def test_a_poll_wins_over_the_paper_and_its_text_is_not_sent_meanwhile(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session)
    bring_to(SYSTEM, session, "paper", revision_of(paper))
    world.poll(session, state="open")
    topic = screen_topic(session.id)
    assert (topic["layout"], topic["paper"], topic["item"]) == ("poll", None, None)


def test_an_item_is_shown_by_its_title(world: World) -> None:
    session = world.session()
    bring_to(SYSTEM, session, "opening", None)
    topic = screen_topic(session.id)
    assert topic["layout"] == "item"
    assert topic["item"]["kind"] == "opening"
    assert set(topic["item"]) == {"id", "kind", "title", "until"}


def test_a_break_says_until_when(world: World) -> None:
    session = world.session(items=("break",))
    bring_to(SYSTEM, session, "break", None)
    assert screen_topic(session.id)["item"]["until"] is None  # nobody has written when it began

    @command(audit=Audit.NONE)
    def begins(actor: Actor) -> Reference:
        db.session.execute(update(RunSheetItem).values(started_at=clock.now()))
        return {}

    begins(SYSTEM)
    began = world.items(session)[0].started_at
    assert began is not None
    assert screen_topic(session.id)["item"]["until"] == clock.iso(began + timedelta(minutes=5))


def test_after_the_end_the_wall_thanks_and_names_what_comes_next_here(world: World) -> None:
    room = world.room()
    session = world.session(state="closed", room=room)
    world.session(kind="closed", state="planned", room=room, starts_in=timedelta(hours=2))
    after = world.session(state="planned", room=room, starts_in=timedelta(hours=4))
    topic = screen_topic(session.id)
    assert (topic["layout"], topic["join"]) == ("closed", None)
    assert topic["next"] == {"title": after.title, "starts_at": clock.iso(after.starts_at)}


@pytest.mark.parametrize("who", ["moderator", "facilitator", "safeguarding", "organiser"])
def test_the_wall_rests_in_one_tap_of_those_who_may(world: World, who: str) -> None:
    session = world.session()
    actor = {
        "moderator": lambda: world.moderator(session, seated=False),
        "facilitator": lambda: world.facilitator(session),
        "safeguarding": lambda: world.signed_in(world.person("safeguarding", kind="adult")),
        "organiser": lambda: world.signed_in(world.person("organiser", kind="adult")),
    }[who]()
    commands.blank_wall(actor, session.id, True)
    commands.blank_wall(actor, session.id, True)
    assert screen_topic(session.id)["layout"] == "blank"
    assert screen_topic(session.id)["mode"] == "blank"
    assert versions_of([session.id])[session.id, "screen"] == 2
    commands.blank_wall(actor, session.id, False)
    assert screen_topic(session.id)["mode"] == "follow"


def test_nobody_else_lets_it_rest(world: World) -> None:
    session, other = world.session(), world.session()
    closed = world.session(kind="closed")
    for actor in (
        world.delegate(),
        world.phone(session),
        world.moderator(other),
        world.facilitator(other),
        world.screen(),
    ):
        with pytest.raises(NotAllowed):
            commands.blank_wall(actor, session.id, True)
    with pytest.raises(NotSignedIn):
        commands.blank_wall(NOBODY, session.id, True)
    with pytest.raises(NotFound):
        commands.blank_wall(
            world.signed_in(world.person("organiser", kind="adult")), closed.id, True
        )


@pytest.mark.parametrize(
    ("on", "rests"), [(True, True), (False, False), ("1", True), ("", False), ("false", False)]
)
def test_the_message_says_whether_the_wall_rests(
    app: Flask, world: World, on: object, rests: bool
) -> None:
    session = world.session()
    with app.test_request_context():
        known = known_messages()["screen.blank"]
        answer = answer_to(known, {"session": session.slug, "on": on}, world.moderator(session))
    assert answer == {"ok": True, "session": session.id, "blank": rests}
    db.session.rollback()
    assert (screen_topic(session.id)["mode"] == "blank") is rests


# -- which session --------------------------------------------------------------------------------


def test_the_rooms_screen_shows_the_session_that_is_on_and_never_a_closed_meeting(
    world: World,
) -> None:
    room = world.room()
    assert queries.session_for_room(room.id) is None
    world.session(kind="closed", state="live", room=room)
    assert queries.session_for_room(room.id) is None
    coming = world.session(state="planned", room=room, starts_in=timedelta(hours=3))
    found = queries.session_for_room(room.id)
    assert found is not None
    assert found.id == coming.id
    assert queries.session_for_room("0" * 32) is None


def test_the_room_code_as_a_picture_is_plain_svg() -> None:
    picture = qr_svg("http://127.0.0.1:5000/join/12345678")
    assert b"<svg" in picture
    assert b"viewBox" in picture
    assert b"<script" not in picture
    assert picture != qr_svg("http://127.0.0.1:5000/join/12345679")
