"""A newcomer's first minute: open /try, fill the hall, press what the big button says, and see
votes arrive on the screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTEFACTS, LAPTOP, OpenWindow, press_big_button

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "first-minute"
# Forty phones come in through the real doors, one after the other.
COME_IN_MS = 60_000


def test_a_newcomers_first_minute(window: OpenWindow) -> None:
    newcomer = window("try", LAPTOP)
    newcomer.open("/try")
    newcomer.picture(PICTURES, "1-try")
    newcomer.page.get_by_role("button", name="Fill the hall").click()
    newcomer.page.get_by_text(re.compile(r"pretend phones? (is|are) in the hall")).wait_for()

    moderator, screen = opened(newcomer.page, "moderator"), opened(newcomer.page, "screen")
    said: list[str] = []
    while "Open the show of hands" not in said:
        said.append(press_big_button(moderator))
    assert said[:2] == ["Take the moderator's seat", "Begin: go live"]

    answered = screen.locator(".wall-main", has_text=re.compile(r"[1-9]\d* of \d+ answered"))
    answered.wait_for(timeout=COME_IN_MS)
    expect(moderator.locator(".count")).to_contain_text(
        re.compile(r"(2|3|4)\d of"), timeout=COME_IN_MS
    )
    screen.screenshot(path=PICTURES / "2-votes-arrive.png")
    press_big_button(moderator, "Close the show of hands")
    press_big_button(moderator, "Show the result")
    screen.locator("sawt-bars, .bars").first.wait_for()
    screen.wait_for_timeout(1200)
    screen.screenshot(path=PICTURES / "3-result.png")
    moderator.screenshot(path=PICTURES / "3-moderator.png")

    newcomer.open("/try")
    newcomer.page.get_by_role("button", name="Let them go home").click()
    # They go as they came: one after the other.
    newcomer.page.get_by_role("button", name="Fill the hall").wait_for(timeout=COME_IN_MS)


def opened(page: Page, who: str) -> Page:
    """The window that this link of the page opens, signed in as somebody of the story."""
    with page.context.expect_page() as coming:
        page.locator(f'a[data-window="{who}"]').click()
    shown = coming.value
    shown.set_default_timeout(15_000)
    shown.wait_for_load_state()
    assert f"//{who}.localhost" in shown.url
    return shown
