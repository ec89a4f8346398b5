"""Who answers what is kept for later, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from participation.foundation import clock
from participation.foundation.languages import Words
from participation.people.models import Role
from participation.people.queries import holders_of, people_with_role, shown_names
from participation.programme.queries import event_zone, organisations
from participation.questions import rules
from participation.questions.models import Question
from participation.questions.refusals import DayIsOver, OwnerNotHere

PERSON, ORGANISATION = "person", "organisation"
# Who of the event's adults can be named as the one who answers.
ANSWER = (Role.FACILITATOR, Role.SPEAKER, Role.REPRESENTATIVE)


@dataclass(frozen=True)
class Promise:
    """An answer is promised by this person or this organisation, until this day."""

    owner: str
    by: date

    def give(self, question: Question) -> None:
        """The question has this promise."""
        kind, _, owner = self.owner.partition(":")
        question.owner_person = owner if kind == PERSON else None
        question.owner_organisation = owner if kind == ORGANISATION else None
        question.answer_by = self.by


def today() -> date:
    """The present day where the event is."""
    return clock.now().astimezone(ZoneInfo(event_zone())).date()


def owners(session_id: str) -> dict[str, Words]:
    """Who can be named, by what a form sends: the session's adults, then organisations."""
    people = [
        person.id
        for role in ANSWER
        for person in people_with_role(role, session_id)
        if person.kind == "adult"
    ]
    names = shown_names(people)
    named = {f"{PERSON}:{each}": names[each] for each in people if each in names}
    return named | {f"{ORGANISATION}:{each.id}": each.name for each in organisations()}


def usual_day() -> date:
    return today() + rules.ANSWERED_WITHIN


def usual_owner(session_id: str) -> str | None:
    """Who answers where nobody is named: the first of the session's facilitators, else of the
    event's. The same for every question of a session, so that nobody can tell one that is with the
    safety team from the others."""
    named = people_with_role(Role.FACILITATOR, session_id)
    ids = [each.id for each in named] or sorted(holders_of((Role.FACILITATOR,), session_id))
    return f"{PERSON}:{ids[0]}" if ids else None


def promise(session_id: str, owner: str | None, by: date | None) -> Promise | None:
    """What is promised where these were chosen; None where nothing was.

    Refusals: OwnerNotHere, DayIsOver.
    """
    if owner is None and by is None:
        return None
    if owner is not None and owner not in owners(session_id):
        raise OwnerNotHere
    if by is not None and not rules.may_be_answered_by(by, today()):
        raise DayIsOver
    owner = owner or usual_owner(session_id)
    if owner is None:
        raise OwnerNotHere
    return Promise(owner, by or usual_day())


def give_usual(question: Question) -> None:
    """It has the usual promise, unless it has one already. Where the session has no facilitator,
    the adult who read it answers."""
    if question.answer_by is not None:
        return
    owner = usual_owner(question.session_id)
    if owner is None and question.cleared_by is not None:
        owner = f"{PERSON}:{question.cleared_by}"
    if owner is not None:
        Promise(owner, usual_day()).give(question)
