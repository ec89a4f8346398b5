"""Whose tablet was left open gives no child another number to call, takes no word off a list and
answers for no guardian: these ask once more who is there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.people.consent.commands import record_consent, withdraw_consent
from participation.people.consent.texts import newest_consent
from participation.people.models import Device
from participation.people.refusals import ConfirmFirst
from participation.safeguarding.helplines import commands as helplines
from participation.safeguarding.helplines.commands import Check, Line, Person
from participation.safeguarding.marks.commands import add_words, put_back_words, take_out_words
from tests.world import World, words


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """Who is asked again does not depend on the database."""
    return sqlite_app


def test_an_hour_later_nobody_changes_what_children_rely_on_unasked(world: World) -> None:
    organiser = world.signed_in(world.person("organiser", kind="adult"))
    child, room = world.person("delegate"), world.session().room_id
    line = Line("QA", "919", words("A line"), "its own page")
    added = helplines.add_helpline(organiser, line)["line"]
    add_words(organiser, "unkind", "en", "nitwit")
    heavy: tuple[Callable[[Actor], object], ...] = (
        lambda actor: helplines.add_helpline(actor, line),
        lambda actor: helplines.change_helpline(actor, added, line),
        lambda actor: helplines.take_out_helpline(actor, added),
        lambda actor: helplines.put_back_helpline(actor, added),
        lambda actor: helplines.set_safe_person(
            actor, Person(words("Ms. Oasis"), words("Desk"), "QA", "999")
        ),
        lambda actor: helplines.verify_emergency(
            actor, Check("Ms. Oasis", clock.now().date(), "called")
        ),
        lambda actor: helplines.place_room(actor, room, "QA"),
        lambda actor: add_words(actor, "unkind", "en", "dimwit"),
        lambda actor: take_out_words(actor, "unkind", "en", "nitwit"),
        lambda actor: put_back_words(actor, "unkind", "en", "nitwit"),
        lambda actor: record_consent(actor, child, "parent", newest_consent()),
        lambda actor: withdraw_consent(actor, child),
    )
    device = db.session.get_one(Device, organiser.device_id)
    device.confirmed_at = None
    db.session.commit()
    for act in heavy:
        with pytest.raises(ConfirmFirst):
            act(organiser)
