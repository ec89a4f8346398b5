"""What waits together is committed together, and each gets its own answer."""

from __future__ import annotations

import threading
from collections import Counter
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from participation.foundation import intake as line
from participation.foundation.extensions import db
from participation.foundation.intake import Intake
from participation.foundation.sockets import MassMessage, known_messages
from participation.people import tokens
from participation.people.commands import hand_over
from participation.polls.models import Poll, Voter
from tests.at_once import at_once
from tests.world import World


@pytest.fixture
def intake(app: Flask) -> Intake:
    made = Intake(app)
    made.start()
    return made


def vote(poll: Poll, place: int, n: int = 1) -> dict[str, object]:
    return {
        "poll": poll.id,
        "choice": [poll.options[place].id],
        "n": n,
        "command_id": str(uuid4()),
    }


def voters() -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Voter))


def door() -> MassMessage:
    known = known_messages()["polls.cast"]
    assert isinstance(known, MassMessage)
    return known


def test_a_halls_votes_share_few_commits_and_each_is_in_the_count(
    app: Flask, world: World, intake: Intake
) -> None:
    session = world.session()
    poll, phones = world.poll(session, state="open"), [world.phone(session) for _ in range(60)]
    cookies = [tokens.sign("device", phone.device_id or "") for phone in phones]
    commits: list[int] = []
    event.listen(db.engine, "commit", lambda _: commits.append(1))
    answers = at_once(
        app,
        [
            lambda cookie=cookie: intake.hand_in(door(), vote(poll, 1), cookie, "en")  # type: ignore[misc]
            for cookie in cookies
        ],
    )
    assert answers == [{"ok": True, "receipt": "counted"}] * 60
    assert len(commits) < 30
    assert voters() == 60


def test_one_no_costs_nobody_else_an_answer_and_speaks_its_senders_language(
    app: Flask, world: World, intake: Intake
) -> None:
    session, elsewhere = world.session(), world.session()
    poll = world.poll(session, state="open")
    good, stranger, gone = world.phone(session), world.phone(elsewhere), world.phone(session)
    hand_over(gone)
    asked = [
        (good, vote(poll, 0), "en"),
        (stranger, vote(poll, 0), "fr"),
        (gone, vote(poll, 0), "ar"),
        (good, {**vote(poll, 0), "choice": ["0" * 32]}, "ar"),
        (good, {"poll": ["x"] * 80}, "en"),
    ]
    answers = at_once(
        app,
        [
            lambda a=actor, d=data, lang=lang: intake.hand_in(  # type: ignore[misc]
                door(), d, tokens.sign("device", a.device_id or ""), lang
            )
            for actor, data, lang in asked
        ],
    )
    assert [answer.get("code") for answer in answers if isinstance(answer, dict)] == [
        None,
        "not_allowed",
        "not_signed_in",
        "no_such_option",
        "bad_input",
    ]
    messages = [
        answer["message"] for answer in answers if isinstance(answer, dict) and not answer["ok"]
    ]
    assert any("\u0600" <= letter <= "\u06ff" for letter in messages[1])
    assert len(set(messages)) == 4


def test_a_list_of_which_nothing_can_be_read_is_answered_with_each_ones_no(
    app: Flask, world: World, intake: Intake, caplog: pytest.LogCaptureFixture
) -> None:
    answers = at_once(app, [lambda: intake.hand_in(door(), {"poll": 1}, None, "en")] * 3)
    assert [answer["code"] for answer in answers if isinstance(answer, dict)] == [
        "not_signed_in"
    ] * 3
    assert caplog.text == ""


def test_the_same_press_sent_three_times_at_once_is_one_vote(
    app: Flask, world: World, intake: Intake
) -> None:
    session = world.session()
    poll, phone = world.poll(session, state="open"), world.phone(session)
    cookie, press = tokens.sign("device", phone.device_id or ""), vote(poll, 2)
    answers = at_once(app, [lambda: intake.hand_in(door(), press, cookie, "en")] * 3)
    assert answers == [{"ok": True, "receipt": "counted"}] * 3
    assert voters() == 1


def test_a_line_that_is_full_says_so_at_once(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "MOST_WAITING", 2)
    still = Intake(sqlite_app)  # nobody takes anything out of it
    for _ in range(2):
        threading.Thread(target=still.hand_in, args=(door(), {}, None, "en"), daemon=True).start()
    codes: Counter[str] = Counter()
    for _ in range(50):
        if len(still._line) == 2:
            codes[str(still.hand_in(door(), {}, None, "en")["code"])] += 1
            break
        threading.Event().wait(0.05)
    assert codes == {"busy": 1}
