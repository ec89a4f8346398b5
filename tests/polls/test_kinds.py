"""Each kind of poll from its opening to its result; hands in the room, rounds, taking back."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from participation.foundation.refusals import NotNow
from participation.polls import commands
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Poll
from participation.polls.payloads import mine_polls, poll_topic
from participation.polls.refusals import NoHandsHere, NoSuchOption, SeenTooLong
from participation.programme.models import ConferenceSession
from tests.doors import Browser, send
from tests.moving_clock import MovingClock
from tests.polls.voting import counts, poll_now, said
from tests.world import World

KINDS: dict[str, dict[str, Any]] = {
    "single": {},
    "yes_no_abstain": {},
    "multiple": {"most": 2},
    "scale": {},
    "ranking": {},
    "points": {"points": 4},
}
# What three people say, by the options' places, and what is counted from it.
SAID: dict[str, list[Any]] = {
    "single": [[0], [2], [2]],
    "yes_no_abstain": [[0], [1], [0]],
    "multiple": [[0, 1], [1], [1, 2]],
    "scale": [1, 2, 2],
    "ranking": [[2, 0, 1], [2, 1, 0], [0, 1, 2]],
    "points": [{0: 4}, {1: 1, 2: 3}, {2: 4}],
}
COUNTED = {
    "single": [1, 0, 2],
    "yes_no_abstain": [2, 1, 0],
    "multiple": [1, 3, 1],
    "scale": [1, 2, 0],
    "ranking": [3, 2, 4],
    "points": [4, 1, 7],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_poll_of_each_kind_is_answered_and_counted(app: Flask, world: World, kind: str) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session, kind=kind, **KINDS[kind])
    commands.open_poll(child, poll.id, 1)
    phones = [world.phone(session) for _ in range(3)]
    for phone, choice in zip(phones, SAID[kind], strict=True):
        told = said(poll, choice)
        answer = send(app, phone, "polls.cast", poll=poll.id, choice=told, n=1)
        assert answer == {"ok": True, "receipt": "counted"}
        kept = mine_polls(session.id, [str(phone.holder)])[str(phone.holder)]
        assert kept["choice"] == told
    commands.close_poll(child, poll.id, 1)
    assert counts(poll) == COUNTED[kind]
    commands.reveal_poll(child, poll.id, 1)
    topic = _told(session)
    assert (topic["kind"], topic["answered"]) == (kind, 3)
    assert sorted(each["count"] for each in topic["results"]) == sorted(COUNTED[kind])


def test_a_ranking_and_points_come_with_the_most_points_first(world: World) -> None:
    for kind in ("ranking", "points"):
        session = world.session()
        poll = _counted(world, session, kind)
        told = _told(session, "moderator")["results"]
        best = [poll.options[at].id for at in (2, 0, 1)]
        assert [each["option"] for each in told] == best
        assert [each["place"] for each in told] == [1, 2, 3]
        assert [each["firsts"] for each in told] == ([2, 1, 0] if kind == "ranking" else [None] * 3)


def test_a_scale_tells_the_step_in_the_middle(world: World) -> None:
    session = world.session()
    poll = _counted(world, session, "scale")
    assert _told(session, "moderator")["median"] == [poll.options[1].id]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_answered_on_a_plain_page(app: Flask, world: World, kind: str) -> None:
    session = world.session()
    child = world.moderator(session)
    poll = world.poll(session, state="open", kind=kind, **KINDS[kind])
    a, b, c = (option.id for option in poll.options)
    fields: dict[str, dict[str, str]] = {
        "ranking": {f"place-{a}": "3", f"place-{b}": "١", f"place-{c}": "2"},
        "points": {f"share-{a}": "", f"share-{b}": "1", f"share-{c}": "٣"},
        "scale": {"choice": "2"},
    }
    browser = Browser(app, world.phone(session))
    page = browser.get(f"/sessions/{session.slug}").get_data(as_text=True)
    form = fields.get(kind, {"choice": b})
    for name in form:
        assert f'name="{name}"' in page
    answer = browser.post(f"/sessions/{session.slug}/vote", poll=poll.id, **form)
    assert answer.status_code == 303
    commands.close_poll(child, poll.id, 1)
    expected = {"ranking": [0, 2, 1], "points": [0, 1, 3]}
    assert counts(poll) == expected.get(kind, [0, 1, 0])


def test_two_answers_in_one_place_are_no_order_on_a_plain_page(app: Flask, world: World) -> None:
    session = world.session()
    poll = world.poll(session, state="open", kind="ranking")
    form = {f"place-{option.id}": "1" for option in poll.options}
    answer = Browser(app, world.phone(session)).post(
        f"/sessions/{session.slug}/vote", poll=poll.id, **form
    )
    assert answer.status_code == 422
    assert "place of its own" in answer.get_data(as_text=True)


def test_hands_in_the_room_stand_beside_what_phones_sent(app: Flask, world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast_ballots.one(Cast(world.phone(session), poll.id, (poll.options[0].id,), 1))
    first, second = poll.options[0].id, poll.options[1].id
    for hands in ({first: 3, second: 9}, {first: 12, second: 0}):
        answer = send(app, child, "polls.count_hands", poll=poll.id, hands=hands, epoch=1)
        assert answer["ok"], answer
    assert _told(session)["results"] is None
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    told = _told(session)
    assert [(each["count"], each["hands"]) for each in told["results"]] == [(1, 12), (0, 0), (0, 0)]
    assert told["answered"] == 1
    with pytest.raises(NotNow):
        commands.count_hands(child, poll.id, 1, {first: 1})


def test_hands_are_for_a_show_of_hands_with_one_answer_each(app: Flask, world: World) -> None:
    session = world.session()
    child = world.moderator(session)
    refused: list[dict[str, Any]] = [
        {"electorate": "badges"},
        {"kind": "ranking"},
        {"kind": "multiple"},
    ]
    for about in refused:
        poll = world.poll(session, points=5 if about.get("kind") == "points" else None, **about)
        with pytest.raises(NoHandsHere):
            commands.count_hands(child, poll.id, 1, {poll.options[0].id: 1})
    poll = world.poll(session)
    with pytest.raises(NotNow):
        commands.count_hands(child, poll.id, 1, {poll.options[0].id: 1})
    commands.open_poll(child, poll.id, 1)
    with pytest.raises(NoSuchOption):
        commands.count_hands(child, poll.id, 1, {"0" * 32: 1})
    for hands in ({poll.options[0].id: -1}, {poll.options[0].id: 10**6}, {"x": True}):
        answer = send(app, child, "polls.count_hands", poll=poll.id, hands=hands, epoch=1)
        assert answer["code"] == "bad_input"


def test_a_further_round_is_shown_beside_the_one_that_the_room_has_seen(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    cast_ballots.one(Cast(world.phone(session), poll.id, (poll.options[0].id,), 1))
    commands.close_poll(child, poll.id, 1)
    commands.reveal_poll(child, poll.id, 1)
    assert _told(session)["earlier"] is None
    again = poll_now(commands.ask_again(child, poll.id, 1)["poll"])
    cast_ballots.one(Cast(world.phone(session), again.id, (again.options[1].id,), 1))
    assert _told(session, "moderator")["earlier"] is None
    commands.close_poll(child, again.id, 1)
    commands.reveal_poll(child, again.id, 1)
    earlier = _told(session)["earlier"]
    assert (earlier["round"], earlier["answered"]) == (1, 1)
    assert [(each["option"], each["count"]) for each in earlier["results"]] == [
        (option.id, count) for option, count in zip(again.options, (1, 0, 0), strict=True)
    ]


def test_a_round_that_the_room_has_not_seen_is_not_shown_beside_the_next(world: World) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    again = poll_now(commands.ask_again(child, poll.id, 1)["poll"])
    commands.close_poll(child, again.id, 1)
    commands.reveal_poll(child, again.id, 1)
    assert _told(session)["earlier"] is None


def test_a_further_round_asks_for_the_same_of_the_same_people(world: World) -> None:
    session = world.session()
    child = world.moderator(session)
    about: dict[str, Any] = {"kind": "points", "points": 7, "electorate": "badges"}
    poll = world.poll(session, state="counted", **about)
    again = poll_now(commands.ask_again(child, poll.id, 1)["poll"])
    assert (again.kind, again.points, again.electorate) == ("points", 7, "badges")


def test_a_result_shown_by_mistake_is_hidden_for_a_minute_and_says_that_it_was_seen(
    world: World, moving_clock: MovingClock
) -> None:
    session = world.session()
    child, poll = world.moderator(session), world.poll(session)
    commands.open_poll(child, poll.id, 1)
    commands.close_poll(child, poll.id, 1)
    assert _told(session)["seen"] is False
    commands.reveal_poll(child, poll.id, 1)
    assert _told(session)["undo_until"] is not None
    moving_clock.passes(seconds=59)
    commands.hide_poll(child, poll.id, 1)
    told = _told(session)
    assert (told["state"], told["results"], told["seen"]) == ("counted", None, True)
    assert told["undo_until"] is None
    assert _told(session, "moderator")["results"] is not None
    commands.reveal_poll(child, poll.id, 1)
    moving_clock.passes(seconds=61)
    with pytest.raises(SeenTooLong):
        commands.hide_poll(child, poll.id, 1)
    assert poll_now(poll).state == "revealed"


def _counted(world: World, session: ConferenceSession, kind: str) -> Poll:
    """A poll of this kind that three phones have answered."""
    child, poll = world.moderator(session), world.poll(session, kind=kind, **KINDS[kind])
    commands.open_poll(child, poll.id, 1)
    for choice in SAID[kind]:
        told = said(poll, choice)
        words = [f"{option}={n}" for option, n in told.items()] if kind == "points" else told
        strings = tuple(words) if isinstance(words, list) else (str(words),)
        cast_ballots.one(Cast(world.phone(session), poll.id, strings, 1))
    commands.close_poll(child, poll.id, 1)
    return poll


def _told(session: ConferenceSession, audience: str = "audience") -> dict[str, Any]:
    topic = poll_topic(session.id, audience)
    assert topic is not None
    return topic
