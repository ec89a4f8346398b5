"""Several polls at one step of the run sheet come in the order that adults of the session give."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotNow
from participation.polls import commands as polls
from participation.polls.payloads import polls_topic
from participation.polls.preparing import commands
from participation.polls.preparing.rules import Written
from participation.programme.models import ConferenceSession
from tests.at_once import at_once
from tests.doors import Browser
from tests.polls.voting import poll_now
from tests.world import World, words

OPTIONS = tuple(words(f"Answer {n}") for n in range(1, 4))


def prepared(adult: Actor, session: ConferenceSession, item_id: str | None, name: str = "") -> str:
    written = Written("single", words(name or "Which one?"), OPTIONS, item_id=item_id)
    made: str = commands.prepare_poll(adult, session.id, written)["poll"]
    return made


def line(session: ConferenceSession) -> list[str]:
    """The polls as the moderator's tablet gets them."""
    db.session.rollback()
    return [poll["id"] for poll in polls_topic(session.id)["prepared"]]


def test_what_is_written_first_is_asked_first_until_an_adult_says_otherwise(world: World) -> None:
    session = world.session()
    adult, item = world.facilitator(session), world.items(session)[2]
    elsewhere = prepared(adult, session, None)
    one, two, three = (prepared(adult, session, item.id) for _ in range(3))
    assert line(session) == [one, two, three, elsewhere]
    commands.reorder_poll(adult, three, "earlier")
    assert line(session) == [one, three, two, elsewhere]
    commands.reorder_poll(adult, one, "later")
    assert line(session) == [three, one, two, elsewhere]
    commands.reorder_poll(adult, three, "earlier")
    commands.reorder_poll(adult, two, "later")
    assert line(session) == [three, one, two, elsewhere], "no poll leaves its step"


def test_a_poll_that_comes_to_another_step_comes_last_there(world: World) -> None:
    session = world.session()
    adult, items = world.facilitator(session), world.items(session)
    first = prepared(adult, session, items[1].id)
    second, third = prepared(adult, session, items[2].id), prepared(adult, session, items[2].id)
    moved = Written("single", words("Which one?"), OPTIONS, item_id=items[2].id)
    commands.prepare_poll(adult, session.id, moved, first)
    assert line(session) == [second, third, first]
    commands.prepare_poll(adult, session.id, moved, second)
    assert line(session) == [second, third, first], "written again at its step it stays in place"


def test_a_new_round_stands_where_the_old_one_stood(world: World) -> None:
    session = world.session()
    adult, child = world.facilitator(session), world.moderator(session)
    one, two, three = (prepared(adult, session, None) for _ in range(3))
    for poll_id in (one, two, three):
        commands.make_ready(adult, poll_id)
    polls.open_poll(child, two, 1)
    polls.close_poll(child, two, 1)
    again = polls.ask_again(child, two, 1)["poll"]
    assert line(session) == [one, again, three]
    with pytest.raises(NotNow) as refused:
        commands.reorder_poll(adult, again, "later")
    assert refused.value.state == "open"
    commands.reorder_poll(adult, three, "earlier")
    assert line(session) == [one, three, again], "what waits may pass what was asked"
    assert poll_now(two).place is None


def test_only_adults_of_the_session_put_its_polls_in_order(world: World) -> None:
    session, other = world.session(), world.session()
    adult = world.facilitator(session)
    _, two = prepared(adult, session, None), prepared(adult, session, None)
    for actor in (world.moderator(session), world.facilitator(other), world.phone(session)):
        with pytest.raises(NotAllowed):
            commands.reorder_poll(actor, two, "earlier")


def test_adults_who_write_and_move_at_once_never_give_two_polls_one_place(
    app: Flask, world: World
) -> None:
    session = world.session()
    adult = world.facilitator(session)
    known = [prepared(adult, session, None) for _ in range(3)]
    acts: list[Callable[[], Any]] = [
        *(partial(prepared, adult, session, None) for _ in range(4)),
        *(partial(commands.reorder_poll, adult, poll_id, "earlier") for poll_id in known),
    ]
    answers = at_once(app, acts)
    assert all(isinstance(answer, str | dict) for answer in answers), answers
    assert [poll_now(poll_id).place for poll_id in line(session)] == list(range(1, 8))


def test_the_line_is_moved_on_the_page(app: Flask, world: World) -> None:
    session = world.session()
    adult, item = world.facilitator(session), world.items(session)[2]
    one, two = (prepared(adult, session, item.id, name) for name in ("Swings?", "Slides?"))
    address = f"/sessions/{session.slug}/polls"
    browser = Browser(app, adult)
    page = browser.get(address).get_data(as_text=True)
    assert page.index("Swings?") < page.index("Slides?")
    answer = browser.post(f"{address}/{two}/move", then="earlier")
    assert (answer.status_code, answer.location) == (303, f"{address}#{two}")
    page = browser.get(address).get_data(as_text=True)
    assert page.index("Slides?") < page.index("Swings?")
    assert line(session) == [two, one]
