"""What each audience is sent of questions: field by field, never who asked, except by a name that
its asker chose to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from participation.floor.queries import state_of, typed_text_rests
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import UserText, Words, shown_text, user_text
from participation.foundation.policies import DOORS_OPEN, require
from participation.people.queries import shown_names
from participation.programme.subjects import SUBJECTS
from participation.questions import promises, queries, rules
from participation.questions.echoes import echoed_by, echoes
from participation.questions.models import Question
from participation.questions.models import QuestionState as S
from participation.questions.paragraphs import abouts
from participation.questions.permissions import POLICIES
from participation.questions.reasons.queries import offered_reasons
from participation.questions.reasons.words import reasons_of
from participation.questions.whereabouts import state_read, where_it_is
from participation.safeguarding.clearing.rules import minutes_to_wait
from participation.safeguarding.marks.likeness import ALIKE_FROM, likeness

# access.yaml, "cleared text": what of a question not yet chosen each audience reads.
READS_CLEARED = frozenset({"moderator", "facilitator", "interpreter"})
IS_TOLD_WAITING = frozenset({"facilitator"})
# Whoever keeps a question for later says who answers it, and until when.
CHOOSES = frozenset({"moderator"})
# More than this nobody reads before sending.
OFFERED = 2
# The list goes to every phone whenever it changes: a whole day's answers would weigh on each.
ANSWERED = 30


def questions_topic(session_id: str, audience: str) -> dict[str, Any]:
    """Topic `questions`: stage and public list for all; cleared ones for the front. Of what
    waits facilitators are told no word: each text comes to one adult alone, at the desk (topic
    `clearing`)."""
    states = set(rules.PUBLIC) - {S.ANSWERED}
    states |= {S.CLEARED, S.LATER} if audience in READS_CLEARED else set()
    states |= {S.SENT} if audience in IS_TOLD_WAITING else set()
    answered = queries.last_answered(session_id, ANSWERED)
    questions = _showing([*queries.questions_in(session_id, states), *answered])
    known = _known(session_id)
    public = [question for question in questions if queries.is_public(question)]
    stage = next((question for question in public if question.state == S.ON_STAGE), None)
    line = sorted(
        (question for question in public if question.state == S.SHORTLISTED),
        key=lambda question: question.place or 0,
    )
    done = [question for question in public if question.state == S.ANSWERED]
    # Whoever may choose says which words she has read.
    labels = queries.labels_in(session_id) if audience in READS_CLEARED else {}
    told = partial(_to_choose, labels) if audience in READS_CLEARED else _voiced
    topic: dict[str, Any] = {
        "accepting": state_of(session_id) in DOORS_OPEN,
        "resting": typed_text_rests(session_id),
        "reading_minutes": minutes_to_wait(*queries.reading_pace(session_id)),
        "echoes": echoes(session_id),
        "on_stage": {**told(stage, known), "name": _name(stage)} if stage else None,
        "public": [
            {**told(question, known), "state": question.state} for question in (*line, *done)
        ],
    }
    if audience in READS_CLEARED:
        topic["labels"] = [{"id": label, "words": words} for label, words in SUBJECTS.items()]
        topic["cleared"] = [
            {**told(question, known), "cleared_at": clock.iso(question.moved_at)}
            for question in questions
            if question.state == S.CLEARED and question.cleared_text == question.text
        ]
        topic["kept"] = [
            told(question, known)
            for question in questions
            if question.state == S.LATER
            and question.cleared_by is not None
            and question.cleared_text == question.text
        ]
    if audience in CHOOSES:
        topic["promise"] = _promise(session_id)
        topic["reasons"] = [
            {"id": reason.id, "words": reason.words} for reason in offered_reasons(session_id)
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


def _promise(session_id: str) -> dict[str, Any]:
    """Who can answer what is kept for later, and what is usual."""
    return {
        "owners": [
            {"id": owner, "name": name} for owner, name in promises.owners(session_id).items()
        ],
        "owner": promises.usual_owner(session_id),
        "by": promises.usual_day().isoformat(),
        "today": promises.today().isoformat(),
    }


def like_questions(actor: Actor, session_id: str, text: str) -> list[dict[str, Any]]:
    """What of the line and the stage is like these words, the most alike first. What is typed is
    looked at once and kept nowhere. Refusals: NotSignedIn, NotAllowed, NotNow."""
    require(POLICIES["questions.like"], actor, session_id, state_of(session_id))
    public = queries.questions_in(session_id, {S.SHORTLISTED, S.ON_STAGE})
    shown = [each for each in _showing(public) if queries.is_public(each)]
    alike = [(likeness(text, each.text), each) for each in shown]
    alike.sort(key=lambda pair: -pair[0])
    known = _known(session_id)
    return [_voiced(each, known) for how_much, each in alike[:OFFERED] if how_much >= ALIKE_FROM]


def stage_question(question_id: str, session_id: str) -> dict[str, Any] | None:
    """A question of this session as wall and phones show it, only while the hall may read it."""
    question = queries.public_question(question_id, session_id)
    return _on_stage(question, _known(session_id)) if question else None


def _showing(questions: Sequence[Question]) -> list[Question]:
    """All that have words left, but those whose askers show nothing now. Words that wait for the
    first key stay with the adults who read them: keeping everybody safe can't wait for a dial."""
    hidden = queries.hidden(questions)
    return [
        each
        for each in questions
        if each.text != "" and (each.state == S.SENT or each.id not in hidden)
    ]


def mine_questions(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each of these holders: their own questions with where they are and why, and what they
    said "me too" to. Two queries for all."""
    asked = queries.questions_of(session_id, holders)
    echoed = echoed_by(session_id, holders)
    supported = queries.supported_by(session_id, holders)
    everything = [question for questions in asked.values() for question in questions]
    targets = queries.targets(everything)
    beside = Beside(
        targets,
        queries.hidden(targets.values()),
        queries.owner_names([*everything, *targets.values()]),
        reasons_of([*everything, *targets.values()]),
    )
    return {
        holder: {
            "supported": supported.get(holder, []),
            "echoed": echoed.get(holder, []),
            "questions": [_own(question, beside) for question in asked.get(holder, [])],
        }
        for holder in holders
    }


@dataclass(frozen=True)
class Beside:
    """What is told beside a question: with which it is joined, whether that is shown, the names of
    who answers, and the words of the reasons."""

    targets: dict[str, Question]
    hidden: set[str]
    names: dict[str, Words]
    reasons: dict[str, Words]


def _own(question: Question, beside: Beside) -> dict[str, Any]:
    """A question as its asker reads it: one that the safety team holds is, to the byte, like any
    other that is answered later."""
    state = state_read(question)
    words = state not in rules.WORDLESS
    before = question.before_cover if words else None
    target = beside.targets.get(question.joined_to or "")
    reason = (target or question).reason
    return {
        "id": question.id,
        "asked_at": clock.iso(question.asked_at),
        # Whole: she may change it, and send it again.
        "text": user_text(question.text, question.language) if words else None,
        "before_cover": user_text(before, question.language) if before is not None else None,
        "state": state,
        "joined_with": _joined_with(target, beside.hidden),
        "where": where_it_is(question, target, beside.names),
        "back_until": _back_until(question, state),
        "reason": reason,
        "reason_words": beside.reasons.get(reason or ""),
    }


def _joined_with(target: Question | None, hidden: set[str]) -> UserText | None:
    """The words with which hers were joined, while the hall may read them."""
    if target is None or target.id in hidden or not queries.is_public(target):
        return None
    return _text(target)


def _back_until(question: Question, state: str) -> str | None:
    """Until when she can have back what she took."""
    if state != S.TAKEN_BACK:
        return None
    return clock.iso(question.moved_at + rules.BROUGHT_BACK_WITHIN)


@dataclass(frozen=True)
class Known:
    """What stands beside the questions of a session: their voices, and what each is about."""

    voices: dict[str, int]
    abouts: dict[str, Words]


def _known(session_id: str) -> Known:
    return Known(queries.supporters(session_id), abouts(session_id))


def _voiced(question: Question, known: Known) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": _text(question),
        "about": known.abouts.get(question.id),
        "supporters": known.voices.get(question.id, 0),
        "on_paper": question.on_paper,
    }


def _to_choose(labels: dict[str, list[str]], question: Question, known: Known) -> dict[str, Any]:
    return {
        **_voiced(question, known),
        "revision": question.revision,
        "labels": labels.get(question.id, []),
    }


def _on_stage(question: Question, known: Known) -> dict[str, Any]:
    return {**_voiced(question, known), "name": _name(question)}


def _name(question: Question) -> Words | None:
    """The name its asker chose, where they wished it to be shown."""
    kind, _, person_id = question.asker.partition(":")
    if question.name_as != "chosen_name" or kind != "person":
        return None
    return shown_names([person_id]).get(person_id)


def _text(question: Question) -> UserText:
    return shown_text(question.text, question.language, rules.LONGEST)
