"""When a session ends, the walls of its day show a tile for each of its contributions that the hall
has seen; what waits, was stopped or went to the safety team changes no wall."""

from __future__ import annotations

from participation.floor.course import commands as course
from participation.floor.queries import floor_of
from participation.foundation.extensions import db
from participation.foundation.versions import versions_of
from participation.polls import commands as polls
from participation.polls.commands import Cast, cast_ballots
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.screen.commands import blank_wall
from participation.screen.payloads import screen_topic
from tests.questions.asking import Hall
from tests.safeguarding.concerns.team import Team
from tests.world import World


def mosaic(session: ConferenceSession) -> int | None:
    db.session.rollback()
    tiles: int | None = screen_topic(session.id)["mosaic"]
    return tiles


def ends(world: World, session: ConferenceSession) -> None:
    child, floor = world.moderator(session), floor_of(session.id)
    assert floor is not None
    course.close_session(child, session.id, floor.version, floor.seat_epoch)


def votes(world: World, session: ConferenceSession, many: int, *, shown: bool) -> None:
    child, poll = world.moderator(session), world.poll(session)
    polls.open_poll(child, poll.id, 1)
    phones = [world.phone(session) for _ in range(many)]
    cast_ballots([Cast(phone, poll.id, (poll.options[0].id,), 1) for phone in phones])
    polls.close_poll(child, poll.id, 1)
    if shown:
        polls.reveal_poll(child, poll.id, 1)


def test_only_of_what_has_ended_and_only_what_the_halls_of_the_day_have_seen(world: World) -> None:
    hall, other = Hall(world), world.session()
    session = hall.session
    for state in ("sent", "stopped", "taken_back", "cleared", "shortlisted", "answered"):
        hall.at(state)
    votes(world, session, 3, shown=True)
    votes(world, other, 2, shown=True)
    votes(world, other, 4, shown=False)
    assert mosaic(session) is None, "the wall has other things to show"
    ends(world, session)
    assert mosaic(session) == 3 + 1, "what nobody chose, or was kept for later, is not in it"
    ends(world, other)
    assert mosaic(session) == mosaic(other) == 3 + 1 + 2


def test_what_the_safety_team_holds_is_in_no_mosaic(world: World) -> None:
    hall = Hall(world)
    Team(world)
    routed = hall.at("cleared", "CANARY my uncle")
    hall.at("answered")
    questions.route_to_safety(hall.adult, routed)
    ends(world, hall.session)
    assert mosaic(hall.session) == 1


def test_a_closed_meeting_leaves_no_tile_on_anybodys_wall(world: World) -> None:
    session, meeting = world.session(), world.session(kind="closed")
    votes(world, meeting, 3, shown=True)
    ends(world, session)
    assert mosaic(session) == 0


def test_a_wall_that_waits_or_rests_shows_the_day_and_is_told_when_it_grows(world: World) -> None:
    ended, going_on = world.session(), world.session()
    waiting = world.session(state="open")
    votes(world, ended, 2, shown=True)
    votes(world, going_on, 3, shown=True)
    assert mosaic(waiting) == 0, "what goes on is still its own hall's"
    before = versions_of([waiting.id, going_on.id])
    ends(world, ended)
    after = versions_of([waiting.id, going_on.id])
    for one in (waiting, going_on):
        assert after[one.id, "screen"] == before.get((one.id, "screen"), 0) + 1
    assert mosaic(waiting) == 2
    assert mosaic(going_on) is None, "a wall that shows something shows that"
    blank_wall(world.moderator(going_on), going_on.id, True)
    assert mosaic(going_on) == 2
    lead = world.signed_in(world.person("facilitator", ("facilitator", ended), kind="adult"))
    course.reopen(lead, ended.id)
    assert mosaic(waiting) == 0
    told = versions_of([waiting.id])[waiting.id, "screen"]
    assert told == after[waiting.id, "screen"] + 1
