"""Two people press at once, and fifty phones at once, at a running server."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

from tests.live.conftest import Conference
from tests.live.listening import Guest, Moderator

PHONES = 50


def go_live(moderator: Moderator) -> None:
    answer = moderator.steer("floor.go_live", "trial")
    assert answer["ok"], answer
    moderator.until(lambda: moderator.data("floor")["state"] == "live")


def open_a_poll(moderator: Moderator) -> dict[str, Any]:
    answer = moderator.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=moderator.seat
    )
    assert answer["ok"], answer
    moderator.until(lambda: (moderator.data("poll") or {}).get("state") == "open")
    poll: dict[str, Any] = moderator.data("poll")
    return poll


def test_fifty_phones_double_tap_at_once_and_it_is_fifty_votes(conference: Conference) -> None:
    moderator = conference.moderator()
    go_live(moderator)
    with ThreadPoolExecutor(10) as doors:
        phones = list(doors.map(lambda _: conference.phone().connect(), range(PHONES)))
        list(doors.map(lambda phone: phone.follow("trial", **{"as": "audience"}), phones))
    poll = open_a_poll(moderator)
    options = [option["id"] for option in poll["options"]]
    together = threading.Barrier(PHONES)

    def double_tap(at: int) -> list[dict[str, Any]]:
        together.wait()
        cast = {"poll": poll["id"], "choice": [options[at % 2]], "n": 1}
        once = str(uuid4())
        return [phones[at].send("polls.cast", command_id=once, **cast) for _ in range(2)]

    with ThreadPoolExecutor(PHONES) as thumbs:
        answers = [answer for pair in thumbs.map(double_tap, range(PHONES)) for answer in pair]
    assert all(answer == {"ok": True, "receipt": "counted"} for answer in answers), answers
    moderator.until(lambda: moderator.data("poll")["answered"] == PHONES)
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    counts = {row["option"]: row["count"] for row in moderator.data("poll")["results"]}
    assert counts == {options[0]: 25, options[1]: 25}
    late = phones[0].write("polls.cast", poll=poll["id"], choice=[options[0]], n=9)
    assert (late["ok"], late["code"]) == (False, "poll_closed")


def test_two_tablets_press_next_at_the_same_moment_and_it_is_one_step(
    conference: Conference,
) -> None:
    first = conference.moderator()
    go_live(first)
    second = Moderator(conference.server.url)
    second.sign_in(conference.with_role("moderator:trial")).connect()
    second.follow("trial", **{"as": "moderator"})
    second.seat = first.seat  # the same child, and what her first tablet knows
    together = threading.Barrier(2)

    def press(tablet: Moderator) -> dict[str, Any]:
        together.wait()
        return tablet.steer("floor.next", "trial")

    with ThreadPoolExecutor(2) as thumbs:
        answers = list(thumbs.map(press, [first, second]))
    assert sorted(answer["ok"] for answer in answers) == [False, True]
    refused = next(answer for answer in answers if not answer["ok"])
    assert refused["code"] == "already_moved"
    first.until(
        lambda: [i["state"] for i in first.data("floor")["items"]][:2] == ["done", "current"]
    )
    second.leave()


def test_two_facilitators_clear_the_same_question_and_it_is_one_step(
    conference: Conference,
) -> None:
    phone = conference.phone().connect()
    phone.follow("trial", **{"as": "audience"})
    one, other = conference.facilitator(), conference.facilitator()
    asked = phone.write(
        "questions.ask", session="trial", text="Who answers?", lang="en", name_as="none"
    )
    assert asked["ok"]
    one.until(lambda: len(one.data("questions")["waiting"]) == 1)
    question = one.data("questions")["waiting"][0]["id"]
    together = threading.Barrier(2)

    def clear(laptop: Guest) -> dict[str, Any]:
        together.wait()
        return laptop.write("questions.clear", question=question)

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(clear, [one, other]))
    one.until(lambda: [q["id"] for q in one.data("questions")["cleared"]] == [question])
    assert one.data("questions")["waiting"] == []
    phone.until(lambda: phone.data("mine")["questions"][0]["state"] == "cleared")
