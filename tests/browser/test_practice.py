"""Practice on pretend steps: by keyboard alone, and nothing of it reaches the hall."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    PHONE,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "practice"
MODERATE = "/sessions/trial/moderate"


def floor_of(window: Window) -> dict[str, Any]:
    """The session as its page has it from the server."""
    told: dict[str, Any] = window.page.evaluate(
        "JSON.parse(document.getElementById('page').textContent).topics.floor"
    )
    return told


def tab_to(window: Window, selector: str) -> None:
    """The tab key alone leads there."""
    for _ in range(60):
        if window.page.evaluate("(found) => document.activeElement?.matches(found)", selector):
            return
        window.page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by keyboard")


def act(window: Window, says: str) -> None:
    """The big button with these words, by the keyboard; the focus stays on it from act to act."""
    window.sees('[data-press="act"]:not([aria-disabled])', says)
    tab_to(window, '[data-press="act"]')
    window.page.keyboard.press("Enter")


def test_practice_by_keyboard_ends_with_a_star_and_reaches_nobody(
    hall: Hall, window: OpenWindow
) -> None:
    noor = window("noor-en", WIDE_TABLET, "en")
    noor.sign_in(hall.named("Noor Star"), "en")
    noor.open(MODERATE)
    before = floor_of(noor)
    noor.sees(".practice-offer", "Your first time at the front?")
    noor.picture(PICTURES, "1-offered")
    noor.page.locator(".practice-offer a").focus()
    noor.page.keyboard.press("Enter")

    noor.page.wait_for_url("**/moderate/practice")
    sent: list[str] = []
    noor.page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))
    noor.page.on("websocket", lambda socket: sent.append(socket.url))
    noor.sees(".coach", "Nothing here reaches the hall.")
    noor.picture(PICTURES, "2-begins")
    act(noor, "Take the moderator's seat")
    act(noor, "Begin")
    act(noor, "Next: “\u2068A first show of hands\u2069”")
    act(noor, "Open the show of hands")
    noor.sees(".count", "14 of 14 answered")
    noor.picture(PICTURES, "3-votes")
    act(noor, "Close the show of hands")
    act(noor, "Show the result")
    noor.sees(".result", "The hall sees this.")
    act(noor, "Next: “\u2068Your questions\u2069”")
    noor.sees(".coach", "Two questions wait")
    noor.picture(PICTURES, "4-questions")
    tab_to(noor, '[data-press^="put_on_stage-"]')
    noor.page.keyboard.press("Enter")
    tab_to(noor, '[data-press^="answered-"]')
    noor.page.keyboard.press("Space")
    act(noor, "Close the session")
    noor.sees(".coach-ready", "You are ready")
    assert noor.page.evaluate("document.activeElement.id") == "ready-now"
    noor.picture(PICTURES, "5-ready")
    assert [one for one in sent if "/locked" not in one] == []

    noor.page.locator(".coach-ready a").click()
    noor.page.wait_for_url(f"**{MODERATE}")
    noor.sees(".practice-way")
    assert floor_of(noor) == before


def test_practice_by_touch_in_arabic_on_a_small_screen(hall: Hall, window: OpenWindow) -> None:
    salma = window("salma-ar", PHONE, "ar", has_touch=True)
    salma.sign_in(hall.named("Salma Melody"), "ar")
    salma.open(f"{MODERATE}/practice")
    for step in range(4):
        salma.page.locator('[data-press="act"]:not([aria-disabled])').tap()
        salma.page.wait_for_timeout(900)
        salma.picture(PICTURES, f"6-{step}")
    salma.page.locator(".coach a").tap()
    salma.page.wait_for_url(f"**{MODERATE}")
    salma.sees(".practice-offer")
    salma.picture(PICTURES, "7-offered")
    salma.page.locator(".practice-offer button").tap()
    salma.sees(".practice-way")
