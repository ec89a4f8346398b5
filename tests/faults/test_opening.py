"""A conference of its own does not open where it would lie open; the demonstration does."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from participation.foundation.settings import settings
from participation.opening import why_not
from tests.databases import app_on, migrated_app
from tests.postgres import PostgresServer
from tests.running import Server, ending, running
from tests.world import World

ELSEWHERE = [
    {"URL": "http://sawt.example.org"},
    {"URL": "http://192.168.7.2:5000"},
    {"HOST": "0.0.0.0"},
    {"TRUSTED_PROXIES": "1"},
]
WELL: list[dict[str, str]] = [
    {},
    {"URL": "http://localhost:5000", "HOST": "localhost"},
    {"URL": "http://[::1]:5000", "HOST": "::1"},
    {"URL": "https://sawt.example.org", "HOST": "0.0.0.0", "TRUSTED_PROXIES": "1"},
]


def a_conference(url: str, folder: Path, *, demonstration: bool = False) -> None:
    with migrated_app(url, folder).app_context():
        World().event(demonstration=demonstration)


def reasons(app: Flask) -> list[str]:
    with app.app_context():
        return list(why_not(settings(), app.extensions["participation.engine"]))


def test_children_of_its_own_are_not_reached_by_plain_http(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    a_conference(url, tmp_path)
    for told in ELSEWHERE:
        (why,) = reasons(app_on(url, tmp_path, **told))
        assert "plain http" in why
        assert "PARTICIPATION_URL" in why
    for told in WELL:
        assert reasons(app_on(url, tmp_path, **told)) == []
    code, said = ending(Server(url, tmp_path, URL="http://sawt.example.org"))
    assert code == 1
    assert said.startswith("Sawt can't start: a conference of its own would lie open.")
    assert "http://sawt.example.org is plain http" in said
    assert "Traceback" not in said
    with running(Server(url, tmp_path)):  # on this machine alone
        pass


def test_the_demonstration_opens_for_the_phones_in_the_room(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    a_conference(url, tmp_path, demonstration=True)
    for told in ELSEWHERE:
        assert reasons(app_on(url, tmp_path, **told)) == []


def test_an_open_vault_stops_the_start_on_postgresql(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    # The tests' own login is a superuser: for one there is no wall.
    url = postgres.fresh_database().replace("+psycopg2", "")
    a_conference(url, tmp_path)
    code, said = ending(Server(url, tmp_path))
    assert code == 1
    assert "the vault is not apart" in said
    assert "sawt_vault" in said
    assert "Traceback" not in said
    shown = postgres.fresh_database().replace("+psycopg2", "")
    a_conference(shown, tmp_path, demonstration=True)
    assert reasons(app_on(shown, tmp_path)) == []
