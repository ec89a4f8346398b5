"""Snapshot plus messages equals a fresh snapshot, for each audience, after any history."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest

from tests.live.conftest import Conference
from tests.live.listening import Guest, Moderator

STEPS = 60
# Nothing is asked for anew: what was told comes by itself, on a busy machine later.
ARRIVES_S = 15


def settled(guest: Guest, audience: str) -> dict[str, Any]:
    """What this guest has now, and what a fresh snapshot for the same device says."""
    fresh = Guest(guest.url)
    fresh.http.cookies.update(guest.http.cookies)
    fresh.connect()
    try:
        wish = {"as": audience}
        answer = fresh.follow(None if audience == "screen" else "trial", **wish)
        assert answer["ok"], answer
        return {name: state["data"] for name, state in answer["topics"].items()}
    finally:
        fresh.leave()


def as_drawn(topics: dict[str, Any]) -> dict[str, Any]:
    """What a page draws: `mine.poll` counts only for the open poll and round that it names."""
    drawn = dict(topics)
    poll, mine = drawn.get("poll"), drawn.get("mine")
    if mine is not None:
        own = mine.get("poll")
        counts = (
            own is not None
            and poll is not None
            and poll["state"] == "open"
            and (poll["id"], poll["round"]) == (own["id"], own["round"])
        )
        drawn["mine"] = {**mine, "poll": own if counts else None}
    return drawn


def without_presence(topics: dict[str, Any]) -> dict[str, Any]:
    """Presence ages by time alone; it is compared by its own test."""
    drawn = {name: dict(data) if isinstance(data, dict) else data for name, data in topics.items()}
    for name in ("poll", "presence"):
        if isinstance(drawn.get(name), dict):
            drawn[name].pop("present", None)
    return drawn


def kept(guest: Guest) -> dict[str, Any]:
    """What this guest's page draws of what it has heard so far."""
    heard = {name: state["data"] for name, state in guest.topics.items()}
    return without_presence(as_drawn(heard))


class Play:
    """Random presses by everyone, some of which are refused, as in a hall."""

    def __init__(self, conference: Conference, seed: int) -> None:
        self.random = random.Random(seed)
        self.moderator: Moderator = conference.moderator()
        self.facilitator = conference.facilitator()
        self.phones = [conference.phone().connect() for _ in range(3)]
        for phone in self.phones:
            phone.follow("trial", **{"as": "audience"})
        self.delegate = conference.guest("ar").sign_in(conference.named("Sami Wave")).connect()
        assert self.delegate.follow("trial", **{"as": "delegate"})["ok"]
        self.phones.append(self.delegate)
        self.screen = conference.screen(self.moderator)
        self.n = 0

    def step(self) -> None:
        act = self.random.choice(
            [self.steer, self.steer, self.poll, self.poll, self.cast, self.cast, self.ask,
             self.clear, self.choose, self.support, self.blank]
        )  # fmt: skip
        act()

    def steer(self) -> None:
        move = self.random.choice(
            ["floor.go_live", "floor.next", "floor.next", "floor.pause", "floor.resume"]
        )
        self.moderator.steer(move, "trial")

    def poll(self) -> None:
        poll = self.moderator.data("poll")
        seat = {"epoch": self.moderator.seat}
        if poll is None or self.random.random() < 0.3:
            prepared = [p["id"] for p in self.moderator.data("polls")["prepared"]]
            if prepared and self.random.random() < 0.5:
                self.moderator.write("polls.open", poll=self.random.choice(prepared), **seat)
            else:
                self.moderator.write("polls.open_instant", session="trial", instant="abc", **seat)
            return
        verb = self.random.choice(["close", "close", "reveal", "reveal", "ask_again", "void"])
        self.moderator.write(f"polls.{verb}", poll=poll["id"], **seat)

    def cast(self) -> None:
        phone = self.random.choice(self.phones)
        poll = phone.data("poll")
        if poll is None:
            return
        self.n += 1
        option = self.random.choice(poll["options"])["id"]
        cast = {"poll": poll["id"], "choice": [option], "n": self.n}
        if phone.write("polls.cast", **cast)["ok"]:
            # The answer is the message for one's own choice (docs/protocol.md, topic `mine`).
            own = {"id": poll["id"], "round": poll["round"], "choice": [option], "n": self.n}
            phone.topics["mine"]["data"] = {**phone.data("mine"), "poll": own}

    def ask(self) -> None:
        phone = self.random.choice(self.phones)
        self.n += 1
        phone.write(
            "questions.ask", session="trial", text=f"Why {self.n}?", lang="en", name_as="none"
        )

    def clear(self) -> None:
        waiting = self.facilitator.data("questions")["waiting"]
        if waiting:
            question = self.random.choice(waiting)["id"]
            if self.random.random() < 0.8:
                self.facilitator.write("questions.clear", question=question)
            else:
                self.facilitator.write("questions.stop", question=question, reason="unkind")

    def choose(self) -> None:
        questions = self.moderator.data("questions")
        known = [*questions["cleared"], *questions["public"]]
        if questions["on_stage"]:
            known.append(questions["on_stage"])
        if known:
            verb = self.random.choice(["shortlist", "put_on_stage", "answered", "later"])
            chosen = self.random.choice(known)
            self.moderator.write(
                f"questions.{verb}",
                question=chosen["id"],
                revision=chosen["revision"],
                epoch=self.moderator.seat,
            )

    def support(self) -> None:
        phone = self.random.choice(self.phones)
        public = phone.data("questions")["public"]
        if not public:
            return
        question = self.random.choice(public)["id"]
        if phone.write("questions.support", question=question)["ok"]:
            # The answer is the message: a page keeps what it said "me too" to.
            mine = phone.data("mine")
            supported = sorted({*mine["supported"], question})
            phone.topics["mine"]["data"] = {**mine, "supported": supported}

    def blank(self) -> None:
        self.moderator.write("screen.blank", session="trial", on=self.random.random() < 0.5)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_history_everybody_has_what_a_fresh_page_would_have(
    conference: Conference, seed: int
) -> None:
    play = Play(conference, seed)
    play.moderator.steer("floor.go_live", "trial")
    for _ in range(STEPS):
        play.step()
    time.sleep(2.5)  # the last coalesced state is on its way
    watched = [(play.moderator, "moderator"), (play.facilitator, "facilitator")]
    watched += [(phone, "audience") for phone in play.phones if phone is not play.delegate]
    watched += [(play.delegate, "delegate"), (play.screen, "screen")]
    for guest, audience in watched:
        until = time.monotonic() + ARRIVES_S
        while kept(guest) != (fresh := without_presence(as_drawn(settled(guest, audience)))):
            assert time.monotonic() < until, (audience, kept(guest), fresh)
            time.sleep(0.5)


def test_versions_never_fall(conference: Conference) -> None:
    play = Play(conference, 7)
    play.moderator.steer("floor.go_live", "trial")
    for _ in range(30):
        play.step()
    for guest in [play.moderator, play.facilitator, *play.phones]:
        seen: dict[str, int] = {}
        for name, told in guest.heard:
            if name == "live.changed":
                assert told["version"] >= seen.get(told["topic"], 0), told["topic"]
                seen[told["topic"]] = told["version"]
