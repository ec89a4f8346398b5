"""The course of a concern: alerted in time, taken, answered, closed by two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from participation.foundation import clock
from participation.foundation.actors import SYSTEM
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import receipt_of
from participation.foundation.refusals import NotFound
from participation.safeguarding.concerns import commands, queries
from participation.safeguarding.concerns.models import Concern, ConcernSignature
from participation.safeguarding.concerns.refusals import (
    AlreadyTaken,
    AnswerFirst,
    ConcernClosed,
    SignedAlready,
)
from participation.safeguarding.marks.models import TextMark
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.posts.commands import set_hours
from tests.at_once import at_once
from tests.safeguarding.concerns.team import Team, tell, told
from tests.world import World, keep

Later = Callable[[float], None]


def alerts(concern_id: str) -> list[str]:
    db.session.rollback()
    db.session.expire_all()
    return sorted(queries.course_of(db.session.get_one(Concern, concern_id)).alerts)


def test_the_lead_then_the_deputy_then_the_phone_while_nobody_has_it(
    app: Flask, team: Team, later: Later
) -> None:
    concern, _ = tell()
    assert alerts(concern) == ["lead"]
    for seconds, expected in (
        (170, ["lead"]),
        (185, ["deputy", "lead"]),
        (350, ["deputy", "lead"]),
        (365, ["deputy", "lead", "phone"]),
        (4000, ["deputy", "lead", "phone"]),
    ):
        later(seconds)
        commands.escalate_due(SYSTEM)
        commands.escalate_due(SYSTEM)
        assert alerts(concern) == expected, seconds


def test_not_safe_now_alerts_both_at_once(app: Flask, team: Team, later: Later) -> None:
    concern, _ = tell(told(safe_now="no"))
    assert alerts(concern) == ["deputy", "lead"]
    later(185)
    commands.escalate_due(SYSTEM)
    assert alerts(concern) == ["deputy", "lead", "phone"]


def test_the_clock_stands_still_once_somebody_has_it(app: Flask, team: Team, later: Later) -> None:
    concern, _ = tell()
    commands.acknowledge(team.lead, concern)
    later(4000)
    commands.escalate_due(SYSTEM)
    assert alerts(concern) == ["lead"]


def test_a_concern_about_the_lead_never_alerts_her(app: Flask, team: Team, later: Later) -> None:
    concern, _ = tell(told(readers="deputy", safe_now="no"))
    later(4000)
    commands.escalate_due(SYSTEM)
    assert alerts(concern) == ["deputy", "phone"]


def test_the_times_are_the_team_s_own(app: Flask, team: Team, later: Later) -> None:
    set_hours(
        team.lead,
        reads_from="08:00",
        reads_until="20:00",
        duty_phone="+974 5550 0000",
        lead_within_s=60,
        deputy_within_s=30,
    )
    concern, _ = tell()
    later(65)
    commands.escalate_due(SYSTEM)
    assert alerts(concern) == ["deputy", "lead"]
    later(95)
    commands.escalate_due(SYSTEM)
    assert alerts(concern) == ["deputy", "lead", "phone"]


def test_of_two_who_take_it_at_once_one_has_it(app: Flask, team: Team) -> None:
    concern, _ = tell()
    outcomes = at_once(
        app,
        [
            lambda: commands.acknowledge(team.lead, concern),
            lambda: commands.acknowledge(team.deputy, concern),
        ],
    )
    assert sorted(type(outcome) is AlreadyTaken for outcome in outcomes) == [False, True]


def test_the_same_page_sent_twice_at_once_is_one_concern(app: Flask, team: Team) -> None:
    page = told()
    at_once(app, [lambda: tell(page), lambda: tell(page), lambda: tell(page)])
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Concern)) == 1


def test_it_is_closed_by_an_answer_and_two_signatures_of_two_people(app: Flask, team: Team) -> None:
    concern, _ = tell()
    with pytest.raises(AnswerFirst):
        commands.sign(team.lead, concern)
    commands.answer(team.lead, concern, "We spoke with them.", "en")
    commands.sign(team.lead, concern)
    with pytest.raises(SignedAlready):
        commands.sign(team.lead, concern)
    commands.sign(team.deputy, concern)
    assert queries.courses_for(team.lead)[0].state == "closed"
    for attempt in (
        lambda: commands.sign(team.lead, concern),
        lambda: commands.answer(team.lead, concern, "More", "en"),
        lambda: commands.write_entry(team.lead, concern, "decision", {"text": "x"}),
    ):
        with pytest.raises(ConcernClosed):
            attempt()
    commands.write_entry(team.lead, concern, "note", {"text": "A later note."})


def test_the_database_takes_no_second_signature_of_the_same_person(app: Flask, team: Team) -> None:
    concern, _ = tell()
    commands.answer(team.lead, concern, "We spoke with them.", "en")
    commands.sign(team.lead, concern)
    db.session.rollback()
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(
            ConcernSignature.__table__.insert().values(  # type: ignore[attr-defined]
                concern_id=concern,
                number=2,
                signer=f"person:{team.lead.person_id}",
                at=clock.now(),
            )
        )


def test_where_the_other_may_not_know_the_host_signs_with_the_key_from_the_safe(
    app: Flask, team: Team
) -> None:
    concern, _ = tell(told(readers="deputy"))
    with pytest.raises(NotFound):
        commands.sign_as_host(SYSTEM, concern, team.safe.public)
    commands.answer(team.deputy, concern, "We spoke with them.", "en")
    commands.sign(team.deputy, concern)
    with pytest.raises(NotFound):
        commands.sign_as_host(SYSTEM, concern, b"x" * 32)
    commands.sign_as_host(SYSTEM, concern, team.safe.public)
    assert queries.courses_for(team.deputy)[0].state == "closed"


def test_a_routed_text_is_one_concern_however_often_it_is_routed(
    app: Flask, world: World, team: Team
) -> None:
    session = world.session()
    adult = world.facilitator(session)
    question = new_id()
    fields: dict[str, Any] = {
        "kind": "question",
        "object_id": question,
        "session_id": session.id,
        "text": "I am afraid at home",
        "language": "en",
    }
    keep(SYSTEM, TextMark(kind="question", object_id=question, mark="disclosure", start=0, end=4))
    for _ in range(2):
        answer = commands.take_in_routed_text(adult, **fields)
        assert answer == {"question": question}
    assert marks_on("question", [question]) == {}, "a mark would say what it was about"
    (course,) = queries.courses_for(team.lead)
    assert course.alerts == ["lead"]
    assert receipt_of("question", question) is not None
    commands.answer(team.lead, course.concern.id, "We are with you.", "en")
