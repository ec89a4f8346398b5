"""What the tests of open words do again and again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import new_code, stub_of
from participation.live.snapshots import snapshot, topic_state
from participation.polls import commands as polls
from participation.polls.models import Poll, PollKind
from participation.polls.words import commands
from participation.polls.words.commands import Saying
from participation.polls.words.models import KIND, CloudWord
from participation.polls.words.queries import words_of
from participation.programme.models import ConferenceSession
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import item_in_hand
from tests.world import World

HALL = ("audience", "delegate", "screen")
AT_THE_FRONT = ("moderator", "facilitator", "interpreter")


@command(audit=Audit.NONE)
def _make_words(actor: Actor, poll_id: str) -> Reference:
    poll = db.session.get_one(Poll, poll_id)
    poll.kind, poll.most = PollKind.WORDS, 3
    return {}


class WordsHall:
    """A session under way with an open poll for words, and the people whose keys turn."""

    def __init__(
        self,
        world: World,
        reads: tuple[str, ...] = ("ar", "en", "fr"),
        session: ConferenceSession | None = None,
        child: Actor | None = None,
    ) -> None:
        self.world = world
        self.session: ConferenceSession = session or world.session(state="live")
        self.child = child or world.moderator(self.session)
        self.adult = world.facilitator(self.session, reads=reads)
        self.phone = world.phone(self.session)
        self.poll = self.opens()
        self.codes: dict[str, str] = {}

    def opens(self) -> Poll:
        """Another poll for words, open; one that was open is over."""
        poll = self.world.poll(self.session, state="draft", options=0)
        _make_words(SYSTEM, poll.id)
        db.session.refresh(poll)
        _move(SYSTEM, poll.id, "ready")
        polls.open_poll(self.child, poll.id, 1)
        db.session.refresh(poll)
        return poll

    def says(
        self, *words: str, by: Actor | None = None, lang: str = "en", n: int = 1, **more: Any
    ) -> dict[str, Any]:
        """A phone (a new one each time, unless it is named) sends these words."""
        actor = by or self.world.phone(self.session)
        code = new_code(KIND, actor.holder, more.get("command_id"))
        said = tuple((word, lang) for word in words)
        saying = Saying(actor, self.poll.id, said, n, {"code": code}, stub_of(code), **more)
        return commands.say_words.one(saying)

    def takes_back(self, by: Actor, n: int = 2) -> None:
        commands.say_words.one(Saying(by, self.poll.id, (), n, {}, takes_back=True))

    def card(self, adult: Actor | None = None) -> list[str]:
        """The letters on the card that this adult takes in hand."""
        return [one["text"]["text"] for one in self.cards(adult)]

    def cards(self, adult: Actor | None = None) -> list[dict[str, Any]]:
        adult = adult or self.adult
        take_next(adult, self.session.id)
        db.session.rollback()
        item = item_in_hand(self.session.id, str(adult.person_id))
        return item["card"] if item else []

    def clears(self, *letters: str, adult: Actor | None = None) -> list[str]:
        """The card of this adult, or these of its words, are cleared: their ids."""
        card = self.cards(adult)
        read = {
            one["id"]: one["text"]["text"]
            for one in card
            if not letters or one["text"]["text"] in letters
        }
        return list(commands.clear_words(adult or self.adult, read)["words"])

    def closes(self) -> None:
        polls.close_poll(self.child, self.poll.id, 1)

    def shows(self) -> None:
        self.closes()
        polls.reveal_poll(self.child, self.poll.id, 1)

    def cloud(self, audience: str = "screen") -> list[str]:
        """The letters in the cloud as this audience sees it."""
        return [one["text"]["text"] for one in self.topic(audience)["words"]]

    def topic(self, audience: str) -> dict[str, Any]:
        forget()
        told: dict[str, Any] = topic_state(self.session.id, "cloud", audience)["data"]
        return told

    def poll_told(self, audience: str = "audience") -> dict[str, Any]:
        forget()
        told: dict[str, Any] = topic_state(self.session.id, "poll", audience)["data"]
        return told

    def mine(self, who: Actor) -> dict[str, Any] | None:
        forget()
        told: dict[str, Any] = snapshot(self.session.id, "audience", who.holder)["mine"]["data"]
        return told["words"]

    def words(self, *states: str) -> list[CloudWord]:
        forget()
        return list(words_of(self.poll.id, *states))

    def word(self, letters: str) -> CloudWord:
        return next(word for word in self.words() if word.text == letters)

    def ids(self, letters: Collection[str]) -> list[str]:
        return [word.id for word in self.words() if word.text in letters]


@command(audit=Audit.NONE)
def _move(actor: Actor, poll_id: str, state: str) -> Reference:
    db.session.get_one(Poll, poll_id).state = state
    return {}


def forget() -> None:
    db.session.rollback()
    db.session.expire_all()


def dump() -> str:
    """Every row of every table of an SQLite database, as text."""
    forget()
    connection: Any = db.session.connection().connection.driver_connection
    return "\n".join(connection.iterdump())
