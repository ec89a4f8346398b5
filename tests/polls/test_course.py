"""The course of a poll: opened, closed in two steps, counted, revealed, void, asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.floor.course import commands as course
from participation.floor.queries import current_item, floor_of
from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.floor.run_sheet import commands as run_sheet
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, NotSignedIn
from participation.polls import commands, queries
from participation.polls.instants import INSTANTS
from participation.polls.models import Poll, PollState, Voter
from participation.polls.payloads import mine_polls, poll_topic, polls_topic
from participation.programme.models import ConferenceSession
from tests.polls.voting import cast, counts, finish, poll_now
from tests.world import World


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Doors and sentences don't depend on the database; what does is tested beside the races."""
    return sqlite_app


MOVES: dict[str, tuple[Callable[..., Any], str]] = {
    "open": (commands.open_poll, "ready"),
    "close": (commands.close_poll, "open"),
    "reveal": (commands.reveal_poll, "counted"),
    "void": (commands.void_poll, "open"),
    "ask_again": (commands.ask_again, "revealed"),
}
REFUSED = {
    "open": {"draft", "closing", "counted", "revealed", "void"},
    "close": {"draft", "ready", "void"},
    "reveal": {"draft", "ready", "open", "closing", "void"},
    "void": {"draft", "ready"},
    "ask_again": {"draft", "ready", "open", "closing"},
}


def test_the_wrong_people_move_no_poll(world: World) -> None:
    session, other = world.session(), world.session()
    world.moderator(session)
    strangers: list[Actor] = [
        Actor(),
        world.phone(session),
        world.delegate(),
        world.moderator(other),
        world.facilitator(other),
        world.screen(),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person(("interpreter", session), kind="adult")),
    ]
    for act, state in MOVES.values():
        poll = _fresh(world, session, state)
        for actor in strangers:
            with pytest.raises((NotAllowed, NotSignedIn)):
                act(actor, poll.id, 1)
        assert poll_now(poll).state == state


def test_a_moderator_without_the_seat_or_with_an_old_epoch_moves_no_poll(world: World) -> None:
    session = world.session()
    child, unseated = world.moderator(session), world.moderator(session, seated=False)
    for act, state in MOVES.values():
        poll = _fresh(world, session, state)
        for actor in (unseated, world.facilitator(session)):
            with pytest.raises(NotYourSeat):
                act(actor, poll.id, 1)
        with pytest.raises(SeatMoved):
            act(child, poll.id, 0)
        assert poll_now(poll).state == state


@pytest.mark.parametrize("phase", ["planned", "open", "closing", "closed"])
def test_polls_move_only_while_the_session_is_under_way(world: World, phase: str) -> None:
    session = world.session(state=phase)
    child = world.moderator(session)
    for act, state in MOVES.values():
        with pytest.raises(NotNow) as refused:
            act(child, _fresh(world, session, state).id, 1)
        assert refused.value.state == phase
    with pytest.raises(NotNow):
        commands.open_instant(child, session.id, "agree", 1)


@pytest.mark.parametrize(("move", "states"), REFUSED.items())
def test_a_move_from_the_wrong_state_answers_with_the_present_one(
    world: World, move: str, states: set[str]
) -> None:
    session = world.session()
    child, (act, _) = world.moderator(session), MOVES[move]
    for state in states:
        poll = _fresh(world, session, state)
        with pytest.raises(NotNow) as refused:
            act(child, poll.id, 1)
        assert refused.value.state == poll_now(poll).state == state
    for state in set(PollState) - states:
        assert act(child, _fresh(world, session, state).id, 1)["state"] in list(PollState)


def test_a_second_press_changes_nothing(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    opened_at = poll_now(poll).opened_at
    assert commands.open_poll(child, poll.id, 1)["state"] == "open"
    assert poll_now(poll).opened_at == opened_at
    commands.close_poll(child, poll.id, 1)
    assert commands.close_poll(child, poll.id, 1)["state"] == "counted"
    commands.reveal_poll(child, poll.id, 1)
    assert commands.reveal_poll(child, poll.id, 1)["state"] == "revealed"


def test_a_replayed_command_gets_the_first_answer(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    once = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"
    commands.open_poll(child, poll.id, 1)
    first = commands.close_poll.once(once, child, poll.id, 1)
    assert commands.close_poll.once(once, child, poll.id, 1) == first


@pytest.mark.parametrize("key", INSTANTS)
def test_an_instant_poll_is_open_in_one_tap_with_its_own_words(world: World, key: str) -> None:
    session = world.session()
    opened = commands.open_instant(world.moderator(session), session.id, key, 1)
    topic = poll_topic(session.id, "audience")
    assert topic is not None
    assert topic["id"] == opened["poll"]
    assert (topic["state"], topic["instant"]) == ("open", key)
    assert topic["title"] == INSTANTS[key].title
    assert [option["text"] for option in topic["options"]] == list(INSTANTS[key].options)


def test_an_instant_poll_of_another_name_or_by_another_person_does_not_exist(world: World) -> None:
    session = world.session()
    child = world.moderator(session)
    with pytest.raises(NotFound):
        commands.open_instant(child, session.id, "who_is_best", 1)
    for actor in (world.phone(session), world.delegate(), world.facilitator()):
        with pytest.raises(NotAllowed):
            commands.open_instant(actor, session.id, "agree", 1)
    assert poll_topic(session.id, "moderator") is None


@pytest.mark.parametrize("state", ["open", "counted", "revealed"])
def test_a_void_poll_leaves_every_wall_and_keeps_no_choice(world: World, state: str) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast(world.phone(session), poll, 0)
    if state != "open":
        commands.close_poll(child, poll.id, 1)
    if state == "revealed":
        commands.reveal_poll(child, poll.id, 1)
    commands.void_poll(child, poll.id, 1, "unclear")
    assert poll_topic(session.id, "moderator") is None
    chosen = db.session.scalars(select(Voter.choice).where(Voter.poll_id == poll.id)).all()
    assert chosen == [None]
    reasons = db.session.scalars(
        select(AuditRow.reason).where(AuditRow.action == "polls.void_poll")
    ).all()
    assert reasons == ["unclear"]


def test_a_void_poll_does_not_bring_an_earlier_result_back(world: World) -> None:
    session = world.session()
    child, first, second = world.moderator(session), world.poll(session), world.poll(session)
    commands.open_poll(child, first.id, 1)
    commands.close_poll(child, first.id, 1)
    commands.reveal_poll(child, first.id, 1)
    commands.open_poll(child, second.id, 1)
    commands.void_poll(child, second.id, 1)
    assert poll_topic(session.id, "screen") is None


def test_going_on_takes_a_result_off_the_wall_and_leaves_an_open_poll(world: World) -> None:
    session = world.session(state="open")
    child, poll = world.moderator(session), world.poll(session)
    course.go_live(child, session.id, 1, 1)
    commands.open_poll(child, poll.id, 1)
    _next(child, session.id)
    assert _wall(session.id) == poll.id
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    _next(child, session.id)
    assert _wall(session.id) is None
    assert poll_now(poll).state == "revealed"


def test_a_poll_that_left_the_wall_comes_back_when_it_is_revealed(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    commands.put_away_polls(SYSTEM, session.id)
    assert _wall(session.id) is None
    commands.reveal_poll(child, poll.id, 1)
    assert _wall(session.id) == poll.id


def test_closing_the_session_counts_what_is_open(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast(world.phone(session), poll, 1)
    course.close_session(child, session.id, 1, 1)
    assert poll_now(poll).state == "counted"
    assert counts(poll) == [0, 1, 0]


def test_before_it_is_revealed_the_room_reads_only_how_many_answered(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast(world.phone(session), poll, 2)
    for state in ("open", "counted"):
        if state == "counted":
            commands.close_poll(child, poll.id, 1)
        for audience in ("audience", "delegate", "interpreter", "screen"):
            topic = poll_topic(session.id, audience)
            assert topic is not None
            assert (topic["state"], topic["answered"], topic["results"]) == (state, 1, None)
    told = poll_topic(session.id, "moderator")
    assert told is not None
    assert [result["count"] for result in told["results"]] == [0, 0, 1]
    commands.reveal_poll(child, poll.id, 1)
    shown = poll_topic(session.id, "screen")
    assert shown is not None
    assert shown["results"] == told["results"]


def test_the_topic_has_the_fields_of_the_agreement_and_no_other(world: World) -> None:
    session = world.session()
    poll = world.poll(session)
    commands.open_poll(world.moderator(session), poll.id, 1)
    topic = poll_topic(session.id, "audience")
    assert topic is not None
    assert set(topic) == {
        "id", "round", "kind", "instant", "state", "title", "options", "min", "max", "points",
        "faces", "electorate", "answered", "present", "too_few", "seen", "undo_until", "results",
        "median", "earlier",
    }  # fmt: skip
    assert [set(option) for option in topic["options"]] == [{"id", "text", "picture", "alt"}] * 3
    assert (topic["kind"], topic["electorate"], topic["present"]) == ("single", "everyone", 0)


def test_the_tablet_is_told_what_can_be_opened(world: World) -> None:
    session, elsewhere = world.session(), world.session()
    world.poll(elsewhere)
    poll = world.poll(session)
    topic = polls_topic(session.id)
    assert topic["prepared"] == [
        {
            "id": poll.id,
            "item": None,
            "kind": "single",
            "electorate": "everyone",
            "title": poll.title,
            "options": [option.text for option in poll.options],
            "state": "ready",
        }
    ]
    assert [instant["key"] for instant in topic["instants"]] == list(INSTANTS)


def test_ones_own_choice_is_told_while_the_poll_is_open_and_to_nobody_else(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    mine, other = world.phone(session), world.phone(session)
    commands.open_poll(child, poll.id, 1)
    cast(mine, poll, 1, n=7)
    holders = [str(mine.holder), str(other.holder)]
    assert mine_polls(session.id, holders) == {
        mine.holder: {"id": poll.id, "round": 1, "choice": [poll.options[1].id], "n": 7}
    }
    assert mine_polls(session.id, [str(other.holder)]) == {}
    commands.close_poll(child, poll.id, 1)
    assert mine_polls(session.id, holders) == {}


def test_polls_of_a_closed_meeting_do_not_exist_for_others(world: World) -> None:
    meeting = world.session(kind="closed")
    poll = world.poll(meeting, state="open")
    for actor in (world.delegate(), world.signed_in(world.person("organiser", kind="adult"))):
        with pytest.raises(NotFound):
            commands.close_poll(actor, poll.id, 1)
        with pytest.raises(NotFound):
            cast(actor, poll)
    with pytest.raises(NotFound):
        queries.poll_for(world.delegate(), "0" * 32)
    member = world.moderator(meeting)
    assert queries.poll_for(member, poll.id).id == poll.id
    cast(member, poll)


def _fresh(world: World, session: ConferenceSession, state: str) -> Poll:
    """A poll in this state, with nothing else of its session under way."""
    finish(session.id)
    return world.poll(session, state=state)


def _next(child: Actor, session_id: str) -> None:
    db.session.rollback()
    db.session.expire_all()
    floor, item = floor_of(session_id), current_item(session_id)
    assert floor is not None
    run_sheet.go_to_next_item(child, session_id, item.id if item else None, floor.version, 1)


def _wall(session_id: str) -> str | None:
    db.session.rollback()
    db.session.expire_all()
    poll: Poll | None = queries.poll_on_wall(session_id)
    return poll.id if poll else None
