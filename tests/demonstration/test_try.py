"""/try: five windows on names of their own, and nothing of it in any other database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation.demonstration import building, content, queries
from participation.demonstration.filling import Filling
from participation.demonstration.windows import WINDOWS, address_of
from participation.floor.course.commands import go_live
from participation.floor.models import RunSheetItem
from participation.floor.queries import floor_of, has_doors_open, items_of, state_of
from participation.floor.run_sheet.commands import pin_paper
from participation.floor.seat.commands import take_seat
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.papers import commands as papers
from participation.papers.curation import commands as curating
from participation.people.commands import join_session
from participation.people.models import Device, Person
from participation.people.queries import actor_of_device, actor_of_token
from participation.polls.commands import Cast, cast_ballots, open_instant
from participation.polls.models import Poll, Voter
from participation.programme.queries import session_of_code
from participation.questions.commands import ask
from participation.questions.models import Question
from tests.databases import BOTH, empty_url, migrated_app
from tests.world import World

PORT = 5000


@pytest.fixture(params=BOTH)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """A demonstration that a test may change."""
    app = migrated_app(empty_url(request.param, request, tmp_path), tmp_path)
    with app.app_context():
        building.build()
    yield app
    app.extensions["participation.engine"].dispose()


class Browser:
    """A browser that shows one host; its cookies are that host's."""

    def __init__(self, app: Flask, host: str) -> None:
        self._app = app
        self._client = app.test_client()
        self._host = host

    def get(self, path: str) -> TestResponse:
        return self._client.get(path, base_url=f"http://{self._host}:{PORT}")

    def post(self, path: str) -> TestResponse:
        return self._client.post(path, base_url=f"http://{self._host}:{PORT}")

    @property
    def actor(self) -> Actor:
        """Who this browser is signed in as."""
        cookie = self._client.get_cookie("sawt_device", domain=self._host)
        assert cookie is not None
        with self._app.app_context():
            return actor_of_token(cookie.value, "en")


def browser(app: Flask, host: str = "127.0.0.1") -> Browser:
    return Browser(app, host)


def test_try_shows_five_windows_in_the_storys_order(demonstration: Flask) -> None:
    page = browser(demonstration).get("/try?lang=en")
    assert page.status_code == 200
    hrefs = re.findall(r'href="(http://[a-z]+\.localhost:5000/try/as/[a-z]+)"', page.text)
    assert hrefs == [
        f"http://{who}.localhost:{PORT}/try/as/{who}"
        for who in ("delegate", "facilitator", "moderator", "phone", "screen")
    ]


@pytest.mark.parametrize("who", WINDOWS)
def test_each_window_is_signed_in_and_goes_where_its_story_begins(
    demonstration: Flask, who: str
) -> None:
    client = browser(demonstration, f"{who}.localhost")
    answer = client.get(f"/try/as/{who}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == WINDOWS[who].goes_to
    actor = client.actor
    expected = {"phone": "device", "screen": "screen"}.get(who, "person")
    assert actor.kind == expected
    assert client.get(WINDOWS[who].goes_to).status_code == 200


@pytest.mark.parametrize("who", WINDOWS)
def test_opening_a_window_twice_is_the_same_device(demonstration: Flask, who: str) -> None:
    client = browser(demonstration, f"{who}.localhost")
    client.get(f"/try/as/{who}")
    first = client.actor.device_id
    client.get(f"/try/as/{who}")
    assert client.actor.device_id == first


@pytest.mark.parametrize(
    ("who", "language"),
    [("phone", "ar"), ("delegate", "ar"), ("moderator", "en"), ("facilitator", "fr")],
)
def test_each_window_speaks_its_language(demonstration: Flask, who: str, language: str) -> None:
    client = browser(demonstration, f"{who}.localhost")
    client.get(f"/try/as/{who}")
    page = client.get(WINDOWS[who].goes_to)
    assert re.search(rf'<html[^>]* lang="{language}"', page.text)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "phone.localhost", "moderator.localhost.example.org",
     "xmoderator.localhost", "moderator.example.org"],
)  # fmt: skip
def test_a_window_opens_only_at_its_own_name(demonstration: Flask, host: str) -> None:
    answer = browser(demonstration, host).get("/try/as/moderator")
    assert answer.status_code == 404
    assert "sawt_device" not in answer.headers.get("Set-Cookie", "")


def test_a_forged_name_from_the_rooms_network_opens_no_window(demonstration: Flask) -> None:
    answer = demonstration.test_client().get(
        "/try/as/moderator",
        base_url="http://moderator.localhost",
        environ_base={"REMOTE_ADDR": "192.168.7.20"},
    )
    assert answer.status_code == 404
    assert "sawt_device" not in answer.headers.get("Set-Cookie", "")


def test_nobody_else_has_a_window(demonstration: Flask) -> None:
    assert browser(demonstration, "organiser.localhost").get("/try/as/organiser").status_code == 404


def test_outside_a_demonstration_none_of_it_exists(app: Flask, world: World) -> None:
    world.event()
    for path, host in (
        ("/try", "127.0.0.1"),
        ("/try/as/moderator", "moderator.localhost"),
        ("/try/as/screen", "screen.localhost"),
    ):
        assert browser(app, host).get(path).status_code == 404
    app.config["WTF_CSRF_ENABLED"] = False
    for path in ("/try/fill", "/try/empty", "/try/again"):
        assert browser(app).post(path).status_code == 404


def test_posts_need_the_pages_own_token(demonstration: Flask) -> None:
    for path in ("/try/fill", "/try/empty", "/try/again"):
        assert browser(demonstration).post(path).status_code == 400


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1:5000", "http://screen.localhost:5000/try/as/screen"),
        ("localhost", "http://screen.localhost/try/as/screen"),
        ("[::1]:5000", "http://screen.localhost:5000/try/as/screen"),
        ("[::1]", "http://screen.localhost/try/as/screen"),
    ],
)
def test_a_window_is_on_the_port_being_asked(host: str, address: str) -> None:
    assert address_of("screen", "http", host) == address


def test_fill_starts_pretend_phones_with_the_rooms_own_code(
    fresh: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[str, str]] = []
    monkeypatch.setattr(Filling, "begin", lambda _, told, code, token: begun.append((code, token)))
    fresh.config["WTF_CSRF_ENABLED"] = False
    assert browser(fresh).post("/try/fill").status_code == 303
    ((code, token),) = begun
    come_in = browser(fresh).get(f"/join/{code}?pretend={token}")
    assert come_in.status_code == 303
    with fresh.app_context():
        device = db.session.scalars(select(Device).where(Device.pretend)).one()
        session = session_of_code(code, has_doors_open)
        assert session is not None
        assert session.id in actor_of_device(device, "en").joined


def test_a_phone_can_not_call_itself_pretend(fresh: Flask) -> None:
    with fresh.app_context():
        code = queries.trial().room_code
    browser(fresh).get(f"/join/{code}?pretend=1")
    with fresh.app_context():
        assert db.session.scalars(select(Device.pretend)).all() == [False]


def test_pretend_phones_go_home_together(fresh: Flask) -> None:
    with fresh.app_context():
        session_id = queries.trial().id
        for _ in range(3):
            join_session(Actor(), session_id, True)
        join_session(Actor(), session_id)
    fresh.config["WTF_CSRF_ENABLED"] = False
    assert browser(fresh).post("/try/empty").status_code == 303
    with fresh.app_context():
        left = db.session.scalars(select(Device).where(Device.ended_at.is_(None))).all()
        assert [device.pretend for device in left] == [False]


def test_the_story_can_be_told_again_from_its_beginning(fresh: Flask) -> None:
    with fresh.app_context():
        session_id, version = tell_some_of_the_story()
    fresh.config["WTF_CSRF_ENABLED"] = False
    assert browser(fresh).post("/try/again").status_code == 303
    with fresh.app_context():
        assert state_of(session_id) == "open"
        floor = floor_of(session_id)
        assert floor is not None
        assert floor.version > version
        items = items_of(session_id)
        assert {item.state for item in items} == {"planned"}
        told = content.trial_session()["items"]
        assert [item.revision_id is not None for item in items] == ["paper" in i for i in told]
        polls = db.session.scalars(select(Poll).where(Poll.session_id == session_id)).all()
        assert [(poll.state, poll.instant) for poll in polls] == [("ready", None)]
        assert db.session.scalars(select(Voter)).all() == []
        assert db.session.scalars(select(Question)).all() == []


def test_telling_it_again_when_nothing_has_happened_is_harmless(fresh: Flask) -> None:
    fresh.config["WTF_CSRF_ENABLED"] = False
    for _ in range(2):
        assert browser(fresh).post("/try/again").status_code == 303
    with fresh.app_context():
        assert state_of(queries.trial().id) == "open"


def tell_some_of_the_story() -> tuple[str, int]:
    """A paper is written and pinned, the session goes live, somebody votes and asks."""
    session = queries.trial()
    sami, noor, lina = (signed_in(slug) for slug in ("sami-wave", "noor-star", "lina-palm"))
    paper = papers.start_paper(sami, "ar")
    papers.save_draft(sami, paper["paper"], "عنوان", "كلام قصير.", "ar", paper["version"])
    papers.submit_paper(sami, paper["paper"])
    curating.take_up_paper(lina, paper["paper"])
    curating.select_paper(lina, paper["paper"], session.id)
    curating.announce_decisions(lina)
    papers.confirm_paper(sami, paper["paper"], 1, "me")
    place: RunSheetItem = items_of(session.id)[1]
    pin_paper(lina, place.id, paper["paper"])
    seat = take_seat(noor, session.id)
    live = go_live(noor, session.id, seat["version"], seat["epoch"])
    phone = World().phone(session)
    ask(phone, session.id, "Who answers at night?", "en", "none")
    opened = open_instant(noor, session.id, "agree", seat["epoch"])
    poll = db.session.get(Poll, opened["poll"])
    assert poll is not None
    cast_ballots.one(Cast(phone, poll.id, (poll.options[0].id,), n=1))
    return session.id, int(live["version"])


def signed_in(slug: str) -> Actor:
    person = db.session.scalars(select(Person).where(Person.slug == slug)).one()
    return World().signed_in(person.id)
