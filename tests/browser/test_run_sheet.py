"""A child moves the steps of her session: one is kept for later and comes back, one is left out,
one takes longer than planned and nobody is hurried; both walls of the room go where she goes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings, moment
from tests.browser.conftest import (
    ARRIVES_MS,
    ARTEFACTS,
    LAPTOP,
    PHONE,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.cord import Cord
from tests.browser.test_story import it_is_paired

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "run-sheet"
PLANNED = '.run-item[data-state="planned"]'
LATE_S = 1_500


def test_steps_are_moved_nobody_is_hurried_and_both_walls_follow(
    hall: Hall, window: OpenWindow
) -> None:
    noor, salma = (
        window(f"{name}-{lang}", WIDE_TABLET, lang)
        for name, lang in (("noor", "ar"), ("salma", "en"))
    )
    for one, name, lang in ((noor, "Noor Star", "ar"), (salma, "Salma Melody", "en")):
        one.sign_in(hall.named(name), lang)
        one.open("/sessions/trial/moderate")
    lina = window("lina-en", LAPTOP, "en")
    lina.sign_in(hall.named("Lina Palm"), "en")
    lina.open("/sessions/trial/assist")
    walls = [window(f"wall-{n}", WALL, lang) for n, lang in ((1, "ar"), (2, "en"))]
    cord = Cord(walls[1])
    for wall in walls:
        wall.open("/screen")
        it_is_paired(lina, wall)
    phone = window("phone-ar", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    noor.act()
    noor.act()  # live
    noor.sees('[data-press="pause"]')

    later = a_step_is_kept_for_later(noor, salma, lina)
    it_comes_back_and_another_is_left_out(noor, salma, later)
    one_takes_longer_than_planned(hall, noor, salma)
    both_walls_follow(noor, walls, cord)
    assert moment(noor, salma, phone) == []


def a_step_is_kept_for_later(noor: Window, salma: Window, lina: Window) -> str:
    row = noor.page.locator(PLANNED).last
    title = row.locator(".run-title").inner_text()
    row.locator(".run-more > summary").click()
    noor.picture(PICTURES, "1-moves")
    assert moment(noor) == []
    row.locator('[data-press^="park-"]').click()
    noor.sees('.run-item[data-state="parked"]', "لوقت لاحق")
    for one in (salma, lina):
        one.sees('.run-item[data-state="parked"]', "kept for later")
        one.picture(PICTURES, "2-parked")
    return title


def it_comes_back_and_another_is_left_out(noor: Window, salma: Window, title: str) -> None:
    noor.press("plan_again")
    expect(noor.page.locator(PLANNED).filter(has_text=title)).to_have_count(1, timeout=ARRIVES_MS)
    row = noor.page.locator(PLANNED).last
    row.locator(".run-more > summary").click()
    row.locator('[data-press^="skip-"]').click()
    salma.sees('.run-item[data-state="skipped"]', "left out")
    noor.picture(PICTURES, "3-left-out")
    assert findings(salma) == []


def one_takes_longer_than_planned(hall: Hall, noor: Window, salma: Window) -> None:
    """Two minutes are nothing to speak of; then the tablet says it gently, and hurries nobody."""
    clock = hall.server.clock_file
    clock.write_text(str(LATE_S))
    for one, words in ((noor, "زيادة عن الخطة"), (salma, "over the plan")):
        one.page.reload()
        one.sees("sawt-what-now .over-plan, .shadow")
        if one is noor:
            one.sees("sawt-what-now .over-plan", words)
        one.sees(".run-minutes.is-over")
        one.picture(PICTURES, "4-over")


def both_walls_follow(noor: Window, walls: list[Window], cord: Cord) -> None:
    """One is unplugged and keeps its picture; the tablet says how many show it."""
    noor.sees('.painted [data-painted="all"]', "٢")
    before = [wall.page.locator(".wall-main").inner_text() for wall in walls]
    cord.pull()
    noor.act()  # the next step
    expect(walls[0].page.locator(".wall-main")).not_to_have_text(
        re.compile("^" + re.escape(before[0]) + "$"), timeout=ARRIVES_MS
    )
    walls[1].sees(".wall-offline")
    assert walls[1].page.locator(".wall-main").inner_text() == before[1]
    noor.sees(".painted-behind")
    for one in (noor, *walls):
        one.picture(PICTURES, "5-one-is-behind")
    cord.plug()
    noor.sees('.painted [data-painted="all"]', "٢")
    walls[1].page.locator(".wall-offline").wait_for(state="detached")
    assert walls[0].page.locator(".wall").get_attribute("data-layout") == walls[1].page.locator(
        ".wall"
    ).get_attribute("data-layout")
