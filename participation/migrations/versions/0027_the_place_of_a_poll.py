"""Prepared polls of one step come in an order of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

LAST = 1_000_000


def upgrade() -> None:
    op.add_column("poll", sa.Column("place", sa.Integer(), nullable=True))
    _line_up()
    op.create_index("uq_poll_place", "poll", ["session_id", "place"], unique=True)


def _line_up() -> None:
    """What is prepared stands in the order in which it was listed until now."""
    names = ("id", "session_id", "item_id", "instant", "again_of", "place")
    polls = sa.table("poll", *(sa.column(name) for name in names))
    items = sa.table("run_sheet_item", sa.column("id"), sa.column("position"))
    again = sa.select(polls.c.again_of).where(polls.c.again_of.is_not(None))
    listed = op.get_bind().execute(
        sa.select(polls.c.id, polls.c.session_id)
        .select_from(polls.outerjoin(items, items.c.id == polls.c.item_id))
        .where(polls.c.instant.is_(None), polls.c.id.not_in(again))
        .order_by(polls.c.session_id, sa.func.coalesce(items.c.position, LAST), polls.c.id)
    )
    places: dict[str, int] = {}
    for poll, session in listed.all():
        place = places[session] = places.get(session, 0) + 1
        op.execute(polls.update().where(polls.c.id == poll).values(place=place))
