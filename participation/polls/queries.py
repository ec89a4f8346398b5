"""Reads of polls, through authority: what an actor may not see does not exist."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from participation.floor.models import Floor, RunSheetItem
from participation.foundation.actors import Actor
from participation.foundation.database import table_of
from participation.foundation.extensions import db
from participation.foundation.forms import ID
from participation.foundation.refusals import NotFound
from participation.polls import rules
from participation.polls.choices import Asked
from participation.polls.models import (
    Ballot,
    Poll,
    PollKind,
    PollOption,
    PollState,
    Voter,
    is_ballot_of,
)
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see

AFTER_ALL_ITEMS = 1_000_000
IS_ID = re.compile(ID)


def poll_for(actor: Actor, poll_id: str) -> Poll:
    """The poll, when its session exists for the actor. Refusal: NotFound."""
    found = db.session.execute(
        select(Poll, ConferenceSession)
        .join(ConferenceSession, ConferenceSession.id == Poll.session_id)
        .where(Poll.id == poll_id)
    ).one_or_none()
    if found is None or not may_see(actor, found.ConferenceSession):
        raise NotFound
    poll: Poll = found.Poll
    return poll


@dataclass(frozen=True)
class PollToCast:
    """What a vote meets: what the poll asks for, and whether it is taken now."""

    id: str
    state: str
    electorate: str
    opened_at: datetime | None
    session_id: str
    session_kind: str
    session_state: str
    asked: Asked

    @property
    def is_ballot(self) -> bool:
        return is_ballot_of(self.electorate)


# Made once, and without mapped objects: it runs with every list of votes.
_POLL, _OPTION = table_of(Poll), table_of(PollOption)
_SESSION, _FLOOR = table_of(ConferenceSession), table_of(Floor)
_TO_CAST = (
    select(
        _POLL.c.id,
        _POLL.c.state,
        _POLL.c.electorate,
        _POLL.c.opened_at,
        _POLL.c.kind,
        _POLL.c.least,
        _POLL.c.most,
        _POLL.c.points,
        _POLL.c.session_id,
        _SESSION.c.kind.label("session_kind"),
        func.coalesce(_FLOOR.c.state, "planned").label("session_state"),
        _OPTION.c.id.label("option"),
    )
    .join(_SESSION, _SESSION.c.id == _POLL.c.session_id)
    .outerjoin(_FLOOR, _FLOOR.c.session_id == _POLL.c.session_id)
    .outerjoin(_OPTION, _OPTION.c.poll_id == _POLL.c.id)
    .where(_POLL.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(_POLL.c.id, _OPTION.c.position)
    .with_for_update(read=True, of=_POLL)
)


def polls_to_cast(poll_ids: Collection[str]) -> dict[str, PollToCast]:
    """What votes in these polls meet; the polls are held open for this transaction, so that closing
    waits until what is being taken is committed."""
    _stand_in_line(poll_ids, func.pg_advisory_xact_lock_shared)
    rows = db.session.execute(_TO_CAST, {"ids": sorted(set(poll_ids))})
    found: dict[str, PollToCast] = {}
    for poll_id, of_poll in groupby(rows, key=lambda row: row.id):
        options = list(of_poll)
        row = options[0]
        found[poll_id] = PollToCast(
            id=poll_id,
            state=row.state,
            electorate=row.electorate,
            opened_at=row.opened_at,
            session_id=row.session_id,
            session_kind=row.session_kind,
            session_state=row.session_state,
            asked=Asked(
                row.kind,
                tuple(each.option for each in options if each.option),
                row.least,
                row.most,
                row.points,
            ),
        )
    return found


def stop_taking(poll_ids: Collection[str]) -> None:
    """For the rest of this transaction no vote is being taken in these polls; called before their
    rows are locked."""
    _stand_in_line(poll_ids, func.pg_advisory_xact_lock)


def _stand_in_line(poll_ids: Collection[str], lock: Any) -> None:
    """PostgreSQL lets new readers of a row pass a writer who waits for it, so a hall that votes
    without a pause would keep closing waiting; its advisory locks are given in turn."""
    if db.is_sqlite:
        return  # writes of a server stand in one line there anyway
    for poll_id in sorted(set(poll_ids)):
        if IS_ID.fullmatch(poll_id):
            db.session.execute(select(lock(int(poll_id[:15], 16))))


def polls_over(moment: datetime) -> Select[str]:
    """The ids of polls that took their last answer before this moment."""
    return select(Poll.id).where(
        Poll.state.in_((PollState.COUNTED, PollState.REVEALED, PollState.VOID)),
        func.coalesce(Poll.closed_at, Poll.opened_at) < moment,
    )


def lock_polls(session_id: str) -> Sequence[Poll]:
    """Every poll of the session, locked for this transaction, always in the same order."""
    return db.session.scalars(_locked().where(Poll.session_id == session_id)).all()


def lock_poll(poll_id: str) -> Poll | None:
    return db.session.scalars(_locked().where(Poll.id == poll_id)).one_or_none()


def _locked() -> Select[Poll]:
    return (
        select(Poll).order_by(Poll.id).with_for_update().execution_options(populate_existing=True)
    )


def poll_on_wall(session_id: str) -> Poll | None:
    """The poll opened last, unless the session has gone on or it was declared void."""
    return db.session.scalars(
        select(Poll)
        .where(
            Poll.session_id == session_id,
            Poll.opened_at.is_not(None),
            Poll.put_away.is_(False),
            Poll.state != PollState.VOID,
        )
        .order_by(Poll.opened_at.desc(), Poll.id)
        .limit(1)
    ).one_or_none()


def revealed_polls(session_id: str) -> Sequence[Poll]:
    """The polls of the session whose results the hall has seen, the newest first."""
    return db.session.scalars(
        select(Poll)
        .where(Poll.session_id == session_id, Poll.state == PollState.REVEALED)
        .order_by(Poll.opened_at.desc(), Poll.id)
    ).all()


def revealed_poll(poll_id: str, session_id: str) -> Poll | None:
    """The poll of this session, if the hall has seen its result."""
    poll = db.session.get(Poll, poll_id)
    is_it = poll is not None and poll.session_id == session_id
    return poll if is_it and poll and poll.state == PollState.REVEALED else None


def polls_prepared(session_id: str) -> Sequence[Poll]:
    """The prepared polls of a session in the order of its run sheet, those of one step in the
    order of their places, each in its newest round."""
    again = select(Poll.again_of).where(Poll.again_of.is_not(None))
    return db.session.scalars(
        select(Poll)
        .outerjoin(RunSheetItem, RunSheetItem.id == Poll.item_id)
        .where(Poll.session_id == session_id, Poll.instant.is_(None), Poll.id.not_in(again))
        .order_by(
            func.coalesce(RunSheetItem.position, AFTER_ALL_ITEMS),
            func.coalesce(Poll.place, 0),
            Poll.id,
        )
    ).all()


def keep_places(session_id: str) -> None:
    """For the rest of this transaction nobody else gives a prepared poll of the session a place;
    called before any of its polls is locked."""
    _stand_in_line([session_id], func.pg_advisory_xact_lock)


def place_after_all(session_id: str) -> int:
    """The place behind every poll of the session."""
    last = db.session.scalar(select(func.max(Poll.place)).where(Poll.session_id == session_id))
    return (last or 0) + 1


def polls_open(session_id: str) -> Sequence[str]:
    """The ids of the session's open polls: one at most."""
    return db.session.scalars(
        select(Poll.id).where(Poll.session_id == session_id, Poll.state == PollState.OPEN)
    ).all()


def polls_closing() -> Sequence[str]:
    """Polls found closing: their second step is still to be made."""
    return db.session.scalars(select(Poll.id).where(Poll.state == PollState.CLOSING)).all()


def answered_count(poll_id: str) -> int:
    """How many people have answered; also after their choices were counted and erased."""
    return db.session.execute(
        select(func.count()).select_from(Voter).where(Voter.poll_id == poll_id)
    ).scalar_one()


def choices_in(poll: Poll) -> list[Any]:
    """Every choice that stands in this poll, in no order that means anything."""
    of = Ballot if poll.is_ballot else Voter
    column = Ballot.choice if poll.is_ballot else Voter.choice
    return list(
        db.session.scalars(select(column).where(of.poll_id == poll.id, column.is_not(None)))
    )


def voted(voters: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Who of these (poll, holder) has voted already."""
    if not voters:
        return set()
    rows = db.session.execute(
        select(Voter.poll_id, Voter.holder).where(
            Voter.poll_id.in_(sorted({poll_id for poll_id, _ in voters})),
            Voter.holder.in_(sorted({holder for _, holder in voters})),
        )
    )
    return {(row.poll_id, row.holder) for row in rows} & set(voters)


def picture_address(poll: Poll, option: PollOption) -> str:
    """Where browsers of the session find the option's picture."""
    session = db.session.get(ConferenceSession, poll.session_id)
    slug = session.slug if session else ""
    return f"/sessions/{slug}/pictures/{option.picture_id}"


def round_before(poll: Poll) -> Poll | None:
    """The round before this one, when the room has seen its result."""
    before = db.session.get(Poll, poll.again_of) if poll.again_of else None
    return before if before is not None and before.state == PollState.REVEALED else None


def own_voters(poll_id: str, holders: Collection[str]) -> Sequence[Voter]:
    """The rows of these holders in a poll."""
    return db.session.scalars(
        select(Voter)
        .where(Voter.poll_id == poll_id, Voter.holder.in_(sorted(set(holders))))
        .execution_options(populate_existing=True)
    ).all()


def options_of(poll_id: str) -> Sequence[PollOption]:
    return db.session.scalars(
        select(PollOption)
        .where(PollOption.poll_id == poll_id)
        .order_by(PollOption.position)
        .execution_options(populate_existing=True)
    ).all()


def next_n(poll_id: str, holder: str | None) -> int:
    """The number after the one this holder's answer carries; 1 for the first."""
    n = db.session.scalar(
        select(Voter.n).where(Voter.poll_id == poll_id, Voter.holder == (holder or ""))
    )
    return (n or 0) + 1


def votes_shown(session_ids: Collection[str]) -> int:
    """How many answers stand in the results that these sessions' halls have seen; open words, which
    are texts, are not among them."""
    rows = db.session.execute(
        select(Poll.electorate, func.count())
        .join(Voter, Voter.poll_id == Poll.id)
        .where(
            Poll.session_id.in_(sorted(session_ids)),
            Poll.state == PollState.REVEALED,
            Poll.kind != PollKind.WORDS,
        )
        .group_by(Poll.id, Poll.electorate)
    )
    return sum(many for electorate, many in rows if rules.tells_answered(electorate, many))
