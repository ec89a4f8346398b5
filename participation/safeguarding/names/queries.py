"""Reads of names that wait for the first key."""

from __future__ import annotations

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.people.consent.models import NameWish
from participation.people.consent.queries import names_waiting
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency

KIND = "name"


def waiting_names(session_id: str) -> list[Waiting]:
    """Every name that waits: they hang on no session, so each desk may read them."""
    wishes = names_waiting()
    marks = marks_on(KIND, [wish.id for wish in wishes])
    return [
        Waiting(
            KIND,
            wish.id,
            None,
            wish.proposed_name,
            wish.language,
            wish.wished_at,
            marks=shown_marks(wish.proposed_name, marks.get(wish.id, ())),
            urgency=urgency(marks.get(wish.id, ())),
        )
        for wish in wishes
    ]


def wish_of(wish_id: str) -> NameWish | None:
    """The name with this id."""
    return db.session.get(NameWish, wish_id)


def language_of(wish_id: str) -> str | None:
    """The language in which a name was typed; None where there is no such name."""
    return db.session.scalar(select(NameWish.language).where(NameWish.id == wish_id))
