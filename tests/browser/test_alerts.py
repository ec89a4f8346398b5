"""Lead and deputy have touched nothing for a minute, or sit elsewhere: the alert reaches them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "alerts"
WORDS = {"ar": "كناري ٧٧: أخاف أن أعود إلى البيت", "en": "CANARY-77: I am afraid to go home"}
WAITS = {"ar": "تنتظرك", "en": "for you"}
NOT_SAFE = {"ar": "أمان الآن", "en": "not safe now"}
BAND = "#safety-alert:not([hidden])"


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
