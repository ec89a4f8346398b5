"""A paper on stage, leaf by leaf: who turns them, once, and who sees where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.floor.course.commands import pause
from participation.floor.reading.commands import hand_leaves, turn_leaf
from participation.floor.reading.models import Reading
from participation.floor.reading.refusals import LeafTurnedAlready, NoSuchLeaf, NotInYourHand
from participation.floor.refusals import NotYourSeat, SeatMoved
from participation.floor.run_sheet.commands import go_to_next_item, pin_paper
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, Refusal
from participation.live.snapshots import mine_states
from participation.papers.commands import take_back
from participation.screen.payloads import screen_topic, wall_topic
from tests.at_once import at_once
from tests.world import World

LONG = "لا يجيب أحد في الليل حين نتصل. " * 20
BODY = f"First thought.\n\n{LONG.strip()}\n\nLast thought."


class Stage:
    """A live session whose paper is on stage, with everybody who may want to turn its leaves."""

    def __init__(
        self, world: World, body: str = BODY, pictures: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.world = world
        self.session = world.session(items=("opening", "paper", "closing"))
        self.id = self.session.id
        self.child = world.moderator(self.session)
        self.adult = world.facilitator(self.session)
        self.author = world.delegate()
        self.paper = world.paper(
            self.author, "confirmed", self.session, body=body, pictures=pictures
        )
        self.item = world.items(self.session)[1].id
        pin_paper(world.facilitator(self.session), self.item, self.paper)
        self.next(None, 1)
        self.next(world.items(self.session)[0].id, 2)

    def next(self, here: str | None, version: int) -> None:
        go_to_next_item(self.child, self.id, here, version, 1)

    def turns(self, who: Actor, leaf: int, to: int, epoch: int | None = None) -> Reference:
        return turn_leaf(who, self.item, leaf, to, epoch)

    def hands(self, on: bool = True) -> None:
        hand_leaves(self.child, self.item, on, 1)

    @property
    def paper_shown(self) -> dict[str, Any] | None:
        db.session.rollback()
        db.session.expire_all()
        shown: dict[str, Any] | None = screen_topic(self.id)["paper"]
        return shown

    @property
    def at(self) -> tuple[int, int]:
        """Which paragraph is read, and which part of it."""
        assert self.paper_shown
        at = self.paper_shown["at"]
        return at["paragraph"], at["part"]

    def reads(self, who: Actor) -> str | None:
        db.session.rollback()
        holder = str(who.holder)
        told: str | None = mine_states(self.id, [holder])[holder]["reads"]
        return told


@pytest.fixture
def stage(sqlite_app: Flask) -> Stage:
    return Stage(World())


def test_the_hall_reads_leaf_after_leaf_and_back(stage: Stage) -> None:
    assert stage.at == (1, 1)
    picture = screen_topic(stage.id)["picture"]
    stage.turns(stage.child, 1, 2, 1)
    assert stage.at == (2, 1)
    assert screen_topic(stage.id)["picture"] != picture
    stage.turns(stage.child, 2, 3, 1)
    assert stage.at == (2, 2)
    shown = stage.paper_shown
    assert shown
    last = shown["at"]["leaves"]
    stage.turns(stage.adult, 3, last)
    assert stage.at == (3, 1)
    stage.turns(stage.child, last, last - 1, 1)
    assert stage.at == (2, shown["at"]["parts"])


def test_each_paragraph_and_each_leaf_is_read_in_its_own_direction(stage: Stage) -> None:
    shown = stage.paper_shown
    assert shown
    assert [one["dir"] for one in shown["paragraphs"]] == ["ltr", "rtl", "ltr"]
    stage.turns(stage.child, 1, 2, 1)
    assert stage.paper_shown
    assert stage.paper_shown["at"]["text"]["dir"] == "rtl"


def test_a_second_press_for_the_same_leaf_is_no_mistake_and_turns_nothing(stage: Stage) -> None:
    for _ in range(2):
        assert stage.turns(stage.child, 1, 2, 1) == {"leaf": 2}
    assert stage.at == (2, 1)


def test_whoever_meant_another_leaf_is_told_where_the_paper_is(stage: Stage) -> None:
    stage.turns(stage.child, 1, 2, 1)
    with pytest.raises(LeafTurnedAlready) as refused:
        stage.turns(stage.child, 1, 3, 1)
    assert refused.value.state["leaf"] == 2
    for beyond in (0, refused.value.state["leaves"] + 1):
        with pytest.raises(NoSuchLeaf):
            stage.turns(stage.child, 2, beyond, 1)
    assert stage.at == (2, 1)


def test_the_database_itself_knows_how_many_leaves_there_are(world: World) -> None:
    stage = Stage(world)
    stage.turns(stage.child, 1, 2, 1)

    @command(audit=Audit.NONE)
    def beyond(actor: Actor, leaf: int) -> Reference:
        db.session.execute(update(Reading).values(leaf=leaf))
        return {}

    for leaf in (0, 99):
        with pytest.raises((IntegrityError, Refusal)):
            beyond(stage.child, leaf)
    assert stage.at == (2, 1)


def test_the_author_turns_the_leaves_while_they_are_in_her_hand(stage: Stage) -> None:
    with pytest.raises(NotInYourHand):
        stage.turns(stage.author, 1, 2)
    assert stage.reads(stage.author) is None
    stage.hands()
    assert stage.reads(stage.author) == stage.item
    assert wall_topic(stage.id, "")["in_hand"] == stage.item
    stage.turns(stage.author, 1, 2)
    stage.turns(stage.child, 2, 3, 1)  # whoever leads can all the same
    assert stage.at == (2, 2)
    stage.hands(False)
    assert stage.reads(stage.author) is None
    with pytest.raises(NotInYourHand):
        stage.turns(stage.author, 3, 4)


def test_it_is_in_her_hand_for_as_long_as_her_item_is_the_present_one(stage: Stage) -> None:
    stage.hands()
    stage.next(stage.item, 3)
    assert stage.reads(stage.author) is None
    with pytest.raises(NotInYourHand):
        stage.turns(stage.author, 1, 2)
    stage.turns(stage.child, 1, 2, 1)  # it may still be kept on the wall


def test_nobody_else_turns_a_leaf_or_hands_them(stage: Stage) -> None:
    world, other = stage.world, stage.world.session()
    stage.hands()
    for stranger, no in (
        (world.delegate(), NotInYourHand),
        (world.phone(stage.session), NotAllowed),
        (world.facilitator(other), NotAllowed),
        (world.moderator(stage.session, seated=False), NotYourSeat),
        (world.safety(), NotAllowed),
        (world.signed_in(world.person("organiser", kind="adult")), NotAllowed),
    ):
        with pytest.raises(no):
            stage.turns(stranger, 1, 2)
        with pytest.raises(Refusal):
            hand_leaves(stranger, stage.item, False, None)
    for act in (stage.turns, lambda who, *_: hand_leaves(who, stage.item, True, 7)):
        with pytest.raises(SeatMoved):
            act(stage.child, 1, 2, 7)
    assert stage.at == (1, 1)


def test_what_was_not_reached_and_what_was_taken_back_has_no_leaf_to_turn(stage: Stage) -> None:
    with pytest.raises(NotFound):
        turn_leaf(stage.child, stage.world.items(stage.session)[2].id, 1, 2, 1)
    stage.hands()
    take_back(stage.author, stage.paper)
    assert stage.paper_shown is None
    assert stage.reads(stage.author) is None
    for who, epoch in ((stage.child, 1), (stage.author, None)):
        with pytest.raises(NotFound):
            stage.turns(who, 1, 2, epoch)


def test_a_leaf_is_turned_while_the_session_is_live(stage: Stage) -> None:
    pause(stage.child, stage.id, 3, 1)
    with pytest.raises(NotNow):
        stage.turns(stage.child, 1, 2, 1)


def test_two_tablets_and_the_author_go_on_at_once_and_it_is_one_leaf(
    app: Flask, world: World
) -> None:
    stage = Stage(world)
    stage.hands()
    turns = [
        lambda: stage.turns(stage.child, 1, 2, 1),
        lambda: stage.turns(stage.adult, 1, 2),
        lambda: stage.turns(stage.author, 1, 2),
    ]
    assert at_once(app, turns) == [{"leaf": 2}] * 3
    assert stage.at == (2, 1)
    ways = [
        lambda: stage.turns(stage.child, 2, 3, 1),
        lambda: stage.turns(stage.author, 2, 1),
    ]
    answers = at_once(app, ways)
    assert sorted(isinstance(one, LeafTurnedAlready) for one in answers) == [False, True]
    assert stage.at in ((1, 1), (2, 2))
