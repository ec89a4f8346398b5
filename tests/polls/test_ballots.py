"""A ballot: one person, one badge; secret, final, and never shown where it could be guessed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from participation.foundation.actors import SYSTEM
from participation.foundation.audit import AuditRow
from participation.foundation.commands import CommandGuard
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.people.commands import hear_devices
from participation.polls import commands
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Ballot, Voter
from participation.polls.payloads import mine_polls, poll_topic
from participation.polls.refusals import AlreadyVoted, ForBadges, ForDelegates, TooFewToShow
from tests.at_once import at_once
from tests.doors import Browser
from tests.polls.voting import cast, counts, finish, poll_now
from tests.world import World

COUNTED = {"receipt": "counted"}


@pytest.mark.parametrize(
    ("electorate", "takes"),
    [
        ("badges", {"delegate": None, "adult": None, "phone": ForBadges, "half": ForBadges}),
        (
            "delegates",
            {"delegate": None, "adult": ForDelegates, "phone": ForDelegates, "half": ForDelegates},
        ),
    ],
)
def test_only_those_of_the_electorate_have_a_voice(
    world: World, electorate: str, takes: dict[str, type[Refusal] | None]
) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate=electorate)
    # A child without her own yes came in with the room's code: her badge is a phone.
    half = replace(world.delegate(assent=None), joined=frozenset({session.id}))
    who = {
        "delegate": world.delegate(),
        "adult": world.facilitator(session),
        "phone": world.phone(session),
        "half": half,
    }
    for name, refusal in takes.items():
        if refusal is None:
            assert cast(who[name], poll) == COUNTED
        else:
            with pytest.raises(refusal):
                cast(who[name], poll)
    taken = sum(refusal is None for refusal in takes.values())
    assert (_rows(Voter), _rows(Ballot)) == (taken, taken)


def test_a_ballot_is_final_on_every_tablet_of_the_person(world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate="badges")
    person = world.person("delegate")
    assert cast(world.signed_in(person), poll, 0) == COUNTED
    for n in (1, 7):
        with pytest.raises(AlreadyVoted):
            cast(world.signed_in(person), poll, 1, n=n)
    commands.close_poll(world.moderator(session), poll.id, 1)
    assert counts(poll) == [1, 0, 0]


def test_of_two_ballots_in_one_list_the_first_stands(world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate="badges")
    child = world.delegate()
    casts = [Cast(child, poll.id, (option.id,), n) for n, option in enumerate(poll.options)]
    outcomes = cast_ballots(casts)
    assert outcomes[0] == COUNTED
    assert [getattr(outcome, "code", None) for outcome in outcomes[1:]] == ["already_voted"] * 2
    assert (_rows(Voter), _rows(Ballot)) == (1, 1)


def test_a_replayed_ballot_gets_the_first_answer(world: World) -> None:
    session = world.session()
    poll, once = world.poll(session, state="open", electorate="badges"), str(uuid4())
    child = world.delegate()
    assert cast(child, poll, 0, command_id=once) == COUNTED
    assert cast(child, poll, 0, command_id=once) == COUNTED
    assert _rows(Ballot) == 1


def test_one_badge_on_many_tablets_at_once_has_one_ballot(app: Flask, world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate="badges")
    person = world.person("delegate")
    acts = [
        partial(
            cast_ballots.one,
            Cast(world.signed_in(person), poll.id, (poll.options[at % 3].id,), 1),
        )
        for at in range(8)
    ]
    answers = at_once(app, acts)
    codes = sorted(getattr(answer, "code", "counted") for answer in answers)
    assert codes == ["already_voted"] * 7 + ["counted"]
    assert (_rows(Voter), _rows(Ballot)) == (1, 1)


@pytest.mark.parametrize("electorate", ["badges", "delegates"])
def test_closing_while_ballots_come_in_counts_each_that_was_taken(
    app: Flask, world: World, electorate: str
) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session, electorate=electorate)
    voters = [world.delegate() for _ in range(12)]
    commands.open_poll(child, poll.id, 1)
    for _ in range(3):
        press = partial(commands.close_poll, child, poll.id, 1)
        votes = [
            partial(cast_ballots.one, Cast(voter, poll.id, (poll.options[at % 3].id,), 1))
            for at, voter in enumerate(voters)
        ]
        answers = at_once(app, [*votes[:6], press, *votes[6:]])
        taken = sum(answer == COUNTED for answer in answers)
        late = [getattr(answer, "code", "") for answer in answers if isinstance(answer, Refusal)]
        assert set(late) <= {"poll_closed"}
        assert sum(count or 0 for count in counts(poll)) == taken
        standing = select(func.count()).select_from(Ballot).where(Ballot.poll_id == poll.id)
        assert db.session.scalar(standing) == taken
        poll = poll_now(str(commands.ask_again(child, poll.id, 1)["poll"]))


def test_ones_own_ballot_says_that_there_is_one_and_never_which(world: World) -> None:
    session = world.session()
    poll, voter = world.poll(session, state="open", electorate="badges"), world.delegate()
    cast(voter, poll, 1)
    holder = str(voter.holder)
    assert mine_polls(session.id, [holder])[holder] == {"id": poll.id, "round": 1, "voted": True}


def test_a_list_of_ballots_is_one_statement_for_each_table(world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate="badges")
    spent = []
    said: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *about: said.append(about[2]))
    for many in (2, 20):
        voters = [world.delegate() for _ in range(many)]
        said.clear()
        choice = (poll.options[0].id,)
        outcomes = cast_ballots([Cast(voter, poll.id, choice, 1, str(uuid4())) for voter in voters])
        assert outcomes == [COUNTED] * many
        assert sum("INSERT INTO voter" in statement for statement in said) == 1
        assert sum("INSERT INTO ballot" in statement for statement in said) == 1
        spent.append(len(said))
    assert spent[0] == spent[1]


def test_fewer_than_five_ballots_are_told_to_nobody(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session, electorate="badges")
    commands.open_poll(child, poll.id, 1)
    for answered in range(1, 5):
        cast(world.delegate(), poll, 0)
        told = poll_topic(session.id, "moderator")
        assert told is not None
        assert told["answered"] is None, answered
    commands.close_poll(child, poll.id, 1)
    for audience in ("moderator", "facilitator", "audience", "screen"):
        told = poll_topic(session.id, audience)
        assert told is not None
        assert (told["too_few"], told["results"], told["answered"]) == (True, None, None)
    with pytest.raises(TooFewToShow):
        commands.reveal_poll(child, poll.id, 1)
    assert poll_now(poll).state == "counted"


def test_five_ballots_are_shown_with_every_option_however_few_chose_it(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session, electorate="badges")
    commands.open_poll(child, poll.id, 1)
    for place in (0, 0, 0, 0, 2):
        cast(world.delegate(), poll, place)
    told = poll_topic(session.id, "audience")
    assert told is not None
    assert told["answered"] == 5
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    told = poll_topic(session.id, "audience")
    assert told is not None
    assert (told["too_few"], told["answered"]) == (False, 5)
    assert [each["count"] for each in told["results"]] == [4, 0, 1]


def test_a_show_of_hands_of_few_is_shown_once_the_moderator_wants_it(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast(world.phone(session), poll, 0)
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    told = poll_topic(session.id, "audience")
    assert told is not None
    assert (told["too_few"], told["answered"]) == (False, 1)
    assert told["results"] is not None


def test_people_count_in_a_ballot_and_never_tablets_or_phones(world: World) -> None:
    session = world.session()
    child = world.person("delegate")
    adult = world.facilitator(session)
    half = world.delegate(assent=None)
    here = [world.signed_in(child), world.signed_in(child), adult, world.phone(session), half]
    heard = [(str(actor.device_id), str(actor.holder)) for actor in here]
    hear_devices(SYSTEM, session.id, heard)
    present = {}
    for electorate in ("everyone", "badges", "delegates"):
        poll = world.poll(session, state="open", electorate=electorate)
        told = poll_topic(session.id, "audience")
        assert told is not None
        present[electorate] = told["present"]
        finish(session.id)
        assert poll_now(poll).state == "void"
    assert present == {"everyone": 4, "badges": 2, "delegates": 1}


def test_a_void_ballot_leaves_none_behind(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session, electorate="badges")
    commands.open_poll(child, poll.id, 1)
    cast(world.delegate(), poll, 0)
    commands.void_poll(child, poll.id, 1, "mistake")
    assert (_rows(Voter), _rows(Ballot)) == (1, 0)


def test_a_ballot_leaves_no_audit_row_no_time_and_no_choice_in_its_guard(world: World) -> None:
    session = world.session()
    poll, voter = world.poll(session, state="open", electorate="badges"), world.delegate()
    before = _rows(AuditRow)
    cast(voter, poll, 0, command_id=str(uuid4()))
    assert _rows(AuditRow) == before
    guard = db.session.scalars(select(CommandGuard)).one()
    assert (guard.reference, guard.used_on) == (None, None)
    row = db.session.scalars(select(Voter)).one()
    assert (row.choice, row.device_id, row.n) == (None, None, 0)
    assert set(Ballot.__table__.columns.keys()) == {"id", "poll_id", "choice"}


def test_a_plain_page_says_that_a_ballot_is_final_and_then_that_it_is_in_the_box(
    app: Flask, world: World
) -> None:
    session = world.session()
    poll = world.poll(session, state="open", electorate="delegates")
    browser, address = Browser(app, world.delegate()), f"/sessions/{session.slug}"
    page = browser.get(address).get_data(as_text=True)
    assert "Nobody can see who chose what, and after sending it can" in page
    assert "You can change it until the end" not in page
    answer = browser.post(f"{address}/vote", poll=poll.id, choice=poll.options[0].id)
    assert answer.status_code == 303
    page = browser.get(address).get_data(as_text=True)
    assert "Your vote is in the box" in page
    assert f'value="{poll.options[0].id}"' not in page
    page = Browser(app, world.phone(session)).get(address).get_data(as_text=True)
    assert "In this vote the delegates decide" in page
    assert f'value="{poll.options[0].id}"' not in page


def _rows(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0
