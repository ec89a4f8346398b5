"""What has to be there before children come, and what would be good to have.

product.md, "Programme": three things block (the adults asked for, a lead or deputy on duty,
somebody on duty who reads each of the session's languages); everything else warns. A lead or deputy
without a passphrase is none: what a child tells could not be sealed for her.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.floor import queries
from participation.floor.models import Floor, ItemKind, ItemState
from participation.foundation.extensions import db
from participation.people.models import Role
from participation.people.queries import people_with_role, screens_in, shown_names
from participation.programme.models import ConferenceSession
from participation.safeguarding.adults.queries import adults_in, how_many_count
from participation.safeguarding.adults.rules import AdultState
from participation.safeguarding.duty.queries import on_duty_now
from participation.safeguarding.posts.queries import TeamOnDuty, team_on_duty
from participation.safeguarding.queries import is_emergency_to_confirm

Missing = dict[str, Any]


def missing_before_start(session_id: str, adults_asked: int) -> list[Missing]:
    """What blocks the start now. A session that asks for no adults is a trial: nothing does."""
    if adults_asked == 0:
        return []
    missing: list[Missing] = []
    adults = adults_asked - how_many_count(session_id)
    if adults > 0:
        missing.append({"what": "adults", "n": adults})
    team = team_on_duty(session_id)
    if not team.opens:
        missing += _without_key(team) or [{"what": "duty"}]
    on_duty = on_duty_now(session_id)
    session = db.session.get_one(ConferenceSession, session_id)
    read = {lang for who in on_duty for lang in who.languages}
    missing += [
        {"what": "language", "lang": lang} for lang in session.languages if lang not in read
    ]
    return missing


def who_could_come(session_id: str) -> list[str]:
    """The facilitators of this session who don't count in it now, by id."""
    here = {one.person_id for one in adults_in(session_id) if one.state == AdultState.HERE}
    named: Sequence[Any] = people_with_role(Role.FACILITATOR, session_id)
    return [person.id for person in named if person.id not in here]


def warnings(session: ConferenceSession, floor: Floor) -> list[Missing]:
    """What would be good to have; a facilitator starts without it in one tap."""
    items = queries.items_of(session.id)
    bare = [
        item
        for item in items
        if item.kind == ItemKind.PAPER
        and item.state == ItemState.PLANNED
        and item.revision_id is None
    ]
    told = [
        ("seat", floor.seat_person_id is not None, {}),
        ("screen", screens_in(session.room_id) > 0, {}),
        ("run_sheet", bool(items), {}),
        ("papers", not bare, {"n": len(bare)}),
        ("emergency", not is_emergency_to_confirm(), {}),
    ]
    team = team_on_duty(session.id)
    return [
        *(_without_key(team) if team.opens else []),
        *({"what": what, **more} for what, is_there, more in told if not is_there),
    ]


def _without_key(team: TeamOnDuty) -> list[Missing]:
    names = shown_names(team.without_key)
    return [{"what": "passphrase", "name": names[who]} for who in team.without_key]
