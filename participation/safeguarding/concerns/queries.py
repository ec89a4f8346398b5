"""Reads of concerns, through the keys: for whom nothing is sealed, nothing exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.safeguarding.concerns import rules
from participation.safeguarding.concerns.models import (
    Concern,
    ConcernAlert,
    ConcernEntry,
    ConcernKey,
    ConcernSignature,
)
from participation.safeguarding.posts.models import SafetyPost
from participation.safeguarding.posts.queries import post_of
from participation.safeguarding.posts.refusals import NoPost


@dataclass
class Course:
    """How far a concern has come: no content."""

    concern: Concern
    entries: list[ConcernEntry] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    signatures: list[ConcernSignature] = field(default_factory=list)

    @property
    def acknowledged(self) -> ConcernEntry | None:
        return next((each for each in self.entries if each.kind == rules.ACKNOWLEDGED), None)

    @property
    def waits(self) -> bool:
        """Whether nobody has it yet."""
        return self.acknowledged is None and not self.signatures

    @property
    def is_closed(self) -> bool:
        return len(self.signatures) == 2

    @property
    def is_answered(self) -> bool:
        return any(each.kind == rules.ANSWER for each in self.entries)

    @property
    def is_urgent(self) -> bool:
        """Whether its writer said "not safe now", at first or later."""
        return self.concern.is_urgent or any(each.is_urgent for each in self.entries)

    @property
    def has_news(self) -> bool:
        """Whether its writer added something that the pair has not done anything about since."""
        return bool(self.entries) and self.entries[-1].kind == rules.ADDED

    @property
    def state(self) -> str:
        if self.is_closed:
            return "closed"
        if self.signatures:
            return "signed"
        if self.is_answered:
            return "answered"
        return "new" if self.waits else "taken"


def concern_for(actor: Actor, concern_id: str) -> Concern:
    """The concern, for the present holder of a post it is sealed for.

    Refusal: NotFound for everybody else, and for one that must not be known to her.
    """
    post = post_of(actor)
    found = (
        db.session.scalars(_sealed_for(post).where(Concern.id == concern_id)).one_or_none()
        if post is not None
        else None
    )
    if found is None:
        raise NotFound
    return found


def courses_for(actor: Actor) -> list[Course]:
    """Every concern that is sealed for the actor, the newest first. Refusal: NoPost."""
    post = post_of(actor)
    if post is None:
        raise NoPost
    return courses_of_post(post)


def courses_of_post(post: SafetyPost) -> list[Course]:
    found = db.session.scalars(_sealed_for(post).order_by(Concern.came_at.desc())).all()
    return _courses(found)


def course_of(concern: Concern) -> Course:
    return _courses([concern])[0]


def unacknowledged() -> list[Course]:
    """What nobody has yet, for the clock alone."""
    taken = select(ConcernEntry.concern_id).where(ConcernEntry.kind == rules.ACKNOWLEDGED)
    signed = select(ConcernSignature.concern_id)
    found = db.session.scalars(
        select(Concern).where(Concern.id.not_in(taken), Concern.id.not_in(signed))
    ).all()
    return _courses(found)


def sealed_for(concern_id: str) -> dict[str, SafetyPost]:
    """The present holders of posts who can open it, by post."""
    found = db.session.scalars(
        select(SafetyPost)
        .join(ConcernKey, ConcernKey.post_id == SafetyPost.id)
        .where(ConcernKey.concern_id == concern_id, SafetyPost.until.is_(None))
    )
    return {post.post: post for post in found}


def boxes_of(concern_id: str) -> Sequence[ConcernKey]:
    return db.session.scalars(select(ConcernKey).where(ConcernKey.concern_id == concern_id)).all()


def keys_sealed_to(post_ids: Sequence[str]) -> Sequence[tuple[Concern, ConcernKey]]:
    """Every concern with its key as it is sealed for these rows of the team."""
    rows = db.session.execute(
        select(Concern, ConcernKey)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.post_id.in_(post_ids))
    )
    return [(row[0], row[1]) for row in rows]


def keys_sealed_to_recovery(recovery_id: str) -> Sequence[tuple[Concern, ConcernKey]]:
    """Every concern with its key as it is sealed for this key in the safe."""
    rows = db.session.execute(
        select(Concern, ConcernKey)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.recovery_id == recovery_id)
    )
    return [(row[0], row[1]) for row in rows]


def told_with(once_hash: str) -> Concern | None:
    """The concern that a page with this id has brought."""
    return db.session.scalars(select(Concern).where(Concern.once_hash == once_hash)).one_or_none()


def concern_with(concern_id: str) -> Concern | None:
    """The concern with this id; for the code's holder alone, never for a list."""
    return db.session.get(Concern, concern_id)


def answers_to(concern: Concern) -> list[bytes]:
    """The answers as they are sealed for the holder of the receipt's code, the first one first."""
    found = db.session.scalars(
        select(ConcernEntry.for_code)
        .where(ConcernEntry.concern_id == concern.id, ConcernEntry.kind == rules.ANSWER)
        .order_by(ConcernEntry.at)
    )
    return [box for box in found if box is not None]


def concern_about(kind: str, object_id: str) -> Concern | None:
    """The concern that this text was routed as; for the code's holder alone, never for a list."""
    return db.session.scalars(
        select(Concern).where(Concern.source_kind == kind, Concern.source_id == object_id)
    ).one_or_none()


def _sealed_for(post: SafetyPost) -> Select[Concern]:
    return (
        select(Concern)
        .join(ConcernKey, ConcernKey.concern_id == Concern.id)
        .where(ConcernKey.post_id == post.id)
    )


def _courses(concerns: Sequence[Concern]) -> list[Course]:
    """How far each has come: three queries for all."""
    ids = [concern.id for concern in concerns]
    entries: dict[str, list[ConcernEntry]] = defaultdict(list)
    for entry in db.session.scalars(
        select(ConcernEntry)
        .where(ConcernEntry.concern_id.in_(ids))
        .order_by(ConcernEntry.at, ConcernEntry.id)
    ):
        entries[entry.concern_id].append(entry)
    alerts: dict[str, list[str]] = defaultdict(list)
    for alert in db.session.scalars(
        select(ConcernAlert).where(ConcernAlert.concern_id.in_(ids)).order_by(ConcernAlert.at)
    ):
        alerts[alert.concern_id].append(alert.step)
    signatures: dict[str, list[ConcernSignature]] = defaultdict(list)
    for signature in db.session.scalars(
        select(ConcernSignature)
        .where(ConcernSignature.concern_id.in_(ids))
        .order_by(ConcernSignature.number)
    ):
        signatures[signature.concern_id].append(signature)
    return [
        Course(concern, entries[concern.id], alerts[concern.id], signatures[concern.id])
        for concern in concerns
    ]
