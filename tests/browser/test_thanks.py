"""A child taps "Thank you": the star on the wall ripples without a reload, and her phone says once
that it arrived. Where motion is not wanted the star only brightens."""

from __future__ import annotations

import re
from typing import Any

import pytest

from participation.screen.thanks.lately import RIPPLE_S
from tests.browser.axe import moment
from tests.browser.conftest import (
    ARTEFACTS,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "thanks"
ARRIVED = {
    "ar": "وصل شكرك إلى نجمة القاعة. لا يرى أحد ممّن جاء.",
    "en": "Your thank-you is with the star of the hall. Nobody sees whose it is.",
}
THANK = '.speaking-row [data-press="thank"]'
# Every ripple from here on, with the pauses of its rings and all that its light changes.
WATCH = """() => {
  const field = document.querySelector("sawt-star-field");
  globalThis.ripples = [];
  new MutationObserver(() => {
    if (!field.hasAttribute("data-ripples")) return;
    const rings = field.querySelector(".ripple").getAnimations({ subtree: true });
    globalThis.ripples.push({
      starts: new Set(rings.map((ring) => ring.effect.getTiming().delay)).size,
      changes: rings.flatMap((ring) => ring.effect.getKeyframes().flatMap(Object.keys)),
      lasts: Math.max(...rings.map((ring) => ring.effect.getComputedTiming().endTime)),
    });
  }).observe(field, { attributeFilter: ["data-ripples"] });
}"""


def paired(noor: Window, wall: Window) -> Window:
    """A wall of the trial's room, which counts its ripples."""
    wall.open("/screen")
    code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
    if not noor.page.locator(".pair input").first.is_visible():
        noor.page.locator(".pair-fold summary").first.click()
    noor.page.locator(".pair input").first.fill(code)
    noor.page.keyboard.press("Enter")
    wall.sees(".wall[data-layout=item]")
    wall.page.evaluate(WATCH)
    return wall


def rippled(wall: Window, times: int) -> dict[str, Any]:
    """The wall has rippled so often, and is still again; the last ripple."""
    wall.page.wait_for_function(f"() => globalThis.ripples.length === {times}")
    wall.page.locator("sawt-star-field[data-ripples]").wait_for(state="detached")
    assert wall.page.locator(".ripple > *").count() == 0
    last: dict[str, Any] = wall.page.evaluate("() => globalThis.ripples.at(-1)")
    return last


def test_the_star_ripples_for_whoever_says_thank_you(hall: Hall, window: OpenWindow) -> None:
    noor = window("noor-en", WIDE_TABLET, "en")
    noor.sign_in(hall.named("Noor Star"), "en")
    noor.open("/sessions/trial/moderate")
    noor.act_until("Begin")
    noor.act("Begin")
    wall = paired(noor, window("wall", WALL))
    calm = paired(noor, window("calm-wall", WALL, reduced_motion="reduce"))
    phone = window("phone-ar", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    sami = window("sami-en", TABLET, "en")
    sami.sign_in(hall.named("Sami Wave"), "en")
    sami.open("/sessions/trial")

    for times, (child, lang) in enumerate(((phone, "ar"), (sami, "en")), start=1):
        child.page.locator(THANK).click()
        child.sees(".speaking .said", ARRIVED[lang])
        child.picture(PICTURES, "said")
        last = rippled(wall, times)
        assert last["starts"] > 5, "ring after ring"
        alone = rippled(calm, times)
        assert alone["starts"] == 1, "all together"
        for ripple in (last, alone):
            moves = set(ripple["changes"]) - {"opacity", "offset", "computedOffset"}
            assert moves == {"easing", "composite"}
            assert ripple["lasts"] < 4_000, "over before the next can come"
        assert child.page.locator(f"{THANK}[aria-pressed=true][aria-disabled=true]").count() == 1
        assert moment(child) == []
        child.page.wait_for_timeout(RIPPLE_S * 1_000)  # who says it sooner sees the ripple before

    phone.sees(f"{THANK}[aria-pressed=false]")
    assert phone.page.get_by_text(ARRIVED["ar"]).count() == 0, "said once, and gone"
    phone.page.locator(THANK).click()
    rippled(wall, 3)
    noor.press("pause")
    phone.page.locator(THANK).wait_for(state="detached")
