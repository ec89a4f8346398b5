"""What is written while the hall is being told reaches everybody whom it concerns: a page leaves
aside what comes under a version that it knows, so data that overtook its own is told once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db, socketio
from participation.live import broadcast
from participation.live.broadcast import Broadcaster, Connection, Follow
from participation.live.snapshots import topic_state
from participation.programme.models import ConferenceSession
from participation.questions.queries import askers
from tests.questions.asking import ask
from tests.world import World

Told = list[dict[str, Any]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """All that goes out, in order; there is no socket here."""
    out: Told = []
    monkeypatch.setattr(socketio, "emit", lambda _, state, **__: out.append(state))
    return out


def following(broadcaster: Broadcaster, session: ConferenceSession, who: Actor) -> None:
    connection = Connection(
        sid=str(who.device_id),
        token=None,
        locale="en",
        device_id=who.device_id,
        person_id=None,
        holder=who.holder,
        follows={Follow(session.id, session.slug, "audience")},
    )
    broadcaster._connections[connection.sid] = connection


def first(reads: Callable[..., Any], happens: Callable[[], Any]) -> Callable[..., Any]:
    """The same reading, before which this happens once."""
    waits = [happens]

    def read(*args: Any, **more: Any) -> Any:
        if waits:
            waits.pop()()
        return reads(*args, **more)

    return read


def test_an_asker_whose_question_came_while_the_hall_was_told_is_told_of_it(
    app: Flask, world: World, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    phone, broadcaster = world.phone(session), Broadcaster(app)
    following(broadcaster, session, phone)
    asks = first(askers, lambda: ask(phone, session))
    monkeypatch.setattr(broadcast, "askers", asks)
    for _ in range(3):
        broadcaster._tell([(session.id, "mine")])
    db.session.rollback()
    versions = [one["version"] for one in told if one["data"]["questions"]]
    assert len(versions) == 2, (
        "under the version from before, once more under its own, and no third"
    )
    assert versions[0] < versions[1]


def test_a_hall_whose_state_was_overtaken_is_told_it_under_its_own_version(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = world.session()
    phone, broadcaster = world.phone(session), Broadcaster(app)
    following(broadcaster, session, phone)
    out: list[int] = []
    monkeypatch.setattr(
        broadcaster._frames, "emit", lambda _, state, *__: out.append(state["version"])
    )
    asker = world.phone(session)
    monkeypatch.setattr(
        broadcast, "topic_state", overtaken(topic_state, lambda: ask(asker, session))
    )
    for _ in range(3):
        broadcaster._tell([(session.id, "questions")])
    db.session.rollback()
    assert len(out) == 2
    assert out[0] < out[1]


def overtaken(builds: Callable[..., Any], happens: Callable[[], Any]) -> Callable[..., Any]:
    """The same state, after which this happens once before it goes out."""
    waits = [happens]

    def build(*args: Any, **more: Any) -> Any:
        state = builds(*args, **more)
        if waits:
            waits.pop()()
        return state

    return build
