"""The list of reasons that children keep: in their order, without what they hid, with what they
wrote themselves once an adult has read it; and what an asker was told stays told."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from html import unescape
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.floor.models import Floor
from participation.floor.refusals import TextRests
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    NotNow,
    Refusal,
)
from participation.foundation.taming import WHOLE
from participation.people.consent.commands import turn_dial
from participation.questions import choosing
from participation.questions import commands as questions
from participation.questions.reasons import commands, rules
from participation.questions.reasons.models import ReasonText
from participation.questions.reasons.refusals import (
    EnoughReasons,
    NoReasonYet,
    OneReasonStays,
    ReasonGone,
    ReasonIsThere,
    ReasonMovedOn,
    ReasonTooLong,
    ReasonWaits,
)
from participation.questions.receipts import where_a_question_is
from participation.questions.refusals import OtherKeyNeeded
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.clearing.refusals import UndoTooLate
from participation.safeguarding.concerns.commands import open_concern
from participation.safeguarding.concerns.payloads import opened_page
from participation.safeguarding.concerns.queries import courses_for
from participation.safeguarding.duty.refusals import NotOnDuty
from participation.sweeping import sweep
from tests.at_once import at_once
from tests.doors import Browser, send
from tests.moving_clock import MovingClock
from tests.questions.asking import Hall, mine, question_now, topic
from tests.safeguarding.concerns.team import Team
from tests.world import World, seat

READY = ["other_topic", "already_asked", "no_time"]
WORDS = "We answer it at lunch, come and sit with us."
ARABIC = "نجيب عنه وقت الغداء، تعالوا إلينا."


@pytest.fixture
def hall(world: World) -> Hall:
    return Hall(world)


def write(hall: Hall, **words: str) -> str:
    return str(commands.write(hall.child, hall.session.id, words or {"en": WORDS})["reason"])


def texts_of(reason: str) -> list[ReasonText]:
    db.session.rollback()
    found = db.session.query(ReasonText).filter(ReasonText.reason_id == reason)
    return found.order_by(ReasonText.language).all()


def text_of(reason: str) -> str:
    (text,) = texts_of(reason)
    return text.id


def cleared(hall: Hall, **words: str) -> str:
    """A reason of the child's that an adult has read in each of its languages."""
    reason = write(hall, **words)
    for text in [text.id for text in texts_of(reason)]:
        commands.clear(hall.adult, text)
    return reason


def offered(hall: Hall) -> list[str]:
    return [one["id"] for one in topic(hall.session, "moderator")["reasons"]]


def told(hall: Hall, question: str) -> Any:
    """What its asker reads of why."""
    (own,) = mine(hall.session, hall.asker_of(question))["questions"]
    return own["reason_words"]


# -- the order, pure ------------------------------------------------------------------------------


@pytest.mark.parametrize("order", list(permutations("abc")))
@pytest.mark.parametrize("what", "abc")
@pytest.mark.parametrize("before", [*"abc", None])
def test_whatever_is_placed_stands_right_there_and_all_others_keep_their_order(
    order: tuple[str, ...], what: str, before: str | None
) -> None:
    after = rules.placed(order, what, before)
    assert sorted(after) == sorted(order)
    assert [one for one in after if one != what] == [one for one in order if one != what]
    if before is None:
        assert after[-1] == what
    elif before != what:
        assert after.index(what) + 1 == after.index(before)
    assert rules.placed(after, what, before) == after or before == what


def test_what_came_later_stands_behind_what_was_put_in_order() -> None:
    assert rules.in_order(["a", "b", "c", "d"], ["c", "gone", "a", "c"]) == ["c", "a", "b", "d"]


def test_where_nothing_would_be_left_every_ready_one_is_offered() -> None:
    assert rules.offered(["a", "own", "b"], {"a"}, {"a", "b"}) == ["own", "b"]
    assert rules.offered(["a", "own", "b"], {"a", "own", "b"}, {"a", "b"}) == ["a", "b"]


# -- the list -------------------------------------------------------------------------------------


def test_the_children_put_their_list_in_order_and_hide_of_it_what_they_do_not_need(
    world: World, hall: Hall
) -> None:
    assert offered(hall) == READY
    commands.place(hall.child, hall.session.id, "no_time", "other_topic")
    other = world.moderator(hall.session, seated=False)
    commands.offer(other, hall.session.id, "already_asked", on=False)
    assert offered(hall) == ["no_time", "other_topic"]
    with pytest.raises(ReasonGone):
        questions.decline(hall.child, hall.at("cleared"), 1, "already_asked")
    commands.offer(hall.child, hall.session.id, "already_asked", on=True)
    assert offered(hall) == ["no_time", "other_topic", "already_asked"]
    commands.place(hall.child, hall.session.id, "no_time")
    assert offered(hall) == ["other_topic", "already_asked", "no_time"]
    # Each session has its own.
    assert [one["id"] for one in topic(world.session(), "moderator")["reasons"]] == READY


def test_one_reason_stays(hall: Hall) -> None:
    own = cleared(hall)
    for reason in READY:
        commands.offer(hall.child, hall.session.id, reason, on=False)
    with pytest.raises(OneReasonStays):
        commands.offer(hall.child, hall.session.id, own, on=False)
    assert offered(hall) == [own]
    commands.take_back(hall.child, own)
    assert offered(hall) == READY


def test_only_the_children_who_lead_this_session_change_its_list(world: World, hall: Hall) -> None:
    seat(hall.adult, hall.session.id)  # also not an adult who helps in the seat
    own = cleared(hall)
    for actor in (
        hall.adult,
        world.facilitator(hall.session),
        world.delegate(),
        hall.phone,
        world.moderator(world.session()),
        world.safety(on_duty=True),
        world.screen(),
    ):
        for act in (
            partial(commands.write, actor, hall.session.id, {"en": WORDS}),
            partial(commands.place, actor, hall.session.id, "no_time", "other_topic"),
            partial(commands.offer, actor, hall.session.id, "no_time", on=False),
        ):
            with pytest.raises(NotAllowed):
                act()
        with pytest.raises(NotFound):
            commands.take_back(actor, own)
    with pytest.raises(NotFound):
        commands.take_back(world.moderator(hall.session), own)
    assert offered(hall) == [*READY, own]


def test_in_quiet_mode_and_after_the_end_nothing_is_written(world: World, hall: Hall) -> None:
    @command(audit=Audit.NONE)
    def falls_quiet(actor: Actor) -> Reference:
        here = Floor.session_id == hall.session.id
        db.session.execute(update(Floor).where(here).values(quiet_since=clock.now()))
        return {}

    falls_quiet(SYSTEM)
    with pytest.raises(TextRests):
        write(hall)
    over = Hall(world, "closed")
    for act in (
        partial(write, over),
        partial(commands.place, over.child, over.session.id, "no_time"),
    ):
        with pytest.raises(NotNow):
            act()


# -- one's own ------------------------------------------------------------------------------------


def test_a_childs_own_reason_is_told_once_an_adult_has_read_it(hall: Hall) -> None:
    reason = write(hall)
    waiting, other = hall.at("cleared"), hall.at("cleared")
    assert offered(hall) == READY
    with pytest.raises(ReasonWaits):
        questions.decline(hall.child, waiting, 1, reason)
    with pytest.raises(ReasonWaits):
        choosing.decline_many(hall.child, hall.session.id, [waiting, other], 1, reason)
    assert question_now(waiting).state == "cleared"
    commands.clear(hall.adult, text_of(reason))
    assert topic(hall.session, "moderator")["reasons"][-1] == {"id": reason, "words": {"en": WORDS}}
    questions.decline(hall.child, waiting, 1, reason)
    assert told(hall, waiting) == {"en": WORDS}
    choosing.decline_many(hall.child, hall.session.id, [other], 1, reason)
    assert told(hall, other) == {"en": WORDS}
    assert where_a_question_is(other).reason == {"en": WORDS}  # type: ignore[union-attr]


def test_an_asker_reads_it_in_each_language_in_which_both_keys_have_turned(hall: Hall) -> None:
    reason = write(hall, ar=ARABIC, en=WORDS, fr="")
    arabic, english = (text.id for text in texts_of(reason))
    commands.clear(hall.adult, arabic)
    question = hall.at("cleared")
    questions.decline(hall.child, question, 1, reason)
    assert told(hall, question) == {"ar": ARABIC}
    # A second language joins what is told once it was chosen with it.
    commands.clear(hall.adult, english)
    assert told(hall, question) == {"ar": ARABIC}
    questions.decline(hall.child, hall.at("cleared"), 1, reason)
    assert told(hall, question) == {"ar": ARABIC, "en": WORDS}


def test_a_language_is_added_later_and_waits_for_both_keys_like_the_first(
    app: Flask, world: World, hall: Hall
) -> None:
    reason, question = cleared(hall), hall.at("cleared")
    add = partial(commands.write, words={"ar": ARABIC}, reason_id=reason)
    co_moderator = world.moderator(hall.session, seated=False)
    for nobodys in (co_moderator, hall.adult):
        assert f"?more={reason}" not in page_of(app, hall, nobodys)
    with pytest.raises(NotFound):
        add(co_moderator, hall.session.id)
    assert f"?more={reason}" in page_of(app, hall, hall.child)
    assert f'name="reason" value="{reason}"' in page_of(app, hall, hall.child, f"?more={reason}")
    sent = Browser(app, hall.child).post(address_of(hall), ar=ARABIC, reason=reason)
    assert sent.status_code == 303
    with pytest.raises(ReasonIsThere):
        add(hall.child, hall.session.id)

    questions.decline(hall.child, question, 1, reason)
    assert told(hall, question) == {"en": WORDS}
    commands.clear(hall.adult, texts_of(reason)[0].id)
    questions.decline(hall.child, hall.at("cleared"), 1, reason)
    assert told(hall, question) == {"ar": ARABIC, "en": WORDS}

    gone = cleared(hall)
    commands.take_back(hall.child, gone)
    with pytest.raises(NotFound):
        add(hall.child, hall.session.id, reason_id=gone)


def test_what_an_asker_was_told_stays_told_whatever_becomes_of_the_list(hall: Hall) -> None:
    reason, question = cleared(hall), hall.at("cleared")
    questions.decline(hall.child, question, 1, reason)
    commands.offer(hall.child, hall.session.id, reason, on=False)
    assert told(hall, question) == {"en": WORDS}
    commands.take_back(hall.child, reason)
    assert reason not in offered(hall)
    assert told(hall, question) == {"en": WORDS}
    with pytest.raises(ReasonGone):
        questions.decline(hall.child, hall.at("cleared"), 1, reason)


@pytest.mark.parametrize("act", ["stop", "route", "undo", "dial"])
def test_an_adult_or_her_own_dial_takes_it_off_every_phone(
    world: World, hall: Hall, act: str
) -> None:
    Team(world)
    reason, question = cleared(hall), hall.at("cleared")
    questions.decline(hall.child, question, 1, reason)
    if act == "stop":
        commands.stop(hall.adult, text_of(reason), "unkind")
    elif act == "route":
        commands.route_to_safety(hall.adult, text_of(reason))
    elif act == "undo":
        commands.undo(hall.adult, text_of(reason))
    else:
        turn_dial(hall.child, "nothing")
    assert told(hall, question) is None
    assert reason not in offered(hall)
    if act == "stop":
        # Not by its writer's taking it back either.
        commands.take_back(hall.child, reason)
        assert told(hall, question) is None
    elif act == "dial":
        turn_dial(hall.child, "chosen_name")
        assert told(hall, question) == {"en": WORDS}


def test_the_first_key_is_an_adults_on_duty_and_never_the_seconds(world: World, hall: Hall) -> None:
    reason = write(hall)
    text = text_of(reason)
    for who, refusal in (
        (hall.child, NotAllowed),
        (hall.phone, NotAllowed),
        (world.facilitator(world.session()), NotAllowed),
        (world.facilitator(hall.session, on_duty=False), NotOnDuty),
    ):
        with pytest.raises(refusal):
            commands.clear(who, text)
    assert take_next(hall.adult, hall.session.id)["id"] == text
    commands.clear(hall.adult, text)
    assert commands.clear(hall.adult, text)["state"] == "cleared"
    with pytest.raises(ReasonMovedOn):
        commands.clear(world.facilitator(hall.session), text)
    question = hall.at("cleared")
    seat(hall.adult, hall.session.id)
    with pytest.raises(OtherKeyNeeded):
        questions.decline(hall.adult, question, 1, reason)
    assert question_now(question).state == "cleared"


def test_a_decision_is_undone_by_its_maker_within_a_minute(
    world: World, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(write(hall))
    commands.stop(hall.adult, text, "unkind")
    with pytest.raises(UndoTooLate):
        commands.undo(world.facilitator(hall.session), text)
    assert commands.undo(hall.adult, text)["state"] == "sent"
    commands.stop(hall.adult, text, "unkind")
    moment = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: moment)
    with pytest.raises(UndoTooLate):
        commands.undo(hall.adult, text)


def test_nothing_too_long_nothing_empty_and_not_more_than_anybody_finds(hall: Hall) -> None:
    for words, refusal in (
        ({"en": ""}, NoReasonYet),
        ({}, NoReasonYet),
        ({"en": "a" * (WHOLE + 1)}, ReasonTooLong),
    ):
        with pytest.raises(refusal):
            commands.write(hall.child, hall.session.id, words)
    first = write(hall, en="a" * WHOLE)
    for _ in range(rules.MOST - 1):
        write(hall)
    with pytest.raises(EnoughReasons):
        write(hall)
    commands.take_back(hall.child, first)
    write(hall)


def test_what_is_no_reason_of_this_session_is_no_reason(world: World, hall: Hall) -> None:
    other = Hall(world)
    elsewhere, question = cleared(other), hall.at("cleared")
    for reason in (elsewhere, "because", "break", "0" * 32):
        with pytest.raises(BadInput):
            questions.decline(hall.child, question, 1, reason)
        with pytest.raises(NotFound):
            commands.place(hall.child, hall.session.id, reason)
        with pytest.raises(NotFound):
            commands.offer(hall.child, hall.session.id, reason, on=False)
    assert question_now(question).state == "cleared"


CLEARED = {"cleared_text": WORDS, "cleared_by": "adult"}


@pytest.mark.parametrize(
    "values",
    [
        {"state": "cleared", "cleared_text": WORDS},
        {"state": "cleared", "cleared_text": "Others", "cleared_by": "adult"},
        {"state": "cleared", "cleared_text": WORDS, "cleared_by": "child"},
        {"chosen_text": WORDS, "chosen_by": "child"},
        {**CLEARED, "state": "cleared", "chosen_text": "Others", "chosen_by": "child"},
        {**CLEARED, "state": "cleared", "chosen_text": WORDS, "chosen_by": "adult"},
        {"state": "held"},
        {"state": "shown"},
    ],
)
def test_the_database_holds_the_keys_of_a_reason(hall: Hall, values: dict[str, Any]) -> None:
    """Each check alone: everything else of these rows is as it has to be."""
    text = text_of(write(hall))
    people = {"adult": hall.adult, "child": hall.child}
    row = {
        column: people[value].person_id if column.endswith("_by") else value
        for column, value in values.items()
    }

    @command(audit=Audit.NONE)
    def tampers(actor: Actor) -> Reference:
        db.session.execute(update(ReasonText).where(ReasonText.id == text).values(**row))
        return {}

    with pytest.raises((ChangedMeanwhile, IntegrityError)):
        tampers(SYSTEM)


# -- at once --------------------------------------------------------------------------------------


def test_two_who_change_the_list_at_once_lose_nothing_of_it(
    app: Flask, world: World, hall: Hall
) -> None:
    other, session = world.moderator(hall.session, seated=False), hall.session.id
    own = cleared(hall)
    for before, hidden in (("other_topic", "no_time"), ("no_time", "already_asked"), (None, own)):
        answers = at_once(
            app,
            [
                partial(commands.place, hall.child, session, own, before),
                partial(commands.place, other, session, "already_asked", "other_topic"),
                partial(commands.offer, other, session, hidden, False),
                partial(commands.place, hall.child, session, own, before),
            ],
        )
        assert [one for one in answers if isinstance(one, Refusal)] == []
        assert hidden not in offered(hall)
        commands.offer(hall.child, session, hidden, on=True)
        assert sorted(offered(hall)) == sorted([*READY, own])


def test_two_who_hide_the_last_ones_at_once_leave_one(app: Flask, world: World, hall: Hall) -> None:
    other, session = world.moderator(hall.session, seated=False), hall.session.id
    commands.offer(other, session, "no_time", on=False)
    answers = at_once(
        app,
        [
            partial(commands.offer, hall.child, session, "other_topic", False),
            partial(commands.offer, other, session, "already_asked", False),
        ],
    )
    assert [type(one) for one in answers if isinstance(one, Refusal)] == [OneReasonStays]
    assert len(offered(hall)) == 1


def test_more_than_fit_written_at_once_are_not_more(app: Flask, hall: Hall) -> None:
    for _ in range(rules.MOST - 1):
        write(hall)
    writing = partial(commands.write, hall.child, hall.session.id, {"en": WORDS})
    answers = at_once(app, [writing] * 4)
    assert [type(one) for one in answers if isinstance(one, Refusal)] == [EnoughReasons] * 3


def test_stopping_and_telling_at_once_never_leaves_a_stopped_one_told(
    app: Flask, hall: Hall
) -> None:
    for _ in range(4):
        reason, question = cleared(hall), hall.at("cleared")
        at_once(
            app,
            [
                partial(questions.decline, hall.child, question, 1, reason),
                partial(commands.stop, hall.adult, text_of(reason), "unkind"),
            ],
        )
        assert told(hall, question) is None


# -- its page and its desk ------------------------------------------------------------------------


def address_of(hall: Hall) -> str:
    return f"/sessions/{hall.session.slug}/reasons"


def page_of(app: Flask, hall: Hall, who: Actor, more: str = "") -> str:
    answer = Browser(app, who).get(address_of(hall) + more)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def test_the_children_keep_their_list_on_a_page_and_adults_only_see_it(
    app: Flask, world: World, hall: Hall
) -> None:
    own = cleared(hall, ar=ARABIC)
    address = address_of(hall)
    browser = Browser(app, hall.child)
    moved = browser.post(f"{address}/list", reason=own, then="place", before="other_topic")
    assert moved.status_code == 303
    assert browser.post(f"{address}/list", reason="no_time", then="hide").status_code == 303
    assert offered(hall) == [own, "other_topic", "already_asked"]
    # What somebody took back meanwhile is simply there no more.
    assert browser.post(f"{address}/list", reason="0" * 32, then="hide").status_code == 303
    for last in ("other_topic", "already_asked"):
        browser.post(f"{address}/list", reason=last, then="hide")
    no = browser.post(f"{address}/list", reason=own, then="hide")
    assert (no.status_code, str(OneReasonStays.words) in unescape(no.get_data(as_text=True))) == (
        409,
        True,
    )
    for who, forms in ((hall.child, True), (hall.adult, False)):
        page = page_of(app, hall, who)
        assert f'lang="ar" dir="rtl">{ARABIC}' in page
        assert ('name="then"' in page) is forms
    for nobody in (hall.phone, world.delegate(), world.facilitator(world.session())):
        assert Browser(app, nobody).get(address).status_code in (403, 404)
    adult = Browser(app, hall.adult).post(f"{address}/list", reason=own, then="hide")
    assert adult.status_code == 403


def test_what_came_back_is_told_to_its_writer_alone_and_can_be_written_anew(
    app: Flask, world: World, hall: Hall
) -> None:
    address = address_of(hall)
    browser = Browser(app, hall.child)
    assert browser.post(address, en=WORDS).status_code == 200
    db.session.rollback()
    (waiting,) = db.session.query(ReasonText).all()
    co_moderator = world.moderator(hall.session, seated=False)
    for who in (hall.child, co_moderator, hall.adult):
        assert WORDS not in page_of(app, hall, who)
    assert "an adult reads it first" in page_of(app, hall, hall.child)
    commands.stop(hall.adult, waiting.id, "personal_details")
    page = page_of(app, hall, hall.child)
    assert WORDS in page
    assert "could tell strangers" in page
    for who in (co_moderator, hall.adult):
        assert WORDS not in page_of(app, hall, who)
        assert WORDS not in page_of(app, hall, who, f"?again={waiting.id}")
    again = page_of(app, hall, hall.child, f"?again={waiting.id}")
    assert re.search(rf"<textarea[^>]*>{re.escape(WORDS)}</textarea>", again)
    # A no keeps the words in their box.
    long = "a" * (WHOLE + 1)
    no = browser.post(address, en=long)
    assert no.status_code == 422
    assert f">{long}</textarea>" in no.get_data(as_text=True)


# What is another in each drawing of a page.
MOVING = r'[0-9a-f]{32}|value="[^"]*"|"server_now": *"[^"]*"'


def test_a_held_reason_reads_to_its_writer_like_one_that_waits(
    app: Flask, world: World, hall: Hall
) -> None:
    Team(world)
    waits = write(hall)
    before = re.sub(MOVING, "", page_of(app, hall, hall.child))
    commands.route_to_safety(hall.adult, text_of(waits))
    after = re.sub(MOVING, "", page_of(app, hall, hall.child))
    assert re.sub(r"nonce=\S+", "", before) == re.sub(r"nonce=\S+", "", after)
    (held,) = texts_of(waits)
    assert (held.text, held.cleared_text, held.chosen_text) == ("", None, None)
    with pytest.raises(ReasonWaits):
        questions.decline(hall.child, hall.at("cleared"), 1, waits)
    with pytest.raises(NotFound):
        commands.clear(hall.adult, held.id)
    commands.take_back(hall.child, waits)
    assert "an adult reads it first" not in page_of(app, hall, hall.child)
    assert texts_of(waits)[0].state == "held"


def test_a_reason_goes_to_the_safety_team_whole_in_each_of_its_languages(
    world: World, hall: Hall
) -> None:
    team = Team(world)
    words = {"ar": "أخاف من البيت", "en": "I am afraid of home"}
    reason = commands.write(hall.child, hall.session.id, words)["reason"]
    (arabic,) = [text for text in texts_of(reason) if text.language == "ar"]
    commands.route_to_safety(hall.adult, arabic.id)
    assert {(text.state, text.text) for text in texts_of(reason)} == {("held", "")}
    (course,) = courses_for(team.lead)
    private = open_concern(team.lead, course.concern.id, team.lead_phrase)
    opened = opened_page(course, private)["opened"]
    assert opened["text"] == "أخاف من البيت · I am afraid of home"


def test_the_desk_decides_on_a_reason_by_live_messages(
    app: Flask, world: World, hall: Hall
) -> None:
    Team(world)
    says = partial(send, app)
    text, lost = text_of(write(hall)), text_of(write(hall))
    assert says(hall.adult, "reasons.stop", reason_text=text, reason="boring")["ok"] is False
    stopped = says(hall.adult, "reasons.stop", reason_text=text, reason="unkind")
    assert (stopped["reason_text"], stopped["state"]) == (text, "stopped")
    assert says(hall.adult, "reasons.undo", reason_text=text)["state"] == "sent"
    assert says(hall.adult, "reasons.clear", reason_text=text)["state"] == "cleared"
    assert says(hall.adult, "reasons.route_to_safety", reason_text=lost)["ok"]
    assert says(hall.adult, "reasons.clear", reason_text=lost)["code"] == "not_found"
    assert says(hall.child, "reasons.clear", reason_text=text)["code"] == "not_allowed"


# -- how long -------------------------------------------------------------------------------------


def test_words_go_when_their_time_is_over_and_what_was_told_goes_last(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    unread, back, told_once = write(hall), cleared(hall), cleared(hall)
    kept = cleared(hall)
    stopped = write(hall)
    commands.stop(hall.adult, text_of(stopped), "unkind")
    question = hall.at("cleared")
    questions.decline(hall.child, question, 1, told_once)
    commands.take_back(hall.child, back)
    commands.take_back(hall.child, told_once)
    reasons = (unread, back, stopped, told_once, kept)

    def left() -> list[bool]:
        sweep()
        return [texts_of(reason)[0].text != "" for reason in reasons]

    time = MovingClock(monkeypatch)
    time.passes(hours=71)
    assert left() == [True] * 5
    time.passes(hours=2)
    assert left() == [False, False, False, True, True]
    assert texts_of(unread)[0].reason == "no_time"
    assert where_a_question_is(question).reason == {"en": WORDS}  # type: ignore[union-attr]
    time.passes(days=375)
    assert left() == [False] * 5
