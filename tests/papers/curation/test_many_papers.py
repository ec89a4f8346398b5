"""A desk with many papers: neither statements nor rows nor bytes grow with them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event as listening
from sqlalchemy import insert, update

from participation.floor.models import RunSheetItem
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.papers import commands as authors
from participation.papers.authors.commands import leave_paper
from participation.papers.authors.models import PaperAuthor
from participation.papers.curation import commands, holding, letters, listing, payloads, twins
from participation.papers.curation.listing import PER_PAGE, Asked
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision
from participation.papers.subjects.commands import set_subject
from participation.people.models import Person
from participation.programme.models import Organisation
from participation.safeguarding.marks.models import TextMark
from tests.doors import send
from tests.papers.test_authors import together, writes
from tests.papers.test_doors import browser_of
from tests.world import World

FEW, MANY = 20, 400
TO_THE_DESK = {"visibility": "facilitators"}


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    return World()


@command(audit=Audit.NONE)
def sent_by(actor: Actor, author_id: str, many: int, every: int = 5) -> Reference:
    """So many papers of this author at the desk, each a minute older than the one before; one in
    `every` of them has a mark."""
    now = clock.now()
    papers, texts, writers, marks, at_desk = [], [], [], [], []
    for number in range(many):
        paper, text, at = new_id(), new_id(), now - timedelta(minutes=number + 1)
        papers.append({"id": paper, "author_id": author_id, "began_at": at, "moved_at": at})
        state = ("submitted", "in_review")[number % 2]
        at_desk.append({"id": paper, "current_revision_id": text, "state": state, **TO_THE_DESK})
        words = {"title": f"A lamp on the stairs {number}", "body": "One.", "language": "en"}
        writing = {"number": 1, "written_by": author_id, "written_at": at}
        texts.append({"id": text, "paper_id": paper, **words, **writing})
        writers.append({"id": new_id(), "paper_id": paper, "person_id": author_id, "joined_at": at})
        if number % every == 0:
            place = {"start": 0, "end": 2, "mark": "name"}
            marks.append({"kind": "paper_body", "object_id": text, **place})
    for table, rows in ((Paper, papers), (PaperRevision, texts), (PaperAuthor, writers)):
        db.session.execute(insert(table), rows)
    db.session.execute(insert(TextMark), marks)
    db.session.execute(update(Paper), at_desk)
    return {}


@contextmanager
def read() -> Iterator[Counter[str]]:
    """How many statements were sent, and how many rows they brought."""
    seen: Counter[str] = Counter()

    def count(*_: Any) -> None:
        seen["statements"] += 1

    def row(_: Any, values: Any) -> Any:
        seen["rows"] += 1
        return values

    def taken_out(connection: Any, *_: Any) -> None:
        connection.row_factory = row

    def put_back(connection: Any, *_: Any) -> None:
        if connection is not None:
            connection.row_factory = None

    db.session.rollback()
    db.session.expire_all()
    heard = (("before_cursor_execute", count), ("checkout", taken_out), ("checkin", put_back))
    for name, ear in heard:
        listening.listen(db.engine, name, ear)
    try:
        yield seen
    finally:
        db.session.rollback()
        for name, ear in heard:
            listening.remove(db.engine, name, ear)


def test_a_desk_page_reads_and_weighs_no_more_with_many_papers(
    hall: World, sqlite_app: Flask
) -> None:
    adult, author = hall.facilitator(hall.session()), hall.delegate()
    browser = browser_of(sqlite_app, adult)
    sent_by(SYSTEM, author.person_id or "", 2 * PER_PAGE + 5, every=1)
    paper = payloads.desk(adult)["papers"][3]["id"]
    pages = (
        "/curate",
        "/curate?page=2",
        "/curate?group=waiting&state=submitted&written=en&order=longest",
        "/curate?subject=none",
        f"/curate/{paper}",
        f"/curate/{paper}?group=waiting&order=longest",
        f"/curate/{paper}/revisions",
    )

    def took() -> list[tuple[int, int, int]]:
        found = []
        for page in pages:
            browser.get(page)  # what is kept in memory after a first page is there
            with read() as seen:
                answer = browser.get(page)
            assert answer.status_code == 200
            # A number with a digit more is no weight: tens of bytes.
            found.append((seen["statements"], seen["rows"], len(answer.data) // 1_000))
        return found

    few = took()
    sent_by(SYSTEM, author.person_id or "", MANY, every=1)
    many = took()
    assert all(rows > 10 for _, rows, _ in few), "rows are counted"
    for page, before, after in zip(pages, few, many, strict=True):
        assert after[:2] == before[:2], page
        assert abs(after[2] - before[2]) <= 1, page


def test_what_is_told_live_is_as_long_with_many_papers(hall: World) -> None:
    adult, author = hall.facilitator(), hall.delegate()
    sent_by(SYSTEM, author.person_id or "", FEW)
    with read() as few:
        before = payloads.curation_topic()
    sent_by(SYSTEM, author.person_id or "", MANY)
    with read() as many:
        after = payloads.curation_topic()
    assert many == few
    assert len(json.dumps(after)) - len(json.dumps(before)) < 10
    assert (before["papers"], after["papers"]) == (FEW, FEW + MANY)
    ids = [each["id"] for each in payloads.desk(adult)["papers"]]
    assert len(payloads.standing(adult, ids)) == PER_PAGE


def test_the_list_is_in_order_and_each_page_goes_on_where_the_last_one_ended(hall: World) -> None:
    """Page by page, and from paper to paper, it is the same way; marked ones first unless whoever
    waits longest is asked for."""
    adult, author = hall.facilitator(), hall.delegate()
    sent_by(SYSTEM, author.person_id or "", 2 * PER_PAGE + 3)
    for asked in (Asked(), Asked(order=listing.LONGEST), Asked(state="in_review")):
        pages = [payloads.desk(adult, asked, str(number)) for number in (1, 2, 3)]
        assert pages[0]["paged"].many == sum(pages[0]["groups"].values())
        way = [row for page in pages[: pages[0]["paged"].last] for row in page["papers"]]
        ids = [row["id"] for row in way]
        assert len(set(ids)) == pages[0]["paged"].many
        by_mark = [0 if row["marks"] else 1 for row in way]
        since = [row["waiting_since"] for row in way]
        if asked.order == listing.LONGEST:
            assert since == sorted(since)
            assert by_mark != sorted(by_mark)
        else:
            assert by_mark == sorted(by_mark)
        for place in (0, 1, PER_PAGE, len(ids) - 1):
            beside = listing.beside(adult, ids[place], asked)
            before = ids[place - 1] if place else None
            assert (beside.before, beside.number) == (before, place + 1)
            assert beside.after == (ids[place + 1] if place + 1 < len(ids) else None)


def test_it_is_sought_by_state_and_by_words_of_its_title(hall: World) -> None:
    adult, session = hall.facilitator(), hall.session()
    one = hall.paper(hall.delegate(), "submitted", title="Un ÉTÉ sans eau")
    other = hall.paper(hall.delegate(), "submitted", title="", body="Summer and water.\n\nMore.")
    told = hall.paper(hall.delegate(), "selected", session)

    def found(**asked: str) -> list[str]:
        db.session.rollback()
        return sorted(row["id"] for row in payloads.desk(adult, Asked(**asked))["papers"])

    assert found(words="ete eau") == [one]
    assert found(words="WATER summer") == [other], "where it has no title, its first line"
    assert found(words="water winter") == []
    assert found(state="selected") == [told]
    assert found(state="selected", words="door") == [told]
    assert found(state="submitted") == sorted((one, other))


@command(audit=Audit.NONE)
def from_organisations(actor: Actor, people: dict[str, str]) -> Reference:
    """Each of these people comes from the organisation called so. Answers with their ids."""
    made = {}
    for person_id, slug in people.items():
        if slug not in made:
            made[slug] = Organisation(slug=slug, name={"en": slug.title()}, country="QA")
            db.session.add(made[slug])
            db.session.flush()
        db.session.get_one(Person, person_id).organisation_id = made[slug].id
    return {slug: one.id for slug, one in made.items()}


def test_a_paper_is_found_by_the_organisation_of_each_who_writes_it(hall: World) -> None:
    adult = hall.facilitator()
    mina, sami, lina = (hall.delegate() for _ in range(3))
    shared = together(hall, mina, sami, lina)
    writes(mina, shared, "A lamp on the stairs.")
    for author in (mina, sami, lina):
        authors.submit_paper(author, shared)
    alone = hall.paper(hall.delegate(), "submitted")
    first, second, third = (one.person_id or "" for one in (mina, sami, lina))
    ids = from_organisations(SYSTEM, {first: "one", second: "two", third: "two"})

    def told(**asked: str) -> dict[str, list[str]]:
        db.session.rollback()
        papers = payloads.desk(adult, Asked(**asked))["papers"]
        return {row["id"]: [each["en"] for each in row["organisations"]] for row in papers}

    assert (
        told(organisation=ids["one"]) == told(organisation=ids["two"]) == {shared: ["One", "Two"]}
    )
    assert told() == {shared: ["One", "Two"], alone: []}
    assert set(payloads.desk(adult)["organisations"]) == set(ids.values())
    leave_paper(mina, shared)
    assert told(organisation=ids["one"]) == {}


def test_what_an_adult_wrote_that_waits_lifts_a_paper_as_its_own_marks_do(hall: World) -> None:
    """Among those whose turn it is; the database counts the same marks as the rows say."""
    adult = hall.facilitator()
    plain, named, told = (
        hall.paper(hall.delegate(), "submitted", title="Lamps", body="One on the stairs.")
        for _ in range(3)
    )
    commands.take_up_paper(adult, named)
    commands.suggest_no(adult, named, "Call me at +971 50 123 4567.", "book")
    letters.ask_about_paper(adult, told, "Write to +971 50 123 4567?", "en")
    rows = payloads.desk(adult)["papers"]
    assert [(row["id"], bool(row["marks"])) for row in rows] == [
        (plain, False), (named, True), (told, True),
    ], "whose turn it is comes first"  # fmt: skip
    late = hall.paper(hall.delegate(), "submitted", body="My number is +971 50 123 4567.")
    assert [row["id"] for row in payloads.desk(adult)["papers"]] == [late, plain, named, told]
    sought = Asked(order=listing.LONGEST)
    assert [row["id"] for row in payloads.desk(adult, sought)["papers"]][:2] == [plain, late]


def test_a_paper_that_left_is_in_no_answer_and_nothing_says_why(
    hall: World, sqlite_app: Flask
) -> None:
    author, adult = hall.delegate(), hall.facilitator()
    safety = hall.signed_in(hall.person("safeguarding", kind="adult"))
    back, held, stays = (hall.paper(author, "submitted") for _ in range(3))
    authors.take_back(author, back)
    holding.hold_paper(safety, held)
    fields = {"papers": [back, held, stays]}
    answer = send(sqlite_app, adult, "papers.standing", **fields)
    assert [row["id"] for row in answer["papers"]] == [stays]
    seen = send(sqlite_app, safety, "papers.standing", **fields)
    assert {row["id"] for row in seen["papers"]} == {held, stays}
    for wrong in (["x"], [stays] * 101):
        assert send(sqlite_app, adult, "papers.standing", papers=wrong)["code"] == "bad_input"
    assert send(sqlite_app, author, "papers.standing", **fields)["code"] == "not_allowed"


def test_the_likeliest_twin_comes_first_and_any_is_found_by_its_title(hall: World) -> None:
    session = hall.session()
    adult = hall.facilitator(session)
    paper = hall.paper(hall.delegate(), "submitted", title="Lamps for our dark stairs")
    like = hall.paper(hall.delegate(), "selected", session, title="A lamp on the dark stairs")
    same_subject = hall.paper(hall.delegate(), "selected", session, title="Books at night")
    unlike = hall.paper(hall.delegate(), "selected", session, title="Fewer tests")
    hall.paper(hall.delegate(), "selected", hall.session(), title="Elsewhere")
    for each in (paper, same_subject):
        set_subject(adult, each, "school", True)

    def found(words: str = "") -> list[str]:
        twin = sent_paper(adult, paper)
        return [row["id"] for row in twins.twins_of(twin, adult, [session], words)]

    assert found() == [like, same_subject, unlike]
    assert found("TESTS") == [unlike]


def test_a_confirmed_paper_goes_on_the_run_sheet_from_the_desk(
    hall: World, sqlite_app: Flask
) -> None:
    """Two taps: the door on its page, and the step."""
    session = hall.session(state="planned")
    paper = hall.paper(hall.delegate(), "confirmed", session)
    browser = browser_of(sqlite_app, hall.facilitator(session))
    address = f"/curate/{paper}/run-sheet"
    assert f'href="{address}"' in browser.get(f"/curate/{paper}").text
    assert "Put it here" in browser.get(address).text
    (item,) = (one for one in hall.items(session) if one.kind == "paper")
    (other,) = (one for one in hall.items(session) if one.kind == "poll")
    assert browser.post(address, data={"item": other.id}).status_code == 409
    moved = browser.post(f"{address}?group=told", data={"item": item.id})
    assert moved.headers["Location"].endswith(f"/curate/{paper}?group=told")
    db.session.rollback()
    assert db.session.get_one(RunSheetItem, item.id).revision_id is not None
    assert "This paper is here." in browser.get(address).text
    elsewhere = browser_of(sqlite_app, hall.facilitator(hall.session()))
    assert elsewhere.get(address).status_code == 403


def test_no_paper_leaves_the_run_sheet_because_somebody_was_slower(
    hall: World, sqlite_app: Flask
) -> None:
    """Two adults look at a step without a paper, and each puts one there."""
    session = hall.session(state="planned")
    first, second = (hall.paper(hall.delegate(), "confirmed", session) for _ in range(2))
    (item,) = (one for one in hall.items(session) if one.kind == "paper")
    one, other = (browser_of(sqlite_app, hall.facilitator(session)) for _ in range(2))

    def seen(browser: Any, paper: str) -> str:
        page = browser.get(f"/curate/{paper}/run-sheet").text
        (holds,) = re.findall(r'name="holds" value="(\w*)"', page)
        return str(holds)

    def puts(browser: Any, paper: str, holds: str) -> Any:
        told = {"item": item.id, "holds": holds}
        return browser.post(f"/curate/{paper}/run-sheet", data=told)

    before = [seen(one, first), seen(other, second)]
    assert before == ["", ""]
    assert puts(one, first, before[0]).status_code == 303
    late = puts(other, second, before[1])
    assert late.status_code == 409
    assert "A colleague has just placed another paper here." in late.text
    assert "Put it here instead" in late.text
    assert puts(one, first, before[0]).status_code == 303, "pressed twice"
    assert "This paper is here." in one.get(f"/curate/{first}/run-sheet").text
    assert puts(other, second, seen(other, second)).status_code == 303, "she has seen it by now"
    assert "This paper is here." in other.get(f"/curate/{second}/run-sheet").text
    item_now = db.session.get_one(RunSheetItem, item.id)
    item_now.title = {"en": "About the other door"}
    db.session.commit()
    assert "About the other door" in one.get(f"/curate/{first}/run-sheet").text
    holding.hold_paper(hall.facilitator(), second)
    third = hall.paper(hall.delegate(), "confirmed", session)
    page = one.get(f"/curate/{third}/run-sheet").text
    assert "About the other door" not in page, "what it is called may say what was held"
