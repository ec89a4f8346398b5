"""How much of a text is its author's own: counted from the texts that led to it, told to her,
and to readers where she lets them."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.papers import commands, payloads, queries
from participation.papers.book.payloads import book_paper
from participation.papers.book.queries import Reader
from participation.papers.curation import letters
from participation.papers.meter.commands import show_meter
from participation.papers.meter.rules import Shares, Text, shares
from participation.papers.showing.commands import show_paper
from participation.papers.translating.commands import (
    offer_translation,
    read_translation,
    reply_to_translation,
)
from tests.doors import Browser
from tests.papers.test_authors import chosen
from tests.papers.translating.test_translating import interpreter
from tests.world import World

WORDS = st.lists(st.sampled_from(["نور", "الدرج", "a", "lamp", "on", "stairs"]), max_size=30)


def test_a_word_is_whose_who_wrote_it_first() -> None:
    hers = Text("The stairs are dark.\n\nI want a lamp.")
    offered = Text("The stairs by our door are dark.\n\nI want a lamp.", is_adults=True)
    assert shares([hers]) == Shares(8, 0)
    assert shares([hers, offered]) == Shares(8, 3)
    assert shares([hers, offered, Text(offered.words + " A big one.")]) == Shares(11, 3)


def test_what_she_took_from_an_offer_into_her_own_way_stays_the_adults() -> None:
    hers = Text("الدرج مظلم.")
    offered = Text("الدرج عند الباب مظلم.", is_adults=True, counts=False)
    assert shares([hers, offered, Text("الدرج عند الباب مظلم دائمًا.")]) == Shares(3, 2)
    assert shares([hers, offered]) == Shares(2, 0), "what does not count is counted by nobody"


@given(st.lists(WORDS, min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow])  # slow only beside others on few cores
def test_without_an_adult_every_word_is_hers(drafts: list[list[str]]) -> None:
    texts = [Text(" ".join(words)) for words in drafts]
    assert shares(texts) == Shares(len(drafts[-1]), 0)


@given(WORDS, WORDS, WORDS)
def test_no_word_is_counted_twice_or_lost(
    one: list[str], offered: list[str], two: list[str]
) -> None:
    found = shares([Text(" ".join(one)), Text(" ".join(offered), True), Text(" ".join(two))])
    assert found.own + found.adults == len(two)


def told(author: Any, paper: str) -> Any:
    db.session.rollback()
    db.session.expire_all()
    return payloads.own_paper(author, paper)["meter"]


def test_the_author_reads_it_and_readers_where_she_lets_them(sqlite_app: Flask) -> None:
    world = World()
    author, session = world.delegate(), world.session()
    paper = world.paper(author, title="Dark", body="The stairs are dark.")
    assert told(author, paper) is None, "nothing was sent"
    commands.submit_paper(author, paper)
    reader = world.facilitator()
    offer = letters.offer_change(reader, paper, "Dark", "The stairs at school are dark.")["offer"]
    letters.reply_to_offer(author, paper, offer, says_yes=True)
    assert told(author, paper) == {
        "own": 5,
        "adults": 2,
        "translators": {},
        "shown_by_me": False,
        "is_shown": False,
    }
    chosen(world, paper, session.id)
    number = payloads.own_paper(author, paper)["sent"]["number"]
    commands.confirm_paper(author, paper, number, "me")
    show_paper(author, paper, number, "public", "none")
    assert book_paper(Reader.anybody("en"), paper)["meter"] is None
    show_meter(author, paper, on=True)
    assert book_paper(Reader.anybody("en"), paper)["meter"] == {
        "own": 5,
        "adults": 2,
        "translators": {},
    }
    page = Browser(sqlite_app).get(f"/book/{paper}?lang=en").text
    assert "The author’s own words: 5 of 7" in page
    show_meter(author, paper, on=False)
    assert book_paper(Reader.anybody("en"), paper)["meter"] is None
    with pytest.raises(NotFound):
        show_meter(world.delegate(), paper, on=True)


def test_a_translation_and_a_no_are_nobodys_words(sqlite_app: Flask) -> None:
    world = World()
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "submitted", title="Dark", body="The stairs are dark.")
    offer = letters.offer_change(world.facilitator(), paper, "Dark", "Another text.")["offer"]
    letters.reply_to_offer(author, paper, offer, says_yes=False)
    chosen(world, paper, session.id)
    commands.confirm_paper(author, paper, 1, "me")
    said = offer_translation(interpreter(world, session), paper, "fr", "Noir", ["L’escalier."], 1)
    assert told(author, paper) == {
        "own": 5,
        "adults": 0,
        "translators": {},
        "shown_by_me": False,
        "is_shown": False,
    }
    assert queries.latest_revision(paper) is not None
    read_translation(world.facilitator(), paper, said["translation"], lets_through=True)
    assert told(author, paper)["translators"] == {}, "its author has not said yes"
    reply_to_translation(author, paper, said["translation"], says_yes=True)
    assert told(author, paper)["translators"] == {"fr": 2}
    assert told(author, paper)["own"] == 5
    show_paper(author, paper, 1, "public", "none")
    show_meter(author, paper, on=True)
    page = Browser(sqlite_app).get(f"/book/{paper}?lang=en").text
    assert "2 words from a translator, with the author’s yes" in unescape(page)
