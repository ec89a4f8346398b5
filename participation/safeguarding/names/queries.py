"""Reads of names that wait for the first key."""

from __future__ import annotations

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.people.consent.models import NameWish
from participation.people.consent.queries import names_waiting
from participation.safeguarding.clearing.kinds import Waiting


def waiting_names(session_id: str) -> list[Waiting]:
    """Every name that waits: they hang on no session, so each desk may read them."""
    return [
        Waiting("name", wish.id, None, wish.proposed_name, wish.language, wish.wished_at)
        for wish in names_waiting()
    ]


def language_of(wish_id: str) -> str | None:
    """The language in which a name was typed; None where there is no such name."""
    return db.session.scalar(select(NameWish.language).where(NameWish.id == wish_id))
