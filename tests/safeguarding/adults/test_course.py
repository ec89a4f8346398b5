"""A room in which adults come, go and get lost: quiet mode, the pause, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from participation.floor.course import commands as course
from participation.floor.models import Floor
from participation.floor.payloads import adults_topic
from participation.floor.refusals import AdultsMissing, NotReady, TextRests
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotAllowed
from participation.foundation.versions import versions_of
from participation.people.commands import withdraw_role
from participation.people.queries import shown_name
from participation.people.tablets.commands import lock_device
from participation.programme.models import ConferenceSession
from participation.questions import commands as questions
from participation.safeguarding.adults import commands, queries
from participation.safeguarding.adults.models import Attendance
from participation.safeguarding.adults.refusals import (
    HasLeft,
    NotInTheRoom,
    NotYourself,
    RoomIsOver,
)
from participation.safeguarding.concerns.payloads import safety_topic
from participation.safeguarding.duty.commands import choose_languages, go_off_duty, go_on_duty
from participation.safeguarding.posts.commands import appoint, keep_key
from participation.watching import look_after_adults
from tests.passphrases import reader
from tests.safeguarding.adults.conftest import Room
from tests.world import World, keep


def test_with_as_many_as_asked_for_nothing_happens(room: Room) -> None:
    for _ in range(30):
        room.passes(room.lina, room.oak, seconds=60)
    assert (room.state, room.is_quiet, room.told()) == ("live", False, [])


def test_when_an_adults_device_is_lost_the_room_is_quiet_until_another_says_she_is_here(
    room: Room,
) -> None:
    room.passes(room.lina, seconds=91)
    assert (room.state, room.is_quiet, room.counted()) == ("live", True, 1)
    room.passes(room.lina, seconds=1)
    commands.confirm(room.lina, room.session.id, str(room.oak.person_id))
    assert (room.is_quiet, room.counted()) == (False, 2)
    assert room.told() == ["quiet", "back"]
    room.passes(room.lina, minutes=5, seconds=1)
    assert room.is_quiet  # one confirmation counts for some minutes


def test_whoever_says_that_another_is_here_is_heard_by_that(room: Room) -> None:
    room.passes(seconds=91)
    assert room.counted() == 0
    commands.confirm(room.oak, room.session.id, str(room.lina.person_id))
    assert (room.is_quiet, room.counted()) == (False, 2)


def test_a_locked_device_still_counts(room: Room) -> None:
    commands.lock(room.oak, room.session.id, True)
    room.passes(room.lina, minutes=14)
    assert (room.is_quiet, room.counted()) == (False, 2)
    room.passes(room.lina, minutes=2)
    assert room.is_quiet
    commands.lock(room.oak, room.session.id, False)
    assert (room.is_quiet, room.counted()) == (False, 2)


def test_a_page_that_locks_by_itself_still_counts(room: Room) -> None:
    lock_device(room.oak)
    room.passes(room.lina, minutes=14)
    assert (room.is_quiet, room.counted()) == (False, 2)


def test_quiet_mode_lasts_ten_minutes_and_then_the_session_pauses(room: Room) -> None:
    commands.check_out(room.oak, room.session.id)
    assert room.is_quiet  # at once, without a look
    room.passes(room.lina, minutes=9, seconds=59)
    assert (room.state, room.is_quiet) == ("live", True)
    room.passes(room.lina, seconds=1)
    assert (room.state, room.is_quiet) == ("paused", False)
    assert room.floor().waits_for_adults
    assert room.told() == ["quiet", "paused"]


def test_without_any_adult_the_session_pauses_after_a_minute(room: Room) -> None:
    commands.check_out(room.oak, room.session.id)
    commands.check_out(room.lina, room.session.id)
    room.passes(seconds=59)
    assert (room.state, room.is_quiet) == ("live", True)
    room.passes(seconds=1)
    assert room.state == "paused"
    assert room.notices()[0].counted == 0


def test_the_last_adults_lost_device_pauses_it_too(room: Room) -> None:
    room.passes(seconds=149)
    assert room.state == "live"
    room.passes(seconds=1)  # 90 until she is lost, 60 with nobody
    assert room.state == "paused"


def test_looking_again_or_by_another_process_changes_nothing(room: Room) -> None:
    room.passes(minutes=3)
    version = room.floor().version
    for _ in range(3):
        look_after_adults()
    assert (room.state, room.floor().version) == ("paused", version)
    assert room.told() == ["paused"]


def test_open_polls_are_kept_through_the_pause(room: Room) -> None:
    poll = room.world.poll(room.session, state="open")
    room.passes(minutes=3)
    assert room.state == "paused"
    db.session.refresh(poll)
    assert poll.state == "open"


def test_the_moderator_goes_on_in_one_tap_when_the_adults_are_back(room: Room) -> None:
    room.passes(minutes=3)
    with pytest.raises(AdultsMissing) as refused:
        course.resume(room.child, room.session.id, room.floor().version, 1)
    assert refused.value.state == {"state": "paused", "missing": 2}
    commands.check_in(room.lina, room.session.id)
    with pytest.raises(AdultsMissing):
        course.resume(room.child, room.session.id, room.floor().version, 1)
    commands.check_in(room.oak, room.session.id)
    course.resume(room.child, room.session.id, room.floor().version, 1)
    assert (room.state, room.floor().waits_for_adults) == ("live", False)


def test_a_pause_is_no_way_round_quiet_mode(room: Room) -> None:
    commands.check_out(room.oak, room.session.id)
    course.pause(room.child, room.session.id, room.floor().version, 1)
    assert not room.is_quiet
    with pytest.raises(AdultsMissing):
        course.resume(room.child, room.session.id, room.floor().version, 1)


def test_typed_text_rests_in_quiet_mode_and_comes_again_after_it(room: Room) -> None:
    phone = room.world.phone(room.session)
    commands.check_out(room.oak, room.session.id)
    with pytest.raises(TextRests):
        questions.ask(phone, room.session.id, "May I ask?", "en")
    commands.check_in(room.oak, room.session.id)
    assert questions.ask(phone, room.session.id, "May I ask?", "en")["question"]


def test_a_session_that_asks_for_nobody_is_never_quiet(world: World) -> None:
    session = world.session(adults=0)
    look_after_adults()
    assert questions.ask(world.phone(session), session.id, "May I ask?", "en")["question"]


def test_nothing_starts_without_the_adults_and_it_says_how_many_are_missing(world: World) -> None:
    session = world.session(state="planned", adults=2)
    lina, oak = world.facilitator(session), world.facilitator(session)
    with pytest.raises(NotReady) as refused:
        course.make_ready(lina, session.id)
    assert refused.value.state["state"] == "planned"
    assert {"what": "adults", "n": 2} in refused.value.state["missing"]
    course.open_doors(lina, session.id)
    child = world.moderator(session)
    commands.check_in(lina, session.id)
    with pytest.raises(NotReady) as refused:
        course.go_live(child, session.id, 2, 1)
    assert {"what": "adults", "n": 1} in refused.value.state["missing"]
    commands.check_in(oak, session.id)
    with pytest.raises(NotReady) as refused:
        course.go_live(child, session.id, 2, 1)
    assert refused.value.state == {"state": "open", "missing": [{"what": "duty"}]}
    world.safety(on_duty=True)
    course.go_live(child, session.id, 2, 1)


def test_who_can_open_nothing_is_no_lead_on_duty(world: World) -> None:
    session = world.session(state="open", adults=1)
    lina, child = world.facilitator(session), world.moderator(session)
    commands.check_in(lina, session.id)

    def missing() -> list[dict[str, Any]]:
        with pytest.raises(NotReady) as refused:
            course.go_live(child, session.id, 1, 1)
        answered: list[dict[str, Any]] = refused.value.state["missing"]
        assert adults_topic(session.id, "facilitator")["checklist"]["blocks"] == answered
        return answered

    somebody = world.signed_in(world.person("safeguarding", kind="adult"))
    choose_languages(somebody, ["en"])
    go_on_duty(somebody)
    assert missing() == [{"what": "duty"}]  # the role alone is neither lead nor deputy

    lead = world.safety(on_duty=True, has_key=False)
    told = {"what": "passphrase", "name": shown_name(str(lead.person_id))}
    assert missing() == [told]
    before = versions_of([session.id])[session.id, "adults"]
    keep_key(lead, reader(0)[1])
    assert (
        versions_of([session.id])[session.id, "adults"] != before
    )  # whoever waits for her sees it
    assert adults_topic(session.id, "facilitator")["checklist"]["blocks"] == []

    deputy = world.safety(on_duty=True, has_key=False)
    checklist = adults_topic(session.id, "moderator")["checklist"]
    assert checklist["blocks"] == []
    assert checklist["warns"][0] == told | {"name": shown_name(str(deputy.person_id))}
    appoint(SYSTEM, str(deputy.person_id), "lead")  # the post before, and its key, have ended
    assert missing() == [told | {"name": shown_name(str(deputy.person_id))}]
    keep_key(deputy, reader(1)[1])
    course.go_live(child, session.id, 1, 1)


def test_somebody_on_duty_has_to_read_each_of_the_sessions_languages(world: World) -> None:
    session = world.session(state="open", adults=1, languages=["ar", "en", "fr"])
    lina, child = world.facilitator(session, reads=("ar",)), world.moderator(session)
    lead = world.safety(on_duty=True)
    choose_languages(lead, ["en"])
    commands.check_in(lina, session.id)
    with pytest.raises(NotReady) as refused:
        course.go_live(child, session.id, 1, 1)
    assert refused.value.state["missing"] == [{"what": "language", "lang": "fr"}]
    choose_languages(lead, ["en", "fr"])
    go_off_duty(lina, session.id)
    with pytest.raises(NotReady) as refused:
        course.go_live(child, session.id, 1, 1)
    assert refused.value.state["missing"] == [{"what": "language", "lang": "ar"}]
    go_on_duty(lina, session.id)
    course.go_live(child, session.id, 1, 1)


def test_everything_else_only_warns(world: World) -> None:
    session = world.session(state="planned", adults=1)
    lina = world.facilitator(session)
    world.safety(on_duty=True)
    commands.check_in(lina, session.id)
    checklist = adults_topic(session.id, "facilitator")["checklist"]
    assert checklist["blocks"] == []
    warned = [one["what"] for one in checklist["warns"]]
    assert warned == ["seat", "screen", "papers"]
    course.make_ready(lina, session.id)


def test_a_facilitator_makes_it_ready_and_then_the_doors_open(world: World) -> None:
    session = world.session(state="planned", adults=1)
    lina = world.facilitator(session)
    world.safety(on_duty=True)
    commands.check_in(lina, session.id)
    course.make_ready(lina, session.id)
    course.make_ready(lina, session.id)
    assert course.open_doors(lina, session.id)["version"] == 3
    with pytest.raises(NotAllowed):
        course.make_ready(world.moderator(session), session.id)


def test_the_trial_asks_for_no_adults_and_every_other_session_for_two(world: World) -> None:
    trial, real = world.session(), world.session()
    db.session.execute(delete(Floor))
    db.session.execute(
        update(ConferenceSession).where(ConferenceSession.id == trial.id).values(is_always_now=True)
    )
    db.session.commit()
    for session in (trial, real):
        course.prepare_floor(SYSTEM, session.id)
    assert db.session.get_one(Floor, trial.id).adults_asked == 0
    assert db.session.get_one(Floor, real.id).adults_asked == 2


def test_checking_in_elsewhere_moves_her(room: Room) -> None:
    other = room.world.session(adults=2)
    both = room.world.signed_in(
        room.world.person(("facilitator", room.session), ("facilitator", other), kind="adult")
    )
    commands.check_in(both, room.session.id)
    assert room.counted() == 3
    commands.check_in(both, other.id)
    assert room.counted() == 2
    assert [adult.person_id for adult in queries.adults_in(other.id)] == [both.person_id]


def test_pressing_i_am_here_twice_is_one_stay(room: Room) -> None:
    commands.check_in(room.lina, room.session.id)
    assert len(queries.open_attendances(room.session.id)) == 2


def test_only_an_adult_who_is_here_says_that_another_is(room: Room) -> None:
    stranger = room.world.facilitator(room.session)
    with pytest.raises(NotInTheRoom):
        commands.confirm(stranger, room.session.id, str(room.oak.person_id))
    with pytest.raises(NotYourself):
        commands.confirm(room.oak, room.session.id, str(room.oak.person_id))
    commands.check_out(room.oak, room.session.id)
    with pytest.raises(HasLeft):
        commands.confirm(room.lina, room.session.id, str(room.oak.person_id))


@pytest.mark.parametrize("who", ["phone", "delegate", "moderator", "other", "organiser", "event"])
def test_nobody_else_checks_in(room: Room, who: str) -> None:
    world, other = room.world, room.world.session()
    actors: dict[str, Actor] = {
        "phone": world.phone(room.session),
        "delegate": world.delegate(),
        "moderator": room.child,
        "other": world.facilitator(other),
        "organiser": world.signed_in(world.person("organiser", kind="adult")),
        "event": world.facilitator(),
    }
    with pytest.raises(NotAllowed):
        commands.check_in(actors[who], room.session.id)


def test_somebody_of_the_safety_team_counts_wherever_she_checks_in(room: Room) -> None:
    commands.check_in(room.world.safety(), room.session.id)
    assert room.counted() == 3


def test_an_adult_whose_role_was_withdrawn_counts_no_more(room: Room) -> None:
    withdraw_role(SYSTEM, str(room.oak.person_id), "facilitator", room.session.id)
    assert room.counted() == 1
    look_after_adults()
    assert room.is_quiet


def test_an_adult_whose_vetting_lapsed_counts_no_more(room: Room) -> None:
    today = room.clock.now.date()
    room.world.vet(str(room.oak.person_id), valid_until=today)
    assert room.counted() == 2
    room.passes(room.lina, room.oak, days=1)
    assert room.counted() == 1


def test_adults_leave_with_their_session_and_nobody_checks_in_after_it(room: Room) -> None:
    course.close_session(room.child, room.session.id, room.floor().version, 1)
    assert room.state == "closed"
    assert queries.open_attendances(room.session.id) == []
    with pytest.raises(RoomIsOver):
        commands.check_in(room.lina, room.session.id)
    assert queries.open_attendances(room.session.id) == []


def test_the_database_keeps_one_open_stay_a_person(room: Room) -> None:
    now = room.clock.now
    twice = Attendance(
        session_id=room.session.id, person_id=room.lina.person_id, checked_in_at=now, heard_at=now
    )
    with pytest.raises(ChangedMeanwhile):
        keep(SYSTEM, twice)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "paused", "quiet_since": "now"},
        {"state": "live", "waits_for_adults": True},
        {"adults_asked": -1},
    ],
)
def test_the_database_keeps_quiet_mode_to_live_sessions(
    app: Flask, room: Room, broken: dict[str, object]
) -> None:
    if "quiet_since" in broken:
        broken = broken | {"quiet_since": room.clock.now}
    with pytest.raises(Exception, match="ck_floor_"):
        db.session.execute(
            update(Floor).where(Floor.session_id == room.session.id).values(**broken)
        )
    db.session.rollback()


def test_the_lead_is_told_of_a_short_room_until_it_has_its_adults_again(room: Room) -> None:
    lead = str(room.lead.person_id)
    appoint(SYSTEM, lead, "lead")
    assert safety_topic(lead)["short_rooms"] == []
    version = versions_of([f"desk:safety:{lead}"])
    commands.check_out(room.oak, room.session.id)
    (short,) = safety_topic(lead)["short_rooms"]
    assert (short["session"], short["state"], short["counted"]) == (room.session.slug, "quiet", 1)
    assert versions_of([f"desk:safety:{lead}"]) != version
    room.passes(room.lina, minutes=10)
    assert [one["state"] for one in safety_topic(lead)["short_rooms"]] == ["paused"]
    commands.check_in(room.oak, room.session.id)
    commands.check_in(room.lina, room.session.id)
    room.passes(room.lina, room.oak, seconds=1)
    course.resume(room.child, room.session.id, room.floor().version, 1)
    assert safety_topic(lead)["short_rooms"] == []
    room.passes(room.lina, room.oak, seconds=1)
    commands.check_out(room.oak, room.session.id)
    room.passes(room.lina, seconds=1)
    course.close_session(room.child, room.session.id, room.floor().version, 1)
    assert safety_topic(lead)["short_rooms"] == []
