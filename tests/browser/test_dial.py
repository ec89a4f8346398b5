"""How much of myself is shown: turned in two taps, seen by everybody at once, without a reload."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import LAPTOP, PHONE, TABLET, WALL, Hall, OpenWindow, Window
from tests.live.conftest import Conference, again

pytestmark = pytest.mark.browser

CHILD = "Sami Wave"
OTHER_CHILD = "Maya Firefly"
QUESTION = "هل يستطيع الخط أن يرد ليلًا؟"


@pytest.fixture
def conference(hall: Hall) -> Iterator[Conference]:
    """The moderator and the facilitator of the trial session, as sockets."""
    made = Conference(hall.server, hall.told)
    again(made.guest())
    yield made
    made.everybody_leaves()


def test_two_taps_and_the_name_the_words_and_the_page_itself_follow(
    hall: Hall, window: OpenWindow, conference: Conference
) -> None:
    child = window("child", TABLET, "ar")
    phone, wall = window("phone", PHONE, "en"), window("wall", WALL, "en")
    moderator, facilitator = conference.moderator(), conference.facilitator()
    assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    wall.open("/screen")
    code = wall.page.locator(".wall-pairing-code").inner_text()
    assert facilitator.write("screen.pair", session="trial", code=code)["ok"]
    child.sign_in(hall.named(CHILD), "ar")
    child.open("/sessions/trial")

    child.page.locator("sawt-questions .check input").check()
    child.page.fill("#question-text", QUESTION)
    child.page.click(".ask .button-main")
    facilitator.until(lambda: facilitator.data("questions")["waiting"])
    question = facilitator.data("questions")["waiting"][0]["id"]
    assert facilitator.write("questions.clear", question=question)["ok"]
    chosen = {"question": question, "revision": 1, "epoch": moderator.seat}
    assert moderator.write("questions.put_on_stage", **chosen)["ok"]
    for one in (phone, wall):
        one.sees("body", CHILD)

    turn(child, "only_idea")
    for one in (phone, wall):
        one.page.get_by_text(CHILD).first.wait_for(state="hidden")
        one.sees("body", QUESTION)

    turn(child, "nothing")
    for one in (phone, wall):
        one.page.locator(f"text={QUESTION}").first.wait_for(state="detached")
    child.sees('.mine-question[data-state="on_stage"]')  # her own page still says where it is

    turn(child, "chosen_name")
    for one in (phone, wall):
        one.sees("body", QUESTION)
        one.sees("body", CHILD)

    choices = child.context.new_page()
    choices.goto(f"{hall.server.url}/me")
    choices.locator(".fold-stop summary").click()
    choices.locator(".fold-stop form button").click()
    for one in (phone, wall):
        one.page.get_by_text(CHILD).first.wait_for(state="hidden")
    # The room stays open for her, as for any phone in the hall.
    child.sees(".nobody-knows", "لا أحد")
    assert child.page.url.endswith("/sessions/trial")
    assert child.page.locator("sawt-dial button").count() == 0


def turn(child: Window, dial: str) -> None:
    """Two taps."""
    child.press("dial")
    child.page.locator(f'[data-press="turn-{dial}"]').click()


def test_without_a_network_the_dial_says_so_and_turns_when_it_is_back(
    hall: Hall, window: OpenWindow, conference: Conference
) -> None:
    child = window("child", TABLET, "en")
    child.sign_in(hall.named(OTHER_CHILD), "en")
    child.open("/sessions/trial")
    child.sees("sawt-dial", "The name I chose")
    child.context.set_offline(True)
    turn(child, "only_idea")
    turn(child, "nothing")
    child.sees("sawt-dial", "Waits for the Wi-Fi")
    child.sees("sawt-dial", "The name I chose")  # nothing is pretended
    child.context.set_offline(False)
    child.sees("sawt-dial", "Nothing now")
    child.page.reload()
    child.sees("sawt-dial", "Nothing now")
    turn(child, "chosen_name")
    child.sees("sawt-dial", "The name I chose")


def test_a_first_name_is_shown_once_an_adult_has_read_it_at_her_desk(
    hall: Hall, window: OpenWindow, conference: Conference
) -> None:
    """Written anew at the registration desk, it waits again; the child reads that it is being read,
    and by which name she is shown meanwhile."""
    child, wall = window("child", PHONE, "ar"), window("wall", WALL, "en")
    desk, adult = window("desk", LAPTOP, "en"), window("adult", LAPTOP, "en")
    moderator, facilitator = conference.moderator(), conference.facilitator()
    assert moderator.steer("floor.go_live", "trial")["ok"]
    wall.open("/screen")
    code = wall.page.locator(".wall-pairing-code").inner_text()
    assert facilitator.write("screen.pair", session="trial", code=code)["ok"]
    desk.sign_in(hall.person("organiser"), "en")
    desk.open("/organise?q=Maya&kind=child")
    desk.page.locator("a[href^='/organise/people/']", has_text=OTHER_CHILD).click()
    written(desk, "Mayana")
    child.sign_in(hall.named(OTHER_CHILD), "ar")
    child.open("/sessions/trial")
    child.page.locator("sawt-questions .check input").check()
    child.page.fill("#question-text", QUESTION)
    child.page.click(".ask .button-main")
    turn(child, "my_name")
    child.sees("sawt-dial", "أحد الكبار يقرأ اسمك أولًا")

    facilitator.until(lambda: bool(facilitator.data("questions")["waiting"]))
    waiting = facilitator.data("questions")["waiting"][0]["id"]
    assert facilitator.write("questions.clear", question=waiting)["ok"]
    adult.sign_in(hall.person("facilitator:trial"), "en")
    adult.open("/sessions/trial/assist")
    adult.sees(".desk-text", "Mayana")
    adult.sees(".desk-now", "A first name a child wants to show")
    moderator.until(lambda: bool(moderator.data("questions")["cleared"]))
    question = moderator.data("questions")["cleared"][0]
    chosen = {"question": question["id"], "revision": question["revision"]}
    assert moderator.write("questions.put_on_stage", **chosen, epoch=moderator.seat)["ok"]
    wall.sees("body", QUESTION)
    wall.sees("body", OTHER_CHILD)
    wall.does_not_see("Mayana")
    adult.page.wait_for_timeout(700)  # nobody decides on what has only just come up
    adult.press("clear")
    adult.sees(".desk-decided", "The child can be shown by it now")
    wall.sees("body", "Mayana")
    child.page.locator("sawt-dial", has_text="يقرأ اسمك").wait_for(state="detached")


def written(desk: Window, name: str) -> None:
    desk.page.fill("#first-name-typed", name)
    desk.page.click("form[action$='/first-name'] button")
    desk.sees(".page-head", name)
