"""The figures of this server at this moment, as `/metrics` gives them."""

from __future__ import annotations

from flask import current_app

from participation.floor.queries import states
from participation.foundation import clock, figures
from participation.foundation.extensions import db
from participation.foundation.intake import intake_of
from participation.foundation.policies import DOORS_OPEN
from participation.live.audiences import TOPICS
from participation.live.broadcast import broadcaster_of
from participation.safeguarding.clearing.queries import waiting_at


def present_figures() -> bytes:
    """What was counted so far, and how things stand now."""
    broadcaster, intake = broadcaster_of(current_app), intake_of(current_app)
    following = broadcaster.following_by_audience()
    for audience in TOPICS:
        figures.CONNECTIONS.labels(audience).set(following.get(audience, 0))
    figures.SLOW_PHONES.set(broadcaster.slow_connections())
    figures.INTAKE_LINE.set(intake.waiting if intake else 0)
    under_way = [session_id for session_id, state in states().items() if state in DOORS_OPEN]
    waiting = [one for session_id in under_way for one in waiting_at(session_id)]
    now = clock.now()
    oldest = max(((now - one.since).total_seconds() for one in waiting), default=0.0)
    db.session.rollback()
    figures.TEXTS_WAITING.set(len(waiting))
    figures.CLEARING_DELAY.set(oldest)
    return figures.as_text()
