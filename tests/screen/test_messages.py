"""Messages written for the wall: two keys, neither of them its writer's own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from participation.floor.models import Floor
from participation.floor.refusals import NotYourSeat, SeatMoved, TextRests
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotAllowed, NotFound, NotNow
from participation.foundation.sockets import answer_to, known_messages
from participation.foundation.taming import WHOLE
from participation.people.consent.commands import turn_dial
from participation.questions.refusals import OtherKeyNeeded
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.clearing.refusals import NothingCovered, OwnWords, UndoTooLate
from participation.safeguarding.duty.refusals import NotOnDuty
from participation.screen.commands import show_on_wall
from participation.screen.messages import commands
from participation.screen.messages.models import MessageState, WallMessage
from participation.screen.messages.payloads import own_messages, stage_message
from participation.screen.messages.refusals import MessageMovedOn, MessageTooLong
from participation.screen.payloads import screen_topic, wall_topic
from participation.sweeping import sweep
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.world import World, seat

WORDS = "The bus of the blue school waits outside."


@pytest.fixture
def hall(world: World) -> Hall:
    return Hall(world)


def write(writer: Actor, hall: Hall, text: str = WORDS) -> str:
    return str(commands.write(writer, hall.session.id, text, "en")["message"])


def state_of(message: str) -> str:
    db.session.rollback()
    found = db.session.get_one(WallMessage, message, populate_existing=True)
    return found.state


def show(who: Actor, hall: Hall, message: str, epoch: int | None = 1) -> dict[str, Any]:
    """She chooses what she reads at this moment."""
    told = wall(hall, who)
    read = {one["id"]: one["revision"] for one in told["messages"]}.get(message)
    choice = ("message", "message", message, told["version"])
    return show_on_wall(who, hall.session.id, *choice, epoch, read)


def wall(hall: Hall, who: Actor) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return wall_topic(hall.session.id, str(who.person_id))


def on_the_wall(hall: Hall) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return screen_topic(hall.session.id)


def test_a_message_is_on_the_wall_once_an_adult_has_read_it_and_the_moderator_chosen_it(
    hall: Hall,
) -> None:
    message = write(hall.child, hall)
    assert wall(hall, hall.child)["messages"] == []
    with pytest.raises(NotFound):
        show(hall.child, hall, message)
    commands.clear(hall.adult, message, 1)
    assert [one["id"] for one in wall(hall, hall.child)["messages"]] == [message]
    assert on_the_wall(hall)["message"] is None
    show(hall.child, hall, message)
    topic = on_the_wall(hall)
    assert (topic["mode"], topic["layout"]) == ("message", "message")
    assert topic["message"] == {
        "id": message,
        "words": None,
        "text": {"text": WORDS, "lang": "en", "dir": "ltr"},
    }


def test_nobody_clears_her_own_words_and_the_desk_never_gives_them_to_her(
    world: World, hall: Hall
) -> None:
    message = write(hall.adult, hall)
    for act in (
        lambda: commands.clear(hall.adult, message),
        lambda: commands.cover(hall.adult, message, [(0, 3)]),
        lambda: commands.stop(hall.adult, message, "unkind"),
        lambda: commands.route_to_safety(hall.adult, message),
    ):
        with pytest.raises(OwnWords):
            act()
    assert take_next(hall.adult, hall.session.id) == {"kind": None, "id": None, "card": []}
    assert clearing_topic(hall.session.id, str(hall.adult.person_id))["line"] == []
    other = world.facilitator(hall.session)
    assert take_next(other, hall.session.id) == {
        "kind": "message",
        "id": message,
        "card": [message],
    }
    commands.clear(other, message)
    assert state_of(message) == "cleared"


CLEARED = {"cleared_text": WORDS, "cleared_by": "adult"}


@command(audit=Audit.NONE)
def tampers(actor: Actor, message: str, values: dict[str, Any]) -> Reference:
    db.session.execute(update(WallMessage).where(WallMessage.id == message).values(**values))
    return {}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "cleared", "cleared_text": WORDS},
        {"state": "cleared", "cleared_text": "Others", "cleared_by": "adult"},
        {"state": "cleared", "cleared_text": WORDS, "cleared_by": "writer"},
        {**CLEARED, "state": "chosen", "chosen_text": WORDS},
        {**CLEARED, "state": "chosen", "chosen_text": "Others", "chosen_by": "child"},
        {**CLEARED, "state": "chosen", "chosen_text": WORDS, "chosen_by": "adult"},
        {"state": "held"},
        {"state": "held", "text": "", "before_cover": WORDS},
        {"state": "shown"},
    ],
)
def test_the_database_holds_the_keys_of_a_message(
    world: World, hall: Hall, values: dict[str, Any]
) -> None:
    """Each check alone: everything else of these rows is as it has to be."""
    writer = world.facilitator(hall.session)
    people = {"writer": writer, "adult": hall.adult, "child": hall.child}
    message = write(writer, hall)
    row = {
        column: people[value].person_id if column.endswith("_by") else value
        for column, value in values.items()
    }
    with pytest.raises(ChangedMeanwhile):
        tampers(SYSTEM, message, row)
    assert state_of(message) == "sent"


def test_a_message_is_of_its_own_session_alone(world: World, hall: Hall) -> None:
    message = write(hall.child, hall)
    commands.clear(hall.adult, message)
    show(hall.child, hall, message)
    other = Hall(world)
    assert wall(other, other.child)["messages"] == []
    with pytest.raises(NotFound):
        show_on_wall(other.child, other.session.id, "message", "message", message, 0, 1, 1)
    assert stage_message(message, hall.session.id) is not None
    assert stage_message(message, other.session.id) is None


def test_a_childs_slip_typed_by_an_adult_on_duty_waits_for_the_moderator_alone(
    world: World, hall: Hall
) -> None:
    slip = str(commands.type_slip(hall.adult, hall.session.id, WORDS, "en")["message"])
    assert state_of(slip) == "cleared"
    show(hall.child, hall, slip)
    assert on_the_wall(hall)["message"]["id"] == slip
    off = world.facilitator(hall.session, on_duty=False)
    with pytest.raises(NotOnDuty):
        commands.type_slip(off, hall.session.id, WORDS, "en")
    with pytest.raises(NotAllowed):
        commands.type_slip(hall.child, hall.session.id, WORDS, "en")


def test_only_the_moderator_in_her_seat_chooses_words_written_for_this_moment(
    world: World, hall: Hall
) -> None:
    message = write(hall.child, hall)
    commands.clear(hall.adult, message)
    for who, epoch, refusal in (
        (hall.adult, None, NotYourSeat),
        (hall.adult, 1, NotYourSeat),
        (hall.child, 0, SeatMoved),
        (world.moderator(hall.session, seated=False), 1, NotYourSeat),
    ):
        with pytest.raises(refusal):
            show(who, hall, message, epoch)
    assert on_the_wall(hall)["layout"] != "message"


def test_an_adult_who_helps_in_the_seat_shows_nothing_that_she_has_cleared_herself(
    world: World, hall: Hall
) -> None:
    own = str(commands.type_slip(hall.adult, hall.session.id, WORDS, "en")["message"])
    other = world.facilitator(hall.session)
    theirs = str(commands.type_slip(other, hall.session.id, WORDS, "en")["message"])
    seat(hall.adult, hall.session.id)
    with pytest.raises(OtherKeyNeeded):
        show(hall.adult, hall, own)
    assert on_the_wall(hall)["layout"] != "message"
    show(hall.adult, hall, theirs)
    assert on_the_wall(hall)["message"]["id"] == theirs


def test_a_message_that_was_stopped_leaves_the_pattern_and_says_why_to_its_writer(
    hall: Hall,
) -> None:
    message = write(hall.child, hall)
    commands.clear(hall.adult, message)
    show(hall.child, hall, message)
    commands.stop(hall.adult, message, "personal_details")
    topic = on_the_wall(hall)
    assert (topic["layout"], topic["message"]) == ("blank", None)
    assert WORDS not in repr(topic)
    assert wall(hall, hall.child)["is_gone"] is True
    own = wall(hall, hall.child)["mine"][0]
    assert (own["state"], own["reason"]) == ("stopped", "personal_details")
    assert set(own["reason_words"]) == {"ar", "en", "fr"}
    with pytest.raises(MessageMovedOn):
        show(hall.child, hall, message)


def test_covered_words_leave_the_wall_until_they_are_chosen_anew(hall: Hall) -> None:
    message = write(hall.child, hall, "Ask Sami Wave in row 3.")
    commands.clear(hall.adult, message)
    show(hall.child, hall, message)
    with pytest.raises(NothingCovered):
        commands.cover(hall.adult, message, [])
    commands.cover(hall.adult, message, [(4, 13)])
    assert on_the_wall(hall)["layout"] == "blank"
    own = wall(hall, hall.child)["mine"][0]
    assert (own["text"]["text"], own["before_cover"]["text"]) == (
        "Ask […] in row 3.",
        "Ask Sami Wave in row 3.",
    )
    commands.undo(hall.adult, message)
    assert state_of(message) == "sent"
    commands.cover(hall.adult, message, [(4, 13)])
    show(hall.child, hall, message)
    assert on_the_wall(hall)["message"]["text"]["text"] == "Ask […] in row 3."


def test_a_decision_is_undone_by_its_maker_within_a_minute(
    world: World, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = write(hall.child, hall)
    commands.stop(hall.adult, message, "unkind")
    with pytest.raises(UndoTooLate):
        commands.undo(world.facilitator(hall.session), message)
    moment = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: moment)
    with pytest.raises(UndoTooLate):
        commands.undo(hall.adult, message)


def test_a_routed_message_reads_to_its_writer_like_one_that_waits(world: World, hall: Hall) -> None:
    Team(world)
    waits, routed = write(hall.child, hall), write(hall.child, hall, "Somebody hurts me.")
    commands.route_to_safety(hall.adult, routed)
    own = {one.pop("id"): one for one in own_messages(hall.session.id, str(hall.child.person_id))}
    for one in own.values():
        one.pop("written_at")
    assert own[waits] == own[routed]
    assert "hurts" not in repr(wall(hall, hall.child)) + repr(on_the_wall(hall))
    db.session.rollback()
    kept = db.session.get_one(WallMessage, routed)
    assert (kept.text, kept.cleared_text, kept.chosen_text) == ("", None, None)
    for act in (lambda: commands.clear(hall.adult, routed), lambda: show(hall.child, hall, routed)):
        with pytest.raises(NotFound):
            act()
    assert commands.take_back(hall.child, routed) == {"message": routed, "state": "taken_back"}
    assert commands.take_back(hall.child, waits) == {"message": waits, "state": "taken_back"}
    assert own_messages(hall.session.id, str(hall.child.person_id)) == []
    assert state_of(routed) == MessageState.HELD


def test_the_words_of_who_shows_nothing_leave_the_wall(hall: Hall) -> None:
    message = write(hall.child, hall)
    commands.clear(hall.adult, message)
    show(hall.child, hall, message)
    turn_dial(hall.child, "nothing")
    assert on_the_wall(hall)["layout"] == "blank"
    assert wall(hall, hall.adult)["messages"] == []
    turn_dial(hall.child, "chosen_name")
    assert on_the_wall(hall)["layout"] == "message"


def test_only_its_writer_takes_a_message_back(hall: Hall) -> None:
    message = write(hall.child, hall)
    commands.clear(hall.adult, message)
    show(hall.child, hall, message)
    with pytest.raises(NotFound):
        commands.take_back(hall.adult, message)
    commands.take_back(hall.child, message)
    assert on_the_wall(hall)["layout"] == "blank"


def test_who_has_no_part_in_this_session_writes_nothing_for_its_wall(
    world: World, hall: Hall
) -> None:
    for actor in (
        world.delegate(),
        hall.phone,
        world.moderator(world.session()),
        world.facilitator(world.session()),
        world.facilitator(),
        world.screen(),
    ):
        with pytest.raises(NotAllowed):
            commands.write(actor, hall.session.id, WORDS, "en")


def test_in_quiet_mode_and_after_the_end_nothing_is_written(world: World, hall: Hall) -> None:
    @command(audit=Audit.NONE)
    def falls_quiet(actor: Actor) -> Reference:
        db.session.execute(
            update(Floor).where(Floor.session_id == hall.session.id).values(quiet_since=clock.now())
        )
        return {}

    falls_quiet(SYSTEM)
    with pytest.raises(TextRests):
        write(hall.child, hall)
    over = Hall(world, state="closed")
    with pytest.raises(NotNow):
        write(over.adult, over)


def test_a_message_is_taken_as_long_as_it_is_kept_whole(hall: Hall) -> None:
    write(hall.child, hall, "x" * WHOLE)
    for text in ("", "x" * (WHOLE + 1)):
        with pytest.raises(MessageTooLong):
            write(hall.child, hall, text)


def test_words_that_nobody_cleared_are_gone_after_three_days(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, stands, gone = (write(hall.child, hall) for _ in range(3))
    commands.clear(hall.adult, stands)
    commands.stop(hall.adult, gone, "unkind")
    moment = clock.now() + timedelta(hours=73)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert sweep()["messages for walls that nobody cleared"] == 2
    db.session.rollback()
    texts = {one: db.session.get_one(WallMessage, one).text for one in (waits, stands, gone)}
    assert texts == {waits: "", stands: WORDS, gone: ""}
    assert state_of(waits) == "stopped"


def test_each_message_has_its_live_door(app: Flask, world: World, hall: Hall) -> None:
    Team(world)
    with app.test_request_context():

        def says(name: str, who: Actor, **fields: Any) -> dict[str, Any]:
            return answer_to(known_messages()[name], fields, who)

        slug = hall.session.slug
        written = says("messages.write", hall.child, session=slug, text=WORDS, lang="en")
        assert (written["ok"], written["state"]) == (True, "sent")
        message = written["message"]
        assert says("messages.cover", hall.adult, message=message, stretches=[0, 3])["ok"]
        assert says("messages.undo", hall.adult, message=message)["state"] == "sent"
        assert says("messages.clear", hall.adult, message=message, revision=1)["code"] == (
            "message_moved_on"
        )
        assert says("messages.clear", hall.adult, message=message, revision=3)["ok"]
        assert says("messages.stop", hall.adult, message=message, reason="unkind")["ok"]
        assert not says("messages.stop", hall.adult, message=message, reason="boring")["ok"]
        assert says("messages.take_back", hall.child, message=message)["code"] == (
            "message_moved_on"
        )
        slip = says("messages.type_slip", hall.adult, session=slug, text=WORDS, lang="en")
        assert slip["state"] == "cleared"
        other = says("messages.write", hall.child, session=slug, text=WORDS, lang="en")
        assert says("messages.route_to_safety", hall.adult, message=other["message"])["ok"]
