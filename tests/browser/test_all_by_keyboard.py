"""What is pressed now and then needs no mouse either: adults check in and type a paper slip, steps
of the run sheet are moved, the seat goes on, questions get a reason, a session is published."""

from __future__ import annotations

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    WIDE_TABLET,
    Hall,
    OpenWindow,
)
from tests.browser.keys import Seat

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "all-by-keyboard"
SLIPS = {
    "en": ("Who answers at night?", "Can a friend call with me?"),
    "ar": ("من يرد في الليل؟", "هل تتصل معي صديقتي؟"),
}
PLANNED = '.run-item[data-state="planned"]:not([aria-current])'


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_is_pressed_now_and_then_needs_no_mouse(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    guide = window("guide", WIDE_TABLET, "en")
    guide.open("/try")
    guide.page.get_by_role("button", name="Begin the story again").click()
    guide.page.wait_for_load_state()

    def seat(name: str, size: dict[str, int], person: str, path: str) -> Seat:
        one = Seat(window(f"{name}-{lang}", size, lang), lang)
        one.window.sign_in(hall.named(person), lang)
        one.window.open(path)
        return one

    noor = seat("noor", WIDE_TABLET, "Noor Star", "/sessions/trial/moderate")
    salma = seat("salma", WIDE_TABLET, "Salma Melody", "/sessions/trial/moderate")
    lina = seat("lina", LAPTOP, "Lina Palm", "/sessions/trial/assist")
    sami = seat("sami", PHONE, "Sami Wave", "/sessions/trial")

    noor.act("Take the moderator's seat")
    noor.act("Begin: go live")
    an_adult_comes_and_goes(lina)
    two_slips_are_typed(lina, lang)
    steps_are_moved(noor)
    how_much_is_shown_is_turned(sami)
    the_seat_goes_on(noor, salma)
    both_get_a_kind_reason(salma)
    salma.act_until("Close the session")
    salma.act("Close the session")
    it_is_published(lina)
    assert noor.unseen | salma.unseen | lina.unseen | sami.unseen == set()


def an_adult_comes_and_goes(lina: Seat) -> None:
    for come, there in (("check-in", "check-out"), ("check-out", "check-in")):
        lina.press(come)
        lina.window.sees(f'[data-press="{there}"]')


def two_slips_are_typed(lina: Seat, lang: str) -> None:
    lina.presses(".slip > summary")
    for words in SLIPS[lang]:
        lina.types("#slip-text", words)
        lina.presses(".slip form button:not([aria-disabled])")
        lina.window.sees(".slip .receipt .code")
        lina.window.sees(".slip .receipt:focus")
        lina.presses(".slip .receipt button")
        lina.window.sees("#slip-text:focus")


def steps_are_moved(noor: Seat) -> None:
    """One is kept for later and comes back, another is left out."""
    noor.presses(f"{PLANNED} .run-more > summary")
    noor.presses('.run-more[open] [data-press^="park"]')
    noor.window.sees('.run-item[data-state="parked"]')
    noor.window.picture(PICTURES, f"1-parked-{noor.lang}")
    noor.press("plan_again")
    noor.window.page.locator('.run-item[data-state="parked"]').wait_for(state="detached")
    noor.presses(f"{PLANNED} .run-more > summary")
    noor.presses('.run-more[open] [data-press^="skip"]')
    noor.window.sees('.run-item[data-state="skipped"]')


def how_much_is_shown_is_turned(sami: Seat) -> None:
    sami.press("dial")
    sami.press("turn-only_idea")
    sami.window.sees('.dial-now[aria-expanded="false"]', sami.says("Only my idea"))


def the_seat_goes_on(noor: Seat, salma: Seat) -> None:
    noor.press("offer")
    salma.window.sees(".brief-lines")
    salma.act()
    noor.window.sees(".shadow")
    salma.press("briefed")


def both_get_a_kind_reason(salma: Seat) -> None:
    salma.press("pick")
    for n in (1, 2):
        salma.presses('.pick[aria-pressed="false"]')
        salma.window.page.locator('.pick[aria-pressed="true"]').nth(n - 1).wait_for()
    salma.press("decline")
    salma.press("why")
    salma.window.page.locator(".cleared-list .question").first.wait_for(state="detached")


def it_is_published(lina: Seat) -> None:
    lina.press("ask-publish")
    lina.window.sees('[data-press="not-yet"]:focus')
    lina.press("publish")
    lina.window.sees(".published")
