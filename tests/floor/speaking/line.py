"""A hall whose hands go up, as the tests of the line need it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.floor.payloads import floor_topic
from participation.floor.speaking import commands
from participation.floor.speaking.models import RaisedHand
from participation.floor.speaking.payloads import mine_hands
from participation.floor.undo.commands import undo
from participation.floor.undo.queries import acts_of
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.programme.models import ConferenceSession
from tests.world import World


class Line:
    """A session under way with its moderator, who holds the seat with epoch 1."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.session: ConferenceSession = world.session()
        self.child: Actor = world.moderator(self.session)

    def phone(self) -> Actor:
        return self.world.phone(self.session)

    def raises(self, who: Actor, wish: str = "speak") -> Actor:
        commands.raise_hands.one(commands.Raising(who, self.session.slug, wish))
        return who

    def lowers(self, who: Actor) -> None:
        commands.lower_hands.one(commands.Lowering(who, self.session.slug))

    def hand(self, who: Actor) -> str:
        """The id of this holder's newest hand."""
        db.session.rollback()
        return db.session.scalars(
            select(RaisedHand.id)
            .where(RaisedHand.holder == who.holder)
            .order_by(RaisedHand.raised_at.desc())
            .limit(1)
        ).one()

    def told(self, audience: str = "moderator") -> dict[str, Any]:
        db.session.rollback()
        return floor_topic(self.session.id, audience, str(self.child.person_id))

    def own(self, who: Actor) -> dict[str, Any] | None:
        db.session.rollback()
        return mine_hands(self.session.id, [str(who.holder)]).get(str(who.holder))

    def order(self) -> list[str]:
        return [one["id"] for one in self.told()["queue"]]

    def call(self, who: Actor, reason: str | None = None) -> str:
        seen = self.told()["last_turn"]
        hand = self.hand(who)
        answer = commands.call(self.child, self.session.id, hand, seen, 1, reason)
        return str(answer["turn"])

    def does(self, act: Any, turn: str) -> dict[str, Any]:
        answer: dict[str, Any] = act(self.child, self.session.id, turn, 1)
        return answer

    def speaks(self, who: Actor, reason: str | None = None) -> str:
        """Called, heard, and finished."""
        turn = self.call(who, reason)
        self.does(commands.start_turn, turn)
        self.does(commands.end_turn, turn)
        return turn

    def undo(self) -> None:
        db.session.rollback()
        undo(self.child, self.session.id, acts_of(self.session.id)[0].id, 1)
