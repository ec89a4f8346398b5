"""The writes of consent and assent, of the dial, and of the name a child is shown by."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import UNCLEARED
from participation.foundation.languages import LANGUAGES, Words
from participation.foundation.policies import require
from participation.foundation.receipt_codes import Stub, keep_receipt
from participation.foundation.refusals import BadInput, NotAllowed, NotFound
from participation.foundation.taming import tame
from participation.people.consent import names, queries, rules, texts
from participation.people.consent.events import (
    FirstNameMoved,
    NameRead,
    NameWished,
    ShownOtherwise,
    TakingPartEnded,
)
from participation.people.consent.models import (
    FIRST_NAME_KIND,
    NAME_KIND,
    Assent,
    GuardianConsent,
    NameState,
    NameWish,
)
from participation.people.consent.permissions import POLICIES
from participation.people.consent.refusals import (
    DialNeedsYes,
    NameDecided,
    NameNotOffered,
    OnlyTheLeadRecords,
    SayWhichAndWhy,
    WordsAreNew,
)
from participation.people.consent.rules import Choices
from participation.people.models import Device, Ending, Membership, Person, Presence, RoleGrant
from participation.people.queries import require_confirmed
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import sessions


@command()
def record_consent(
    actor: Actor, person_id: str, kind: str, version: str, note: str | None = None
) -> Reference:
    """The consent given for this child is recorded; an older one has ended.

    `note` says which body and why, and only the safeguarding pair records a responsible body's.
    Refusals: NotAllowed, ConfirmFirst, NotFound for anybody but a child, OnlyTheLeadRecords,
    SayWhichAndWhy, WordsAreNew for words that were never given out.
    """
    require(POLICIES["consent.record_page"], actor)
    require_confirmed(actor)
    lead = actor.has("safeguarding") or actor.kind == "system"
    if rules.is_for_the_lead(kind) and not lead:
        raise OnlyTheLeadRecords
    if rules.is_for_the_lead(kind) and not (note or "").strip():
        raise SayWhichAndWhy
    if version not in texts.consent_versions():
        raise WordsAreNew
    person = _child(person_id)
    with _desks_look(person.id):
        _end_consent(person.id)
        given = GuardianConsent(
            person_id=person.id,
            kind=kind,
            note=(note or "").strip() if rules.is_for_the_lead(kind) else None,
            version=version,
            recorded_by=actor.person_id,
            given_at=clock.now(),
        )
        db.session.add(given)
        db.session.flush()
    # That a body stands in for a home is for the safety team alone, and so is every yes: a child
    # with a consent of which the log says nothing would be one.
    about("person", person.id, for_safety=True)
    _shown_otherwise(person.id)
    return {"consent": given.id}


@command()
def withdraw_consent(actor: Actor, person_id: str) -> Reference:
    """No consent holds for this child any more; no reason is asked, and it works at once.

    Refusals: NotAllowed, ConfirmFirst, NotFound for anybody but a child.
    """
    require(POLICIES["consent.withdraw_page"], actor)
    require_confirmed(actor)
    person = _child(person_id)
    about("person", person.id)
    took_part = queries.takes_part(person.id)
    with _desks_look(person.id):
        ended = _end_consent(person.id)
    if ended and took_part:
        _take_out(person.id)
    return {"person": person.id}


@command(audit=Audit.SAFETY, reads=True, by_sitting=True)
def note_reading_reasons(actor: Actor, person_id: str | None = None) -> Reference:
    """It is written down that the actor reads who said yes for this child, or for many, and why no
    parent was asked. Refusal: NotAllowed for whoever is not of the safety team."""
    if not actor.has("safeguarding"):
        raise NotAllowed
    about("person" if person_id else "consent", person_id or "all")
    return {}


@command()
def give_assent(
    actor: Actor, version: str, language: str, choices: Choices, stub: Stub | None = None
) -> Reference:
    """The child's own answer to the words she read stands, yes or no; an older one has ended. With
    a yes to her first name that goes to an adult, and the code opens where it is.

    There is nobody else to give it for: it is always the actor's. Refusals: NotAllowed and
    NotFound for anybody but a child with her own badge, WordsAreNew.
    """
    require(POLICIES["consent.assent_page"], actor)
    person = _child(actor.person_id)
    if version != texts.newest():
        raise WordsAreNew
    before, took_part = queries.choices_of(person.id), queries.takes_part(person.id)
    now = choices.that_count
    with _desks_look(person.id):
        _end_assent(person.id)
        answer = Assent(
            person_id=person.id,
            given_by=actor.person_id,
            version=version,
            language=language,
            age_band=texts.band_of(person.age_band),
            given_at=clock.now(),
            **asdict(now),
        )
        db.session.add(answer)
        person.dial = rules.dial_after(person.dial, before, now)
        db.session.flush()
        if rules.asks_for_first_name(now):
            keep_receipt(stub, FIRST_NAME_KIND, answer.id)
    about("person", person.id)
    if took_part and not now.take_part:
        _take_out(person.id)
    _shown_otherwise(person.id)
    return {"assent": answer.id}


@command()
def take_back_assent(actor: Actor) -> Reference:
    """The child takes part no more, from now on and without a reason; nothing of hers stays on a
    wall, a phone or a list by her name.

    Refusals: NotAllowed and NotFound for anybody but a child with her own badge.
    """
    require(POLICIES["consent.take_back_page"], actor)
    person = _child(actor.person_id)
    about("person", person.id)
    took_part = queries.takes_part(person.id)
    with _desks_look(person.id):
        ended = _end_assent(person.id)
    if ended and took_part:
        _take_out(person.id)
    return {"person": person.id}


@command()
def turn_dial(actor: Actor, dial: str) -> Reference:
    """What is shown of the child now is this much, on every screen, phone and list.

    Answers `{"dial": …}`. Refusals: NotAllowed and NotFound for anybody but a child with her own
    badge, DialNeedsYes.
    """
    require(POLICIES["consent.dial_page"], actor)
    person = _child(actor.person_id)
    shown = queries.shown_of([person.id])[person.id]
    if dial not in list(rules.Dial):
        raise BadInput
    if dial not in shown.dials:
        raise DialNeedsYes
    about("person", person.id)
    if person.dial != dial:
        person.dial = dial
        _shown_otherwise(person.id)
    return {"dial": dial}


@command()
def pick_name(actor: Actor, key: str) -> Reference:
    """The child is shown by this friendly pair of words; a name she had wished for is left.

    Refusals: NotAllowed and NotFound for anybody but a child with her own badge, NameNotOffered.
    """
    require(POLICIES["consent.name_page"], actor)
    person = _child(actor.person_id)
    name = names.name_of(key)
    if name is None or name["en"] in queries.names_taken() - {person.shown_name.get("en")}:
        raise NameNotOffered
    _leave_wish(person.id)
    person.shown_name = name
    about("person", person.id)
    _shown_otherwise(person.id)
    return {"person": person.id}


@command()
def wish_name(actor: Actor, text: str, language: str, stub: Stub | None = None) -> Reference:
    """A name the child typed waits for the first key; until then the old one is shown. Whatever
    it says, it is taken, and its code opens where it is. Answers `{"wish": id}`.

    Refusals: NotAllowed and NotFound for anybody but a child with her own badge, BadInput for
    nothing or for what is too long for a wall.
    """
    require(POLICIES["consent.name_page"], actor)
    person = _child(actor.person_id)
    if not rules.fits_as_name(text):
        raise BadInput
    _leave_wish(person.id)
    wish = NameWish(
        person_id=person.id, proposed_name=text, language=language, wished_at=clock.now()
    )
    db.session.add(wish)
    db.session.flush()
    keep_receipt(stub, NAME_KIND, wish.id)
    about("name", wish.id)
    # Any desk reads it: a child chooses her name at home, in no room yet.
    record(NameWished(_every_desk(), wish.id))
    return {"wish": wish.id}


@command(audit=Audit.NONE)
def decide_name(actor: Actor, wish_id: str, reason: str | None = None) -> Reference:
    """A name that waits is read: with a reason it is stopped, without one its child is shown by it.

    Part of safeguarding's commands, which ask whether the actor has the first key. Answers
    `{"wish": id, "state": …}`. Refusal: NameDecided with the present state.
    """
    wish, state = _locked(wish_id), NameState.STOPPED if reason else NameState.CLEARED
    if (wish.state, wish.reason) != (state, reason):
        if wish.state != NameState.WAITING:
            raise NameDecided(state={"wish": wish.id, "state": str(wish.state)})
        wish.state = state
        wish.reason = reason
        wish.cleared_by = actor.person_id
        wish.decided_at = clock.now()
        if state == NameState.CLEARED:
            db.session.get_one(Person, wish.person_id).shown_name = dict.fromkeys(
                LANGUAGES, rules.as_name(wish.proposed_name)
            )
        record(NameRead(_every_desk()))
        _shown_otherwise(wish.person_id)
    return {"wish": wish.id, "state": str(wish.state)}


@command(audit=Audit.NONE)
def decide_first_name(
    actor: Actor, person_id: str, read: str, reason: str | None = None
) -> Reference:
    """A first name is read: with a reason it is stopped, without one its child may be shown by it,
    in the very words that were `read`.

    Part of safeguarding's commands, which ask whether the actor has the first key. Answers
    `{"person": id, "state": …}`. Refusals: NotFound for one that nobody asked for; NameDecided with
    the present state, also for other words.
    """
    person = _child(person_id)
    name, state = queries.first_name_in(person), NameState.STOPPED if reason else NameState.CLEARED
    is_waiting = bool(queries.first_names_waiting(person.id))
    if not is_waiting and name.state not in (NameState.CLEARED, NameState.STOPPED):
        raise NotFound
    is_this = tame(name.text) == read  # she read it as it is shown
    if not is_this or (not is_waiting and (name.state, name.reason) != (state, reason)):
        raise NameDecided(state={"person": person.id, "state": str(name.state)})
    if is_waiting:
        if reason is None:
            person.first_name_cleared = person.first_name
            person.first_name_cleared_by = actor.person_id
            person.first_name_cleared_at = clock.now()
        else:
            person.first_name_stopped, person.first_name_stopped_for = person.first_name, reason
        record(NameRead(_every_desk()))
        _shown_otherwise(person.id)
    return {"person": person.id, "state": str(state)}


@command(audit=Audit.NONE)
def hold_name(actor: Actor, wish_id: str) -> Reference:
    """No letter is left here of a name that the safety team has; to its child it waits like any
    other. Part of safeguarding's commands, which ask whether the actor has the first key and seal
    it. Refusal: NameDecided for one that does not wait.
    """
    wish = _locked(wish_id)
    if wish.state != NameState.WAITING:
        raise NameDecided(state={"wish": wish.id, "state": rules.as_its_child_reads(wish.state)})
    wish.state, wish.proposed_name = NameState.HELD, ""
    record(NameRead(_every_desk()))
    return {"wish": wish.id}


@command(audit=Audit.NONE)
def hold_first_name(actor: Actor, person_id: str) -> Reference:
    """The same for a first name: no list and no text that is looked at knows it any more. Another
    one can be typed. Refusal: NotFound for one that does not wait."""
    person = _child(person_id)
    if not queries.first_names_waiting(person.id):
        raise NotFound
    _put_first_name(person, None)
    person.first_name_held_at = clock.now()
    db.session.flush()
    record(FirstNameMoved(_every_desk(), person.id, is_new=True))
    return {"person": person.id}


@command(audit=Audit.NONE)
def type_first_name(actor: Actor, person_id: str, text: str) -> Reference:
    """The child has this first name, or none where nothing is typed. Whoever had read another one
    has not read this: it waits, where its child wants to be shown by it.

    Part of the roster's commands, which ask who may. Refusal: NotFound for anybody but a child.
    """
    person = _child(person_id)
    words = {person.language: text} if text else None
    if person.first_name != words:
        _put_first_name(person, words)
        person.first_name_typed_by, person.first_name_typed_at = actor.person_id, clock.now()
        db.session.flush()
        record(FirstNameMoved(_every_desk(), person.id, is_new=True))
        _shown_otherwise(person.id)
    return {"person": person.id}


@command(audit=Audit.NONE)
def sweep_wishes(actor: Actor) -> Reference:
    """A name that nobody cleared in 72 hours is gone; the row stays. Answers `{"erased": n}`."""
    due = queries.old_wishes(clock.now() - UNCLEARED.span())
    for wish in due:
        wish.proposed_name = ""
        if wish.state == NameState.WAITING:
            wish.state = NameState.LEFT
            wish.decided_at = clock.now()
            _shown_otherwise(wish.person_id)
    return {"erased": len(due)}


def _put_first_name(person: Person, words: Words | None) -> None:
    """She has this first name now; nobody has read it."""
    person.first_name = words
    person.first_name_cleared = person.first_name_stopped = None
    person.first_name_cleared_by = person.first_name_cleared_at = None
    person.first_name_stopped_for = person.first_name_held_at = None


def _child(person_id: str | None) -> Person:
    """The child, locked for this transaction, so that two tablets answer one after the other."""
    person = queries.child(person_id, for_update=True)
    if person is None:
        raise NotFound
    return person


def _end_consent(person_id: str) -> bool:
    present = queries.present_consent(person_id)
    if present is None:
        return False
    present.withdrawn_at = clock.now()
    db.session.flush()  # the index allows one present row, so the old one ends first
    return True


def _end_assent(person_id: str) -> bool:
    present = queries.present_assent(person_id)
    if present is None:
        return False
    present.withdrawn_at = clock.now()
    db.session.flush()  # as above
    return True


def _take_out(person_id: str) -> None:
    """Her open pages begin anew as phones of the audience, in the rooms they are in."""
    _keep_in_rooms(person_id)
    db.session.add(Ending(person_id=person_id, at=clock.now()))
    record(TakingPartEnded(person_id))
    _shown_otherwise(person_id)


def _keep_in_rooms(person_id: str) -> None:
    """Whoever sits in a room stays in it, as a phone with its code would."""
    devices = db.session.scalars(
        select(Device.id).where(Device.person_id == person_id, Device.ended_at.is_(None))
    ).all()
    for device_id in devices:
        for session_id in _rooms_of(person_id):
            db.session.execute(
                db.insert(Membership)
                .values(device_id=device_id, session_id=session_id)
                .on_conflict_do_nothing()
            )


def _rooms_of(person_id: str) -> list[str]:
    """The sessions her devices were heard in, and those she has a role in; no closed meeting."""
    heard = (
        select(Presence.session_id)
        .join(Device, Device.id == Presence.device_id)
        .where(Device.person_id == person_id)
    )
    held = select(RoleGrant.session_id).where(
        RoleGrant.person_id == person_id,
        RoleGrant.session_id.is_not(None),
        RoleGrant.ended_at.is_(None),
    )
    return sorted(
        db.session.scalars(
            select(ConferenceSession.id).where(
                ConferenceSession.id.in_(heard) | ConferenceSession.id.in_(held),
                ConferenceSession.kind != SessionKind.CLOSED,
            )
        )
    )


def _shown_otherwise(person_id: str) -> None:
    record(ShownOtherwise(person_id, tuple(_rooms_of(person_id))))


@contextmanager
def _desks_look(person_id: str) -> Iterator[None]:
    """Where the child's first name begins or ends to wait meanwhile, every desk looks again."""
    waited = queries.first_names_waiting(person_id)
    yield
    if bool(waited) != bool(queries.first_names_waiting(person_id)):
        record(FirstNameMoved(_every_desk(), person_id))


def _every_desk() -> tuple[str, ...]:
    return tuple(session.id for session in sessions())


def _leave_wish(person_id: str) -> None:
    wish = queries.own_wish(person_id)
    if wish is not None and wish.state == NameState.HELD:
        wish.wisher_left = True  # the safety team keeps it; to her it is like any other she left
    elif wish is not None and wish.state == NameState.WAITING:
        wish.state = NameState.LEFT
        wish.decided_at = clock.now()
        db.session.flush()  # the index allows one that waits, so the old one leaves first


def _locked(wish_id: str) -> NameWish:
    wish = queries.lock_wish(wish_id)
    if wish is None:
        raise NotFound
    return wish
