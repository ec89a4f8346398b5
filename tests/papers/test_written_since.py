"""Words written since a paper was sent: its authors read that they are not sent yet, and how they
can be; nobody else hears of them. And what stays theirs to change while a paper goes its way."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.floor.models import ItemState
from participation.foundation.extensions import db
from participation.papers import commands, payloads, rules
from participation.papers.curation import letters
from participation.papers.models import Paper, PaperState
from participation.papers.rules import Draft
from tests.doors import Browser, send
from tests.world import World

SENT, MORE = Draft("T", "A lamp.", "en"), Draft("T", "A lamp.\n\nAnd a door.", "en")
WRITING = {PaperState.DRAFT, PaperState.QUESTIONS_BACK, PaperState.CHANGE_OFFERED}


@pytest.mark.parametrize("state", list(PaperState))
def test_more_words_are_said_in_every_state_without_the_sheet(state: PaperState) -> None:
    assert rules.is_unsent(MORE, SENT, state) == (state not in WRITING)
    assert not rules.is_unsent(Draft("T ", "A lamp.\n", "en"), SENT, state)
    assert not rules.is_unsent(Draft("", " ", "en"), SENT, state)


@pytest.mark.parametrize("state", ["submitted", "in_review", "selected", "confirmed", "withdrawn"])
def test_a_draft_is_kept_in_every_state_and_its_author_reads_what_is_not_sent(
    app: Flask, world: World, state: str
) -> None:
    author = world.delegate()
    far = "in_review" if state == "withdrawn" else state
    paper = world.paper(author, far, title=SENT.title, body=SENT.body)
    if state == "withdrawn":
        commands.take_back(author, paper)
    assert payloads.own_paper(author, paper)["written_since"] is None
    page = Browser(app, author)
    assert "written-since" not in page.get(f"/papers/{paper}").text
    save = {"paper": paper, "title": "T", "body": MORE.body, "lang": "en", "base": 1}
    assert send(app, author, "papers.save_draft", **save)["ok"]
    told = payloads.own_paper(author, paper)
    parts = told["written_since"]["after"]["body"]["parts"]
    assert "And a door." in "".join(part["text"] for part in parts if part["is_changed"])
    assert told["sent"]["words"] == {"title": "T", "body": "A lamp."}
    text = page.get(f"/papers/{paper}").text
    assert "I wrote more that is not sent yet" in text
    assert ("Bring it back, then send it" in text) == (state == "withdrawn")
    assert ("no place in the session" in text) == (state in ("selected", "confirmed"))
    for other in (world.facilitator(), world.delegate()):
        for address in (f"/papers/{paper}", f"/curate/{paper}", "/curate", "/papers"):
            assert "And a door." not in Browser(app, other).get(address).text


def test_it_is_taken_back_without_a_script_wherever_it_was_sent_but_not_as_a_draft(
    app: Flask, world: World
) -> None:
    author, reader = world.delegate(), world.facilitator()
    page, paper = Browser(app, author), world.paper(author, "submitted")
    assert 'value="take_back"' not in page.get(f"/papers/{world.paper(author)}").text
    letters.ask_about_paper(reader, paper, "Who?", "en")
    assert 'value="take_back"' in page.get(f"/papers/{paper}").text
    page.post(f"/papers/{paper}", then="take_back")
    assert state_of(paper) == "withdrawn"
    offered = world.paper(author, "submitted", body="I want a lamp.")
    letters.offer_change(reader, offered, "T", "I want two lamps.")
    assert 'value="take_back"' in page.get(f"/papers/{offered}").text


def test_who_wrote_where_the_change_was_is_told_of_both_texts(app: Flask, world: World) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", title="T", body="I want a lamp.\n\nThank you.")
    offer = letters.offer_change(reader, paper, "T", "I want one lamp.\n\nThank you.")["offer"]
    commands.save_draft(author, paper, "T", "I want a lamp at night.\n\nThank you.", "en", 1)
    told = send(app, author, "papers.reply", paper=paper, offer=offer, says="yes")
    (place,) = told["both"]
    assert (place["where"], place["kept"]) == ("body", "I want one lamp.")
    assert place["written"] == "I want a lamp at night."
    assert place["stands"] in payloads.own_paper(author, paper)["body"]


def test_nobody_is_asked_about_two_texts_where_the_change_met_none(
    app: Flask, world: World
) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", title="T", body="I want a lamp.\n\nThank you.")
    offer = letters.offer_change(reader, paper, "T", "I want one lamp.\n\nThank you.")["offer"]
    commands.save_draft(author, paper, "T", "I want a lamp.\n\nThank you.\n\nMore.", "en", 1)
    told = send(app, author, "papers.reply", paper=paper, offer=offer, says="yes")
    assert "both" not in told
    assert payloads.own_paper(author, paper)["body"] == "I want one lamp.\n\nThank you.\n\nMore."


def test_who_reads_it_aloud_is_chosen_anew_without_a_script_until_it_has_been_on_stage(
    app: Flask, world: World
) -> None:
    author, session = world.delegate(), world.session()
    page, paper = Browser(app, author), world.paper(author, "confirmed", session)
    text = page.get(f"/papers/{paper}").text
    assert 'value="me" checked' in text
    page.post(f"/papers/{paper}", then="confirm", number="1", reads_aloud="friend")
    assert 'value="friend" checked' in page.get(f"/papers/{paper}").text
    assert state_of(paper) == "confirmed"
    item = world.items(session)[0]
    item.state, item.revision_id = ItemState.CURRENT, row(paper).confirmed_revision_id
    db.session.commit()
    assert payloads.own_paper(author, paper)["was_on_stage"]
    assert 'name="reads_aloud"' not in page.get(f"/papers/{paper}").text


def row(paper: str) -> Paper:
    db.session.rollback()
    return db.session.get_one(Paper, paper)


def state_of(paper: str) -> str:
    return str(row(paper).state)
