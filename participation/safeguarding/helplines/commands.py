"""The writes about help: lines added, changed, checked; who is here, and where rooms are.

Whoever may open the editor may write all of it, but for one thing: that an older check still holds
is said by the safety team alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.languages import LANGUAGES, Words
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, Refusal
from participation.people.queries import require_confirmed
from participation.programme.models import Room
from participation.programme.queries import event_zone, sessions
from participation.safeguarding import queries
from participation.safeguarding.helplines import rules
from participation.safeguarding.helplines.events import HelpChanged
from participation.safeguarding.helplines.permissions import CONFIRMING, POLICIES
from participation.safeguarding.helplines.refusals import (
    CheckedLater,
    LineThere,
    NameMissing,
    NeverChecked,
    NumberUnlikely,
)
from participation.safeguarding.marks.events import MarkingChanged
from participation.safeguarding.models import Helpline, SafePerson

# SQLite names the columns of a broken index, PostgreSQL the index.
ONE_EACH: dict[str, type[Refusal]] = {
    "uq_helpline_country_number": LineThere,
    "helpline.country, helpline.number": LineThere,
}


@dataclass(frozen=True)
class Line:
    """A helpline as it was typed."""

    country: str
    number: str
    name: Words
    source: str


@dataclass(frozen=True)
class Check:
    """Somebody asked the helpline itself: who, when, and whom in which way."""

    by: str
    on: date
    source: str


@dataclass(frozen=True)
class Person:
    """The safe person as typed."""

    name: Words
    place: Words
    country: str
    emergency_number: str


@command(clashes=ONE_EACH)
def add_helpline(actor: Actor, told: Line) -> Reference:
    """The line is on the help page, marked as to be confirmed. Answers `{"line": id}`.

    Refusals: NotAllowed, ConfirmFirst, NameMissing, NumberUnlikely, LineThere.
    """
    require(POLICIES["helplines.add_page"], actor)
    require_confirmed(actor)
    _look_at(told.number, told.country, told.name)
    line = Helpline(
        country=told.country, number=told.number, name=told.name, source=told.source, in_use=True
    )
    db.session.add(line)
    db.session.flush()
    return _about(line)


@command(clashes=ONE_EACH)
def change_helpline(actor: Actor, line_id: str, told: Line) -> Reference:
    """The line says this now. Another number, or another country, has not been checked by anyone.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NameMissing, NumberUnlikely, LineThere.
    """
    line = _line(actor, line_id)
    _look_at(told.number, told.country, told.name)
    if (line.country, line.number) != (told.country, told.number):
        line.verified_by = line.verified_on = line.confirmed_by = line.confirmed_on = None
    line.country, line.number, line.name, line.source = (
        *(told.country, told.number, told.name, told.source),
    )
    db.session.flush()
    return _about(line)


@command()
def verify_helpline(actor: Actor, line_id: str, check: Check) -> Reference:
    """Somebody asked the helpline itself: who, on which day and how is kept with it.

    Refusals: NotAllowed, ConfirmFirst, NotFound, CheckedLater.
    """
    line = _line(actor, line_id)
    if check.on > _today():
        raise CheckedLater
    line.verified_by, line.verified_on, line.source = check.by, check.on, check.source
    line.confirmed_by = line.confirmed_on = None
    return _about(line, "verified")


@command()
def confirm_helpline(actor: Actor, line_id: str) -> Reference:
    """The safety team says that the older check holds: the line is shown for 90 days from today.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NeverChecked.
    """
    require(CONFIRMING, actor)
    require_confirmed(actor)
    line = _line(actor, line_id)
    if line.verified_on is None:
        raise NeverChecked
    line.confirmed_by, line.confirmed_on = actor.person_id, _today()
    return _about(line, "confirmed")


@command()
def take_out_helpline(actor: Actor, line_id: str) -> Reference:
    """Nobody is shown the line any more; what is known of it stays.

    Refusals: NotAllowed, ConfirmFirst, NotFound.
    """
    line = _line(actor, line_id)
    line.in_use = False
    return _about(line, "taken out")


@command()
def put_back_helpline(actor: Actor, line_id: str) -> Reference:
    """The line is shown again as its check allows. Refusals: NotAllowed, ConfirmFirst, NotFound."""
    line = _line(actor, line_id)
    line.in_use = True
    return _about(line, "put back")


@command()
def set_safe_person(actor: Actor, told: Person) -> Reference:
    """This is the person in the building now, there, in this country, with its emergency number.
    Another number, or another country, has not been checked by anyone.

    Refusals: NotAllowed, ConfirmFirst, NameMissing, NumberUnlikely.
    """
    require(POLICIES["helplines.safe_person_page"], actor)
    require_confirmed(actor)
    _look_at(told.emergency_number, told.country, told.name)
    if not _in_all_languages(told.place):
        raise NameMissing
    person = queries.safe_person()
    if person is None:
        person = SafePerson()
        db.session.add(person)
    if (person.country, person.emergency_number) != (told.country, told.emergency_number):
        person.emergency_verified_by = person.emergency_source = None
        person.emergency_verified_on = None
    person.name, person.place = told.name, told.place
    person.country, person.emergency_number = told.country, told.emergency_number
    db.session.flush()
    about("safe_person", person.id)
    _tell_everybody()
    return {"safe_person": person.id}


@command()
def verify_emergency(actor: Actor, check: Check) -> Reference:
    """Somebody asked whether the emergency number is right: who, on which day and how is kept with
    it. Refusals: NotAllowed, ConfirmFirst, NotFound where nobody is named yet, CheckedLater."""
    require(POLICIES["helplines.emergency_page"], actor)
    require_confirmed(actor)
    person = queries.safe_person()
    if person is None:
        raise NotFound
    if check.on > _today():
        raise CheckedLater
    person.emergency_verified_by, person.emergency_verified_on = check.by, check.on
    person.emergency_source = check.source
    about("safe_person", person.id, reason="verified")
    _tell_everybody()
    return {"safe_person": person.id}


@command()
def place_room(actor: Actor, room_id: str, country: str | None) -> Reference:
    """The room is in this country; with None in the conference's own. Who is in it is shown the
    line of that country first. Refusals: NotAllowed, ConfirmFirst, NotFound."""
    require(POLICIES["helplines.room_page"], actor)
    require_confirmed(actor)
    room = db.session.get(Room, room_id)
    if room is None:
        raise NotFound
    room.country = country
    about("room", room.id)
    _tell_everybody()
    return {"room": room.id}


def _line(actor: Actor, line_id: str) -> Helpline:
    require(POLICIES["helplines.write_page"], actor)
    require_confirmed(actor)
    line = db.session.get(Helpline, line_id, with_for_update=True)
    if line is None:
        raise NotFound
    return line


def _today() -> date:
    """As the conference counts days: a check made this morning there is none of tomorrow."""
    return clock.now().astimezone(ZoneInfo(event_zone())).date()


def _look_at(number: str, country: str, name: Words) -> None:
    if not _in_all_languages(name):
        raise NameMissing
    if not rules.can_be_dialled(number, country):
        raise NumberUnlikely


def _in_all_languages(words: Words) -> bool:
    return all(words.get(lang) for lang in LANGUAGES)


def _about(line: Helpline, reason: str | None = None) -> Reference:
    about("helpline", line.id, reason=reason)
    _tell_everybody()
    return {"line": line.id}


def _tell_everybody() -> None:
    record(MarkingChanged())  # a number of help is one that is never marked
    record(HelpChanged(tuple(session.id for session in sessions())))
