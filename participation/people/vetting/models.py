"""The table of what is known of an adult's vetting: a reference, dates, and no document."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


@holds(
    Area.ADULTS,
    "no adult has a role with children without it",
    sees="vetting of an adult",
    about={
        "person_id reference": (
            "the number under which the host keeps her police check; the check is never here"
        ),
        "trained_on signed_on valid_until": "when she was trained and signed the code of conduct",
    },
    nothing="lapse_told",
)
class Vetting(Model):
    """One row for each adult. A thing that is not there yet is null, never a pretended value."""

    __tablename__ = "vetting"
    __table_args__ = (
        CheckConstraint("length(reference) > 0", name="reference_is_something"),
        CheckConstraint("valid_until >= trained_on", name="valid_after_training"),
    )
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    # The number under which the host keeps the police check; the check itself is never here.
    reference: Mapped[str | None] = mapped_column(String(60))
    trained_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    # The last day on which all this holds; null: for as long as the event lasts.
    valid_until: Mapped[date | None]
    # Whether open pages were told that the last day is over.
    lapse_told: Mapped[bool] = mapped_column(default=False)
