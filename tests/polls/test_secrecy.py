"""After closing, nobody who holds the whole database can tie a voter to a ballot: not by an id, not
by the order of rows, not by a time, not by a transaction, and not by what was written over.

Twenty children vote one after the other, each in a transaction of her own, each with an order of
answers that nobody else chose: whoever knows who came when could tell everything, if anything had
kept it. docs/decisions/ballots.md says what somebody sees who watches while the vote is open.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import DateTime, select, text

from participation.foundation.database import Moment
from participation.foundation.extensions import db
from participation.polls import commands
from participation.polls.commands import Cast, cast_ballots
from participation.polls.models import Ballot, Poll, Voter
from tests.world import World

VOTERS = 20
# So far from both ends that chance alone passes it once in many millions of runs.
NO_ORDER = 0.92


class Vote:
    """A ballot that was held and is closed: what went in, in its order, and the ids it had then."""

    def __init__(self, world: World) -> None:
        session = world.session()
        child = world.moderator(session)
        self.poll: Poll = world.poll(session, options=5, kind="ranking", electorate="delegates")
        commands.open_poll(child, self.poll.id, 1)
        orders = itertools.permutations([option.id for option in self.poll.options])
        self.choices = [list(order) for order in itertools.islice(orders, VOTERS)]
        self.voters = [world.delegate() for _ in range(VOTERS)]
        for voter, choice in zip(self.voters, self.choices, strict=True):
            cast_ballots.one(Cast(voter, self.poll.id, tuple(choice), 1))
        self.ids = list(db.session.scalars(select(Ballot.id)))
        commands.close_poll(child, self.poll.id, 1)
        db.session.rollback()

    def order_of(self, choices: Sequence[Any]) -> float:
        """How far these choices stand in the order in which they were cast: 1 wholly, -1 in the
        opposite one, about 0 by chance (Spearman's rank correlation)."""
        places = [self.choices.index(choice) for choice in choices]
        assert len(places) == VOTERS
        apart = sum((place - at) ** 2 for at, place in enumerate(places))
        return 1 - 6 * apart / (VOTERS * (VOTERS**2 - 1))


@pytest.fixture
def vote(world: World) -> Vote:
    return Vote(world)


def test_no_column_of_a_ballot_or_a_voter_ties_them_or_tells_a_time(vote: Vote) -> None:
    assert set(Ballot.__table__.columns.keys()) == {"id", "poll_id", "choice"}
    for column in (*Ballot.__table__.columns, *Voter.__table__.columns):
        assert not isinstance(column.type, DateTime | Moment)
    rows = db.session.scalars(select(Voter).where(Voter.poll_id == vote.poll.id)).all()
    assert len(rows) == VOTERS
    assert {(row.choice, row.device_id, row.n) for row in rows} == {(None, None, 0)}


def test_every_ballot_is_there_and_none_is_the_row_that_was_cast(vote: Vote) -> None:
    rows = db.session.scalars(select(Ballot).where(Ballot.poll_id == vote.poll.id)).all()
    assert sorted(row.choice for row in rows) == sorted(vote.choices)
    assert not {row.id for row in rows} & set(vote.ids)


def test_no_order_of_the_rows_is_the_order_of_the_votes(vote: Vote) -> None:
    as_read = list(db.session.scalars(select(Ballot.choice)))
    by_id = list(db.session.scalars(select(Ballot.choice).order_by(Ballot.id)))
    for choices in (as_read, by_id):
        assert abs(vote.order_of(choices)) < NO_ORDER


def test_nothing_of_the_rows_before_is_left_in_sqlites_files(
    sqlite_app: Flask, tmp_path: Path
) -> None:
    vote = Vote(World())
    log = tmp_path / "sawt.sqlite3-wal"
    assert not log.exists() or log.stat().st_size == 0
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("sawt.sqlite3*"))
    assert not [ballot for ballot in vote.ids if ballot.encode() in raw]
    written = [json.dumps(choice).encode() for choice in vote.choices]
    assert {raw.count(choice) for choice in written} == {1}
    in_file = sorted(range(VOTERS), key=lambda at: raw.index(written[at]))
    assert abs(vote.order_of([vote.choices[at] for at in in_file])) < NO_ORDER
    numbered = sqlite_app.extensions["participation.engine"].raw_connection().cursor()
    tables = numbered.execute("SELECT sql FROM sqlite_master WHERE name = 'ballot'").fetchone()[0]
    assert "WITHOUT ROWID" in tables


def test_postgresql_knows_one_transaction_for_all_ballots_and_no_row_before(
    app: Flask, world: World
) -> None:
    if db.is_sqlite:
        return  # what SQLite leaves is the test before this one
    vote = Vote(world)
    for table in ("ballot", "voter"):
        made = db.session.execute(text(f"SELECT DISTINCT xmin::text FROM {table}")).all()
        assert len(made) == 1, table
    placed = db.session.execute(text("SELECT choice FROM ballot ORDER BY ctid")).scalars().all()
    assert abs(vote.order_of(placed)) < NO_ORDER
    db.session.rollback()
    db.session.execute(text("CREATE EXTENSION pageinspect"))
    for table in ("ballot", "voter"):
        items = db.session.execute(
            text(
                "SELECT count(*) FILTER (WHERE t_xmin IS NOT NULL), count(DISTINCT t_xmin::text) "
                "FROM generate_series(0, pg_relation_size(CAST(:name AS regclass)) / 8192 - 1) "
                "AS page, heap_page_items(get_raw_page(:name, page::int))"
            ),
            {"name": table},
        ).one()
        assert tuple(items) == (VOTERS, 1), table
    db.session.rollback()
