"""Lead and deputy have touched nothing for a minute, or sit elsewhere: the alert reaches them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, WALL, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "alerts"
WORDS = {"ar": "كناري ٧٧: أخاف أن أعود إلى البيت", "en": "CANARY-77: I am afraid to go home"}
WAITS = {"ar": "تنتظرك", "en": "for you"}
NOT_SAFE = {"ar": "أمان الآن", "en": "not safe now"}
BAND = "#safety-alert:not([hidden])"
SIZES = {360: {"width": 360, "height": 740}, 820: {"width": 820, "height": 1180}, 1920: WALL}
BUTTON_IS_LARGE = "(link) => link.getBoundingClientRect().height >= 47.5"
IS_WIDE = "() => document.documentElement.scrollWidth > innerWidth + 1"


def tells(child: Window, lang: str) -> None:
    child.open(f"/help?lang={lang}")
    child.page.fill("#tell-text", WORDS[lang])
    child.page.check("input[name=safe_now][value=no]")
    child.page.locator("[data-tell] button[type=submit]").click()
    child.sees("#state[data-state=on_its_way]")


def has_it(lead: Window) -> None:
    """She takes every one that waits."""
    waiting = lead.page.locator("form:has(input[name=then][value=acknowledge]) button")
    while waiting.count():
        waiting.first.click()
        lead.page.wait_for_url("**/safety**")
        lead.open("/safety")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_alert_reaches_a_page_at_rest_and_every_other_page_of_the_pair(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    lead = window(f"lead-{lang}", TABLET, lang, left_alone=True)
    deputy = window(f"deputy-{lang}", TABLET, lang)
    oasis = hall.named("Ms. Oasis")
    lead.sign_in(oasis, lang)
    deputy.sign_in(hall.person("safeguarding", but=("Ms. Oasis",)), lang)
    lead.open("/safety")
    has_it(lead)
    lead.page.clock.install()
    lead.open("/organise")
    lead.page.clock.run_for("01:01")  # nobody touches it
    lead.page.wait_for_url("**/locked**")
    lead.page.clock.resume()
    deputy.open("/sessions/trial/assist")
    other = window(f"other-{lang}", TABLET, lang)
    other.sign_in(hall.person("facilitator:trial"), lang)
    other.open("/sessions/trial/assist")
    expect(lead.page.locator("#safety-alert")).to_be_hidden()

    child = window(f"child-{lang}", PHONE, lang)
    tells(child, lang)

    lead.sees(BAND, WAITS[lang])  # by itself, on the lock
    deputy.sees(BAND, NOT_SAFE[lang])
    assert NOT_SAFE[lang] not in lead.page.locator(BAND).inner_text()
    assert other.page.locator("#safety-alert").count() == 0
    for one in (lead, deputy):
        one.picture(PICTURES, "1-alert")
        for secret in (WORDS[lang], WORDS[lang][:8]):
            one.does_not_see(secret)

    lead.page.locator(f"{BAND} a").click()
    lead.page.fill("input[name=secret_again]", oasis["secret"])
    lead.page.press("input[name=secret_again]", "Enter")
    lead.page.wait_for_url("**/safety")
    has_it(lead)
    expect(deputy.page.locator("#safety-alert")).to_be_hidden()


def rests(window: Window) -> None:
    """Nobody touches its page for a minute."""
    window.page.clock.install()
    window.open("/organise")
    window.page.clock.run_for("01:01")
    window.page.wait_for_url("**/locked**")
    window.page.clock.resume()


def looked_at(window: Window, path: str) -> list[str]:
    """What is wrong with the band on this page, in two languages, from a phone to a wall."""
    found = []
    for lang in ("ar", "en"):
        window.open(f"{path}?lang={lang}")
        expect(window.page.locator(f"{BAND} [role=alert]")).not_to_be_empty()
        for width, size in SIZES.items():
            window.page.set_viewport_size(size)  # type: ignore[arg-type]
            window.page.keyboard.press("Shift")
            window.picture(PICTURES, f"2-{lang}-{width}")
            where = f"{path} {lang} {width}"
            found += [f"{where}: {one}" for one in findings(window)]
            found += [f"{where}: wide"] if window.page.evaluate(IS_WIDE) else []
            is_large = window.page.locator(f"{BAND} a").evaluate(BUTTON_IS_LARGE)
            found += [] if is_large else [f"{where}: small"]
    return found


def test_the_band_is_whole_at_every_size_and_ends_with_what_it_stands_on(
    hall: Hall, window: OpenWindow
) -> None:
    lead, deputy = window("lead", TABLET, left_alone=True), window("deputy", TABLET)
    organiser, child = window("organiser", TABLET), window("child", PHONE)
    lead.sign_in(hall.named("Ms. Oasis"), "en")
    deputy.sign_in(hall.person("safeguarding", but=("Ms. Oasis",)), "en")
    organiser.sign_in(hall.person("organiser"), "en")
    rests(lead)
    tells(child, "en")
    assert looked_at(lead, "/locked") == []
    assert looked_at(deputy, "/organise/helplines") == []
    expect(deputy.page.locator(f"{BAND}.safety-alert-urgent")).to_be_visible()
    expect(lead.page.locator(f"{BAND}.safety-alert-urgent")).to_be_hidden()  # nor by its colour

    file = hall.server.environment["PARTICIPATION_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(file, timeout=20)) as database, database:
        held = dict(database.execute("SELECT post, person_id FROM safety_post WHERE until IS NULL"))
        # Midnight has come, and her vetting was valid until yesterday.
        database.execute(
            "UPDATE vetting SET valid_until = date('now', '-1 day') WHERE person_id = ?",
            (held["lead"],),
        )
    expect(lead.page.locator("#safety-alert")).to_be_hidden(timeout=15_000)
    expect(deputy.page.locator("#safety-alert")).to_be_visible()
    organiser.open(f"/organise/people/{held['deputy']}")
    role = "form[action$='/roles/withdraw']:has(input[name=role][value=safeguarding])"
    organiser.page.locator(f"{role} button").click()
    expect(deputy.page.locator("#safety-alert")).to_be_hidden(timeout=15_000)
