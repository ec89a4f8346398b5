"""The doors to papers: pages without JavaScript, and live messages."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.pages import DEVICE_COOKIE
from participation.foundation.sockets import answer_to, known_messages
from participation.papers import commands, queries
from participation.papers.authors.rules import number_of
from participation.papers.curation import commands as commands_of_desk
from participation.papers.typed.commands import type_for_child
from participation.people import tokens
from tests.doors import Browser
from tests.world import World


def browser_of(app: Flask, actor: Actor) -> FlaskClient:
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    browser.set_cookie(DEVICE_COOKIE, tokens.sign("device", actor.device_id or ""))
    return browser


def text_of(actor: Actor, paper: str) -> tuple[str, str, str]:
    db.session.rollback()
    row = queries.paper_for(actor, paper)
    return row.draft_title, row.draft_body, row.state


def test_a_child_writes_sends_and_says_yes_without_javascript(app: Flask, world: World) -> None:
    author, session = world.delegate(), world.session()
    browser = browser_of(app, author)
    assert browser.get("/papers").status_code == 200
    started = browser.post("/papers", data={"lang": "ar"})
    assert started.status_code == 303
    address = started.headers["Location"]
    paper = address.rpartition("/")[2]
    page = {"title": "باب", "body": "باب يُغلق", "lang": "ar", "base": "0"}
    assert browser.post(address, data=page | {"then": "save"}).status_code == 303
    assert "باب يُغلق" in browser.get(address).text
    page["base"] = "1"
    assert browser.post(address, data=page | {"then": "submit"}).status_code == 303
    assert text_of(author, paper) == ("باب", "باب يُغلق", "submitted")
    reader = browser_of(app, world.facilitator())
    assert "باب" in reader.get("/curate").text
    assert "باب يُغلق" in reader.get(f"/curate/{paper}").text
    assert reader.post(f"/curate/{paper}", data={"then": "take_up"}).status_code == 303
    chosen = reader.post(f"/curate/{paper}", data={"session": session.slug})
    assert chosen.status_code == 303
    yes = {"then": "confirm", "number": "1"}
    assert browser.post(address, data=yes).status_code == 409
    assert reader.post("/curate/announce").status_code == 303
    commands.save_draft(author, paper, "باب", "لم تُرسَل", "ar", 1)
    shown = browser.get(address).text
    assert '<input type="hidden" name="number" value="1">' in shown
    read = shown.partition("<article")[2].partition("</article>")[0]
    assert ("باب يُغلق" in read, "لم تُرسَل" in read) == (True, False)
    for older in ({"then": "confirm"}, yes | {"number": "2"}):
        assert browser.post(address, data=older).status_code == 409
    assert queries.confirmed_revision(paper) is None
    assert browser.post(address, data=yes).status_code == 303
    assert queries.confirmed_revision(paper) is not None
    assert browser.post(address, data={"then": "take_back"}).status_code == 303
    assert text_of(author, paper)[2] == "withdrawn"
    assert browser.post(address, data={"then": "bring_back"}).status_code == 303
    assert text_of(author, paper)[2] == "draft"


def test_a_save_on_an_old_version_comes_back_with_every_word(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, body="words of the other tablet")
    answer = browser_of(app, author).post(
        f"/papers/{paper}",
        data={"title": "T", "body": "words of this page", "lang": "en", "base": "0"},
    )
    assert answer.status_code == 409
    assert "words of this page" in answer.text
    assert "words of the other tablet" in answer.text
    assert text_of(author, paper)[1] == "words of the other tablet"


def test_without_a_script_no_word_is_lost_with_the_sign_in(app: Flask, world: World) -> None:
    author, adult = world.delegate(), world.facilitator()
    paper = world.paper(author, body="Before.")
    typed = type_for_child(adult, number_of(author.person_id or ""), "en")["paper"]
    words = {"title": "T", "body": "Before.\n\nAnd <b>now</b>.", "lang": "en"}
    for writer, address, base, path in (
        (author, f"/papers/{paper}", "1", ""),
        (author, f"/papers/{paper}", "2", "/pictures"),
        (adult, f"/curate/typing/{typed}", "0", ""),
    ):
        words["body"] += f" {base}"
        browser = Browser(app)
        lost = browser.post(f"{address}{path}", address, then="save", base=base, **words)
        assert lost.status_code == 401
        page = lost.get_data(as_text=True)
        assert f'action="{address}"' in page
        assert escape(words["body"]) in page
        assert f'name="base" type="hidden" value="{base}"' in page
        back = Browser(app, writer)
        assert back.post(address, then="save", base=base, **words).status_code == 303
        assert text_of(author, paper if writer is author else typed)[1] == words["body"]


def test_a_page_that_was_open_for_too_long_keeps_every_word(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    browser = app.test_client()
    browser.set_cookie(DEVICE_COOKIE, tokens.sign("device", author.device_id or ""))
    typed = {"title": "", "body": "Late words.", "lang": "en", "base": "1"}
    here = {"Referer": f"http://localhost/papers/{paper}"}
    elsewhere = browser.post(f"/papers/{paper}", data=typed, headers={"Referer": "http://a.test/"})
    assert (elsewhere.status_code, "Late words." in elsewhere.text) == (400, False)
    late = browser.post(f"/papers/{paper}", data=typed, headers=here)
    assert late.status_code == 400
    assert "Late words." in late.text
    assert "Press “Save” once more" in late.text


def test_no_title_of_a_page_has_the_title_of_a_paper(app: Flask, world: World) -> None:
    """The history of a shared tablet keeps it, and the next child can read there."""
    author = world.delegate()
    browser = browser_of(app, author)
    for paper in (
        world.paper(author, title="canary"),
        world.paper(author, "submitted", title="canary"),
    ):
        page = browser.get(f"/papers/{paper}").text
        assert "canary" in page
        assert "canary" not in page.partition("<title>")[2].partition("</title>")[0]


def test_a_step_at_the_wrong_moment_shows_the_page_as_it_stands(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    browser = browser_of(app, author)
    answer = browser.post(f"/papers/{paper}", data={"then": "confirm"})
    assert answer.status_code == 409
    assert "First thought." in answer.text


def test_an_address_of_no_paper_is_not_found(app: Flask, world: World) -> None:
    world.event()
    author, reader = browser_of(app, world.delegate()), browser_of(app, world.facilitator())
    for odd in ("1", "x" * 32, "0" * 32, "%00" * 32, "0" * 31 + "%0A"):
        for browser, folder in ((author, "papers"), (reader, "curate")):
            address = f"/{folder}/{odd}"
            assert browser.get(address).status_code == 404
            assert browser.post(address, data={"then": "take_back"}).status_code in (400, 404)


def test_nobody_opens_the_desk_but_its_readers(app: Flask, world: World) -> None:
    session = world.session()
    paper = world.paper(world.delegate(), "submitted", title="canary", body="canary")
    readers = [world.facilitator(), world.signed_in(world.person("safeguarding", kind="adult"))]
    others = [
        world.delegate(),
        world.moderator(session),
        world.signed_in(world.person("organiser", kind="adult")),
        world.phone(session),
    ]
    for actor in readers:
        assert "canary" in browser_of(app, actor).get(f"/curate/{paper}").text
    for actor in others:
        for path in ("/curate", f"/curate/{paper}", f"/papers/{paper}"):
            answer = browser_of(app, actor).get(path)
            assert answer.status_code in (403, 404), path
            assert "canary" not in answer.text
    assert app.test_client().get("/curate").status_code == 401


def test_the_desks_page_never_carries_a_draft(app: Flask, world: World) -> None:
    author = world.delegate()
    sent = world.paper(author, "submitted")
    commands.save_draft(author, sent, "canary", "canary", "en", 1)
    world.paper(author, title="canary", body="canary")
    reader = browser_of(app, world.facilitator())
    for path in ("/curate", f"/curate/{sent}"):
        assert "canary" not in reader.get(path).text


def test_what_an_adult_typed_stays_on_the_page_where_its_box_is_gone(
    app: Flask, world: World
) -> None:
    session = world.session()
    one, other = world.facilitator(session), world.facilitator(session)
    paper = world.paper(world.delegate(), "submitted")
    commands_of_desk.take_up_paper(one, paper)
    late = browser_of(app, other)
    typed = {
        "ask": {"text": "canary question"},
        "offer": {"title": "canary title", "body": "canary body"},
        "suggest_no": {"reason": "canary reason", "goes_to": "book"},
    }
    for step, fields in typed.items():
        answer = late.post(f"/curate/{paper}", data={"then": step, **fields})
        assert answer.status_code == 409, "a colleague has it in hand"
        for words in set(fields.values()) - {"book"}:
            assert words in answer.text
    commands_of_desk.suggest_no(one, paper, "Four papers are about this.", "book")
    commands_of_desk.let_go_of_paper(one, paper)
    answer = late.post(f"/curate/{paper}", data={"then": "suggest_no", **typed["suggest_no"]})
    assert (answer.status_code, "canary reason" in answer.text) == (409, True)
    commands_of_desk.drop_no(one, paper)
    commands_of_desk.select_paper(one, paper, session.id)
    for step, fields in typed.items():
        answer = late.post(f"/curate/{paper}", data={"then": step, **fields})
        assert answer.status_code == 409, "it is decided meanwhile"
        for words in set(fields.values()) - {"book"}:
            assert words in answer.text
    assert "canary" not in late.get(f"/curate/{paper}").text


# -- live messages -------------------------------------------------------------------------------


def say(actor: Actor, name: str, **fields: Any) -> dict[str, Any]:
    return answer_to(known_messages()[name], fields, actor)


def test_a_paper_goes_all_the_way_by_live_messages(app: Flask, world: World) -> None:
    author, session, reader = world.delegate(), world.session(), world.facilitator()
    with app.test_request_context():
        paper = commands.start_paper(author)["paper"]
        saved = say(
            author, "papers.save_draft", paper=paper, title=" T ", body="w ", lang="en", base=0
        )
        assert saved == {"ok": True, "paper": paper, "version": 1}
        assert text_of(author, paper)[:2] == (" T ", "w ")
        behind = say(
            author, "papers.save_draft", paper=paper, title="T", body="x", lang="en", base=0
        )
        assert (behind["ok"], behind["code"]) == (False, "draft_moved_on")
        assert behind["state"] == {"title": " T ", "body": "w ", "lang": "en", "version": 1}
        assert say(author, "papers.submit", paper=paper)["state"] == "submitted"
        assert say(reader, "papers.take_up", paper=paper)["state"] == "in_review"
        chosen = say(reader, "papers.select", paper=paper, session=session.slug)
        assert chosen["state"] == "selected"
        assert say(reader, "papers.announce")["announced"] == 1
        yes = {"paper": paper, "reads_aloud": "moderator"}
        assert say(author, "papers.confirm", **yes)["code"] == "bad_input"
        other = say(author, "papers.confirm", **yes, number=2)
        assert (other["code"], other["state"]) == ("changed_meanwhile", "selected")
        assert say(author, "papers.confirm", **yes, number=1)["state"] == "confirmed"
        assert say(author, "papers.take_back", paper=paper)["state"] == "withdrawn"
        assert say(author, "papers.bring_back", paper=paper)["state"] == "draft"


ODD: list[dict[str, Any]] = [
    {},
    {"paper": None},
    {"paper": "x"},
    {"paper": "\x00" * 32},
    {"paper": ["0" * 32, {}]},
    {"paper": "0" * 32},
    {"paper": "0" * 32, "title": {}, "body": [], "lang": "xx", "base": "no"},
    {"paper": "0" * 32, "title": "\ud800", "body": "\x00", "lang": "ar", "base": 10**30},
    {"paper": "0" * 32, "title": "", "body": "x" * 100_001, "lang": "ar", "base": 0},
    {"paper": "0" * 32, "session": "\x00", "reads_aloud": "somebody"},
    {"paper": "0" * 32, "session": "s" * 5000, "reads_aloud": "me"},
]


@pytest.mark.parametrize("name", ["save_draft", "submit", "confirm", "take_back", "select"])
def test_odd_input_gets_a_sentence_and_never_trouble(app: Flask, world: World, name: str) -> None:
    world.event()
    actor = world.facilitator() if name == "select" else world.delegate()
    for fields in ODD:
        with app.test_request_context():
            answer = say(actor, f"papers.{name}", **fields)
        assert answer["ok"] is False
        assert answer["code"] in {"bad_input", "not_found"}, fields
        assert answer["message"]


def test_a_hundred_thousand_letters_are_kept(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    body = "ص" * 100_000
    with app.test_request_context():
        assert say(
            author, "papers.save_draft", paper=paper, title="", body=body, lang="ar", base=0
        )["ok"]
    answer = browser_of(app, author).post(
        f"/papers/{paper}", data={"title": "T", "body": body, "lang": "ar", "base": "1"}
    )
    assert answer.status_code == 303
    assert text_of(author, paper)[:2] == ("T", body)
