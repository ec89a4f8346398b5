"""Who did or read what of which object, when and why; never the content. Append-only."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import String, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


class Part(StrEnum):
    """Who may read a row (access.yaml, "audit log")."""

    SAFETY = "safety"
    REST = "rest"


# What is done here is read by the safety team alone: that it was done at all may tell that a
# concern exists.
SAFETY_FOLDERS = (
    "participation.safeguarding.",
    "participation.people.vault.",
    "participation.people.access.",
)


# A page that is looked at again within this time, or comes back by itself, is one reading.
SITTING = timedelta(minutes=10)


@holds(
    Area.LOG,
    "so that it can be seen who did or read what; never the words themselves",
    sees="audit log",
    about={
        "at who roles": "who did something and when: an id, never a name; of a phone only that it "
        "was one",
        "action object_kind object_id session_id reason reads part": "what was done, and why",
        "about_person": "whose things were touched or read",
    },
    nothing="id",
)
class AuditRow(Model):
    """One act, or one reading. `who` is a person's or a screen's id, "phone" for an audience
    device; no name. `about_person` is the one whose things were touched or looked at."""

    __tablename__ = "audit_row"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(40))
    roles: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(80))
    object_kind: Mapped[str | None] = mapped_column(String(40))
    object_id: Mapped[str | None] = mapped_column(String(40))
    session_id: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str | None] = mapped_column(String(200))
    reads: Mapped[bool] = mapped_column(default=False, server_default=false())
    part: Mapped[str] = mapped_column(String(10), default=Part.REST, server_default="rest")
    about_person: Mapped[str | None] = mapped_column(String(40), index=True)


def part_of(module: str) -> Part:
    """The part of the log in which the commands of this module stand."""
    return Part.SAFETY if f"{module}.".startswith(SAFETY_FOLDERS) else Part.REST


def is_noted(
    session: Session, actor: Actor, action: str, object_id: str | None, session_id: str | None
) -> bool:
    """Whether this reading of this very thing by the actor stands in the log since less than a
    sitting. Two at the same moment are both written down: the log never has too little."""
    newest = session.scalars(
        select(AuditRow.at)
        .where(
            AuditRow.who == _who(actor),
            AuditRow.action == action,
            AuditRow.object_id == object_id,
            AuditRow.session_id == session_id,
        )
        .order_by(AuditRow.id.desc())
        .limit(1)
    ).first()
    return newest is not None and clock.now() - newest < SITTING


def write_audit(
    session: Session,
    actor: Actor,
    action: str,
    *,
    anonymous: bool,
    object_kind: str | None,
    object_id: str | None,
    session_id: str | None,
    reason: str | None,
    reads: bool = False,
    part: Part = Part.REST,
    about_person: str | None = None,
) -> None:
    """Add the row. With `anonymous` it says that something was done, not by whom and to what."""
    session.add(
        AuditRow(
            at=clock.now(),
            who="withheld" if anonymous else _who(actor),
            roles="" if anonymous else ",".join(sorted({g.role for g in actor.grants})),
            action=action,
            object_kind=object_kind,
            object_id=None if anonymous else object_id,
            session_id=session_id,
            reason=reason,
            reads=reads,
            part=part,
            about_person=None if anonymous else about_person,
        )
    )


def _who(actor: Actor) -> str:
    if actor.kind == "device":
        return "phone"
    return actor.person_id or actor.device_id or actor.kind
