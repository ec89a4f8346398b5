"""Tables of the safety team's posts."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import FOR_THE_LAW, NOBODY, Area, Stands, holds, said


class Post(StrEnum):
    LEAD = "lead"
    DEPUTY = "deputy"


@holds(
    Area.CONCERNS,
    "everybody may know who the safety team is, and nobody else can read for it",
    sees="shown name on stage",
    kept=FOR_THE_LAW,
    about={
        "person_id post since until": "who was lead or deputy, from when until when",
        "locked_key": said(
            "her key, locked under a passphrase that is kept nowhere",
            sees=NOBODY,
            stands=Stands.SEALED,
        ),
        "wrong_tries next_try_at": said("how often it was typed wrong of late", sees=NOBODY),
    },
    nothing="id public_key salt passes memory",
)
class SafetyPost(Model):
    """One person's time in a post. The private key stands here locked under her passphrase alone;
    before she has chosen one there is no key, and nothing can be sealed for her.

    A post has one holder at a time, and a person one post. A former holder's row keeps its key, so
    that she can re-seal older concerns for whoever comes after her.
    """

    __tablename__ = "safety_post"
    __table_args__ = (
        CheckConstraint("post IN ('lead', 'deputy')", name="post"),
        CheckConstraint("(public_key IS NULL) = (locked_key IS NULL)", name="key_whole"),
        Index(
            "uq_safety_post_holder",
            "post",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index(
            "uq_safety_post_person",
            "person_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    post: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    public_key: Mapped[bytes | None]
    locked_key: Mapped[bytes | None]
    salt: Mapped[bytes | None]
    passes: Mapped[int | None]
    memory: Mapped[int | None]
    wrong_tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]


@holds(
    Area.CONCERNS,
    "so that a lost passphrase loses no concern; its other half is in the host's safe alone",
    kept=FOR_THE_LAW,
    nothing="id public_key made_at",
)
class RecoveryKey(Model):
    """The public half of the key in the host's safe; its private half was printed once."""

    __tablename__ = "recovery_key"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    public_key: Mapped[bytes]
    made_at: Mapped[datetime]


@holds(
    Area.CONCERNS,
    "so that a child reads when the team reads, and whom to call now",
    sees="shown name on stage",
    about={"duty_phone": "the number of the phone on duty"},
    nothing="id lead_within_s deputy_within_s reads_from reads_until",
)
class SafetyHours(Model):
    """One row: how long an alert may wait, when the team reads, and the phone on duty."""

    __tablename__ = "safety_hours"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    lead_within_s: Mapped[int] = mapped_column(default=180)
    deputy_within_s: Mapped[int] = mapped_column(default=180)
    reads_from: Mapped[str] = mapped_column(String(5), default="00:00")
    reads_until: Mapped[str] = mapped_column(String(5), default="24:00")
    duty_phone: Mapped[str] = mapped_column(String(30), default="")
