"""Hands in a session: who may raise one, in which order they are called, and what each is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from participation.floor.course.commands import close_session, pause, resume
from participation.floor.speaking import commands
from participation.floor.speaking.models import RaisedHand
from participation.floor.speaking.refusals import HandDown, ReasonNeeded, TurnElsewhere
from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, NotSignedIn
from participation.foundation.versions import versions_of
from participation.people.commands import hear_devices, join_session
from participation.people.consent.commands import turn_dial
from participation.people.models import Device, Person
from participation.people.queries import actor_of_device
from participation.programme.models import Organisation
from participation.screen.payloads import screen_topic
from tests.floor.speaking.line import Line
from tests.world import World, keep, words


@pytest.fixture
def line(world: World) -> Line:
    return Line(world)


def later(monkeypatch: pytest.MonkeyPatch, **much: float) -> None:
    moment = clock.now() + timedelta(**much)
    monkeypatch.setattr(clock, "now", lambda: moment)


@command(audit=Audit.NONE)
def come_with(child: Actor, organisation_id: str) -> Reference:
    """The child came with this organisation."""
    db.session.get_one(Person, child.person_id).organisation_id = organisation_id
    return {}


def test_a_hand_goes_up_once_and_down_and_up_again(line: Line) -> None:
    phone = line.raises(line.phone())
    line.raises(phone, "short_question")
    (entry,) = line.told()["queue"]
    assert (entry["wish"], entry["name"], entry["place"]) == ("short_question", None, 1)
    own = line.own(phone)
    assert own
    assert (own["place"], own["sign"]) == (1, entry["sign"])
    line.lowers(phone)
    line.lowers(phone)
    assert line.order() == []
    assert line.own(phone) is None
    line.raises(phone)
    assert line.told()["queue"][0]["sign"]["number"] == 2


def test_whoever_is_not_in_the_room_raises_no_hand(line: Line) -> None:
    other = line.world.session()
    stranger = line.world.phone(other)
    for who, refusal in ((NOBODY, NotSignedIn), (stranger, NotAllowed)):
        with pytest.raises(refusal):
            line.raises(who)
    closed = line.world.session(kind="closed")
    with pytest.raises(NotFound):
        commands.raise_hands.one(commands.Raising(line.phone(), closed.slug, "speak"))
    planned = line.world.session(state="open")
    phone = line.world.phone(planned)
    with pytest.raises(NotNow):
        commands.raise_hands.one(commands.Raising(phone, planned.slug, "speak"))


def test_a_badge_without_consent_is_a_phone_to_everybody(line: Line) -> None:
    child = line.world.delegate(consent=False)
    join_session(child, line.session.id)
    device = db.session.get_one(Device, child.device_id)
    line.raises(actor_of_device(device, "en"))
    line.raises(line.phone())
    first, second = line.told()["queue"]
    for alike in ("name", "turns", "first_time", "pinned", "rests"):
        assert first[alike] == second[alike]


def test_a_name_stands_there_only_while_its_owner_shows_one(line: Line) -> None:
    child = line.raises(line.world.delegate())
    assert line.told()["queue"][0]["name"]["en"].startswith("Star")
    line.call(child)
    assert line.told("screen")["turn"]["name"]["en"].startswith("Star")
    turn_dial(child, "nothing")
    assert line.told("screen")["turn"]["name"] is None
    assert line.told("screen")["turn"]["sign"] == line.own(child)["sign"]  # type: ignore[index]


def test_whoever_has_spoken_less_comes_first_then_the_organisation_then_first_timers(
    line: Line,
) -> None:
    world = line.world
    organisation = Organisation(slug="o", name=words("Org"), country="QA")
    keep(NOBODY, organisation)
    often, sister, other = (world.delegate() for _ in range(3))
    for child in (often, sister):
        come_with(child, organisation.id)
    line.raises(often)
    line.speaks(often)
    for child in (often, sister, other):
        line.raises(child)
    assert line.order() == [line.hand(child) for child in (other, sister, often)]
    assert [one["why"] for one in line.told()["queue"]] == ["organisation", "turns", "arrival"]
    assert line.own(often)["behind"] == "turns"  # type: ignore[index]


def test_a_reply_comes_before_those_who_wait_and_what_is_pinned_before_all(line: Line) -> None:
    first, reply, pinned = line.phone(), line.phone(), line.phone()
    line.raises(first)
    line.raises(reply, "reply")
    line.raises(pinned)
    hand = line.hand(pinned)
    with pytest.raises(ReasonNeeded):
        commands.pin_hand(line.child, line.session.id, hand, True, 1)
    commands.pin_hand(line.child, line.session.id, hand, True, 1, "not_heard_yet")
    assert line.order() == [line.hand(who) for who in (pinned, reply, first)]
    assert line.told()["queue"][0]["pinned"] == "not_heard_yet"
    line.undo()
    assert line.order()[0] == line.hand(reply)


def test_calling_somebody_else_takes_a_reason_which_is_written_down(line: Line) -> None:
    first, other = line.raises(line.phone()), line.raises(line.phone())
    with pytest.raises(ReasonNeeded) as refused:
        line.call(other)
    assert refused.value.state == {"hand": line.hand(first)}
    line.call(other, "microphone_near")
    row = db.session.scalars(select(AuditRow).where(AuditRow.action == "speaking.call")).one()
    assert row.reason == "microphone_near"


def test_not_now_keeps_the_place_and_the_next_is_called_without_a_reason(line: Line) -> None:
    first, second = line.raises(line.phone()), line.raises(line.phone())
    turn = line.call(first)
    commands.not_now(first, line.session.id)
    assert line.order()[0] == line.hand(first)
    assert line.told()["next_hand"] == line.hand(second)
    assert line.told()["queue"][0]["rests"]
    with pytest.raises(TurnElsewhere):
        line.does(commands.start_turn, turn)
    with pytest.raises(TurnElsewhere):
        commands.not_now(first, line.session.id)
    line.does(commands.pass_turn, line.call(second))
    # Somebody else was called since: she is asked again.
    assert line.told()["next_hand"] == line.hand(first)


def test_the_line_is_told_to_those_who_lead_and_to_nobody_else(line: Line) -> None:
    line.raises(line.phone())
    for audience in ("audience", "delegate", "screen", "interpreter"):
        told = line.told(audience)
        assert told["queue"] == []
        assert "next_hand" not in told
    assert line.told("delegate")["hands"] == 1
    assert "hands" not in line.told("audience")
    assert len(line.told("facilitator")["queue"]) == 1


def test_the_wall_shows_who_speaks_where_it_would_only_show_the_step(line: Line) -> None:
    phone = line.raises(line.phone())
    line.call(phone)
    assert screen_topic(line.session.id)["layout"] == "turn"
    line.world.poll(line.session, state="open")
    db.session.rollback()
    assert screen_topic(line.session.id)["layout"] == "poll"


def test_that_a_called_phone_is_gone_is_seen(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = line.raises(line.phone())
    hear_devices(NOBODY, line.session.id, [(str(phone.device_id), str(phone.holder))])
    line.call(phone)
    assert line.told()["turn"]["is_here"]
    assert "is_here" not in line.told("audience")["turn"]
    version = versions_of([line.session.id])[line.session.id, "hands"]
    later(monkeypatch, seconds=46)
    hear_devices(NOBODY, line.session.id, [], 1)
    assert versions_of([line.session.id])[line.session.id, "hands"] > version
    assert not line.told()["turn"]["is_here"]


def test_the_clock_is_the_server_s_and_rests_with_the_session(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn = line.call(line.raises(line.phone()))
    assert line.told()["turn"]["started_at"] is None
    line.does(commands.start_turn, turn)
    later(monkeypatch, seconds=20)
    version = line.told()["version"]
    pause(line.child, line.session.id, version, 1)
    assert line.told()["turn"]["state"] == "paused"
    with pytest.raises(NotNow):
        line.does(commands.start_turn, turn)
    later(monkeypatch, seconds=100)
    resume(line.child, line.session.id, version + 1, 1)
    told = line.told()["turn"]
    assert (told["state"], told["paused_ms"]) == ("running", 100_000)
    line.does(commands.pause_turn, turn)
    pause(line.child, line.session.id, version + 2, 1)
    resume(line.child, line.session.id, version + 3, 1)
    assert line.told()["turn"]["state"] == "paused"  # as the moderator left it


def test_half_a_minute_more_and_its_undo(line: Line) -> None:
    turn = line.call(line.raises(line.phone()))
    before = line.told()["turn"]["budget_ms"]
    line.does(commands.add_time, turn)
    line.does(commands.add_time, turn)
    assert line.told()["turn"]["budget_ms"] == before + 60_000
    line.undo()
    assert line.told()["turn"]["budget_ms"] == before + 30_000


def test_a_call_an_end_and_a_pause_are_undone_and_the_time_in_between_is_nobody_s(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = line.raises(line.phone())
    line.call(phone)
    line.undo()
    assert line.told()["turn"] is None
    assert line.order() == [line.hand(phone)]
    turn = line.call(phone)
    line.does(commands.start_turn, turn)
    later(monkeypatch, seconds=10)
    line.does(commands.end_turn, turn)
    assert line.told()["turn"] is None
    later(monkeypatch, seconds=30)
    line.undo()
    told = line.told()["turn"]
    assert (told["state"], told["paused_ms"]) == ("running", 30_000)
    line.does(commands.pause_turn, turn)
    later(monkeypatch, seconds=5)
    line.undo()
    told = line.told()["turn"]
    assert (told["state"], told["paused_at"], told["paused_ms"]) == ("running", None, 35_000)


def test_undo_leads_back_through_the_next_call_to_whoever_spoke_before(line: Line) -> None:
    first, second = line.raises(line.phone()), line.raises(line.phone())
    turn = line.speaks(first)
    line.does(commands.start_turn, line.call(second))
    line.undo()
    line.undo()
    assert line.told()["turn"] is None
    line.undo()
    assert (line.told()["turn"]["id"], line.told()["turn"]["state"]) == (turn, "running")
    assert line.order() == [line.hand(second)]
    with pytest.raises(TurnElsewhere):
        line.call(second)
    line.does(commands.end_turn, turn)
    line.does(commands.start_turn, line.call(second))
    assert line.told()["turn"]["sign"]["number"] == 2


def test_back_to_the_last_speaker_with_what_was_left(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = line.raises(line.phone())
    turn = line.call(phone)
    line.does(commands.start_turn, turn)
    later(monkeypatch, seconds=20)
    line.does(commands.end_turn, turn)
    told = line.told()
    assert told["last_speaker"]["sign"]["number"] == 1
    answer = commands.call_back(line.child, line.session.id, told["last_turn"], 1)
    now = line.told()["turn"]
    assert now["id"] == answer["turn"]
    assert 99_000 < now["budget_ms"] <= 100_000
    line.undo()
    line.raises(phone)
    seen = line.told()["last_turn"]
    with pytest.raises(HandDown) as no:
        commands.call_back(line.child, line.session.id, seen, 1)
    assert no.value.state == {"hand": line.told()["next_hand"]}


def test_whoever_lowers_her_hand_while_she_speaks_has_spoken(line: Line) -> None:
    phone = line.raises(line.phone())
    line.does(commands.start_turn, line.call(phone))
    line.lowers(phone)
    assert line.told()["turn"] is None
    line.raises(phone)
    assert line.told()["queue"][0]["turns"] == 1


def test_hands_and_turns_are_gone_a_day_after_their_session(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    line.speaks(line.raises(line.phone()))
    line.raises(line.phone())
    later(monkeypatch, hours=25)
    assert commands.sweep_hands(SYSTEM) == {"erased": 0}
    later(monkeypatch, minutes=31)  # its end was 90 minutes after it began
    assert commands.sweep_hands(SYSTEM) == {"erased": 2}
    assert line.told()["last_turn"] == 0


def test_when_a_session_closes_nobody_speaks_and_no_hand_is_up(line: Line) -> None:
    phone = line.raises(line.phone())
    line.raises(line.phone())
    line.does(commands.start_turn, line.call(phone))
    close_session(line.child, line.session.id, line.told()["version"], 1)
    assert line.told()["turn"] is None
    db.session.rollback()
    assert set(db.session.scalars(select(RaisedHand.state))) == {"spoke", "down"}
