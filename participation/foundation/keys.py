"""Which secret key this database was made with: badges and cookies signed by another don't open."""

from __future__ import annotations

import hashlib
import hmac

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation.database import Model
from participation.foundation.inventory import Area, holds


@holds(Area.LOG, "to find a server started with a wrong key", nothing="id mark")
class KeyMark(Model):
    """One row: a mark that only the right key makes, and from which no key can be read."""

    __tablename__ = "key_mark"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(64))


def mark_of(secret_key: str) -> str:
    """The mark that this key makes."""
    return hmac.new(secret_key.encode(), b"sawt-key-mark", hashlib.sha256).hexdigest()


def key_fits(session: Session, secret_key: str) -> bool | None:
    """Whether the database was made with this key; None where no key was ever noted."""
    noted = session.get(KeyMark, 1)
    return hmac.compare_digest(noted.mark, mark_of(secret_key)) if noted else None


def note_key(session: Session, secret_key: str) -> None:
    """From the commit on this key is the database's own."""
    session.merge(KeyMark(id=1, mark=mark_of(secret_key)))
