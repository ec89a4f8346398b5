"""One vote, and many: counted once, changeable, never late, leaving no trace of who and when."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.refusals import (
    NotAllowed,
    NotFound,
    NotNow,
    NotSignedIn,
    Refusal,
)
from participation.polls import commands
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Poll, Voter
from participation.polls.refusals import NoSuchOption, PollClosed, PollNotOpen
from tests.polls.voting import cast, counts
from tests.world import World


def chosen(poll: Poll, actor: Actor) -> tuple[int, int] | None:
    """The place this actor chose, and its number."""
    db.session.rollback()
    row = db.session.execute(
        select(Voter.choice, Voter.n).where(Voter.poll_id == poll.id, Voter.holder == actor.holder)
    ).one_or_none()
    places = [option.id for option in poll.options]
    return (places.index(row.choice[0]), row.n) if row else None


def test_a_choice_can_be_changed_until_closing(world: World) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    cast(phone, poll, 0, n=1)
    cast(phone, poll, 2, n=2)
    assert chosen(poll, phone) == (2, 2)
    commands.close_poll(world.moderator(session), poll.id, 1)
    assert counts(poll) == [0, 0, 1]


@pytest.mark.parametrize(("first", "second", "kept"), [(2, 1, 0), (2, 2, 1), (2, 3, 1)])
def test_an_older_cast_never_replaces_a_newer_one(
    world: World, first: int, second: int, kept: int
) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    cast(phone, poll, 0, n=first)
    assert cast(phone, poll, 1, n=second) == {"receipt": "counted"}
    assert chosen(poll, phone) == (kept, max(first, second))


def test_a_replay_changes_nothing_and_gets_the_first_answer(world: World) -> None:
    session = world.session()
    poll, phone, once = world.poll(session, state="open"), world.phone(session), str(uuid4())
    first = cast(phone, poll, 0, n=1, command_id=once)
    cast(phone, poll, 1, n=2)
    assert cast(phone, poll, 2, n=3, command_id=once) == first == {"receipt": "counted"}
    assert chosen(poll, phone) == (1, 2)


def test_a_replay_after_closing_is_still_told_that_it_was_counted(world: World) -> None:
    session = world.session()
    poll, phone, once = world.poll(session, state="open"), world.phone(session), str(uuid4())
    cast(phone, poll, 0, command_id=once)
    commands.close_poll(world.moderator(session), poll.id, 1)
    assert cast(phone, poll, 0, command_id=once) == {"receipt": "counted"}
    assert counts(poll) == [1, 0, 0]


def test_a_late_vote_is_refused_with_a_kind_sentence(app: Flask, world: World) -> None:
    session = world.session()
    child, poll, phone = world.moderator(session), world.poll(session), world.phone(session)
    with pytest.raises(PollNotOpen):
        cast(phone, poll)
    commands.open_poll(child, poll.id, 1)
    cast(phone, poll, 1)
    commands.close_poll(child, poll.id, 1)
    with app.test_request_context(), pytest.raises(PollClosed) as refused:
        cast(phone, poll, 0, n=2)
    assert refused.value.code == "poll_closed"
    with app.test_request_context():
        assert "is over" in refused.value.message
    assert counts(poll) == [0, 1, 0]


def test_only_those_in_the_room_vote(world: World) -> None:
    session, other = world.session(), world.session()
    poll = world.poll(session, state="open")
    refused: list[tuple[Actor, type[Refusal]]] = [
        (Actor(), NotSignedIn),
        (world.screen(), NotSignedIn),
        (world.phone(), NotAllowed),
        (world.phone(other), NotAllowed),
    ]
    for actor, refusal in refused:
        with pytest.raises(refusal):
            cast(actor, poll)
    for actor in (world.phone(session), world.delegate(), world.facilitator()):
        assert cast(actor, poll) == {"receipt": "counted"}
    assert _rows(poll) == 3


@pytest.mark.parametrize("phase", ["open", "closing", "closed"])
def test_no_vote_is_taken_before_or_after_the_session(world: World, phase: str) -> None:
    session = world.session(state=phase)
    poll = world.poll(session, state="open")
    with pytest.raises(NotNow) as refused:
        cast(world.phone(session), poll)
    assert refused.value.state == phase


def test_an_open_poll_is_kept_while_the_session_is_paused(world: World) -> None:
    session = world.session(state="paused")
    assert cast(world.phone(session), world.poll(session, state="open")) == {"receipt": "counted"}


def test_an_option_of_another_poll_or_two_at_once_is_not_a_choice(world: World) -> None:
    session, elsewhere = world.session(), world.session()
    poll, other = world.poll(session, state="open"), world.poll(elsewhere, state="open")
    phone = world.phone(session)
    for choice in [(), (other.options[0].id,), (poll.options[0].id, poll.options[1].id)]:
        with pytest.raises(NoSuchOption):
            cast_ballots.one(Cast(phone, poll.id, choice, 1))
    with pytest.raises(NotFound):
        cast_ballots.one(Cast(phone, "0" * 32, (poll.options[0].id,), 1))
    assert _rows(poll) == 0


def test_the_person_counts_and_never_the_tablet(world: World) -> None:
    session = world.session()
    poll, person = world.poll(session, state="open"), world.person("delegate")
    cast(world.signed_in(person), poll, 0, n=1)
    cast(world.signed_in(person), poll, 1, n=2)
    assert _rows(poll) == 1
    commands.close_poll(world.moderator(session), poll.id, 1)
    assert counts(poll) == [0, 1, 0]


def test_a_second_tablet_changes_the_vote_whatever_number_the_first_had_reached(
    world: World,
) -> None:
    session = world.session()
    poll, person = world.poll(session, state="open"), world.person("delegate")
    cast(world.signed_in(person), poll, 0, n=7)
    cast(world.signed_in(person), poll, 1, n=1)
    assert _rows(poll) == 1
    commands.close_poll(world.moderator(session), poll.id, 1)
    assert counts(poll) == [0, 1, 0]
    assert _devices(poll) == [None]


def test_a_list_is_one_statement_and_each_gets_an_answer_of_its_own(world: World) -> None:
    session, elsewhere = world.session(), world.session()
    poll, other = world.poll(session, state="open"), world.poll(elsewhere, state="open")
    closed = world.poll(session, state="revealed")
    phones = [world.phone(session, elsewhere) for _ in range(20)]
    casts = [Cast(phone, poll.id, (poll.options[0].id,), 1, str(uuid4())) for phone in phones]
    casts += [Cast(phone, other.id, (other.options[1].id,), 1) for phone in phones[:5]]
    casts.append(casts[0])
    casts.append(Cast(phones[0], poll.id, (poll.options[1].id,), 2))
    casts.append(Cast(phones[0], closed.id, (closed.options[1].id,), 2))
    casts.append(Cast(world.phone(), poll.id, (poll.options[1].id,), 2))
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    outcomes = cast_ballots(casts)
    assert [outcome == {"receipt": "counted"} for outcome in outcomes] == [True] * 27 + [False] * 2
    assert [getattr(outcome, "code", None) for outcome in outcomes[-2:]] == [
        "poll_closed",
        "not_allowed",
    ]
    assert sum("INSERT INTO voter" in statement for statement in said) == 1
    assert len(said) <= 10
    assert _rows(poll) == 20
    assert _rows(other) == 5
    assert chosen(poll, phones[0]) == (1, 2)


def test_the_statements_do_not_grow_with_the_votes(world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open")
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    spent = []
    for many in (1, 40):
        phones = [world.phone(session) for _ in range(many)]
        said.clear()
        cast_ballots(
            [Cast(phone, poll.id, (poll.options[0].id,), 1, str(uuid4())) for phone in phones]
        )
        spent.append(len(said))
    assert spent[0] == spent[1]


def test_a_vote_leaves_no_audit_row_no_time_and_no_choice_in_its_guard(world: World) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    before = db.session.scalar(select(func.count()).select_from(AuditRow))
    cast(phone, poll, 0, command_id=str(uuid4()))
    assert db.session.scalar(select(func.count()).select_from(AuditRow)) == before
    guard = db.session.scalars(select(CommandGuard)).one()
    assert (guard.reference, guard.used_on) == (None, None)
    columns = Voter.__table__.columns
    assert set(columns.keys()) == {"poll_id", "holder", "choice", "device_id", "n"}
    assert not any(column.type.python_type is datetime for column in columns)


def test_moves_of_a_poll_are_audited_and_name_it(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    rows = db.session.execute(
        select(AuditRow.action, AuditRow.who)
        .where(AuditRow.object_id == poll.id)
        .order_by(AuditRow.id)
    ).all()
    assert [(row.action, row.who) for row in rows] == [
        ("polls.open_poll", child.person_id),
        ("polls.close_poll", child.person_id),
        ("polls.count_poll", "system"),
        ("polls.reveal_poll", child.person_id),
    ]


def _devices(poll: Poll) -> list[str | None]:
    return list(db.session.scalars(select(Voter.device_id).where(Voter.poll_id == poll.id)))


def _rows(poll: Poll) -> int:
    db.session.rollback()
    return (
        db.session.scalar(select(func.count()).select_from(Voter).where(Voter.poll_id == poll.id))
        or 0
    )
