"""The vault's tables, on metadata of their own: nothing else can refer to them or join them.

They refer to nothing either, so that they can be erased, kept and restored apart.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from participation.foundation.database import Model, Moment
from participation.foundation.inventory import AFTER_THE_EVENT, Area, Stands, holds


class VaultModel(DeclarativeBase):
    """Base of the vault's tables; the names of constraints are made as everywhere."""

    metadata = MetaData(naming_convention=Model.metadata.naming_convention)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Moment}


class ContactKind(StrEnum):
    GUARDIAN = "guardian"
    OTHER = "other"


@holds(
    Area.OUTSIDE,
    "the host must know whom it answers for",
    sees="surname birth date contact guardian",
    kept=AFTER_THE_EVENT,
    stands=Stands.VAULT,
    about={
        "person_id surname birth_date": "surname and birth date",
        "written_at": "when the registration desk wrote it",
    },
)
class VaultEntry(VaultModel):
    """Who somebody is outside."""

    __tablename__ = "vault_entry"
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    surname: Mapped[str | None] = mapped_column(String(80))
    birth_date: Mapped[date | None]
    written_at: Mapped[datetime]


@holds(
    Area.OUTSIDE,
    "to reach those who answer for a child when she needs them",
    sees="surname birth date contact guardian",
    kept=AFTER_THE_EVENT,
    stands=Stands.VAULT,
    about={
        "person_id kind name relation reach": (
            "a guardian or somebody else to call: name, what they are to her, how to reach them"
        )
    },
)
class VaultContact(VaultModel):
    """A guardian, or somebody else to call for this person."""

    __tablename__ = "vault_contact"
    __table_args__ = (CheckConstraint("kind IN ('guardian', 'other')", name="kind"),)
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    relation: Mapped[str] = mapped_column(String(60))
    reach: Mapped[str] = mapped_column(String(120))


@holds(
    Area.OUTSIDE,
    "so that everybody can take part, and the adult in the room can act",
    sees="access needs",
    kept=AFTER_THE_EVENT,
    stands=Stands.VAULT,
    about={"person_id to_act words": "what a child needs; the part to act on stands apart"},
)
class VaultNeed(VaultModel):
    """What this person needs. `to_act` is the part that an adult in the room must know to act."""

    __tablename__ = "vault_need"
    person_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    to_act: Mapped[bool] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(Text)
