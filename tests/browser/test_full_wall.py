"""A result that says much: six answers, hands of the room, and the round before."""

from __future__ import annotations

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_poll_kinds import ANSWERS
from tests.browser.test_story import sign_everybody_in, the_session_goes_live

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "full-wall"
MATTERS = {"ar": "ما الأهم لكم؟", "en": "What matters most?", "fr": "Le plus important ?"}
SIX = (*ANSWERS, {"ar": "حديقة", "en": "A garden", "fr": "Un jardin"})


def test_a_full_wall_is_read_from_the_last_row(hall: Hall, window: OpenWindow) -> None:
    """Six answers in a second round, with hands of the room in both: what the bars are made of is
    said once under them, and in words beside each on a phone."""
    phone, moderator = window("phone-ar", PHONE, "ar"), window("moderator-en", WIDE_TABLET, "en")
    facilitator, screen = window("facilitator-en", LAPTOP, "en"), window("screen", WALL, "en")
    sign_everybody_in(hall, phone, window("delegate", TABLET, "ar"), moderator, facilitator, screen)
    facilitator.page.goto(facilitator.page.url.partition("?")[0] + "?lang=en")
    six_answers_are_written(facilitator)
    the_session_goes_live(moderator, "Open the show of hands")
    moderator.act("Open the show of hands")
    for number in ("3", "5"):
        moderator.sees('[data-press="act"]', "Close the show of hands")
        phone.page.locator("sawt-poll .choice").nth(int(number)).click()
        phone.sees("sawt-poll .saved")
        moderator.press("hands")
        for place in range(len(SIX)):
            moderator.page.fill(f"#hands-{place}", number)
        moderator.page.locator(".hands .button").click()
        moderator.page.locator(".hands").wait_for(state="detached")
        moderator.act("Close the show of hands")
        moderator.act("Show the result")
        screen.sees(".bar-notes", "Pale: hands in the room.")
        screen.page.wait_for_timeout(1_000)  # the tiles have flowed into the bars
        screen.is_read_from_the_last_row()
        if number == "3":
            moderator.press("again")
    screen.sees(".bar-notes", "Line: the round before.")
    assert screen.page.locator(".bar-parts").count() == 0
    phone.sees(".bar-parts", "قبل")
    for one in (screen, phone):
        one.picture(PICTURES, "shown")


def six_answers_are_written(facilitator: Window) -> None:
    """The page has room for four; there is room for more once they are kept."""
    page = facilitator.page
    facilitator.open("/sessions/trial/polls")
    page.click("a[href$='/polls/new/single']")
    page.select_option("#item", index=1)
    for lang, words in MATTERS.items():
        page.fill(f"#title-{lang}", words)
    for row, texts in enumerate(SIX, 1):
        if row == 5:
            page.click("button[value=save]")
            facilitator.sees("#option-6-ar")
        for lang, text in texts.items():
            page.fill(f"#option-{row}-{lang}", text)
    page.click("button[value=ready]")
    facilitator.sees(".poll-state[data-state=ready]")
