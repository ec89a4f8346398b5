"""Nothing about a concern changes what anybody else sees."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.live.audiences import TOPICS
from participation.live.snapshots import snapshot
from participation.safeguarding.concerns import commands
from tests.doors import Browser, send, text_of
from tests.safeguarding.concerns.team import Team, tell, told
from tests.world import World

# What differs each time a page is made, concern or not.
CHANGING = re.compile(
    r'DTSTAMP:\w+|(?:value|nonce)="[^"]*"|"server_now": "[^"]*"|"code": "[^"]*"|"version": \d+'
)


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


def pages_of(app: Flask, actor: Actor) -> dict[str, str]:
    """Every page without arguments, as this actor gets it."""
    browser = Browser(app, actor)
    shown = {}
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and not rule.arguments:
            answer = browser.get(f"{rule.rule}?lang=en")
            shown[rule.rule] = f"{answer.status_code} {CHANGING.sub('', text_of(answer))}"
    return shown


def topics_of(session_id: str, actor: Actor) -> dict[str, Any]:
    db.session.rollback()
    db.session.expire_all()
    room = [name for name in TOPICS if name not in ("curation", "papers", "safety", "alert")]
    told_to = {name: snapshot(session_id, name, actor.holder) for name in room}
    return told_to | {"curation": snapshot("desk:curation", "curation", actor.holder)}


def test_a_concern_changes_no_page_and_no_topic_of_anybody_else(app: Flask, world: World) -> None:
    session = world.session()
    team = Team(world)
    others = {
        "organiser": world.signed_in(world.person("organiser", kind="adult")),
        "facilitator": world.facilitator(session),
        "moderator": world.moderator(session),
        "delegate": world.delegate(),
        "phone": world.phone(session),
    }
    # Some pages draw lots (a name to choose from): what differs without a concern says nothing.
    pages = {
        name: dict(pages_of(app, actor).items() & pages_of(app, actor).items())
        for name, actor in others.items()
    }
    assert all(len(shown) > 20 for shown in pages.values())
    topics = {name: topics_of(session.id, actor) for name, actor in others.items()}
    concern, _ = tell(told(safe_now="no"))
    commands.take_in_routed_text(
        others["facilitator"],
        kind="question",
        object_id=new_id(),
        session_id=session.id,
        text="CANARY-ROUTED",
        language="en",
    )
    commands.acknowledge(team.lead, concern)
    commands.answer(team.lead, concern, "CANARY-ANSWER", "en")
    for name, actor in others.items():
        now = pages_of(app, actor)
        assert {rule: now[rule] for rule in pages[name]} == pages[name], name
        for secret in ("CANARY", concern):
            assert all(secret not in text for text in now.values()), name
        assert topics_of(session.id, actor) == topics[name], name


def test_nobody_but_the_pair_follows_the_desk_and_each_her_own(app: Flask, world: World) -> None:
    from participation.live.audiences import may_follow

    session = world.session()
    team = Team(world)
    for actor in (
        world.signed_in(world.person("organiser", kind="adult")),
        world.facilitator(session),
        world.moderator(session),
        world.phone(session),
    ):
        assert not may_follow(actor, "safety", None)
        assert send(app, actor, "live.follow", desk="safety")["ok"] is False
    tell(told(readers="deputy", safe_now="no"))
    lead = snapshot(f"desk:safety:{team.lead.person_id}", "safety")["safety"]
    deputy = snapshot(f"desk:safety:{team.deputy.person_id}", "safety")["safety"]
    nothing = {"waiting": 0, "urgent": 0, "news": 0, "open": 0, "short_rooms": []}
    assert lead == {"version": 0, "data": nothing}
    assert deputy["data"] == {**nothing, "waiting": 1, "urgent": 1, "open": 1}
