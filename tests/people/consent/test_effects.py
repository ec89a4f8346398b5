"""What leaves walls, phones and lists when a yes ends, and what comes back with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from participation.floor.models import ItemState, RunSheetItem
from participation.floor.payloads import floor_topic
from participation.floor.refusals import NotYourSeat
from participation.floor.run_sheet.commands import pin_paper
from participation.floor.seat.commands import take_seat
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.foundation.versions import TopicVersion, versions_of
from participation.papers import queries as papers
from participation.papers.curation.payloads import curation_topic, desk
from participation.papers.curation.queries import sent_paper
from participation.people.commands import hear_devices
from participation.people.consent.commands import (
    record_consent,
    take_back_assent,
    turn_dial,
    withdraw_consent,
)
from participation.people.consent.queries import first_names_waiting
from participation.people.consent.refusals import DialNeedsYes
from participation.people.queries import endings_since, shown_names
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.questions.queries import on_stage as question_on_stage
from participation.safeguarding.names.commands import clear_first_name
from tests.people.consent.showing import again, on_stage, says, stage, wall
from tests.questions.asking import question_now, topic
from tests.world import World


def paper_on_the_wall(world: World, session: ConferenceSession, author: Actor) -> str:
    """A paper of this author that its session shows now."""
    paper = world.paper(author, "confirmed", session)
    opening, item = world.items(session)[:2]
    pin_paper(world.facilitator(session), item.id, paper)
    with db.writing() as rows:
        rows.execute(
            update(RunSheetItem).where(RunSheetItem.id == opening.id).values(state=ItemState.DONE)
        )
        rows.execute(
            update(RunSheetItem).where(RunSheetItem.id == item.id).values(state=ItemState.CURRENT)
        )
    return paper


def test_a_question_on_stage_loses_the_name_and_keeps_the_words(world: World) -> None:
    session, child = world.session(), world.delegate()
    on_stage(world, session, child)
    name = shown_names([child.person_id or ""])[child.person_id or ""]
    assert (stage(session) or {})["name"] == name
    take_back_assent(child)
    left = stage(session)
    assert left is not None
    assert left["name"] is None
    assert shown_names([child.person_id or ""]) == {}
    says(again(child), take_part=True, words_in_room=True)
    assert (stage(session) or {})["name"] == name


@pytest.mark.parametrize("how", ["assent", "consent", "choice", "dial"])
def test_a_paper_leaves_the_wall_whichever_yes_ends_and_comes_back_with_it(
    world: World, how: str
) -> None:
    session, child = world.session(), world.delegate()
    paper = paper_on_the_wall(world, session, child)
    assert wall(session)["layout"] == "paper"
    person = child.person_id or ""
    if how == "assent":
        take_back_assent(child)
    elif how == "consent":
        withdraw_consent(SYSTEM, person)
    elif how == "choice":
        says(child, take_part=True)
    else:
        turn_dial(child, "nothing")
    gone = wall(session)
    assert (gone["layout"], gone["paper"]) == ("blank", None)
    assert all(item["paper"] is None for item in floor_topic(session.id, "facilitator")["items"])
    assert papers.confirmed_revision(paper) is None
    if how == "consent":
        record_consent(SYSTEM, person, "parent", "consent-1")
    elif how == "dial":
        turn_dial(again(child), "chosen_name")
    else:
        says(again(child), take_part=True, words_in_room=True)
    assert wall(session)["layout"] == "paper"


def test_a_paper_leaves_the_desk_of_the_facilitators_too(world: World) -> None:
    child, reader = world.delegate(), world.facilitator()
    paper = world.paper(child, "submitted")
    (listed,) = desk(reader)["papers"]
    assert listed["id"] == paper
    assert listed["author"] is not None
    take_back_assent(child)
    db.session.rollback()
    assert (desk(reader)["papers"], curation_topic()["papers"]) == ([], 0)
    for see in (sent_paper, papers.paper_at_desk):
        with pytest.raises(NotFound):
            see(reader, paper)
    says(again(child), take_part=True)
    db.session.rollback()
    assert [(one["id"], one["author"]) for one in desk(reader)["papers"]] == [(paper, None)]


def test_the_moderators_seat_is_free_at_once(world: World) -> None:
    session = world.session()
    child = world.moderator(session)
    assert floor_topic(session.id, "audience")["seat"]["held"]
    take_back_assent(child)
    db.session.rollback()
    db.session.expire_all()
    seat = floor_topic(session.id, "audience")["seat"]
    assert (seat["held"], seat["name"]) == (False, None)
    with pytest.raises(NotAllowed):
        take_seat(again(child), session.id)
    other = world.moderator(session, seated=False)
    assert take_seat(other, session.id)["epoch"] == 2


def test_a_seat_that_was_freed_is_taken_back_with_the_yes(world: World) -> None:
    session = world.session()
    child = world.moderator(session)
    withdraw_consent(SYSTEM, child.person_id or "")
    world.consent(child.person_id or "")
    assert take_seat(again(child), session.id)["epoch"] == 2
    with pytest.raises(NotYourSeat):
        take_seat(world.moderator(session, seated=False), session.id)


def test_whoever_sits_in_a_room_stays_in_it_as_a_phone(world: World) -> None:
    session, led, elsewhere = world.session(), world.session(), world.session()
    child = world.signed_in(world.person("delegate", ("moderator", led)))
    hear_devices(SYSTEM, session.id, [(child.device_id or "", child.holder or "")])
    take_back_assent(child)
    assert again(child).joined == {session.id, led.id}
    assert elsewhere.id not in again(child).joined


def test_open_sockets_are_told_that_authority_ended(world: World) -> None:
    child, began = world.delegate(), clock.now()
    assert [ending for ending in endings_since(began) if ending.person_id] == []
    take_back_assent(child)
    db.session.rollback()
    assert [ending.person_id for ending in endings_since(began)] == [child.person_id]
    take_back_assent(again(child))
    withdraw_consent(SYSTEM, child.person_id or "")
    db.session.rollback()
    assert len(endings_since(began)) == 1  # nothing ended a second time


def test_every_session_that_shows_something_of_hers_looks_again(world: World) -> None:
    asked, pinned, led, open_now = (world.session() for _ in range(4))
    other = world.session(state="closed")
    child = world.signed_in(world.person("delegate", ("moderator", led)))
    paper_on_the_wall(world, pinned, child)
    on_stage(world, asked, child)
    before = versions()
    turn_dial(child, "only_idea")
    raised = {key for key, version in versions().items() if before.get(key, 0) != version}
    assert (asked.id, "questions") in raised
    assert (pinned.id, "floor") in raised
    assert (led.id, "floor") in raised
    assert (open_now.id, "floor") in raised  # she may have come in a moment ago
    assert ("desk:curation", "desk") in raised
    assert not any(scope == other.id for scope, _ in raised)


def versions() -> dict[tuple[str, str], int]:
    db.session.rollback()
    scopes = db.session.scalars(select(TopicVersion.scope).distinct()).all()
    return versions_of(scopes)


# -- the dial --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dial", "name"),
    [("my_name", "First"), ("chosen_name", "Star"), ("only_idea", None)],
)
def test_the_dial_says_which_name_stands_with_a_question(
    world: World, dial: str, name: str | None
) -> None:
    session, child = world.session(), world.delegate()
    child = says(child, take_part=True, words_in_room=True, first_name_shown=True)
    on_stage(world, session, child)
    (waiting,) = first_names_waiting()
    clear_first_name(world.facilitator(session), waiting.person_id, waiting.text)
    turn_dial(child, dial)
    shown = (stage(session) or {})["name"]
    assert shown is None if name is None else shown["en"].startswith(name)


def test_at_nothing_a_question_leaves_stage_and_lists_and_comes_back(world: World) -> None:
    session, child = world.session(), world.delegate()
    question, _ = on_stage(world, session, child)
    assert wall(session)["layout"] == "question"
    turn_dial(child, "nothing")
    for audience in ("audience", "delegate", "moderator", "facilitator", "screen"):
        assert stage(session, audience) is None, audience
    assert wall(session)["layout"] != "question"
    assert question_on_stage(session.id) is None
    turn_dial(child, "chosen_name")
    assert (stage(session) or {})["id"] == question
    assert wall(session)["layout"] == "question"


@pytest.mark.parametrize("state", ["cleared", "shortlisted"])
def test_at_nothing_a_question_that_waits_to_be_chosen_is_not_there(
    world: World, state: str
) -> None:
    session, child = world.session(), world.delegate()
    moderator = world.moderator(session)
    question = questions.ask(child, session.id, "Why?", "en")["question"]
    questions.clear(world.facilitator(session), question)
    if state == "shortlisted":
        questions.shortlist(moderator, question, 1, 1)
    turn_dial(child, "nothing")
    told = topic(session, "moderator")
    assert (told["cleared"], told["public"]) == ([], [])
    with pytest.raises(NotFound):
        questions.put_on_stage(moderator, question, 1, 1)
    with pytest.raises(NotFound):
        questions.support_questions.one(questions.MeToo(world.phone(session), question))
    turn_dial(child, "only_idea")
    told = topic(session, "moderator")
    assert len(told["cleared"]) + len(told["public"]) == 1


def test_words_that_wait_for_the_first_key_stay_with_those_who_read_them(world: World) -> None:
    session, child = world.session(), world.delegate()
    world.facilitator(session)
    questions.ask(child, session.id, "I am not safe", "en")
    turn_dial(child, "nothing")
    assert len(topic(session, "facilitator")["waiting"]) == 1


def test_a_hidden_question_is_not_answered_by_the_next_one(world: World) -> None:
    session, child = world.session(), world.delegate()
    question, moderator = on_stage(world, session, child)
    turn_dial(child, "nothing")
    other = questions.ask(world.phone(session), session.id, "And then?", "en")["question"]
    questions.clear(world.facilitator(session), other)
    questions.put_on_stage(moderator, other, 1, 1)
    assert question_now(question).state == "shortlisted"


def test_the_dial_turns_where_she_said_yes_to_and_always_to_less(world: World) -> None:
    child = world.delegate()
    with pytest.raises(DialNeedsYes):
        turn_dial(child, "my_name")
    for dial in ("only_idea", "nothing", "chosen_name"):
        assert turn_dial(child, dial) == {"dial": dial}


def test_nobody_turns_another_ones_dial(world: World) -> None:
    session = world.session()
    for actor in (world.phone(session), world.facilitator(session), SYSTEM):
        with pytest.raises((NotAllowed, NotFound)):
            turn_dial(actor, "nothing")


def test_an_adult_is_shown_without_any_dial(world: World) -> None:
    adult = world.person("facilitator", kind="adult")
    assert adult in shown_names([adult])
