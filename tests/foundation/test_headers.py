"""Headers on every answer, cookies of this host alone, and no word of an untrusted proxy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from werkzeug.test import Client

from participation import create_app
from participation.foundation.headers import ALWAYS
from participation.foundation.pages import ROOT
from participation.foundation.settings import load_settings
from tests.conftest import in_context
from tests.world import World

ANSWERS = {
    "a page": "/",
    "a page that is not there": "/nowhere",
    "a door that is closed": "/organise",
    "no host": "/",
    "a form that is too old": "POST /badge",
    "polling": "/socket.io/?EIO=4&transport=polling",
    "polling by nobody known": "/socket.io/?EIO=4&transport=polling&sid=nobody",
    "a foreign handshake": "/socket.io/?EIO=4&transport=polling ",
    "a picture": "/static/icons/favicon.svg",
    "a program's answer": "/healthz",
}


def answer_to(app: Flask, what: str) -> dict[str, str]:
    method, _, path = ANSWERS[what].strip().rpartition(" ")
    headers = {
        "no host": {"Host": "bad host"},
        "a foreign handshake": {"Origin": "http://x.example"},
    }
    answer = Client(app).open(path, method=method or "GET", headers=headers.get(what))
    answer.close()
    return {name.lower(): value for name, value in answer.headers.items()}


@pytest.mark.parametrize("what", ANSWERS)
def test_every_answer_carries_every_header(sqlite_app: Flask, what: str) -> None:
    told = answer_to(sqlite_app, what)
    assert {name for name in ALWAYS if name.lower() not in told} == set()
    assert "unsafe" not in told["content-security-policy"]
    assert "default-src 'none'" in told["content-security-policy"]


def test_no_browser_keeps_a_page(sqlite_app: Flask) -> None:
    """Nobody's: signed in, the canary crawl looks at each (tests/proof/test_canary_crawl.py)."""
    for rule in sqlite_app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint not in ("static", "offline.worker"):
            address = re.sub(r"<[^>]+>", "0" * 32, rule.rule)
            told = Client(sqlite_app).get(address).headers.get("Cache-Control")
            assert told == "no-store", address


def test_a_built_file_carries_them_too(sqlite_app: Flask) -> None:
    built = next((ROOT / "static" / "dist").glob("page-*.css"))
    answer = Client(sqlite_app).get(f"/static/dist/{built.name}")
    answer.close()
    assert answer.status_code == 200
    assert {name for name in ALWAYS if name not in answer.headers} == set()


def test_scripts_run_by_a_word_made_for_each_answer_alone(sqlite_app: Flask) -> None:
    words = set()
    for _ in range(2):
        answer = Client(sqlite_app).get("/screen")
        (word,) = re.findall(
            r"script-src 'nonce-([\w-]{20,})';", answer.headers["Content-Security-Policy"]
        )
        scripts = re.findall(r"<script[^>]*src=[^>]*>", answer.text)
        assert scripts
        assert all(f'nonce="{word}"' in script for script in scripts)
        words.add(word)
    assert len(words) == 2


@pytest.fixture
def https_app(empty_sqlite: Path, tmp_path: Path) -> Iterator[Flask]:
    """As behind one proxy that speaks HTTPS."""
    (tmp_path / "sawt.sqlite3").write_bytes(empty_sqlite.read_bytes())
    told = {
        "PARTICIPATION_DATABASE_URL": f"sqlite:///{tmp_path / 'sawt.sqlite3'}",
        "PARTICIPATION_SECRET_KEY": "a-secret-for-tests-alone-0123456789abcdef",
        "PARTICIPATION_ENGINE": "threading",
        "PARTICIPATION_URL": "https://sawt.example.org",
        "PARTICIPATION_TRUSTED_PROXIES": "1",
    }
    yield from in_context(create_app(load_settings(told, instance=tmp_path)))


def test_over_https_cookies_are_this_hosts_alone_and_unreadable_to_scripts(
    https_app: Flask,
) -> None:
    session = World().session()
    client = https_app.test_client()
    answer = client.get(f"https://sawt.example.org/join/{session.room_code}")
    form = client.get("https://sawt.example.org/badge")
    cookies = answer.headers.getlist("Set-Cookie") + form.headers.getlist("Set-Cookie")
    assert {cookie.split("=")[0] for cookie in cookies} == {
        "__Host-sawt_device",
        "__Host-sawt_form",
    }
    for cookie in cookies:
        for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert flag in cookie, cookie
        assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    assert client.get(f"https://sawt.example.org/sessions/{session.slug}").status_code == 200


def seen_through(app: Flask, **headers: str) -> tuple[str | None, str, str]:
    """Where a visitor seems to come from, by what scheme, to which host."""
    seen = []
    app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: seen.append((request.remote_addr, request.scheme, request.host))
    )
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    Client(app).get("/healthz", headers=named, environ_base={"REMOTE_ADDR": "10.0.0.1"})
    return seen[0]


FORGED = {
    "X_Forwarded_For": "127.0.0.1",
    "X_Forwarded_Proto": "https",
    "X_Forwarded_Host": "elsewhere.example",
    "Forwarded": "for=127.0.0.1;host=elsewhere.example",
}


def test_without_a_trusted_proxy_nobody_says_who_they_are(sqlite_app: Flask) -> None:
    assert seen_through(sqlite_app, **FORGED) == ("10.0.0.1", "http", "localhost")


def test_of_one_trusted_proxy_its_own_last_word_counts_and_no_forged_one(https_app: Flask) -> None:
    told = seen_through(
        https_app,
        X_Forwarded_For="127.0.0.1, 203.0.113.9",
        X_Forwarded_Proto="http, https",
        X_Forwarded_Host="elsewhere.example, sawt.example.org",
    )
    assert told == ("203.0.113.9", "https", "sawt.example.org")


@pytest.mark.parametrize("forged", [{}, {"X-Forwarded-Host": "x.example"}])
def test_a_foreign_page_opens_no_socket_whatever_it_says_of_a_proxy(
    sqlite_app: Flask, forged: dict[str, str]
) -> None:
    headers = {"Origin": "http://x.example", **forged}
    answer = Client(sqlite_app).get("/socket.io/?EIO=4&transport=polling", headers=headers)
    assert answer.status_code == 400
