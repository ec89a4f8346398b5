"""The mark under which a browser keeps what is unsent: its owner's on every device, no other's."""

from __future__ import annotations

import hashlib
import json
import re

from flask import Flask

from participation.foundation.actors import Actor
from participation.programme.models import ConferenceSession
from tests.doors import Browser
from tests.world import World


def mark(app: Flask, actor: Actor, session: ConferenceSession) -> str:
    page = Browser(app, actor).get(f"/sessions/{session.slug}").text
    embedded = re.search(r'<script[^>]*id="page"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert embedded is not None
    return str(json.loads(embedded[1])["me"]["owner"])


def test_a_badge_has_one_mark_wherever_it_is_signed_in(app: Flask, world: World) -> None:
    session, child = world.session(), world.person("delegate")
    tablets = [world.signed_in(child), world.signed_in(child)]
    assert len({mark(app, tablet, session) for tablet in tablets}) == 1


def test_nobody_has_the_mark_of_another(app: Flask, world: World) -> None:
    session = world.session()
    everybody = [world.delegate(), world.delegate(), world.phone(session), world.phone(session)]
    assert len({mark(app, one, session) for one in everybody}) == len(everybody)


def test_from_a_mark_nobody_can_tell_whose_it_is(app: Flask, world: World) -> None:
    session, child = world.session(), world.delegate()
    told = mark(app, child, session)
    for known in (child.holder, child.person_id, child.device_id, f"owner {child.holder}"):
        assert told not in hashlib.sha256(str(known).encode()).hexdigest()
        assert told not in str(known)
