"""Hostile words in whatever is written at the front and said in a cloud: the quiet line, a message
for the wall, a reason for askers, a word. They change no page and run nowhere."""

from __future__ import annotations

from functools import partial

import pytest

from tests.browser.conftest import (
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_hostile_text import (
    HOSTILE,
    NAME,
    QUESTION,
    TITLE,
    broken,
    clear_what_waits,
    everywhere,
    filled,
    told_as_a_problem,
)
from tests.browser.test_story import sign_everybody_in, the_session_goes_live

pytestmark = pytest.mark.browser

DESK, FRONT, REASONS = (f"/sessions/trial/{page}" for page in ("assist", "moderate", "reasons"))


def test_hostile_words_of_the_front_change_no_page(hall: Hall, window: OpenWindow) -> None:
    phone, delegate = window("phone-ar", PHONE, "ar"), window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator, screen = window("facilitator-en", LAPTOP, "en"), window("screen", WALL, "en")
    for one in (phone, delegate, moderator, facilitator, screen):
        one.page.on("dialog", partial(told_as_a_problem, one))
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    facilitator.open(DESK)
    the_session_goes_live(moderator)

    moderator.page.locator(".whisper-say > summary").click()
    moderator.page.fill("#whisper-text", "W" * 5_000)
    moderator.page.press("#whisper-text", "Enter")
    moderator.sees(".whisper-own .said", "A little shorter, please")
    moderator.page.fill("#whisper-text", filled("question", 500))
    moderator.page.press("#whisper-text", "Enter")
    facilitator.sees(".whisper-line", QUESTION)
    quiet_line = {
        "moderator, quiet line": (moderator, FRONT, ".whisper-line", QUESTION),
        "desk, quiet line": (facilitator, DESK, ".whisper-line", QUESTION),
    }
    assert everywhere(quiet_line) == []

    at_the_wall(moderator)
    moderator.page.fill("#wall-text", filled("title", 400))
    moderator.page.locator("form:has(#wall-text) button").first.click()
    facilitator.sees(".desk-now", TITLE)
    assert everywhere({"desk, message": (facilitator, DESK, ".desk-now", TITLE)}) == []
    clear_what_waits(facilitator)
    at_the_wall(moderator)
    moderator.page.wait_for_timeout(1_500)  # the page follows by now
    moderator.page.locator('.read-messages [data-press^="look-"]').click()
    moderator.press("show")
    screen.sees(".wall", TITLE)
    message = {
        "phone, message": (phone, "/sessions/trial", "sawt-stage", TITLE),
        "moderator, message": (moderator, FRONT, "main", TITLE),
        "wall, message": (screen, "/screen", ".wall", TITLE),
    }
    assert everywhere(message) == []

    moderator.page.set_viewport_size(WIDE_TABLET)  # type: ignore[arg-type]
    moderator.press("follow")
    screen.sees(".wall[data-layout=item]")
    moderator.press("asking")
    moderator.press("instant-word")
    phone.page.fill("#word-0", HOSTILE["name"])
    phone.page.click(".words-form .button-main")
    facilitator.sees(".desk-text", NAME)
    assert everywhere({"desk, word": (facilitator, DESK, ".desk-text", NAME)}) == []
    clear_what_waits(facilitator)
    moderator.act("Stop asking for words")
    moderator.act("Show the cloud")
    moderator.act("Show it anyway")
    screen.page.set_viewport_size(WALL)  # type: ignore[arg-type]
    screen.sees(".cloud-word", NAME)
    for one in (screen, phone, moderator):
        assert broken(one) == [], one.name

    moderator.open(f"{REASONS}?lang=en")
    moderator.page.fill("#reason-en", filled("question", 300))
    moderator.page.get_by_role("button", name="Send my reason").click()
    facilitator.sees(".desk .user-text", QUESTION)
    assert everywhere({"desk, reason": (facilitator, DESK, ".desk-now", QUESTION)}) == []
    clear_what_waits(facilitator)
    assert everywhere({"reasons": (moderator, REASONS, "main", QUESTION)}) == []


def at_the_wall(moderator: Window) -> None:
    """All that can be chosen for the wall, unfolded on her tablet."""
    moderator.page.set_viewport_size(WIDE_TABLET)  # type: ignore[arg-type]
    moderator.open(f"{FRONT}?lang=en")
    moderator.sees(".wall-fold")
    moderator.page.evaluate(
        "() => document.querySelectorAll('.wall-fold').forEach((fold) => (fold.open = true))"
    )
