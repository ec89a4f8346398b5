"""The day's mosaic: a tile for each contribution to the sessions of the day that have ended.

Only what halls have seen is counted, so that nothing that waits, was stopped, or was handed to the
safety team changes a wall; and only how many, so that no tile is anybody's.
"""

from __future__ import annotations

from participation.floor.queries import reached_revisions
from participation.floor.speaking.queries import turns_spoken
from participation.papers.queries import stage_titles
from participation.polls.queries import votes_shown
from participation.programme.models import ConferenceSession
from participation.programme.queries import day_of
from participation.questions.queries import how_many_public
from participation.screen.queries import ended_of


def tiles_of_the_day(session: ConferenceSession) -> int:
    """How many contributions the halls of this session's day have seen in sessions that have ended:
    papers read on stage, public questions, answers in results that were shown, turns that were
    heard."""
    day = ended_of(day_of(session))
    papers = {revision for one in day for revision in stage_titles(list(reached_revisions(one)))}
    return len(papers) + how_many_public(day) + votes_shown(day) + turns_spoken(day)
