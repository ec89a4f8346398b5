"""Retention: what is erased when its time is over, and not a moment earlier."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

import participation
from participation import sweeping
from participation.floor.models import Floor
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import Audit, CommandGuard, Reference, command
from participation.foundation.extensions import db
from participation.foundation.inventory import A_PRESS
from participation.foundation.receipt_codes import Receipt, new_code, stub_of
from participation.foundation.refusals import ChangedMeanwhile
from participation.papers import queries as papers
from participation.papers.models import Paper, PaperState
from participation.people.commands import put_end_to
from participation.people.consent.commands import wish_name
from participation.people.consent.models import NameWish
from participation.people.models import Device, Ending, Membership, Presence, Tablet
from participation.people.queries import actor_of_token
from participation.people.tokens import sign
from participation.polls.commands import close_poll, reveal_poll
from participation.polls.models import Voter
from participation.polls.queries import answered_count
from participation.questions.commands import MeToo, clear, stop, support_questions, take_back
from participation.questions.commands import ask as take_part
from participation.questions.models import Support
from participation.safeguarding.marks.queries import marks_on
from tests.polls.voting import cast, counts
from tests.questions.asking import Hall, ask, mine, question_now
from tests.world import World, keep

Shift = Callable[..., None]


@pytest.fixture
def later(app: Flask, tmp_path: Path) -> Iterator[Shift]:
    """Moves the clock: `later(hours=72)` from the present of the test's beginning."""
    file = tmp_path / "clock"
    clock.follow_file(str(file))

    def move(**time: float) -> None:
        file.write_text(str(timedelta(**time).total_seconds()))

    yield move
    clock.follow_file(None)


@command(audit=Audit.NONE)
def ended(actor: Actor) -> Reference:
    """This actor's device was handed over."""
    put_end_to(str(actor.device_id))
    return {}


def swept() -> dict[str, int]:
    """What a sweep has erased, by rule; nothing else remains in our session."""
    db.session.rollback()
    db.session.expire_all()
    return {name: count for name, count in sweeping.sweep().items() if count}


def is_known(actor: Actor) -> bool:
    """Whether the cookie of this actor's browser still opens anything."""
    db.session.expire_all()
    return actor_of_token(sign("device", str(actor.device_id)), "en").kind != "nobody"


def test_a_phone_is_forgotten_a_day_after_its_session_and_not_before(
    world: World, later: Shift
) -> None:
    phone = world.phone(world.session())  # it ends in 90 minutes
    later(hours=25)
    assert "devices and tablets" not in swept()
    assert is_known(phone)
    later(hours=25, minutes=31)
    assert swept()["devices and tablets"] == 1
    assert not is_known(phone)
    assert db.session.get(Device, phone.device_id) is None
    assert db.session.scalars(select(Membership)).all() == []
    assert db.session.scalars(select(Ending.device_id)).all() == [phone.device_id]


def test_a_phone_that_comes_again_tomorrow_is_kept(world: World, later: Shift) -> None:
    room = world.room()
    today = world.session(room=room)
    tomorrow = world.session(room=room, starts_in=timedelta(hours=22))
    phone, stranger = world.phone(today, tomorrow), world.phone()
    later(hours=26)
    assert swept()["devices and tablets"] == 1
    assert is_known(phone)
    assert not is_known(stranger)


def test_badges_and_screens_are_forgotten_a_day_after_the_whole_programme(
    world: World, later: Shift
) -> None:
    room = world.room()
    session = world.session(room=room)
    world.session(room=room, starts_in=timedelta(hours=72))
    moderator = world.moderator(session)
    screen = world.screen()
    later(hours=96)
    assert swept() == {}
    assert is_known(moderator)
    later(hours=98)
    assert swept()["devices and tablets"] == 2
    assert not is_known(moderator)
    assert not is_known(screen)
    assert db.session.get_one(Floor, session.id).seat_device_id is None


def test_a_sign_in_that_was_handed_over_is_forgotten_after_a_day(
    world: World, later: Shift
) -> None:
    world.session(starts_in=timedelta(hours=240))
    adult = world.facilitator()
    ended(adult)
    later(hours=23)
    assert "devices and tablets" not in swept()
    later(hours=25)
    assert swept()["devices and tablets"] == 1
    assert db.session.get(Device, adult.device_id) is None


def test_the_number_of_an_ending_is_never_given_twice(world: World, later: Shift) -> None:
    world.session(starts_in=timedelta(hours=240))
    for _ in range(3):
        ended(world.facilitator())
    newest = db.session.scalar(select(func.max(Ending.id)))
    later(hours=60)
    swept()
    assert db.session.scalars(select(Ending.id)).all() == [newest]


def test_a_tablet_is_forgotten_when_nobody_is_signed_in_on_it(world: World, later: Shift) -> None:
    world.session()
    tablet = Tablet(began_at=clock.now())
    keep(SYSTEM, tablet)
    tablet_id = tablet.id
    later(hours=24)
    swept()
    assert db.session.get(Tablet, tablet_id) is not None
    later(hours=26)
    swept()
    assert db.session.get(Tablet, tablet_id) is None


def test_who_is_heard_in_the_trial_that_is_always_now_is_kept(world: World, later: Shift) -> None:
    session = world.session()
    session.is_always_now = True
    keep(SYSTEM, session)
    phone, gone = world.phone(session), world.phone(session)
    later(hours=48)
    keep(
        SYSTEM,
        Presence(
            device_id=str(phone.device_id),
            session_id=session.id,
            holder=str(phone.holder),
            heard_at=clock.now() - timedelta(hours=1),
        ),
    )
    swept()
    assert is_known(phone)
    assert not is_known(gone)


def test_who_voted_is_erased_an_hour_after_closing_and_the_count_stays(
    world: World, later: Shift
) -> None:
    session = world.session()
    moderator = world.moderator(session)
    poll, running = world.poll(session, state="open"), world.poll(world.session(), state="open")
    phones = [world.phone(session) for _ in range(5)]
    for place, phone in enumerate(phones):
        cast(phone, poll, place % 3)
    close_poll(moderator, poll.id, 1)
    reveal_poll(moderator, poll.id, 1)
    before = (counts(poll), answered_count(poll.id))
    assert before == ([2, 2, 1], 5)
    later(minutes=59)
    swept()
    assert holders(poll.id) == {phone.holder for phone in phones}
    later(minutes=61)
    assert swept()["who answered polls that are closed"] == 5
    assert not holders(poll.id) & {phone.holder for phone in phones}
    assert (counts(poll), answered_count(poll.id)) == before
    assert swept().get("who answered polls that are closed") is None
    assert holders(running.id) == set()


def test_who_votes_in_an_open_poll_is_kept_however_long_it_is_open(
    world: World, later: Shift
) -> None:
    poll = world.poll(session := world.session(), state="open")
    phone = world.phone(session)
    cast(phone, poll)
    later(hours=5)
    swept()
    assert holders(poll.id) == {phone.holder}


def test_words_that_nobody_cleared_are_gone_after_three_days_and_the_row_says_why(
    world: World, later: Shift
) -> None:
    hall = Hall(world)
    waiting = ask(hall.phone, hall.session, "write to canary@example.org")
    assert marks_on("question", [waiting]) != {}
    cleared = ask(world.phone(hall.session), hall.session, "a cleared one")
    clear(hall.adult, cleared)
    stopped, left = (ask(world.phone(hall.session), hall.session, "gone") for _ in range(2))
    stop(hall.adult, stopped, "unkind")
    take_back(hall.asker_of(left), left)
    later(hours=71)
    assert "words that nobody cleared" not in swept()
    assert question_now(waiting).text == "write to canary@example.org"
    later(hours=73)
    assert swept()["words that nobody cleared"] == 3
    found = question_now(waiting)
    assert (found.text, found.state, found.reason) == ("", "declined", "no_time")
    assert marks_on("question", [waiting]) == {}
    assert question_now(cleared).text == "a cleared one"
    assert (question_now(stopped).text, question_now(stopped).state) == ("", "stopped")
    assert (question_now(left).text, question_now(left).state) == ("", "taken_back")


def test_the_asker_reads_that_there_was_no_time(world: World, later: Shift) -> None:
    hall = Hall(world)
    child = world.delegate()
    ask(child, hall.session, "an uncleared canary")
    later(hours=73)
    swept()
    (own,) = mine(hall.session, child)["questions"]
    assert own["state"] == "declined"
    assert own["reason_words"]["en"].startswith("There is not enough time")


def test_erased_words_are_gone_from_the_file_and_from_its_log(
    sqlite_app: Flask, tmp_path: Path, later_on: Shift
) -> None:
    world = World()
    hall = Hall(world)
    canary = "canary-" + uuid4().hex * 40
    ask(hall.phone, hall.session, canary[:480])
    engine = sqlite_app.extensions["participation.engine"]
    assert canary[:480].encode() in everything_on_disk(tmp_path)
    later_on(hours=73)
    swept()
    assert canary[:60].encode() not in everything_on_disk(tmp_path)
    engine.dispose()
    assert canary[:60].encode() not in everything_on_disk(tmp_path)


@pytest.fixture
def later_on(sqlite_app: Flask, tmp_path: Path) -> Iterator[Shift]:
    file = tmp_path / "clock"
    clock.follow_file(str(file))

    def move(**time: float) -> None:
        file.write_text(str(timedelta(**time).total_seconds()))

    yield move
    clock.follow_file(None)


def test_two_questions_of_a_phone_that_is_forgotten_have_nothing_in_common(
    world: World, later: Shift
) -> None:
    hall = Hall(world)
    child = world.delegate()
    first = hall.at("answered")
    second = ask(hall.phone, hall.session)
    own = ask(child, hall.session)
    support_questions([MeToo(world.phone(hall.session), first), MeToo(child, first)])
    later(hours=27)
    assert swept()["phones and children behind questions and support"] == 3
    askers = {question_now(each).asker for each in (first, second)}
    assert len(askers) == 2
    assert all(asker.startswith("erased:") for asker in askers)
    assert question_now(own).asker == child.holder
    voices = db.session.scalars(select(Support.holder).order_by(Support.holder)).all()
    assert voices[0].startswith("erased:")
    assert voices[1] == child.holder


def test_a_yes_to_a_paper_is_asked_for_again_after_a_year(world: World, later: Shift) -> None:
    author = world.delegate()
    paper_id = world.paper(author, "confirmed")
    assert papers.confirmed_revision(paper_id) is not None
    later(days=364)
    assert "papers shown for a year, to be asked again" not in swept()
    later(days=366)
    assert swept()["papers shown for a year, to be asked again"] == 1
    assert papers.confirmed_revision(paper_id) is None
    paper = db.session.get_one(Paper, paper_id)
    assert (paper.state, paper.visibility) == (PaperState.SELECTED, "facilitators")
    assert papers.latest_revision(paper_id) is not None


def test_a_name_that_nobody_cleared_is_gone_after_three_days(world: World, later: Shift) -> None:
    child = world.delegate()
    wish_name(child, "Starlight", "en")
    later(hours=71)
    swept()
    assert wish_of(child) == ("waiting", "Starlight")
    later(hours=73)
    assert swept()["names that nobody cleared"] == 1
    assert wish_of(child) == ("left", "")


def test_ids_of_presses_are_forgotten_after_a_day(world: World, later: Shift) -> None:
    poll = world.poll(session := world.session(), state="open")
    phone = world.phone(session)
    cast(phone, poll, command_id=str(uuid4()))
    take_part.once(str(uuid4()), phone, session.id, "Why?", "en")
    assert db.session.scalar(select(func.count()).select_from(CommandGuard)) == 2
    swept()  # the hourly one: here the mass command's guard gets its hour
    later(hours=23)
    assert "ids of presses" not in swept()
    later(hours=25)
    assert swept()["ids of presses"] == 2
    assert db.session.scalar(select(func.count()).select_from(CommandGuard)) == 0


def test_a_receipt_s_code_opens_nothing_after_a_year(world: World, later: Shift) -> None:
    hall = Hall(world)
    ask(hall.phone, hall.session, stub=stub_of(new_code("x")))
    later(days=364)
    swept()
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 1
    later(days=366)
    assert swept()["receipts' codes"] == 1
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 0


def test_every_capability_s_sweep_is_in_the_list(sqlite_app: Flask) -> None:
    here = Path(participation.__file__).parent
    written = {
        name
        for file in here.rglob("commands.py")
        for name in re.findall(r"^def (sweep_\w+)\(", file.read_text(encoding="utf-8"), re.M)
    }
    run = {getattr(rule.run, "__name__", "") for rule in sweeping.RULES}
    assert written <= run


def test_what_was_erased_stands_in_the_audit_log_as_a_number(world: World, later: Shift) -> None:
    hall = Hall(world)
    ask(hall.phone, hall.session)
    later(hours=73)
    swept()
    said = db.session.scalars(
        select(AuditRow).where(AuditRow.action == "participation.note_erased")
    ).all()
    assert ("words that nobody cleared", "1") in {(row.reason, row.object_id) for row in said}
    assert {row.who for row in said} == {"system"}
    assert swept() == {}


def test_a_rule_that_fails_keeps_no_other_from_its_work(
    world: World, later: Shift, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(actor: Actor) -> dict[str, Any]:
        raise ChangedMeanwhile

    monkeypatch.setattr(
        sweeping, "RULES", (sweeping.Rule("something", fails, A_PRESS), *sweeping.RULES)
    )
    hall = Hall(world)
    ask(hall.phone, hall.session)
    later(hours=73)
    with caplog.at_level(logging.ERROR, "participation.sweeping"):
        assert swept()["words that nobody cleared"] == 1
    assert "erasing something failed (ChangedMeanwhile)" in caplog.text


def holders(poll_id: str) -> set[str]:
    return set(db.session.scalars(select(Voter.holder).where(Voter.poll_id == poll_id)))


def wish_of(child: Actor) -> tuple[str, str]:
    db.session.rollback()
    db.session.expire_all()
    wish = db.session.scalars(select(NameWish).where(NameWish.person_id == child.person_id)).one()
    return (str(wish.state), wish.proposed_name)


def everything_on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("sawt.sqlite3*")))
