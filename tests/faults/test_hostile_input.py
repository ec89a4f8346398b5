"""Whatever is sent to whichever door by whomever: an answer, never a failure; a no changes nothing.

Each case is one live message or one request. There are about a thousand in every run, the same
each time; with --long ten times as many, and others each time.
"""

from __future__ import annotations

import contextvars
import io
import json
import logging
import re
from collections.abc import Callable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from werkzeug.test import TestResponse

from participation import create_app
from participation.foundation.pages import DEVICE_COOKIE, LANGUAGE_COOKIE
from participation.foundation.policies import Policy, allows, policy_for
from participation.foundation.settings import load_settings
from participation.foundation.sockets import answer_to, known_messages
from participation.people.tokens import sign
from tests.faults.conftest import Conference, a_connection
from tests.faults.hostile import (
    HOSTILE_TEXTS,
    MARK,
    VALUES,
    as_form_text,
    escaped,
    mostly,
    payloads,
)
from tests.faults.hostile import fields as fields_named

ROLES = (
    *("nobody", "phone", "phone of another room", "delegate", "moderator", "facilitator"),
    *(
        "facilitator of another room",
        "member of the closed meeting",
        "screen",
        "organiser",
        "accompanying",
    ),
    *("safeguarding", "interpreter"),
)
LANGS = ("ar", "en", "fr")
SPEAKS_ARABIC = re.compile("[\u0621-\u064a]{2,}")
# For each live message and each address on average, so that all are about a thousand.
MESSAGE_CASES = {"sqlite": 14, "postgresql": 3}
PAGE_CASES = {"sqlite": 9, "postgresql": 2}
LONG = 10


@cache
def _doors() -> Flask:
    """An app that is never asked anything: its doors are counted while tests are collected."""
    told = {
        "PARTICIPATION_DATABASE_URL": "sqlite:///:memory:",
        "PARTICIPATION_SECRET_KEY": "only-to-count-the-doors-0123456789",
        "PARTICIPATION_ENGINE": "threading",
    }
    return create_app(load_settings(told, instance=Path(__file__).parent))


def _messages() -> dict[str, list[str]]:
    """The live messages of each capability."""
    _doors()
    return _by_first_word(sorted(known_messages()))


def _addresses() -> dict[str, list[tuple[str, str, str]]]:
    """Method, address and name of each way in, by capability."""
    ways = {
        f"{rule.endpoint} {method}": (method, rule.rule, rule.endpoint)
        for rule in _doors().url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    named = _by_first_word(sorted(ways))
    return {capability: [ways[name] for name in names] for capability, names in named.items()}


def _by_first_word(names: list[str]) -> dict[str, list[str]]:
    return {word: list(found) for word, found in groupby(names, lambda n: n.partition(".")[0])}


@pytest.fixture
def in_cases(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, conference: Conference
) -> Callable[[int, SearchStrategy[Any], Callable[[Any], bool]], None]:
    """Runs an act for each case; after each one nothing was logged as a failure, and where the
    act was refused (it says so by False) no row of any table is another than before."""
    is_long = bool(request.config.getoption("--long"))

    def run(many: int, cases: SearchStrategy[Any], act: Callable[[Any], bool]) -> None:
        @settings(
            max_examples=many * (LONG if is_long else 1),
            derandomize=not is_long,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(cases)
        def each(case: Any) -> None:
            caplog.clear()
            done = act(case)
            assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []
            changed = conference.changed()
            if changed:
                conference.put_back()
            assert done or changed == [], changed

        each()

    return run


@pytest.mark.parametrize("capability", _messages())
def test_any_live_message_is_answered(
    conference: Conference, in_cases: Callable[..., None], capability: str
) -> None:
    names = _messages()[capability]
    known = {name: known_messages()[name] for name in names}

    def act(case: tuple[str, str, str, Any]) -> bool:
        name, role, lang, data = case
        with conference.app.app_context(), conference.app.test_request_context():
            request.sid = a_connection()  # type: ignore[attr-defined] # as Flask-SocketIO does
            answer = answer_to(known[name], data, conference.speaking(role, lang))
        assert isinstance(answer["ok"], bool)
        if not answer["ok"]:
            assert_said(answer, lang)
        return answer["ok"]

    def cases_of(name: str) -> SearchStrategy[tuple[str, str, str, Any]]:
        with conference.app.test_request_context():
            fields = [field.name for field in known[name].form(meta={"csrf": False})]
        return st.tuples(
            st.just(name),
            _somebody(conference, known[name].policy),
            st.sampled_from(LANGS),
            payloads(fields, conference.fitting),
        )

    many = MESSAGE_CASES[conference.database.kind] * len(names)
    in_cases(many, st.sampled_from(names).flatmap(cases_of), act)


@pytest.mark.parametrize("capability", _addresses())
def test_any_request_is_answered(
    conference: Conference, in_cases: Callable[..., None], capability: str
) -> None:
    ways = _addresses()[capability]
    browser = Browser(conference)

    def act(case: tuple[str, str, Asked]) -> bool:
        role, lang, asked = case
        answer = browser.ask(role, lang, asked)
        assert answer.status_code < 500, (asked, answer.text[:2000])
        assert_well_spoken(answer, lang)
        # A child's words are kept also when sending them is refused.
        return answer.status_code < 400 or asked.path.startswith("/papers/")

    def cases_of(way: tuple[str, str, str]) -> SearchStrategy[tuple[str, str, Asked]]:
        method, rule, endpoint = way
        policy = policy_for(endpoint)
        assert policy is not None
        return st.tuples(
            _somebody(conference, policy),
            st.sampled_from(LANGS),
            requests_to(method, rule, conference.fitting),
        )

    many = PAGE_CASES[conference.database.kind] * len(ways)
    in_cases(many, st.sampled_from(ways).flatmap(cases_of), act)


def _somebody(conference: Conference, policy: Policy) -> SearchStrategy[str]:
    """Mostly somebody who may do this, so that it comes further than the first question."""
    may = [role for role in ROLES if allows(policy, conference.actors[role])]
    # Some acts are nobody's in this conference: of two roles that one person has to hold.
    return mostly(st.sampled_from(may or ROLES), st.sampled_from(ROLES))


def assert_said(answer: dict[str, Any], lang: str) -> None:
    """A no has a code other than "our mistake", and a sentence in the language of who asked."""
    assert answer["ok"] is False
    assert answer["code"]
    assert answer["code"] not in ("server_trouble", "store_trouble", "busy"), answer
    message = answer["message"]
    assert message.strip()
    assert "%(" not in message
    assert "{" not in message
    assert bool(SPEAKS_ARABIC.search(message)) == (lang == "ar"), message


def assert_well_spoken(answer: TestResponse, lang: str) -> None:
    """A no of a page is said in the language of the browser; nothing sent has become markup."""
    if answer.mimetype == "application/json":
        told = answer.get_json()
        if answer.status_code >= 400:
            assert_said(told, lang)
    elif answer.mimetype == "text/html":
        assert MARK not in answer.text
        assert "Traceback" not in answer.text
        if answer.status_code >= 400:
            assert f'lang="{lang}"' in answer.text[:200]
            assert lang != "ar" or SPEAKS_ARABIC.search(answer.text)


class Asked:
    """One request as the test's browser sends it."""

    def __init__(
        self, method: str, path: str, query: str, headers: dict[str, str], **body: Any
    ) -> None:
        self.method, self.path, self.query = method, path, query
        self.headers, self.body = headers, body

    def __repr__(self) -> str:
        told = f"{self.method} {self.path[:300]}?{self.query[:300]}"
        return f"{told} {str(self.headers)[:600]} {str(self.body)[:600]}"


class Browser:
    """A browser of whoever is asking; nothing of one request is left for the next."""

    def __init__(self, conference: Conference) -> None:
        self._conference = conference

    def ask(self, role: str, lang: str, asked: Asked) -> TestResponse:
        cookies = [f"{LANGUAGE_COOKIE}={lang}"]
        actor = self._conference.actors[role]
        if actor.device_id is not None:
            with self._conference.app.app_context():
                cookies.append(f"{DEVICE_COOKIE}={sign('device', actor.device_id)}")
        cookies.append(asked.headers.get("Cookie", ""))
        # Outside any context of the test, as every request of a server is.
        return contextvars.Context().run(
            self._conference.app.test_client(use_cookies=False).open,
            asked.path,
            method=asked.method,
            query_string=asked.query,
            # A page that leaves no trace reads no cookie; it speaks what the browser speaks.
            headers={**asked.headers, "Cookie": "; ".join(cookies), "Accept-Language": lang},
            **asked.body,
        )


def requests_to(method: str, rule: str, fitting: dict[str, list[Any]]) -> SearchStrategy[Asked]:
    """Requests to this address: its segments, query, headers and body fitting or hostile."""
    queries = st.one_of(
        st.just(""),
        st.dictionaries(HOSTILE_TEXTS, HOSTILE_TEXTS, max_size=3).map(
            lambda told: "&".join(f"{escaped(key)}={escaped(text)}" for key, text in told.items())
        ),
        st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60),
    ).map(lambda query: query.replace("lang=", "long="))
    return st.builds(
        lambda path, query, headers, body: Asked(method, path, query, headers, **body),
        _paths(rule, fitting),
        queries,
        _headers(),
        _bodies(fitting) if method == "POST" else st.just({}),
    )


def _paths(rule: str, fitting: dict[str, list[Any]]) -> SearchStrategy[str]:
    parts = re.split(r"<(?:\w+:)?(\w+)>", rule)

    def segment(name: str) -> SearchStrategy[str]:
        known = fitting.get(name, ["x"])
        hostile = HOSTILE_TEXTS.map(lambda text: escaped(text)[:6000] or "x")
        return st.one_of(st.sampled_from(known), st.sampled_from(known), hostile)

    return st.tuples(
        *[segment(part) if at % 2 else st.just(part) for at, part in enumerate(parts)]
    ).map("".join)


def _headers() -> SearchStrategy[dict[str, str]]:
    names = st.sampled_from(
        [
            *("Referer", "Accept", "Accept-Language", "Cookie", "Host", "Origin", "User-Agent"),
            *("X-Forwarded-For", "X-Forwarded-Host", "If-None-Match", "Range"),
        ]
    )
    wishes_json = st.just({"Accept": "application/json"})
    forged = HOSTILE_TEXTS.map(lambda text: {"Cookie": f"{DEVICE_COOKIE}={_of_a_header(text)}"})
    others = st.dictionaries(names, HOSTILE_TEXTS.map(_of_a_header), max_size=2)
    no_host = st.sampled_from(["x" * 300, "a..b", "[::1", "x:y:z", ""]).map(
        lambda host: {"Host": host}
    )
    at_home = st.sampled_from(["phone", "delegate"]).map(lambda who: {"Host": f"{who}.localhost"})
    return st.one_of(st.just({}), wishes_json, forged, others, no_host, at_home)


def _of_a_header(text: str) -> str:
    """No server passes on a header with a line's end in it, and none reads it but as bytes."""
    as_bytes = text.encode("utf-8", "surrogatepass").decode("latin-1")
    return re.sub(r"[\x00-\x1f\x7f]", "", as_bytes)[:3000]


FORM = "application/x-www-form-urlencoded"
BODY_KINDS = (
    *(FORM, "multipart/form-data; boundary=x", "multipart/form-data", "application/json"),
    *("text/plain; charset=utf-16", ""),
)


def _bodies(fitting: dict[str, list[Any]]) -> SearchStrategy[dict[str, Any]]:
    names = [
        *("code", "number", "secret", "device", "person", "role", "session", "question", "poll"),
        *("choice", "text", "lang", "name_as", "title", "body", "base", "then", "reads_aloud"),
        *("running", "command_id", "csrf_token"),
    ]
    told = fields_named(names, fitting)
    form = told.map(_as_form)
    raw = st.tuples(st.binary(max_size=60), st.sampled_from(BODY_KINDS))
    return st.one_of(
        form.map(lambda data: {"data": data, "content_type": FORM}),
        form.map(lambda data: {"data": data, "content_type": FORM}),
        form.map(lambda data: {"data": data, "content_type": FORM}),
        told.map(lambda sent: _as_parts(sent, with_files=False)),
        told.map(lambda sent: _as_parts(sent, with_files=True)),
        told.map(_as_json),
        VALUES.map(_as_json),
        raw.map(lambda sent: {"data": sent[0], "content_type": sent[1]}),
    )


def _texts(value: Any) -> list[str]:
    return [as_form_text(one) for one in (value if isinstance(value, list) else [value])[:50]]


def _as_form(sent: dict[str, Any]) -> str:
    return "&".join(
        f"{escaped(name)}={escaped(text)}" for name, value in sent.items() for text in _texts(value)
    )


def _as_parts(sent: dict[str, Any], *, with_files: bool) -> dict[str, Any]:
    """The fields as a browser sends a form with files; or each field as a file."""
    parts: dict[str, Any] = {}
    for name, value in sent.items():
        named = re.sub(r"[^\w-]", "", name) or "x"
        text = "".join(_texts(value)[:1]).encode("utf-8", "replace")
        parts[named] = (io.BytesIO(text), "paper.txt") if with_files else text.decode()
    return {"data": parts, "content_type": "multipart/form-data"}


def _as_json(value: Any) -> dict[str, Any]:
    try:
        data = json.dumps(value)
    except (TypeError, ValueError, RecursionError):  # what the client itself can't write
        data = "[" * 20_000 + "]" * 20_000
    return {"data": data, "content_type": "application/json"}
