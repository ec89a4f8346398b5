"""Three devices write on one paper, with and without a network: every word is there in the end.

`Tablet` does what the page does (static/js/sawt-paper-editor.js): it keeps the words it went on
from, and saves again what the server made of both.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation.actors import Actor
from participation.papers import commands, queries
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import Draft
from participation.papers.writing.keeping import keep_draft
from tests.world import World

ACTS = st.sampled_from(["add", "add", "change", "remove", "save", "lose", "away", "here", "reload"])
STEPS = st.lists(st.tuples(st.integers(0, 2), ACTS, st.integers(0, 9)), min_size=5, max_size=30)

NOTHING = Draft("", "", "en")


@dataclass
class Tablet:
    author: Actor
    paper: str
    base: int = 0
    text: Draft = NOTHING
    was: Draft = NOTHING
    sent: list[Draft] = field(default_factory=list)
    is_here: bool = True

    def lines(self) -> list[str]:
        return [line for line in self.text.body.split("\n") if line]

    def type(self, lines: list[str], gap: str) -> None:
        self.text = Draft("", gap.join(lines), "en")

    def save(self, *, hears: bool = True) -> None:
        while self.is_here:
            before, self.sent = self.sent, [self.text]
            try:
                version: int = keep_draft(
                    self.author, None, self.paper, self.text, self.base, self.was
                )["version"]
            except DraftMovedOn as moved:
                version = moved.state.pop("version")
                merged = moved.state.pop("merged")
                kept = Draft(**moved.state)
                if kept not in [self.text, *before]:
                    merged.pop("both")
                    self.text = Draft(**merged)
            else:
                kept = self.text
            if not hears:
                return
            self.base, self.was = version, kept
            if self.text == kept:
                return

    def reload(self) -> None:
        """What is kept on the device is there again; what was on its way is forgotten."""
        if not self.is_here:
            return
        self.sent = []
        if self.text == self.was:
            paper = queries.paper_for(self.author, self.paper)
            self.was = Draft(paper.draft_title, paper.draft_body, paper.draft_language)
            self.base, self.text = paper.draft_version, self.was


@pytest.fixture
def author(sqlite_app: Flask) -> Actor:
    return World().delegate()


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, gap=st.sampled_from(["\n", "\n\n"]))
def test_no_word_is_lost_whatever_three_devices_do(
    author: Actor, steps: list[tuple[int, str, int]], gap: str
) -> None:
    paper = commands.start_paper(author, "en")["paper"]
    tablets = [Tablet(author, paper) for _ in range(3)]
    typed: set[str] = set()
    removed: set[str] = set()
    for number, (which, act, place) in enumerate(steps):
        tablet, word = tablets[which], f"w{number}."
        lines = tablet.lines()
        at = place % len(lines) if lines else 0
        if act == "add":
            tablet.type([*lines[:at], word, *lines[at:]], gap)
            typed.add(word)
        elif act == "change" and lines:
            tablet.type([*lines[:at], f"{lines[at]} {word}", *lines[at + 1 :]], gap)
            typed.add(word)
        elif act == "remove" and lines:
            removed |= set(lines[at].split())
            tablet.type([*lines[:at], *lines[at + 1 :]], gap)
        elif act == "save":
            tablet.save()
        elif act == "lose":
            tablet.save(hears=False)
        elif act in ("away", "here"):
            tablet.is_here = act == "here"
        elif act == "reload":
            tablet.reload()
    for tablet in tablets * 2:
        tablet.is_here = True
        tablet.save()
    kept = queries.paper_for(author, paper).draft_body
    assert typed - removed - set(kept.split()) == set()
    assert {tablet.text.body for tablet in tablets} == {kept}
