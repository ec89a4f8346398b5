"""Cue cards in Arabic and English: an adult writes one for all, a child her own words."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings, small_targets
from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "cue-cards"
FOR_ALL = {
    "ar": "نسمع الآن ورقة كتبتها طفلة من بيننا.",
    "en": "Now we hear a paper that a child among us wrote.",
}
OWN = "أقولها بطريقتي: جدّتي معنا اليوم."


def opens(window: OpenWindow, hall: Hall, name: str, lang: str, size: dict[str, int]) -> Window:
    one = window(f"{name.split()[0].lower()}-{lang}", size, lang)
    one.sign_in(hall.named(name), lang)
    return one


def unfold(one: Window, place: int) -> None:
    """The card of this step, opened by the keyboard."""
    one.page.locator(".run-cue > summary").nth(place).focus()
    one.page.keyboard.press("Enter")
    one.sees(".run-cue[open] textarea")


def looks(one: Window, step: str) -> None:
    """Pictures on a phone and on a tablet both ways; axe finds nothing."""
    for name, size in (("wide", WIDE_TABLET), ("tall", TABLET), ("phone", PHONE)):
        one.page.set_viewport_size(size)  # type: ignore[arg-type]
        one.page.locator(".run-cue[open] textarea").first.scroll_into_view_if_needed()
        one.picture(PICTURES, f"{step}-{name}")
        assert findings(one) == []
        assert one.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth + 1")
    one.page.set_viewport_size(WIDE_TABLET)  # type: ignore[arg-type]


def test_an_adult_writes_a_card_for_all_and_a_child_her_own_words(
    hall: Hall, window: OpenWindow
) -> None:
    noor = opens(window, hall, "Noor Star", "ar", WIDE_TABLET)
    salma = opens(window, hall, "Salma Melody", "en", WIDE_TABLET)
    lina = opens(window, hall, "Lina Palm", "en", LAPTOP)
    noor.open("/sessions/trial/moderate")
    salma.open("/sessions/trial/moderate")
    lina.open("/sessions/trial/assist")

    # For all, in two languages; it folds away, and the focus is where it was.
    unfold(lina, 1)
    for lang, words in FOR_ALL.items():
        lina.page.locator(f".run-cue[open] textarea[lang={lang}]").fill(words)
    looks(lina, "1-for-all")
    lina.page.locator(".run-cue[open] form button").click()
    lina.sees("sawt-cue-editor [role=status]", "Kept.")
    assert lina.page.evaluate("document.activeElement.matches('.run-cue > summary')")

    # Her own, at her own tablet: she has read the one for all by then, without a reload.
    unfold(noor, 1)
    noor.sees(".run-cue[open] .hint", FOR_ALL["ar"])
    noor.page.locator(".run-cue[open] textarea").fill(OWN)
    looks(noor, "2-her-own")
    assert small_targets(noor) == []
    noor.page.locator(".run-cue[open] form button").click()
    noor.sees("sawt-cue-editor [role=status]", "حُفظت")

    # At that step she reads her own words; whoever follows beside her reads what is for all.
    noor.act_until("التالي")
    noor.act("التالي")
    noor.sees(".cue-sentence", OWN)
    noor.picture(PICTURES, "3-says")
    salma.sees(".cue-sentence", FOR_ALL["en"])
    salma.picture(PICTURES, "3-beside")
    for other in (salma, lina):
        other.does_not_see(OWN)
