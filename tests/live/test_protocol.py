"""docs/protocol.md says what is: every message, address, topic, setting and refusal, with examples
that were really said. `WRITE_EXAMPLES=1 pytest tests/live/test_protocol.py` writes them anew."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation.foundation.refusals import Refusal
from participation.foundation.settings import PREFIX, READERS
from participation.foundation.sockets import known_messages
from participation.live.audiences import TOPICS
from tests.live.conftest import Conference
from tests.live.examples import Book, Document, shape
from tests.live.scene import Scene
from tests.running import ROOT, Server, running

PROTOCOL = ROOT / "docs" / "protocol.md"
DOHA = timedelta(hours=3)
TOLD = {"live.changed", "live.moved", "live.ended", "screen.paired"}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """What was said in the scene, at a server on SQLite; it is 7 in the morning in Doha."""
    folder = tmp_path_factory.mktemp("protocol")
    server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    here = datetime.now(UTC) + DOHA
    shift = here.replace(hour=7, minute=0, second=0, microsecond=0) - here
    server.clock_file.write_text(str(shift.total_seconds()))
    told = server.demonstration()
    made = Book()
    with running(server):
        Scene(Conference(server, told), made).play()
    assert server.tracebacks() == ""
    return made


@pytest.fixture
def protocol() -> Document:
    return Document(PROTOCOL)


def test_every_live_message_is_documented_and_no_other(
    sqlite_app: Flask, protocol: Document
) -> None:
    documented = {name for name in protocol.headings() if re.fullmatch(r"[a-z]+\.[a-z_]+", name)}
    assert documented == set(known_messages()) | TOLD


def test_every_field_of_a_message_is_named_where_the_message_is(
    sqlite_app: Flask, protocol: Document
) -> None:
    with sqlite_app.test_request_context():
        fields = {
            name: {field.name for field in known.form(formdata=None, meta={"csrf": False})}
            for name, known in known_messages().items()
        }
    unnamed = {
        f"{name}: {field}"
        for name, own in fields.items()
        for field in own - {"command_id"}
        if f"`{field}`" not in protocol.section(name)
    }
    assert unnamed == set()


def test_every_address_is_documented_and_no_other(sqlite_app: Flask, protocol: Document) -> None:
    served = {
        f"{method} {rule.rule}"
        for rule in sqlite_app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
    }
    assert set(re.findall(r"`((?:GET|POST) /[^`]*)`", protocol.text)) == served


def test_every_topic_audience_setting_and_refusal_is_documented(
    sqlite_app: Flask, protocol: Document
) -> None:
    topics = {f"Topic {topic}" for told in TOPICS.values() for topic in told}
    assert {name for name in protocol.headings() if name.startswith("Topic ")} == topics
    named = [f"`{audience}`" for audience in TOPICS]
    named += [f"`{PREFIX}{key}`" for key in READERS]
    named += [f"| `{refusal.code}` | {refusal.status} |" for refusal in _refusals()]
    assert [what for what in named if what not in protocol.text] == []


def test_the_scene_says_every_message(sqlite_app: Flask, book: Book) -> None:
    assert (set(known_messages()) | TOLD) - set(book.entries) == set()


def test_the_examples_are_what_was_said(book: Book, protocol: Document) -> None:
    if os.environ.get("WRITE_EXAMPLES"):
        for heading in book.entries:
            protocol.put_example(heading, book.example(heading))
    others = {
        heading: {"documented": shape(protocol.example(heading)), "said": shape(said)}
        for heading in book.entries
        if shape(protocol.example(heading)) != shape(said := book.example(heading))
    }
    assert others == {}, "to write the examples anew: WRITE_EXAMPLES=1 pytest " + str(
        Path(__file__).relative_to(ROOT)
    )


def _refusals(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    """Every refusal of the application, by its class."""
    own = [kind] if kind.__module__.startswith("participation.") else []
    return own + [one for below in kind.__subclasses__() for one in _refusals(below)]
