"""A child at the front calls an adult without the hall noticing."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings, moment
from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "whisper"


def opens(window: OpenWindow, hall: Hall, name: str, lang: str, size: dict[str, int]) -> Window:
    one = window(f"{name.split()[0].lower()}-{lang}", size, lang)
    one.sign_in(hall.named(name), lang)
    return one


def test_a_child_at_the_front_and_an_adult_whisper(hall: Hall, window: OpenWindow) -> None:
    noor = opens(window, hall, "Noor Star", "ar", WIDE_TABLET)
    salma = opens(window, hall, "Salma Melody", "en", WIDE_TABLET)
    lina = opens(window, hall, "Lina Palm", "en", LAPTOP)
    phone, wall = window("phone", PHONE, "en"), window("wall", WALL, "en")
    noor.open("/sessions/trial/moderate")
    noor.act()  # the seat
    salma.open("/sessions/trial/moderate")
    salma.sees(".shadow")
    lina.open("/sessions/trial/assist")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    wall.open("/screen")

    noor.sees(".whisper-say")
    noor.page.locator(".whisper-say > summary").click()
    noor.picture(PICTURES, "1-says")
    assert moment(noor) == []
    for one in (noor, lina):  # and all that can be chosen for the wall, tried before it is shown
        one.page.evaluate(
            "() => document.querySelectorAll('.wall-fold').forEach((fold) => (fold.open = true))"
        )
        one.press("look-holding")
        one.sees('.wall-decide [data-press="show"]')
        one.picture(PICTURES, "1-wall")
    assert moment(noor) + findings(lina) == []
    # In the first second of a page, and where the Wi-Fi is gone, looking first waits for it.
    noor.context.set_offline(True)
    noor.page.locator(".wall-decide .button-quiet").click()
    noor.sees("sawt-connection .banner")
    noor.press("look-holding")
    noor.sees(".wall-choice .said", "ننتظر")
    noor.context.set_offline(False)
    noor.sees('.wall-decide [data-press="show"]')
    noor.press("whisper-come")
    lina.sees(".whisper-line", "Please come to me.")
    assert lina.page.locator('.whisper[data-called="true"]').count() == 1
    lina.picture(PICTURES, "2-called")

    lina.page.locator(".whisper-say > summary").focus()
    lina.page.keyboard.press("Enter")
    lina.page.locator("#whisper-text").fill("The blue door is on the left, or call 5555 0199.")
    lina.page.keyboard.press("Enter")
    noor.sees(".whisper-line", "The blue door is on the left")
    noor.sees(".whisper [role=status]", "The blue door is on the left")
    assert noor.page.locator(".whisper mark").count() == 0
    lina.sees(".whisper mark", "5555 0199")
    assert lina.page.locator('.whisper[data-called="true"]').count() == 0
    for one in (noor, lina):
        one.picture(PICTURES, "3-answered")
    assert moment(noor) + findings(lina) == []
    lina.page.set_viewport_size({"width": 360, "height": 740})
    lina.page.locator(".whisper-say > summary").click()
    lina.picture(PICTURES, "4-narrow")

    # And again, as often as she needs somebody.
    noor.page.locator(".whisper-say > summary").click()
    noor.press("whisper-come")
    lina.page.locator(".whisper-line", has_text="Please come to me.").nth(1).wait_for()

    for other in (salma, phone, wall):
        other.does_not_see("blue door")
    for other in (phone, wall):  # the co-moderator's tablet has the ready sentences, for later
        other.does_not_see("Please come to me")
    assert salma.page.locator(".whisper").count() == 0
