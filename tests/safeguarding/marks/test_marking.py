"""A text is marked in the transaction that takes it in; only clearing adults are told."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.pages import DEVICE_COOKIE
from participation.papers import commands as papers
from participation.papers.queries import latest_revision
from participation.people import tokens
from participation.people.models import Person
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.questions.refusals import QuestionWaiting
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.payloads import item_in_hand
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.payloads import marked_parts, shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import Mark, may_pass_in_bulk
from participation.safeguarding.models import Helpline
from tests.questions.asking import AUDIENCES, ask, mine, topic
from tests.safeguarding.marks.conftest import corpus
from tests.world import World, keep, words


def marked_words(kind: str, object_id: str, text: str) -> list[tuple[str, str]]:
    db.session.rollback()
    found = marks_on(kind, [object_id]).get(object_id, [])
    return [(mark.mark, text[mark.start : mark.end]) for mark in found]


def in_hand(session: ConferenceSession, adult: Actor) -> dict[str, Any]:
    """What this adult reads next at the desk."""
    take_next(adult, session.id)
    item = item_in_hand(session.id, str(adult.person_id))
    assert item is not None
    return item


def test_a_question_is_taken_with_its_marks(world: World) -> None:
    session = world.session()
    text = "You idiot, call me: ٠٥٥ ١٢٣ ٤٥٦٧. My father hits me."
    question = ask(world.phone(session), session, text)
    assert marked_words("question", question, text) == [
        ("unkind", "idiot"),
        ("contact", "call me"),
        ("contact", "٠٥٥ ١٢٣ ٤٥٦٧"),
        ("disclosure", "hits me"),
    ]


def test_no_words_whatever_are_refused(sqlite_app: Flask) -> None:
    """safeguarding.md, decision 2: every sentence of the corpus is taken, marked or not."""
    world = World()
    session = world.session()
    world.facilitator(session)
    for sentence in corpus():
        ask(world.phone(session), session, sentence.text)
    assert len(topic(session, "facilitator")["waiting"]) == len(corpus())


def test_what_was_refused_leaves_no_mark(world: World) -> None:
    session = world.session()
    phone = world.phone(session)
    ask(phone, session, "Why?")
    with pytest.raises(QuestionWaiting):
        ask(phone, session, "You idiot")
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(TextMark)) == 0


def test_only_facilitators_are_told_of_marks(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    delegate, phone = world.delegate(), world.phone(session)
    ask(delegate, session, "My uncle hits me, call me on 0551234567")
    ask(phone, session, "You idiot")
    for audience in AUDIENCES:
        assert not holds_marks(topic(session, audience)), audience
    assert in_hand(session, adult)["marks"]
    assert not holds_marks(mine(session, delegate))
    assert not holds_marks(mine(session, phone))


def holds_marks(data: Any) -> bool:
    """Whether a key or a value anywhere in this speaks of marks."""
    if isinstance(data, dict):
        return any(
            "mark" in str(key) or holds_marks(value) for key, value in data.items() if value != []
        )
    if isinstance(data, list):
        return any(holds_marks(value) for value in data)
    return data in ("disclosure", "contact", "unkind")


def test_a_marked_question_is_read_first_and_the_others_in_their_order(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    for text in ("Why?", "You idiot", "How?", "He hits me"):
        ask(world.phone(session), session, text)
    read = []
    for _ in range(4):
        item = in_hand(session, adult)
        read.append(item["text"]["text"])
        questions.clear(adult, item["id"])
    assert read == ["He hits me", "You idiot", "Why?", "How?"]


def test_marks_stand_where_a_browser_counts_them_in_what_is_shown(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    ask(world.phone(session), session, "😀\u202e\u200b you are an id\u200biot")
    entry = in_hand(session, adult)
    (mark,) = entry["marks"]
    units = entry["text"]["text"].encode("utf-16-le")
    assert units[2 * mark["start"] : 2 * mark["end"]].decode("utf-16-le") == "idiot"
    assert mark["mark"] == "unkind"


def test_a_text_that_is_marked_may_not_pass_in_bulk() -> None:
    assert may_pass_in_bulk([])
    assert not may_pass_in_bulk([Mark(0, 3, "name")])


def test_a_helplines_number_is_never_marked_once_it_is_known(world: World) -> None:
    session = world.session()
    text = "I called 0800 555 0199 yesterday"
    first = ask(world.phone(session), session, text)
    assert marked_words("question", first, text) == [("contact", "0800 555 0199")]
    line = Helpline(country="QA", number="0800 555 0199", name=words("A line"), source="test")
    keep(SYSTEM, line)
    second = ask(world.phone(session), session, text)
    assert marked_words("question", second, text) == []


@command(audit=Audit.NONE)
def name(actor: Actor, person_id: str, first_name: dict[str, str]) -> Reference:
    db.session.get_one(Person, person_id).first_name = first_name
    return {}


def test_a_childs_name_is_marked_the_shown_and_the_real_one_and_an_adults_is_not(
    world: World,
) -> None:
    session = world.session()
    child, adult = world.person("delegate"), world.person("facilitator", kind="adult")
    name(SYSTEM, child, {"ar": "ليان", "en": "Layan", "fr": "Layan"})
    name(SYSTEM, adult, {"ar": "رنا", "en": "Rana", "fr": "Rana"})
    text = "LAYAN and لِليان, but Rana"
    question = ask(world.phone(session), session, text)
    assert marked_words("question", question, text) == [("name", "LAYAN"), ("name", "لِليان")]
    shown = db.session.get_one(Person, child).shown_name["en"]
    question = ask(world.phone(session), session, f"{shown} was kind")
    assert marked_words("question", question, f"{shown} was kind") == [("name", shown)]


def test_a_paper_is_taken_with_the_marks_of_its_title_and_its_words(world: World) -> None:
    author = world.delegate()
    body = "At noon.\n\nThey call me an idiot.\n\nMy number is 0551234567."
    paper = world.paper(author, "submitted", title="He hits me", body=body)
    revision = latest_revision(paper)
    assert revision is not None
    assert marked_words("paper_title", revision.id, "He hits me") == [("disclosure", "hits me")]
    assert [mark for mark, _ in marked_words("paper_body", revision.id, body)] == [
        "contact",
        "unkind",
        "contact",
        "contact",
    ]


def test_a_paper_sent_again_is_marked_anew_and_the_first_words_keep_their_marks(
    world: World,
) -> None:
    author = world.delegate()
    paper = world.paper(author, "submitted", title="Title", body="You idiot")
    first = latest_revision(paper)
    papers.take_back(author, paper)
    papers.bring_back(author, paper)
    version = papers.save_draft(author, paper, "Title", "Nothing to see", "en", 1)["version"]
    assert version == 2
    papers.submit_paper(author, paper)
    second = latest_revision(paper)
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert marked_words("paper_body", first.id, "You idiot") == [("unkind", "idiot")]
    assert marked_words("paper_body", second.id, "Nothing to see") == []


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_the_papers_desk_shows_each_mark_with_a_word(app: Flask, world: World, lang: str) -> None:
    author = world.delegate()
    paper = world.paper(
        author, "submitted", title="My words", body="At noon <b>.\n\nYou idiot, he hits me."
    )
    desk = app.test_client()
    adult = world.facilitator().device_id or ""
    desk.set_cookie(DEVICE_COOKIE, tokens.sign("device", adult))
    page = desk.get(f"/curate/{paper}?lang={lang}").text
    assert page.count("<mark ") == 2
    assert "idiot<span" in page
    assert "At noon &lt;b&gt;." in page
    said = {
        "en": ("may hurt somebody", "may tell of harm"),
        "ar": ("قد تجرح أحدًا", "قد تحكي عن أذى"),
        "fr": ("peut blesser", "parle peut-être d’un danger"),
    }
    for word in said[lang]:
        assert word in page
    own = app.test_client()
    own.set_cookie(DEVICE_COOKIE, tokens.sign("device", author.device_id or ""))
    for address in (f"/papers/{paper}", "/papers"):
        answer = own.get(f"{address}?lang={lang}")
        assert answer.status_code == 200
        assert "<mark" not in answer.text
        assert not any(word in answer.text for word in said[lang])


def test_a_text_is_cut_at_its_marks_where_they_overlap() -> None:
    cut = marked_parts("one two three", "en", [Mark(0, 7, "contact"), Mark(4, 13, "unkind")])
    assert [(part["text"], part["marks"]) for part in cut["parts"]] == [
        ("one ", ["contact"]),
        ("two", ["contact", "unkind"]),
        (" three", ["unkind"]),
    ]


def test_a_mark_reaches_into_the_paragraphs_that_it_touches_and_no_other() -> None:
    cut = marked_parts("third", "en", [Mark(0, 5, "unkind"), Mark(11, 14, "contact")], offset=10)
    assert [(part["text"], part["marks"]) for part in cut["parts"]] == [
        ("t", []),
        ("hir", ["contact"]),
        ("d", []),
    ]


def test_a_mark_on_what_is_not_shown_is_not_sent() -> None:
    assert shown_marks("\u202e\u202ex", [Mark(0, 2, "contact")]) == []
