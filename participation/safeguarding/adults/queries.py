"""Reads of the adults in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.people.queries import holders_of
from participation.people.vetting.rules import NEED_VETTING
from participation.safeguarding.adults import rules
from participation.safeguarding.adults.models import AdultsNotice, Attendance, NoticeKind
from participation.safeguarding.adults.rules import AdultState

# A session is shorter than this: what was told before is of another day.
TOLD_LATELY = timedelta(hours=12)


@dataclass(frozen=True)
class Adult:
    """An adult who has checked in, as it stands now."""

    person_id: str
    state: AdultState


def open_attendances(session_id: str, *, for_update: bool = False) -> Sequence[Attendance]:
    """Who has checked in here and not out, in a fixed order, so that two writers never deadlock."""
    wanted = (
        select(Attendance)
        .where(Attendance.session_id == session_id, Attendance.checked_out_at.is_(None))
        .order_by(Attendance.id)
    )
    return db.session.scalars(wanted.with_for_update() if for_update else wanted).all()


def open_attendance_of(person_id: str, *, for_update: bool = False) -> Attendance | None:
    wanted = select(Attendance).where(
        Attendance.person_id == person_id, Attendance.checked_out_at.is_(None)
    )
    return db.session.scalars(wanted.with_for_update() if for_update else wanted).one_or_none()


def adults_in(session_id: str) -> list[Adult]:
    """Who has checked in and may look after this session, with what holds of each now.

    Somebody whose role ended or whose vetting lapsed is not among them, wherever she sits.
    """
    now, holders = clock.now(), holders_of(NEED_VETTING, session_id)
    return [
        Adult(row.person_id, rules.state_at(row.signs, now))
        for row in open_attendances(session_id)
        if row.person_id in holders
    ]


def how_many_count(session_id: str) -> int:
    """How many adults are in the room now."""
    return sum(adult.state == AdultState.HERE for adult in adults_in(session_id))


def last_counted(session_id: str) -> datetime | None:
    """The last moment at which anybody counted here; None where nobody ever did."""
    holders = holders_of(NEED_VETTING, session_id)
    stays = db.session.scalars(select(Attendance).where(Attendance.session_id == session_id))
    return max((_end_of(stay) for stay in stays if stay.person_id in holders), default=None)


def _end_of(stay: Attendance) -> datetime:
    until = rules.counts_until(stay.signs)
    return until if stay.checked_out_at is None else min(until, stay.checked_out_at)


def sessions_with_adults() -> Sequence[str]:
    """Every session that somebody has checked in to and not out."""
    return db.session.scalars(
        select(Attendance.session_id).where(Attendance.checked_out_at.is_(None)).distinct()
    ).all()


def notices(since: datetime) -> Sequence[AdultsNotice]:
    """What the safety team was told since then, newest first."""
    return db.session.scalars(
        select(AdultsNotice).where(AdultsNotice.at >= since).order_by(AdultsNotice.at.desc())
    ).all()


def rooms_short() -> list[AdultsNotice]:
    """The rooms that have too few adults now: the last thing told of each, today."""
    last: dict[str, AdultsNotice] = {}
    for notice in reversed(notices(clock.now() - TOLD_LATELY)):
        last[notice.session_id] = notice
    return [notice for notice in last.values() if notice.kind != NoticeKind.BACK]
