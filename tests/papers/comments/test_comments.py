"""A comment stands beside one sentence of the words that counted when it was said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import (
    BadInput,
    ChangedMeanwhile,
    NotFound,
    NotNow,
    Refusal,
)
from participation.foundation.versions import versions_of
from participation.papers import commands as authors
from participation.papers import payloads, rules
from participation.papers.authors.commands import leave_paper
from participation.papers.comments.commands import comment_on_sentence, take_comment_back
from participation.papers.comments.models import PaperComment
from participation.papers.comments.rules import OPEN, is_sentence, sentence_places
from participation.papers.curation import commands as curating
from participation.papers.curation import holding, letters
from participation.papers.curation import payloads as desk
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperState
from participation.safeguarding.marks.models import TextMark
from tests.moving_clock import MovingClock
from tests.papers.curation.test_authority import Table
from tests.papers.test_authors import together
from tests.papers.test_doors import browser_of
from tests.safeguarding.concerns.team import Team
from tests.world import World

BODY = "The stairs are dark. Really dark!\n\nI want a lamp"
SAYS = "How many steps are there?"


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    """SQLite alone: what the databases decide differently is in the races and the migrations."""
    return World()


def row(paper_id: str) -> Paper:
    db.session.rollback()
    return db.session.get_one(Paper, paper_id, populate_existing=True)


def says(adult: Actor, paper_id: str, sentence: int = 0, text: str = SAYS) -> str:
    """The id of a comment on this sentence of what counts now."""
    sent = sent_paper(adult, paper_id)
    places = [place for paragraph in sentence_places(sent.body) for place in paragraph]
    said = comment_on_sentence(adult, paper_id, sent.revision_id, places[sentence], text)
    return str(said["comment"])


def read_by(author: Actor, paper_id: str) -> list[tuple[str, str, bool]]:
    """(sentence, comment, whether it is about other words by now), as her page has them."""
    db.session.rollback()
    db.session.expire_all()
    papers = payloads.papers_topic(author.person_id or "")["papers"]
    (paper,) = (one for one in papers if one["id"] == paper_id)
    assert paper["comments"] == payloads.own_paper(author, paper_id)["comments"]
    return [
        (one["sentence"]["text"], one["text"]["text"], one["is_earlier"])
        for one in paper["comments"]
    ]


def at_desk(adult: Actor, paper_id: str) -> list[dict[str, Any]]:
    return list(desk.desk_paper(sent_paper(adult, paper_id), adult)["comments"])


def test_a_text_is_parted_into_its_sentences() -> None:
    body = "  One. «Two!» Three؟ أربعة… five\nsix 3.5 m\n\n\n?\n \n"
    found = [[body[slice(*place)] for place in places] for places in sentence_places(body)]
    assert found == [["One.", "«Two!»", "Three؟", "أربعة…", "five", "six 3.5 m"], ["?"]]
    assert is_sentence(body, (2, 6))
    assert not is_sentence(body, (2, 5))


@given(st.text(alphabet='ab.!؟\n \u200f»"', max_size=60))
def test_sentences_hold_every_letter_in_order_and_no_blank_ends(body: str) -> None:
    places = [place for paragraph in sentence_places(body) for place in paragraph]
    words = [body[slice(*place)] for place in places]
    assert all(word and word == word.strip() for word in words)
    assert [letter for letter in "".join(words) if not letter.isspace()] == [
        letter for letter in body if not letter.isspace()
    ]
    assert places == sorted(places)


def test_the_author_and_the_whole_desk_read_it_and_nobody_moves(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    moved = row(paper).moved_at
    curating.take_up_paper(one, paper)
    says(other, paper, 1)  # also while it is in a colleague's hand
    says(one, paper, 2, "Where exactly?")
    assert read_by(author, paper) == [
        ("Really dark!", SAYS, False),
        ("I want a lamp", "Where exactly?", False),
    ]
    assert [each["is_mine"] for each in at_desk(one, paper)] == [False, True]
    safety = hall.signed_in(hall.person("safeguarding", kind="adult"))
    assert len(at_desk(safety, paper)) == 2
    state, since = row(paper).state, row(paper).moved_at
    assert (state, since >= moved) == ("in_review", True)
    shown = str(payloads.papers_topic(author.person_id or ""))
    assert "Star" not in shown.partition("comments")[2].partition("updated_at")[0], "no name"
    (listed,) = desk.standing(one, [paper])
    assert listed["comments"] == 2


def test_her_desk_hears_of_it_at_once_and_so_does_the_curators(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    desks = ["desk:curation", f"desk:mine:{author.person_id}"]
    before = versions_of(desks)
    comment = says(adult, paper)
    db.session.rollback()
    now = versions_of(desks)
    assert all(now[key] > before[key] for key in before)
    take_comment_back(adult, paper, comment)
    db.session.rollback()
    assert all(later > now[key] for key, later in versions_of(desks).items())


def test_what_was_taken_back_the_child_reads_no_more_and_the_desk_does(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper, elsewhere = (hall.paper(author, "submitted", body=BODY) for _ in range(2))
    comment = says(one, paper, text="Call me: +971 50 123 4567.")
    with pytest.raises(NotFound):
        take_comment_back(other, elsewhere, comment)
    (listed,) = (each for each in desk.desk(other)["papers"] if each["id"] == paper)
    assert "contact" in listed["marks"], "a mark on an adult's words raises the paper"
    take_comment_back(other, paper, comment)
    take_comment_back(one, paper, comment)  # twice is harmless
    assert read_by(author, paper) == []
    (shown,) = at_desk(one, paper)
    assert (shown["is_taken_back"], shown["marks"]) == (True, ["contact"])
    (listed,) = (each for each in desk.desk(other)["papers"] if each["id"] == paper)
    assert "contact" not in listed["marks"]


def test_after_a_newer_text_it_is_about_the_one_before(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    before = sent_paper(adult, paper).revision_id
    says(adult, paper)
    letters.ask_about_paper(adult, paper, "Where?", "en")
    authors.save_draft(author, paper, "T", "Ten dark steps.", "en", row(paper).draft_version)
    assert read_by(author, paper) == [("The stairs are dark.", SAYS, False)]
    authors.submit_paper(author, paper)
    assert read_by(author, paper) == [("The stairs are dark.", SAYS, True)]
    assert at_desk(adult, paper)[0]["is_earlier"]
    with pytest.raises(ChangedMeanwhile):
        comment_on_sentence(adult, paper, before, (0, 20), SAYS)
    says(adult, paper, text="Ten!")
    assert read_by(author, paper)[0] == ("Ten dark steps.", "Ten!", False)


def test_only_words_about_one_whole_sentence_are_taken(hall: World) -> None:
    adult, paper = hall.facilitator(), hall.paper(hall.delegate(), "submitted", body=BODY)
    revision = sent_paper(adult, paper).revision_id
    for place, text in (((0, 20), " "), ((0, 19), SAYS), ((0, 33), SAYS), ((900, 990), SAYS)):
        with pytest.raises(BadInput):
            comment_on_sentence(adult, paper, revision, place, text)
    other = sent_paper(adult, hall.paper(hall.delegate(), "submitted", body=BODY)).revision_id
    with pytest.raises(ChangedMeanwhile):
        comment_on_sentence(adult, paper, other, (0, 20), SAYS)


def test_each_role_in_each_state_may_comment_as_the_table_says(hall: World) -> None:
    table = Table(hall)
    place = sentence_places("First thought.\n\nSecond thought.")[0][0]
    tried = 0
    for state in PaperState:
        for who, actor in table.people.items():
            table.put(state, announced=False)
            said = "done"
            try:
                comment_on_sentence(actor, table.paper, table.revision or "", place, SAYS)
            except Refusal as refusal:
                said = refusal.code
            tried += 1
            expected = "done" if state in OPEN else "not_now"
            if not rules.at_desk(row(table.paper).visibility):
                expected = "not_found"
            if who != "curator":
                expected = "not_signed_in" if actor is NOBODY else "not_allowed"
            assert said == expected, (state, who)
    assert tried == len(PaperState) * len(table.people)


def test_a_comment_of_a_held_paper_is_nobodys_to_write(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    comment = says(adult, paper)
    Team(hall)
    holding.hold_paper(adult, paper)
    for act in (lambda: says(adult, paper), lambda: take_comment_back(adult, paper, comment)):
        with pytest.raises(NotFound):
            act()
    assert len(read_by(author, paper)) == 1, "nothing tells her that it is held"


def test_what_was_said_before_she_took_it_back_comes_back_nowhere(hall: World) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", body=BODY)
    says(adult, paper)
    authors.take_back(author, paper)
    assert read_by_withdrawn(author, paper) == []
    authors.bring_back(author, paper)
    assert read_by(author, paper) == []
    authors.submit_paper(author, paper)
    assert (read_by(author, paper), at_desk(adult, paper)) == ([], [])
    says(adult, paper, text="Welcome back.")
    assert read_by(author, paper) == [("The stairs are dark.", "Welcome back.", False)]


def read_by_withdrawn(author: Actor, paper_id: str) -> list[Any]:
    db.session.rollback()
    return list(payloads.own_paper(author, paper_id)["comments"])


def test_whoever_leaves_leaves_no_word_about_her_sentences(hall: World) -> None:
    first, second, adult = hall.delegate(), hall.delegate(), hall.facilitator()
    paper = together(hall, first, second)
    authors.save_draft(first, paper, "T", BODY, "en", row(paper).draft_version)
    for each in (first, second):
        authors.submit_paper(each, paper)
    says(adult, paper, text="Call me: +971 50 123 4567.")
    leave_paper(second, paper)
    assert read_by(first, paper) == []
    assert [one.text for one in db.session.scalars(select(PaperComment))] == [""]
    assert not db.session.scalars(select(TextMark).where(TextMark.kind == "paper_comment")).all()


def test_no_answer_before_the_release_says_that_something_is_decided(hall: World) -> None:
    """An adult's no to a comment is hers alone; her author's page stays as it was."""
    session = hall.session()
    author, adult = hall.delegate(), hall.facilitator(session)
    paper = hall.paper(author, "submitted", body=BODY)
    says(adult, paper)
    curating.take_up_paper(adult, paper)
    before = read_by(author, paper)
    curating.select_paper(adult, paper, session.id)
    with pytest.raises(NotNow):
        says(adult, paper)
    assert read_by(author, paper) == before


def test_the_page_keeps_what_was_typed_after_a_no(hall: World, sqlite_app: Flask) -> None:
    session = hall.session()
    author, adult = hall.delegate(), hall.facilitator(session)
    paper = hall.paper(author, "submitted", body=BODY)
    browser, address = browser_of(sqlite_app, adult), f"/curate/{paper}/comments?group=waiting"
    revision = sent_paper(adult, paper).revision_id
    fields = {"revision": revision, "sentence": "0-20", "text": SAYS}
    answer = browser.post(address, data=fields)
    assert answer.status_code == 303
    assert f"/curate/{paper}?group=waiting#comment-" in answer.headers["Location"]
    assert SAYS in browser_of(sqlite_app, author).get(f"/papers/{paper}").text
    comment = at_desk(adult, paper)[0]["id"]
    empty = browser.post(address, data=fields | {"text": ""})
    assert empty.status_code == 400
    letters.ask_about_paper(adult, paper, "Where?", "en")
    authors.save_draft(author, paper, "T", "Other words.", "en", row(paper).draft_version)
    authors.submit_paper(author, paper)
    late = browser.post(address, data=fields | {"text": "A thought that waits."})
    assert late.status_code == 409
    assert "A thought that waits." in late.text
    assert f'value="{sent_paper(adult, paper).revision_id}"' in late.text, "the next one fits"
    curating.select_paper(adult, paper, session.id)
    decided = browser.post(address, data=fields | {"text": "Another thought."})
    assert decided.status_code == 409
    assert "Another thought." in decided.text, "also where there is no box any more"
    back = browser.post(f"/curate/{paper}/comments/back", data={"comment": comment})
    assert back.status_code == 303
    assert browser_of(sqlite_app, author).post(address, data=fields).status_code == 403


def test_each_box_of_the_page_has_a_label_of_its_own(hall: World, sqlite_app: Flask) -> None:
    """A label leads to the box with its id: with two of one id, to the first."""
    paper = hall.paper(hall.delegate(), "in_review")
    with browser_of(sqlite_app, hall.facilitator()) as browser:
        page = browser.get(f"/curate/{paper}").text
    ids = re.findall(r'<[^>]*\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert '<label for="comment-text">' in page


def test_no_word_of_it_is_left_after_the_event(
    hall: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    hall.event()
    says(adult, hall.paper(author, "submitted", body=BODY))
    MovingClock(monkeypatch).passes(days=40)
    assert authors.sweep_papers(SYSTEM)["erased"] == 1
    assert [one.text for one in db.session.scalars(select(PaperComment))] == [""]
