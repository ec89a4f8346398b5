"""Two children raise their hands; one is called, her phone glows, and her clock is the same on four
surfaces, however wrong the clocks of the devices are."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page

from tests.browser.axe import moment
from tests.browser.conftest import (
    ARRIVES_MS,
    ARTEFACTS,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.cord import Cord

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "speaking"
MINUTE_MS = 60_000
# The computed moments of four devices agree; their own clocks are minutes apart.
AGREE_MS = 1_500
BUDGET_MS, ADDED_MS = 120_000, 30_000


def with_wrong_clock(window: Window, minutes: int) -> Window:
    """From its next page on this device's clock is so many minutes ahead."""
    window.context.add_init_script(
        f"""{{
          const Own = Date, ahead = {minutes * MINUTE_MS};
          globalThis.Date = class extends Own {{
            constructor(...told) {{
              if (told.length) super(...told); else super(Own.now() + ahead);
            }}
            static now() {{ return Own.now() + ahead; }}
          }};
        }}"""
    )
    return window


def error_of(page: Page) -> float:
    """How far this page's idea of the server's moment is from this machine's clock, in ms."""
    before = time.time()
    now = page.evaluate("document.querySelector('sawt-turn').now")
    return float(now) - 1000 * (before + time.time()) / 2


def seconds_on(window: Window) -> int:
    """What the clock on this surface says."""
    words = window.page.locator(".turn-clock bdi").first.inner_text()
    minutes, seconds = words.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")).split(":")
    return 60 * int(minutes) + int(seconds)


def ends_at(window: Window) -> float:
    """When the turn ends by the clock on this surface, in seconds of this machine."""
    return time.time() + seconds_on(window)


def test_two_hands_one_turn_and_one_clock_on_four_surfaces(hall: Hall, window: OpenWindow) -> None:
    noor = with_wrong_clock(window("noor-en", WIDE_TABLET, "en"), -11)
    noor.sign_in(hall.named("Noor Star"), "en")
    noor.open("/sessions/trial/moderate")
    noor.act_until("Begin")
    noor.act("Begin")
    wall = with_wrong_clock(window("wall", WALL, "en"), 5)
    wall.open("/screen")
    code = re.sub(r"\D", "", wall.page.locator(".wall-pairing-code").inner_text())
    noor.page.locator(".pair-fold summary").first.click()
    noor.page.locator(".pair input").first.fill(code)
    noor.page.keyboard.press("Enter")
    wall.sees(".wall[data-layout=item]")
    phone = with_wrong_clock(window("phone-ar", PHONE, "ar"), 7)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    sami = with_wrong_clock(window("sami-en", TABLET, "en"), -3)
    sami.sign_in(hall.named("Sami Wave"), "en")
    sami.open("/sessions/trial")

    for child in (phone, sami):
        child.sees(".speaking-row")
        child.page.locator('.speaking-row [data-press="hand"]').click()
    phone.page.locator('[data-press="raise-speak"]').click()
    phone.sees(".hand-up", "دورك هو التالي")
    sami.page.locator('[data-press="raise-short_question"]').click()
    sami.sees(".hand-up", "You are second: hands that went up before yours go first.")
    noor.sees(".line-hand:nth-child(2)", "Sami Wave")
    assert moment(phone, sami, noor) == []
    phone.picture(PICTURES, "1-up")
    noor.picture(PICTURES, "1-line")

    noor.page.locator('[data-press^="call-"].button-main').click()
    phone.sees(".called", "حان دورك!")
    noor.sees(".line-now", "the violet star, 1")
    wall.sees('.wall[data-layout="turn"]', "النجمة البنفسجية")
    assert phone.page.locator(".help-link").is_visible()
    for one in (phone, noor, wall):
        one.picture(PICTURES, "2-called")
    assert moment(phone, noor) == []
    whoever_opens_the_page_again_is_called_at_once(phone)
    noor.press("start_turn")
    phone.sees(".hand-speaks")
    surfaces = (noor, wall, phone, sami)
    for one in surfaces:
        one.sees('.turn[data-state="running"]')
        one.page.wait_for_function(
            "() => Math.abs(document.querySelector('sawt-turn').now - (performance.timeOrigin"
            " + performance.now())) < 2000"
        )
    errors = [error_of(one.page) for one in surfaces]
    assert max(errors) - min(errors) < AGREE_MS, errors
    ends = [ends_at(one) for one in surfaces]
    assert max(ends) - min(ends) <= 3, ends

    noor.press("add_time")
    for one in surfaces:
        one.page.wait_for_function(
            f"() => document.querySelector('sawt-turn').turn.budget_ms === {BUDGET_MS + ADDED_MS}"
        )
        one.page.wait_for_timeout(300)  # its clock is drawn anew four times a second
    later = [ends_at(one) for one in surfaces]
    assert max(later) - min(later) <= 3, later
    assert abs(min(later) - min(ends) - ADDED_MS / 1000) <= 3, (ends, later)
    for one in surfaces:
        one.picture(PICTURES, "3-speaks")
    assert moment(phone, sami, noor) == []
    noor.press("end_turn")
    phone.page.locator(".hand-speaks").wait_for(state="detached")
    wall.sees(".wall[data-layout=item]")
    noor.press("call_back")
    phone.sees(".called")
    phone.page.locator('[data-press="not-now"]').click()
    noor.sees('[data-press^="call-"].button-main', "Sami Wave")


def test_a_hand_raised_without_wifi_goes_up_once_when_it_is_back(
    hall: Hall, window: OpenWindow
) -> None:
    phone = window("late-en", PHONE, "en")
    cord = Cord(phone)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees(".speaking-row")
    phone.page.locator('.speaking-row [data-press="hand"]').click()
    cord.pull()
    phone.page.locator('[data-press="raise-reply"]').click()
    phone.sees(".speaking-choices", "Waits for the Wi-Fi")
    cord.plug()
    phone.sees(".hand-up", "You are next:")
    assert moment(phone) == []
    assert phone.page.locator(".hand-up .sign").count() == 1


def whoever_opens_the_page_again_is_called_at_once(phone: Window) -> None:
    """What a phone needs only now and then comes a few seconds later; this does not wait for it."""
    tab = phone.context.new_page()
    tab.add_init_script(
        """const own = setTimeout;
        globalThis.setTimeout = (act, ms, ...of) => (ms === 4000 ? 0 : own(act, ms, ...of));"""
    )
    tab.goto(phone.page.url)
    tab.locator(".called").wait_for(timeout=ARRIVES_MS)
    tab.close()
