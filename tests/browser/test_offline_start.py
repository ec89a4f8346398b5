"""The page opens from a cold start without a network, and no cache holds anything of anybody."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
from playwright.sync_api import expect

from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow, Window
from tests.browser.test_tablets import kept, new_paper, nothing_of_it_is_left

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "offline"
WORDS = {"ar": "سؤال لم يكتمل عن القمر", "en": "an unfinished question about the moon"}
HEADING = {"ar": "لا يوجد واي فاي الآن", "en": "No Wi-Fi right now"}
NOTHING_SENT = {"ar": "لم يُرسل شيء", "en": "Nothing was sent"}
# What a phone fetches for a later start, over the wire, beside what its page has fetched already.
MOST_BYTES_FOR_LATER = 12_000


def in_place(window: Window) -> None:
    """The worker keeps what it needs and answers for this page."""
    window.page.wait_for_function(
        "async () => (await navigator.serviceWorker.ready) && navigator.serviceWorker.controller"
    )


def cached(window: Window) -> list[str]:
    found: dict[str, Any] = json.loads(kept(window))
    return sorted(
        address.partition("/")[2].partition("/")[2].partition("/")[2]
        for address, _ in found["caches"]
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_phone_opens_the_room_and_help_without_a_network(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    phone = window(f"phone-{lang}", PHONE, lang)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees("sawt-stage .stage")
    in_place(phone)
    phone.page.fill("#question-text", WORDS[lang])
    phone.page.goto("about:blank")
    hall.server.stop()
    try:
        phone.open("/sessions/trial")
        phone.sees(".offline-speech h1", HEADING[lang])
        assert phone.page.locator("html").get_attribute("lang") == lang
        expect(phone.page.locator(f"#box-{lang}")).to_have_value(WORDS[lang])
        phone.page.fill(f"#box-{lang}", WORDS[lang] + "!")
        phone.picture(PICTURES, "1-room")
        phone.open("/help?in=trial")
        phone.sees(".offline-speech .notice-warm", NOTHING_SENT[lang])
        assert phone.page.locator(".offline-speech:visible a[href^='tel:']").count() == 1
        phone.picture(PICTURES, "2-help")
        phone.open("/sessions/trial")
        phone.sees(".offline-speech h1", HEADING[lang])
    finally:
        hall.server.start()
    phone.sees("sawt-stage .stage")  # by itself
    expect(phone.page.locator("#question-text")).to_have_value(WORDS[lang] + "!")


def test_a_tablet_keeps_words_sealed_and_no_page_of_anybody(hall: Hall, window: OpenWindow) -> None:
    tablet = window("tablet", TABLET, "en")
    tablet.sign_in(hall.named("Sami Wave"), "en")
    paper = new_paper(tablet)
    in_place(tablet)
    for address in ("/sessions/trial", "/me", "/about-me", "/devices", "/papers", "/help", paper):
        tablet.open(address)
    addresses = cached(tablet)
    assert len(addresses) == 3
    assert "offline" in {address.lstrip("/") for address in addresses}
    assert "Sami" not in "".join(body for _, body in json.loads(kept(tablet))["caches"])
    hall.server.stop()
    try:
        tablet.sees("sawt-connection .banner")
        tablet.page.fill(".sheet-body", WORDS["en"])
        tablet.sees('.save-state[data-state="device"]')
        tablet.open(paper)
        tablet.sees(".offline-speech:not([hidden]) [data-kept]")
        nothing_of_it_is_left(tablet, WORDS["en"])
        assert tablet.page.locator("textarea:visible").count() == 0
        tablet.picture(PICTURES, "3-tablet")
    finally:
        hall.server.start()
    expect(tablet.page.locator(".sheet-body")).to_have_value(WORDS["en"])


def test_what_is_fetched_for_later_is_small_and_asks_nobody_who_they_are(hall: Hall) -> None:
    worker = requests.get(f"{hall.server.url}/sw.js", timeout=10)
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in worker.headers
    addresses = json.loads(worker.text.partition("=")[2].partition(";")[0])["addresses"]
    page, style, script = addresses
    told = requests.get(hall.server.url + page, headers={"Accept-Encoding": "br"}, timeout=10)
    assert "Set-Cookie" not in told.headers
    size = sum(
        int(
            requests.head(
                hall.server.url + one, headers={"Accept-Encoding": "br"}, timeout=10
            ).headers["Content-Length"]
        )
        for one in (page, script)
    )
    assert size + len(worker.content) <= MOST_BYTES_FOR_LATER
    assert "/page-" in style  # which the phone's page has fetched already


def test_one_setting_takes_it_away_again(hall: Hall, window: OpenWindow) -> None:
    phone = window("phone", PHONE, "en")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    in_place(phone)
    assert cached(phone)
    hall.server.stop()
    hall.server.environment["PARTICIPATION_OFFLINE_START"] = "0"
    hall.server.start()
    try:
        phone.open("/sessions/trial")
        # Also for a browser that only asks whether there is a newer one.
        phone.page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it?.update())")
        phone.page.wait_for_function(
            "async () => (await caches.keys()).length === 0"
            " && (await navigator.serviceWorker.getRegistrations()).length === 0"
        )
    finally:
        hall.server.stop()
        del hall.server.environment["PARTICIPATION_OFFLINE_START"]
        hall.server.start()
