"""Thirty days after the event nothing says who a child was; what she did stays, by nobody."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation import sweeping
from participation.cli.inventory import all_tables
from participation.floor.cues.commands import note
from participation.floor.whisper.commands import say
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.papers.commands import (
    bring_back,
    confirm_paper,
    save_draft,
    start_paper,
    submit_paper,
    take_back,
)
from participation.papers.curation.commands import announce_decisions, select_paper
from participation.papers.models import Paper, PaperRevision
from participation.papers.payloads import papers_topic
from participation.papers.queries import confirmed_revision
from participation.people import queries as people
from participation.people.accompanying.models import Accompanied
from participation.people.commands import sign_in
from participation.people.consent.commands import record_consent, wish_name
from participation.people.consent.models import Assent, GuardianConsent
from participation.people.models import Badge, Device, Person, RoleGrant
from participation.people.queries import actor_of_token, badge_of_number
from participation.people.refusals import BadgeUnknown
from participation.people.tokens import sign
from participation.questions.commands import MeToo, clear, support_questions
from participation.questions.models import Support
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.queries import marks_on
from participation.screen.commands import show_on_wall
from participation.screen.messages import commands as messages
from tests.doors import Browser, send
from tests.moving_clock import MovingClock
from tests.polls.words.saying import WordsHall
from tests.questions.asking import AUDIENCES, Hall, ask, question_now, topic
from tests.world import PIN, World, keep

NAME, FIRST, BAND = "Canary-Star", "Canary-First", "16-17"


@command(audit=Audit.NONE)
def is_known_as(actor: Actor, person_id: str) -> Reference:
    person = db.session.get_one(Person, person_id)
    person.slug, person.age_band = "canary-slug", BAND
    person.shown_name = dict.fromkeys(("ar", "en", "fr"), NAME)
    person.first_name = {"en": FIRST}
    return {}


def swept() -> dict[str, int]:
    db.session.rollback()
    db.session.expire_all()
    return {name: count for name, count in sweeping.sweep().items() if count}


def everything_kept() -> str:
    """Every row of every ordinary table, as somebody at the database reads it."""
    db.session.rollback()
    rows = []
    for table in all_tables():
        if table.schema is None and not table.name.startswith("vault"):
            rows += [repr(tuple(row)) for row in db.session.execute(select(table))]
    return "\n".join(rows)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    return MovingClock(monkeypatch)


def test_nothing_says_who_a_child_was_and_what_she_did_stays_whole(
    world: World, app: Flask, time: MovingClock
) -> None:
    hall = Hall(world)
    child, adult = world.delegate(), world.signed_in(world.person("accompanying", kind="adult"))
    child_id = str(child.person_id)
    is_known_as(SYSTEM, child_id)
    lead = world.safety()
    record_consent(lead, child_id, "responsible_body", "consent-1", "Canary-Ministry")
    wish_name(child, "Canary-Wish", "en")
    keep(SYSTEM, Accompanied(child_id=child_id, adult_id=str(adult.person_id)))
    badge = people.badge_of_person(child_id)
    assert badge is not None
    question, other = ask(child, hall.session, "Why?"), hall.at("answered", "How?")
    clear(hall.adult, question)
    support_questions([MeToo(child, other)])
    unsent = start_paper(child, "en")
    save_draft(child, unsent["paper"], "Canary-Draft", "Canary-Body", "en", unsent["version"])
    sent = world.paper(child, "submitted", title="Canary-Sent", body="canary@example.org")
    number, token = badge.number, sign("badge", badge.id)
    revision = db.session.scalars(select(PaperRevision.id)).one()
    assert marks_on("paper_body", [revision]) != {}

    time.passes(days=30)
    swept()
    assert {NAME, FIRST, number} <= set(re.findall(r"[\w-]+", everything_kept()))
    time.passes(days=1)
    erased = swept()
    assert erased["children, after the event"] == 2  # the one who moderated too
    assert erased["papers that nobody is asked about any more"] == 2

    kept = everything_kept()
    assert [word for word in ("Canary", "canary", number, BAND) if word in kept] == []
    assert child.holder is not None
    assert child.holder not in kept
    assert marks_on("paper_body", [revision]) == {}
    # What was done stays, and holds together.
    assert question_now(question).text == "Why?"
    assert question_now(question).asker.startswith("erased:")
    voice = db.session.scalars(select(Support.holder).where(Support.question_id == other)).one()
    assert voice.startswith("erased:")
    assert voice != question_now(question).asker
    assert db.session.get_one(Paper, sent).author_id == child_id
    assert db.session.scalars(select(Assent).where(Assent.person_id == child_id)).one().take_part
    notes = select(GuardianConsent.kind, GuardianConsent.note).where(
        GuardianConsent.person_id == child_id, GuardianConsent.withdrawn_at.is_(None)
    )
    assert tuple(db.session.execute(notes).one()) == ("responsible_body", "")
    # Her card opens nothing, no list has her, and adults are who they were.
    assert badge_of_number(number) is None
    assert people.badge_of_token(token) is None
    with pytest.raises(BadgeUnknown):
        sign_in(SYSTEM, badge_of_number(number), PIN)
    assert actor_of_token(sign("device", str(child.device_id)), "en").kind == "nobody"
    with pytest.raises(NotFound):
        people.person(child_id)
    assert {each.kind for each in people.everybody()} == {"adult"}
    assert {str(adult.person_id), str(lead.person_id)} <= {each.id for each in people.everybody()}
    organiser = Browser(app, world.signed_in(world.person("organiser", kind="adult")))
    for address in ("/organise", "/organise/audit"):
        assert organiser.get(address).status_code == 200
    assert swept() == {}


def test_whose_paper_is_shown_stays_until_she_has_had_time_to_say_yes_again(
    world: World, time: MovingClock
) -> None:
    author, other = world.delegate(), world.delegate()
    author_id = str(author.person_id)
    session = world.session()
    paper = world.paper(author, "confirmed", session, title="A canary of mine")
    draft = world.paper(author, title="Canary-Draft")
    world.paper(other, "selected", session, title="Canary-Chosen")
    time.passes(days=40)
    erased = swept()
    assert erased["children, after the event"] == 1
    assert erased["papers that nobody is asked about any more"] == 2
    assert [each["id"] for each in papers_topic(author_id)["papers"]] == [paper]
    assert db.session.get_one(Paper, draft).draft_title == ""
    assert "Canary-Chosen" not in everything_kept()

    time.passes(days=326)
    assert swept()["papers shown for a year, to be asked again"] == 1
    time.passes(days=29)
    assert "children, after the event" not in swept()
    assert people.badge_of_person(author_id) is not None
    again = world.signed_in(author_id)
    confirm_paper(again, paper, 1, "me")
    time.passes(days=300)
    assert "children, after the event" not in swept()
    assert "A canary of mine" in everything_kept()

    time.passes(days=66)
    assert swept()["papers shown for a year, to be asked again"] == 1
    time.passes(days=31)
    assert swept()["papers that nobody is asked about any more"] == 1
    assert "A canary of mine" not in everything_kept()
    assert people.badge_of_person(author_id) is None


def test_whose_paper_is_shown_is_asked_before_its_year_is_over_and_no_answer_is_a_no(
    world: World, app: Flask, time: MovingClock
) -> None:
    author = world.delegate()
    author_id = str(author.person_id)
    paper = world.paper(author, "confirmed", title="Shown for a year")
    address, question = f"/papers/{paper}", "May this stay for another year?"

    def asked() -> str | None:
        db.session.rollback()
        db.session.expire_all()
        (own,) = papers_topic(author_id)["papers"]
        told: str | None = own["asks"]
        return told

    for _ in range(2):  # however often
        time.passes(days=334)
        swept()
        assert asked() is None
        author = world.signed_in(author_id)
        assert question not in Browser(app, author).get(address).get_data(as_text=True)
        time.passes(days=1)
        assert asked() == "stay"
        assert question in Browser(app, author).get(address).get_data(as_text=True)
        assert question in Browser(app, author).get("/papers").get_data(as_text=True)
        assert confirmed_revision(paper) is not None
        assert Browser(app, author).post(address, then="stay").status_code == 303
        assert asked() is None
    answer = send(app, author, "papers.stay", paper=paper)  # pressed once more: nothing
    assert answer["ok"] is True

    time.passes(days=366)
    swept()
    assert confirmed_revision(paper) is None
    assert asked() == "stay"
    author = world.signed_in(author_id)
    assert "Nobody else sees it now" in Browser(app, author).get(address).get_data(as_text=True)
    stranger = world.delegate()
    assert send(app, stranger, "papers.stay", paper=paper)["code"] == "not_found"
    assert send(app, author, "papers.stay", paper=paper)["state"] == "confirmed"
    revision = confirmed_revision(paper)
    assert revision is not None
    assert revision.title == "Shown for a year"
    time.passes(days=366)
    swept()
    assert confirmed_revision(paper) is None
    time.passes(days=31)
    swept()
    assert "Shown for a year" not in everything_kept()


def test_another_year_is_for_words_that_had_a_yes(
    world: World, app: Flask, time: MovingClock
) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "selected", session)
    assert send(app, author, "papers.stay", paper=paper)["code"] == "not_now"
    confirm_paper(author, paper, 1, "me")
    take_back(author, paper)
    bring_back(author, paper)
    submit_paper(author, paper)
    reader = world.facilitator(session)
    select_paper(reader, paper, session.id)
    announce_decisions(reader)
    (own,) = papers_topic(str(author.person_id))["papers"]
    assert own["asks"] == "confirm"
    assert send(app, author, "papers.stay", paper=paper)["code"] == "not_now"


def test_a_year_after_the_event_no_word_of_anybody_is_left(world: World, time: MovingClock) -> None:
    hall = Hall(world)
    session = hall.session
    cloud = WordsHall(world, session=session, child=hall.child)
    cloud.says("canary")
    cloud.clears()
    cloud.shows()
    questions = [hall.at(state, f"Canary {state}") for state in ("answered", "later", "declined")]
    questions.append(hall.at("on_stage", "Canary on stage, canary@example.org"))
    adult = world.facilitator(session)
    message = messages.write(adult, session.id, "Canary for the wall", "en")["message"]
    messages.clear(hall.adult, message, 1)
    show_on_wall(hall.child, session.id, "message", "message", message, 0, 1, 1)
    say(hall.child, session.id, 1, None, "Canary, call 5555 0199", "en")
    note(hall.child, world.items(session)[0].id, 0, "Canary of mine", "en")

    time.passes(days=31)
    assert swept()["what moderators wrote for themselves"] == 1
    time.passes(days=334)
    swept()
    kept = everything_kept().lower()
    assert "canary of mine" not in kept
    assert kept.count("canary for the wall") == 3  # as written, cleared and chosen
    assert "canary, call" in kept
    assert cloud.cloud() == ["canary"]
    time.passes(days=1)
    erased = swept()
    assert erased["words of questions, after a year"] == 4
    assert erased["words of messages, after a year"] == 1
    assert erased["words of clouds, after a year"] == 1
    assert erased["the quiet line, after a year"] == 1
    assert "canary" not in everything_kept().lower()
    assert db.session.scalar(select(func.count()).select_from(TextMark)) == 0
    assert {question_now(each).state for each in questions} == {
        "answered", "later", "declined", "on_stage",
    }  # fmt: skip
    for audience in AUDIENCES:  # nothing stands there as an empty line
        told = topic(session, audience)
        assert (told["on_stage"], told["public"]) == (None, [])
        assert told.get("cleared", []) == told.get("kept", []) == []
    assert cloud.cloud() == []
    assert swept() == {}


def test_many_children_are_erased_some_at_a_time(
    world: World, time: MovingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [world.person("delegate") for _ in range(5)]
    monkeypatch.setattr("participation.people.erasing.queries.BATCH", 2)
    monkeypatch.setattr(sweeping, "BATCH", 2)
    world.session()
    time.passes(days=31)
    assert swept()["children, after the event"] == 5
    left = select(func.count()).where(Person.id.in_(ids), Person.erased_at.is_(None))
    assert db.session.scalar(left) == 0
    for model in (Badge, RoleGrant, Device):
        assert db.session.scalar(select(func.count()).where(model.person_id.in_(ids))) == 0


def test_before_there_is_an_event_nobody_is_erased(world: World, time: MovingClock) -> None:
    child = world.person("delegate")
    time.passes(days=4000)
    assert "children, after the event" not in swept()
    assert people.person(child).slug
