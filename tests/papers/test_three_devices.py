"""Three devices write on one paper, with and without a network: every word is there in the end,
also where several write it, and one leaves.

`Tablet` does what the page does (static/js/paper-draft.js): it keeps the words it went on
from, and saves again what the server made of both; what belongs to a paper that its owner has left
it brings into her own.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import md5

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.papers import commands, queries
from participation.papers.authors.commands import leave_paper, undo_joining
from participation.papers.authors.queries import authors_of
from participation.papers.authors.rules import number_of
from participation.papers.models import Paper
from participation.papers.parting.keeping import rescue
from participation.papers.parting.refusals import NotWithIt
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import NOTHING, Draft
from participation.papers.writing.keeping import keep_draft
from tests.papers.test_authors import joins
from tests.world import World

ACTS = st.sampled_from(["add", "add", "change", "remove", "save", "lose", "away", "here", "reload"])
STEPS = st.lists(st.tuples(st.integers(0, 2), ACTS, st.integers(0, 9)), min_size=5, max_size=30)

WORDS = ("add", "add", "change", "remove", "title", "save", "save", "lose", "reload")
TOGETHER = st.sampled_from(
    (*WORDS, "join", "join", "cut", "away", "here", "leave", "undo", "send", "back")
)
STEPS_TOGETHER = st.lists(
    st.tuples(st.integers(0, 2), TOGETHER, st.integers(0, 9)), min_size=8, max_size=30
)

JOINED = st.sampled_from(["add", "save", "join", "join", "cut", "change", "title"])
STEPS_JOINED = st.lists(
    st.tuples(st.integers(0, 2), JOINED, st.integers(0, 9)), min_size=2, max_size=12
)


@dataclass
class Tablet:
    author: Actor
    paper: str
    base: int = 0
    text: Draft = NOTHING
    was: Draft = NOTHING
    sent: list[Draft] = field(default_factory=list)
    is_here: bool = True
    has_left: bool = False

    def lines(self) -> list[str]:
        return [line for line in self.text.body.split("\n") if line]

    def type(self, lines: list[str], gap: str) -> None:
        self.text = Draft(self.text.title, gap.join(lines), "en")

    def save(self, *, hears: bool = True) -> None:
        while self.is_here and not self.has_left:
            before, self.sent = self.sent, [self.text]
            try:
                version: int = keep_draft(
                    self.author, None, self.paper, self.text, self.base, self.was
                )["version"]
            except NotWithIt:
                rescue(self.author, None, self.paper, self.text, self.base, self.was)
                self.has_left = hears  # else its answer was lost, and it is brought once more
                return
            except DraftMovedOn as moved:
                version = moved.state.pop("version")
                merged = moved.state.pop("merged")
                kept = Draft(**moved.state)
                if hears and kept not in [self.text, *before]:
                    merged.pop("both")
                    self.text = Draft(**merged)
            else:
                kept = self.text
            if not hears:
                return
            self.sent = []
            self.base, self.was = version, kept
            if self.text == kept:
                return

    def reload(self) -> None:
        """What is kept on the device is there again; what was on its way is forgotten."""
        if not self.is_here:
            return
        self.sent = []
        if self.text == self.was and self.author.person_id in authors_of(self.paper):
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


@pytest.fixture
def circle(sqlite_app: Flask) -> list[Actor]:
    """Three children, and the adult who joins them."""
    world = World()
    return [world.delegate(), world.delegate(), world.delegate(), world.facilitator()]


def line_of(number: int) -> tuple[str, str]:
    """A sentence that is like no other, and the word by which it is found."""
    letters = md5(str(number).encode()).hexdigest() * 2
    words = [letters[at : at + 5] for at in range(0, 50, 5)]
    return f"{' '.join(words)} {letters[:8]}x.", f"{letters[:8]}x."


def papers_of(person_id: str) -> list[Paper]:
    return [db.session.get_one(Paper, one.id) for one in queries.papers_of(person_id)]


@dataclass
class Story:
    """What each of several authors typed on her tablets into one paper."""

    tablets: list[Tablet]
    adult: Actor
    gap: str
    began: dict[str, str] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)

    @property
    def paper(self) -> str:
        return self.tablets[0].paper

    def goes_on(self, number: int, which: int, act: str, place: int) -> None:
        tablet = self.tablets[which]
        if act in ("leave", "undo", "send", "back"):
            with suppress(Refusal):  # where the server says no, nothing happens
                self.asks_server(act, tablet.author)
        elif tablet.has_left:
            return
        elif act in ("add", "change", "remove", "title"):
            self.types(tablet, act, place, *line_of(number))
        elif act in ("save", "lose"):
            tablet.save(hears=act == "save")
        elif act in ("join", "cut"):
            self.all_read(tablet, act, place)
        elif act in ("away", "here"):
            tablet.is_here = act == "here"
        else:
            tablet.reload()

    def all_read(self, tablet: Tablet, act: str, place: int) -> None:
        """Two lines are made one, or one is made two, while every tablet has the same text before
        it: two who change one line at once is another matter (docs/decisions/leaving.md)."""
        self.ends()
        lines = tablet.lines()
        if tablet.has_left or not lines:
            return
        at = place % len(lines)
        if act == "join":
            changed = [*lines[:at], " ".join(lines[at : at + 2]), *lines[at + 2 :]]
        else:
            words = lines[at].split()
            middle = 1 + place * len(words) // 10
            parts = [" ".join(words[:middle]), " ".join(words[middle:])]
            changed = [*lines[:at], *(part for part in parts if part), *lines[at + 1 :]]
        tablet.type(changed, self.gap)
        tablet.save()
        self.ends()

    def begun_by(self, author: Actor) -> set[str]:
        return {word for word, who in self.began.items() if who == author.person_id}

    def asks_server(self, act: str, author: Actor) -> None:
        if act == "leave":
            leave_paper(author, self.paper)
        elif act == "undo":
            undo_joining(self.adult, number_of(self.paper), number_of(author.person_id or ""))
        elif act == "send":
            commands.submit_paper(author, self.paper)
        else:
            commands.take_back(author, self.paper)
            commands.bring_back(author, self.paper)

    def types(self, tablet: Tablet, act: str, place: int, line: str, word: str) -> None:
        lines = tablet.lines()
        at = place % len(lines) if lines else 0
        if act == "title":
            if tablet.author is self.tablets[0].author:  # hers goes with her
                tablet.text = replace(tablet.text, title=f"{tablet.text.title} {word}".strip())
                self.titles.add(word)
        elif act == "add":
            tablet.type([*lines[:at], line, *lines[at:]], self.gap)
            self.began[word] = tablet.author.person_id or ""
        elif lines and act == "change":
            # A line of her own: of two forms of one that two authors changed at once the second is
            # of whoever saved it (docs/decisions/leaving.md).
            if self.began.keys() & set(lines[at].split()) <= self.begun_by(tablet.author):
                tablet.type([*lines[:at], f"{lines[at]} {word}", *lines[at + 1 :]], self.gap)
                self.added.add(word)
        elif lines:
            self.removed |= set(lines[at].split())
            tablet.type([*lines[:at], *lines[at + 1 :]], self.gap)

    def ends(self) -> None:
        """Every tablet has a network again, and has saved."""
        for tablet in self.tablets * 2:
            tablet.is_here = True
            tablet.save()
        db.session.rollback()
        db.session.expire_all()


def begins(circle: list[Actor], whose: tuple[int, ...], gap: str) -> Story:
    """A paper that the first began, with a tablet of each of these."""
    *children, adult = circle
    paper = commands.start_paper(children[0], "en")["paper"]
    for child in children[1 : max(whose) + 1]:
        joins(adult, paper, child)
    return Story([Tablet(children[who], paper) for who in whose], adult, gap)


def each_has_her_own(story: Story, children: list[Actor]) -> None:
    ids = [child.person_id or "" for child in children]
    papers = {who: papers_of(who) for who in ids}
    has = {who: {word for one in papers[who] for word in one.draft_body.split()} for who in ids}
    for word, who in story.began.items():
        assert word in story.removed | has[who]
    assert story.added - story.removed <= set().union(*has.values())
    assert story.titles <= {word for one in papers[ids[0]] for word in one.draft_title.split()}
    shared, present = db.session.get_one(Paper, story.paper), authors_of(story.paper)
    words = set(shared.draft_body.split())
    assert {story.began[word] for word in words & set(story.began)} <= set(present)
    assert ids[0] in present or story.titles.isdisjoint(shared.draft_title.split())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    whose=st.sampled_from([(0, 0, 1), (0, 1, 1), (0, 1, 2)]),
    steps=STEPS_TOGETHER,
    gap=st.sampled_from(["\n", "\n\n"]),
)
def test_of_several_authors_each_has_her_words_and_none_of_whoever_left(
    circle: list[Actor], whose: tuple[int, ...], steps: list[tuple[int, str, int]], gap: str
) -> None:
    story = begins(circle, whose, gap)
    for number, step in enumerate(steps):
        story.goes_on(number, *step)
    story.ends()
    each_has_her_own(story, circle[:-1])


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    whose=st.sampled_from([(0, 1, 1), (0, 1, 2)]),
    steps=STEPS_JOINED,
    leavers=st.permutations([0, 1, 2]),
    gap=st.sampled_from(["\n", "\n\n"]),
)
def test_of_lines_that_were_made_one_and_cut_anew_each_has_her_own_words(
    circle: list[Actor],
    whose: tuple[int, ...],
    steps: list[tuple[int, str, int]],
    leavers: list[int],
    gap: str,
) -> None:
    story = begins(circle, whose, gap)
    for number in range(3):
        story.goes_on(number, number, "add", 9)
        story.goes_on(number, number, "save", 0)
    for number, step in enumerate(steps, 3):
        story.goes_on(number, *step)
    story.ends()
    for who in leavers[:2]:
        story.goes_on(0, who, "leave", 0)
        story.ends()
        each_has_her_own(story, circle[:-1])
