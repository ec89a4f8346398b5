"""Every act from the seat has a way back, or says before it is pressed that it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from participation.floor import queries
from participation.floor.course import commands as course
from participation.floor.payloads import floor_topic
from participation.floor.run_sheet import commands as steps
from participation.floor.speaking import commands as speaking
from participation.floor.undo.commands import undo
from participation.floor.undo.queries import acts_of
from participation.foundation.extensions import db
from participation.foundation.sockets import known_messages
from participation.questions import choosing
from participation.questions import commands as questions
from participation.questions.payloads import questions_topic
from participation.screen.payloads import screen_topic
from tests.floor.speaking.line import Line
from tests.questions.asking import Hall
from tests.running import ROOT
from tests.world import World

Prepared = Callable[["Front"], Callable[[], Any]]

# Within a minute the line "Undo: …" stands on the tablet (product.md, "Moderator's seat").
UNDONE = {
    "floor.add_time",
    "floor.call",
    "floor.call_back",
    "floor.end_turn",
    "floor.next",
    "floor.park",
    "floor.pause",
    "floor.pause_turn",
    "floor.pin_hand",
    "floor.plan_again",
    "floor.skip",
    "floor.start_turn",
    "questions.answered",
    "questions.decline",
    "questions.decline_many",
    "questions.join",
    "questions.keep_many",
    "questions.later",
    "questions.line_up",
    "questions.put_on_stage",
    "questions.shortlist",
}
# Another act of the seat takes it back, at any time.
TAKEN_BACK_BY = {
    "floor.go_live": "floor.pause",
    "floor.resume": "floor.pause",
    "floor.offer_seat": "floor.offer_seat",
    "floor.pass_turn": "floor.call",
    "polls.open": "polls.void",
    "polls.open_instant": "polls.void",
    "polls.ask_again": "polls.void",
    "polls.count_hands": "polls.count_hands",
    "polls.hide": "polls.reveal",
    "questions.label": "questions.label",
    "reading.hand": "reading.hand",
    "reading.turn": "reading.turn",
    "screen.show": "screen.show",
    "words.put_back": "words.take_out",
    "words.take_out": "words.put_back",
}
# Final: the sentence that stands beside the button before it is pressed.
SAYS_SO = {
    "floor.close": "After this no answers and no new questions come in.",
    "polls.close": "After this nobody can answer or change a choice.",
    "polls.reveal": "After this the hall has seen it.",
    "polls.void": "Why do you take it away? It doesn't come back; you can ask again.",
    "whisper.say": (
        "Only the adults of this session, whoever is in the seat now and the safety team read it."
        " It is kept."
    ),
}
# Moves nothing in the hall.
MOVES_NOTHING = {"floor.beat", "floor.undo"}


def test_every_act_from_the_seat_has_its_place_in_one_of_these_lists(app: Flask) -> None:
    acts = {name for name, known in known_messages().items() if hasattr(known.form, "epoch")}
    listed = [*UNDONE, *TAKEN_BACK_BY, *SAYS_SO, *MOVES_NOTHING]
    assert sorted(listed) == sorted(acts)
    assert set(TAKEN_BACK_BY.values()) <= acts


def test_what_is_said_before_a_final_act_is_on_the_tablet(app: Flask) -> None:
    scripts = "".join(
        path.read_text("utf-8") for path in (ROOT / "static" / "js").glob("sawt-*.js")
    )
    for act, sentence in SAYS_SO.items():
        assert f't("{sentence}")' in scripts, act


class Front:
    """A live session with steps, hands up and questions in several states."""

    def __init__(self, world: World) -> None:
        self.hall = Hall(world)
        self.line = line = Line.__new__(Line)
        line.world, line.session, line.child = world, self.hall.session, self.hall.child
        self.child, self.id = self.hall.child, self.hall.session.id

    @property
    def version(self) -> int:
        db.session.rollback()
        floor = queries.floor_of(self.id)
        assert floor is not None
        return floor.version

    def next(self) -> None:
        item = queries.current_item(self.id)
        steps.go_to_next_item(self.child, self.id, item.id if item else None, self.version, 1)

    @property
    def here(self) -> str:
        item = queries.current_item(self.id)
        assert item is not None
        return item.id

    @property
    def last_step(self) -> str:
        return queries.items_of(self.id)[-1].id

    def called(self) -> str:
        return self.line.call(self.line.raises(self.line.phone()))

    def started(self) -> str:
        turn = self.called()
        self.line.does(speaking.start_turn, turn)
        return turn

    def seen(self) -> dict[str, Any]:
        """What every audience is told, without what only counts upwards."""
        db.session.rollback()
        db.session.expire_all()
        told: dict[str, Any] = {"screen": screen_topic(self.id)}
        for audience in ("audience", "moderator", "facilitator"):
            floor = floor_topic(self.id, audience, str(self.child.person_id))
            told[audience] = [
                {**without(floor, COUNTS_UPWARDS), "turn": without(floor["turn"] or {}, CLOCK)},
                questions_topic(self.id, audience),
            ]
        return told


# The versions that tablets name; and the acts themselves: an undo takes one away.
COUNTS_UPWARDS = {"version", "last", "undo", "last_turn"}
# A turn's clock goes on from where it stood: what passed until the undo counts as a pause.
CLOCK = {"server_now", "paused_ms"}


def without(told: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key not in names}


def a_turn(act: Callable[..., Any], begun: bool) -> Prepared:
    def prepare(front: Front) -> Callable[[], Any]:
        turn = front.started() if begun else front.called()
        return lambda: front.line.does(act, turn)

    return prepare


def a_question(state: str, act: Callable[..., Any], *more: Any) -> Prepared:
    def prepare(front: Front) -> Callable[[], Any]:
        question = front.hall.at(state)
        return lambda: act(front.child, question, 1, *more)

    return prepare


def a_step(act: Callable[..., Any]) -> Prepared:
    def prepare(front: Front) -> Callable[[], Any]:
        front.next()
        return lambda: act(front.child, front.here, front.version, 1)

    return prepare


def call(front: Front) -> Callable[[], Any]:
    phone = front.line.raises(front.line.phone())
    return lambda: front.line.call(phone)


def call_back(front: Front) -> Callable[[], Any]:
    front.line.speaks(front.line.raises(front.line.phone()))
    seen = front.line.told()["last_turn"]
    return lambda: speaking.call_back(front.child, front.id, seen, 1)


def pin_hand(front: Front) -> Callable[[], Any]:
    front.line.raises(front.line.phone())
    hand = front.line.hand(front.line.raises(front.line.phone()))
    return lambda: speaking.pin_hand(front.child, front.id, hand, True, 1, "not_yet_heard")


def plan_again(front: Front) -> Callable[[], Any]:
    step = front.last_step
    steps.skip_item(front.child, step, front.version, 1)
    return lambda: steps.plan_item_again(front.child, step, front.version, 1)


def line_up(front: Front) -> Callable[[], Any]:
    chosen = [front.hall.at("shortlisted", text) for text in ("A?", "B?", "C?")]
    return lambda: choosing.line_up(front.child, front.id, dict.fromkeys(chosen[::-1], 1), 1)


def join(front: Front) -> Callable[[], Any]:
    one, other = front.hall.at("shortlisted", "At night?"), front.hall.at("cleared", "By night?")
    return lambda: choosing.join(front.child, other, one, 1)


def keep_many(front: Front) -> Callable[[], Any]:
    many = [front.hall.at("cleared"), front.hall.at("shortlisted")]
    return lambda: choosing.keep_many(front.child, front.id, many, 1)


def decline_many(front: Front) -> Callable[[], Any]:
    many = [front.hall.at("cleared"), front.hall.at("shortlisted")]
    return lambda: choosing.decline_many(front.child, front.id, many, 1, "no_time")


ACTS: dict[str, Prepared] = {
    "floor.add_time": a_turn(speaking.add_time, begun=True),
    "floor.call": call,
    "floor.call_back": call_back,
    "floor.end_turn": a_turn(speaking.end_turn, begun=True),
    "floor.next": lambda front: front.next,
    "floor.park": a_step(steps.park_item),
    "floor.pause": lambda front: lambda: course.pause(front.child, front.id, front.version, 1),
    "floor.pause_turn": a_turn(speaking.pause_turn, begun=True),
    "floor.pin_hand": pin_hand,
    "floor.plan_again": plan_again,
    "floor.skip": a_step(steps.skip_item),
    "floor.start_turn": a_turn(speaking.start_turn, begun=False),
    "questions.answered": a_question("on_stage", questions.answered),
    "questions.decline": a_question("cleared", questions.decline, "no_time"),
    "questions.join": join,
    "questions.keep_many": keep_many,
    "questions.decline_many": decline_many,
    "questions.later": a_question("on_stage", questions.later),
    "questions.line_up": line_up,
    "questions.put_on_stage": a_question("shortlisted", questions.put_on_stage, 1),
    "questions.shortlist": a_question("cleared", questions.shortlist, 1),
}


def test_every_act_that_is_undone_is_tried_here() -> None:
    assert set(ACTS) == UNDONE


@pytest.mark.parametrize("act", sorted(ACTS))
def test_after_undo_everybody_is_told_what_they_were_told_before(world: World, act: str) -> None:
    front = Front(world)
    does = ACTS[act](front)
    before = front.seen()
    does()
    assert front.seen() != before, "the act is seen"
    noted = acts_of(front.id)[0]
    assert noted.name == act
    undo(front.child, front.id, noted.id, 1)
    assert front.seen() == before
