"""Pretend phones: they come in by the room code like anybody, vote, ask, say "me too", and now
and then raise a hand.

    python -m participation.demonstration.pretend URL CODE TOKEN --phones 40

They go when their devices are ended, when the server is gone, or after half an hour.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import itertools
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from random import SystemRandom
from typing import Any

import requests
import socketio

from participation.demonstration import content

State = dict[str, Any]

chance = SystemRandom()
ANSWER_S = 10
COME_IN_WITHIN_S = 8.0
THINK_S = (0.5, 6.0)
CHANGE_MIND_S = (2.0, 7.0)
SUPPORT_S = (1.0, 12.0)
RAISE_S = (2.0, 15.0)
# While one of these steps is on, one phone in so many wants to speak.
SPEAKING_STEPS = {"discussion", "questions"}
RAISES = 1 / 12
WISHES = ("speak", "speak", "reply", "short_question")
ASK_EVERY_S = (10.0, 35.0)
ASK_AT_MOST = 6
TRIES_TO_COME_BACK = 12


class Phone:
    """One pretend phone: a browser's cookie, a connection, and a will of its own."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._browser = requests.Session()
        self._slug = ""
        self._client = socketio.Client(
            http_session=self._browser,
            reconnection_attempts=TRIES_TO_COME_BACK,
            reconnection_delay_max=5,
            handle_sigint=False,
        )
        self._client.on("connect", self._follow)
        self._client.on("live.changed", lambda told: self._see(told["topic"], told["data"]))
        self._client.on("live.ended", lambda _: self.leave())
        self._numbers = itertools.count(1)
        self._topics: dict[str, State | None] = {}
        self._answered: set[tuple[str, int]] = set()
        self._weighed: set[str] = set()
        self._step: str | None = None
        self.has_asked = False
        self.is_gone = False

    def come_in(self, code: str, token: str) -> None:
        """Through the room's own door, then stay until sent away."""
        try:
            page = self._browser.get(
                f"{self._url}/join/{code}", params={"pretend": token}, timeout=ANSWER_S
            )
            page.raise_for_status()
            self._slug = page.url.rpartition("/")[2].partition("?")[0]
            self._client.connect(self._url, transports=["websocket"], wait_timeout=ANSWER_S)
            self._client.wait()
        except (requests.RequestException, socketio.exceptions.SocketIOError):
            pass  # the door is closed; a pretend phone just goes home
        self.is_gone = True

    def leave(self) -> None:
        self.is_gone = True
        self._client.disconnect()

    @property
    def floor_state(self) -> str:
        return str((self._topics.get("floor") or {}).get("state", ""))

    @property
    def may_ask(self) -> bool:
        questions = self._topics.get("questions") or {}
        return bool(questions.get("accepting")) and not self.has_asked and not self.is_gone

    def ask(self, text: str, lang: str) -> None:
        """The question waits for an adult to read it, like everybody's."""
        self.has_asked = True
        self._send(
            "questions.ask", {"session": self._slug, "text": text, "lang": lang, "name_as": "none"}
        )

    def _follow(self) -> None:
        answer = self._send("live.follow", {"session": self._slug, "as": "audience"})
        for topic, state in (answer.get("topics") or {}).items():
            self._see(topic, state["data"])

    def _see(self, topic: str, data: State | None) -> None:
        self._topics[topic] = data
        if topic == "poll":
            self._see_poll(data)
        elif topic == "questions" and data:
            self._see_questions(data)
        elif topic == "floor" and data:
            self._see_floor(data)

    def _see_poll(self, poll: State | None) -> None:
        if not poll or poll["state"] != "open" or (poll["id"], poll["round"]) in self._answered:
            return
        self._answered.add((poll["id"], poll["round"]))
        if chance.random() < 0.95:
            _later(THINK_S, lambda: self._vote(poll["id"], chance.random() < 0.15))

    def _vote(self, poll_id: str, may_change: bool) -> None:
        poll = self._topics.get("poll")
        if not poll or poll["id"] != poll_id or poll["state"] != "open":
            return
        if poll["electorate"] != "everyone":
            return  # a vote of badges is not for a phone
        fields = {"poll": poll_id, "choice": _answer(poll), "n": next(self._numbers)}
        self._send("polls.cast", fields)
        if may_change:
            _later(CHANGE_MIND_S, lambda: self._vote(poll_id, False))

    def _see_questions(self, questions: State) -> None:
        for question in questions.get("public", ()):
            if question["id"] in self._weighed or question["state"] != "shortlisted":
                continue
            self._weighed.add(question["id"])
            if chance.random() < 0.35:
                fields = {"question": question["id"]}
                _later(SUPPORT_S, functools.partial(self._send, "questions.support", fields))

    def _see_floor(self, floor: State) -> None:
        if floor["state"] != "live" or floor["item"] == self._step:
            return
        self._step = floor["item"]
        kind = next((one["kind"] for one in floor["items"] if one["id"] == self._step), "")
        if kind in SPEAKING_STEPS and chance.random() < RAISES:
            fields = {"session": self._slug, "wish": chance.choice(WISHES)}
            _later(RAISE_S, functools.partial(self._send, "floor.raise_hand", fields))

    def _send(self, name: str, fields: State) -> State:
        if self.is_gone:
            return {}
        message = {"command_id": str(uuid.uuid4()), **fields}
        try:
            answer: State = self._client.call(name, message, timeout=ANSWER_S)
        except socketio.exceptions.SocketIOError:
            return {}
        return answer


class Crowd:
    """Many phones, of which now and then one asks."""

    def __init__(self, url: str, phones: int) -> None:
        self._phones = [Phone(url) for _ in range(phones)]
        self._asked = 0
        self._state = ""

    def visit(self, code: str, token: str, seconds: float) -> None:
        """Come in one after another, stay that long at most, and leave."""
        until = time.monotonic() + seconds
        for phone in self._phones:
            threading.Thread(target=phone.come_in, args=(code, token), daemon=True).start()
            time.sleep(COME_IN_WITHIN_S / len(self._phones))
        ask_at = time.monotonic() + chance.uniform(*ASK_EVERY_S) / 2
        while time.monotonic() < until and not all(phone.is_gone for phone in self._phones):
            time.sleep(0.5)
            self._notice_beginning()
            if time.monotonic() > ask_at:
                ask_at = time.monotonic() + chance.uniform(*ASK_EVERY_S)
                self._let_one_ask()
        for phone in self._phones:
            if not phone.is_gone:
                phone.leave()

    def _notice_beginning(self) -> None:
        """When the story begins again, questions may be asked again."""
        state = next((phone.floor_state for phone in self._phones if not phone.is_gone), "")
        if state == "open" and self._state not in ("open", ""):
            self._asked = 0
            for phone in self._phones:
                phone.has_asked = False
        self._state = state

    def _let_one_ask(self) -> None:
        questions = content.trial_questions()
        ready = [phone for phone in self._phones if phone.may_ask]
        if ready and self._asked < min(ASK_AT_MOST, len(questions)):
            told = questions[self._asked]
            self._asked += 1
            chance.choice(ready).ask(told["text"], told["language"])


def _answer(poll: State) -> Any:
    """An answer such as a phone of this hall would give."""
    options = [option["id"] for option in poll["options"]]
    likings = [_liking(option) for option in options]
    if poll["kind"] == "scale":
        return chance.choices(range(1, len(options) + 1), likings)[0]
    if poll["kind"] == "points":
        return dict(Counter(chance.choices(options, likings, k=poll["points"])))
    many = {"ranking": len(options), "multiple": chance.randint(poll["min"], poll["max"])}
    # Who likes an option more names it sooner: one drawing without putting back.
    order = sorted(options, key=lambda one: chance.random() ** (1 / _liking(one)), reverse=True)
    return order[: many.get(poll["kind"], 1)]


def _liking(option_id: str) -> int:
    """How much a hall likes an option: all its phones alike, so that a result has a shape."""
    return 1 + hashlib.sha256(option_id.encode()).digest()[0] % 5


def _later(between: tuple[float, float], act: Callable[[], object]) -> None:
    timer = threading.Timer(chance.uniform(*between), act)
    timer.daemon = True
    timer.start()


def main() -> None:
    parser = argparse.ArgumentParser(description="Pretend phones for the demonstration's hall.")
    parser.add_argument("url")
    parser.add_argument("code")
    parser.add_argument("token")
    parser.add_argument("--phones", type=int, default=40)
    parser.add_argument("--minutes", type=float, default=30)
    told = parser.parse_args()
    Crowd(told.url.rstrip("/"), told.phones).visit(told.code, told.token, told.minutes * 60)


if __name__ == "__main__":
    main()
