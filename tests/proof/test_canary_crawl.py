"""The canary crawl (safeguarding.md, "Proof"): words that exist nowhere else lie in every vault
field, draft, concern and uncleared text; everybody looks everywhere, and meets only what is theirs.

It walks the registry of routes, of live messages and of topics, so that what is added later falls
under it without a change here.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.sockets import known_messages
from participation.live.audiences import TOPICS, may_follow
from participation.live.forms import AUDIENCES
from participation.live.snapshots import snapshot
from participation.programme.models import ConferenceSession
from participation.safeguarding.clearing.kinds import known_kinds
from tests.doors import Browser, send
from tests.proof.hall import BORN, Hall, build, in_hand, may_meet
from tests.proof.table import Table, read_table
from tests.world import World

WORD = re.compile(rf"kanari[a-j]{{2}}vogel|{BORN.isoformat()}")
# Away from the page itself: somebody's words in an address that they opened by themselves.
MOST_WAYS = 12


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


@pytest.fixture
def hall(world: World) -> Hall:
    return build(world)


def strangers(hall: Hall, table: Table, met: dict[str, set[str]]) -> set[tuple[str, str, str]]:
    """(who, row, where it was laid) of each word that somebody met and may not."""
    known = {canary.word: canary for canary in hall.canaries}
    return {
        (who, canary.rows[0], str(canary.owner))
        for who, words in met.items()
        for word in words
        if not may_meet(hall, table, who, canary := known[word])
    }


def test_every_kind_of_text_has_canaries_that_wait(hall: Hall) -> None:
    """A kind that is declared later has to be laid here too."""
    here = db.session.query(ConferenceSession).filter_by(slug=hall.ids["slug"][0]).one()
    for name, kind in known_kinds().items():
        waiting = " ".join(one.text for one in kind.waiting(here.id))
        assert words_in(waiting), name


def test_no_page_shows_anybody_what_is_not_theirs(app: Flask, hall: Hall, table: Table) -> None:
    met: dict[str, set[str]] = defaultdict(set)
    helps: dict[int, set[str]] = defaultdict(set)
    for who, actor in hall.people.items():
        browser = Browser(app, actor if actor.device_id else None)
        if who == "facilitator here":
            in_hand(hall)  # the crawl of the others takes longer than a text stays in a hand
        for address in addresses(app, hall):
            answer = browser.get(address)
            page = answer.get_data(as_text=True)
            met[who] |= words_in(page)
            met[who] |= words_in(str(browser.json(address)))
            if is_page(answer, page):
                helps[page.count('class="help-link"')].add(address)
    assert strangers(hall, table, met) == set()
    # safeguarding.md, "Concerns": a help control in the same place on every page. The one that is
    # kept for when there is no network says itself where to go and whom to call.
    assert helps.pop(0) == {"/offline"}
    assert set(helps) == {1}
    # The crawl has eyes: what may be met on a page is met.
    for who, row in (
        ("writer", "paper draft"),
        ("facilitator of papers", "submitted paper"),
        ("facilitator here", "free text before it is cleared"),
        ("moderator here", "cleared text"),
        ("lead", "consent and assent"),
    ):
        assert met[who] & {canary.word for canary in hall.canaries if row in canary.rows}, who


def test_no_topic_tells_anybody_what_is_not_theirs(app: Flask, hall: Hall, table: Table) -> None:
    met: dict[str, set[str]] = defaultdict(set)
    followed = set()
    for who, actor in hall.people.items():
        for scope, audience in follows(hall, actor):
            followed.add(audience)
            met[who] |= words_in(str(snapshot(scope, audience, actor.holder)))
    assert strangers(hall, table, met) == set()
    assert followed == set(TOPICS)
    shown = {canary.word for canary in hall.canaries if "published text" in canary.rows}
    for who in ("phone here", "screen here", "asker"):  # a message on the wall, and a cloud
        assert shown <= met[who], who


def test_no_answer_to_a_message_tells_anybody_what_is_not_theirs(
    app: Flask, hall: Hall, table: Table, caplog: pytest.LogCaptureFixture
) -> None:
    """Everybody sends everything, with every id there is. What is answered is looked at, and so is
    every line of the log."""
    caplog.set_level(logging.DEBUG)
    met: dict[str, set[str]] = defaultdict(set)
    for who, actor in hall.people.items():
        for name in sorted(known_messages()):
            if name == "live.follow":
                continue  # its answer is the snapshot, which has a test of its own
            for fields in entries(app, hall, name):
                met[who] |= words_in(str(send(app, actor, name, **fields)))
    assert strangers(hall, table, met) == set()
    assert words_in(caplog.text) == set()


def test_a_dump_and_the_files_show_no_word_of_a_concern(sqlite_app: Flask, tmp_path: Path) -> None:
    hall = build(World())
    sealed = {canary.word for canary in hall.canaries if "content of a concern" in canary.rows}
    assert sealed
    db.session.rollback()
    file = tmp_path / "sawt.sqlite3"
    with sqlite3.connect(file) as raw:
        dump = "\n".join(raw.iterdump())
    laid = {canary.word: canary for canary in hall.canaries if canary.word not in sealed}
    assert [canary for word, canary in laid.items() if word not in words_in(dump)] == []
    assert words_in(dump) & sealed == set()
    for kept in tmp_path.rglob("*"):
        if kept.is_file():
            assert not any(word.encode() in kept.read_bytes() for word in sealed), kept


def is_page(answer: TestResponse, page: str) -> bool:
    """Whether this is a whole page; not a wall, whose foot has the help of its room."""
    return "html" in (answer.content_type or "") and "</html>" in page and "<sawt-wall" not in page


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


def addresses(app: Flask, hall: Hall) -> Iterator[str]:
    """Every address that can be looked at, with every id that could stand in it."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint == "static":
            continue
        values = [ids_for(hall, name) for name in sorted(rule.arguments)]
        for chosen in islice(product(*values), MOST_WAYS * 4):
            address = rule.rule
            for name, value in zip(sorted(rule.arguments), chosen, strict=True):
                address = re.sub(rf"<(?:\w+:)?{name}>", value, address)
            yield address


def ids_for(hall: Hall, name: str) -> list[str]:
    """What may stand for this argument or field; where its name says nothing, one of each kind."""
    if name in hall.ids:
        return hall.ids[name]
    people = [actor.person_id for actor in hall.people.values() if actor.person_id]
    by_name = {
        "session": hall.ids["slug"],
        "paper": hall.ids["paper_id"],
        "question_id": hall.ids["question"],
        "concern": hall.ids["concern_id"],
        "person_id": people,
        "person": people,
    }
    return by_name.get(name) or [ids[0] for ids in hall.ids.values()]


def follows(hall: Hall, actor: Actor) -> Iterator[tuple[str, str]]:
    """Every scope and audience that this actor may hear."""
    sessions = [session.id for session in db.session.query(ConferenceSession)]
    for audience in TOPICS:
        if audience not in AUDIENCES:
            if may_follow(actor, audience, None):
                yield desk_of(actor, audience), audience
            continue
        for session_id in sessions:
            if may_follow(actor, audience, session_id):
                yield session_id, audience


def desk_of(actor: Actor, audience: str) -> str:
    return f"desk:mine:{actor.person_id}" if audience == "papers" else f"desk:{audience}"


def entries(app: Flask, hall: Hall, name: str) -> Iterator[dict[str, object]]:
    """Fields for this message: each id that fits, and simple things where an id does not."""
    with app.test_request_context():
        form = known_messages()[name].form(formdata=None, meta={"csrf": False})
        fields = [field.name for field in form if field.name not in ("command_id", "csrf_token")]
    simple: dict[str, list[object]] = {
        "epoch": [1],
        "version": [1],
        "n": [1],
        "lang": ["en"],
        "on": [True],
        "yes": [True],
        "reason": ["unkind"],
    }
    values = [simple.get(field) or list(ids_for(hall, field)) for field in fields]
    for chosen in islice(product(*values), MOST_WAYS):
        yield dict(zip(fields, chosen, strict=True))
