"""The canary crawl (safeguarding.md, "Proof"): words that exist nowhere else lie in every vault
field, draft, concern and uncleared text; everybody looks everywhere, and meets only what is theirs.

It walks the registry of routes, of live messages and of topics, so that what is added later falls
under it without a change here. The tests share one hall on each database; those that act come last.
"""

from __future__ import annotations

import logging
import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, product
from math import prod
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.forms import IdField, InputForm
from participation.foundation.headers import ALWAYS
from participation.foundation.policies import Policy, allows, policy_for
from participation.foundation.sockets import known_messages
from participation.live.audiences import TOPICS, may_follow
from participation.live.forms import AUDIENCES
from participation.live.snapshots import snapshot
from participation.people.access.commands import ask_access, confirm_access, end_access
from participation.programme.models import ConferenceSession
from participation.safeguarding.clearing.kinds import known_kinds
from participation.safeguarding.concerns.exporting import read_file
from tests.conftest import in_context, make_app
from tests.doors import Browser, send, text_of
from tests.proof.hall import BORN, Hall, build, in_hand, may_meet
from tests.proof.table import Table, read_table
from tests.world import World

WORD = re.compile(rf"kanari[a-j]{{2}}vogel|{BORN.isoformat()}")
# More ways than this of filling one address or message is a crawl that nobody waits for.
MOST_WAYS = 200
# Arguments and fields that ask for what hall.py lays under another name.
NAMED = {
    "session": "slug",
    "paper": "paper_id",
    "questions": "question",
    "into": "question",
    "words": "word",
    "person": "person_id",
    "adult": "person_id",
    "poll": "poll_id",
    "from_item": "item",
}
SIMPLE: dict[str, list[object]] = {
    "epoch": [1],
    "version": [1],
    "revision": [1],
    "n": [1],
    "lang": ["en"],
    "on": [True],
    "yes": [True],
    "reason": ["unkind"],
    "mode": ["message", "question"],
    "what": ["message", "question"],
}
# Where this stands in a page as it is, something that was typed has become markup.
MARKUP = "x<sawt-was-here>"
PHRASE = "seven quiet lanterns for a file alone"


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """The application on one database for all of these tests."""
    folder = tmp_path_factory.mktemp("crawl")
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), folder / "sawt.sqlite3")
        url = f"sqlite:///{folder / 'sawt.sqlite3'}"
    else:
        empty = request.getfixturevalue("empty_postgres")
        url = request.getfixturevalue("postgres").fresh_database(empty).replace("+psycopg2", "")
    yield from in_context(make_app(url, folder))


@pytest.fixture(scope="module")
def hall(app: Flask) -> Hall:
    return build(World())


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Every line that any part of the program writes meanwhile."""
    caplog.set_level(logging.DEBUG)
    return caplog


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


def test_a_dump_and_the_files_show_no_word_of_a_concern(app: Flask, hall: Hall) -> None:
    if not db.is_sqlite:
        return  # the same rows; here they lie in one file
    sealed = sealed_words(hall)
    db.session.rollback()
    file = sqlite_file(app)
    with sqlite3.connect(file) as raw:
        dump = "\n".join(raw.iterdump())
    laid = {canary.word: canary for canary in hall.canaries if canary.word not in sealed}
    assert [canary for word, canary in laid.items() if word not in words_in(dump)] == []
    assert words_in(dump) & sealed == set()
    for kept in file.parent.rglob("*"):
        if kept.is_file():
            assert not any(word.encode() in kept.read_bytes() for word in sealed), kept


def test_what_is_sealed_opens_by_its_passphrase_or_code_and_in_nothing_else(
    app: Flask, hall: Hall, log: pytest.LogCaptureFixture
) -> None:
    """Every text of a concern, the file that is taken out, and the answer by its code."""
    people, right = hall.people, hall.lead_phrase
    opened: set[str] = set()
    for concern in hall.ids["concern_id"]:
        door = f"/safety/{concern}/open"
        lead = Browser(app, people["lead"])
        page = lead.post(door, passphrase=right).get_data(as_text=True)
        assert words_in(page)
        opened |= words_in(page)
        for who, phrase in (("lead", "another"), *((who, right) for who in people)):
            if (who, phrase) != ("lead", right):
                answer = Browser(app, people[who]).post(door, passphrase=phrase)
                assert words_in(answer.get_data(as_text=True)) == set(), (who, phrase)
        key = re.search(r'name="page_key" value="([^"]+)"', page)
        assert key
        out = f"/safety/{concern}/export"
        file = lead.post(out, page_key=key[1], file_passphrase=PHRASE).get_data()
        assert words_in(file.decode()) == set()
        assert words_in(str(read_file(file, PHRASE))) == words_in(page)
        for who in people:
            if who != "lead":
                answer = Browser(app, people[who]).post(
                    out, page_key=key[1], file_passphrase=PHRASE
                )
                assert answer.mimetype == "text/html", who
    assert opened == sealed_words(hall)
    told = Browser(app).post("/answers", code=hall.told_code).get_data(as_text=True)
    assert len(words_in(told)) == 1  # the answer, and nothing else of the record
    assert words_in(log.text) == set()


def test_no_page_shows_anybody_what_is_not_theirs(
    app: Flask, hall: Hall, table: Table, log: pytest.LogCaptureFixture
) -> None:
    """Every address, as a page and, where its answer is one of another kind, as a script asks."""
    met: dict[str, set[str]] = defaultdict(set)
    helped: dict[int, set[str]] = defaultdict(set)
    broken, kept_in_browsers = set(), set()
    for who, actor in hall.people.items():
        browser = Browser(app, actor if actor.device_id else None)
        if who == "facilitator here":
            in_hand(hall)  # the crawl of the others takes longer than a text stays in a hand
        for rule in rules_with(app, "GET"):
            seen = set()
            for address in addresses(hall, rule, actor):
                answer = browser.get(address)
                page = text_of(answer)
                met[who] |= words_in(page)
                if answer.status_code not in seen:
                    seen.add(answer.status_code)
                    met[who] |= words_in(str(browser.json(address)))
                if answer.status_code >= 500 or ALWAYS.keys() - answer.headers.keys():
                    broken.add((who, address))
                if answer.headers["Cache-Control"] != "no-store":
                    kept_in_browsers.add(rule.endpoint)
                if is_page(answer, page):
                    helped[helps(page)].add(address)
    assert strangers(hall, table, met) == set()
    assert broken == set()
    # A picture beside an answer, for an hour; the worker of the page for no network.
    assert kept_in_browsers == {"preparing.picture", "offline.worker"}
    # safeguarding.md, "Concerns": a help control in the same place on every page. The one that is
    # kept for when there is no network says itself where to go and whom to call.
    assert helped.pop(0) == {"/offline"}
    assert set(helped) == {1}
    assert words_in(log.text) == set()
    sheets = words_in(text_of(Browser(app).get("/book.pdf")))
    assert sheets == {canary.word for canary in hall.canaries if "published paper" in canary.rows}
    # The crawl has eyes: what may be met on a page is met.
    for who, row in (
        ("writer", "paper draft"),
        ("facilitator of papers", "submitted paper"),
        ("facilitator here", "free text before it is cleared"),
        ("moderator here", "cleared text"),
        ("lead", "consent and assent"),
        ("nobody", "published paper"),
        ("delegate", "paper for children with a badge"),
    ):
        assert met[who] & {canary.word for canary in hall.canaries if row in canary.rows}, who


def test_a_shared_draft_is_read_by_who_asked_while_it_is_open_and_by_nobody_else(
    app: Flask, hall: Hall, table: Table, log: pytest.LogCaptureFixture
) -> None:
    """Every page about what is under lock, and every one that is found by a paper."""
    lead, deputy = hall.people["lead"], hall.people["deputy"]
    (shared,) = hall.ids["shared"]
    (word,) = (each.word for each in hall.canaries if "shared draft" in each.rows[0])
    request = ask_access(lead, "shared_draft", shared, "Somebody asks for both")["request"]
    pages = [
        re.sub("<request_id>", request, re.sub("<paper_id>", shared, rule.rule))
        for rule in rules_with(app, "GET")
        if set(rule.arguments) in ({"request_id"}, {"paper_id"})
    ]
    pages += ["/access", "/safety", "/safety/papers", "/papers", "/curate", "/book", "/accesses"]
    pages += ["/organise/audit", f"/access/shared_draft/{shared}"]

    def readers() -> set[str]:
        met = {
            who: words_in("".join(text_of(browser.get(page)) for page in pages))
            for who, actor in hall.people.items()
            for browser in [Browser(app, actor if actor.device_id else None)]
        }
        others = {who: words for who, words in met.items() if who != "lead"}
        assert strangers(hall, table, others) == set()
        return {who for who, words in met.items() if word in words}

    authors = {"writer", "co-writer"}
    assert readers() == authors
    confirm_access(deputy, request)
    assert readers() == authors | {"lead"}
    end_access(deputy, request)
    assert readers() == authors
    assert words_in(log.text) == set()


def test_no_form_that_is_sent_wrongly_shows_anybody_what_is_not_theirs(
    app: Flask,
    hall: Hall,
    table: Table,
    log: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everybody posts to every address: nothing, what fits no field, and what fits some. No word
    of it becomes markup, there or on the page after. Whatever was changed by it is put back, so
    that each answer is of the same hall."""
    if not db.is_sqlite:
        return  # the same doors and templates; here a database is put back in a moment
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    met: dict[str, set[str]] = defaultdict(set)
    broken = set()
    kept = Kept(app)
    for who, actor in hall.people.items():
        for rule in rules_with(app, "POST"):
            for turn, address in enumerate(addresses(hall, rule, actor)):
                for fields in ({}, every_field(MARKUP), fitting(hall, turn)):
                    browser = Browser(app, actor if actor.device_id else None)
                    answer = browser.send(address, fields)
                    page = with_the_page_after(browser, answer)
                    met[who] |= words_in(page)
                    if went_wrong(answer, page):
                        broken.add((who, address))
                    if answer.status_code in (401, 403, 404):
                        break  # her door is closed, whatever she brings
                    if answer.status_code < 400:
                        kept.put_back()
    assert strangers(hall, table, met) == set()
    assert broken == set()
    assert words_in(log.text) == set()
    # It has eyes: whoever sends her own form wrongly has her own words before her again.
    for who, row in (("writer", "paper draft"), ("facilitator of papers", "submitted paper")):
        assert met[who] & {canary.word for canary in hall.canaries if row in canary.rows}, who


def test_no_answer_to_a_message_tells_anybody_what_is_not_theirs(
    app: Flask, hall: Hall, table: Table, log: pytest.LogCaptureFixture
) -> None:
    """Everybody sends everything, with every id there is. What is answered is looked at, and so is
    every line of the log."""
    met: dict[str, set[str]] = defaultdict(set)
    for who, actor in hall.people.items():
        for name in sorted(known_messages()):
            if name == "live.follow":
                continue  # its answer is the snapshot, which has a test of its own
            for fields in entries(app, hall, name, actor):
                met[who] |= words_in(str(send(app, actor, name, **fields)))
    assert strangers(hall, table, met) == set()
    assert words_in(log.text) == set()


class Kept:
    """A hall on SQLite as it is now."""

    def __init__(self, app: Flask) -> None:
        self._app, self._file = app, sqlite_file(app)
        self._copy = self._file.with_suffix(".kept")
        self._lets_go()
        shutil.copy(self._file, self._copy)

    def put_back(self) -> None:
        self._lets_go()
        shutil.copy(self._copy, self._file)

    def _lets_go(self) -> None:
        db.session.close()
        self._app.extensions["participation.engine"].dispose()
        for left in ("-wal", "-shm"):
            Path(f"{self._file}{left}").unlink(missing_ok=True)


def sqlite_file(app: Flask) -> Path:
    return Path(make_url(app.config["SETTINGS"].database_url).database or "")


def sealed_words(hall: Hall) -> set[str]:
    return {canary.word for canary in hall.canaries if "content of a concern" in canary.rows}


def is_page(answer: TestResponse, page: str) -> bool:
    """Whether this is a whole page; not a wall, whose foot has the help of its room, nor a file to
    take along, in which numbers to call would grow old."""
    if answer.headers.get("Content-Disposition", "").startswith("attachment"):
        return False
    return "html" in (answer.content_type or "") and "</html>" in page and "<sawt-wall" not in page


def with_the_page_after(browser: Browser, answer: TestResponse) -> str:
    """What was answered, and what stands on the page that it leads to."""
    after = browser.get(answer.headers["Location"]) if answer.status_code == 303 else None
    return text_of(answer) + (text_of(after) if after else "")


def went_wrong(answer: TestResponse, page: str) -> bool:
    """A mistake of ours, markup that somebody typed, or a page without its one way to help."""
    lacks_help = answer.status_code != 303 and is_page(answer, page) and helps(page) != 1
    return answer.status_code >= 500 or MARKUP in page or lacks_help


def helps(page: str) -> int:
    return page.count('class="help-link"')


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


def rules_with(app: Flask, method: str) -> list[Rule]:
    """Every address that hears this method."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or set()) and rule.endpoint != "static"
    ]


def addresses(hall: Hall, rule: Rule, actor: Actor) -> Iterator[str]:
    """This address with every id that could stand in it; with one of them for whoever is stopped
    at the door, where no id has been looked at yet."""
    names = sorted(rule.arguments)
    values = [[str(one) for one in laid(hall, name)] for name in names]
    for chosen in every_way(rule.rule, values, policy_for(rule.endpoint), actor):
        address = rule.rule
        for name, value in zip(names, chosen, strict=True):
            address = re.sub(rf"<(?:\w+:)?{name}>", value, address)
        yield address


def every_way(
    of: str, values: list[list[Any]], policy: Policy | None, actor: Actor
) -> Iterator[tuple[Any, ...]]:
    """Each choice of one value for each place. None is left out; too many fail."""
    assert policy is not None
    assert prod(len(some) for some in values) <= MOST_WAYS, f"{of}: too many ways to fill it"
    ways = product(*values)
    return ways if allows(policy, actor) else islice(ways, 1)


def laid(hall: Hall, name: str) -> list[str]:
    """What hall.py lays for this argument of an address."""
    found = hall.ids.get(NAMED.get(name, name))
    assert found, f"tests/proof/hall.py lays nothing for <{name}>"
    return found


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
    own = {"papers": "mine", "typing": "typing"}.get(audience)
    return f"desk:{own}:{actor.person_id}" if own else f"desk:{audience}"


def entries(app: Flask, hall: Hall, name: str, actor: Actor) -> Iterator[dict[str, object]]:
    """Fields for this message: each id that fits, one of each kind where its name says nothing,
    and simple things where an id does not. As in `addresses`, one for whom the door stops."""
    with app.test_request_context():
        form = known_messages()[name].form(formdata=None, meta={"csrf": False})
        fields = {f.name: f for f in form if f.name not in ("command_id", "csrf_token")}
    one_of_each = [ids[0] for ids in hall.ids.values()]
    values = []
    for field in fields:
        known = SIMPLE.get(field) or hall.ids.get(NAMED.get(field, field))
        is_id = isinstance(fields[field], IdField)
        values.append(list(known or (one_of_each if is_id else ["x"])))
    for chosen in every_way(name, values, known_messages()[name].policy, actor):
        yield dict(zip(fields, chosen, strict=True))


def every_field(value: str) -> dict[str, str]:
    """Each field that any form of the program has, with this in it."""
    return dict.fromkeys(sorted(field_names()), value)


def fitting(hall: Hall, turn: int) -> dict[str, str]:
    """As every_field, with an id where one fits; another one at each turn."""
    told = every_field(MARKUP)
    for name in told:
        known = SIMPLE.get(name) or hall.ids.get(NAMED.get(name, name))
        if known:
            told[name] = str(known[turn % len(known)])
    return told


def field_names() -> set[str]:
    found, waiting = set(), [InputForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        found |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    return found - {"command_id"}
