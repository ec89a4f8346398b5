"""Reads of the signals of pace."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select

from participation.floor.pace import rules
from participation.floor.pace.models import PaceSignal, Signal
from participation.foundation import clock
from participation.foundation.extensions import db
from participation.foundation.settings import settings
from participation.people.queries import present_count


def shown_now(session_id: str) -> list[rules.Shown]:
    """What is shown of the hall's signals now."""
    now, window = clock.now(), settings().pace_window
    at: dict[str, list[datetime]] = defaultdict(list)
    rows = db.session.execute(
        select(PaceSignal.signal, PaceSignal.at).where(
            PaceSignal.session_id == session_id, PaceSignal.at > now - window
        )
    )
    for signal, moment in rows:
        at[signal].append(moment)
    if not any(len(moments) >= rules.FROM for moments in at.values()):
        return []
    present = present_count(session_id)
    found = (rules.shown(signal, at[signal], present, now, window) for signal in Signal)
    return [one for one in found if one is not None]
