"""Who interprets sees, on one calm page, what the wall says, who speaks, what comes next, and the
pace of the hall, once at least three phones ask for another one."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, PHONE, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_story import the_session_goes_live
from tests.live.listening import Guest, as_card

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "interpret"
ASKED = "Who listens to us at night?"


def test_who_interprets_follows_the_wall_and_hears_of_the_pace_from_three_phones_on(
    hall: Hall, window: OpenWindow
) -> None:
    moderator = window("moderator-en", WIDE_TABLET, "en")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    echo = at_work(hall, window("echo-ar", PHONE, "ar"), "Ms. Echo", "ar")
    bridge = at_work(hall, window("bridge-en", WIDE_TABLET, "en"), "Mr. Bridge", "en")
    both = (echo, bridge)
    the_session_goes_live(moderator)
    for one in both:
        one.sees('.interpret-step[data-now="true"] .interpret-cue')
        one.sees('.interpret-step[data-now="false"]')

    phones = [a_phone(hall, window, n) for n in range(3)]
    for phone in phones[:2]:
        asks_for_a_slower_pace(phone)
    for one in both:
        one.sees('.interpret-pace[data-mood="calm"]')
        assert one.page.locator(".pace-words").count() == 0, "two are nobody's to know"
        one.picture(PICTURES, "1-calm")
    asks_for_a_slower_pace(phones[2])
    echo.sees(".pace-words", "أبطأ")
    bridge.sees(".pace-words", "Slower, please")

    moderator.act_until("Open the show of hands")
    moderator.act("Open the show of hands")
    for one in both:
        one.sees(".interpret-options li")
        one.picture(PICTURES, "2-slower-and-vote")
        assert findings(one) == []
        wide = one.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, "nothing is wider than the page"
    # What an adult has read can be prepared before it is chosen; the hall hears nothing of it.
    adult = a_question_is_read(hall)
    for one in both:
        one.sees(".interpret-may-come summary")
        one.press("may-come")
        one.sees(".interpret-may-come li", ASKED)
        one.picture(PICTURES, "3-may-come")
        assert findings(one) == []
    phones[1].does_not_see(ASKED)
    adult.leave()

    phones[0].open("/sessions/trial/interpret")
    assert phones[0].page.locator("sawt-interpret").count() == 0, "a phone has no such page"


def at_work(hall: Hall, page: Window, name: str, lang: str) -> Window:
    """She comes in by her badge, and goes there by the link of what is on now."""
    page.sign_in(hall.named(name), lang)
    page.open("/")
    page.page.locator("a[href$='/sessions/trial/interpret']").click()
    page.sees(".interpret-pace")
    return page


def a_phone(hall: Hall, window: OpenWindow, n: int) -> Window:
    phone = window(f"phone-{n}-ar", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees('[data-press="pace"]')
    return phone


def a_question_is_read(hall: Hall) -> Guest:
    """A phone asks, an adult clears it; she is still on duty."""
    phone = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
    phone.follow("trial", **{"as": "audience"})
    asked = {"session": "trial", "text": ASKED, "lang": "en", "name_as": "none"}
    assert phone.write("questions.ask", **asked)["ok"]
    phone.leave()
    adult = Guest(hall.server.url).sign_in(as_card(hall.person("facilitator:trial"))).connect()
    adult.follow("trial", **{"as": "facilitator"})
    adult.write("duty.choose_languages", languages=["ar", "en"])
    adult.write("duty.begin", session="trial")
    adult.until(lambda: adult.data("questions")["waiting"])
    for waiting in adult.data("questions")["waiting"]:
        assert adult.write("questions.clear", question=waiting["id"])["ok"]
    return adult


def asks_for_a_slower_pace(phone: Window) -> None:
    phone.press("pace")
    phone.press("pace-slower")
    phone.sees('[data-press="pace-slower"][aria-pressed="true"]')
