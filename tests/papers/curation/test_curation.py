"""Two adults at the desk, a child at her paper: hands, letters, a no by two, release and hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as listening
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from participation.floor.models import RunSheetItem
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow
from participation.foundation.versions import versions_of
from participation.papers import commands as authors
from participation.papers import queries
from participation.papers.curation import commands, holding, letters, payloads
from participation.papers.curation import queries as desk_queries
from participation.papers.curation.differences import side_by_side
from participation.papers.curation.listing import Asked
from participation.papers.curation.queries import sent_paper
from participation.papers.curation.refusals import NoSuchTwin, NothingChanged, SecondCurator
from participation.papers.curation.rules import IN_HAND, hand
from participation.papers.models import Paper, PaperRevision
from participation.papers.payloads import papers_topic
from participation.safeguarding.clearing.refusals import WithColleague
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.duty.commands import choose_languages
from tests.papers.test_doors import browser_of
from tests.safeguarding.concerns.team import Team
from tests.world import World

REASON = "Your idea is strong. We had four papers on lights, so an adult answers yours."


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    """SQLite alone: what the databases decide differently is in the migrations' tests."""
    return World()


def mine(author: Actor) -> dict[str, object]:
    """The one paper of this author, as her page reads it."""
    db.session.rollback()
    db.session.expire_all()
    (paper,) = papers_topic(author.person_id or "")["papers"]
    return dict(paper)


def row(paper_id: str) -> Paper:
    db.session.rollback()
    return db.session.get_one(Paper, paper_id, populate_existing=True)


def test_a_colleague_waits_until_the_hand_lets_go_or_rests(hall: World) -> None:
    one, other = hall.facilitator(), hall.facilitator()
    paper = hall.paper(hall.delegate(), "submitted")
    commands.take_up_paper(one, paper)
    for act in (
        lambda: commands.take_up_paper(other, paper),
        lambda: letters.ask_about_paper(other, paper, "Who?", "en"),
        lambda: letters.offer_change(other, paper, "T", "x"),
        lambda: commands.suggest_no(other, paper, REASON, "book"),
        lambda: commands.let_go_of_paper(other, paper),
    ):
        with pytest.raises(WithColleague):
            act()
    (seen,) = payloads.desk(other)["papers"]
    assert seen["hand"] == "colleague"
    assert [one["hand"] for one in payloads.standing(one, [paper])] == ["mine"]
    assert [one["hand"] for one in payloads.standing(other, [paper])] == ["colleague"]
    commands.let_go_of_paper(one, paper)
    commands.take_up_paper(other, paper)
    since = row(paper).in_hand_at
    assert since is not None
    assert hand(other.person_id, since, one.person_id, since + IN_HAND) == "colleague"
    rested = since + IN_HAND + timedelta(seconds=1)
    assert hand(other.person_id, since, one.person_id, rested) == "free"


def test_a_question_is_answered_in_her_words_and_the_whole_desk_reads_it(hall: World) -> None:
    author, reader = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    letters.ask_about_paper(reader, paper, "Who could help?", "en")
    assert mine(author)["state"] == "questions_back"
    letter = mine(author)["letter"]
    assert isinstance(letter, dict)
    assert (letter["kind"], letter["text"]["text"]) == ("question", "Who could help?")
    with pytest.raises(NotFound):
        letters.answer_question(hall.delegate(), paper, "Not mine.")
    letters.answer_question(author, paper, "Our neighbour, call +971 50 123 4567.")
    assert (mine(author)["state"], mine(author)["letter"]) == ("in_review", None)
    other = hall.facilitator()
    (asked,) = payloads.desk_paper(sent_paper(other, paper), other)["asked"]
    said = "".join(part["text"] for part in asked["answer"]["parts"])
    assert said.startswith("Our neighbour")
    assert any(part["marks"] for part in asked["answer"]["parts"]), "her answer is marked too"


def test_sending_anew_answers_a_question_and_a_change_too(hall: World) -> None:
    author, reader = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    letters.ask_about_paper(reader, paper, "Who?", "en")
    authors.save_draft(author, paper, "T", "Now it says who.", "en", 1)
    authors.submit_paper(author, paper)
    letters.offer_change(reader, paper, "T", "Now it says who does it.")
    authors.save_draft(author, paper, "T", "In my own way.", "en", 2)
    authors.submit_paper(author, paper)
    shown = payloads.desk_paper(sent_paper(reader, paper), reader)
    (sentence,) = shown["paragraphs"][0]["sentences"]
    assert (shown["state"], sentence["words"]["parts"][0]["text"]) == (
        "in_review",
        "In my own way.",
    )
    assert [one["state"] for one in shown["offers"]] == ["edited"]
    assert [one["is_open"] for one in shown["asked"]] == [False]


def test_a_change_counts_only_with_the_childs_yes(hall: World) -> None:
    author, reader = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", title="T", body="I want a lamp.")
    with pytest.raises(NothingChanged):
        letters.offer_change(reader, paper, "T", "I want a lamp.")
    first = letters.offer_change(reader, paper, "T", "I want two lamps.")["offer"]
    assert sent_paper(reader, paper).body == "I want a lamp."
    letter = mine(author)["letter"]
    assert isinstance(letter, dict)
    changed = [part["text"] for part in letter["after"]["body"]["parts"] if part["is_changed"]]
    assert "".join(changed).split() == ["two", "lamps."]
    letters.reply_to_offer(author, paper, first, says_yes=False)
    assert sent_paper(reader, paper).body == "I want a lamp."
    second = letters.offer_change(reader, paper, "T", "I want a lamp on the stairs.")["offer"]
    with pytest.raises(NotNow):
        letters.reply_to_offer(author, paper, first, says_yes=True)
    authors.save_draft(author, paper, "T", "I want a lamp. And more.", "en", 1)
    letters.reply_to_offer(author, paper, second, says_yes=True)
    assert sent_paper(reader, paper).body == "I want a lamp on the stairs."
    assert row(paper).draft_body == "I want a lamp on the stairs.\n\nI want a lamp. And more.", (
        "no word typed meanwhile is lost, and the change is in it"
    )
    numbers = db.session.scalars(
        select(PaperRevision.number).where(PaperRevision.paper_id == paper)
    ).all()
    assert sorted(numbers) == [1, 2, 3]


def test_a_no_needs_a_reason_a_place_and_two_people(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    commands.take_up_paper(one, paper)
    commands.suggest_no(one, paper, REASON, "answer")
    with pytest.raises(SecondCurator):
        commands.agree_to_no(one, paper)
    assert row(paper).state == "in_review", "without a second curator it waits"
    with pytest.raises(IntegrityError, match="two_people"):
        db.session.execute(
            update(Paper).where(Paper.id == paper).values(no_agreed_by=one.person_id)
        )
    db.session.rollback()
    with pytest.raises(IntegrityError, match="two_curators"):
        db.session.execute(
            update(Paper)
            .where(Paper.id == paper)
            .values(state="not_this_time", decided_at=row(paper).moved_at)
        )
    db.session.rollback()
    commands.agree_to_no(other, paper)
    assert (mine(author)["state"], mine(author)["letter"]) == ("in_review", None)
    commands.announce_decisions(one)
    letter = mine(author)["letter"]
    assert isinstance(letter, dict)
    assert (mine(author)["state"], letter["text"]["text"], letter["goes_to"]) == (
        "not_this_time", REASON, "answer",
    )  # fmt: skip
    with pytest.raises(NotNow):
        commands.look_again(other, paper)


def test_what_adults_write_to_a_child_is_marked_for_their_colleagues_alone(
    sqlite_app: Flask, hall: World
) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    reach_me = "Call me: +971 50 123 4567."

    def shown() -> list[object]:
        (listed,) = payloads.desk(other)["papers"]
        page = payloads.desk_paper(sent_paper(other, paper), other)
        no = payloads.waiting_no(row(paper))
        return [
            "contact" in listed["marks"],
            [each["marks"] for each in page["asked"]],
            [each["marks"] for each in page["offers"]],
            no and no["marks"],
        ]

    letters.ask_about_paper(one, paper, reach_me, "en")
    assert shown() == [True, [["contact"]], [], None]
    assert "marks" not in str(mine(author)), "the child reads the question as it was written"
    letters.answer_question(author, paper, "I would rather not.")
    offer = letters.offer_change(one, paper, "T", reach_me)["offer"]
    assert shown() == [True, [["contact"]], [["contact"]], None]
    letters.reply_to_offer(author, paper, offer, says_yes=False)
    assert shown()[0] is False, "answered: it raises the paper no more"
    commands.suggest_no(one, paper, reach_me, "later")
    assert (shown()[0], shown()[3]) == (True, ["contact"])
    page = browser_of(sqlite_app, other).get(f"/curate/{paper}").text
    assert page.count('data-mark="contact"') == 4, "two places of the question and of the reason"
    commands.drop_no(other, paper)
    assert shown()[0] is False


def test_a_no_is_read_in_its_own_direction_whatever_she_writes_meanwhile(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    commands.take_up_paper(one, paper)
    commands.suggest_no(one, paper, REASON, "answer")
    authors.save_draft(author, paper, "باب يُغلق", "أكتب الآن بالعربية.", "ar", 1)
    waits = payloads.waiting_no(row(paper))
    assert waits is not None
    assert (waits["text"]["lang"], waits["text"]["dir"]) == ("en", "ltr")
    commands.agree_to_no(other, paper)
    commands.announce_decisions(one)
    letter = mine(author)["letter"]
    assert letter["text"] == {"text": REASON, "lang": "en", "dir": "ltr"}  # type: ignore[index]


def test_letters_of_a_paper_that_was_taken_back_come_back_to_no_desk(hall: World) -> None:
    author, reader = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    letters.ask_about_paper(reader, paper, "Who?", "en")
    letters.answer_question(author, paper, "My neighbour.")
    letters.offer_change(reader, paper, "T", "Another text.")
    authors.take_back(author, paper)
    authors.bring_back(author, paper)
    authors.submit_paper(author, paper)
    shown = payloads.desk_paper(sent_paper(reader, paper), reader)
    assert (shown["asked"], shown["offers"]) == ([], [])
    letters.ask_about_paper(reader, paper, "And now?", "en")
    (asked,) = payloads.desk_paper(sent_paper(reader, paper), reader)["asked"]
    assert asked["text"]["parts"][0]["text"] == "And now?"


def test_a_press_means_what_stood_on_the_page(hall: World) -> None:
    session = hall.session()
    author, one, other = hall.delegate(), hall.facilitator(session), hall.facilitator(session)
    paper = hall.paper(author, "submitted")
    seen = desk_queries.as_read(row(paper))
    authors.take_back(author, paper)
    authors.bring_back(author, paper)
    authors.save_draft(
        author, paper, "Another", "words nobody read", "en", row(paper).draft_version
    )
    authors.submit_paper(author, paper)
    for act in (
        lambda: commands.select_paper(one, paper, session.id, seen),
        lambda: letters.ask_about_paper(one, paper, "Who?", "en", seen),
        lambda: letters.offer_change(one, paper, "T", "x", seen),
    ):
        with pytest.raises(NotNow):
            act()
    commands.take_up_paper(one, paper)
    commands.suggest_no(one, paper, REASON, "book")
    seen = desk_queries.as_read(row(paper))
    commands.suggest_no(one, paper, "Another reason", "later")
    with pytest.raises(NotNow):
        commands.agree_to_no(other, paper, seen)
    commands.agree_to_no(other, paper, desk_queries.as_read(row(paper)))


def test_what_is_joined_is_decided_with_its_twin(hall: World) -> None:
    session, elsewhere = hall.session(), hall.session()
    reader, stranger = hall.facilitator(session), hall.facilitator(elsewhere)
    first, second = (hall.paper(hall.delegate(), "submitted") for _ in range(2))
    commands.select_paper(reader, first, session.id)
    with pytest.raises(NotAllowed):
        commands.join_paper(stranger, second, first)
    commands.join_paper(reader, second, first)
    commands.look_again(reader, first)
    assert (row(second).state, row(second).session_id) == ("in_review", None)


def test_whoever_joins_with_a_paper_that_has_gone_is_told_so_and_no_more(hall: World) -> None:
    session, author = hall.session(), hall.delegate()
    reader = hall.facilitator(session)
    twin, paper = hall.paper(author, "submitted"), hall.paper(hall.delegate(), "submitted")
    commands.select_paper(reader, twin, session.id)
    commands.look_again(reader, twin)
    with pytest.raises(NoSuchTwin):
        commands.join_paper(reader, paper, twin)
    commands.select_paper(reader, twin, session.id)
    holding.hold_paper(hall.facilitator(), twin)
    with pytest.raises(NoSuchTwin) as held:
        commands.join_paper(reader, paper, twin)
    assert held.value.state is None
    authors.take_back(author, twin)
    with pytest.raises(NotFound):
        commands.join_paper(reader, twin, paper)


def test_nobody_tells_more_than_she_saw(sqlite_app: Flask, hall: World) -> None:
    """What is told can't be taken back, and a colleague may have pressed by mistake."""
    one, other, session = hall.facilitator(), hall.facilitator(), hall.session()
    hall_of, child = hall.facilitator(session), hall.delegate()
    first, second = (hall.paper(each, "submitted") for each in (hall.delegate(), child))
    commands.select_paper(hall_of, first, session.id)
    slow, quick = browser_of(sqlite_app, one), browser_of(sqlite_app, other)

    def tells(browser: FlaskClient, page: str) -> TestResponse:
        (mark,) = re.findall(r'name="decided" value="([^"]+)"', page)
        return browser.post("/curate/announce", data={"decided": mark})

    before = slow.get("/curate").text
    assert "1 decision waits." in before
    commands.select_paper(hall_of, second, session.id)
    no = tells(slow, before)
    assert no.status_code == 409
    assert "2 decisions wait." in no.text
    assert mine(child)["state"] == "in_review"
    assert tells(quick, no.text).status_code == 303
    assert mine(child)["state"] == "selected"
    assert tells(slow, no.text).status_code == 303, "a colleague was faster"


def test_everybody_is_told_at_the_same_moment_and_nobody_before(hall: World) -> None:
    session = hall.session()
    reader, children = hall.facilitator(session), [hall.delegate() for _ in range(3)]
    papers = [hall.paper(child, "submitted") for child in children]
    for paper in papers[:2]:
        commands.select_paper(reader, paper, session.id)
    before = mine(children[0])
    assert (before["state"], before["session"], before["asks"]) == ("in_review", None, None)
    commands.join_paper(reader, papers[2], papers[0])
    commands.look_again(reader, papers[1])
    assert mine(children[0]) == before, "not even the time says that something is decided"
    with pytest.raises(NotAllowed):
        commands.announce_decisions(children[0])
    assert commands.announce_decisions(reader)["announced"] == 2
    assert [mine(child)["state"] for child in children] == ["selected", "in_review", "joined"]
    assert row(papers[0]).announced_at == row(papers[2]).announced_at
    authors.confirm_paper(children[2], papers[2], 1, "me")
    assert queries.confirmed_revision(papers[2]) is not None


def test_a_held_paper_is_with_its_author_and_the_safety_team_alone(hall: World) -> None:
    session = hall.session()
    author, reader = hall.delegate(), hall.facilitator(session)
    safety = hall.signed_in(hall.person("safeguarding", kind="adult"))
    paper = hall.paper(author, "confirmed", session)
    Team(hall)
    item = hall.items(session)[0]
    db.session.execute(
        update(RunSheetItem)
        .where(RunSheetItem.id == item.id)
        .values(revision_id=row(paper).confirmed_revision_id)
    )
    db.session.commit()
    before, on_walls = mine(author), versions_of([session.id])[session.id, "floor"]
    holding.hold_paper(reader, paper)
    assert mine(author) == before
    assert versions_of([session.id])[session.id, "floor"] > on_walls, "walls and phones look again"
    told = db.session.scalars(select(Concern)).one()
    assert (told.source_kind, told.source_id) == ("paper", paper)
    assert queries.confirmed_revision(paper) is None
    assert payloads.desk(reader)["papers"] == payloads.standing(reader, [paper]) == []
    assert payloads.curation_topic()["papers"] == 0
    assert [one["is_held"] for one in payloads.desk(safety)["papers"]] == [True]
    for act in (
        lambda: sent_paper(reader, paper),
        lambda: commands.take_up_paper(reader, paper),
        lambda: holding.hold_paper(reader, paper),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        holding.lift_hold(reader, paper)
    authors.take_back(author, paper)
    authors.bring_back(author, paper)
    authors.submit_paper(author, paper)
    assert payloads.desk(reader)["papers"] == [], "sending it anew does not lift a hold"
    holding.lift_hold(safety, paper)
    assert [one["id"] for one in payloads.desk(reader)["papers"]] == [paper]


def test_the_desk_is_filtered_and_its_queries_do_not_grow(hall: World, sqlite_app: Flask) -> None:
    reader = hall.facilitator()
    browser = browser_of(sqlite_app, reader)
    first = hall.paper(hall.delegate(), "submitted")

    def asked() -> int:
        db.session.rollback()
        db.session.expire_all()
        seen: list[str] = []
        note: Callable[..., None] = lambda *said: seen.append(said[2])  # noqa: E731
        listening.listen(db.engine, "before_cursor_execute", note)
        assert browser.get("/curate").status_code == 200
        listening.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    asked()  # what is kept in memory after a first page is there
    few = asked()
    authors_of_more = [hall.delegate() for _ in range(4)]
    for author in authors_of_more:
        commands.take_up_paper(reader, hall.paper(author, "submitted"))
    letters.ask_about_paper(hall.facilitator(), first, "Who?", "en")
    assert asked() == few
    desk = payloads.desk(reader, Asked(group="child"))
    assert [one["id"] for one in desk["papers"]] == [first]
    assert dict(desk["groups"]) == {"waiting": 4, "child": 1}
    assert desk["progress"]["languages"] == [{"name": "en", "came": 5, "decided": 0}]
    assert payloads.desk(reader, Asked(written="ar"))["papers"] == []

    def shows(query: str = "") -> bool:
        return f'data-paper="{first}"' in browser.get(f"/curate{query}").text

    assert shows(), "who ticked no language reads all of them"
    choose_languages(reader, ["ar"])
    assert (shows(), shows("?written="), shows("?written=en")) == (False, True, True)
    choose_languages(reader, ["ar", "en"])
    assert shows()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("one two three", "one 2 three four"),
        ("سطر أول\n\nسطر ثان", "سطر أول جديد\n\nسطر ثان\n"),
        ("  spaces \t stay", "spaces stay  "),
        ("so " * 3_000 + "\nend", "so " * 2_000 + "\nso\nend"),
        ("".join(f"w{n} " for n in range(4_000)), "".join(f"w{2 * n} " for n in range(2_000))),
    ],
    ids=["nothing", "words", "lines", "spaces", "one word", "more than is compared"],
)
def test_the_pieces_of_each_side_are_its_text(before: str, after: str) -> None:
    left, right = side_by_side(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    same = ["".join(p.text for p in side if not p.is_changed) for side in (left, right)]
    assert same[0] == same[1]
