"""The axes beside a paper's life: what is told, who may see it and the hold, each tried by each
role from each place on it. Nothing but its table decides."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask

from participation.foundation import clock
from participation.foundation.actors import NOBODY, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.papers import rules
from participation.papers.authors.commands import join_author, leave_paper
from participation.papers.authors.queries import authors_of
from participation.papers.authors.rules import number_of
from participation.papers.curation import commands as curating
from participation.papers.curation.holding import hold_paper, lift_hold
from participation.papers.models import Paper, PaperState, Visibility
from participation.papers.rules import Release
from participation.papers.showing import rules as showing
from participation.papers.showing.commands import show_paper
from tests.world import World

WHO = (
    "author",
    "co-author",
    "another child",
    "moderator",
    "curator",
    "other curator",
    "safety team",
    "organiser",
    "interpreter",
    "accompanying",
    "phone",
    "nobody",
)


class Hall:
    """One shared paper of a session, and everybody who may try."""

    def __init__(self) -> None:
        self.world = world = World()
        self.session = world.session()
        self.author, self.co_author = world.delegate(), world.delegate()
        self.curator = world.facilitator(self.session)
        self.people: dict[str, Actor] = {
            "author": self.author,
            "co-author": self.co_author,
            "another child": world.delegate(),
            "moderator": world.moderator(self.session),
            "curator": self.curator,
            "other curator": world.facilitator(world.session()),
            "safety team": world.signed_in(world.person("safeguarding", kind="adult")),
            "organiser": world.signed_in(world.person("organiser", kind="adult")),
            "interpreter": world.signed_in(
                world.person(("interpreter", self.session), kind="adult")
            ),
            "speaker": world.signed_in(world.person("speaker", kind="adult")),
            "screen": world.screen(),
            "accompanying": world.signed_in(world.person("accompanying", kind="adult")),
            "phone": world.phone(self.session),
            "nobody": NOBODY,
        }

    def shared(self) -> str:
        paper = self.world.paper(self.author, "draft", self.session, title="T", body="Words.")
        join_author(self.curator, number_of(paper), number_of(self.co_author.person_id or ""))
        return paper


def tried(press: Callable[[], Any]) -> str:
    """What whoever presses is answered."""
    try:
        press()
    except Refusal as refusal:
        return refusal.code
    finally:
        db.session.rollback()
        db.session.expire_all()
    return "done"


@pytest.fixture
def hall(sqlite_app: Flask) -> Hall:
    return Hall()


def test_each_role_holds_and_lifts_as_the_table_says(hall: Hall) -> None:
    may = {
        "hold": {"curator", "other curator", "safety team"},
        "lift": {"safety team"},
    }
    for state in ("submitted", "in_review", "confirmed"):
        paper = hall.world.paper(hall.author, state, hall.session)
        for is_held in (False, True):
            for step, press in (("hold", hold_paper), ("lift", lift_hold)):
                for who, actor in hall.people.items():
                    row = db.session.get_one(Paper, paper)
                    row.held_by = hall.curator.person_id if is_held else None
                    row.held_at = clock.now() if is_held else None
                    db.session.commit()
                    said = tried(partial(press, actor, paper))
                    # Whoever does not read a paper that is held does not meet it.
                    reads = who in may[step] and (not is_held or who == "safety team")
                    assert (said == "done") == reads, (state, is_held, step, who, said)
                    leads_to = rules.HOLDS[step].get(is_held, is_held) if reads else is_held
                    is_now = db.session.get_one(Paper, paper).held_at is not None
                    assert is_now == leads_to, (state, is_held, step, who)


def test_each_role_announces_as_the_table_says(hall: Hall) -> None:
    assert set(rules.RELEASES) == {"announce", "look_again", "confirm"}
    for release in Release:
        for who, actor in hall.people.items():
            state = "in_review" if release == Release.UNDECIDED else "selected"
            paper = hall.world.paper(hall.author, state, hall.session)
            row = db.session.get_one(Paper, paper)
            row.announced_at = clock.now() if release == Release.ANNOUNCED else None
            before = row.announced_at
            db.session.commit()
            said = tried(partial(curating.announce_decisions, actor))
            may = who in ("curator", "other curator")
            assert (said == "done") == may, (release, who, said)
            row = db.session.get_one(Paper, paper)
            is_now = rules.release_of(row.decided_at, row.announced_at)
            leads_to = rules.RELEASES["announce"].get(release, release) if may else release
            assert is_now == leads_to, (release, who)
            assert release != Release.ANNOUNCED or row.announced_at == before, "told once"


def test_only_an_author_says_who_reads_it_and_only_what_is_offered(hall: Hall) -> None:
    count = 0
    for state in PaperState:
        for who in WHO:
            for level in Visibility:
                paper = hall.world.paper(hall.author, state, hall.session)
                row = db.session.get_one(Paper, paper)
                offered = showing.offered(
                    row.state, row.goes_to, is_announced=row.announced_at is not None
                )
                before = row.visibility
                said = tried(partial(show_paper, hall.people[who], paper, 1, level, "none"))
                may = who == "author" and level in offered
                assert (said == "done") == may, (state, who, level, said)
                now = db.session.get_one(Paper, paper).visibility
                assert now == (level if may else before), (state, who, level)
                count += 1
    assert count == len(PaperState) * len(WHO) * len(Visibility)


def test_only_an_author_leaves_and_only_the_adults_of_papers_join(hall: Hall) -> None:
    for who, actor in hall.people.items():
        paper = hall.shared()
        said = tried(partial(leave_paper, actor, paper))
        is_hers = who in ("author", "co-author")
        assert (said == "done") == is_hers, (who, said)
        assert len(authors_of(paper)) == (1 if is_hers else 2)
        alone = hall.world.paper(hall.author, "draft", hall.session)
        other = number_of(hall.co_author.person_id or "")
        said = tried(partial(join_author, actor, number_of(alone), other))
        may = who in ("curator", "other curator")
        assert (said == "done") == may, (who, said)
        assert len(authors_of(alone)) == (2 if may else 1)
