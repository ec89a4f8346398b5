"""Reads of what was done from a session's seat."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.floor.undo.models import FloorAct
from participation.foundation.extensions import db


def acts_of(session_id: str) -> Sequence[FloorAct]:
    """What was done in the last minute, and the last thing before; the newest first."""
    return db.session.scalars(
        select(FloorAct)
        .where(FloorAct.session_id == session_id)
        .order_by(FloorAct.number.desc())
        .execution_options(populate_existing=True)
    ).all()
