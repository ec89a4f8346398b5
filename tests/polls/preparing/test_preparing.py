"""An adult of the session writes a poll in its languages and makes it ready: then it is frozen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound, NotNow
from participation.polls import commands as polls
from participation.polls.models import Poll
from participation.polls.preparing import commands
from participation.polls.preparing.refusals import NotReadyYet
from participation.polls.preparing.rules import KINDS, Missing, Written, missing
from participation.programme.models import ConferenceSession
from tests.doors import Browser, send
from tests.polls.voting import poll_now
from tests.world import World, words

LANGUAGES = ("ar", "en", "fr")
OPTIONS = tuple(words(f"Answer {n}") for n in range(1, 4))
WHOLE: dict[str, dict[str, Any]] = {
    "single": {},
    "multiple": {"least": 1, "most": 2},
    "yes_no_abstain": {},
    "scale": {},
    "ranking": {},
    "points": {"points": 5},
    "words": {"most": 2},
}


def whole(kind: str = "single", **about: Any) -> Written:
    return Written(kind, words("Which one?"), OPTIONS, **(WHOLE[kind] | about))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_goes_from_a_draft_to_the_moderators_hand(world: World, kind: str) -> None:
    session = world.session()
    adult, child = world.facilitator(session), world.moderator(session)
    poll_id = commands.prepare_poll(adult, session.id, whole(kind))["poll"]
    with pytest.raises(NotNow):
        polls.open_poll(child, poll_id, 1)
    assert commands.make_ready(adult, poll_id)["state"] == "ready"
    assert polls.open_poll(child, poll_id, 1)["state"] == "open"
    opened = poll_now(poll_id)
    assert (opened.kind, len(opened.options)) == (kind, 0 if kind == "words" else 3)
    assert (opened.least, opened.most) == (1, WHOLE[kind].get("most", 1))


@pytest.mark.parametrize(
    ("written", "lacking"),
    [
        (
            replace(whole(), title={"en": "Only here"}),
            [Missing("title", "ar"), Missing("title", "fr")],
        ),
        (
            replace(whole(), options=(OPTIONS[0], {"ar": "نعم", "fr": "Oui"})),
            [Missing("option", "en", 2)],
        ),
        (replace(whole(), options=OPTIONS[:1]), [Missing("options")]),
        (
            replace(whole(), options=(OPTIONS[0], OPTIONS[1] | {"en": OPTIONS[0]["en"]})),
            [Missing("twice", "en")],
        ),
        (whole("scale", faces=True), [Missing("faces")]),
        (whole("multiple", most=4), [Missing("how_many")]),
        (whole("multiple", least=3), [Missing("how_many")]),
        (whole("points", points=0), [Missing("points")]),
        (whole("points", points=21), [Missing("points")]),
        (whole("words", most=4), [Missing("how_many_words")]),
    ],
)
def test_what_is_missing_keeps_it_from_being_ready(
    written: Written, lacking: list[Missing]
) -> None:
    assert missing(written, LANGUAGES) == lacking


def test_only_the_sessions_own_languages_are_asked_for(world: World) -> None:
    assert missing(replace(whole(), title={"ar": "أي واحد؟"}), ("ar",)) == []


def test_a_draft_that_lacks_something_is_kept_and_never_ready(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    poll_id = commands.prepare_poll(adult, session.id, Written("single", {}))["poll"]
    with pytest.raises(NotReadyYet) as refused:
        commands.make_ready(adult, poll_id)
    assert "title" in refused.value.state
    assert poll_now(poll_id).state == "draft"


def test_ready_freezes_every_word(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    poll_id = _ready(adult, session)
    with pytest.raises(NotNow) as refused:
        commands.prepare_poll(adult, session.id, whole("ranking"), poll_id)
    assert refused.value.state == "ready"
    commands.rework_poll(adult, poll_id)
    commands.prepare_poll(adult, session.id, replace(whole(), options=OPTIONS[:2]), poll_id)
    assert len(poll_now(poll_id).options) == 2


@pytest.mark.parametrize("state", ["open", "closing", "counted", "revealed", "void"])
def test_what_was_opened_is_never_written_again(world: World, state: str) -> None:
    session = world.session()
    adult, poll = world.facilitator(session), world.poll(session, state=state)
    acts = (
        lambda: commands.prepare_poll(adult, session.id, whole(), poll.id),
        lambda: commands.make_ready(adult, poll.id),
        lambda: commands.rework_poll(adult, poll.id),
        lambda: commands.put_picture(adult, poll.id, poll.options[0].id, None, {}),
    )
    for act in acts:
        with pytest.raises(NotNow) as refused:
            act()
        assert refused.value.state == state


def test_only_adults_named_for_the_session_prepare_its_polls(world: World) -> None:
    session, other = world.session(), world.session()
    poll = world.poll(session, state="draft")
    strangers = [
        world.phone(session),
        world.delegate(),
        world.moderator(session),
        world.facilitator(),
        world.facilitator(other),
        world.signed_in(world.person("organiser", kind="adult")),
    ]
    for actor in strangers:
        for act in (
            lambda who: commands.prepare_poll(who, session.id, whole()),
            lambda who: commands.make_ready(who, poll.id),
            lambda who: commands.rework_poll(who, poll.id),
        ):
            with pytest.raises(NotAllowed):
                act(actor)
    adult = world.facilitator(other)
    with pytest.raises(NotFound):
        commands.prepare_poll(adult, other.id, whole(), poll.id)


def test_a_place_in_another_sessions_run_sheet_does_not_exist(world: World) -> None:
    session, other = world.session(), world.session()
    adult = world.facilitator(session)
    item = world.items(other)[0]
    with pytest.raises(NotFound):
        commands.prepare_poll(adult, session.id, whole(item_id=item.id))


def test_the_message_makes_a_draft_ready(app: Flask, world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    poll_id = commands.prepare_poll(adult, session.id, whole())["poll"]
    answer = send(app, adult, "polls.ready", poll=poll_id)
    assert (answer["ok"], answer["state"]) == (True, "ready")
    assert send(app, world.moderator(session), "polls.ready", poll=poll_id)["code"] == "not_allowed"


def test_a_poll_is_written_and_made_ready_on_the_page(app: Flask, world: World) -> None:
    session = world.session()
    adult, child = world.facilitator(session), world.moderator(session)
    browser, address = Browser(app, adult), f"/sessions/{session.slug}/polls"
    for kind in KINDS:
        assert browser.get(f"{address}/new/{kind}").status_code == 200
    item = world.items(session)[2]
    form = {"kind": "ranking", "electorate": "delegates", "item": item.id, "then": "ready"}
    form |= {f"title-{lang}": f"Which first? {lang}" for lang in LANGUAGES}
    for n in (1, 2, 4):
        form |= {f"option-{n}-{lang}": f"Answer {n} {lang}" for lang in LANGUAGES}
    answer = browser.post(address, **(form | {"option-4-en": ""}))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Answer 3 in" in page
    assert "Answer 4 ar" in page, "what was typed is lost"
    poll_id = _only(session).id
    answer = browser.post(f"{address}/{poll_id}", **form)
    assert (answer.status_code, answer.location) == (303, f"{address}#{poll_id}")
    poll = _only(session)
    assert (poll.state, poll.kind, poll.electorate) == ("ready", "ranking", "delegates")
    assert [option.text["en"] for option in poll.options] == [
        "Answer 1 en",
        "Answer 2 en",
        "Answer 4 en",
    ]
    assert "Ready" in browser.get(address).get_data(as_text=True)
    page = browser.get(f"{address}/{poll_id}").get_data(as_text=True)
    assert "no word of it changes now" in page
    assert browser.post(f"{address}/{poll_id}/move", then="rework").status_code == 303
    assert _only(session).state == "draft"
    assert Browser(app, child).get(address).status_code == 403
    assert browser.get(f"{address}/new/nothing").status_code == 404


def test_more_answers_than_a_hall_takes_in_are_refused_kindly(app: Flask, world: World) -> None:
    session = world.session()
    browser = Browser(app, world.facilitator(session))
    form = {f"option-{n}-en": f"Answer {n}" for n in range(1, 10)}
    answer = browser.post(f"/sessions/{session.slug}/polls", kind="single", **form)
    assert answer.status_code == 400
    assert "Eight answers are the most" in answer.get_data(as_text=True)


def _ready(adult: Actor, session: ConferenceSession) -> str:
    poll_id: str = commands.prepare_poll(adult, session.id, whole())["poll"]
    commands.make_ready(adult, poll_id)
    return poll_id


def _only(session: ConferenceSession) -> Poll:
    db.session.rollback()
    return db.session.scalars(
        select(Poll).where(Poll.session_id == session.id).execution_options(populate_existing=True)
    ).one()


def test_a_cloud_is_asked_of_everybody_and_brings_no_answers(world: World) -> None:
    session = world.session()
    adult = world.facilitator(session)
    written = whole("words", electorate="delegates")
    poll = poll_now(commands.prepare_poll(adult, session.id, written)["poll"])
    assert (poll.electorate, list(poll.options), poll.most) == ("everyone", [], 2)
