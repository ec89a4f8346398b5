"""The pretend phones come in through the real doors of a real server."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.demonstration import commands, queries
from participation.demonstration.filling import Filling, _address
from participation.demonstration.pretend import _liking
from participation.floor.course.commands import go_live
from participation.floor.seat.commands import take_seat
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.settings import load_settings
from participation.people import tokens
from participation.people.models import Person
from participation.polls.commands import open_instant
from participation.polls.models import Voter
from tests.databases import app_on
from tests.running import ROOT, Server, running
from tests.world import World

PHONES = 3


def wait_for(app: Flask, holds: Callable[[], bool], within_s: float) -> bool:
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        with app.app_context():
            if holds():
                return True
        time.sleep(0.2)
    return False


def test_pretend_phones_come_in_vote_and_go_home(tmp_path: Path) -> None:
    server = Server(f"sqlite:///{tmp_path / 'sawt.sqlite3'}", tmp_path)
    server.demonstration()
    app = app_on(server.environment["PARTICIPATION_DATABASE_URL"], tmp_path)
    with app.app_context():
        session = queries.trial()
        noor = db.session.scalars(select(Person.id).where(Person.slug == "noor-star")).one()
        actor = World().signed_in(noor)
        seat = take_seat(actor, session.id)
        go_live(actor, session.id, seat["version"], seat["epoch"])
        open_instant(actor, session.id, "agree", seat["epoch"])
        token = tokens.sign("pretend", session.id)
    with running(server):
        crowd = subprocess.Popen(
            [
                *(sys.executable, "-m", "participation.demonstration.pretend"),
                *(server.url, session.room_code, token, "--phones", str(PHONES)),
            ],
            cwd=ROOT,
        )
        try:
            here = wait_for(app, lambda: queries.pretend_present(session.id) == PHONES, 40)
            assert here, "they are not all present"
            assert wait_for(app, has_votes, 20), "none of them voted"
            with app.app_context():
                assert commands.send_pretend_phones_home(SYSTEM)["phones"] == PHONES
            assert crowd.wait(20) == 0
        finally:
            crowd.kill()
            crowd.wait()
    assert server.tracebacks() == ""


def has_votes() -> bool:
    return db.session.execute(select(func.count()).select_from(Voter)).scalar_one() >= 1


def test_a_crowd_ends_by_itself_where_nobody_opens(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "participation.demonstration.pretend"),
            *("http://127.0.0.1:1", "12345678", "token", "--phones", "2"),
        ],
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0


def test_pressing_twice_starts_one_crowd(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    begun: list[list[str]] = []

    class Process:
        def __init__(self, arguments: list[str], **told: object) -> None:
            assert told["close_fds"]
            begun.append(arguments)

        def poll(self) -> int | None:
            return None

    monkeypatch.setattr(subprocess, "Popen", Process)
    filling, told = Filling(), load_settings({"PARTICIPATION_PORT": "5055"}, instance=tmp_path)
    filling.begin(told, "12345678", "token")
    filling.begin(told, "12345678", "token")
    assert len(begun) == 1
    assert begun[0][3:6] == ["http://127.0.0.1:5055", "12345678", "token"]


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ({}, "http://127.0.0.1:5000"),
        ({"HOST": "0.0.0.0"}, "http://127.0.0.1:5000"),
        ({"HOST": "10.1.2.3", "PORT": "80"}, "http://10.1.2.3:80"),
        ({"URL": "https://sawt.example.org"}, "https://sawt.example.org"),
    ],
)
def test_the_crowd_knocks_where_the_server_listens(
    told: dict[str, str], address: str, tmp_path: Path
) -> None:
    settings = load_settings({f"PARTICIPATION_{k}": v for k, v in told.items()}, instance=tmp_path)
    assert _address(settings) == address


def test_an_option_is_liked_alike_by_all_phones() -> None:
    assert {_liking("a") for _ in range(20)} == {_liking("a")}
    assert all(1 <= _liking(str(n)) <= 5 for n in range(100))
