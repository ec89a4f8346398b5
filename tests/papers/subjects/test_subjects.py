"""What papers are about: one list, set by adults, sought by, and how far the call is with each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event as listening
from sqlalchemy import select

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import BadInput, NotAllowed, NotFound
from participation.foundation.versions import versions_of
from participation.papers.commands import sweep_papers, take_back
from participation.papers.curation import commands as curating
from participation.papers.curation import listing, payloads
from participation.papers.curation.listing import Asked, Beside
from participation.papers.subjects.commands import set_subject
from participation.papers.subjects.models import PaperSubject
from participation.programme.subjects import SUBJECTS
from tests.doors import send
from tests.moving_clock import MovingClock
from tests.papers.test_doors import browser_of
from tests.world import World


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    return World()


def found(reader: Actor, **asked: str) -> list[str]:
    db.session.rollback()
    return [one["id"] for one in payloads.desk(reader, Asked(**asked))["papers"]]


def test_a_paper_has_each_subject_of_the_list_once(app: Flask, world: World) -> None:
    """On both databases: twice is harmless."""
    adult, paper = world.facilitator(), world.paper(world.delegate(), "submitted")
    for subject in SUBJECTS:
        for _ in range(2):
            set_subject(adult, paper, subject, True)
    (shown,) = payloads.desk(adult)["papers"]
    assert shown["subjects"] == list(SUBJECTS), "in the order of the list"
    set_subject(adult, paper, "school", False)
    set_subject(adult, paper, "school", False)
    (told,) = payloads.standing(adult, [paper])
    assert told["subjects"] == list(SUBJECTS)[1:]


def test_the_desk_is_sought_by_subject_and_says_how_far_the_call_is(hall: World) -> None:
    session = hall.session()
    adult = hall.facilitator(session)
    first, second, third = (hall.paper(hall.delegate(), "submitted") for _ in range(3))
    for paper, subject in ((first, "school"), (first, "home"), (second, "school")):
        set_subject(adult, paper, subject, True)
    curating.select_paper(adult, second, session.id)
    assert set(found(adult, subject="school")) == {first, second}
    assert found(adult, subject="home") == [first]
    assert found(adult, subject="none") == [third]
    assert found(adult, subject="school", group="decided") == [second]
    progress = payloads.desk(adult)["progress"]
    assert progress["all"] == {"name": "all", "came": 3, "decided": 1}
    assert progress["languages"] == [{"name": "en", "came": 3, "decided": 1}]
    told = {one["name"]: (one["came"], one["decided"]) for one in progress["subjects"]}
    assert told == dict.fromkeys(SUBJECTS, (0, 0)) | {
        "school": (2, 1), "home": (1, 0), "none": (1, 0),
    }  # fmt: skip


def test_it_decides_nothing_and_her_author_hears_nothing(hall: World) -> None:
    author, one, other = hall.delegate(), hall.facilitator(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    curating.take_up_paper(one, paper)
    hers = versions_of([f"desk:mine:{author.person_id}"])
    set_subject(other, paper, "school", True)  # also while it is in a colleague's hand
    db.session.rollback()
    assert versions_of([f"desk:mine:{author.person_id}"]) == hers
    assert payloads.desk(one)["papers"][0]["hand"] == "mine"


def test_only_the_adults_of_the_desk_set_one_and_only_of_the_list(
    hall: World, sqlite_app: Flask
) -> None:
    session = hall.session()
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted")
    others = [
        author, hall.moderator(session), hall.phone(session),
        hall.signed_in(hall.person("safeguarding", kind="adult")),
        hall.signed_in(hall.person("organiser", kind="adult")),
    ]  # fmt: skip
    for actor in others:
        with pytest.raises(NotAllowed):
            set_subject(actor, paper, "school", True)
    with pytest.raises(BadInput):
        set_subject(adult, paper, "weather", True)
    fields = {"paper": paper, "subject": "school", "on": True}
    answer = send(sqlite_app, adult, "papers.set_subject", **fields)
    assert answer == {"ok": True, "paper": paper, "subject": "school", "on": True}
    other = send(sqlite_app, adult, "papers.set_subject", **fields | {"subject": "weather"})
    assert other["code"] == "bad_input"
    page = browser_of(sqlite_app, adult)
    address = f"/curate/{paper}/subjects"
    assert page.post(address, data={"subject": "home", "on": "1"}).status_code == 303
    assert page.post(address, data={"subject": "school", "on": ""}).status_code == 303
    assert payloads.desk(adult)["papers"][0]["subjects"] == ["home"]
    take_back(author, paper)
    with pytest.raises(NotFound):
        set_subject(adult, paper, "school", True)


def test_no_page_of_the_desk_asks_more_where_there_is_more(hall: World, sqlite_app: Flask) -> None:
    adult = hall.facilitator()
    browser = browser_of(sqlite_app, adult)
    first = hall.paper(hall.delegate(), "submitted")

    def asked(address: str) -> int:
        db.session.rollback()
        db.session.expire_all()
        seen: list[str] = []
        note: Callable[..., None] = lambda *said: seen.append(said[2])  # noqa: E731
        listening.listen(db.engine, "before_cursor_execute", note)
        assert browser.get(address).status_code == 200
        listening.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    pages = ("/curate?subject=school", f"/curate/{first}?subject=school", f"/curate/{first}")
    set_subject(adult, first, "school", True)
    for page in pages:
        asked(page)  # what is kept in memory after a first page is there
    few = [asked(page) for page in pages]
    for subject in list(SUBJECTS)[:5]:
        set_subject(adult, hall.paper(hall.delegate(), "submitted"), subject, True)
    assert [asked(page) for page in pages] == few


def test_the_way_through_the_list_keeps_what_was_sought(hall: World, sqlite_app: Flask) -> None:
    adult = hall.facilitator()
    papers = [hall.paper(hall.delegate(), "submitted") for _ in range(3)]
    for paper in papers[:2]:
        set_subject(adult, paper, "school", True)
    wide, sought = Asked(), Asked(subject="school")
    middle = listing.beside(adult, papers[1], wide)
    assert middle == Beside(papers[0], papers[2], 2, 3)
    last = listing.beside(adult, papers[1], sought)
    assert last == Beside(papers[0], None, 2, 2)
    outside = listing.beside(adult, papers[2], sought)
    assert outside == Beside(None, papers[0], 0, 2)
    browser = browser_of(sqlite_app, adult)
    page = browser.get(f"/curate/{papers[1]}?subject=school").text
    assert f'href="/curate/{papers[0]}?subject=school"' in page
    assert 'href="/curate?subject=school"' in page
    moved = browser.post(f"/curate/{papers[1]}?subject=school", data={"then": "take_up"})
    assert moved.headers["Location"].endswith(f"/curate/{papers[1]}?subject=school")
    listed = browser.get("/curate?subject=school").text
    assert listed.count('class="card curate-row"') == 2


def test_it_is_gone_with_the_last_word_of_the_paper(
    hall: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.event()
    set_subject(hall.facilitator(), hall.paper(hall.delegate(), "submitted"), "school", True)
    MovingClock(monkeypatch).passes(days=40)
    assert sweep_papers(SYSTEM)["erased"] == 1
    assert db.session.scalars(select(PaperSubject)).all() == []
