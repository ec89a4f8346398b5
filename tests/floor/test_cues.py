"""Cue cards: one for all who lead, and a moderator's own words for her own eyes."""

from __future__ import annotations

from typing import Any

import pytest

from participation.floor.cues.commands import note, write
from participation.floor.cues.refusals import CueMovedOn
from participation.floor.payloads import floor_topic
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotNow
from participation.programme.models import ConferenceSession
from tests.world import World


def card(session: ConferenceSession, audience: str, person_id: str | None = None) -> dict[str, Any]:
    """The first step as this audience is told it."""
    db.session.rollback()
    told: dict[str, Any] = floor_topic(session.id, audience, person_id or "")["items"][0]
    return told


def test_an_adult_changes_the_card_and_everybody_who_leads_reads_it(world: World) -> None:
    session = world.session()
    item, adult = world.items(session)[0].id, world.facilitator(session)
    write(adult, item, 1, {"ar": "أهلًا بكم.", "en": "Welcome. We begin.", "fr": ""})
    for audience in ("moderator", "facilitator"):
        told = card(session, audience)
        assert told["cue"] == {"ar": "أهلًا بكم.", "en": "Welcome. We begin."}
        assert told["cue_revision"] == 2
    for audience in ("audience", "delegate", "screen"):
        assert card(session, audience)["cue"] is None
        assert "own_cue" not in card(session, audience)


def test_of_two_who_change_a_card_nobody_loses_words(world: World) -> None:
    session = world.session()
    item = world.items(session)[0].id
    write(world.facilitator(session), item, 1, {"en": "First."})
    with pytest.raises(CueMovedOn) as refused:
        write(world.facilitator(session), item, 1, {"en": "Second."})
    assert refused.value.state == {"revision": 2, "cue": {"en": "First."}}
    child = world.moderator(session)
    note(child, item, 0, "Hello from me.", "en")
    with pytest.raises(CueMovedOn) as refused:
        note(child, item, 0, "From my other tablet.", "en")
    assert refused.value.state["text"]["text"] == "Hello from me."


def test_a_child_s_own_words_are_read_by_herself_alone(world: World) -> None:
    session = world.session()
    item = world.items(session)[0].id
    child, other = world.moderator(session), world.moderator(session, seated=False)
    adult = world.facilitator(session)
    note(child, item, 0, "My grandmother is here.", "en")
    assert card(session, "moderator", child.person_id)["own_cue"]["text"]["text"] == (
        "My grandmother is here."
    )
    assert card(session, "moderator", child.person_id)["cue"]["en"] == "Say this. Then that."
    assert card(session, "moderator", other.person_id)["own_cue"] == {"revision": 0, "text": None}
    told = [card(session, "moderator", other.person_id), card(session, "facilitator")]
    told += [card(session, "moderator", adult.person_id), card(session, "interpreter")]
    assert "grandmother" not in str(told)
    note(child, item, 1, "", "en")
    assert card(session, "moderator", child.person_id)["own_cue"] == {"revision": 2, "text": None}


def test_only_those_who_lead_this_session_write_on_its_cards(world: World) -> None:
    session, other = world.session(), world.session()
    item = world.items(session)[0].id
    for stranger in (
        world.moderator(session),
        world.facilitator(),
        world.facilitator(other),
        world.safety(),
        world.delegate(),
    ):
        with pytest.raises(NotAllowed):
            write(stranger, item, 1, {"en": "Hm."})
    for stranger in (world.facilitator(session), world.moderator(other), world.delegate()):
        with pytest.raises(NotAllowed):
            note(stranger, item, 0, "Hm.", "en")
    closed = world.session(state="closed")
    with pytest.raises(NotNow):
        write(world.facilitator(closed), world.items(closed)[0].id, 1, {"en": "Hm."})
