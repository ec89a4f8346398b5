"""A child tells the safety team from a phone in a session, in Arabic; the lead is alerted, opens it
and answers; the child reads the answer with the code; nobody else's page shows anything."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings, moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, Hall, OpenWindow

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "concern"
WORDS = "أخاف من شخص في البيت، ولا أعرف مع من أتحدث"
ANSWER = "شكرًا على ثقتك. سنتحدث معك اليوم بهدوء، ولن يحدث شيء من دون علمك."


def test_a_child_tells_and_reads_the_answer(hall: Hall, window: OpenWindow) -> None:
    lead = window("lead", LAPTOP, "ar")
    oasis = hall.named("Ms. Oasis")
    lead.sign_in(oasis, "ar")
    lead.open("/safety")
    before = lead.page.locator("[data-concern]").count()
    title = lead.page.title()

    facilitator = window("facilitator", LAPTOP, "ar")
    facilitator.sign_in(hall.person("facilitator:trial"), "ar")
    facilitator.open("/sessions/trial/assist")
    organiser = window("organiser", LAPTOP, "ar")
    organiser.sign_in(hall.person("organiser"), "ar")
    organiser.open("/organise")
    lead.sees("sawt-safety .alert-waits")
    expect(lead.page.locator("sawt-safety .alert a")).to_have_count(0)  # the list is the newest

    child = window("child", PHONE, "ar")
    child.open(f"/join/{hall.session('trial')['room_code']}")
    child.page.locator(".help-link").click()
    child.page.wait_for_url("**/help**")
    child.page.fill("#tell-text", WORDS)
    child.page.check("input[name=safe_now][value=no]")
    child.picture(PICTURES, "1-tells")
    child.page.locator("[data-tell] button[type=submit]").click()
    child.sees("#state[data-state=on_its_way]")
    code = child.page.locator(".code").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)
    child.picture(PICTURES, "2-receipt")
    assert moment(child) == []

    lead.sees("sawt-safety .alert-urgent")  # by itself
    expect(lead.page).not_to_have_title(title)
    lead.picture(PICTURES, "3-alert")
    assert findings(lead) == []
    lead.page.locator("sawt-safety .alert a").click()
    expect(lead.page.locator("[data-concern]")).to_have_count(before + 1)
    assert WORDS not in lead.page.content()
    lead.page.locator(".concern-urgent h2 a").first.click()
    lead.page.fill("#passphrase", oasis["passphrase"])
    lead.page.press("#passphrase", "Enter")
    lead.sees(".verbatim", WORDS)
    lead.picture(PICTURES, "4-opened")
    assert findings(lead) == []
    lead.page.locator("form:has(input[name=then][value=acknowledge]) button").click()
    lead.sees(".record-entry[data-kind=acknowledged]")

    child.sees("#state[data-state=with_somebody]", "ما حدث ليس ذنبك")  # without a tap
    child.picture(PICTURES, "5-she-has-it")
    assert moment(child) == []

    lead.page.locator("details:has(#answer-text) > summary").click()
    lead.page.fill("#answer-text", ANSWER)
    lead.page.select_option("#answer-lang", "ar")
    lead.page.locator("details:has(#answer-text) button").click()
    lead.sees(".record-entry[data-kind=answer]")

    child.page.locator("[data-leave]").click()
    child.page.wait_for_url("**/programme**")
    child.page.go_back()
    assert WORDS not in child.page.content()
    assert code not in child.page.content()

    later = window("later", PHONE, "ar")  # another phone, another day
    later.open("/answers?lang=ar")
    later.page.fill("#code", code.lower())
    later.page.locator("main form button").click()
    later.sees(".answer", ANSWER)
    later.picture(PICTURES, "6-answer")
    assert moment(later) == []
    assert WORDS not in later.page.content()

    for other in (facilitator, organiser):
        other.page.reload()
        for secret in (WORDS, ANSWER, code):
            other.does_not_see(secret)
        other.open("/safety")
        assert other.page.locator("[data-concern]").count() == 0


def test_without_a_network_the_page_says_at_once_that_nothing_was_sent(
    hall: Hall, window: OpenWindow
) -> None:
    child = window("offline", PHONE, "ar")
    child.open("/help?lang=ar")
    child.page.fill("#tell-text", WORDS)
    child.context.set_offline(True)
    child.page.locator("[data-tell] button[type=submit]").click()
    child.sees("[data-offline]:not([hidden])", "لم يُرسل شيء")
    child.picture(PICTURES, "7-offline")
    assert child.page.input_value("#tell-text") == WORDS
    child.context.set_offline(False)


def test_the_whole_of_it_goes_without_a_script(hall: Hall, window: OpenWindow) -> None:
    child = window("plain", PHONE, "ar", java_script_enabled=False)
    child.open("/help?lang=ar")
    child.page.fill("#tell-text", WORDS)
    child.page.locator("[data-tell] button[type=submit]").click()
    child.sees("#state[data-state=on_its_way]")
    code = child.page.locator(".code").inner_text()
    child.page.locator("[data-look] button").click()
    child.sees("#state[data-state=on_its_way]")
    assert child.page.locator(".code").inner_text() == code
    assert child.context.cookies() == []
    child.page.locator("[data-leave]").click()
    child.page.wait_for_url("**/programme**")
