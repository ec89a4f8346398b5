"""Tables of safeguarding."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import Area, holds, said
from participation.foundation.languages import Words


@holds(
    Area.PROGRAMME,
    "so that a child finds the line for where she is",
    sees="audit log",
    about={"verified_by confirmed_by": "who checked the number"},
    nothing="id country number name source verified_on confirmed_on in_use",
)
class Helpline(Model):
    """A line for children in one country. `verified_on` null means "to be confirmed by it";
    `confirmed_on` is when the safety team last said that an older check still holds."""

    __tablename__ = "helpline"
    __table_args__ = (UniqueConstraint("country", "number"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    country: Mapped[str] = mapped_column(String(2))
    number: Mapped[str] = mapped_column(String(20))
    name: Mapped[Words]
    source: Mapped[str] = mapped_column(String(200))
    verified_by: Mapped[str | None] = mapped_column(String(100))
    verified_on: Mapped[date | None]
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_on: Mapped[date | None]
    in_use: Mapped[bool] = mapped_column(default=True)


@holds(
    Area.PROGRAMME,
    "so that a child knows whom she may talk to, and where",
    sees="shown name on stage",
    about={
        "name": "the name of the person at the desk with the green sign",
        "emergency_verified_by": said("who checked the emergency number", sees="audit log"),
    },
    nothing="id place country emergency_number emergency_verified_on emergency_source",
)
class SafePerson(Model):
    """The person in the building whom anybody may talk to, and where; with the number for danger
    there, which is data with a check like any line. It is never hidden."""

    __tablename__ = "safe_person"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[Words]
    place: Mapped[Words]
    country: Mapped[str] = mapped_column(String(2))
    emergency_number: Mapped[str] = mapped_column(String(20))
    emergency_verified_by: Mapped[str | None] = mapped_column(String(100))
    emergency_verified_on: Mapped[date | None]
    emergency_source: Mapped[str | None] = mapped_column(String(200))
