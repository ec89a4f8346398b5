"""What each audience is sent of questions: field by field, never who asked, except by a name that
its asker chose to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.floor.queries import state_of, typed_text_rests
from participation.foundation import clock
from participation.foundation.languages import UserText, Words, user_text
from participation.foundation.policies import DOORS_OPEN
from participation.people.queries import shown_names
from participation.questions import queries, rules
from participation.questions.models import Question
from participation.questions.models import QuestionState as S
from participation.questions.reasons import reason_words
from participation.safeguarding.clearing.rules import minutes_to_wait

# access.yaml, "cleared text": what of a question not yet chosen each audience reads.
READS_CLEARED = frozenset({"moderator", "facilitator"})
IS_TOLD_WAITING = frozenset({"facilitator"})


def questions_topic(session_id: str, audience: str) -> dict[str, Any]:
    """Topic `questions`: stage and public list for all; cleared ones for the moderator. Of what
    waits facilitators are told no word: each text comes to one adult alone, at the desk (topic
    `clearing`)."""
    states = set(rules.PUBLIC)
    states |= {S.CLEARED} if audience in READS_CLEARED else set()
    states |= {S.SENT} if audience in IS_TOLD_WAITING else set()
    questions = _showing(queries.questions_in(session_id, states))
    voices = queries.supporters(session_id)
    public = [question for question in questions if queries.is_public(question)]
    stage = next((question for question in public if question.state == S.ON_STAGE), None)
    # Whoever may choose says which words she has read.
    told = _to_choose if audience in READS_CLEARED else _voiced
    topic: dict[str, Any] = {
        "accepting": state_of(session_id) in DOORS_OPEN,
        "resting": typed_text_rests(session_id),
        "reading_minutes": minutes_to_wait(*queries.reading_pace(session_id)),
        "on_stage": {**told(stage, voices), "name": _name(stage)} if stage else None,
        "public": [
            {**told(question, voices), "state": question.state}
            for question in sorted(public, key=lambda question: question.state == S.ANSWERED)
            if question.state in (S.SHORTLISTED, S.ANSWERED)
        ],
    }
    if audience in READS_CLEARED:
        topic["cleared"] = [
            {**told(question, voices), "cleared_at": clock.iso(question.moved_at)}
            for question in questions
            if question.state == S.CLEARED and question.cleared_text == question.text
        ]
    if audience in IS_TOLD_WAITING:
        topic["waiting"] = [
            {
                "id": question.id,
                "lang": question.language,
                "asked_at": clock.iso(question.asked_at),
            }
            for question in questions
            if question.state == S.SENT
        ]
    return topic


def stage_question(question_id: str, session_id: str) -> dict[str, Any] | None:
    """A question of this session as wall and phones show it, only while the hall may read it."""
    question = queries.public_question(question_id, session_id)
    return _on_stage(question, queries.supporters(session_id)) if question else None


def _showing(questions: Sequence[Question]) -> list[Question]:
    """All but those whose askers show nothing now. Words that wait for the first key stay with
    the adults who read them: keeping everybody safe can't wait for a dial."""
    hidden = queries.hidden(questions)
    return [each for each in questions if each.state == S.SENT or each.id not in hidden]


def mine_questions(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each of these holders: their own questions with where they are and why, and what they
    said "me too" to. Two queries for all."""
    asked = queries.questions_of(session_id, holders)
    supported = queries.supported_by(session_id, holders)
    return {
        holder: {
            "supported": supported.get(holder, []),
            "questions": [_own(question) for question in asked.get(holder, [])],
        }
        for holder in holders
    }


def _own(question: Question) -> dict[str, Any]:
    """A question as its asker reads it: one that the safety team holds is, to the byte, like any
    other that is answered later."""
    state = rules.as_its_asker_reads(question.state, question.asker_left)
    words = state not in rules.WORDLESS
    before = question.before_cover if words else None
    return {
        "id": question.id,
        "asked_at": clock.iso(question.asked_at),
        "text": _text(question) if words else None,
        "before_cover": user_text(before, question.language) if before is not None else None,
        "state": state,
        "reason": question.reason,
        "reason_words": reason_words(question.reason),
    }


def _voiced(question: Question, voices: dict[str, int]) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": _text(question),
        "supporters": voices.get(question.id, 0),
    }


def _to_choose(question: Question, voices: dict[str, int]) -> dict[str, Any]:
    return {**_voiced(question, voices), "revision": question.revision}


def _on_stage(question: Question, voices: dict[str, int]) -> dict[str, Any]:
    return {**_voiced(question, voices), "name": _name(question)}


def _name(question: Question) -> Words | None:
    """The name its asker chose, where they wished it to be shown."""
    kind, _, person_id = question.asker.partition(":")
    if question.name_as != "chosen_name" or kind != "person":
        return None
    return shown_names([person_id]).get(person_id)


def _text(question: Question) -> UserText:
    return user_text(question.text, question.language)
