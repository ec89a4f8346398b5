"""What the TOML files say: every reference leads somewhere, all words are in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from participation.demonstration import content
from participation.demonstration.windows import WINDOWS
from participation.people.models import Role

LISTS = ("people", "papers", "polls", "questions", "helplines", "organisations", "sentences")
SESSIONS = {session["slug"]: session for session in content.conference()["sessions"]}
PEOPLE = {person["slug"]: person for person in content.entries("people")}
PAPERS = {paper["slug"]: paper for paper in content.entries("papers")}
POLLS = {poll["slug"]: poll for poll in content.entries("polls")}
ITEMS = [(session, item) for session in SESSIONS.values() for item in session["items"]]


def words_in(value: Any) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if {"ar", "en", "fr"} & value.keys():
            yield value
        else:
            for inner in value.values():
                yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)


@pytest.mark.parametrize(
    "told",
    [content.conference(), content.help_page(), content.windows(), content.steps()]
    + [content.entries(name) for name in LISTS],
)
def test_every_sentence_is_in_three_languages(told: Any) -> None:
    for words in words_in(told):
        assert words.keys() == {"ar", "en", "fr"}
        assert all(text.strip() for text in words.values())


def test_every_session_has_a_room_and_its_people() -> None:
    rooms = {room["slug"] for room in content.conference()["rooms"]}
    for session in SESSIONS.values():
        assert session["room"] in rooms
        assert all(PEOPLE[slug]["kind"] == "child" for slug in session["moderators"])
        assert all(Role.FACILITATOR in PEOPLE[slug]["roles"] for slug in session["facilitators"])
        assert session["moderators"] or PEOPLE[session["keeper"]]["kind"] == "adult"


def test_each_sessions_facilitators_read_its_languages() -> None:
    for session in SESSIONS.values():
        read = {lang for slug in session["facilitators"] for lang in PEOPLE[slug]["reads"]}
        assert set(session["languages"]) <= read, session["slug"]


def test_every_person_comes_from_an_organisation_and_holds_known_roles() -> None:
    organisations = {entry["slug"] for entry in content.entries("organisations")}
    for person in PEOPLE.values():
        assert person["organisation"] in organisations
        assert set(person["roles"]) <= {str(role) for role in Role}


def test_items_name_papers_and_polls_of_their_own_session() -> None:
    for session, item in ITEMS:
        if "paper" in item:
            paper = PAPERS[item["paper"]]
            assert item["kind"] == "paper"
            assert (paper["session"], paper["state"]) == (session["slug"], "confirmed")
        if "poll" in item:
            assert item["kind"] == "poll"
            assert POLLS[item["poll"]]["session"] == session["slug"]


def test_every_poll_item_has_its_poll_and_every_poll_a_session() -> None:
    assert all("poll" in item for _, item in ITEMS if item["kind"] == "poll")
    assert {poll["session"] for poll in POLLS.values()} <= set(SESSIONS)


def test_every_confirmed_paper_is_on_a_run_sheet() -> None:
    confirmed = {slug for slug, paper in PAPERS.items() if paper["state"] == "confirmed"}
    assert {item["paper"] for _, item in ITEMS if "paper" in item} == confirmed


def test_papers_are_by_delegates_and_in_several_states() -> None:
    assert {paper["state"] for paper in PAPERS.values()} == {
        "draft", "submitted", "in_review", "selected", "confirmed",
    }  # fmt: skip
    for paper in PAPERS.values():
        assert "delegate" in PEOPLE[paper["author"]]["roles"]


def test_everybody_of_the_story_is_there_and_every_window_is_told() -> None:
    trial = SESSIONS[content.TRIAL]
    assert content.MODERATOR in trial["moderators"]
    assert content.FACILITATOR in trial["facilitators"]
    assert "delegate" in PEOPLE[content.DELEGATE]["roles"]
    assert [window["who"] for window in content.windows()] == list(WINDOWS)
    assert {step["who"] for step in content.steps()} <= set(WINDOWS)


def test_the_trial_has_a_place_for_the_storys_new_paper_right_after_the_opening() -> None:
    _, second = SESSIONS[content.TRIAL]["items"][:2]
    assert second["kind"] == "paper"
    assert "paper" not in second


def test_about_thirty_organisations_come_from_many_countries() -> None:
    organisations = content.entries("organisations")
    assert 28 <= len(organisations) <= 34
    assert len({entry["country"] for entry in organisations}) >= 12
