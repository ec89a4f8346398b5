"""The alert reaches a device of the pair that rests: two numbers, and nothing else of anything."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import Actor, load_actor
from participation.foundation.extensions import db
from participation.foundation.sockets import known_messages
from participation.live.audiences import TOPICS, may_follow
from participation.live.snapshots import snapshot
from participation.people import commands as people
from participation.people import tokens
from participation.people.rules import OPENS_AGAIN_FOR
from participation.people.tablets.commands import lock_device
from participation.safeguarding.concerns import commands
from tests.doors import send
from tests.safeguarding.concerns.team import Team, tell, told
from tests.world import World

NOTHING = {"waiting": 0, "urgent": 0}


def at_rest(actor: Actor) -> Actor:
    """Whoever this actor's device is when its page rests."""
    lock_device(actor)
    return now(actor)


def now(actor: Actor) -> Actor:
    db.session.rollback()
    return load_actor(tokens.sign("device", str(actor.device_id)), "en")


def alert_for(actor: Actor) -> dict[str, int]:
    scope = f"desk:safety:{actor.person_id or actor.rests_as}"
    counts: dict[str, int] = snapshot(scope, "alert")["alert"]["data"]
    return counts


def test_a_device_at_rest_hears_the_counts_of_its_post_and_nothing_else(
    app: Flask, team: Team, world: World
) -> None:
    session = world.session()
    lead, deputy = at_rest(team.lead), at_rest(team.deputy)
    assert (lead.kind, lead.held, lead.person_id, lead.holder) == ("nobody", "locked", None, None)
    concern, _ = tell(told(safe_now="no"))
    assert alert_for(lead) == alert_for(deputy) == {"waiting": 1, "urgent": 1}
    heard = [audience for audience in TOPICS if may_follow(lead, audience, None)]
    heard += [audience for audience in TOPICS if may_follow(lead, audience, session.id)]
    assert set(heard) == {"alert", "book"}, "the book is for whoever is nobody, too"
    for wish in (
        {"desk": "safety"},
        {"desk": "curation"},
        {"desk": "mine"},
        {"session": session.slug, "as": "facilitator"},
        {"session": session.slug, "as": "audience"},
        {"as": "screen"},
        {"session": session.slug, "as": "alert"},
    ):
        assert send(app, lead, "live.follow", **wish)["ok"] is False, wish
    for name in set(known_messages()) - {"live.follow"}:
        assert send(app, lead, name)["code"] == "locked", name
    commands.acknowledge(team.deputy, concern)
    assert alert_for(lead) == alert_for(deputy) == NOTHING


def test_a_device_at_rest_of_anybody_else_hears_nothing(
    app: Flask, team: Team, world: World
) -> None:
    session = world.session()
    for actor in (
        world.facilitator(session),
        world.moderator(session),
        world.signed_in(world.person("organiser", kind="adult")),
        world.delegate(),
    ):
        locked = at_rest(actor)
        assert not may_follow(locked, "alert", None)
        assert send(app, locked, "live.follow", desk="alert")["code"] == "locked"
    assert send(app, world.phone(session), "live.follow", desk="alert")["ok"] is False


def test_a_concern_about_one_of_the_pair_does_not_alert_her(team: Team) -> None:
    lead, deputy = at_rest(team.lead), at_rest(team.deputy)
    tell(told(readers="deputy", safe_now="no"))
    assert alert_for(lead) == NOTHING
    assert alert_for(deputy) == {"waiting": 1, "urgent": 1}


def test_the_lock_goes_on_hearing_until_the_role_or_the_sign_in_ends(
    team: Team, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = at_rest(team.lead)
    long_after = clock.now() + OPENS_AGAIN_FOR + timedelta(minutes=30)
    monkeypatch.setattr(clock, "now", lambda: long_after)
    left = now(team.lead)
    assert left.held is None
    assert may_follow(left, "alert", None)
    people.hand_over(team.lead)
    assert not may_follow(now(team.lead), "alert", None)
