"""A paper that an adult types, tried by each role at each stage: the two who write it, and nobody
else, and one of them only until the child's word."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import NOBODY, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.live.audiences import may_follow
from participation.papers import commands, payloads
from participation.papers.authors.rules import number_of
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper
from participation.papers.typed.commands import say_own_words, type_for_child, undo_typing
from participation.papers.typed.payloads import typed_draft, typing_topic
from tests.world import World

STEPS = ("read", "type", "save", "own", "submit", "desk", "undo")
STAGES = ("begun", "typed", "own", "sent", "taken back", "brought back")
HERS = {
    "begun": {"read", "save", "list"},
    "typed": {"read", "save", "list", "own"},
    "own": {"read", "save", "list", "own", "submit"},
    "sent": {"read", "save", "list", "own", "submit"},
    "taken back": {"read", "save", "list"},
    "brought back": {"read", "save", "list", "own"},
}
THE_ADULTS = {
    "begun": {"type", "save", "typing list", "undo"},
    "typed": {"type", "save", "typing list"},
    "sent": {"desk"},
}
AT_THE_DESK = {"curator", "safety team"}


class Stage:
    """A paper typed for a child that has come this far, and everybody who may try."""

    def __init__(self, world: World, stage: str) -> None:
        self.child, self.adult = world.delegate(), world.facilitator()
        self.people: dict[str, Actor] = {
            "child": self.child,
            "adult": self.adult,
            "another child": world.delegate(),
            "curator": world.facilitator(world.session()),
            "moderator": world.moderator(world.session()),
            "safety team": world.signed_in(world.person("safeguarding", kind="adult")),
            "organiser": world.signed_in(world.person("organiser", kind="adult")),
            "interpreter": world.signed_in(world.person("interpreter", kind="adult")),
            "accompanying": world.signed_in(world.person("accompanying", kind="adult")),
            "phone": world.phone(world.session()),
            "nobody": NOBODY,
        }
        number = number_of(self.child.person_id or "")
        self.paper = str(type_for_child(self.adult, number, "en")["paper"])
        if stage != "begun":
            commands.save_draft(self.adult, self.paper, "T", "Told.", "en", 0)
        if stage in ("own", "sent"):
            say_own_words(self.child, self.paper, 1)
        if stage == "sent":
            commands.submit_paper(self.child, self.paper)
        if stage in ("taken back", "brought back"):
            commands.take_back(self.child, self.paper)
        if stage == "brought back":
            commands.bring_back(self.child, self.paper)

    def tries(self, actor: Actor) -> dict[str, Callable[[], Any]]:
        db.session.rollback()
        db.session.expire_all()
        version = db.session.get_one(Paper, self.paper).draft_version
        return {
            "read": partial(payloads.own_paper, actor, self.paper),
            "type": partial(typed_draft, actor, self.paper),
            "save": partial(commands.save_draft, actor, self.paper, "T", "Told.", "en", version),
            "own": partial(say_own_words, actor, self.paper, version),
            "submit": partial(commands.submit_paper, actor, self.paper),
            "desk": partial(sent_paper, actor, self.paper),
            "undo": partial(undo_typing, actor, self.paper),
        }

    def lists(self, actor: Actor) -> set[str]:
        """In which live list of this actor the paper stands."""
        found = set()
        for name, audience, topic in (
            ("list", "papers", payloads.papers_topic),
            ("typing list", "typing", typing_topic),
        ):
            told = topic(actor.person_id or "")["papers"] if actor.person_id else []
            if any(one["id"] == self.paper for one in told):
                assert may_follow(actor, audience, None)
                found.add(name)
        return found


@pytest.mark.parametrize("stage", STAGES)
def test_each_role_at_each_stage(sqlite_app: Flask, stage: str) -> None:
    world = World()
    who_could: dict[str, set[str]] = {}
    for who in Stage(world, stage).people:
        could = who_could.setdefault(who, set())
        at: Stage | None = None
        for step in STEPS:
            # What was done is undone by a new beginning: each step is tried at this very stage.
            at = at or Stage(world, stage)
            actor = at.people[who]
            could |= at.lists(actor)
            try:
                at.tries(actor)[step]()
            except Refusal:
                continue
            could.add(step)
            at = None
    expected = {who: set[str]() for who in who_could}
    expected["child"] = HERS[stage]
    expected["adult"] = THE_ADULTS.get(stage, set())
    if stage == "sent":
        for who in AT_THE_DESK:
            expected[who] = {"desk"}
    assert who_could == expected
