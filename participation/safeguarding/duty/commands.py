"""The writes of duty: languages ticked, on duty, off duty."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, insert

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotSignedIn
from participation.programme.queries import session_by_id, sessions
from participation.safeguarding.duty import queries
from participation.safeguarding.duty.events import DutyChanged, DutyEnded
from participation.safeguarding.duty.models import Duty, LanguageRead
from participation.safeguarding.duty.permissions import POLICIES
from participation.safeguarding.duty.refusals import LanguagesFirst


@command()
def choose_languages(actor: Actor, languages: Collection[str]) -> Reference:
    """She reads these languages and no other; from now on she is given texts in them alone.

    Refusals: NotSignedIn, NotAllowed, LanguagesFirst for none.
    """
    require(POLICIES["duty.choose_languages"], actor)
    person_id = _person(actor)
    if not languages:
        raise LanguagesFirst
    db.session.execute(delete(LanguageRead).where(LanguageRead.person_id == person_id))
    ticked = [{"person_id": person_id, "language": one} for one in sorted(set(languages))]
    db.session.execute(insert(LanguageRead), ticked)
    about("person", person_id)
    for duty in queries.present_duties(person_id):
        record(DutyChanged(person_id, _desks(duty.session_id)))
    return {"languages": sorted(set(languages))}


@command()
def go_on_duty(actor: Actor, session_id: str | None = None) -> Reference:
    """She is on duty for the session, or for the whole event without one; twice is once.

    Refusals: NotFound, NotSignedIn, NotAllowed, LanguagesFirst.
    """
    if session_id is not None:
        session_by_id(actor, session_id)
    require(POLICIES["duty.begin"], actor, session_id)
    person_id = _person(actor)
    if not queries.languages_read(person_id):
        raise LanguagesFirst
    begun = db.insert(Duty).values(person_id=person_id, session_id=session_id, began_at=clock.now())
    db.session.execute(begun.on_conflict_do_nothing())
    about("duty", person_id, session_id)
    record(DutyChanged(person_id, _desks(session_id)))
    return {"on_duty": True}


@command()
def go_off_duty(actor: Actor, session_id: str | None = None) -> Reference:
    """She is not on duty for the session any more (without one: for nothing), and what she had in
    hand goes to a colleague. Refusals: NotSignedIn, NotAllowed."""
    require(POLICIES["duty.end"], actor, session_id)
    person_id = _person(actor)
    for duty in queries.present_duties(person_id):
        # Whoever is on duty for the event ends it at the desk of any session.
        if session_id in (None, duty.session_id) or duty.session_id is None:
            duty.ended_at = clock.now()
            record(DutyChanged(person_id, _desks(duty.session_id)))
    about("duty", person_id, session_id)
    record(DutyEnded(person_id))
    return {"on_duty": False}


def _person(actor: Actor) -> str:
    if actor.person_id is None:
        raise NotSignedIn
    return actor.person_id


def _desks(session_id: str | None) -> tuple[str, ...]:
    """The sessions whose desks show a duty: its own, or every one."""
    return (session_id,) if session_id else tuple(session.id for session in sessions())
