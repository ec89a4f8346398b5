"""Many at once, each on a connection of its own, on both databases."""

from __future__ import annotations

import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from participation.foundation.actors import Actor
from participation.foundation.commands import Outcome
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.polls import commands
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Poll, Voter
from tests.at_once import at_once
from tests.polls.voting import counts, poll_now
from tests.world import World


@dataclass(frozen=True)
class Kept:
    """The place last acknowledged, and whether anything was acknowledged after closing."""

    place: int
    was_late: bool


COUNTED = {"receipt": "counted"}


def test_fifty_phones_double_tap_at_once_and_fifty_votes_are_counted(
    app: Flask, world: World
) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    phones = [world.phone(session) for _ in range(50)]
    commands.open_poll(child, poll.id, 1)
    taps = [
        partial(cast_ballots.one, Cast(phone, poll.id, (poll.options[at % 3].id,), 1, once))
        for at, phone in enumerate(phones)
        for once in [str(uuid4())] * 2
    ]
    assert at_once(app, taps) == [COUNTED] * 100
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Voter)) == 50
    commands.close_poll(child, poll.id, 1)
    assert counts(poll) == [17, 17, 16]


def test_nothing_acknowledged_is_missing_and_nothing_later_is_taken_when_closing(
    app: Flask, world: World
) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    phones = [world.phone(session) for _ in range(30)]
    commands.open_poll(child, poll.id, 1)
    closed = threading.Event()
    voted = threading.Barrier(31)

    def vote(phone: Actor) -> Kept:
        """Change one's mind again and again until voting ends; the last choice acknowledged."""
        until, kept, was_late = time.monotonic() + 60, -1, False
        for n in itertools.count(1):
            was_closed, place = closed.is_set(), (n + len(str(phone.device_id))) % 3
            outcome = cast_ballots([Cast(phone, poll.id, (poll.options[place].id,), n)])[0]
            if isinstance(outcome, Refusal):
                assert outcome.code == "poll_closed"
                return Kept(kept, was_late)
            kept, was_late = place, was_late or was_closed
            if n == 1:
                voted.wait(60)
            time.sleep(0.005)  # even the quickest finger; else one thread keeps SQLite's lock
            assert time.monotonic() < until, "closing waits for ever behind a hall that votes"
        raise AssertionError

    def close() -> Kept:
        voted.wait(60)
        commands.close_poll(child, poll.id, 1)
        closed.set()
        return Kept(3, was_late=False)

    acts: list[Callable[[], Kept]] = [partial(vote, phone) for phone in phones]
    kept = [answer for answer in at_once(app, [*acts, close]) if isinstance(answer, Kept)]
    assert not any(each.was_late for each in kept)
    assert poll_now(poll).state == "counted"
    tally = Counter(each.place for each in kept)
    assert counts(poll) == [tally[0], tally[1], tally[2]]
    assert sum(tally.values()) == 31


def test_closing_waits_for_a_vote_that_is_being_taken(app: Flask, world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    phones = [world.phone(session) for _ in range(10)]
    commands.open_poll(child, poll.id, 1)
    for _ in range(3):
        together = [
            partial(cast_ballots.one, Cast(phone, poll.id, (poll.options[0].id,), n))
            for n, phone in enumerate(phones)
        ]
        answers = at_once(app, [*together, partial(commands.close_poll, child, poll.id, 1)])
        taken = sum(answer == COUNTED for answer in answers)
        assert sum(count or 0 for count in counts(poll)) == taken
        poll = poll_now(str(commands.ask_again(child, poll.id, 1)["poll"]))


def test_two_servers_may_write_the_same_people_in_lists_of_different_order(
    app: Flask, world: World
) -> None:
    session = world.session()
    poll = world.poll(session, state="open")
    phones = [world.phone(session) for _ in range(30)]

    def voted(order: int, n: int) -> list[Outcome]:
        casts = [Cast(phone, poll.id, (poll.options[n % 3].id,), n) for phone in phones]
        return cast_ballots(casts[::order])

    lists = [partial(voted, order, n) for n in range(1, 5) for order in (1, -1)]
    for answer in at_once(app, lists):
        assert answer == [COUNTED] * 30
    db.session.rollback()
    rows = db.session.execute(select(Voter.n, func.count()).group_by(Voter.n)).all()
    assert [(row[0], row[1]) for row in rows] == [(4, 30)]


def test_two_tablets_press_at_once_and_one_effect_follows(app: Flask, world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    first, second = world.poll(session), world.poll(session)
    answers = at_once(
        app,
        [partial(commands.open_poll, child, each.id, 1) for each in (poll, first, second)],
    )
    codes = sorted(getattr(answer, "code", "opened") for answer in answers)
    assert codes == ["another_poll_is_open", "another_poll_is_open", "opened"]
    db.session.rollback()
    under_way = select(func.count()).select_from(Poll).where(Poll.state == "open")
    assert db.session.scalar(under_way) == 1


def test_counting_twice_at_once_counts_once(app: Flask, world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    for _ in range(3):
        cast_ballots.one(Cast(world.phone(session), poll.id, (poll.options[0].id,), 1))
    press = partial(commands.close_poll, child, poll.id, 1)
    left = partial(commands.count_what_was_left, child)
    at_once(app, [press, left, press, left])
    assert poll_now(poll).state == "counted"
    assert counts(poll) == [3, 0, 0]
