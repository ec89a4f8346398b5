"""People of a test at a running server: in through the real doors, on a real socket."""

from __future__ import annotations

import json
import re
import threading
import time
from typing import Any
from uuid import uuid4

import requests
import socketio
from itsdangerous import URLSafeSerializer

from tests.running import SECRET_KEY

ARRIVES_S = 15


class Guest:
    """A browser without a picture: cookies, and a socket that remembers what it was told."""

    def __init__(self, url: str, lang: str = "en") -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Accept-Language"] = lang
        self.topics: dict[str, dict[str, Any]] = {}
        self.session: str | None = None
        self.endings: list[dict[str, Any]] = []
        self.heard: list[tuple[str, Any]] = []
        self.seat = 0
        self._told = threading.Condition()
        self.socket: socketio.Client | None = None

    # -- doors -------------------------------------------------------------------------------

    def join(self, code: str) -> Guest:
        assert self.http.get(f"{self.url}/join/{code}").status_code == 200
        return self

    def sign_in(self, person: dict[str, Any]) -> Guest:
        path = "/badge/" + person["sign_in"].rpartition("/badge/")[2]
        answer = self.http.post(
            self.url + path,
            data={"csrf_token": csrf(self, path), "secret": person["secret"]},
            allow_redirects=False,
        )
        assert answer.status_code == 303, answer.text
        return self

    def cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())

    # -- live --------------------------------------------------------------------------------

    def connect(self, transport: str = "websocket", origin: str | None = None) -> Guest:
        self.socket = socketio.Client(reconnection=False)
        self.socket.on("live.changed", self._changed)
        self.socket.on("live.ended", self._ended)
        self.socket.on("live.moved", self._moved)
        self.socket.on("screen.paired", lambda _: self._note("screen.paired", {}))
        headers = {
            "Cookie": self.cookies(),
            "Accept-Language": self.http.headers["Accept-Language"],
        }
        if origin is not None:
            headers["Origin"] = origin
        self.socket.connect(self.url, headers=headers, transports=[transport], wait_timeout=10)
        return self

    def follow(self, session: str | None = None, **wish: str) -> dict[str, Any]:
        """Follow as contract.md says; the topics told are kept."""
        if session is not None:
            wish["session"] = session
        answer = self.send("live.follow", **wish)
        if answer["ok"]:
            with self._told:
                self.session = answer["session"]
                self.topics = dict(answer["topics"])
        return answer

    def send(self, name: str, **fields: Any) -> dict[str, Any]:
        """Send a message and wait for its acknowledgement."""
        assert self.socket is not None
        answer: dict[str, Any] = self.socket.call(name, fields, timeout=ARRIVES_S)
        return answer

    def write(self, name: str, **fields: Any) -> dict[str, Any]:
        """Send a write with an id of its own."""
        return self.send(name, command_id=str(uuid4()), **fields)

    def data(self, topic: str) -> Any:
        return self.topics[topic]["data"]

    def until(self, holds: Any, seconds: float = ARRIVES_S) -> None:
        """Wait until this holds of what was told; fails when it does not come."""
        end = time.monotonic() + seconds
        with self._told:
            while not holds():
                left = end - time.monotonic()
                assert left > 0, f"did not arrive within {seconds} s; told: {self.topics}"
                self._told.wait(min(left, 0.5))

    def leave(self) -> None:
        if self.socket is not None and self.socket.connected:
            self.socket.disconnect()

    def _changed(self, told: dict[str, Any]) -> None:
        with self._told:
            self.heard.append(("live.changed", told))
            kept = self.topics.get(told["topic"])
            if told["session"] in (self.session, None) and (
                kept is None or told["version"] > kept["version"]  # as every page does
            ):
                self.topics[told["topic"]] = {"version": told["version"], "data": told["data"]}
            self._told.notify_all()

    def _moved(self, told: dict[str, Any]) -> None:
        with self._told:
            self.session, self.topics = told["session"], dict(told["topics"])
            self._told.notify_all()

    def _ended(self, told: dict[str, Any]) -> None:
        with self._told:
            self.endings.append(told)
            self._told.notify_all()

    def _note(self, name: str, told: Any) -> None:
        with self._told:
            self.heard.append((name, told))
            self._told.notify_all()


def as_card(person: dict[str, Any]) -> dict[str, Any]:
    """The person with the link that is printed on a card, in place of the demonstration's own."""
    shown = person["sign_in"].rpartition("/badge/")[2]
    badge = URLSafeSerializer(SECRET_KEY, salt="sawt-shown-badge").loads(shown)
    card = URLSafeSerializer(SECRET_KEY, salt="sawt-badge").dumps(badge)
    return person | {"sign_in": person["sign_in"].replace(shown, str(card))}


def csrf(guest: Guest, path: str) -> str:
    """The token that a form of this page carries."""
    token = re.search(
        r'name="csrf_token"[^>]*value="([^"]+)"', guest.http.get(guest.url + path).text
    )
    assert token is not None
    return token[1]


def pairing_code(screen: Guest) -> str:
    """The code that this projector's browser shows."""
    page = screen.http.get(f"{screen.url}/screen").text
    embedded = re.search(r'<script type="application/json" id="page">(.*?)</script>', page, re.S)
    assert embedded is not None
    return str(json.loads(embedded[1])["pairing"]["code"])


class Moderator(Guest):
    """The tablet at the front: it holds the seat and knows the newest version."""

    def take_seat(self, session: str) -> None:
        answer = self.write("floor.take_seat", session=session)
        assert answer["ok"], answer
        self.seat = answer["epoch"]

    def steer(self, name: str, session: str, **fields: Any) -> dict[str, Any]:
        """A move with the version as this tablet knows it."""
        floor = self.data("floor")
        if name == "floor.next":
            fields["from_item"] = floor["item"]
        return self.write(
            name, session=session, version=floor["version"], epoch=self.seat, **fields
        )
