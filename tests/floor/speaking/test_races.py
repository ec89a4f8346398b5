"""Hands and calls at the same moment: threads with connections of their own, on both databases."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from participation.floor.speaking import commands
from participation.floor.speaking.models import RaisedHand, Turn
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from tests.at_once import at_once
from tests.floor.speaking.line import Line
from tests.world import World


def test_twenty_hands_at_once_each_sent_twice_are_twenty_with_twenty_stars(
    app: Flask, world: World
) -> None:
    line = Line(world)
    wishes = [
        commands.Raising(phone, line.session.slug, "speak", once)
        for phone in [line.phone() for _ in range(20)]
        for once in [str(uuid4())] * 2
    ]
    answers = at_once(app, [partial(commands.raise_hands.one, wish) for wish in wishes])
    assert answers == [{}] * 40
    told = line.told()["queue"]
    assert len(told) == 20
    assert sorted(one["sign"]["number"] for one in told) == list(range(1, 21))


def test_one_holder_on_many_devices_has_one_hand(app: Flask, world: World) -> None:
    line = Line(world)
    person = world.person("delegate")
    tablets = [world.signed_in(person) for _ in range(6)]
    raising = [commands.Raising(tablet, line.session.slug, "speak") for tablet in tablets]
    at_once(app, [partial(commands.raise_hands.one, one) for one in raising])
    assert len(line.told()["queue"]) == 1
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(RaisedHand)) == 1


def test_two_tablets_that_call_at_once_call_once(app: Flask, world: World) -> None:
    line = Line(world)
    phones = [line.raises(line.phone()) for _ in range(4)]
    hands = [line.hand(phone) for phone in phones]
    session_id = line.session.id
    answers = at_once(
        app,
        [
            partial(commands.call, line.child, session_id, hand, 0, 1, "waited_long")
            for hand in hands
        ],
    )
    assert sum(not isinstance(answer, Refusal) for answer in answers) == 1
    for answer in answers:
        if isinstance(answer, Refusal):
            assert (answer.code, answer.state["state"]) == ("turn_elsewhere", "called")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Turn)) == 1


def test_a_press_for_a_turn_that_is_long_over_calls_nobody(app: Flask, world: World) -> None:
    line = Line(world)
    one, two = line.raises(line.phone()), line.raises(line.phone())
    line.speaks(one)
    answers = at_once(
        app, [partial(commands.call, line.child, line.session.id, line.hand(two), 0, 1)] * 2
    )
    assert [getattr(answer, "code", "called") for answer in answers] == ["turn_elsewhere"] * 2


def test_ending_and_lowering_at_once_end_one_turn(app: Flask, world: World) -> None:
    line = Line(world)
    for _ in range(3):
        phone = line.raises(line.phone())
        turn = line.call(phone)
        line.does(commands.start_turn, turn)
        lowering = commands.Lowering(phone, line.session.slug)
        at_once(
            app,
            [
                partial(commands.end_turn, line.child, line.session.id, turn, 1),
                partial(commands.lower_hands.one, lowering),
            ],
        )
        assert line.told()["turn"] is None
    db.session.rollback()
    assert set(db.session.scalars(select(Turn.state))) == {"ended"}
