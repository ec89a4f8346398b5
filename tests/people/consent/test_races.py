"""Two tablets of one child at the same moment, as threads with connections of their own."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.floor.queries import floor_of
from participation.floor.seat.commands import take_seat
from participation.foundation.actors import SYSTEM
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.people.consent import commands, queries, texts
from participation.people.consent.models import Assent, GuardianConsent, NameWish
from participation.people.consent.refusals import NameDecided
from participation.people.consent.rules import Choices
from participation.safeguarding.names.commands import clear_name, stop_name
from tests.at_once import at_once
from tests.people.consent.showing import again
from tests.world import World

YES = Choices(take_part=True, words_in_room=True)


def living(table: type[Assent | GuardianConsent]) -> int:
    db.session.rollback()
    return db.session.execute(
        select(func.count()).select_from(table).where(table.withdrawn_at.is_(None))
    ).scalar_one()


@pytest.mark.parametrize("round_", range(3))
def test_one_tablet_takes_back_while_another_gives(app: Flask, world: World, round_: int) -> None:
    """Whichever came last stands, and whatever stands is true everywhere."""
    child = world.delegate()
    db.session.rollback()
    answers = at_once(
        app,
        [
            lambda: commands.take_back_assent(child),
            lambda: commands.give_assent(child, texts.newest(), "en", YES),
        ],
    )
    assert not [answer for answer in answers if isinstance(answer, Refusal)], answers
    assert living(Assent) in (0, 1)
    assert queries.takes_part(child.person_id or "") is (living(Assent) == 1)
    assert again(child).is_delegate is (living(Assent) == 1)


def test_ten_tablets_answer_at_once_and_one_answer_is_present(app: Flask, world: World) -> None:
    child = world.delegate(assent=None)
    db.session.rollback()
    answers = at_once(
        app, [lambda: commands.give_assent(child, texts.newest(), "en", YES) for _ in range(10)]
    )
    assert not [answer for answer in answers if isinstance(answer, Refusal)], answers
    assert living(Assent) == 1
    assert len(db.session.scalars(select(Assent.id)).all()) == 10


def test_two_organisers_record_and_withdraw_at_once(app: Flask, world: World) -> None:
    child = world.person("delegate")
    db.session.rollback()
    answers = at_once(
        app,
        [
            lambda: commands.withdraw_consent(SYSTEM, child),
            lambda: commands.record_consent(SYSTEM, child, "parent", "consent-1"),
            lambda: commands.record_consent(SYSTEM, child, "legal_guardian", "consent-1"),
        ],
    )
    assert not [answer for answer in answers if isinstance(answer, Refusal)], answers
    assert living(GuardianConsent) in (0, 1)
    assert queries.takes_part(child) is (living(GuardianConsent) == 1)


@pytest.mark.parametrize("round_", range(5))
def test_taking_the_seat_while_a_yes_is_taken_back_leaves_nobody_without_a_yes_in_it(
    app: Flask, world: World, round_: int
) -> None:
    session = world.session()
    child = world.moderator(session, seated=False)
    db.session.rollback()
    at_once(
        app,
        [lambda: take_seat(child, session.id), lambda: commands.take_back_assent(child)],
    )
    db.session.rollback()
    db.session.expire_all()
    floor = floor_of(session.id)
    assert floor is not None
    assert floor.seat_person_id is None
    assert not again(child).has("moderator", session.id)


def test_two_adults_read_one_name_and_one_decision_stands(app: Flask, world: World) -> None:
    session = world.session()
    wish = commands.wish_name(world.delegate(), "Captain", "en")["wish"]
    one, other = world.facilitator(session), world.facilitator(session)
    db.session.rollback()
    answers = at_once(
        app, [lambda: clear_name(one, wish), lambda: stop_name(other, wish, "unkind")]
    )
    assert sum(isinstance(answer, NameDecided) for answer in answers) == 1
    db.session.rollback()
    row = db.session.get(NameWish, wish)
    assert row is not None
    assert row.state in ("cleared", "stopped")


def test_two_tablets_wish_for_two_names_and_one_waits(app: Flask, world: World) -> None:
    child = world.delegate()
    db.session.rollback()
    answers = at_once(
        app,
        [
            lambda: commands.wish_name(child, "One", "en"),
            lambda: commands.wish_name(child, "Two", "en"),
        ],
    )
    assert not [answer for answer in answers if isinstance(answer, Refusal)], answers
    db.session.rollback()
    assert len(queries.names_waiting()) == 1
