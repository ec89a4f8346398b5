"""The writes about people: devices begin and end, roles are given and withdrawn."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, func, select, update

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import WITH_DEVICE
from participation.foundation.languages import Words
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people import queries, rules
from participation.people.events import DeviceEnded, NodsChanged, PresenceChanged, RoleWithdrawn
from participation.people.models import (
    Badge,
    Device,
    Ending,
    Membership,
    Person,
    Presence,
    RoleGrant,
    SecretTries,
    Tablet,
)
from participation.people.refusals import BadgeUnknown, SlowDown, WrongSecret
from participation.people.vetting import rules as vetting
from participation.people.vetting.queries import brought_by
from participation.people.vetting.refusals import NotVetted

_hasher = PasswordHasher()


def hash_secret(secret: str) -> str:
    """The argon2 hash of a PIN or password. Takes about a tenth of a second on purpose."""
    return _hasher.hash(secret)


def sign_in(
    actor: Actor,
    badge: Badge | None,
    secret: str,
    tablet_id: str | None = None,
    *,
    nodded: bool = False,
) -> Reference:
    """Check a badge's secret beside the engine, then begin a device for its person.

    Answers as begin_badge_device does. Refusals: BadgeUnknown, SlowDown (this badge, and this
    tablet), WrongSecret.
    """
    if badge is None:
        raise BadgeUnknown
    badge_id, stored = badge.id, badge.secret_hash
    count_try(actor, badge_id, tablet_id)  # before looking, so that parallel guesses all count
    db.session.rollback()  # no transaction stays open while argon2 works
    if not in_thread(verify_secret, stored, secret):
        raise WrongSecret
    return begin_badge_device(actor, badge_id, tablet_id, nodded=nodded)


def verify_secret(stored: str, secret: str) -> bool:
    """Whether this is the secret. For in_thread: a tenth of a second on purpose."""
    try:
        return _hasher.verify(stored, secret)
    except VerificationError:
        return False


@command(audit=Audit.NONE)
def count_try(actor: Actor, badge_id: str, tablet_id: str | None = None) -> Reference:
    """One more try is counted: for badge and tablet as a pair where the badge was signed in here
    before, else for the badge and for the tablet. Refusals: SlowDown, BadgeUnknown."""
    badge = db.session.get(Badge, badge_id, with_for_update=True)
    if badge is None or badge.revoked_at is not None:
        raise BadgeUnknown
    counted = _counted_on(badge, tablet_id)
    now = clock.now()
    waits = [row.next_try_at for row in counted if row.next_try_at and row.next_try_at > now]
    if waits:
        raise SlowDown(seconds=int((max(waits) - now).total_seconds()) + 1)
    for row in counted:
        row.wrong_tries += 1
        row.next_try_at = now + timedelta(seconds=rules.wait_after(row.wrong_tries))
    return {}


def _counted_on(badge: Badge, tablet_id: str | None) -> list[Badge | Tablet | SecretTries]:
    """The rows that this try slows: of the pair alone, or of the badge and the tablet."""
    tablet = db.session.get(Tablet, tablet_id, with_for_update=True) if tablet_id else None
    if tablet is None:
        return [badge]
    if not queries.was_signed_in(badge.person_id, tablet.id):
        return [badge, tablet]
    pair = db.session.get(SecretTries, (badge.id, tablet.id), with_for_update=True)
    if pair is None:
        pair = SecretTries(badge_id=badge.id, tablet_id=tablet.id, wrong_tries=0)
        db.session.add(pair)
    return [pair]


def forget_tries(badge_id: str, tablet_id: str | None) -> None:
    """The owner was there: nothing slows her badge on this tablet. Inside a command."""
    badge = db.session.get(Badge, badge_id)
    for row in _counted_on(badge, tablet_id) if badge else ():
        row.wrong_tries = 0
        row.next_try_at = None


@command()
def begin_badge_device(
    actor: Actor, badge_id: str, tablet_id: str | None = None, *, nodded: bool = True
) -> Reference:
    """A device of the badge's person begins, and the badge's tries are forgotten.

    A person's badge on a browser ends what this browser was before. Answers `{"device": id,
    "tablet": id, "waits": bool}`: a child's badge waits on a tablet that no adult has nodded for.
    """
    badge = db.session.get(Badge, badge_id)
    if badge is None or badge.revoked_at is not None:
        raise BadgeUnknown
    tablet = _tablet(tablet_id)
    forget_tries(badge_id, tablet.id)
    now = clock.now()
    device = Device(
        kind="badge",
        person_id=badge.person_id,
        began_at=now,
        confirmed_at=now,
        heard_at=now,
        tablet_id=tablet.id,
    )
    db.session.add(device)
    if not nodded and tablet.known_at is None:
        _ask_for_nod(badge.person, tablet, device)
    db.session.flush()
    if actor.person_id in (None, badge.person_id):
        for session_id in sorted(actor.joined):  # a room it came into with the code stays open
            db.session.add(Membership(device_id=device.id, session_id=session_id))
    if actor.device_id is not None:
        put_end_to(actor.device_id)
    about("device", device.id, reason="waits for a nod" if device.asks_nod_since else None)
    return {"device": device.id, "tablet": tablet.id, "waits": device.asks_nod_since is not None}


def _tablet(tablet_id: str | None) -> Tablet:
    known = db.session.get(Tablet, tablet_id) if tablet_id else None
    if known is None:
        known = Tablet(began_at=clock.now())
        db.session.add(known)
        db.session.flush()
    return known


def _ask_for_nod(person: Person, tablet: Tablet, device: Device) -> None:
    """A child waits. An adult who could nod is nod enough where she signs in herself."""
    if person.kind == "child":
        device.asks_nod_since = clock.now()
        record(NodsChanged(queries.every_session()))
    elif any(grant.role in rules.MAY_NOD for grant in queries.grants_of(person.id)):
        tablet.known_at, tablet.known_by = clock.now(), person.id


@command(audit=Audit.NONE)
def join_session(actor: Actor, session_id: str, pretend: bool = False) -> Reference:
    """This browser may follow the session; a browser that is nobody yet becomes a phone.

    Answers `{"device": id}`. Joining twice changes nothing.
    """
    device_id = actor.device_id
    if device_id is None or actor.kind not in ("device", "person"):
        device = Device(kind="audience", began_at=clock.now(), pretend=pretend)
        db.session.add(device)
        db.session.flush()
        device_id = device.id
    db.session.execute(
        db.insert(Membership)
        .values(device_id=device_id, session_id=session_id)
        .on_conflict_do_nothing()
    )
    return {"device": device_id}


@command(audit=Audit.NONE)
def begin_screen_device(actor: Actor) -> Reference:
    """A projector's browser begins as a screen without a room."""
    device = Device(kind="screen", began_at=clock.now())
    db.session.add(device)
    db.session.flush()
    return {"device": device.id}


@command()
def pair_screen_device(actor: Actor, device_id: str, room_id: str) -> Reference:
    """The screen belongs to this room now. Refusal: NotFound."""
    device = db.session.get(Device, device_id)
    if device is None or device.kind != "screen" or device.ended_at is not None:
        raise NotFound
    device.room_id = room_id
    about("device", device_id)
    return {"device": device_id}


@command()
def hand_over(actor: Actor) -> Reference:
    """This browser's sign-in has ended; its cookie opens nothing any more."""
    if actor.device_id is not None:
        put_end_to(actor.device_id)
        about("device", actor.device_id)
    return {}


@command()
def end_device(actor: Actor, device_id: str) -> Reference:
    """A device has ended and its sockets leave within 2 s. One's own, or any by an organiser.

    Refusals: NotFound for a device that is not there or not one's own, ConfirmFirst for another's.
    """
    device = db.session.get(Device, device_id)
    mine = device is not None and device.person_id == actor.person_id is not None
    if device is None or device.ended_at is not None or not (mine or actor.is_organiser):
        raise NotFound
    if not mine:
        queries.require_confirmed(actor)
    put_end_to(device_id)
    about("device", device_id)
    return {"device": device_id}


@command()
def withdraw_role(
    actor: Actor, person_id: str, role: str, session_id: str | None = None
) -> Reference:
    """A role has ended; open sockets that needed it stop within 2 s.

    Refusals: NotAllowed, ConfirmFirst, NotFound.
    """
    if not actor.is_organiser and actor.kind != "system":
        raise NotAllowed
    queries.require_confirmed(actor)
    grant = db.session.scalars(
        select(RoleGrant).where(
            RoleGrant.person_id == person_id,
            RoleGrant.role == role,
            RoleGrant.session_id == session_id
            if session_id is not None
            else RoleGrant.session_id.is_(None),
            RoleGrant.ended_at.is_(None),
        )
    ).one_or_none()
    if grant is None:
        raise NotFound
    grant.ended_at = clock.now()
    db.session.add(Ending(person_id=person_id, at=clock.now()))
    about("person", person_id, session_id, reason=role)
    record(RoleWithdrawn(person_id))
    return {"person": person_id}


@command(audit=Audit.NONE)
def hear_devices(
    actor: Actor, session_id: str, heard: Iterable[tuple[str, str]], told: int | None = None
) -> Reference:
    """All these (device, holder) pairs were heard in the session just now: one statement.

    When the number present is another than the one last told (or, where none was, than before),
    the screen's and the poll's topics change. Answers `{"present": n}`.
    """
    now = clock.now()
    before = queries.present_count(session_id) if told is None else told
    rows = [
        {"device_id": device, "session_id": session_id, "holder": holder, "heard_at": now}
        for device, holder in sorted(set(heard))
    ]
    if rows:
        insert = db.insert(Presence)
        db.session.execute(
            insert.on_conflict_do_update(
                index_elements=["device_id", "session_id"],
                set_={"heard_at": insert.excluded.heard_at, "holder": insert.excluded.holder},
            ),
            rows,
        )
    present = queries.present_count(session_id)
    if present != before:
        record(PresenceChanged(session_id))
    return {"present": present}


@command(audit=Audit.NONE)
def note_heard(actor: Actor, device_ids: Collection[str]) -> Reference:
    """These tablets were heard just now: one statement, however many."""
    db.session.execute(
        update(Device)
        .where(Device.id.in_(sorted(device_ids)), Device.ended_at.is_(None))
        .values(heard_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    return {}


@command()
def add_person(
    actor: Actor,
    *,
    slug: str,
    kind: str,
    shown_name: Words,
    language: str,
    secret_hash: str,
    organisation_id: str | None = None,
    age_band: str | None = None,
    first_name: str = "",
) -> Reference:
    """A person with a badge of their own. A child's first name waits for the first key where she
    wants to be shown by it. Answers `{"person": id, "badge": id}`."""
    person = Person(
        slug=slug,
        kind=kind,
        shown_name=shown_name,
        language=language,
        organisation_id=organisation_id,
        age_band=age_band,
    )
    if first_name:
        person.first_name = {language: first_name}
        person.first_name_typed_by, person.first_name_typed_at = actor.person_id, clock.now()
    db.session.add(person)
    db.session.flush()
    badge = Badge(person_id=person.id, number=free_number(), secret_hash=secret_hash)
    db.session.add(badge)
    db.session.flush()
    about("person", person.id)
    return {"person": person.id, "badge": badge.id}


@command()
def give_role(actor: Actor, person_id: str, role: str, session_id: str | None = None) -> Reference:
    """The person holds this role for the event or the session.

    Refusals: NotAllowed, ConfirmFirst; NotVetted, with what is missing, for a role that needs
    vetting.
    """
    if not actor.is_organiser and actor.kind != "system":
        raise NotAllowed
    queries.require_confirmed(actor)
    missing = vetting.missing(brought_by(person_id), clock.now().date())
    if role in vetting.NEED_VETTING and missing:
        raise NotVetted(state={"missing": missing})
    db.session.add(RoleGrant(person_id=person_id, role=role, session_id=session_id))
    about("person", person_id, session_id, reason=role)
    return {"person": person_id}


@command(audit=Audit.NONE)
def sweep_devices(actor: Actor) -> Reference:
    """The tokens of devices and tablets that nobody needs any more are erased, a day after the
    sessions they were for; a browser that still carries one is nobody. Answers `{"erased": n}`."""
    session, moment = db.session, clock.now() - WITH_DEVICE.span()
    due = queries.devices_to_forget(moment)
    for device in due:
        if device.ended_at is None:
            put_end_to(device.id)
    session.flush()
    gone = [device.id for device in due]
    db.let_go(session, Device, gone)
    session.execute(delete(Device).where(Device.id.in_(gone)))
    tablets = queries.tablets_to_forget(moment)
    db.let_go(session, Tablet, tablets)
    session.execute(delete(Tablet).where(Tablet.id.in_(tablets)))
    session.execute(delete(Presence).where(Presence.heard_at < moment))
    # The newest stays: its number would be given again, and servers remember which they have seen.
    newest = select(func.max(Ending.id)).scalar_subquery()
    session.execute(
        delete(Ending)
        .where(Ending.at < moment, Ending.id < newest)
        .execution_options(synchronize_session=False)
    )
    return {"erased": len(gone) + len(tablets)}


def put_end_to(device_id: str) -> None:
    """The device has ended, and its pages stop within 2 s; part of a running command."""
    now = clock.now()
    db.session.execute(
        update(Device).where(Device.id == device_id, Device.ended_at.is_(None)).values(ended_at=now)
    )
    db.session.add(Ending(device_id=device_id, at=now))
    record(DeviceEnded(device_id))


def end_devices_of(person_id: str) -> None:
    """Everything the person is signed in on has ended; part of a running command."""
    for device in queries.devices_of_person(person_id):
        put_end_to(device.id)


def free_number() -> str:
    """Six digits that no badge has; part of a running command."""
    while True:
        number = f"{secrets.randbelow(10**6):06d}"
        taken = db.session.scalar(select(Badge.id).where(Badge.number == number))
        if taken is None:
            return number
