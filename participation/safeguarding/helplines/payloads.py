"""What the keepers of help see of it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.people.queries import shown_names
from participation.programme.models import Room
from participation.safeguarding import queries
from participation.safeguarding.helplines import rules
from participation.safeguarding.models import Helpline


def overview(lang: str) -> dict[str, Any]:
    """The person in the building, every line with how it stands, and where rooms are."""
    lines = [_line(line, lang) for line in db.session.scalars(select(Helpline))]
    lines.sort(key=lambda line: (line["standing"] == "taken_out", line["country"], line["number"]))
    return {
        "person": queries.safe_person(),
        "emergency_to_confirm": queries.is_emergency_to_confirm(),
        "lines": lines,
        "rooms": db.session.scalars(select(Room).order_by(Room.slug)).all(),
        "countries": rules.countries(lang),
    }


def one_line(line_id: str, lang: str) -> dict[str, Any]:
    """A line with who checked it. Refusal: NotFound."""
    line = db.session.get(Helpline, line_id)
    if line is None:
        raise NotFound
    return _line(line, lang)


def _line(line: Helpline, lang: str) -> dict[str, Any]:
    today = clock.now().date()
    names = shown_names([line.confirmed_by]) if line.confirmed_by else {}
    return {
        "id": line.id,
        "name": line.name,
        "number": line.number,
        "code": line.country,
        "country": rules.countries(lang).get(line.country, line.country),
        "source": line.source,
        "verified_by": line.verified_by,
        "verified_on": line.verified_on,
        "confirmed_by": names.get(line.confirmed_by or ""),
        "confirmed_on": line.confirmed_on,
        "standing": rules.standing(line.verified_on, line.confirmed_on, line.in_use, today),
    }
