"""Somebody leaves while a tablet is away: her unsent words come along with her, and hers come back
into nobody's paper."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow
from participation.papers import commands, payloads, queries
from participation.papers.authors.commands import leave_paper, undo_joining
from participation.papers.authors.rules import number_of
from participation.papers.curation import letters
from participation.papers.models import Paper
from participation.papers.parting.keeping import rescue
from participation.papers.parting.models import PaperParting, PaperWriters
from participation.papers.parting.queries import whose_at
from participation.papers.parting.refusals import NotWithIt
from participation.papers.parting.rules import sentences_of
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import NOTHING, Draft
from participation.papers.writing.keeping import keep_draft
from participation.people.consent.commands import take_back_assent
from tests.moving_clock import MovingClock
from tests.papers.test_authors import joins, sent, together, writes
from tests.papers.test_doors import browser_of
from tests.world import World

HERS = "Every lamp on our stairs is broken since winter."
HIS = "My street at night is a secret that I keep."


def read(author: Actor, paper: str) -> tuple[Draft, int]:
    """What a tablet has that opens the paper now, and which version that is."""
    db.session.rollback()
    db.session.expire_all()
    row = queries.paper_for(author, paper)
    return Draft(row.draft_title, row.draft_body, row.draft_language), row.draft_version


def with_body(text: Draft, body: str, title: str | None = None) -> Draft:
    return Draft(text.title if title is None else title, body, text.lang)


def comes_back(author: Actor, paper: str, typed: Draft, base: int, was: Draft | None) -> Draft:
    """What stands in the paper once a tablet that was away has saved all that it is told to."""
    while True:
        try:
            keep_draft(author, None, paper, typed, base, was)
        except DraftMovedOn as moved:
            base, both = moved.state["version"], moved.state["merged"]
            was = Draft(*(moved.state[name] for name in ("title", "body", "lang")))
            typed = Draft(both["title"], both["body"], both["lang"])
        else:
            return read(author, paper)[0]


def both_wrote(world: World) -> tuple[Actor, Actor, str]:
    """Mina began it, Sami wrote on."""
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, HERS)
    writes(sami, paper, f"{HERS}\n\n{HIS}")
    return mina, sami, paper


def test_a_line_of_whoever_left_comes_back_by_no_tablet_that_was_away(world: World) -> None:
    mina, sami, paper = both_wrote(world)
    was, base = read(mina, paper)
    typed = f"{HERS}\n\n{HIS.replace('secret', 'riddle')}\n\nWe want light again."
    own = leave_paper(sami, paper)["paper"]
    rest = comes_back(mina, paper, with_body(was, typed), base, was)
    assert rest.body == f"{HERS}\n\nWe want light again."
    assert read(sami, own)[0].body == HIS


def test_whole_sentences_put_into_a_line_of_whoever_left_stay_with_their_writer(
    sqlite_app: Flask,
) -> None:
    mina, sami, paper = both_wrote(World())
    was, base = read(mina, paper)
    typed = f"{HERS}\n\n{HIS} The city council could pay for it."
    leave_paper(sami, paper)
    rest = comes_back(mina, paper, with_body(was, typed), base, was)
    assert rest.body == f"{HERS}\n\nThe city council could pay for it."


def test_an_older_form_of_a_line_of_whoever_left_is_known_too(sqlite_app: Flask) -> None:
    mina, sami, paper = both_wrote(World())
    was, base = read(mina, paper)
    writes(sami, paper, f"{HERS}\n\nBuses should come at seven, not at nine.")
    leave_paper(sami, paper)
    typed = with_body(was, f"{HERS}\n\n{HIS.replace('secret', 'riddle')}")
    assert comes_back(mina, paper, typed, base, was).body == HERS


def test_a_text_that_goes_on_from_nothing_known_brings_no_line_back_either(
    sqlite_app: Flask,
) -> None:
    mina, sami, paper = both_wrote(World())
    old = f"{HERS}\n\n{HIS.replace('secret', 'riddle')}\n\nWe want light again."
    leave_paper(sami, paper)
    rest = comes_back(mina, paper, Draft("", old, "en"), 0, NOTHING)
    assert rest.body.split("\n\n") == [HERS, "We want light again."]
    (parting,) = db.session.scalars(select(PaperParting)).all()
    assert not any(word in parting.prints for word in ("street", "secret", "Together"))
    assert len(parting.prints.split()) == len(HIS.split())


def test_the_title_of_whoever_began_it_comes_back_by_nobody(sqlite_app: Flask) -> None:
    mina, sami, paper = both_wrote(World())
    was, base = read(sami, paper)
    own = leave_paper(mina, paper)["paper"]
    again = comes_back(sami, paper, with_body(was, was.body, "Together!"), base, was)
    assert (again.title, again.body) == ("", HIS)
    again = comes_back(sami, paper, with_body(was, was.body, "Lamps for us"), base, was)
    assert (again.title, again.body) == ("Lamps for us", HIS)
    assert comes_back(sami, paper, Draft("Together", HIS, "en"), 0, NOTHING).title == "Lamps for us"
    assert read(mina, own)[0].title == "Together"


def test_a_line_that_an_adult_changed_is_known_by_whoever_began_it(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    sent(paper, mina, sami)
    reader = world.facilitator()
    changed = f"{HERS}\n\n{HIS.replace('secret', 'sad secret')}"
    offer = letters.offer_change(reader, paper, "Together", changed)["offer"]
    for each in (mina, sami):
        letters.reply_to_offer(each, paper, offer, says_yes=True)
    was, base = read(mina, paper)
    assert "sad secret" in was.body
    leave_paper(sami, paper)
    typed = with_body(was, was.body.replace("sad", "very sad"))
    assert comes_back(mina, paper, typed, base, was).body == HERS


def test_what_she_typed_on_another_tablet_is_in_the_paper_of_her_own_once(world: World) -> None:
    mina, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    typed = with_body(
        was,
        f"{HERS.replace('lamp', 'light')} Nobody mends them.\n\n"
        f"{HIS} And in the morning.\n\nUnsent.",
    )
    own = leave_paper(sami, paper)["paper"]
    with pytest.raises(NotWithIt) as left:
        keep_draft(sami, None, paper, typed, base, was)
    assert left.value.state == {"paper": own}
    mine = f"Nobody mends them.\n\n{HIS} And in the morning.\n\nUnsent."
    for _ in range(2):
        assert rescue(sami, None, paper, typed, base, was) == {"paper": own}
        assert read(sami, own) == (Draft("", mine, "en"), 2)
    assert read(mina, paper)[0].body == HERS


def test_where_leaving_made_no_paper_her_words_are_in_a_new_one(world: World) -> None:
    mina, sami, adult = world.delegate(), world.delegate(), world.facilitator()
    paper = commands.start_paper(mina, "en")["paper"]
    joins(adult, paper, sami)
    writes(mina, paper, HERS)
    was, base = read(sami, paper)
    undo_joining(adult, number_of(paper), number_of(sami.person_id or ""))
    typed = with_body(was, f"{HERS}\n\n{HIS}")
    with pytest.raises(NotWithIt) as left:
        queries.paper_for(sami, paper)
    assert left.value.state == {"paper": None}
    own = rescue(sami, None, paper, typed, base, was)["paper"]
    assert own != paper
    assert read(sami, own) == (Draft("", HIS, "en"), 1)
    assert rescue(sami, None, paper, typed, base, was) == {"paper": own}
    more = with_body(was, f"{HERS}\n\n{HIS}\n\nAnd more.")
    rescue(sami, None, paper, more, base, was)
    assert read(sami, own) == (Draft("", f"{HIS}\n\nAnd more.", "en"), 2)
    assert rescue(sami, None, paper, was, base, was) == {"paper": own}, "nothing was typed"
    assert [one["id"] for one in payloads.papers_topic(sami.person_id or "")["papers"]] == [own]


def test_words_that_go_on_from_nothing_known_come_without_the_others(sqlite_app: Flask) -> None:
    mina, sami, paper = both_wrote(World())
    own = leave_paper(sami, paper)["paper"]
    rescue(sami, None, paper, Draft("", f"{HERS}\n\nUnsent.", "en"), 0, NOTHING)
    assert read(sami, own)[0].body == f"{HIS}\n\nUnsent."
    assert read(mina, paper)[0].body == HERS


@pytest.mark.parametrize("by_then", ["sent", "shared"])
def test_words_come_into_no_paper_that_others_read(sqlite_app: Flask, by_then: str) -> None:
    world = World()
    _, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    own = leave_paper(sami, paper)["paper"]
    if by_then == "sent":
        commands.submit_paper(sami, own)
    else:
        joins(world.facilitator(), own, world.delegate())
    new = rescue(sami, None, paper, with_body(was, f"{was.body}\n\nUnsent."), base, was)["paper"]
    assert new != own
    assert read(sami, new)[0].body == "Unsent."
    assert read(sami, own)[0].body == HIS


def test_whoever_takes_part_no_more_has_her_words_once_she_does_again(
    sqlite_app: Flask,
) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    typed = with_body(was, f"{was.body}\n\nUnsent.")
    take_back_assent(sami)
    closed = world.signed_in(sami.person_id or "")
    with pytest.raises(NotAllowed):
        rescue(closed, None, paper, typed, base, was)
    page = browser_of(sqlite_app, sami).get("/papers")
    assert page.status_code == 403
    world.assent(sami.person_id or "")
    own = rescue(sami, None, paper, typed, base, was)["paper"]
    assert read(sami, own)[0].body == f"{HIS}\n\nUnsent."
    assert read(mina, paper)[0].body == HERS


def test_only_whoever_left_brings_words_along(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    words: tuple[Any, ...] = (with_body(was, "Unsent."), base, was)
    leave_paper(sami, paper)
    for other in (world.delegate(), mina):
        with pytest.raises(NotFound) as no:
            rescue(other, None, paper, *words)
        assert no.value.code == "not_found"
    with pytest.raises(NotAllowed):
        rescue(world.facilitator(), None, paper, *words)
    joins(world.facilitator(), paper, sami)
    with pytest.raises(NotNow):
        rescue(sami, None, paper, *words)


def test_whoever_is_back_writes_her_own_lines_as_before(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    leave_paper(sami, paper)
    joins(world.facilitator(), paper, sami)
    typed = with_body(was, f"{HERS}\n\n{HIS} And in the morning.")
    assert comes_back(sami, paper, typed, base, was).body == f"{HERS}\n\n{HIS} And in the morning."
    own = leave_paper(sami, paper)["paper"]
    assert read(sami, own)[0].body == f"{HIS} And in the morning."
    assert read(mina, paper)[0].body == HERS


def test_the_address_of_a_paper_that_she_left_leads_to_her_own(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    was, base = read(sami, paper)
    own = leave_paper(sami, paper)["paper"]
    door = browser_of(sqlite_app, sami)
    for answer in (
        door.get(f"/papers/{paper}"),
        door.post(f"/papers/{paper}", data={"then": "leave"}),
    ):
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/papers/{own}?left=1")
    assert "This one is my own." in door.get(f"/papers/{own}?left=1").text
    told = door.get(f"/papers/{paper}", headers={"Accept": "application/json"})
    assert told.status_code == 404
    assert (told.json or {})["code"] == "not_with_it"
    assert (told.json or {})["state"] == {"paper": own}
    assert browser_of(sqlite_app, world.delegate()).get(f"/papers/{paper}").status_code == 404
    form = {"title": "", "body": f"{was.body}\n\nUnsent.", "lang": "en", "base": base}
    form |= {"was_title": was.title, "was_body": was.body, "was_lang": was.lang}
    answer = door.post(f"/papers/{paper}", data=form)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/papers/{own}?left=1")
    assert read(sami, own)[0].body == f"{HIS}\n\nUnsent."
    assert read(mina, paper)[0].body == HERS


def test_a_page_without_scripts_brings_no_line_of_whoever_left_back(sqlite_app: Flask) -> None:
    mina, sami, paper = both_wrote(World())
    was, base = read(mina, paper)
    leave_paper(sami, paper)
    form = {"title": was.title, "body": f"{was.body}\n\nMore.", "lang": "en", "base": base}
    form |= {"was_title": was.title, "was_body": was.body, "was_lang": was.lang}
    answer = browser_of(sqlite_app, mina).post(f"/papers/{paper}", data=form)
    assert answer.status_code == 409
    assert "More." in answer.text
    assert "street" not in answer.text


def test_whose_each_line_was_is_known_for_every_version(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, paper = both_wrote(world)
    writes(sami, paper, f"First.\n\n{HERS}\n\n{HIS}")
    hers, his = mina.person_id or "", sami.person_id or ""
    for version, lines, writers in (
        (1, 1, (hers,)), (2, 2, (hers, his)), (3, 3, (his, hers, his)), (9, 3, (his, hers, his)),
    ):  # fmt: skip
        whose = whose_at(paper, version, lines)
        assert whose is not None
        assert (whose.lines, whose.title) == (writers, hers)
    assert whose_at(paper, 3, 2) is None
    assert whose_at(paper, 0, 0) is None
    noted = len(db.session.scalars(select(PaperWriters)).all())
    writes(sami, paper, f"First, longer.\n\n{HERS}\n\n{HIS}")
    assert len(db.session.scalars(select(PaperWriters)).all()) == noted, "nobody began a line"


def test_sentences_end_in_every_script() -> None:
    assert sentences_of("One. Two! ثلاثة؟ أربعة") == ["One.", "Two!", "ثلاثة؟", "أربعة"]
    assert sentences_of("") == []


def test_after_the_event_nothing_is_left_of_whose_a_line_was(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, clock_ = World(), MovingClock(monkeypatch)
    world.event()
    mina, sami, paper = both_wrote(world)
    leave_paper(sami, paper)
    clock_.passes(days=40)
    commands.sweep_papers(SYSTEM)
    assert db.session.scalars(select(PaperWriters)).all() == []
    assert set(db.session.scalars(select(PaperParting.prints))) == {""}
    assert set(db.session.scalars(select(Paper.draft_body))) == {""}
    assert mina.person_id
