"""Each step of a paper's life, tried by each role from each state: the table, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy import text

from participation.foundation import clock
from participation.foundation.actors import NOBODY, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import Refusal
from participation.papers import commands as authors
from participation.papers import rules
from participation.papers.curation import commands as curating
from participation.papers.curation import letters
from participation.papers.models import PaperState
from participation.papers.queries import paper_for
from tests.world import World

AUTHORS = ("submit", "answer", "reply", "confirm", "take_back", "bring_back")
CURATORS = ("take_up", "ask", "offer", "select", "join", "agree", "look_again")
# A second press from where the step leads is no mistake.
PRESSED_TWICE = {
    ("take_up", "in_review"), ("select", "selected"), ("agree", "not_this_time"),
    ("confirm", "confirmed"), ("take_back", "withdrawn"), ("bring_back", "draft"),
}  # fmt: skip


class Table:
    """One paper, put into any state as the database allows it, and everybody who may try."""

    def __init__(self, world: World) -> None:
        self.session = world.session()
        self.author, self.first = world.delegate(), world.facilitator(self.session)
        self.people: dict[str, Actor] = {
            "author": self.author,
            "another child": world.delegate(),
            "moderator": world.moderator(self.session),
            "curator": world.facilitator(self.session),
            "safety team": world.signed_in(world.person("safeguarding", kind="adult")),
            "organiser": world.signed_in(world.person("organiser", kind="adult")),
            "interpreter": world.signed_in(
                world.person(("interpreter", self.session), kind="adult")
            ),
            "speaker": world.signed_in(world.person("speaker", kind="adult")),
            "accompanying": world.signed_in(world.person("accompanying", kind="adult")),
            "screen": world.screen(),
            "phone": world.phone(self.session),
            "nobody": NOBODY,
        }
        self.twin = world.paper(world.delegate(), "selected", self.session)
        self.paper = world.paper(self.author, "submitted")
        asked = letters.ask_about_paper(self.first, self.paper, "Who?", "en")
        self.question = asked["question"]
        letters.answer_question(self.author, self.paper, "We.")
        offered = letters.offer_change(self.first, self.paper, "T", "Another text.")
        self.offer = offered["offer"]
        letters.reply_to_offer(self.author, self.paper, self.offer, says_yes=False)
        row = paper_for(self.author, self.paper)
        self.revision, self.draft = row.current_revision_id, (row.draft_title, row.draft_body)
        db.session.rollback()

    def put(self, state: str, *, announced: bool) -> None:
        """The paper stands there, as if nothing had been tried."""
        is_decided = state in (*rules.DECIDED, "confirmed")
        at_desk = state not in ("draft", "withdrawn")
        no = self.first.person_id if state in ("in_review", "not_this_time") else None
        now = clock.now()
        told = now if is_decided and (announced or state == "confirmed") else None
        values: dict[str, Any] = {
            "state": state,
            "visibility": "facilitators" if at_desk else "authors",
            "current_revision_id": self.revision,
            "confirmed_revision_id": self.revision if state == "confirmed" else None,
            "session_id": self.session.id if is_decided else None,
            "joined_to": self.twin if state == "joined" else None,
            "decided_at": now if is_decided else None,
            "announced_at": told,
            "no_by": no,
            "no_reason": "Kind." if no else None,
            "goes_to": "book" if no else None,
            "no_agreed_by": self.people["curator"].person_id if state == "not_this_time" else None,
            "in_hand_of": None,
            "in_hand_at": None,
            "draft_title": self.draft[0],
            "draft_body": self.draft[1],
        }
        run = db.session.execute
        run(text("UPDATE paper_yes SET ended_at = said_at WHERE ended_at IS NULL"))
        run(text("UPDATE paper_question SET closed_at = asked_at WHERE closed_at IS NULL"))
        run(
            text(
                "UPDATE paper_offer SET state = 'ended', answered_at = offered_at"
                " WHERE state = 'open'"
            )
        )
        if state == "questions_back":
            run(
                text("UPDATE paper_question SET closed_at = NULL, answer = '' WHERE id = :id"),
                {"id": self.question},
            )
        if state == "change_offered":
            run(
                text("UPDATE paper_offer SET state='open', answered_at = NULL WHERE id = :id"),
                {"id": self.offer},
            )
        columns = ", ".join(f"{name} = :{name}" for name in values)
        run(
            text(f"UPDATE paper SET {columns} WHERE id = :id"),
            {**{k: self.stored(v) for k, v in values.items()}, "id": self.paper},
        )
        db.session.commit()
        db.session.expire_all()

    def stored(self, value: Any) -> Any:
        return value.strftime("%Y-%m-%d %H:%M:%S.%f") if hasattr(value, "strftime") else value

    def steps(self, actor: Actor) -> dict[str, Callable[[], Any]]:
        """Every step that somebody can press, pressed by this one."""
        paper = self.paper
        return {
            "submit": partial(authors.submit_paper, actor, paper),
            "answer": partial(letters.answer_question, actor, paper, "We."),
            "reply": partial(letters.reply_to_offer, actor, paper, self.offer, says_yes=False),
            "confirm": partial(authors.confirm_paper, actor, paper, 1, "me"),
            "take_back": partial(authors.take_back, actor, paper),
            "bring_back": partial(authors.bring_back, actor, paper),
            "take_up": partial(curating.take_up_paper, actor, paper),
            "ask": partial(letters.ask_about_paper, actor, paper, "Who?", "en"),
            "offer": partial(letters.offer_change, actor, paper, "T", "Another one."),
            "select": partial(curating.select_paper, actor, paper, self.session.id),
            "join": partial(curating.join_paper, actor, paper, self.twin),
            "agree": partial(curating.agree_to_no, actor, paper),
            "look_again": partial(curating.look_again, actor, paper),
        }

    def state(self) -> str:
        db.session.rollback()
        db.session.expire_all()
        return str(paper_for(self.author, self.paper).state)


def test_each_step_by_each_role_from_each_state(sqlite_app: Flask) -> None:
    table = Table(World())
    tried = 0
    for state in PaperState:
        for who, actor in table.people.items():
            for step, press in table.steps(actor).items():
                table.put(state, announced=step == "confirm")
                may = who == ("author" if step in AUTHORS else "curator")
                leads_to = rules.after(step, state) if may else None
                said = "done"
                try:
                    press()
                except Refusal as refusal:
                    said = refusal.code
                tried += 1
                here = (step, who, state.value, said)
                assert table.state() == (leads_to or state), here
                if leads_to is None and not (may and (step, state.value) in PRESSED_TWICE):
                    is_kept = step == "submit" and state in rules.AT_THE_DESK
                    assert said != "done" or (may and is_kept), here
    assert tried == len(PaperState) * len(table.people) * len(AUTHORS + CURATORS)
    assert set(rules.MOVES) == {*AUTHORS, *CURATORS, "ask_again"}, "the sweep asks again, nobody"
