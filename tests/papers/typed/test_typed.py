"""A paper that an adult types for a child: hers from the first word, open to that adult until she
says that these are her own words, and sent only then."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow, Refusal
from participation.papers import commands, payloads
from participation.papers.authors.commands import join_author, leave_paper
from participation.papers.authors.rules import number_of
from participation.papers.curation import payloads as curation
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper
from participation.papers.pictures.commands import bring_picture
from participation.papers.pictures.models import PictureKind
from participation.papers.refusals import DraftMovedOn, NothingWritten
from participation.papers.typed.commands import say_own_words, type_for_child, undo_typing
from participation.papers.typed.payloads import typed_draft, typing_topic
from participation.papers.typed.refusals import NotOwnWords, WordsChanged
from participation.people.commands import withdraw_role
from participation.people.consent.commands import take_back_assent
from tests.doors import Browser
from tests.papers.pictures.drawn import drawing
from tests.world import World

TOLD = "The lamp on our stairs is broken."


def typed(adult: Actor, child: Actor, body: str = TOLD) -> str:
    """A paper that this adult began for the child and typed this into."""
    paper = str(type_for_child(adult, number_of(child.person_id or ""), "en")["paper"])
    if body:
        commands.save_draft(adult, paper, "Stairs", body, "en", 0)
    return paper


def draft(author: Actor, paper: str) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return payloads.own_paper(author, paper)


def says_own(child: Actor, paper: str) -> None:
    say_own_words(child, paper, draft(child, paper)["version"])


def fields_of(page: TestResponse) -> dict[str, str]:
    """What the adult's sheet in this page would send."""
    form = page.get_data(as_text=True).partition('<form class="sheet"')[2].partition("</form>")[0]
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form)
    areas = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    fields = {name: unescape(said) for name, said in [*inputs, *areas]} | {"lang": "en"}
    return {
        name: said.removeprefix("\r\n") for name, said in fields.items() if name != "csrf_token"
    }


def is_closed_to(adult: Actor, paper: str) -> bool:
    """Whether this adult neither reads nor writes the paper, and no list of hers has it."""
    db.session.rollback()
    db.session.expire_all()
    tries: list[Any] = [
        lambda: typed_draft(adult, paper),
        lambda: commands.save_draft(adult, paper, "Mine", "Mine.", "en", 1),
        lambda: undo_typing(adult, paper),
    ]
    answers = []
    for press in tries:
        try:
            press()
            answers.append("done")
        except Refusal as refusal:
            answers.append(refusal.code)
    listed = [each["id"] for each in typing_topic(adult.person_id or "")["papers"]]
    assert len(set(answers)) == 1, answers
    return answers[0] != "done" and paper not in listed


def test_what_an_adult_types_is_the_childs_and_is_sent_on_her_word_alone(
    sqlite_app: Flask,
) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    hers = draft(child, paper)
    assert hers["body"] == TOLD
    assert hers["typed"] | {"by": None} == {
        "by": None, "is_own": False, "is_mine": True, "is_open": True,
    }  # fmt: skip
    with pytest.raises(NotOwnWords):
        commands.submit_paper(child, paper)
    commands.save_draft(child, paper, "Stairs", TOLD + " For a year.", "en", hers["version"])
    assert typed_draft(adult, paper)["body"] == TOLD + " For a year."
    says_own(child, paper)
    assert is_closed_to(adult, paper)
    commands.submit_paper(child, paper)
    at_desk = curation.desk_paper(sent_paper(adult, paper), adult)
    assert at_desk["is_typed"] is True, "the desk reads that it was typed"
    assert draft(child, paper)["typed"]["is_own"] is True
    assert draft(child, paper)["meter"]["adults"] == 0, "typed for her, it is her own"


def test_the_version_she_says_yes_to_is_the_one_she_saw(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    seen = draft(child, paper)["version"]
    commands.save_draft(adult, paper, "Stairs", TOLD + " I am afraid there.", "en", seen)
    with pytest.raises(WordsChanged) as refused:
        say_own_words(child, paper, seen)
    assert refused.value.state["body"] == TOLD + " I am afraid there."
    assert typed_draft(adult, paper)["id"] == paper
    assert draft(child, paper)["typed"]["is_own"] is False
    says_own(child, paper)
    says_own(child, paper)  # pressed twice


def test_an_older_text_of_the_adult_replaces_nothing(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    commands.save_draft(child, paper, "Stairs", "Our stairs are dark.", "en", 1)
    with pytest.raises(DraftMovedOn):
        commands.save_draft(adult, paper, "Stairs", TOLD + " And cold.", "en", 1)


def test_a_wrong_number_and_a_child_who_may_not_begin_one_are_told_alike(
    sqlite_app: Flask,
) -> None:
    world = World()
    adult = world.facilitator()
    without_both = world.person("delegate", consent=False)
    no_delegate, grown_up = world.person(), world.person("speaker", kind="adult")
    for number in ("", "12345678", *map(number_of, (without_both, no_delegate, grown_up))):
        with pytest.raises(NotFound):
            type_for_child(adult, number, "en")
    for other in (world.delegate(), world.signed_in(world.person("organiser", kind="adult"))):
        with pytest.raises(NotAllowed):
            type_for_child(other, number_of(world.delegate().person_id or ""), "en")
    assert db.session.scalar(select(func.count()).select_from(Paper)) == 0


def test_begun_twice_for_a_child_it_is_one_paper_and_her_own_new_one_is_another(
    sqlite_app: Flask,
) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child, "")
    assert typed(adult, child, "") == paper
    assert typed(world.facilitator(), child, "") != paper, "each adult types her own"
    assert commands.start_paper(child)["paper"] != paper


def test_a_wrongly_taken_child_is_undone_before_the_first_word(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child, "")
    with pytest.raises(NotFound):
        undo_typing(world.facilitator(), paper)
    undo_typing(adult, paper)
    assert payloads.papers_topic(child.person_id or "")["papers"] == []
    written = typed(adult, child)
    with pytest.raises(NotNow):
        undo_typing(adult, written)
    commands.save_draft(adult, written, "", "", "en", 1)
    undo_typing(adult, written)  # no word is in it any more
    assert db.session.get(Paper, written) is None


def test_an_empty_paper_is_nobodys_words(sqlite_app: Flask) -> None:
    world = World()
    child = world.delegate()
    paper = typed(world.facilitator(), child, "")
    with pytest.raises(NothingWritten):
        say_own_words(child, paper, 0)
    with pytest.raises(NotNow):
        say_own_words(child, world.paper(child), 1)  # typed by no adult


@pytest.mark.parametrize("how", ["role", "taken back", "brought back", "consent"])
def test_the_adults_way_in_ends_with_whatever_it_stood_on(sqlite_app: Flask, how: str) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    assert [one["id"] for one in typing_topic(adult.person_id or "")["papers"]] == [paper]
    if how == "role":
        withdraw_role(SYSTEM, adult.person_id or "", "facilitator", None)
        with pytest.raises(Refusal):
            typed_draft(world.signed_in(adult.person_id or ""), paper)
        return
    if how == "consent":
        take_back_assent(child)
    else:
        commands.take_back(child, paper)
    if how == "brought back":
        commands.bring_back(child, paper)
        assert draft(child, paper)["body"] == TOLD
        with pytest.raises(NotOwnWords):
            commands.submit_paper(child, paper)
    assert is_closed_to(adult, paper)


def test_of_several_who_write_it_whoever_it_was_typed_for_says_so(sqlite_app: Flask) -> None:
    world = World()
    adult, child, friend = world.facilitator(), world.delegate(), world.delegate()
    paper = typed(adult, child)
    join_author(world.facilitator(), number_of(paper), number_of(friend.person_id or ""))
    commands.save_draft(friend, paper, "Stairs", f"{TOLD}\n\nOurs too.", "en", 1)
    assert draft(friend, paper)["typed"]["is_mine"] is False
    with pytest.raises(NotAllowed):
        say_own_words(friend, paper, 2)
    with pytest.raises(NotOwnWords):
        commands.submit_paper(friend, paper)
    says_own(child, paper)
    commands.submit_paper(friend, paper)
    assert commands.submit_paper(child, paper)["state"] == "submitted"


def test_whoever_leaves_takes_what_was_typed_for_her_along(sqlite_app: Flask) -> None:
    """With the mark, and the adult; the others' rest is closed to the adult at once."""
    world = World()
    adult, child, friend = world.facilitator(), world.delegate(), world.delegate()
    paper = typed(adult, child)
    join_author(world.facilitator(), number_of(paper), number_of(friend.person_id or ""))
    commands.save_draft(friend, paper, "Stairs", f"{TOLD}\n\nOurs too.", "en", 1)
    commands.save_draft(adult, paper, "Stairs", f"{TOLD}\n\nOurs too.\n\nAnd cold.", "en", 2)
    own = leave_paper(child, paper)["paper"]
    hers = draft(child, own)
    assert hers["body"] == f"{TOLD}\n\nAnd cold."
    assert (hers["typed"]["is_own"], hers["typed"]["is_mine"]) == (False, True)
    assert is_closed_to(adult, paper)
    assert typed_draft(adult, own)["body"] == hers["body"]
    assert draft(friend, paper)["body"] == "Ours too."


def test_the_database_lets_nothing_typed_out_before_her_word(sqlite_app: Flask) -> None:
    world = World()
    paper = typed(world.facilitator(), world.delegate())
    other = world.paper(world.delegate(), "submitted")
    now = "'2026-05-18 06:00:00'"
    for paper_id, change in (
        (paper, "visibility = 'facilitators'"),
        (paper, "typed_by = author_id"),
        (paper, "typed_by = NULL"),
        (paper, f"own_words_at = {now}"),
        (other, f"typed_until = {now}"),
        (other, f"typed_by = (SELECT typed_by FROM paper WHERE id = '{paper}'), typed_at = {now}"),
    ):
        with pytest.raises(IntegrityError):
            db.session.execute(text(f"UPDATE paper SET {change} WHERE id = :id"), {"id": paper_id})
        db.session.rollback()


def test_the_log_says_who_typed_for_whom_and_no_word_of_it(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    says_own(child, paper)
    rows = db.session.scalars(select(AuditRow).where(AuditRow.object_id == paper)).all()
    assert [row.action for row in rows] == ["typed.type_for_child", "typed.say_own_words"]
    assert TOLD not in repr([vars(row) for row in rows])


def test_what_a_child_drew_or_wrote_with_another_is_undone_by_no_adult(sqlite_app: Flask) -> None:
    world = World()
    adult, child, friend = world.facilitator(), world.delegate(), world.delegate()
    drawn = typed(adult, child, "")
    bring_picture(child, None, drawn, drawing(), PictureKind.SHEET, "")
    shared = typed(adult, child, "")
    join_author(adult, number_of(shared), number_of(friend.person_id or ""))
    leave_paper(friend, shared)
    desk = Browser(sqlite_app, adult)
    for paper in (drawn, shared):
        refused = desk.post(f"/curate/typing/{paper}", then="undo")
        assert refused.status_code == 409
        assert "Something was done in it by now" in refused.get_data(as_text=True)
        assert draft(child, paper)["id"] == paper


def test_without_a_script_the_words_of_both_stand_in_the_adults_sheet(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    desk, sheet = Browser(sqlite_app, adult), f"/curate/typing/{paper}"
    opened = fields_of(desk.get(sheet))
    hers = f"{TOLD}\n\nI wrote this."
    commands.save_draft(child, paper, "Stairs", hers, "en", 1)
    more = {"body": f"{TOLD}\n\nAnd then she said.", "then": "save"}
    refused = desk.post(sheet, **opened | more)
    assert refused.status_code == 409
    assert desk.post(sheet, **fields_of(refused), then="save").status_code == 303
    assert draft(child, paper)["body"] == f"{hers}\n\nAnd then she said."


def test_without_a_script_what_came_too_late_is_read_once_more(sqlite_app: Flask) -> None:
    """By the adult who typed it: and nothing of what the child wrote meanwhile."""
    world = World()
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    desk, sheet = Browser(sqlite_app, adult), f"/curate/typing/{paper}"
    opened = fields_of(desk.get(sheet))
    commands.save_draft(child, paper, "Stairs", f"{TOLD}\n\nMine alone.", "en", 1)
    says_own(child, paper)
    late = desk.post(sheet, **opened | {"body": f"{TOLD}\n\nAnd then she said.", "then": "save"})
    assert late.status_code == 404
    page = late.get_data(as_text=True)
    assert "And then she said." in page
    assert TOLD not in page
    assert "Mine alone." not in page
    assert "And then" not in draft(child, paper)["body"]
    for nothing in ({"then": "undo"}, {"then": "save"}):
        refused = desk.post(sheet, **opened | nothing).get_data(as_text=True)
        assert "was not saved in time" not in refused


def test_all_of_it_goes_without_a_script(sqlite_app: Flask) -> None:
    world = World()
    adult, child = world.facilitator(), world.delegate()
    desk, tablet = Browser(sqlite_app, adult), Browser(sqlite_app, child)
    wrong = desk.post("/curate/typing", number="12345678", lang="en")
    assert wrong.status_code == 404
    assert "This number is nobody’s here" in wrong.get_data(as_text=True)
    arabic = number_of(child.person_id or "").translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    began = desk.post("/curate/typing", number=arabic, lang="en")
    assert began.status_code == 303
    sheet = began.headers["Location"]
    paper = sheet.rpartition("/")[2]
    assert "undo it" in desk.get(sheet).get_data(as_text=True)
    typed_text = {"title": "Stairs", "body": TOLD, "lang": "en"}
    assert desk.post(sheet, then="save", base="0", **typed_text).status_code == 303
    assert TOLD in desk.get(sheet).get_data(as_text=True)
    assert "Are these your words?" in tablet.get("/papers").get_data(as_text=True)
    page = f"/papers/{paper}"
    refused = tablet.post(page, then="submit", base="1", **typed_text)
    assert refused.status_code == 409
    assert "Then it can be sent" in refused.get_data(as_text=True)
    older = tablet.post(page, then="own_words", base="0", **typed_text | {"body": "Other."})
    assert older.status_code == 409
    own = tablet.post(page, then="own_words", base="1", **typed_text)
    assert own.status_code == 303
    for address in (sheet, f"/papers/{paper}", f"/curate/{paper}"):
        answer = desk.get(address)
        assert answer.status_code in (403, 404)
        assert TOLD not in answer.get_data(as_text=True)
    assert tablet.post(page, then="submit", base="1", **typed_text).status_code == 303
    for address in ("/curate", f"/curate/{paper}", f"/curate/{paper}/revisions"):
        assert "yped by an adult" in desk.get(address).get_data(as_text=True)
