"""A text from a file comes into the draft of its author, who loses no word by it; what can't be
read changes nothing and is told in a kind sentence."""

from __future__ import annotations

import time
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.papers import commands
from participation.papers.bringing import refusals
from participation.papers.bringing.files import LARGEST, read_file
from participation.papers.bringing.rules import Brought
from participation.papers.bringing.sentences import about
from participation.papers.bringing.stayed import ALL
from participation.papers.queries import paper_for
from tests.papers.bringing import made
from tests.papers.test_authors import joins
from tests.papers.test_doors import browser_of
from tests.world import World


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    """SQLite alone: nothing of this is decided by a database."""
    return World()


def draft(author: Actor, paper: str) -> tuple[str, str, int]:
    db.session.rollback()
    row = paper_for(author, paper)
    db.session.refresh(row)
    return row.draft_title, row.draft_body, row.draft_version


def brings(
    app: Flask, author: Actor, paper: str, file: bytes, *, as_json: bool = False, **fields: Any
) -> TestResponse:
    accepted = "application/json" if as_json else "text/html"
    return posts(app, author, f"/papers/{paper}/file", file, accepted, **fields)


def posts(
    app: Flask, author: Actor, address: str, file: bytes, accepted: str, **fields: Any
) -> TestResponse:
    body, kind = encode_multipart_formdata({"file": ("words.docx", file), **fields})
    return browser_of(app, author).post(
        address, data=body, content_type=kind, headers={"Accept": accepted}
    )


def untouched(author: Actor) -> str:
    return str(commands.start_paper(author, "ar")["paper"])


def test_an_empty_draft_has_the_files_title_and_its_words(hall: World, sqlite_app: Flask) -> None:
    author = hall.delegate()
    paper = untouched(author)
    page = browser_of(sqlite_app, author).get(f"/papers/{paper}").text
    assert f'formaction="/papers/{paper}/file" formenctype="multipart/form-data"' in page
    answer = brings(sqlite_app, author, paper, made.whole())
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/papers/{paper}?stayed=margin"
    title, body, version = draft(author, paper)
    assert (title, body.partition("\n")[0], version) == ("باب يُغلق", "The door is heavy.", 1)
    page = browser_of(sqlite_app, author).get(f"/papers/{paper}").text
    assert "• مصباح" in page
    assert made.HIDDEN not in page


def test_words_that_stand_in_the_page_unsaved_stay_above_the_files(
    hall: World, sqlite_app: Flask
) -> None:
    author = hall.delegate()
    paper = hall.paper(author)
    typed: dict[str, Any] = {"title": "Mine", "body": "typed just now", "lang": "en", "base": "1"}
    press = new_id()
    for _ in range(2):  # pressed twice, it comes once
        answer = brings(sqlite_app, author, paper, made.whole_odt(), command_id=press, **typed)
        assert answer.status_code == 303
    title, body, version = draft(author, paper)
    assert (title, version) == ("Mine", 2)
    assert body.startswith("typed just now\n\nباب يُغلق\n\nThe door[1] is heavy.")
    assert body.count("heavy") == 1


def test_a_page_that_saved_its_words_sends_the_file_alone(hall: World, sqlite_app: Flask) -> None:
    author = hall.delegate()
    paper = hall.paper(author)
    answer = brings(sqlite_app, author, paper, made.of_lines("From home."), as_json=True)
    page = f"/papers/{paper}"
    assert answer.json == {"ok": True, "paper": paper, "version": 2, "stayed": [], "page": page}
    assert draft(author, paper)[1] == "First thought.\n\nSecond thought.\n\nFrom home."


def test_what_is_seen_in_the_file_and_stays_in_it_is_named(hall: World, sqlite_app: Flask) -> None:
    author = hall.delegate()
    paper = untouched(author)
    file, press = made.with_words(f"{made.run('Doors')}{made.CHART}"), new_id()
    named = ["A chart stayed in the file.", "If you need its words, write them here."]
    page = f"/papers/{paper}?stayed=chart"
    for _ in range(2):  # the second press is told the same
        answer = brings(sqlite_app, author, paper, file, as_json=True, command_id=press)
        told = {"paper": paper, "version": 1, "stayed": named, "page": page}
        assert answer.json == {"ok": True} | told
    shown = browser_of(sqlite_app, author).get(page).text
    assert " ".join(named) in shown
    assert named[0] not in browser_of(sqlite_app, author).get(f"/papers/{paper}?stayed=x").text
    for lang in ("ar", "fr"):
        with sqlite_app.test_request_context(), force_locale(lang):
            said = about(ALL)
        assert len(set(said)) == len(ALL) + 1
        assert "file" not in " ".join(said), "each is said in this language"


def test_both_texts_stand_on_the_page_where_another_tablet_wrote_meanwhile(
    hall: World, sqlite_app: Flask
) -> None:
    author = hall.delegate()
    paper = hall.paper(author, body="of the other tablet")
    typed: dict[str, Any] = {"title": "T", "body": "of this page", "lang": "en", "base": "0"}
    answer = brings(sqlite_app, author, paper, made.of_lines("From home."), **typed)
    assert answer.status_code == 409
    for words in ("of the other tablet", "of this page"):
        assert words in answer.text
    assert draft(author, paper)[1] == "of the other tablet"


@pytest.mark.parametrize("what", list(made.HOSTILE))
def test_what_cant_be_read_is_told_and_the_draft_stays(
    hall: World, sqlite_app: Flask, what: str
) -> None:
    make, code = made.HOSTILE[what]
    author = hall.delegate()
    paper = hall.paper(author)
    before, file, began = draft(author, paper), make(), time.monotonic()
    answer = brings(sqlite_app, author, paper, file, as_json=True)
    assert answer.json is not None
    assert (answer.json["code"], answer.status_code) == (code, 400)
    assert draft(author, paper) == before
    assert time.monotonic() - began < 20


def test_a_no_keeps_what_stands_in_the_page_and_its_buttons_lead_on(
    hall: World, sqlite_app: Flask
) -> None:
    author = hall.delegate()
    paper = hall.paper(author)
    typed: dict[str, Any] = {"title": "Mine", "body": "typed just now", "lang": "en", "base": "1"}
    answer = brings(sqlite_app, author, paper, b"MZ", **typed)
    assert answer.status_code == 400
    alert = answer.text.partition('role="alert"')[2].partition("</p>")[0]
    assert "read this file" in alert
    assert "typed just now" in answer.text
    assert 'method="post">' not in answer.text, "each form of the page says where it goes"
    assert draft(author, paper)[1] == "First thought.\n\nSecond thought."
    again = browser_of(sqlite_app, author).get(f"/papers/{paper}/file?lang=ar")
    assert (again.status_code, again.headers["Location"]) == (303, f"/papers/{paper}")


def test_every_no_is_said_in_three_languages(sqlite_app: Flask) -> None:
    noes: list[type[Refusal]] = [refusals.FileRefused, *refusals.FileRefused.__subclasses__()]
    assert len(noes) == 8
    for no in noes:
        said = set()
        for lang in ("ar", "en", "fr"):
            with sqlite_app.test_request_context(), force_locale(lang):
                said.add(no().message)
        assert len(said) == 3, no


def test_a_file_that_is_too_large_is_not_read(hall: World, sqlite_app: Flask) -> None:
    author = hall.delegate()
    paper = hall.paper(author)
    before = draft(author, paper)
    large = made.with_parts(made.of_lines("x"), {"word/media/a.png": b""}) + bytes(LARGEST)
    for file in (large, large + bytes(2 * 1024 * 1024)):
        answer = brings(sqlite_app, author, paper, file, as_json=True)
        assert answer.json is not None
        assert (answer.json["code"], answer.status_code) == ("file_too_large", 413)
    assert draft(author, paper) == before
    elsewhere = posts(sqlite_app, author, f"/papers/{paper}", large, "text/html", then="save")
    assert elsewhere.status_code == 413, "other addresses take no more than they did"


def test_a_file_with_large_pictures_is_its_words(sqlite_app: Flask) -> None:
    pictures = {f"word/media/{n}.png": bytes(30_000_000) for n in range(10)}
    assert read_file(made.with_parts(made.of_lines("words"), pictures)) == Brought("", "words")


def test_only_its_authors_bring_a_file(hall: World, sqlite_app: Flask) -> None:
    session = hall.session()
    author, other, stranger = hall.delegate(), hall.delegate(), hall.delegate()
    paper = hall.paper(author)
    others = [
        stranger,
        hall.facilitator(session),
        hall.moderator(session),
        hall.phone(session),
        hall.signed_in(hall.person("safeguarding", kind="adult")),
        hall.signed_in(hall.person("organiser", kind="adult")),
    ]
    before = draft(author, paper)
    for actor in others:
        answer = brings(sqlite_app, actor, paper, made.of_lines("x"))
        assert answer.status_code in (403, 404)
    assert draft(author, paper) == before
    joins(hall.facilitator(), paper, other)
    assert brings(sqlite_app, other, paper, made.of_lines("hers")).status_code == 303
    assert draft(author, paper)[1].endswith("Second thought.\n\nhers")


@pytest.mark.parametrize("state", ["submitted", "in_review", "selected", "confirmed", "withdrawn"])
def test_nothing_comes_into_a_paper_that_stands_closed(
    hall: World, sqlite_app: Flask, state: str
) -> None:
    author = hall.delegate()
    paper = hall.paper(author, "submitted" if state == "withdrawn" else state)
    if state == "withdrawn":
        commands.take_back(author, paper)
    before = draft(author, paper)
    answer = brings(sqlite_app, author, paper, made.of_lines("x"), as_json=True)
    assert answer.json is not None
    assert (answer.json["code"], answer.status_code) == ("not_now", 409)
    assert draft(author, paper) == before


def test_a_file_that_fills_the_paper_is_too_much_below_what_stands_there(
    hall: World, sqlite_app: Flask
) -> None:
    author = hall.delegate()
    paper = hall.paper(author, body="x" * 60_000)
    answer = brings(sqlite_app, author, paper, made.of_lines("y" * 60_000), as_json=True)
    assert answer.json is not None
    assert answer.json["code"] == "file_too_much"
    assert draft(author, paper)[1] == "x" * 60_000
