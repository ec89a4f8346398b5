"""Reads about people: the actor behind a token, badges, devices, who is present."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select

from participation.foundation import clock
from participation.foundation.actors import NOBODY, Actor, Asking, Grant, Held
from participation.foundation.database import table_of
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.refusals import NotFound
from participation.people import rules, tokens
from participation.people.consent import queries as consent
from participation.people.heard import heard_by
from participation.people.models import (
    Badge,
    Device,
    Ending,
    Membership,
    Person,
    Presence,
    RoleGrant,
    Tablet,
)
from participation.people.refusals import ConfirmFirst
from participation.people.tablets.rules import held_when_unheard, unheard_after
from participation.people.vetting.queries import gives_something
from participation.programme.models import ConferenceSession
from participation.programme.queries import is_demonstration, sessions

# contract.md, "Live messages": a device counts as present when heard within 45 s.
HEARD_WITHIN = timedelta(seconds=45)


def actor_of_token(token: str | None, locale: str) -> Actor:
    """The actor behind a device cookie now; nobody (with the language) where it ended."""
    return actors_of_tokens([(token, locale)])[0]


# Made once, since they run with every list of votes; phones are found without mapped rows.
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_DEVICE, _MEMBERSHIP = table_of(Device), table_of(Membership)
_DEVICES = select(Device).where(Device.id.in_(_IDS), Device.ended_at.is_(None))
_JOINED = select(_MEMBERSHIP.c.device_id, _MEMBERSHIP.c.session_id).where(
    _MEMBERSHIP.c.device_id.in_(_IDS)
)
_FOUND = (
    select(_DEVICE.c.id, _DEVICE.c.kind, _MEMBERSHIP.c.session_id)
    .outerjoin(_MEMBERSHIP, _MEMBERSHIP.c.device_id == _DEVICE.c.id)
    .where(_DEVICE.c.id.in_(_IDS), _DEVICE.c.ended_at.is_(None))
)


def actors_of_tokens(asking: Sequence[Asking]) -> list[Actor]:
    """The actors behind these device cookies now, in the same order. The phones of a hall are found
    by one query, however many; only badges are looked at one by one."""
    ids = [tokens.unsign("device", token) for token, _ in asking]
    wanted = sorted({device_id for device_id in ids if device_id})
    if not wanted:
        return [Actor(kind="nobody", locale=locale) for _, locale in asking]
    joined: dict[str, set[str]] = {}
    others: set[str] = set()
    for row in db.session.execute(_FOUND, {"ids": wanted}):
        if row.kind != "audience":
            others.add(row.id)
        else:
            joined.setdefault(row.id, set()).update({row.session_id} - {None})
    devices = {}
    if others:
        devices = {each.id: each for each in db.session.scalars(_DEVICES, {"ids": sorted(others)})}
    found = []
    for device_id, (_, locale) in zip(ids, asking, strict=True):
        if device_id in joined:
            found.append(_phone(device_id, frozenset(joined[device_id]), locale))
        elif device_id in devices:
            found.append(actor_of_device(devices[device_id], locale))
        else:
            found.append(Actor(kind="nobody", locale=locale))
    return found


def _joined(device_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    """The sessions whose room code each of these devices came in with; one query."""
    joined: dict[str, set[str]] = {device_id: set() for device_id in device_ids}
    if device_ids:
        for row in db.session.execute(_JOINED, {"ids": device_ids}):
            joined[row.device_id].add(row.session_id)
    return {device_id: frozenset(sessions) for device_id, sessions in joined.items()}


def _phone(device_id: str, joined: frozenset[str], locale: str) -> Actor:
    return Actor(kind="device", device_id=device_id, joined=joined, locale=locale)


def require_confirmed(actor: Actor) -> None:
    """Return quietly when this device's PIN or password was typed within ten minutes.

    Before what is heavy: roles, other people's devices, cards, exports, sealed things. Never
    before what moves a live session. Refusal: ConfirmFirst.
    """
    if actor.kind == "system":
        return
    device = db.session.get(Device, actor.device_id) if actor.device_id else None
    if device is None or not rules.is_confirmed(device.confirmed_at, clock.now()):
        raise ConfirmFirst


def actor_of_device(device: Device, locale: str) -> Actor:
    """The actor that this living device is; nobody for as long as it is locked or waits."""
    now = clock.now()
    if device.asks_nod_since is not None:
        waits = now - device.asks_nod_since < rules.NOD_WAITS_FOR
        return _held(device, locale, "waiting" if waits else None)
    if device.locked_at is not None:
        left = rules.is_left_locked(device.locked_at, now)
        return _held(device, locale, None if left else "locked")
    if device.kind == "screen":
        return Actor(kind="screen", device_id=device.id, room_id=device.room_id, locale=locale)
    joined = _joined([device.id])[device.id]
    if device.person_id is None:
        return _phone(device.id, joined, locale)
    person = db.session.get(Person, device.person_id)
    if person is None:
        return NOBODY
    if person.kind == "child" and not consent.takes_part(person.id):
        # What an audience phone has, and no more; only her own card's pages know whose it is.
        return Actor(
            kind="device",
            device_id=device.id,
            person_id=person.id,
            joined=joined,
            locale=locale,
        )
    actor = Actor(
        kind="person",
        device_id=device.id,
        person_id=person.id,
        grants=grants_of(person.id),
        joined=joined,
        words=person.shown_name,
        locale=locale,
    )
    silent = _silence_of(device, actor, now)
    return actor if silent is None else _held(device, locale, held_when_unheard(actor, silent))


def _silence_of(device: Device, actor: Actor, now: datetime) -> timedelta | None:
    """How long a tablet was not heard, where that is longer than it may be; never for the one that
    holds the seat of a session under way."""
    may_be = unheard_after(actor)
    if may_be is None or device.heard_at is None or now - device.heard_at <= may_be:
        return None
    if heard_by(current_app).was_heard_within(device.id, may_be):
        return None  # by this server, since it was last written
    stays_awake: bool = current_app.config["STAYS_AWAKE"](device.id)
    return None if stays_awake else now - device.heard_at


def _held(device: Device, locale: str, held: Held | None) -> Actor:
    """Nobody, who may free this device again where `held` says how."""
    return Actor(
        kind="nobody",
        device_id=device.id,
        locale=locale,
        held=held,
        rests_as=_alerted_at_rest(device),
    )


def _alerted_at_rest(device: Device) -> str | None:
    """Whose alert this resting device goes on hearing (docs/decisions/alerts.md)."""
    if device.person_id is None or device.asks_nod_since is not None:
        return None
    return device.person_id if Grant("safeguarding") in grants_of(device.person_id) else None


def grants_of(person_id: str) -> frozenset[Grant]:
    """The roles a person holds now. A facilitator's or the safety team's role gives nothing
    without complete vetting, whoever gave it and whenever it lapsed."""
    return grants_of_each([person_id]).get(person_id, frozenset())


def grants_of_each(person_ids: Collection[str]) -> dict[str, frozenset[Grant]]:
    """The same of several, by one query; who holds none is not in it."""
    if not person_ids:
        return {}
    rows = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.role, RoleGrant.session_id).where(
            RoleGrant.person_id.in_(sorted(set(person_ids))), gives_something()
        )
    )
    found: dict[str, set[Grant]] = defaultdict(set)
    for row in rows:
        found[row.person_id].add(Grant(row.role, row.session_id))
    return {person_id: frozenset(grants) for person_id, grants in found.items()}


def holders_of(roles: Iterable[str], session_id: str) -> set[str]:
    """Who holds one of these roles for the event or for this session."""
    return set(
        db.session.scalars(
            select(RoleGrant.person_id).where(
                RoleGrant.role.in_(sorted(roles)),
                or_(RoleGrant.session_id.is_(None), RoleGrant.session_id == session_id),
                gives_something(),
            )
        )
    )


def is_shown_link(token: str | None) -> bool:
    """Whether a demonstration showed this link to whoever runs it: nobody has to nod for it."""
    return tokens.unsign("shown-badge", token) is not None and is_demonstration()


def badge_of_token(token: str) -> Badge | None:
    """The badge in use behind a card's QR link, or a demonstration's."""
    badge_id = tokens.unsign("shown-badge" if is_shown_link(token) else "badge", token)
    badge = db.session.get(Badge, badge_id) if badge_id else None
    return badge if badge is not None and badge.revoked_at is None else None


def badge_of_number(number: str) -> Badge | None:
    """The badge in use with this typed number."""
    return db.session.scalars(
        select(Badge).where(Badge.number == number, Badge.revoked_at.is_(None))
    ).one_or_none()


def badge_in_use(badge_id: str) -> Badge:
    """The badge with this id. Refusal: NotFound for one that is not in use."""
    badge = db.session.get(Badge, badge_id)
    if badge is None or badge.revoked_at is not None:
        raise NotFound
    return badge


def card_to_print(actor: Actor, badge_id: str) -> Badge:
    """The badge whose card this is. Refusals: ConfirmFirst, NotFound."""
    require_confirmed(actor)
    return badge_in_use(badge_id)


def badge_of_person(person_id: str) -> Badge | None:
    return db.session.scalars(
        select(Badge).where(Badge.person_id == person_id, Badge.revoked_at.is_(None))
    ).first()


def badges_in_use(person_ids: Sequence[str]) -> Sequence[Badge]:
    """The badges of these people that open something."""
    return db.session.scalars(
        select(Badge).where(
            Badge.person_id.in_(sorted(set(person_ids))), Badge.revoked_at.is_(None)
        )
    ).all()


def person(person_id: str) -> Person:
    """The person with this id. Refusal: NotFound, also for a child of whom nothing is left."""
    found = db.session.get(Person, person_id)
    if found is None or found.erased_at is not None:
        raise NotFound
    return found


def devices_of_person(person_id: str) -> Sequence[Device]:
    """The browsers a badge is signed in on, newest first."""
    return db.session.scalars(
        select(Device)
        .where(Device.person_id == person_id, Device.ended_at.is_(None))
        .order_by(Device.began_at.desc())
    ).all()


def every_session() -> tuple[str, ...]:
    """The ids of all sessions: an adult may look from any of them."""
    return tuple(session.id for session in sessions())


def was_signed_in(person_id: str, tablet_id: str) -> bool:
    """Whether this person's badge was ever opened on this tablet by its right secret."""
    return (
        db.session.scalars(
            select(Device.id)
            .where(
                Device.person_id == person_id,
                Device.tablet_id == tablet_id,
                Device.asks_nod_since.is_(None),
            )
            .limit(1)
        ).first()
        is not None
    )


def everybody() -> Sequence[Person]:
    """Everybody who is known here."""
    return db.session.scalars(
        select(Person).where(Person.erased_at.is_(None)).order_by(Person.kind, Person.slug)
    ).all()


def people_with_role(role: str, session_id: str) -> Sequence[Person]:
    """Who holds this role for this very session."""
    return db.session.scalars(
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.role == role,
            RoleGrant.session_id == session_id,
            gives_something(),
        )
        .order_by(Person.slug)
    ).all()


def shown_names(person_ids: Sequence[str]) -> dict[str, Words]:
    """The names people are shown by now, by id. Who shows none, or takes no part, is not in it."""
    shown = consent.shown_of(person_ids)
    return {person_id: each.name for person_id, each in shown.items() if each.name is not None}


def shown_name(person_id: str) -> Words | None:
    """The name this person is shown by now; None where none is shown."""
    return shown_names([person_id]).get(person_id)


def present_count(session_id: str) -> int:
    """How many are here: devices heard within 45 s; a badge counts once, on however many."""
    return db.session.execute(
        select(func.count(func.distinct(Presence.holder))).where(
            Presence.session_id == session_id, Presence.heard_at > clock.now() - HEARD_WITHIN
        )
    ).scalar_one()


def people_present(session_id: str, role: str | None = None) -> int:
    """How many of those whose badge does more than a phone are here; only those with this role for
    the event, where one is named."""
    asked = (
        select(func.count(func.distinct(Presence.holder)))
        .join(Person, Presence.holder == "person:" + Person.id)
        .where(
            Presence.session_id == session_id,
            Presence.heard_at > clock.now() - HEARD_WITHIN,
            consent.is_taking_part(),
        )
    )
    if role is not None:
        asked = asked.join(
            RoleGrant,
            and_(
                RoleGrant.person_id == Person.id,
                RoleGrant.role == role,
                RoleGrant.session_id.is_(None),
                gives_something(),
            ),
        )
    return db.session.execute(asked).scalar_one()


def screens_in(room_id: str) -> int:
    """How many projectors are paired with this room."""
    return db.session.execute(
        select(func.count())
        .select_from(Device)
        .where(Device.kind == "screen", Device.room_id == room_id, Device.ended_at.is_(None))
    ).scalar_one()


def devices_to_forget(moment: datetime) -> Sequence[Device]:
    """Devices that ended before this moment; phones whose sessions were all over by then; every
    device once the whole programme was. Who was heard since is still here: the trial, which is
    always now, has no end of its own."""
    lasting = (
        select(Membership.device_id)
        .join(ConferenceSession, ConferenceSession.id == Membership.session_id)
        .where(ConferenceSession.is_always_now.is_(False), ConferenceSession.ends_at >= moment)
    )
    heard = select(Presence.device_id).where(Presence.heard_at >= moment)
    idle = and_(Device.began_at < moment, Device.id.not_in(heard))
    return db.session.scalars(
        select(Device)
        .where(
            or_(
                Device.ended_at < moment,
                and_(Device.kind == "audience", idle, Device.id.not_in(lasting)),
                and_(Device.kind != "audience", idle, _is_all_over(moment)),
            )
        )
        .order_by(Device.id)
    ).all()


def tablets_to_forget(moment: datetime) -> Sequence[str]:
    """Browsers on which nobody is signed in, once the whole programme was over by this moment."""
    signed_in = select(Device.tablet_id).where(Device.tablet_id.is_not(None))
    return db.session.scalars(
        select(Tablet.id).where(
            Tablet.began_at < moment, _is_all_over(moment), Tablet.id.not_in(signed_in)
        )
    ).all()


def _is_all_over(moment: datetime) -> ColumnElement[bool]:
    last = (
        select(func.max(ConferenceSession.ends_at))
        .where(ConferenceSession.is_always_now.is_(False))
        .scalar_subquery()
    )
    return and_(last.is_not(None), last < moment)


def endings_since(moment: datetime) -> Sequence[Ending]:
    return db.session.scalars(select(Ending).where(Ending.at >= moment).order_by(Ending.id)).all()
