"""What somebody chooses for a wall: ready sentences, what is pinned, the slide; and following."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from participation.floor.course.commands import close_session
from participation.floor.models import Floor, ItemState, RunSheetItem
from participation.floor.refusals import NotYourSeat
from participation.floor.run_sheet.commands import go_to_next_item
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotAllowed, NotNow, Refusal
from participation.foundation.sockets import answer_to, known_messages
from participation.papers.commands import take_back as take_paper_back
from participation.polls import commands as polls
from participation.programme.models import ConferenceSession
from participation.programme.sentences.catalogue import SHIPPED
from participation.programme.sentences.models import ReadySentence
from participation.questions import commands as questions
from participation.screen import rules
from participation.screen.commands import blank_wall, show_on_wall
from participation.screen.messages import commands as messages
from participation.screen.models import Wall
from participation.screen.payloads import preview_of, ready_to_say, screen_topic, wall_topic
from participation.screen.refusals import NotToShow, WallMoved
from tests.questions.asking import Hall
from tests.screen.test_screen import bring_to, revision_of
from tests.world import World, keep, words


@pytest.fixture
def hall(world: World) -> Hall:
    return Hall(world)


def topic(session: ConferenceSession) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    return screen_topic(session.id)


def version(hall: Hall) -> int:
    db.session.rollback()
    db.session.expire_all()
    seen: int = wall_topic(hall.session.id, "")["version"]
    return seen


def show(
    hall: Hall,
    mode: str,
    kind: str | None = None,
    object_id: str | None = None,
    who: Actor | None = None,
) -> dict[str, Any]:
    choice, seen = (mode, kind, object_id), version(hall)
    return show_on_wall(who or hall.child, hall.session.id, *choice, seen, epoch=1, revision=1)


# -- ready sentences -----------------------------------------------------------------------------


def test_every_ready_sentence_is_there_in_every_language() -> None:
    for sentence in SHIPPED:
        assert set(sentence.words) == {"ar", "en", "fr"}, sentence.id
        assert all(text.strip() for text in sentence.words.values()), sentence.id
    assert len({sentence.id for sentence in SHIPPED}) == len(SHIPPED)


def test_a_ready_sentence_is_on_the_wall_in_one_press_of_moderator_or_facilitator(
    hall: Hall,
) -> None:
    for who in (hall.child, hall.adult):
        show(hall, "message", "ready", "begin-soon", who)
        now = topic(hall.session)
        assert (now["mode"], now["layout"]) == ("message", "message")
        assert set(now["message"]["words"]) == {"ar", "en", "fr"}
        show(hall, "follow", who=who)
        assert topic(hall.session)["message"] is None


def test_the_events_own_sentences_are_offered_while_in_use(world: World, hall: Hall) -> None:
    own = ReadySentence(kind="thanks", words=words("Thank you, Oasis"))
    keep(SYSTEM, own)
    assert own.id in [one["id"] for one in ready_to_say()]
    show(hall, "message", "ready", own.id)
    assert topic(hall.session)["message"]["words"]["en"] == "Thank you, Oasis"

    @command(audit=Audit.NONE)
    def retire(actor: Actor) -> Reference:
        db.session.execute(update(ReadySentence).values(in_use=False))
        return {}

    retire(SYSTEM)
    assert topic(hall.session)["layout"] == "blank"
    assert own.id not in [one["id"] for one in ready_to_say()]
    with pytest.raises(NotToShow):
        show(hall, "message", "ready", own.id)


def test_a_reason_is_never_said_to_the_hall(hall: Hall) -> None:
    with pytest.raises(NotToShow):
        show(hall, "message", "ready", "no_time")
    assert {one["kind"] for one in ready_to_say()} == {"message", "thanks"}


def test_a_message_leaves_when_the_session_goes_on(world: World, hall: Hall) -> None:
    """Whoever takes the next step wants to see it."""
    question = hall.at("cleared")
    poll = world.poll(hall.session).id
    here = db.session.get_one(Floor, hall.session.id)

    def step_next() -> None:
        go_to_next_item(hall.child, hall.session.id, None, here.version, 1)

    for step in (
        step_next,
        lambda: questions.put_on_stage(hall.child, question, 1, 1),
        lambda: polls.open_poll(hall.child, poll, 1),
    ):
        for mode, what in (("message", ("ready", "listen")), ("holding", (None, None))):
            show(hall, mode, *what)
            if mode == "message":
                assert topic(hall.session)["layout"] == "message"
        step()
        assert topic(hall.session)["mode"] == "follow"


# -- pinned --------------------------------------------------------------------------------------


@command(audit=Audit.NONE)
def is_done(actor: Actor, session: ConferenceSession, kind: str) -> Reference:
    db.session.execute(
        update(RunSheetItem)
        .where(RunSheetItem.session_id == session.id, RunSheetItem.kind == kind)
        .values(state=ItemState.DONE)
    )
    return {}


def test_a_pinned_paper_stays_though_the_cursor_moves_and_leaves_with_its_authors_yes(
    world: World, hall: Hall
) -> None:
    author, session = world.delegate(), hall.session
    paper = world.paper(author, "confirmed", session, title="Canary", body="canary")
    revision = revision_of(paper)
    with pytest.raises(NotToShow):
        show(hall, "pinned", "paper", revision)  # nobody has reached it yet
    bring_to(SYSTEM, session, "paper", revision)
    assert [one["id"] for one in wall_topic(session.id, "")["papers"]] == [revision]
    show(hall, "pinned", "paper", revision)
    is_done(SYSTEM, session, "paper")
    bring_to(SYSTEM, session, "opening", None)
    now = topic(session)
    assert (now["mode"], now["layout"]) == ("pinned", "paper")
    assert now["paper"]["title"]["text"] == "Canary"
    take_paper_back(author, paper)
    now = topic(session)
    assert (now["layout"], now["paper"]) == ("blank", None)
    assert "anary" not in repr(now)
    assert wall_topic(session.id, "")["papers"] == []
    show(hall, "follow")
    assert topic(session)["layout"] == "item"


def test_a_pinned_question_stays_after_its_answer_and_leaves_when_it_is_taken_back(
    hall: Hall,
) -> None:
    question = hall.at("on_stage", "Why canary?")
    show(hall, "pinned", "question", question)
    questions.answered(hall.child, question, 1)
    now = topic(hall.session)
    assert (now["layout"], now["question"]["text"]["text"]) == ("question", "Why canary?")
    assert set(now["question"]) == {"id", "text", "about", "supporters", "name", "on_paper"}
    questions.take_back(hall.asker_of(question), question)
    now = topic(hall.session)
    assert (now["layout"], now["question"]) == ("blank", None)
    assert "canary" not in repr(now)


@pytest.mark.parametrize("state", ["sent", "cleared", "stopped", "later", "declined"])
def test_a_question_without_both_keys_is_never_pinned(hall: Hall, state: str) -> None:
    question = hall.at(state)
    with pytest.raises(NotToShow):
        show(hall, "pinned", "question", question)


def test_a_result_is_pinned_once_the_hall_has_seen_it(world: World, hall: Hall) -> None:
    poll = world.poll(hall.session, state="counted").id
    with pytest.raises(NotToShow):
        show(hall, "pinned", "poll", poll)
    polls.reveal_poll(hall.child, poll, 1)
    show(hall, "pinned", "poll", poll)
    polls.put_away_polls(SYSTEM, hall.session.id)
    now = topic(hall.session)
    assert (now["layout"], now["poll"]["id"]) == ("poll", poll)
    assert now["poll"]["results"] is not None


def test_nothing_of_another_session_is_shown(world: World, hall: Hall) -> None:
    there = Hall(world)
    question = there.at("on_stage")
    slip = messages.type_slip(there.adult, there.session.id, "Theirs", "en")["message"]
    for what in (("pinned", "question", question), ("message", "message", slip)):
        with pytest.raises(Refusal):
            show(hall, *what)
    assert topic(hall.session)["mode"] == "follow"


# -- who, when, in which order ---------------------------------------------------------------------


def test_only_moderator_in_her_seat_and_facilitators_of_this_session_choose(
    world: World, hall: Hall
) -> None:
    for actor in (
        world.delegate(),
        hall.phone,
        world.moderator(world.session()),
        world.facilitator(world.session()),
        world.facilitator(),
        world.signed_in(world.person("safeguarding", kind="adult")),
        world.signed_in(world.person("organiser", kind="adult")),
        world.screen(),
    ):
        with pytest.raises(NotAllowed):
            show(hall, "message", "ready", "listen", actor)
    with pytest.raises(NotYourSeat):
        show(hall, "holding", who=world.moderator(hall.session, seated=False))
    assert topic(hall.session)["mode"] == "follow"


def test_after_the_end_the_wall_thanks_whatever_was_chosen(world: World, hall: Hall) -> None:
    show(hall, "message", "ready", "listen")
    seen = version(hall)
    here = db.session.get_one(Floor, hall.session.id)
    close_session(hall.child, hall.session.id, here.version, 1)
    now = topic(hall.session)
    assert (now["layout"], now["message"], now["mode"]) == ("closed", None, "follow")
    assert version(hall) > seen, "opened again, no tablet takes this wall for an earlier one"
    with pytest.raises(NotNow):
        show(hall, "message", "ready", "listen", hall.adult)


def test_two_who_choose_at_once_have_one_effect(app: Flask, hall: Hall) -> None:
    seen = version(hall)
    session_id = hall.session.id
    wishes = [
        (hall.child, ("message", "ready", "listen")),
        (hall.adult, ("message", "ready", "break")),
    ]
    db.session.rollback()

    def press(place: int) -> str | dict[str, Any]:
        who, wish = wishes[place]
        with app.app_context():
            try:
                show_on_wall(who, session_id, *wish, seen, 1)
            except WallMoved as moved:
                return dict(moved.state)
            return wish[2]

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(press, range(2)))
    shown = [one for one in answers if isinstance(one, str)]
    assert [one for one in answers if one not in shown] == [
        {"mode": "message", "version": seen + 1}
    ]
    assert topic(hall.session)["message"]["id"] == shown[0]
    assert version(hall) == seen + 1


def test_a_wall_that_rests_wakes_for_what_is_chosen(hall: Hall) -> None:
    blank_wall(hall.adult, hall.session.id, True)
    show(hall, "message", "ready", "listen")
    assert topic(hall.session)["layout"] == "message"
    show(hall, "blank")
    now = topic(hall.session)
    assert (now["mode"], now["layout"], now["message"]) == ("blank", "blank", None)
    blank_wall(hall.adult, hall.session.id, False)
    assert topic(hall.session)["layout"] == "message"


def test_the_preview_is_what_the_wall_then_shows(hall: Hall) -> None:
    question = hall.at("on_stage")
    slip = messages.type_slip(hall.adult, hall.session.id, "A slip", "en")["message"]
    for mode, kind, object_id in (
        ("message", "ready", "listen"),
        ("message", "message", slip),
        ("pinned", "question", question),
        ("holding", None, None),
        ("follow", None, None),
    ):
        before = topic(hall.session)
        seen = preview_of(hall.child, hall.session.id, mode, kind, object_id)
        assert topic(hall.session) == before
        show(hall, mode, kind, object_id)
        assert topic(hall.session) == seen, mode
    assert preview_of(hall.child, hall.session.id, "blank", None, None)["layout"] == "blank"


def test_the_preview_shows_nothing_that_waits_for_the_first_key(world: World, hall: Hall) -> None:
    waits = messages.write(hall.child, hall.session.id, "canary", "en")["message"]
    for who in (hall.child, hall.adult):
        with pytest.raises(NotToShow):
            preview_of(who, hall.session.id, "message", "message", waits)
    for stranger in (world.delegate(), hall.phone, world.facilitator(world.session())):
        with pytest.raises(NotAllowed):
            preview_of(stranger, hall.session.id, "holding", None, None)


@pytest.mark.parametrize(
    ("mode", "kind", "object_id"),
    [
        ("follow", "ready", "listen"),
        ("pinned", "ready", "listen"),
        ("message", "question", "listen"),
        ("message", None, None),
        ("holding", None, "listen"),
        ("wild", None, None),
    ],
)
def test_a_mode_shows_only_what_belongs_to_it(
    hall: Hall, mode: str, kind: str | None, object_id: str | None
) -> None:
    with pytest.raises(NotToShow):
        show(hall, mode, kind, object_id)

    @command(audit=Audit.NONE)
    def tampers(actor: Actor) -> Reference:
        db.session.add(
            Wall(session_id=hall.session.id, mode=mode, shown_kind=kind, shown_id=object_id)
        )
        return {}

    with pytest.raises(ChangedMeanwhile):
        tampers(SYSTEM)


def test_the_live_door_takes_a_choice(app: Flask, hall: Hall) -> None:
    with app.test_request_context():

        def says(name: str, who: Actor, **fields: Any) -> dict[str, Any]:
            known = known_messages()[name]
            return answer_to(known, {"session": hall.session.slug, **fields}, who)

        ready = {"mode": "message", "what": "ready", "id": "thanks-voting"}
        assert says("screen.preview", hall.adult, **ready)["picture"]["layout"] == "message"
        assert says("screen.show", hall.adult, **ready, version=0) == {
            "ok": True,
            "mode": "message",
            "version": 1,
        }
        late = says("screen.show", hall.child, mode="follow", version=0, epoch=1)
        assert (late["code"], late["state"]) == (
            "wall_moved",
            {"mode": "message", "version": 1},
        )
        odds: list[dict[str, Any]] = [{"mode": "loud"}, {"mode": "follow", "id": "../x"}, {}]
        for odd in odds:
            assert says("screen.show", hall.child, **odd, version=1, epoch=1)["code"] == "bad_input"


def test_the_order_of_what_a_wall_shows() -> None:
    """As a table: state, mode, what is chosen and still there, the layout."""
    follows = rules.OnStage(question=True, poll=True, item=True)
    waits = rules.OnStage(waits_for_adults=True, chosen="message")
    for state, mode, stage, layout in (
        ("live", "follow", follows, "question"),
        ("live", "message", rules.OnStage(question=True, chosen="message"), "message"),
        ("live", "message", follows, "blank"),
        ("live", "pinned", rules.OnStage(question=True, chosen="paper"), "paper"),
        ("live", "pinned", follows, "blank"),
        ("live", "holding", follows, "holding"),
        ("paused", "message", rules.OnStage(chosen="message"), "message"),
        ("paused", "pinned", rules.OnStage(chosen="paper"), "paused"),
        ("paused", "holding", rules.OnStage(), "paused"),
        ("paused", "message", waits, "waiting_for_adult"),
        ("closed", "message", rules.OnStage(chosen="message"), "closed"),
    ):
        assert rules.layout(state, stage, blank=False, mode=mode) == layout, (state, mode)
        assert rules.layout(state, stage, blank=True, mode=mode) == "blank"
