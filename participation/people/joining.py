"""The door of the rooms: how many come in at once, and how fast codes may be guessed.

Never by address, for a hall has one (safeguarding.md, decision 8). Guesses are slowed for each
device, and for all browsers that are nobody yet by one budget of unknown codes; whoever scanned the
QR on the wall never waits for that. Newcomers are let in by a budget of each session. Nobody is
turned away: who comes too soon gets a turn, and a page that takes it by itself.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil

from flask import Flask, current_app

from participation.foundation.actors import Actor
from participation.foundation.pacing import Pace, Paces
from participation.people import tokens
from participation.people.refusals import OneMoment, RoomCodeUnknown
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_of_code

# A full hall of a thousand phones comes in within seconds (quality.md, J1).
NEWCOMERS_AT_ONCE, NEWCOMERS_PER_S = 1500, 100
UNKNOWN_AT_ONCE, UNKNOWN_PER_S = 100, 5
GUESSES_OF_A_DEVICE, GUESSES_OF_A_DEVICE_PER_S = 8, 0.2
# A turn is good from its moment on, once, for a minute.
TURN_GOOD_S = 60
QR = "join-qr"


class Door:
    """What one server remembers of who is coming in."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._newcomers = Paces(NEWCOMERS_AT_ONCE, NEWCOMERS_PER_S, clock)
        self._unknown = Pace(UNKNOWN_AT_ONCE, UNKNOWN_PER_S, clock)
        self._guessers = Paces(GUESSES_OF_A_DEVICE, GUESSES_OF_A_DEVICE_PER_S, clock)
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def let_in(
        self, actor: Actor, digits: str, turn: str | None, qr_mark: str | None
    ) -> ConferenceSession:
        """The session that this code opens for this browser now.

        Refusals: OneMoment with a turn to come back with, RoomCodeUnknown.
        """
        turned = self._turn_for(digits, turn)
        session = self._found(actor, digits, turned, qr_mark)
        if actor.kind not in ("device", "person") and turned != "newcomer":
            self._wait_in(self._newcomers.of(session.id), digits, "newcomer")
        return session

    def look_up(
        self, actor: Actor, digits: str, turn: str | None, qr_mark: str | None
    ) -> ConferenceSession:
        """The session of this code, which looking at its QR is a guess too. Refusals: as let_in."""
        return self._found(actor, digits, self._turn_for(digits, turn), qr_mark)

    def mark_of(self, digits: str) -> str:
        """What the QR on the wall carries beside the code."""
        return tokens.mark(QR, digits)

    def _found(
        self, actor: Actor, digits: str, turned: str | None, qr_mark: str | None
    ) -> ConferenceSession:
        own = self._guessers.of(actor.device_id) if actor.device_id else None
        if turned is None and not tokens.is_mark(QR, digits, qr_mark):
            self._hold_guesser(own, digits)
        session = session_of_code(digits, current_app.config["UNDER_WAY"])
        if session is None:
            if turned != "guess":
                (own or self._unknown).take()
            raise RoomCodeUnknown
        return session

    def _hold_guesser(self, own: Pace | None, digits: str) -> None:
        """Wait for a turn before a code is even looked at, while too many unknown ones come."""
        pace = own or self._unknown
        if pace.wait > 0:
            self._wait_in(pace, digits, "guess")

    def _wait_in(self, pace: Pace, digits: str, line: str) -> None:
        wait = pace.take()
        if wait > 0:
            due = time.time() + wait
            turn = tokens.sign("turn", f"{line}:{digits}:{due:.2f}")
            raise OneMoment(wait, ceil(wait * pace.per_second), turn)

    def _turn_for(self, digits: str, turn: str | None) -> str | None:
        """The line whose turn this is, taken now; None for one too early, late, used or foreign."""
        told = tokens.unsign("turn", turn)
        if told is None or turn is None:
            return None
        line, code, due = told.split(":")
        late = time.time() - float(due)
        if code != digits or not -0.5 <= late <= TURN_GOOD_S:
            return None
        with self._lock:
            if turn in self._taken:
                return None
            self._taken[turn] = None
            while len(self._taken) > 20_000:
                self._taken.popitem(last=False)
        return line


def door_of(app: Flask) -> Door:
    """This app's door; made once."""
    door: Door | None = app.extensions.get("participation.door")
    if door is None:
        door = app.extensions["participation.door"] = Door()
    return door
