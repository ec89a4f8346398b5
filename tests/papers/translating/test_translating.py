"""A person translates a child's paper; the child says first whether the meaning is right."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow
from participation.papers import commands, payloads, queries
from participation.papers.curation import holding
from participation.papers.curation.payloads import desk_paper
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision
from participation.papers.rules import LONGEST
from participation.papers.translating.commands import (
    offer_translation,
    read_translation,
    reply_to_translation,
)
from participation.papers.translating.models import PaperTranslation
from participation.papers.translating.payloads import (
    to_translate,
    translators_desk,
    unread_translations,
)
from participation.papers.translating.queries import paper_to_translate
from participation.papers.translating.refusals import (
    OtherWordsNow,
    ParagraphsMissing,
    SameLanguage,
    SameWordsAgain,
    SecondReader,
    TranslationTooLong,
)
from participation.people.consent.commands import take_back_assent
from participation.programme.models import ConferenceSession
from tests.papers.test_authors import chosen, together, writes
from tests.papers.test_doors import browser_of
from tests.papers.test_races import at_once
from tests.world import World

TITLE, SAID = "باب يُغلق", ("الفكرة الأولى.", "الفكرة الثانية.")


class Story:
    """A confirmed paper of a session, its author and an interpreter of that session."""

    def __init__(self, world: World) -> None:
        self.world, self.session = world, world.session()
        self.author = world.delegate()
        self.paper = world.paper(self.author, "confirmed", self.session)
        self.echo = interpreter(world, self.session)

    def offers(self, lang: str = "ar", *, title: str = TITLE, said: Any = SAID) -> str:
        """Written by the interpreter, and let through by an adult of the desk."""
        translation = self.writes(lang, title=title, said=said)
        read_translation(self.world.facilitator(), self.paper, translation, lets_through=True)
        return translation

    def writes(self, lang: str = "ar", *, title: str = TITLE, said: Any = SAID) -> str:
        answer = offer_translation(self.echo, self.paper, lang, title, said, 1)
        return str(answer["translation"])

    def replies(self, translation: str, *, yes: bool) -> None:
        reply_to_translation(self.author, self.paper, translation, says_yes=yes)

    def on_stage(self) -> Any:
        """What hall and phones read of the paper."""
        db.session.rollback()
        db.session.expire_all()
        revision = db.session.get_one(Paper, self.paper).confirmed_revision_id
        return payloads.stage_paper(revision)


def interpreter(world: World, session: ConferenceSession) -> Actor:
    return world.signed_in(world.person(("interpreter", session), kind="adult"))


def letter_of(author: Actor) -> Any:
    db.session.rollback()
    db.session.expire_all()
    (paper,) = payloads.papers_topic(author.person_id or "")["papers"]
    return paper["letter"]


@pytest.fixture
def story(sqlite_app: Flask) -> Story:
    return Story(World())


def test_nobody_reads_a_translation_before_its_author_says_yes(story: Story) -> None:
    assert story.on_stage()["in"] == {}
    translation = story.offers()
    assert story.on_stage()["in"] == {}
    letter = letter_of(story.author)
    assert (letter["kind"], letter["lang"], letter["said_yes"]) == ("translation", "ar", False)
    assert [(pair["own"]["text"], pair["said"]["text"]) for pair in letter["pairs"]] == [
        ("A door that closes", TITLE),
        ("First thought.", SAID[0]),
        ("Second thought.", SAID[1]),
    ]
    story.replies(translation, yes=True)
    said = story.on_stage()["in"]["ar"]
    assert said["title"] == {"text": TITLE, "lang": "ar", "dir": "rtl"}
    assert [one["text"] for one in said["paragraphs"]] == list(SAID)
    assert story.on_stage()["title"]["text"] == "A door that closes", "her own words stay"
    assert letter_of(story.author) is None


def test_another_adult_reads_it_before_any_child_does(story: Story) -> None:
    translation = story.writes()
    assert letter_of(story.author) is None
    with pytest.raises(NotNow):
        story.replies(translation, yes=True)
    assert story.on_stage()["in"] == {}
    adult = story.world.facilitator()
    assert [one["id"] for one in unread_translations()] == [story.paper]
    (at_desk,) = desk_paper(sent_paper(adult, story.paper), adult)["translations"]
    assert at_desk["may_read"]
    assert at_desk["pairs"][1]["own"]["text"] == "First thought."
    for who in (story.echo, story.author):
        with pytest.raises((NotAllowed, NotFound)):
            read_translation(who, story.paper, translation, lets_through=True)
    read_translation(adult, story.paper, translation, lets_through=False)
    assert letter_of(story.author) is None
    assert unread_translations() == []
    with pytest.raises(SameWordsAgain):
        story.writes()
    story.replies(story.offers(said=("أولى.", "ثانية.")), yes=True)
    kept = desk_paper(sent_paper(adult, story.paper), adult)["translations"]
    assert [one["state"] for one in kept] == ["ended", "yes"], "nothing is hidden from the desk"


def test_nobody_lets_her_own_words_through(story: Story) -> None:
    adult, other = story.world.facilitator(story.session), story.world.facilitator()
    said = offer_translation(adult, story.paper, "ar", TITLE, SAID, 1)["translation"]
    with pytest.raises(SecondReader):
        read_translation(adult, story.paper, said, lets_through=True)
    read_translation(other, story.paper, said, lets_through=True)
    assert letter_of(story.author)["id"] == said


def test_its_marks_are_read_with_it_also_while_the_paper_is_held(story: Story) -> None:
    story.writes("fr", title="Une porte", said=("Appelle-moi au 06 12 34 56 78.", "Deux."))
    holding.hold_paper(story.world.facilitator(), story.paper)
    lead = story.world.safety()
    (kept,) = desk_paper(sent_paper(lead, story.paper), lead)["translations"]
    assert kept["marks"]
    assert unread_translations() == []


def test_a_hold_is_not_told_by_a_letter_that_goes(story: Story) -> None:
    translation = story.offers()
    holding.hold_paper(story.world.facilitator(), story.paper)
    assert letter_of(story.author)["id"] == translation
    story.replies(translation, yes=True)


def test_the_same_words_are_not_asked_about_again(story: Story) -> None:
    first = story.writes()
    assert story.writes() == first, "a second press"
    read_translation(story.world.facilitator(), story.paper, first, lets_through=True)
    assert story.writes() == first
    story.replies(first, yes=False)
    with pytest.raises(SameWordsAgain):
        story.writes()


def test_of_two_that_wait_she_is_asked_about_the_one_without_her_yes(story: Story) -> None:
    french = story.offers("fr", title="Une porte", said=("Un.", "Deux."))
    arabic = story.offers()
    assert letter_of(story.author)["id"] == french
    story.replies(french, yes=True)
    assert letter_of(story.author)["id"] == arabic


def test_a_no_is_enough_and_an_adult_tries_again(story: Story) -> None:
    first = story.offers()
    story.replies(first, yes=False)
    assert story.on_stage()["in"] == {}
    (paper,) = translators_desk(story.echo)
    assert {into["lang"]: into["state"] for into in paper["into"]} == {"ar": "no", "fr": None}
    with pytest.raises(NotNow) as no:
        story.replies(first, yes=True)
    assert no.value.state == "no"
    second = story.offers(said=("فكرة أولى.", "فكرة ثانية."))
    story.replies(second, yes=True)
    assert story.on_stage()["in"]["ar"]["paragraphs"][0]["text"] == "فكرة أولى."


def test_what_she_said_yes_to_counts_until_she_says_yes_to_other_words(story: Story) -> None:
    story.replies(story.offers(), yes=True)
    newer = story.offers(said=("الأولى.", "الثانية."))
    assert story.on_stage()["in"]["ar"]["paragraphs"][0]["text"] == SAID[0]
    story.replies(newer, yes=True)
    assert story.on_stage()["in"]["ar"]["paragraphs"][0]["text"] == "الأولى."
    story.replies(newer, yes=True)  # pressed again it changes nothing
    own = payloads.own_paper(story.author, story.paper)
    assert own["read_in"] == [{"id": newer, "lang": "ar"}]
    story.replies(newer, yes=False)
    assert story.on_stage()["in"] == {}, "a yes can be taken back"


def test_of_several_authors_each_says_yes(sqlite_app: Flask) -> None:
    world = World()
    first, second, session = world.delegate(), world.delegate(), world.session()
    paper = together(world, first, second)
    writes(first, paper, "We begin.")
    for author in (first, second):
        commands.submit_paper(author, paper)
    chosen(world, paper, session.id)
    for author in (first, second):
        commands.confirm_paper(author, paper, 1, "me")
    echo = interpreter(world, session)
    answer = offer_translation(echo, paper, "fr", "Ensemble", ["Nous commençons."], 1)
    read_translation(world.facilitator(), paper, answer["translation"], lets_through=True)
    revision = db.session.get_one(Paper, paper).confirmed_revision_id
    reply_to_translation(first, paper, answer["translation"], says_yes=True)
    assert letter_of(first)["said_yes"]
    stage = payloads.stage_paper(revision)
    assert stage is not None
    assert stage["in"] == {}
    reply_to_translation(second, paper, answer["translation"], says_yes=True)
    stage = payloads.stage_paper(revision)
    assert stage is not None
    assert list(stage["in"]) == ["fr"]


def test_it_goes_with_the_paper(story: Story) -> None:
    """Held, taken back, or shown no more by whoever wrote it: no translation is left standing."""
    story.replies(story.offers(), yes=True)
    holding.hold_paper(story.world.facilitator(), story.paper)
    assert story.on_stage() is None
    assert translators_desk(story.echo) == []
    holding.lift_hold(story.world.safety(), story.paper)
    assert list(story.on_stage()["in"]) == ["ar"]
    take_back_assent(story.author)
    assert story.on_stage() is None


def test_other_words_have_no_translation(story: Story) -> None:
    waiting, taken = story.offers("fr", title="Une porte", said=("Un.", "Deux.")), story.offers()
    story.replies(taken, yes=True)
    revision = db.session.get_one(Paper, story.paper).confirmed_revision_id
    commands.take_back(story.author, story.paper)
    assert queries.stage_text(revision or "") is None
    commands.bring_back(story.author, story.paper)
    with pytest.raises(NotNow):
        story.replies(waiting, yes=True)
    assert letter_of(story.author) is None
    with pytest.raises(NotFound):
        story.offers()


def test_what_she_took_back_stands_at_the_desk_beside_no_translation(story: Story) -> None:
    translation, adult, lead = story.writes(), story.world.facilitator(), story.world.safety()
    commands.take_back(story.author, story.paper)
    commands.bring_back(story.author, story.paper)
    commands.save_draft(story.author, story.paper, "Another door", "Other words.", "en", 1)
    commands.submit_paper(story.author, story.paper)
    at_desk = desk_paper(sent_paper(adult, story.paper), adult)
    assert at_desk["translations"] == []
    assert "First thought." not in str(at_desk)
    with pytest.raises(NotNow):
        read_translation(adult, story.paper, translation, lets_through=True)
    holding.hold_paper(adult, story.paper)
    (kept,) = desk_paper(sent_paper(lead, story.paper), lead)["translations"]
    assert kept["pairs"][1]["own"]["text"] == "First thought.", "the safety team reads all of it"


def test_a_title_alone_is_translated_too(sqlite_app: Flask) -> None:
    """As of a drawing with a name."""
    world = World()
    author, session, adult = world.delegate(), world.session(), world.facilitator()
    paper = world.paper(author, "confirmed", session, title="A door", body="")
    echo = interpreter(world, session)
    said = offer_translation(echo, paper, "ar", TITLE, [], 1)["translation"]
    assert offer_translation(echo, paper, "ar", TITLE, [], 1)["translation"] == said
    (at_desk,) = desk_paper(sent_paper(adult, paper), adult)["translations"]
    assert at_desk["may_read"]
    read_translation(adult, paper, said, lets_through=True)
    assert [pair["said"]["text"] for pair in letter_of(author)["pairs"]] == [TITLE]
    reply_to_translation(author, paper, said, says_yes=True)
    shown = payloads.stage_paper(db.session.get_one(Paper, paper).confirmed_revision_id)
    assert shown is not None
    assert shown["in"]["ar"]["title"]["text"] == TITLE


def test_each_paragraph_has_words_of_its_own(story: Story) -> None:
    for said in (SAID[:1], (*SAID, "more"), (SAID[0], " \n "), (SAID[0], "\u200b")):
        with pytest.raises(ParagraphsMissing):
            story.offers(said=said)
    with pytest.raises(ParagraphsMissing):
        story.offers(title=" ")
    with pytest.raises(TranslationTooLong):
        story.offers(said=("a " * LONGEST, "b"))
    with pytest.raises(SameLanguage):
        story.offers("en", title="A", said=("b", "c"))
    with pytest.raises(OtherWordsNow) as no:
        offer_translation(story.echo, story.paper, "ar", TITLE, SAID, 2)
    assert no.value.state == {"number": 1}
    parted = story.offers(said=("سطر\n\nوسطر آخر", SAID[1]))  # a line is no paragraph of its own
    assert len(letter_of(story.author)["pairs"]) == 3
    assert parted


def test_a_heading_stays_a_heading_in_every_language(sqlite_app: Flask) -> None:
    world = World()
    author, session = world.delegate(), world.session()
    body = "# Why\nIt closes.\n\n# What\n\nA handle."
    paper = world.paper(author, "confirmed", session, title="A door", body=body)
    echo = interpreter(world, session)
    said = ["لماذا", "إنه\nيُغلق.", "# ماذا", "# مقبض."]
    answer = offer_translation(echo, paper, "ar", "باب", said, 1)
    read_translation(world.facilitator(), paper, answer["translation"], lets_through=True)
    assert [pair["own"]["text"] for pair in letter_of(author)["pairs"]] == [
        "A door",
        "Why",
        "It closes.",
        "What",
        "A handle.",
    ]
    reply_to_translation(author, paper, answer["translation"], says_yes=True)
    revision = db.session.get_one(Paper, paper).confirmed_revision_id
    shown = payloads.stage_paper(revision)
    assert shown is not None
    for paragraphs, headings in (
        (shown["paragraphs"], ["Why", "What"]),
        (shown["in"]["ar"]["paragraphs"], ["لماذا", "ماذا"]),
    ):
        assert [each["heading"]["text"] for each in paragraphs] == headings
        assert "#" not in str(paragraphs)


def test_only_adults_of_the_session_translate_and_only_authors_answer(story: Story) -> None:
    world, translation = story.world, story.offers()
    elsewhere = interpreter(world, world.session())
    assert translators_desk(elsewhere) == []
    with pytest.raises(NotFound):
        offer_translation(elsewhere, story.paper, "ar", TITLE, SAID, 1)
    for who in (
        story.author,
        world.moderator(story.session),
        world.signed_in(world.person("organiser", kind="adult")),
    ):
        with pytest.raises(NotAllowed):
            offer_translation(who, story.paper, "ar", TITLE, SAID, 1)
    for who in (world.delegate(), story.echo):
        with pytest.raises((NotFound, NotAllowed)):
            reply_to_translation(who, story.paper, translation, says_yes=True)
    draft = world.paper(world.delegate(), "submitted")
    with pytest.raises(NotFound):
        paper_to_translate(story.echo, draft)


def test_the_desk_reads_no_translation_as_something_sent_before(story: Story) -> None:
    story.offers()
    lead = story.world.safety()
    holding.hold_paper(story.world.facilitator(), story.paper)
    assert desk_paper(sent_paper(lead, story.paper), lead)["before"] == []


def test_what_was_written_stands_in_the_boxes_again(story: Story) -> None:
    story.replies(story.offers(), yes=False)
    paper = to_translate(paper_to_translate(story.echo, story.paper), "ar")
    assert paper["state"] == "no"
    assert paper["before"] == {"title": TITLE, "pieces": list(SAID)}


def test_a_refused_form_keeps_every_word(sqlite_app: Flask) -> None:
    story = Story(World())
    with browser_of(sqlite_app, story.echo) as browser:
        page = browser.get("/translate").text
        assert f"/translate/{story.paper}/ar" in page
        words = {"title": TITLE, "words": [SAID[0], ""], "number": 1}
        answer = browser.post(f"/translate/{story.paper}/ar", data=words)
        assert answer.status_code == 422
        assert SAID[0] in answer.text
        words["words"] = list(SAID)
        assert browser.post(f"/translate/{story.paper}/ar", data=words).status_code == 303
        assert browser.get(f"/translate/{story.paper}/de").status_code == 404
    translation = db.session.scalars(select(PaperTranslation.id)).one()
    with browser_of(sqlite_app, story.world.facilitator()) as browser:
        assert f"/curate/{story.paper}" in browser.get("/curate").text
        told = {"then": "through", "translation": translation}
        address = f"/curate/{story.paper}/translations"
        assert browser.post(address, data=told).status_code == 303
    with browser_of(sqlite_app, story.author) as browser:
        page = browser.get(f"/papers/{story.paper}").text
        assert SAID[1] in page
        told = {"then": "meaning_yes", "translation": translation}
        assert browser.post(f"/papers/{story.paper}", data=told).status_code == 303
    assert list(story.on_stage()["in"]) == ["ar"]


@pytest.mark.parametrize("round_", range(3))
def test_two_translators_at_once_and_one_waits(app: Flask, world: World, round_: int) -> None:
    story = Story(world)
    other = interpreter(world, story.session)
    at_once(
        app,
        lambda: offer_translation(story.echo, story.paper, "ar", TITLE, SAID, 1),
        lambda: offer_translation(other, story.paper, "ar", "باب", ("أ", "ب"), 1),
    )
    states = db.session.scalars(select(PaperTranslation.state)).all()
    assert sorted(states) == ["ended", "written"]


def test_the_database_keeps_one_of_a_kind_and_no_word_is_changed(story: Story) -> None:
    first = story.offers()
    story.offers(said=("أولى.", "ثانية."))
    with pytest.raises(IntegrityError):
        db.session.execute(
            update(PaperTranslation)
            .where(PaperTranslation.id == first)
            .values(state="written", answered_at=None)
        )
    db.session.rollback()
    text = db.session.get_one(PaperTranslation, first).revision_id
    with pytest.raises(Exception, match=r"append|never|kept"):
        db.session.execute(
            update(PaperRevision).where(PaperRevision.id == text).values(body="Other words.")
        )
    db.session.rollback()


def test_what_was_typed_stays_when_the_paper_goes_away_meanwhile(sqlite_app: Flask) -> None:
    story = Story(World())
    with browser_of(sqlite_app, story.echo) as browser:
        browser.get(f"/translate/{story.paper}/ar")
        holding.hold_paper(story.world.facilitator(), story.paper)
        words = {"title": TITLE, "words": list(SAID), "number": 1}
        answer = browser.post(f"/translate/{story.paper}/ar", data=words)
        assert answer.status_code == 404
        assert all(each in answer.text for each in (TITLE, *SAID))
        assert "First thought." not in answer.text
