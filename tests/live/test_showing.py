"""What a child shows now, as events that arrive without a reload: on walls, phones and tablets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.live.conftest import Conference
from tests.live.listening import Guest, Moderator, csrf

AUDIENCE = {"as": "audience"}
DELEGATE = {"as": "delegate"}
CHILD = "Sami Wave"


def post(guest: Guest, path: str, page: str, **fields: str) -> str:
    """A form of this page, posted; where it led."""
    answer = guest.http.post(f"{guest.url}{path}", data={"csrf_token": csrf(guest, page), **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


def say_yes(guest: Guest) -> None:
    """Read every thought, and say yes to everything but pictures and the first name."""
    page = guest.http.get(f"{guest.url}/assent").text
    says = iter(("yes", "yes", "yes", "no", "no"))
    while '<section class="card assent"' in page:
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        if 'name="say"' in page:
            form["say"] = next(says)
        page = guest.http.post(f"{guest.url}/assent", data=form).text


class Stage:
    """A question of a child stands on stage with her name, before everybody."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        self.moderator: Moderator = conference.moderator()
        assert self.moderator.steer("floor.go_live", "trial")["ok"]
        self.facilitator = conference.facilitator()
        self.child = self.tablet()
        self.phone = conference.phone().connect()
        assert self.phone.follow("trial", **AUDIENCE)["ok"]
        self.wall = conference.screen(self.moderator)
        answer = self.child.write(
            "questions.ask", session="trial", text="Why?", lang="en", name_as="chosen_name"
        )
        assert answer["ok"], answer
        self.facilitator.until(lambda: self.facilitator.data("questions")["waiting"])
        question = self.facilitator.data("questions")["waiting"][0]["id"]
        for guest, name, fields in (
            (self.facilitator, "questions.clear", {}),
            (self.moderator, "questions.put_on_stage", {"epoch": self.moderator.seat}),
        ):
            assert guest.write(name, question=question, revision=1, **fields)["ok"]
        for guest in self.everybody:
            guest.until(lambda guest=guest: on_stage(guest) is not None)

    def tablet(self) -> Guest:
        """One more tablet of the child, in the room."""
        guest = self.conference.guest().sign_in(self.conference.named(CHILD)).connect()
        assert guest.follow("trial", **DELEGATE)["ok"]
        return guest

    @property
    def everybody(self) -> tuple[Guest, ...]:
        return (self.phone, self.wall, self.moderator, self.facilitator)


def on_stage(guest: Guest) -> dict[str, Any] | None:
    shown: dict[str, Any] | None = guest.data("questions")["on_stage"]
    return shown


def name_of(guest: Guest) -> str | None:
    shown = on_stage(guest)
    return shown["name"]["en"] if shown and shown["name"] else None


@pytest.fixture
def stage(conference: Conference) -> Iterator[Stage]:
    made = Stage(conference)
    yield made
    child = conference.guest().sign_in(conference.named(CHILD))
    say_yes(child)
    post(child, "/me/dial", "/me", dial="chosen_name")


def test_the_dial_reaches_every_screen_and_phone_and_comes_back(stage: Stage) -> None:
    second = stage.tablet()
    assert {name_of(guest) for guest in stage.everybody} == {CHILD}
    assert stage.child.write("consent.turn_dial", dial="only_idea")["ok"]
    for guest in stage.everybody:
        guest.until(lambda guest=guest: on_stage(guest) is not None and name_of(guest) is None)
    second.until(lambda: second.data("mine")["shown"]["dial"] == "only_idea")
    assert second.data("mine")["shown"]["name"] is None

    assert second.write("consent.turn_dial", dial="nothing")["ok"]
    for guest in stage.everybody:
        guest.until(lambda guest=guest: on_stage(guest) is None)
    stage.wall.until(lambda: stage.wall.data("screen")["layout"] != "question")
    stage.child.until(lambda: stage.child.data("mine")["shown"]["dial"] == "nothing")
    own = stage.child.data("mine")["questions"][0]
    assert own["state"] == "on_stage"  # hers to see, and it waits for her

    assert stage.child.write("consent.turn_dial", dial="chosen_name")["ok"]
    for guest in stage.everybody:
        guest.until(lambda guest=guest: name_of(guest) == CHILD)
    stage.wall.until(lambda: stage.wall.data("screen")["layout"] == "question")


def test_a_yes_taken_back_empties_walls_and_phones_and_ends_every_page_of_hers(
    stage: Stage,
) -> None:
    second = stage.tablet()
    post(stage.conference.guest().sign_in(stage.conference.named(CHILD)), "/me/take-back", "/me")
    for guest in stage.everybody:
        guest.until(lambda guest=guest: on_stage(guest) is not None and name_of(guest) is None)
    for tablet in (stage.child, second):
        tablet.until(lambda tablet=tablet: bool(tablet.endings))
        assert tablet.endings[0]["code"] == "changed"
        assert tablet.follow("trial", **DELEGATE)["code"] == "not_allowed"
        assert tablet.follow("trial", **AUDIENCE)["ok"]  # the room she is in stays open
        assert tablet.data("mine")["shown"] is None
    no = second.write("papers.save_draft", paper="0" * 32, title="", body="", lang="en", base=0)
    assert no["code"] == "not_allowed"


def test_a_withdrawn_consent_frees_the_seat_of_a_live_session(conference: Conference) -> None:
    moderator, phone = conference.moderator(), conference.phone().connect()
    assert phone.follow("trial", **AUDIENCE)["ok"]
    assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.until(lambda: phone.data("floor")["seat"]["held"])
    organiser = conference.guest().sign_in(conference.with_role("organiser"))
    name = conference.with_role("moderator:trial")["name"]
    page = organiser.http.get(f"{organiser.url}/organise/consent").text
    row = page[page.index(f"<bdi>{name}</bdi>") :]
    child = re.search(r'name="person" value="(\w+)"', row)
    assert child is not None
    post(organiser, "/organise/consent/withdraw", "/organise/consent", person=child[1])
    try:
        phone.until(lambda: not phone.data("floor")["seat"]["held"])
        moderator.until(lambda: bool(moderator.endings))
        assert moderator.endings[0]["code"] == "changed"
        assert moderator.steer("floor.pause", "trial")["code"] == "not_allowed"
    finally:
        path = "/organise/consent"
        yes = {"person": child[1], "kind": "parent", "version": "consent-1"}
        post(organiser, f"{path}/record", path, **yes)
    again = conference.moderator()
    assert again.steer("floor.pause", "trial")["ok"]
