"""A child who has a lot to say: nothing of it is cut, an adult reads all of it, the wall shows how
it begins, and what is too much for any box stays in it."""

from __future__ import annotations

import pytest

from tests.browser.axe import moment
from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
)
from tests.browser.test_story import sign_everybody_in, the_session_goes_live

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "long-texts"
BEGINS = "من يسمعنا حين نحتاج إلى من يسمع؟"
ENDS = "وهذا آخر ما أردت قوله."
LONG = f"{BEGINS} {'أريد أن أحكي كل ما في قلبي اليوم. ' * 25}{ENDS}"
TOO_LONG = LONG * 5
BOX = "#question-text"


def test_a_long_question_is_read_whole_and_shown_short(hall: Hall, window: OpenWindow) -> None:
    phone, delegate = window("phone-ar", PHONE, "ar"), window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator, screen = window("facilitator-ar", LAPTOP, "ar"), window("screen", WALL, "en")
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    facilitator.open("/sessions/trial/assist?lang=ar")
    the_session_goes_live(moderator)

    phone.sees(BOX)
    phone.page.fill(BOX, TOO_LONG)
    phone.page.locator(".ask .button-main").click()
    phone.sees(".ask", "أقصر قليلًا")
    assert phone.page.input_value(BOX) == TOO_LONG
    phone.picture(PICTURES, "1-too-long")
    assert moment(phone) == []
    phone.page.fill(BOX, LONG)
    phone.page.locator(".ask .button-main").click()
    phone.sees(".receipt")

    facilitator.sees(".desk-text", ENDS)
    facilitator.picture(PICTURES, "2-desk")
    assert moment(facilitator) == []
    facilitator.page.locator(".desk-keys button:not([aria-disabled])").first.click()
    moderator.sees(".cleared-list", BEGINS)
    moderator.does_not_see(ENDS)
    moderator.picture(PICTURES, "3-cleared")
    moderator.page.locator('.cleared-list [data-press^="put_on_stage-"]').click()
    screen.sees(".wall-question", BEGINS)
    screen.does_not_see(ENDS)
    screen.sees(".wall-question", "…")
    screen.picture(PICTURES, "4-wall")
    phone.sees("sawt-stage", BEGINS)
