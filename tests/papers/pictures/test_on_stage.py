"""A picture on stage: the last leaf of its paper, its pixels to the screen that shows it now."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.papers.commands import take_back
from participation.papers.curation.holding import hold_paper
from participation.people.commands import pair_screen_device
from participation.people.models import Device
from participation.people.queries import actor_of_device
from tests.doors import Browser
from tests.floor.reading.test_reading import Stage
from tests.world import World

TREE = ("picture", "A tree with a swing")
SHEET = ("sheet", "My page, in pencil")


@pytest.fixture
def stage(app: Flask) -> Stage:
    return Stage(World(), body="First thought.", pictures=[TREE, SHEET, ("picture", "")])


def at(stage: Stage) -> dict[str, Any]:
    shown = stage.paper_shown
    assert shown is not None
    found: dict[str, Any] = shown["at"]
    return found


def screen_in(stage: Stage, room_id: str) -> Actor:
    device = db.session.get_one(Device, stage.world.screen().device_id)
    pair_screen_device(SYSTEM, device.id, room_id)
    return actor_of_device(device, "en")


def test_pictures_come_after_the_words_and_a_sheet_is_none_of_them(stage: Stage) -> None:
    assert at(stage)["leaves"] == 3
    assert at(stage)["picture"] is None
    stage.turns(stage.child, 1, 2, 1)
    shown = at(stage)
    assert (shown["paragraph"], shown["text"]["text"]) == (0, TREE[1])
    assert shown["picture"]["alt"]["text"] == TREE[1]
    stage.turns(stage.child, 2, 3, 1)
    assert at(stage)["picture"]["alt"] is None
    assert stage.paper_shown
    assert [one["kind"] for one in stage.paper_shown["pictures"]] == ["picture", "picture"]


def test_its_pixels_go_to_the_screen_only_while_it_is_the_leaf_on_the_wall(
    app: Flask, stage: Stage
) -> None:
    here = Browser(app, screen_in(stage, stage.session.room_id))
    other = stage.world.session()
    there = Browser(app, screen_in(stage, other.room_id))
    assert stage.paper_shown
    tree, unsaid = (one["id"] for one in stage.paper_shown["pictures"])
    address = f"/sessions/{stage.session.slug}/stage/{tree}"
    assert here.get(address).status_code == 404
    stage.turns(stage.child, 1, 2, 1)
    answer = here.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert here.get(f"/sessions/{stage.session.slug}/stage/{unsaid}").status_code == 404
    assert there.get(address).status_code in (403, 404)
    assert there.get(f"/sessions/{other.slug}/stage/{tree}").status_code == 404
    for who in (stage.world.phone(stage.session), stage.author, stage.world.delegate()):
        assert Browser(app, who).get(address).status_code == 403
    for who in (stage.child, stage.adult):
        assert Browser(app, who).get(address).status_code == 200
    stage.turns(stage.child, 2, 3, 1)
    assert here.get(address).status_code == 404


@pytest.mark.parametrize("way", ["taken back", "held"])
def test_what_is_taken_back_or_held_is_gone_with_the_next_request(
    app: Flask, stage: Stage, way: str
) -> None:
    here = Browser(app, screen_in(stage, stage.session.room_id))
    stage.turns(stage.child, 1, 2, 1)
    address = f"/sessions/{stage.session.slug}/stage/{at(stage)['picture']['id']}"
    assert here.get(address).status_code == 200
    if way == "held":
        hold_paper(stage.world.facilitator(), stage.paper)
    else:
        take_back(stage.author, stage.paper)
    assert here.get(address).status_code == 404
    assert Browser(app, stage.adult).get(address).status_code == 404
