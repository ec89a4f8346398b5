"""The whole state of a topic for one audience, with its version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from participation.floor.payloads import floor_topic
from participation.foundation.versions import versions_of
from participation.live.audiences import SOURCES, TOPICS
from participation.papers.payloads import curation_topic, papers_topic
from participation.people.payloads import presence_topic
from participation.polls.payloads import mine_polls, poll_topic, polls_topic
from participation.questions.payloads import mine_questions, questions_topic
from participation.screen.payloads import screen_topic

State = dict[str, Any]

_payloads: dict[str, Callable[[str, str], Any]] = {
    "floor": floor_topic,
    "poll": poll_topic,
    "polls": lambda session_id, _: polls_topic(session_id),
    "questions": questions_topic,
    "screen": lambda session_id, _: screen_topic(session_id),
    "presence": lambda session_id, _: presence_topic(session_id),
    "curation": lambda _, __: curation_topic(),
    "papers": lambda scope, _: papers_topic(scope.rpartition(":")[2]),
}


def version_of(scope: str, topic: str, versions: dict[tuple[str, str], int]) -> int:
    """A topic's version: the sum of its sources', so that it rises when any of them does."""
    return sum(versions.get((scope, source), 0) for source in SOURCES[topic])


def topic_state(scope: str, topic: str, audience: str) -> State:
    """`{version, data}` of one topic. The version is read first: data may be newer, never older."""
    version = version_of(scope, topic, versions_of([scope]))
    return {"version": version, "data": _payloads[topic](scope, audience)}


def snapshot(scope: str, audience: str, holder: str | None = None) -> dict[str, State]:
    """Every topic that this audience is told, and the holder's own."""
    versions = versions_of([scope])
    states: dict[str, State] = {}
    for topic in TOPICS[audience]:
        data = (
            mine_states(scope, [holder])[holder]
            if topic == "mine" and holder is not None
            else _payloads[topic](scope, audience)
            if topic != "mine"
            else None
        )
        states[topic] = {"version": version_of(scope, topic, versions), "data": data}
    return states


def mine_states(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Topic `mine` of each of these holders, with two queries for all."""
    polls = mine_polls(session_id, list(holders))
    questions = mine_questions(session_id, list(holders))
    return {holder: {"poll": polls.get(holder), **questions[holder]} for holder in holders}
