"""Who did what to which object, when and why; never the content. Append-only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.database import Model


class AuditRow(Model):
    """One act. `who` is a person's or a screen's id, "phone" for an audience device; no name."""

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
        )
    )


def _who(actor: Actor) -> str:
    if actor.kind == "device":
        return "phone"
    return actor.person_id or actor.device_id or actor.kind
