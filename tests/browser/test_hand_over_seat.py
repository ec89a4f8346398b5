"""The moderator's seat goes from hand to hand: offered in the middle of a vote, reclaimed by an
adult when a tablet is silent; and a tablet that slept an hour changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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

PICTURES = ARTEFACTS / "seat"
MODERATE = "/sessions/trial/moderate"
# A tablet that tells its pages how full it is; 60 % at first.
A_BATTERY = """
  const battery = Object.assign(new EventTarget(), { level: 0.6, charging: false });
  navigator.getBattery = () => Promise.resolve(battery);
  globalThis.turns = (now) => {
    Object.assign(battery, now);
    battery.dispatchEvent(new Event("charging" in now ? "chargingchange" : "levelchange"));
  };
"""


def sits(hall: Hall, window: OpenWindow, name: str, size: dict[str, int], lang: str) -> Window:
    """A child moderator's tablet at the trial."""
    tablet = window(f"{name}-{lang}", size, lang)
    tablet.context.add_init_script(A_BATTERY)
    tablet.sign_in(hall.named(name), lang)
    tablet.open(MODERATE)
    return tablet


def has_passed(hall: Hall, seconds: float) -> None:
    """So much time has gone by, for the server and whoever asks it."""
    told = hall.server.clock_file
    before = float(told.read_text()) if told.exists() else 0.0
    told.write_text(str(before + seconds))


@pytest.fixture
def back_in_time(hall: Hall) -> Callable[[float], None]:
    return lambda seconds: has_passed(hall, seconds)


def test_the_seat_goes_on_in_the_middle_of_a_vote_and_falls_to_an_adult(
    hall: Hall, window: OpenWindow, back_in_time: Callable[[float], None]
) -> None:
    noor = sits(hall, window, "Noor Star", TABLET, "en")
    noor.act()  # the seat
    noor.sees('[data-press="act"]', "Begin")
    noor.act()
    salma = sits(hall, window, "Salma Melody", WIDE_TABLET, "ar")
    salma.sees(".shadow", "نور النجمة")
    assert salma.page.locator('[data-press="act"]').count() == 0

    noor.sees(".quiet-acts")
    noor.press("asking")
    noor.press("instant-yes_no")
    noor.sees('[data-press="act"]', "Close the show of hands")
    phone = window("phone-en", PHONE, "en")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees(".choice")
    phone.page.locator(".choice").first.click()

    noor.press("offer")
    salma.sees(".brief-lines")
    for tablet in (noor, salma):
        tablet.picture(PICTURES, "1-offered")
    salma.act()
    salma.sees('[data-press="act"]', "أغلق الإجابات")
    noor.sees(".shadow", "Salma Melody")
    assert noor.page.locator('[data-press="act"]').count() == 0
    salma.picture(PICTURES, "2-accepted")
    salma.press("briefed")
    salma.act()
    noor.sees(".count, .result, .shadow")
    salma.sees('[data-press="act"]', "النتيجة")

    lina = window("lina-en", LAPTOP, "en")
    lina.sign_in(hall.named("Lina Palm"), "en")
    lina.open("/sessions/trial/assist")
    lina.sees(".seat-watch", "Salma Melody")
    assert lina.page.locator(".seat-watch .notice-warm").count() == 0
    salma.page.evaluate("() => turns({ level: 0.21 })")
    salma.page.evaluate("() => turns({ level: 0.2 })")
    lina.sees(".seat-watch .notice-warm", "is at 20 percent. Bring a charger.")
    noor.does_not_see("percent")
    lina.picture(PICTURES, "3-watch")
    salma.page.evaluate("() => turns({ charging: true })")
    lina.page.locator(".seat-watch .notice-warm").wait_for(state="detached")
    lina.open(MODERATE)
    lina.sees(".shadow", "Salma Melody")
    salma.context.set_offline(True)
    salma.press("pause")  # waits for the Wi-Fi, and comes too late
    back_in_time(80)
    lina.open("/sessions/trial/assist")
    lina.sees(".seat-watch", "is silent. You can help from the page below.")
    lina.picture(PICTURES, "4-silent-watch")
    lina.open(MODERATE)
    lina.sees('[data-press="act"]', "Help: lead for now")
    lina.picture(PICTURES, "4-silent")
    lina.act()
    lina.sees(".brief-lines")
    lina.picture(PICTURES, "5-helping")

    back_in_time(3600)  # the tablet slept an hour
    salma.context.set_offline(False)
    salma.sees('[data-press="act"]', "أستعيد إدارة الجلسة")
    salma.sees("sawt-what-now", "أحد الكبار يساعد")
    salma.picture(PICTURES, "6-awake")
    assert lina.page.locator(".badge-live", has_text="Pause").count() == 0
    salma.act()
    lina.sees(".shadow", "Salma Melody")
    salma.sees('[data-press="act"]', "النتيجة")
    assert lina.page.locator(".badge-live", has_text="Live").count() == 1


def goes_on_from(window: Window, here: str) -> None:
    """The next step is on, and its undo takes a tap: one right after a change falls by design."""
    window.page.wait_for_function(
        "here => document.querySelector('.where h2').innerText !== here", arg=here
    )
    window.sees('.undo[data-act="floor.next"] button:not([aria-disabled])')


def test_a_tap_too_many_is_undone_and_those_who_look_on_see_it(
    hall: Hall, window: OpenWindow
) -> None:
    salma = sits(hall, window, "Salma Melody", PHONE, "ar")
    salma.act()  # the seat is free, or her own
    noor = sits(hall, window, "Noor Star", TABLET, "en")
    noor.sees(".shadow", "Salma Melody")
    salma.sees(".where h2")
    salma.act_until("التالي")  # the doors, a vote's result: whatever comes before the next step
    here, noors = (one.page.locator(".where h2").inner_text() for one in (salma, noor))
    salma.act()
    goes_on_from(salma, here)
    noor.sees(".undo", "Undo: next step")
    assert noor.page.locator('[data-press^="undo-"]').count() == 0
    salma.picture(PICTURES, "7-undo")
    noor.picture(PICTURES, "7-undo")
    salma.press("undo")
    salma.sees(".where h2", here)
    noor.sees(".where h2", noors)

    # A presenter's clicker presses the same buttons; on the tablet that looks on it presses none.
    salma.page.wait_for_timeout(900)
    noor.page.keyboard.press("PageDown")
    salma.page.keyboard.press("PageDown")
    goes_on_from(salma, here)
    salma.page.keyboard.press("PageUp")
    salma.sees(".where h2", here)
