"""What both databases keep of a poll: one at a time, counted once, nothing left of a choice."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import NotNow
from participation.polls import commands, queries
from participation.polls.models import Voter
from participation.polls.payloads import poll_topic, polls_topic
from participation.polls.refusals import AlreadyAskedAgain, AnotherPollIsOpen
from tests.polls.voting import cast, counts, leave_closing, poll_now
from tests.world import World


def test_a_poll_goes_from_ready_to_revealed(world: World) -> None:
    session = world.session()
    child, phones = world.moderator(session), [world.phone(session) for _ in range(3)]
    poll = world.poll(session)
    commands.open_poll(child, poll.id, 1)
    for phone, place in zip(phones, (0, 2, 2), strict=True):
        cast(phone, poll, place)
    assert commands.close_poll(child, poll.id, 1)["state"] == "closing"
    assert poll_now(poll).state == "counted"
    assert counts(poll) == [1, 0, 2]
    commands.reveal_poll(child, poll.id, 1)
    assert poll_now(poll).state == "revealed"


def test_counting_erases_every_choice_in_the_same_transaction(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    for _ in range(4):
        cast(world.phone(session), poll, 1)
    commands.close_poll(child, poll.id, 1)
    rows = db.session.execute(select(Voter.choice).where(Voter.poll_id == poll.id)).all()
    assert [row.choice for row in rows] == [None] * 4
    assert counts(poll) == [0, 4, 0]
    assert queries.answered_count(poll.id) == 4


def test_at_most_one_poll_of_a_session_is_under_way(world: World) -> None:
    session, elsewhere = world.session(), world.session()
    child = world.moderator(session)
    first, second = world.poll(session), world.poll(session)
    commands.open_poll(child, first.id, 1)
    with pytest.raises(AnotherPollIsOpen):
        commands.open_poll(child, second.id, 1)
    with pytest.raises(AnotherPollIsOpen):
        commands.open_instant(child, session.id, "yes_no", 1)
    assert poll_now(second).state == "ready"
    commands.open_poll(world.moderator(elsewhere), world.poll(elsewhere).id, 1)
    commands.close_poll(child, first.id, 1)
    commands.open_poll(child, second.id, 1)
    assert poll_now(second).state == "open"


def test_asking_again_is_a_new_round_linked_to_the_old(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast(world.phone(session), poll, 0)
    with pytest.raises(NotNow):
        commands.ask_again(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    again = poll_now(commands.ask_again(child, poll.id, 1)["poll"])
    assert (again.round, again.again_of, again.state) == (2, poll.id, "open")
    assert [option.text for option in again.options] == [option.text for option in poll.options]
    assert counts(poll) == [1, 0, 0]
    topic = poll_topic(session.id, "screen")
    assert topic is not None
    assert (topic["id"], topic["round"], topic["answered"]) == (again.id, 2, 0)
    commands.close_poll(child, again.id, 1)
    with pytest.raises(AlreadyAskedAgain):
        commands.ask_again(child, poll.id, 1)
    assert commands.ask_again(child, again.id, 1)["poll"] != again.id
    assert [entry["state"] for entry in polls_topic(session.id)["prepared"]] == ["open"]


def test_a_poll_found_closing_at_start_is_counted(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    for place in (0, 0, 1):
        cast(world.phone(session), poll, place)
    leave_closing(poll)
    assert commands.count_what_was_left(SYSTEM) == {"counted": 1}
    assert poll_now(poll).state == "counted"
    assert counts(poll) == [2, 1, 0]
    assert commands.count_what_was_left(SYSTEM) == {"counted": 0}
