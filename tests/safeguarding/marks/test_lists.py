"""Lists are data: organisers add, take out, put back and try; every text after that follows."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.safeguarding.marks import commands
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.queries import knowledge, lists, marks_on, shipped
from participation.safeguarding.marks.refusals import NothingToLookFor
from tests.doors import Browser
from tests.questions.asking import ask
from tests.world import World


@pytest.fixture
def organiser(world: World) -> Actor:
    return world.signed_in(world.person("organiser", kind="adult"))


def marks_of(world: World, text: str) -> set[str]:
    """What is marked in a question asked now."""
    session = world.session()
    question = ask(world.phone(session), session, text)
    db.session.rollback()
    return {mark.mark for mark in marks_on("question", [question]).get(question, [])}


def test_a_word_that_was_added_is_marked_from_the_next_text_on(
    world: World, organiser: Actor
) -> None:
    assert marks_of(world, "You wobblehead") == set()
    commands.add_words(organiser, "unkind", "en", "Wobble*")
    assert marks_of(world, "You wobblehead") == {"unkind"}


def test_a_word_that_was_taken_out_is_no_longer_marked_until_it_is_put_back(
    world: World, organiser: Actor
) -> None:
    assert marks_of(world, "You idiot") == {"unkind"}
    commands.take_out_words(organiser, "unkind", "en", "idiot")
    commands.take_out_words(organiser, "unkind", "fr", "idiot")
    assert marks_of(world, "You idiot") == set()
    commands.put_back_words(organiser, "unkind", "en", "idiot")
    assert marks_of(world, "You idiot") == {"unkind"}


def test_texts_that_came_before_keep_their_marks(world: World, organiser: Actor) -> None:
    marks_of(world, "You moron")
    commands.take_out_words(organiser, "unkind", "en", "moron")
    db.session.rollback()
    assert db.session.scalars(select(TextMark.mark)).all() == ["unkind"]


def test_the_same_word_in_another_spelling_is_one_entry(world: World, organiser: Actor) -> None:
    first = commands.add_words(organiser, "unkind", "ar", "بـَلـيـد جدًّا")
    second = commands.add_words(organiser, "unkind", "ar", "بليد جدا")
    assert first == second


def test_who_changed_a_list_and_when_stands_in_the_audit_without_the_words(
    world: World, organiser: Actor
) -> None:
    commands.add_words(organiser, "contact", "en", "wobblechat")
    db.session.rollback()
    row = db.session.scalars(select(AuditRow).where(AuditRow.action == "marks.add_words")).one()
    assert row.who == organiser.person_id
    assert row.object_kind == "word_list"
    assert row.reason == "contact en, in use"
    assert "wobble" not in str(vars(row))


@pytest.mark.parametrize("words", ["a", "*", "**", "…", "* … *", "ـ", "\u200b"])
def test_what_would_mark_everything_is_not_listed(
    world: World, organiser: Actor, words: str
) -> None:
    with pytest.raises(NothingToLookFor):
        commands.add_words(organiser, "unkind", "en", words)


def test_what_is_on_no_list_is_not_found(world: World, organiser: Actor) -> None:
    for kind, language, spelled in (
        ("unkind", "en", "nothing"),
        ("other", "en", "idiot"),
        ("unkind", "xx", "idiot"),
    ):
        with pytest.raises(NotFound):
            commands.take_out_words(organiser, kind, language, spelled)


def test_nobody_but_organisers_changes_a_list(world: World) -> None:
    session = world.session()
    others = [
        world.delegate(),
        world.facilitator(session),
        world.phone(session),
        world.signed_in(world.person("safeguarding", kind="adult")),
    ]
    for actor in others:
        with pytest.raises(NotAllowed):
            commands.add_words(actor, "unkind", "en", "wobble")
        with pytest.raises(NotAllowed):
            commands.take_out_words(actor, "unkind", "en", "idiot")


def test_lists_are_read_anew_only_when_they_changed(world: World, organiser: Actor) -> None:
    first = knowledge()
    assert knowledge() is first
    commands.add_words(organiser, "unkind", "en", "wobble")
    assert knowledge() is not first


def test_every_list_that_comes_with_the_program_can_be_looked_for() -> None:
    for (kind, language), entries in shipped().items():
        assert len(entries) >= 9, (kind, language)
        for spelled in entries:
            assert len(spelled.replace("*", "").strip()) >= 2, (kind, language, spelled)


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_an_organiser_tries_a_sentence_and_sees_what_would_be_marked(
    app: Flask, world: World, organiser: Actor, lang: str
) -> None:
    browser = Browser(app, organiser)
    page = browser.get(f"/organise/lists?kind=unkind&language=ar&lang={lang}")
    assert page.status_code == 200
    tried = browser.post(
        "/organise/lists/try", kind="unkind", language="ar", text="يا كـلب <b>", text_lang="ar"
    )
    assert tried.status_code == 200
    assert '<mark class="marked" data-mark="unkind">يا كـلب<span' in tried.text
    assert "&lt;b&gt;" in tried.text
    db.session.rollback()
    assert db.session.scalars(select(TextMark)).all() == [], "a try is kept nowhere"


def test_the_page_adds_takes_out_and_puts_back(app: Flask, world: World, organiser: Actor) -> None:
    browser, which = Browser(app, organiser), {"kind": "unkind", "language": "en"}
    added = browser.post("/organise/lists/add", **which, words="wobblehead")
    assert added.status_code == 303
    assert "wobblehead" in browser.get(added.headers["Location"].partition("#")[0]).text
    out = browser.post("/organise/lists/take-out", **which, spelled="wobblehead")
    assert out.status_code == 303
    db.session.rollback()
    (entry,) = [each for each in lists()["unkind", "en"] if each.spelled == "wobblehead"]
    assert not entry.in_use
    assert entry.is_own
    browser.post("/organise/lists/put-back", **which, spelled="wobblehead")
    kept = browser.post("/organise/lists/add", **which, words="x")
    assert kept.status_code == 422
    assert 'value="x"' in kept.text, "what was typed is still there"
