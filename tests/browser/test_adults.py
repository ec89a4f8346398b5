"""Adults come, are lost and come back; everybody in the room sees it without a reload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.axe import findings
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
from tests.running import Server, running

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "adults"
SESSION = "/sessions/session-1"
DOHA = timedelta(hours=3)
# The watcher looks every two seconds, a device is heard every ten.
COMES_MS = 30_000


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The demonstration at eight in the morning of its first day, on a clock that can be moved."""
    folder = tmp_path_factory.mktemp("morning")
    server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    here = datetime.now(UTC) + DOHA
    morning = here.replace(hour=8, minute=0, second=0, microsecond=0) - here
    server.clock_file.write_text(str(morning.total_seconds()))
    told = server.demonstration()
    with running(server):
        yield Hall(server, told)
    assert server.tracebacks() == ""


def pass_time(hall: Hall, seconds: float) -> None:
    """The server's clock, and the watcher's, have gone on by so much."""
    shift = float(hall.server.clock_file.read_text())
    hall.server.clock_file.write_text(str(shift + seconds))


def test_adults_in_the_room(hall: Hall, window: OpenWindow) -> None:
    jasmine = window("facilitator-ar", TABLET, "ar")
    harbour = window("facilitator-en", TABLET, "en")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    delegate = window("delegate-ar", PHONE, "ar")
    screen = window("screen", WALL, "en")
    everybody = [jasmine, harbour, moderator, delegate, screen]

    def picture(step: str) -> None:
        for one in everybody:
            one.picture(PICTURES, step)

    for one in everybody:
        one.page.set_default_timeout(COMES_MS)
    come_in(hall, jasmine, harbour, moderator, delegate, screen)
    picture("1-before")

    moderator.act()  # the seat
    moderator.sees("sawt-what-now", "2 more adults are needed in the room.")
    assert moderator.page.locator('[data-press="act"]').count() == 0

    jasmine.press("check-in")
    delegate.sees("sawt-adults-line", "الأستاذة ياسمينة")
    moderator.sees("sawt-what-now", "One more adult is needed in the room. Ask")
    moderator.sees("sawt-what-now", "Mr. Harbour")
    picture("2-one-is-missing")

    harbour.press("check-in")
    moderator.sees('[data-press="act"]', "Begin: go live")
    moderator.act()
    moderator.sees('[data-press="act"]', "Next:")

    delegate.page.fill("#question-text", "هل يبقى سؤالي هنا؟")
    vanish(harbour)
    pass_time(hall, 100)
    jasmine.sees('.adult-here[data-state="amber"]', "الأستاذ مرفأ")
    delegate.sees(".ask", "نتوقف قليلًا عن استقبال الأسئلة")
    moderator.sees("sawt-what-now .notice-warm", "Until then questions rest")
    everybody.remove(harbour)
    picture("3-quiet")
    assert delegate.page.input_value("#question-text") == "هل يبقى سؤالي هنا؟"

    jasmine.page.locator('.adult-here[data-state="amber"] [data-press^="confirm"]').click()
    delegate.page.locator(".ask .notice-warm").wait_for(state="detached")
    moderator.page.locator("sawt-what-now .notice-warm").wait_for(state="detached")
    delegate.page.click(".ask .button-main")
    delegate.sees(".receipt")

    vanish(jasmine)
    everybody.remove(jasmine)
    pass_time(hall, 400)
    screen.sees('.wall[data-layout="waiting_for_adult"]', "We go on when the adults")
    assert findings(screen) == []
    delegate.sees("sawt-stage", "استراحة قصيرة")
    moderator.sees("sawt-what-now", "You go on in one tap as soon as the adults are back.")
    picture("4-paused")

    again = [(jasmine, "Ms. Jasmine"), (harbour, "Mr. Harbour")]
    for one, name in again:
        come_to(hall, one, name)  # heard again, she is back without pressing anything
        one.sees('[data-press="check-out"]')
    moderator.sees('[data-press="act"]', "Go on")
    moderator.act()
    screen.page.locator('.wall:not([data-layout="waiting_for_adult"])').wait_for()
    moderator.sees('[data-press="act"]', "Next:")


def vanish(one: Window) -> None:
    """The device is gone without a word, and the server has heard its last."""
    one.page.goto("about:blank")
    one.page.wait_for_timeout(2_000)


def come_in(
    hall: Hall,
    jasmine: Window,
    harbour: Window,
    moderator: Window,
    delegate: Window,
    screen: Window,
) -> None:
    moderator.sign_in(hall.person("moderator:session-1"), "en")
    moderator.open(f"{SESSION}/moderate")
    delegate.sign_in(hall.named("Sami Wave"), "ar")
    delegate.open(SESSION)
    come_to(hall, harbour, "Mr. Harbour")
    come_to(hall, jasmine, "Ms. Jasmine", "ar")
    screen.open("/screen")
    harbour.page.fill(".pair input", screen.page.locator(".wall-pairing-code").inner_text())
    harbour.page.click(".pair button")
    screen.page.wait_for_selector("sawt-wall .wall-foot")
    harbour.sees(".checklist", "2 more adults are needed")
    harbour.press("doors")
    moderator.sees('[data-press="act"]', "Take the moderator's seat")


def come_to(hall: Hall, one: Window, name: str, lang: str = "en") -> None:
    if one.page.url == "about:blank":
        one.open("/")
    if not [cookie for cookie in one.context.cookies() if cookie["name"] == "sawt_device"]:
        one.sign_in(hall.named(name), lang)
    one.open(f"{SESSION}/assist")
    if one.page.locator("input[name=secret]").count():  # the page rested meanwhile
        one.page.fill("input[name=secret]", hall.named(name)["secret"])
        one.page.press("input[name=secret]", "Enter")
        one.page.wait_for_url("**/assist")
