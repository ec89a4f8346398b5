"""Somebody is in the middle of something while the hall moves on: nothing they touched changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.conftest import LAPTOP, PHONE, TABLET, Hall, OpenWindow, Window
from tests.live.conftest import again
from tests.live.listening import Guest, Moderator, csrf

pytestmark = pytest.mark.browser

# Where a thing stands may be rounded to whole pixels on the way.
STILL_PX = 2
LINE_PX = 24
QUESTION = ["هل", " يسمعنا", " أحد", " في الليل", " إذا", " اتصلنا", " من", " هاتف", " صديق؟"]
TITLE = ["خط", " نجدة", " يفهم", " لهجتي", " أنا", " أيضًا"]

# Where the touched thing stands, what is in it, and where the caret is in it.
LOOK = """found => ({
  isTheSame: found === window.touched && found.isConnected,
  hasFocus: document.activeElement === found,
  value: found.value,
  caret: found.selectionStart ?? null,
  top: found.getBoundingClientRect().top,
})"""


class Touched:
    """One thing under somebody's finger."""

    def __init__(self, window: Window, selector: str) -> None:
        self.page = window.page
        self.found = window.page.locator(selector)
        self.found.evaluate("found => { window.touched = found }")
        self._before = self.look()

    def look(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.found.evaluate(LOOK)
        return seen

    def has_not_changed(self, after: str) -> None:
        """The very same element, with the same words or choice, caret and focus."""
        self.page.wait_for_timeout(400)  # motion ends within 250 ms
        now = self.look()
        assert now["isTheSame"], f"another element stands there after: {after}"
        for what in ("hasFocus", "value", "caret"):
            assert now[what] == self._before[what], f"{what} changed after: {after}"

    def has_not_moved(self, after: str) -> None:
        """It stands where it stood on the glass."""
        moved = abs(self.look()["top"] - self._before["top"])
        assert moved <= STILL_PX, f"it moved by {moved} px after: {after}"

    def is_on_the_glass(self, after: str) -> None:
        """Whoever types sees what they type."""
        size = self.page.viewport_size
        assert size is not None
        assert 0 <= self.look()["top"] <= size["height"] - LINE_PX, after

    def type(self, text: str) -> None:
        """As a child types: letter after letter, on a keyboard."""
        self.page.keyboard.type(text, delay=10)
        self.note()

    def note(self) -> None:
        """From here on it should stay as it is now."""
        self._before = self.look()


@pytest.fixture
def moderator(hall: Hall) -> Iterator[Moderator]:
    """The moderator's tablet in the seat; the trial session is at its beginning."""
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    yield tablet
    tablet.leave()


@pytest.fixture
def facilitator(hall: Hall) -> Iterator[Guest]:
    laptop = Guest(hall.server.url, "ar").sign_in(hall.person("facilitator:trial")).connect()
    assert laptop.follow("trial", **{"as": "facilitator"})["ok"]
    yield laptop
    laptop.leave()


class Course:
    """What happens in the hall, one thing after the other; each waits until the window shows it."""

    def __init__(self, moderator: Moderator) -> None:
        self.moderator = moderator
        self._poll: dict[str, Any] = {}

    def acts(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("the session goes live", self.go_live),
            ("the next item", self.next_item),
            ("a poll opens", self.open_a_poll),
            ("the poll closes", self.close_the_poll),
            ("the result is shown", self.show_the_result),
            ("the next item", self.next_item),
            ("a pause", lambda: self._steer("floor.pause", "paused")),
            ("and on", lambda: self._steer("floor.resume", "live")),
        ]

    def go_live(self) -> None:
        self._steer("floor.go_live", "live")

    def next_item(self) -> None:
        before = self.moderator.data("floor")["item"]
        assert self.moderator.steer("floor.next", "trial")["ok"]
        self.moderator.until(lambda: self.moderator.data("floor")["item"] != before)

    def open_a_poll(self) -> None:
        opened = self.moderator.write(
            "polls.open_instant", session="trial", instant="agree", epoch=self.moderator.seat
        )
        assert opened["ok"], opened
        self._until_poll("open")

    def close_the_poll(self) -> None:
        self._move_poll("polls.close", "counted")

    def show_the_result(self) -> None:
        self._move_poll("polls.reveal", "revealed")

    def _steer(self, name: str, state: str) -> None:
        assert self.moderator.steer(name, "trial")["ok"]
        self.moderator.until(lambda: self.moderator.data("floor")["state"] == state)

    def _move_poll(self, name: str, state: str) -> None:
        poll = self.moderator.data("poll")["id"]
        assert self.moderator.write(name, poll=poll, epoch=self.moderator.seat)["ok"]
        self._until_poll(state)

    def _until_poll(self, state: str) -> None:
        self.moderator.until(lambda: (self.moderator.data("poll") or {}).get("state") == state)


def caught_up(window: Window, moderator: Moderator) -> None:
    """Wait until the window was told what the moderator's tablet was told."""
    window.page.wait_for_timeout(300)  # at most four states a second
    state = moderator.data("screen")["layout"]
    if state == "poll":
        window.sees("sawt-poll .poll")
    elif state in ("item", "paper"):
        window.sees("sawt-stage .stage-kind")


def test_a_child_types_a_question_while_the_hall_moves_on(
    hall: Hall, window: OpenWindow, moderator: Moderator, facilitator: Guest
) -> None:
    phone = window("phone", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    box = "#question-text"
    phone.page.locator(box).click()
    # As with a keyboard open: the box is brought to where it can be seen.
    phone.page.locator(box).evaluate("found => found.scrollIntoView({block: 'center'})")
    words = iter(QUESTION)
    touched = Touched(phone, box)
    touched.type(next(words))
    for what, act in Course(moderator).acts():
        act()
        caught_up(phone, moderator)
        touched.has_not_changed(what)
        touched.type(next(words, " "))
        touched.is_on_the_glass(what)
    typed = "".join(QUESTION)
    assert phone.page.input_value(box).rstrip() == typed
    phone.page.click(".ask .button-main")
    facilitator.until(lambda: len(facilitator.data("questions")["waiting"]) == 1)
    taken = facilitator.write("clearing.take", session="trial")["item"]
    assert taken["text"]["text"] == typed


def test_the_session_closes_and_half_a_question_is_still_there(
    hall: Hall, window: OpenWindow, moderator: Moderator
) -> None:
    phone = window("phone", PHONE, "en")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    course = Course(moderator)
    course.go_live()
    phone.page.locator("#question-text").click()
    touched = Touched(phone, "#question-text")
    touched.type("Why does nob")
    assert moderator.steer("floor.close", "trial")["ok"]
    phone.sees("sawt-stage", "ended")
    assert phone.page.input_value("#question-text") == "Why does nob"
    phone.page.reload()
    assert phone.page.input_value("#question-text") == "Why does nob"


def test_the_rows_of_a_vote_stay_under_the_finger_while_others_vote_and_ask(
    hall: Hall, window: OpenWindow, moderator: Moderator, facilitator: Guest
) -> None:
    phone = window("phone", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    course = Course(moderator)
    course.go_live()
    course.open_a_poll()
    phone.sees(".choice")
    phone.page.locator(".choice").nth(1).focus()
    touched = Touched(phone, ".choice >> nth=1")
    code = str(hall.session("trial")["room_code"])
    others = [Guest(hall.server.url).join(code).connect() for _ in range(3)]
    for other in others:
        assert other.follow("trial", **{"as": "audience"})["ok"]
        option = other.data("poll")["options"][0]["id"]
        poll = other.data("poll")["id"]
        assert other.write("polls.cast", poll=poll, choice=[option], n=1)["ok"]
    asked = others[0].write(
        "questions.ask", session="trial", text="Why?", lang="en", name_as="none"
    )
    assert asked["ok"]
    facilitator.until(lambda: len(facilitator.data("questions")["waiting"]) == 1)
    question = facilitator.data("questions")["waiting"][0]["id"]
    assert facilitator.write("questions.clear", question=question)["ok"]
    chosen = {"question": question, "revision": 1, "epoch": moderator.seat}
    assert moderator.write("questions.shortlist", **chosen)["ok"]
    phone.sees(".question-list", "Why?")
    touched.has_not_changed("others voted, and a question came on the list")
    touched.has_not_moved("others voted, and a question came on the list")
    phone.page.keyboard.press("Enter")
    phone.page.locator('.choice[aria-checked="true"] >> nth=0').wait_for()
    assert phone.page.locator(".choice").nth(1).get_attribute("aria-checked") == "true"
    touched.has_not_moved("the choice was made")
    for other in others:
        other.leave()


def test_a_facilitator_has_half_filled_the_page_while_the_session_moves_on(
    hall: Hall, window: OpenWindow, moderator: Moderator, facilitator: Guest
) -> None:
    chosen = a_confirmed_paper(hall, facilitator)
    laptop = window("laptop", LAPTOP, "en")
    laptop.sign_in(hall.person("facilitator:trial"), "en")
    laptop.open("/sessions/trial/assist")
    selects = laptop.page.locator(".pin select")
    selects.first.wait_for()
    # The last place: the session does not reach it in this test.
    touched = Touched(laptop, f"#{selects.last.get_attribute('id')}")
    assert touched.look()["value"] != chosen
    touched.found.focus()
    touched.found.select_option(chosen)
    touched.note()
    for what, act in Course(moderator).acts()[:5]:
        act()
        laptop.page.wait_for_timeout(600)
        touched.has_not_changed(what)
        touched.is_on_the_glass(what)
    laptop.page.fill("#pair-code", "48 2")
    code = Touched(laptop, "#pair-code")
    for on, label in ((True, "Show the screen again"), (False, "Rest the screen")):
        assert moderator.write("screen.blank", session="trial", on=on)["ok"]
        laptop.sees('[data-press="blank"]', label)
        code.has_not_changed(label)
        code.has_not_moved(label)
    code.type("193")
    assert laptop.page.input_value("#pair-code") == "48 2193"
    assert touched.found.input_value() == chosen


def a_confirmed_paper(hall: Hall, facilitator: Guest) -> str:
    """The id of a paper that its author has said yes to, for the trial session."""
    author = next(
        person
        for person in hall.told["people"]
        if person["roles"] == ["delegate"] and person["name"] != "Sami Wave"
    )
    child = Guest(hall.server.url).sign_in(author).connect()
    began = child.http.post(
        f"{child.url}/papers", data={"csrf_token": csrf(child, "/papers"), "lang": "en"}
    )
    paper = began.url.rpartition("/papers/")[2].partition("?")[0]
    draft = {"title": "A lamp", "body": "For the stairs.", "lang": "en", "base": 0}
    assert child.write("papers.save_draft", paper=paper, **draft)["ok"]
    assert child.write("papers.submit", paper=paper)["ok"]
    assert facilitator.write("papers.take_up", paper=paper)["ok"]
    assert facilitator.write("papers.select", paper=paper, session="trial")["ok"]
    assert facilitator.write("papers.announce")["ok"]
    assert child.write("papers.confirm", paper=paper, number=1, reads_aloud="me")["ok"]
    child.leave()
    return paper


def test_a_delegate_types_a_title_while_her_other_paper_goes_on(
    hall: Hall, window: OpenWindow, moderator: Moderator, facilitator: Guest
) -> None:
    """Each step of another paper of hers tells her desk anew."""
    child = hall.named("Sami Wave")
    tablet = window("tablet", TABLET, "ar")
    tablet.sign_in(child, "ar")
    other = a_sent_paper(tablet)
    tablet.open("/papers")
    tablet.page.click("form[action='/papers'] button")
    tablet.page.wait_for_url("**/papers/*")
    tablet.page.locator(".sheet-title").click()
    touched = Touched(tablet, ".sheet-title")
    words = iter(TITLE)
    touched.type(next(words))
    steps: list[tuple[str, Callable[[], dict[str, Any]]]] = [
        ("read", lambda: facilitator.write("papers.take_up", paper=other)),
        ("chosen", lambda: facilitator.write("papers.select", paper=other, session="trial")),
        ("told", lambda: facilitator.write("papers.announce")),
        ("live", lambda: moderator.steer("floor.go_live", "trial")),
    ]
    for what, step in steps:
        answer = step()
        assert answer["ok"], answer
        tablet.page.wait_for_timeout(700)
        touched.has_not_changed(what)
        touched.type(next(words))
    tablet.sees('.save-state[data-state="saved"]')
    touched.has_not_changed("saved")
    touched.type(next(words))
    assert tablet.page.input_value(".sheet-title") == "".join(TITLE)
    tablet.sees('.save-state[data-state="saved"]')
    tablet.page.reload()
    assert tablet.page.input_value(".sheet-title") == "".join(TITLE)


def a_sent_paper(tablet: Window) -> str:
    """The id of a paper that this child has just sent."""
    tablet.open("/papers")
    tablet.page.click("form[action='/papers'] button")
    tablet.page.wait_for_url("**/papers/*")
    tablet.page.fill(".sheet-title", "باب")
    tablet.page.fill(".sheet-body", "أريد بابًا يُغلق.")
    tablet.sees('.save-state[data-state="saved"]')
    tablet.press("submit")
    tablet.sees(".sheet-read")
    return tablet.page.url.rpartition("/papers/")[2].partition("?")[0]
