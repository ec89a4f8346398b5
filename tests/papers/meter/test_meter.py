"""How much of a text is its author's own: counted from the texts that led to it, told to her,
and to readers where she lets them."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.papers import commands, payloads, queries
from participation.papers.authors.commands import leave_paper
from participation.papers.book.payloads import book_paper
from participation.papers.book.queries import Reader
from participation.papers.curation import letters
from participation.papers.meter.commands import show_meter
from participation.papers.meter.models import PaperRuns
from participation.papers.meter.rules import Known, Shares, Text, shares
from participation.papers.parting.models import PaperWriters
from participation.papers.showing.commands import show_paper
from participation.papers.translating.commands import (
    offer_translation,
    read_translation,
    reply_to_translation,
)
from tests.doors import Browser
from tests.papers.test_authors import chosen, joins, sent, together, writes
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


def test_of_what_two_wrote_neither_reads_that_it_is_hers_alone(sqlite_app: Flask) -> None:
    world = World()
    one, other = world.delegate(), world.delegate()
    paper = together(world, one, other)
    writes(one, paper, "The stairs are dark.")
    writes(other, paper, "The stairs are dark.\n\nAnd the yard is, too.")
    sent(paper, one, other)
    for author in (one, other):
        page = unescape(Browser(sqlite_app, author).get(f"/papers/{paper}?lang=en").text)
        assert "What we sent last is ours, word for word." in page
        assert "What I sent last is mine" not in page
    leave_paper(other, paper)
    writes(one, paper, "The stairs are dark.")
    sent(paper, one)
    assert "What I sent last is mine" in Browser(sqlite_app, one).get(f"/papers/{paper}").text


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


HERS, HIS = "The stairs are dark.", "My sister waits long."
OFFERED = "The stairs by our very old wooden door are dark."


def with_an_offer(world: World) -> tuple[Any, Any, str]:
    """Two wrote it, and took an adult's six words into her line and two into his."""
    both = mina, sami = world.delegate(), world.delegate()
    paper = together(world, *both)
    writes(mina, paper, HERS)
    writes(sami, paper, f"{HERS}\n\n{HIS}")
    sent(paper, *both)
    text = f"{OFFERED}\n\nMy sister always waits very long."
    offer = letters.offer_change(world.facilitator(), paper, "Together", text)["offer"]
    for each in both:
        letters.reply_to_offer(each, paper, offer, says_yes=True)
    return mina, sami, paper


def counted(author: Any, paper: str) -> tuple[int, int]:
    found = told(author, paper)
    return found["own"], found["adults"]


@pytest.mark.parametrize("leaver", [0, 1])
def test_an_adults_words_are_no_childs_after_somebody_left(world: World, leaver: int) -> None:
    *both, paper = with_an_offer(world)
    assert counted(both[0], paper) == (9, 8)
    own = leave_paper(both[leaver], paper)["paper"]
    papers = [paper, own] if leaver else [own, paper]
    for author, one in zip(both, papers, strict=True):
        commands.submit_paper(author, one)
    assert [counted(*each) for each in zip(both, papers, strict=True)] == [(5, 6), (4, 2)]
    kept = db.session.scalars(select(PaperRuns.runs)).all()
    assert sorted(kept) == ["2 1 1 1 1", "3 6 2"], "numbers, and nobody's words"


def test_what_is_written_on_after_somebody_left_is_the_authors(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = with_an_offer(world)
    leave_paper(sami, paper)
    writes(mina, paper, f"{OFFERED.replace('very ', '')} And cold.")
    writes(mina, paper, f"We are afraid. {OFFERED.replace('very old', 'big')} And cold.")
    commands.submit_paper(mina, paper)
    assert counted(mina, paper) == (5 + 3 + 1 + 2, 4)
    writes(mina, paper, f"{OFFERED.replace('very old', 'big')} And cold. Still.")
    assert counted(mina, paper) == (11, 4), "what she writes now is not sent"
    commands.take_back(mina, paper)
    commands.bring_back(mina, paper)
    commands.submit_paper(mina, paper)
    assert counted(mina, paper) == (5 + 1 + 2 + 1, 4)


def test_one_after_another_leaves_and_no_word_changes_hands(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = with_an_offer(world)
    dana = world.delegate()
    leave_paper(sami, paper)
    joins(world.facilitator(), paper, dana)
    writes(dana, paper, f"{OFFERED} Dana's line.\n\nAnother of hers.")
    own = leave_paper(mina, paper)["paper"]
    commands.submit_paper(dana, paper)
    commands.submit_paper(mina, own)
    assert counted(dana, paper) == (3, 0)
    assert counted(mina, own) == (7, 6)


def test_where_no_adult_wrote_a_word_nothing_is_kept(sqlite_app: Flask) -> None:
    world = World()
    both = world.delegate(), world.delegate()
    paper = together(world, *both)
    writes(both[0], paper, HERS)
    sent(paper, *both)
    leave_paper(both[1], paper)
    assert db.session.scalars(select(PaperRuns.runs)).all() == []


def test_no_word_can_stand_where_only_numbers_are_kept(world: World) -> None:
    paper = world.paper(world.delegate())
    for model, values in (
        (PaperRuns, {"paper_id": paper, "runs": "3 dark 2"}),
        (PaperRuns, {"paper_id": paper, "runs": ""}),
        (PaperWriters, {"version": 9, "authors": "", "lines": "", "seams": "dark"}),
    ):
        refused = insert(model).values(**{"id": "0" * 32, "paper_id": paper, **values})
        with pytest.raises(IntegrityError, match=r"no_word|some"):
            db.session.execute(refused)
        db.session.rollback()


@given(WORDS, st.lists(st.integers(0, 4), max_size=9))
@settings(suppress_health_check=[HealthCheck.too_slow])  # slow only beside others on few cores
def test_runs_say_whose_each_word_is(words: list[str], runs: list[int]) -> None:
    text = " ".join(words)
    known = Known.by_runs(text, " ".join(map(str, runs)))
    assert Known.by_runs(text, known.runs()) == known
    adults = [kind for at, run in enumerate(runs) for kind in [at % 2] * run][: len(words)]
    assert known.shares() == Shares(len(words) - sum(adults), sum(adults))
