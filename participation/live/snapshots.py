"""The whole state of a topic for one audience, with its version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, current_app

from participation.floor.payloads import adults_topic, floor_topic
from participation.floor.reading.payloads import mine_readings
from participation.floor.speaking.payloads import mine_hands
from participation.floor.whisper.payloads import whisper_topic
from participation.foundation.gathering import Gathering
from participation.foundation.versions import versions_of
from participation.live.audiences import SOURCES, TOPICS, is_personal
from participation.live.states import NewestStates
from participation.papers.book.payloads import book_topic
from participation.papers.curation.payloads import curation_topic
from participation.papers.payloads import papers_topic
from participation.papers.typed.payloads import typing_topic
from participation.people.consent.payloads import own_dials
from participation.people.payloads import presence_topic
from participation.people.tablets.payloads import nods_topic
from participation.polls.payloads import mine_polls, poll_topic, polls_topic
from participation.polls.rules import READS_COUNTED
from participation.polls.words.payloads import READS_CLEARED, cloud_topic, mine_words
from participation.questions.payloads import mine_questions, questions_topic
from participation.safeguarding.clearing.payloads import clearing_topic
from participation.safeguarding.concerns.payloads import alert_topic, safety_topic
from participation.screen.payloads import screen_topic, wall_topic
from participation.screen.thanks.payloads import thanks_topic

State = dict[str, Any]

# Of (scope, audience, holder); the holder counts where a topic is told to each person apart.
_payloads: dict[str, Callable[[str, str, str | None], Any]] = {
    "floor": lambda session_id, audience, holder: floor_topic(
        session_id, audience, _person(holder)
    ),
    "adults": lambda session_id, audience, _: adults_topic(session_id, audience),
    "poll": lambda session_id, audience, _: poll_topic(session_id, audience),
    "cloud": lambda session_id, audience, _: cloud_topic(session_id, audience),
    "polls": lambda session_id, _, __: polls_topic(session_id),
    "questions": lambda session_id, audience, _: questions_topic(session_id, audience),
    "clearing": lambda session_id, _, holder: clearing_topic(session_id, _person(holder)),
    "screen": lambda session_id, _, __: screen_topic(session_id),
    "wall": lambda session_id, _, holder: wall_topic(session_id, _person(holder)),
    "presence": lambda session_id, _, __: presence_topic(session_id),
    "thanks": lambda session_id, _, __: thanks_topic(session_id),
    "nods": lambda _, __, ___: nods_topic(),
    "whisper": lambda session_id, audience, holder: whisper_topic(
        session_id, audience, _person(holder)
    ),
    "curation": lambda _, __, ___: curation_topic(),
    "papers": lambda scope, _, __: papers_topic(scope.rpartition(":")[2]),
    "book": lambda _, __, ___: book_topic(),
    "typing": lambda scope, _, __: typing_topic(scope.rpartition(":")[2]),
    "safety": lambda scope, _, __: safety_topic(scope.rpartition(":")[2]),
    "alert": lambda scope, _, __: alert_topic(scope.rpartition(":")[2]),
}


# Where several audiences are told the same, it is built once: the readers of totals before they are
# shown to all, and everybody else; for a wall there is no difference at all.
_alike: dict[str, Callable[[str], str]] = {
    "poll": lambda audience: "counted" if audience in READS_COUNTED else "revealed",
    "cloud": lambda audience: "cleared" if audience in READS_CLEARED else "shown",
    "polls": lambda _: "all",
    "screen": lambda _: "all",
    "presence": lambda _: "all",
}


def told_alike(topic: str, audience: str) -> str:
    """A word that is the same for audiences that are told the same of this topic."""
    return _alike.get(topic, str)(audience)


def version_of(scope: str, topic: str, versions: dict[tuple[str, str], int]) -> int:
    """A topic's version: the sum of its sources', so that it rises when any of them does."""
    return sum(versions.get((scope, source), 0) for source in SOURCES[topic])


def topic_state(scope: str, topic: str, audience: str, holder: str | None = None) -> State:
    """`{version, data}` of one topic. The version is read first: data may be newer, never older."""
    version = version_of(scope, topic, versions_of([scope]))
    return {"version": version, "data": _data(scope, topic, audience, holder, version)}


def snapshot(scope: str, audience: str, holder: str | None = None) -> dict[str, State]:
    """Every topic that this audience is told, and the holder's own."""
    versions = versions_of([scope])
    states: dict[str, State] = {}
    for topic in TOPICS[audience]:
        version = version_of(scope, topic, versions)
        data = _data(scope, topic, audience, holder, version)
        states[topic] = {"version": version, "data": data}
    return states


def keep_newest_states() -> None:
    """From now on this app builds what whole audiences are told once for each version; for a
    server, where every change raises its version."""
    current_app.extensions["participation.states"] = NewestStates()


def gather_own_states(app: Flask) -> None:
    """From now on what belongs to single phones is read together with that of others who ask at
    the same moment; for a server."""
    _own.start(app)


def _data(scope: str, topic: str, audience: str, holder: str | None, version: int) -> Any:
    """What the topic shows to this holder of this audience, at this version or a newer one."""
    if topic == "mine":
        return _own.ask((scope, holder)) if holder is not None else None
    kept: NewestStates | None = current_app.extensions.get("participation.states")
    if kept is None or is_personal(topic, audience):
        return _payloads[topic](scope, audience, holder)
    key = (scope, topic, told_alike(topic, audience))
    # No holder: what is kept for all of them can't be anybody's own.
    return kept.data(key, version, lambda: _payloads[topic](scope, audience, None))


def mine_states(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Topic `mine` of each of these holders, with a few queries for all."""
    polls = mine_polls(session_id, list(holders))
    words = mine_words(session_id, list(holders))
    questions = mine_questions(session_id, list(holders))
    hands = mine_hands(session_id, list(holders))
    readings = mine_readings(session_id)
    dials = own_dials(holders)
    return {
        holder: {
            "poll": polls.get(holder),
            "words": words.get(holder),
            "hand": hands.get(holder),
            "reads": readings.get(holder),
            **questions[holder],
            "shown": dials[holder],
        }
        for holder in holders
    }


def _own_states(asked: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
    holders: dict[str, set[str]] = defaultdict(set)
    for scope, holder in asked:
        holders[scope].add(holder)
    states = {scope: mine_states(scope, sorted(own)) for scope, own in holders.items()}
    return [states[scope][holder] for scope, holder in asked]


_own: Gathering[tuple[str, str], dict[str, Any]] = Gathering("mine", _own_states)


def _person(holder: str | None) -> str:
    """The person of a holder; nobody for a phone."""
    kind, _, person_id = (holder or "").partition(":")
    return person_id if kind == "person" else ""
