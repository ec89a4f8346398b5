"""Reads of the posts: who holds them, with which keys, in which hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.people.models import Role
from participation.people.queries import holders_of, shown_names
from participation.programme.queries import event_zone
from participation.safeguarding.duty.queries import on_duty_now
from participation.safeguarding.posts import rules
from participation.safeguarding.posts.models import Post, RecoveryKey, SafetyHours, SafetyPost
from participation.safeguarding.sealing import Locked


@dataclass(frozen=True)
class TeamOnDuty:
    """Lead and deputy as they are on duty: who can open what a child tells, and who holds a post
    but has no key yet, so that nothing can be sealed for her. Persons, by id."""

    opens: tuple[str, ...]
    without_key: tuple[str, ...]


def team_on_duty(session_id: str) -> TeamOnDuty:
    """Lead and deputy on duty for this session or the whole event. The role alone is no post:
    whoever holds neither post is not among them."""
    posts = {post.person_id: post for post in present_posts().values()}
    team = holders_of([Role.SAFEGUARDING], session_id)
    here = [
        one.person_id
        for one in on_duty_now(session_id)
        if one.person_id in posts and one.person_id in team
    ]
    return TeamOnDuty(
        opens=tuple(who for who in here if posts[who].public_key is not None),
        without_key=tuple(who for who in here if posts[who].public_key is None),
    )


def present_posts() -> dict[str, SafetyPost]:
    """Who holds which post now, with or without a key."""
    found = db.session.scalars(select(SafetyPost).where(SafetyPost.until.is_(None)))
    return {post.post: post for post in found}


def readers() -> dict[str, SafetyPost]:
    """The posts for which something can be sealed now."""
    return {name: post for name, post in present_posts().items() if post.public_key is not None}


def post_of(actor: Actor) -> SafetyPost | None:
    """The post that this person of the safety team holds now."""
    if actor.person_id is None or not actor.has("safeguarding"):
        return None
    return post_of_person(actor.person_id)


def post_of_person(person_id: str) -> SafetyPost | None:
    """The post this person holds now; it ends with her role of the safety team."""
    return db.session.scalars(
        select(SafetyPost).where(SafetyPost.person_id == person_id, SafetyPost.until.is_(None))
    ).one_or_none()


def keys_of(actor: Actor) -> Sequence[SafetyPost]:
    """Every row of this person that has a key, of former posts too, the newest first."""
    if actor.person_id is None or not actor.has("safeguarding"):
        return []
    return db.session.scalars(
        select(SafetyPost)
        .where(SafetyPost.person_id == actor.person_id, SafetyPost.public_key.is_not(None))
        .order_by(SafetyPost.until.is_not(None), SafetyPost.since.desc())
    ).all()


def locked_key_of(post: SafetyPost) -> Locked:
    """The post's private key as it is kept."""
    return Locked(post.locked_key or b"", post.salt or b"", post.passes or 0, post.memory or 0)


def holder_names() -> dict[str, Words]:
    """The shown name of whoever can be written to, by post."""
    held = readers()
    names = shown_names([post.person_id for post in held.values()])
    return {name: names[held[name].person_id] for name in Post if name in held}


def recovery_key() -> RecoveryKey | None:
    """The key in the host's safe to which everything is sealed now."""
    return db.session.scalars(
        select(RecoveryKey).order_by(RecoveryKey.made_at.desc()).limit(1)
    ).one_or_none()


def recovery_key_named(public_key: bytes) -> RecoveryKey | None:
    """The recovery key with this public half."""
    return db.session.scalars(
        select(RecoveryKey).where(RecoveryKey.public_key == public_key)
    ).one_or_none()


def hours() -> SafetyHours:
    """The team's hours and times; the design's own where nobody has set others."""
    return db.session.get(SafetyHours, 1) or SafetyHours(
        id=1,
        lead_within_s=180,
        deputy_within_s=180,
        reads_from="00:00",
        reads_until="24:00",
        duty_phone="",
    )


def reads_again_at() -> str | None:
    """When the team reads again, as hours and minutes of the event; None while it reads."""
    set_to, local = hours(), clock.now().astimezone(ZoneInfo(event_zone()))
    if rules.reads_at(local, set_to.reads_from, set_to.reads_until):
        return None
    return rules.next_reading(local, set_to.reads_from).strftime("%H:%M")
