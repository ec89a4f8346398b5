"""Tables of the demonstration, empty everywhere else."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


@holds(
    Area.DEMONSTRATION,
    "so that anybody can try it; written together with invented people only",
    about={"person_id secret passphrase": "the PIN, password and passphrase of an invented person"},
)
class DemonstrationSecret(Model):
    """The secret of an invented person, in clear so that anybody can try the conference.

    Random for each demonstration, and written only together with an event that is one.
    """

    __tablename__ = "demonstration_secret"
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(60))
    passphrase: Mapped[str | None] = mapped_column(String(100))
