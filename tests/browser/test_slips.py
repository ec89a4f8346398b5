"""A question from paper in Arabic and English: an adult types it, the hall reads it as such."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings
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
from tests.browser.test_story import the_session_goes_live

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "slips"
WORDS = "هل يوجد خط لمن لا يسمع؟"


def looks(one: Window, step: str) -> None:
    """Pictures of the fold on a phone and a tablet; axe finds nothing in it."""
    for name, size in (("wide", WIDE_TABLET), ("tall", TABLET), ("phone", PHONE)):
        one.page.set_viewport_size(size)  # type: ignore[arg-type]
        one.page.locator(".slip[open]").scroll_into_view_if_needed()
        one.picture(PICTURES, f"{step}-{name}")
        assert findings(one) == []
        assert one.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    one.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]


def test_a_paper_is_typed_and_comes_before_the_hall(hall: Hall, window: OpenWindow) -> None:
    moderator = window("moderator-en", WIDE_TABLET, "en")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    the_session_goes_live(moderator)
    adult = window("adult-ar", LAPTOP, "ar")
    adult.sign_in(hall.person("facilitator:trial"), "ar")
    adult.open("/sessions/trial/assist")
    phone = window("phone-ar", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    wall = window("wall", WALL, "en")
    wall.open("/screen")
    adult.page.fill(".pair input", wall.page.locator(".wall-pairing-code").inner_text())
    adult.page.click(".pair button")
    adult.page.locator(".slip > summary").click()
    adult.page.fill("#slip-text", WORDS)
    looks(adult, "1-types")
    adult.page.locator(".slip form button:not([aria-disabled])").click()
    adult.sees(".slip .receipt .code")
    looks(adult, "2-typed")

    moderator.sees(".cleared-list .question", WORDS)
    moderator.sees(".cleared-list .on-paper", "Written on paper")
    moderator.picture(PICTURES, "3-read")
    moderator.press("put_on_stage")
    moderator.sees(".on-stage .on-paper", "Written on paper")
    moderator.picture(PICTURES, "4-on-stage")
    phone.sees(".stage-kind", "سؤال كُتب على ورقة")
    for lang in ("كُتب على ورقة", "written on paper"):
        wall.sees(".wall-kind", lang)
    for one in (phone, wall):
        one.picture(PICTURES, "4-on-stage")
    adult.page.locator(".slip .receipt button").click()
    adult.sees("#slip-text")
    assert adult.page.input_value("#slip-text") == ""
