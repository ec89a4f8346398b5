"""Undo for a minute, steps put aside, and a session opened again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from participation.floor import queries
from participation.floor.course.commands import (
    cancel_session,
    close_session,
    go_live,
    pause,
    reopen,
    resume,
)
from participation.floor.payloads import floor_topic
from participation.floor.refusals import (
    AlreadyMoved,
    ItemElsewhere,
    NothingNext,
    NotYourSeat,
    SeatMoved,
    TooLateToReopen,
)
from participation.floor.run_sheet.commands import (
    go_to_next_item,
    park_item,
    plan_item_again,
    skip_item,
)
from participation.floor.seat.commands import offer_seat, take_seat
from participation.floor.undo.commands import pass_over, undo
from participation.floor.undo.queries import acts_of
from participation.floor.undo.refusals import NothingToUndo
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotNow, Refusal
from participation.foundation.sockets import answer_to, known_messages
from participation.polls import commands as polls
from participation.polls.models import Poll
from participation.programme.models import ConferenceSession
from participation.questions import choosing
from participation.questions import commands as questions
from participation.questions.models import Question
from tests.at_once import at_once
from tests.world import World


class Front:
    """A child in the seat of a live session."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.session: ConferenceSession = world.session(state="open")
        self.child: Actor = world.moderator(self.session)
        go_live(self.child, self.session.id, 1, 1)

    @property
    def version(self) -> int:
        db.session.rollback()
        floor = queries.floor_of(self.session.id)
        assert floor is not None
        return floor.version

    @property
    def here(self) -> str | None:
        db.session.rollback()
        item = queries.current_item(self.session.id)
        return item.id if item else None

    @property
    def states(self) -> list[str]:
        db.session.rollback()
        return [str(item.state) for item in queries.items_of(self.session.id)]

    @property
    def ids(self) -> list[str]:
        return [item.id for item in queries.items_of(self.session.id)]

    @property
    def act(self) -> str:
        db.session.rollback()
        return acts_of(self.session.id)[0].id

    @property
    def told(self) -> dict[str, Any]:
        db.session.rollback()
        return floor_topic(self.session.id, "moderator")

    def asks(self, text: str) -> str:
        """A question that the first key has let through."""
        phone = self.world.phone(self.session)
        asked = questions.ask(phone, self.session.id, text, "en")["question"]
        questions.clear(self.world.facilitator(self.session), asked)
        return str(asked)

    def next(self) -> None:
        go_to_next_item(self.child, self.session.id, self.here, self.version, 1)

    def undo(self) -> None:
        undo(self.child, self.session.id, self.act, 1)


@pytest.fixture
def front(world: World) -> Front:
    return Front(world)


def later(monkeypatch: pytest.MonkeyPatch, **much: float) -> None:
    moment = clock.now() + timedelta(**much)
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_next_is_undone_and_its_clock_goes_on(front: Front) -> None:
    began = queries.items_of(front.session.id)[0].started_at
    front.next()
    front.undo()
    assert front.states == ["current", "planned", "planned", "planned", "planned"]
    first, second = queries.items_of(front.session.id)[:2]
    assert (first.started_at, first.ended_at) == (began, None)
    assert second.started_at is None


def test_what_left_the_wall_for_the_next_step_comes_back_with_undo(front: Front) -> None:
    asked = questions.ask(
        front.world.phone(front.session), front.session.id, "Who answers at night?", "en"
    )["question"]
    questions.clear(front.world.facilitator(front.session), asked)
    poll = front.world.poll(front.session, state="revealed")
    questions.put_on_stage(front.child, asked, 1, 1)
    front.next()
    db.session.rollback()
    assert db.session.get_one(Question, asked).state == "answered"
    assert db.session.get_one(Poll, poll.id).put_away
    front.undo()
    db.session.rollback()
    assert db.session.get_one(Question, asked).state == "on_stage"
    assert not db.session.get_one(Poll, poll.id).put_away


def test_a_question_taken_back_meanwhile_does_not_come_back(front: Front) -> None:
    phone = front.world.phone(front.session)
    asked = questions.ask(phone, front.session.id, "Who answers at night?", "en")["question"]
    questions.clear(front.world.facilitator(front.session), asked)
    questions.put_on_stage(front.child, asked, 1, 1)
    front.next()
    questions.take_back(phone, asked)
    front.undo()
    db.session.rollback()
    assert db.session.get_one(Question, asked).state == "taken_back"
    assert front.states[0] == "current"


def test_park_and_skip_are_undone(front: Front) -> None:
    before, ids = front.states, front.ids
    for put_aside, word in ((park_item, "parked"), (skip_item, "skipped")):
        put_aside(front.child, ids[2], front.version, 1)
        assert front.states[2] == word
        front.undo()
        assert front.states == before
        put_aside(front.child, ids[0], front.version, 1)  # the step that is on now
        assert front.states[:2] == [word, "current"]
        front.undo()
        assert front.states == before


def test_a_parked_step_comes_next_when_it_is_planned_again(front: Front) -> None:
    ids = front.ids
    park_item(front.child, ids[0], front.version, 1)
    front.next()
    plan_item_again(front.child, ids[0], front.version, 1)
    assert front.ids == [ids[1], ids[2], ids[0], ids[3], ids[4]]
    front.undo()
    assert front.ids == ids
    assert front.states[:3] == ["parked", "done", "current"]
    plan_item_again(front.child, ids[0], front.version, 1)
    front.next()
    assert front.here == ids[0]


def test_a_pause_is_undone(front: Front) -> None:
    pause(front.child, front.session.id, front.version, 1)
    front.undo()
    assert queries.state_of(front.session.id) == "live"


def test_undo_is_for_one_minute(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    front.next()
    later(monkeypatch, seconds=61)
    with pytest.raises(NothingToUndo):
        front.undo()
    assert front.states[:2] == ["done", "current"]


def test_acts_are_undone_one_after_the_other_the_newest_first(front: Front) -> None:
    """Each names what it undoes; a question that was joined stands for itself again."""
    asked = [front.asks(text) for text in ("Who answers?", "Who answers me?")]
    told = [front.told["undo"]]
    acts = (
        front.next,
        lambda: questions.shortlist(front.child, asked[0], 1, 1),
        lambda: choosing.join(front.child, asked[1], asked[0], 1),
        lambda: questions.put_on_stage(front.child, asked[0], 1, 1),
        lambda: pause(front.child, front.session.id, front.version, 1),
    )
    for act in acts:
        act()
        told.append(front.told["undo"])
    assert [each["act"] for each in told[1:]] == [
        *("floor.next", "questions.shortlist", "questions.join", "questions.put_on_stage"),
        "floor.pause",
    ]
    with pytest.raises(NothingToUndo):
        undo(front.child, front.session.id, told[1]["id"], 1)
    stand = []
    while act := front.told["undo"]:
        assert act == told.pop()
        undo(front.child, front.session.id, act["id"], 1)
        stand.append([str(db.session.get_one(Question, each).state) for each in asked])
        with pytest.raises(NothingToUndo):
            undo(front.child, front.session.id, act["id"], 1)
    assert stand == [
        ["on_stage", "joined"],
        ["shortlisted", "joined"],
        ["shortlisted", "cleared"],
        ["cleared", "cleared"],
        ["cleared", "cleared"],
    ]
    assert front.states == ["current", "planned", "planned", "planned", "planned"]


def test_each_act_has_a_minute_of_its_own(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    front.next()
    later(monkeypatch, seconds=40)
    front.next()
    later(monkeypatch, seconds=21)
    front.undo()
    assert front.states[:2] == ["done", "current"]
    assert front.told["undo"] is None
    with pytest.raises(NothingToUndo):
        front.undo()


def test_where_the_floor_moved_otherwise_nothing_before_is_undone(front: Front) -> None:
    front.next()
    close_session(front.child, front.session.id, front.version, 1)
    reopen(lead_of(front), front.session.id)
    epoch = take_seat(front.child, front.session.id)["epoch"]
    resume(front.child, front.session.id, front.version, epoch)
    assert front.told["undo"] is None
    assert [act.name for act in acts_of(front.session.id)] == ["floor.resume", "floor.reopen"]


def test_what_is_final_settles_the_steps_before_it_and_no_question(front: Front) -> None:
    front.next()
    asked = front.asks("Who answers?")
    questions.shortlist(front.child, asked, 1, 1)
    polls.open_instant(front.child, front.session.id, "yes_no", 1)
    told = front.told
    assert (told["last"]["act"], told["undo"]["act"]) == ("polls.open", "questions.shortlist")
    undo(front.child, front.session.id, told["undo"]["id"], 1)
    assert str(db.session.get_one(Question, asked).state) == "cleared"
    assert front.told["undo"] is None


def test_an_act_that_cannot_go_back_is_told_and_bars_nothing_before_it(front: Front) -> None:
    phone = front.world.phone(front.session)
    asked = questions.ask(phone, front.session.id, "Who answers at night?", "en")["question"]
    questions.clear(front.world.facilitator(front.session), asked)
    front.next()
    questions.shortlist(front.child, asked, 1, 1)
    questions.take_back(phone, asked)
    stuck = front.told["undo"]
    assert stuck["act"] == "questions.shortlist"
    said = {"session": front.session.slug, "act": stuck["id"], "epoch": 1, "command_id": new_id()}
    refused = answer_to(known_messages()["floor.undo"], said, front.child)
    assert (refused["ok"], refused["code"]) == (False, "nothing_to_undo"), refused
    told = front.told
    assert (told["last"]["act"], told["undo"]["act"]) == ("questions.shortlist", "floor.next")
    undo(front.child, front.session.id, told["undo"]["id"], 1)
    assert front.states[:2] == ["current", "planned"]
    assert front.told["undo"] is None


def test_who_is_not_in_the_seat_leads_the_way_past_nothing(front: Front) -> None:
    front.next()
    act = front.act
    with pytest.raises(NotYourSeat):
        pass_over(front.world.moderator(front.session, seated=False), front.session.id, act, 1)
    with pytest.raises(NotAllowed):
        pass_over(front.world.delegate(), front.session.id, act, 1)
    assert front.told["undo"]["id"] == act


def test_undo_is_for_who_holds_the_seat(front: Front) -> None:
    other = front.world.moderator(front.session, seated=False)
    front.next()
    act = front.act
    with pytest.raises(NotYourSeat):
        undo(other, front.session.id, act, 1)
    with pytest.raises(NotAllowed):
        undo(front.world.delegate(), front.session.id, act, 1)
    offer_seat(front.child, front.session.id, 1)
    front.world.facilitator(front.session)
    take_seat(front.child, front.session.id)
    with pytest.raises(SeatMoved):
        undo(front.child, front.session.id, act, 1)
    assert undo(front.child, front.session.id, act, 2)["epoch"] == 2


def test_undo_and_next_at_the_same_moment_are_one_of_both(app: Flask, front: Front) -> None:
    front.next()
    front.next()  # there is an act before: two tablets that press undo go back by one
    act, here, seen, session_id = front.act, front.here, front.version, front.session.id
    answers = at_once(
        app,
        [
            lambda: undo(front.child, session_id, act, 1),
            lambda: go_to_next_item(front.child, session_id, here, seen, 1),
            lambda: undo(front.child, session_id, act, 1),
        ],
    )
    assert sum(not isinstance(answer, Refusal) for answer in answers) == 1, answers
    assert front.states.count("current") == 1


def test_a_step_elsewhere_or_seen_before_is_not_moved(front: Front) -> None:
    ids = front.ids
    front.next()
    with pytest.raises(ItemElsewhere) as refused:
        park_item(front.child, ids[0], front.version, 1)
    assert refused.value.state == {"item": ids[0], "state": "done"}
    with pytest.raises(ItemElsewhere):
        plan_item_again(front.child, ids[2], front.version, 1)
    with pytest.raises(AlreadyMoved):
        skip_item(front.child, ids[2], front.version - 1, 1)
    for item_id in ids[2:]:
        skip_item(front.child, item_id, front.version, 1)
    with pytest.raises(NothingNext):
        park_item(front.child, ids[1], front.version, 1)
    assert front.here == ids[1]


def test_while_it_is_paused_the_cursor_stays(front: Front) -> None:
    ids = front.ids
    pause(front.child, front.session.id, front.version, 1)
    with pytest.raises(NotNow):
        park_item(front.child, ids[0], front.version, 1)
    park_item(front.child, ids[3], front.version, 1)
    assert front.states == ["current", "planned", "planned", "parked", "planned"]


def test_a_closed_session_is_opened_again_where_it_ended(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = lead_of(front)
    front.next()
    here = front.here
    close_session(front.child, front.session.id, front.version, 1)
    assert queries.state_of(front.session.id) == "closed"
    assert floor_topic(front.session.id, "facilitator")["reopen_until"] is not None
    later(monkeypatch, minutes=29)
    reopen(lead, front.session.id)
    assert (queries.state_of(front.session.id), front.here) == ("paused", here)
    epoch = take_seat(front.child, front.session.id)["epoch"]
    resume(front.child, front.session.id, front.version, epoch)
    assert queries.state_of(front.session.id) == "live"


def test_only_a_lead_opens_it_again_and_only_within_thirty_minutes(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = lead_of(front)
    with pytest.raises(NotNow):
        reopen(lead, front.session.id)
    close_session(front.child, front.session.id, front.version, 1)
    for other in (
        front.child,
        front.world.facilitator(),
        front.world.facilitator(front.session),
        front.world.safety(),
    ):
        with pytest.raises(NotAllowed):
            reopen(other, front.session.id)
    later(monkeypatch, minutes=31)
    with pytest.raises(TooLateToReopen):
        reopen(lead, front.session.id)
    assert queries.state_of(front.session.id) == "closed"


def test_a_session_is_called_off_before_it_is_live(front: Front) -> None:
    session = front.world.session(state="open")
    child = front.world.moderator(session)
    with pytest.raises(NotAllowed):
        cancel_session(child, session.id)
    cancel_session(front.world.facilitator(session), session.id)
    assert queries.state_of(session.id) == "cancelled"
    with pytest.raises(NotYourSeat):
        go_live(child, session.id, 2, 1)
    organiser = front.world.signed_in(front.world.person("organiser", kind="adult"))
    with pytest.raises(NotNow) as refused:
        cancel_session(organiser, front.session.id)
    assert refused.value.state == "live"


def lead_of(front: Front) -> Actor:
    """A facilitator of the event who is named for this session."""
    return front.world.signed_in(
        front.world.person("facilitator", ("facilitator", front.session), kind="adult")
    )
