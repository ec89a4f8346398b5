"""A sign-in that was lost: the page keeps what was written, asks for the badge in its own middle,
and goes on with the very words. Another child who signs in there finds no word of it."""

from __future__ import annotations

import json
from base64 import b64decode

import pytest
from playwright.sync_api import expect
from sqlalchemy import create_engine, text

from tests.browser.axe import moment
from tests.browser.conftest import (
    ARRIVES_MS,
    ARTEFACTS,
    PHONE,
    TABLET,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_tablets import SECRET, hand_over, new_paper, nothing_of_it_is_left

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "signed-in-again"
KEPT = {"ar": "محفوظ على هذا الجهاز", "en": "kept on this device"}
THIS = {"ar": "هذا الجهاز", "en": "This device"}
QUESTION = {"ar": "متى يفتح الخط ليلًا؟", "en": "When does the line open at night?"}


def number_of(hall: Hall, person: dict[str, str]) -> str:
    """The number on the inside of this person's card."""
    badge = b64decode(person["sign_in"].rpartition("/")[2].partition(".")[0] + "==")
    engine = create_engine(hall.server.environment["PARTICIPATION_DATABASE_URL"])
    with engine.connect() as connection:
        wanted = {"id": json.loads(badge)}
        found = connection.scalar(text("SELECT number FROM badge WHERE id = :id"), wanted)
    engine.dispose()
    return str(found)


def is_known_here(hall: Hall, window: Window) -> None:
    """An adult has signed in on this tablet before, with the number of her card."""
    adult = hall.person("facilitator:trial")
    window.open("/badge")
    window.page.fill("input[name=number]", number_of(hall, adult))
    window.page.fill("input[name=secret]", adult["secret"])
    window.page.press("input[name=secret]", "Enter")
    window.page.wait_for_url(lambda url: "/badge" not in url)
    hand_over(window)
    window.page.wait_for_url("**/badge")


def loses_its_sign_in(window: Window) -> None:
    """The cookie goes while the Wi-Fi is away; then the Wi-Fi is back."""
    window.context.clear_cookies(name="sawt_device")
    window.context.set_offline(False)
    window.page.locator(".signed-out").wait_for(timeout=2 * ARRIVES_MS)


def sign_in_here(window: Window, number: str, secret: str) -> None:
    window.page.fill("#again-number", number)
    window.page.fill("#again-secret", secret)
    window.page.press("#again-secret", "Enter")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("size", [PHONE, TABLET], ids=["phone", "tablet"])
def test_the_owner_signs_in_in_the_page_and_goes_on_with_the_very_words(
    hall: Hall, window: OpenWindow, lang: str, size: dict[str, int]
) -> None:
    child = hall.named("Sami Wave")
    hers = window(f"hers-{lang}-{size['width']}", size, lang)
    is_known_here(hall, hers)
    hers.sign_in(child, lang)
    paper = new_paper(hers)
    hers.context.set_offline(True)
    hers.page.fill(".sheet-body", SECRET[lang])
    hers.sees('.save-state[data-state="device"]')

    loses_its_sign_in(hers)
    hers.sees(".signed-out [data-kept]", KEPT[lang])
    expect(hers.page.locator("#again-number")).to_be_focused()
    nothing_of_it_is_left(hers, SECRET[lang])
    assert moment(hers) == []
    hers.picture(PICTURES, "1-asked")

    sign_in_here(hers, number_of(hall, child), "9999")
    expect(hers.page.locator(".signed-out [role=alert]")).not_to_be_empty()
    expect(hers.page.locator("#again-secret")).to_be_focused()
    hers.picture(PICTURES, "2-wrong")
    hers.context.set_offline(True)
    sign_in_here(hers, number_of(hall, child), child["secret"])
    hers.sees(".signed-out [role=alert]", "Wi-Fi" if lang == "en" else "الواي فاي")
    hers.context.set_offline(False)
    nothing_of_it_is_left(hers, SECRET[lang])

    sign_in_here(hers, number_of(hall, child), child["secret"])
    hers.sees(".sheet-body")
    assert hers.page.url == paper
    expect(hers.page.locator(".sheet-body")).to_have_value(SECRET[lang])
    hers.sees('.save-state[data-state="saved"]')


def test_somebody_else_who_signs_in_there_reads_nothing_and_has_a_page_of_her_own(
    hall: Hall, window: OpenWindow
) -> None:
    child, other = hall.named("Sami Wave"), hall.person("delegate", but=("Sami Wave",))
    tablet = window("shared", TABLET, "en")
    is_known_here(hall, tablet)
    tablet.sign_in(child, "en")
    paper = new_paper(tablet)
    tablet.context.set_offline(True)
    tablet.page.fill(".sheet-body", SECRET["en"])
    tablet.sees('.save-state[data-state="device"]')
    loses_its_sign_in(tablet)
    sign_in_here(tablet, number_of(hall, other), other["secret"])
    tablet.page.wait_for_url(lambda url: "/papers" not in url)
    nothing_of_it_is_left(tablet, SECRET["en"])
    tablet.open(paper)
    nothing_of_it_is_left(tablet, SECRET["en"])
    tablet.open("/papers")
    hand_over(tablet)
    tablet.page.wait_for_url("**/badge")
    tablet.sign_in(child, "en")
    tablet.open(paper)
    expect(tablet.page.locator(".sheet-body")).to_have_value(SECRET["en"])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_on_a_device_that_is_new_by_now_the_page_waits_for_an_adults_nod(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    child = hall.named("Sami Wave")
    hers, adult = window(f"new-{lang}", PHONE, lang), window(f"nods-{lang}", WIDE_TABLET, "en")
    adult.sign_in(hall.person("facilitator:trial"), "en")
    hers.sign_in(child, lang)
    new_paper(hers)
    hers.context.set_offline(True)
    hers.page.fill(".sheet-body", SECRET[lang])
    hers.sees('.save-state[data-state="device"]')
    hers.context.clear_cookies()
    hers.context.add_cookies([{"name": "sawt_lang", "value": lang, "url": hall.server.url}])
    loses_its_sign_in(hers)
    for says, there in (("No", "#again-secret"), ("Yes", ".sheet-body")):
        sign_in_here(hers, number_of(hall, child), child["secret"])
        hers.sees(".signed-out [data-waits]:not([hidden])")
        expect(hers.page.locator(".signed-out [data-waits] h1")).to_be_focused()
        hers.picture(PICTURES, "3-waits")
        nothing_of_it_is_left(hers, SECRET[lang])
        adult.open("/nods")
        adult.page.locator(".row button", has_text=says).first.click()
        hers.page.locator(there).wait_for()
    expect(hers.page.locator(".sheet-body")).to_have_value(SECRET[lang])


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_question_being_typed_is_in_its_box_again(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    child = hall.named("Sami Wave")
    hers, other = window(f"asks-{lang}", PHONE, lang), window(f"elsewhere-{lang}", PHONE, lang)
    is_known_here(hall, hers)
    hers.sign_in(child, lang)
    hers.open("/sessions/trial")
    hers.page.fill("#question-text", QUESTION[lang])
    other.sign_in(child, lang)  # and ends it from there
    other.open("/devices")
    there = other.page.locator(".row", has_not_text=THIS[lang])
    there.locator("button").first.click()
    hers.sees(".signed-out [data-kept]", KEPT[lang])
    nothing_of_it_is_left(hers, QUESTION[lang])
    sign_in_here(hers, number_of(hall, child), child["secret"])
    expect(hers.page.locator("#question-text")).to_have_value(QUESTION[lang])


def test_two_pages_of_one_tablet_go_on_together_and_neither_after_a_hand_over(
    hall: Hall, window: OpenWindow
) -> None:
    child = hall.named("Sami Wave")
    one = window("one", TABLET, "en")
    is_known_here(hall, one)
    one.sign_in(child, "en")
    new_paper(one)
    two = one.context.new_page()
    two.goto(one.page.url)
    two.locator(".save-state").wait_for()
    one.context.set_offline(True)
    loses_its_sign_in(one)
    two.locator(".signed-out").wait_for()
    sign_in_here(one, number_of(hall, child), child["secret"])
    one.sees(".save-state")
    two.locator(".save-state").wait_for()

    hand_over(one)
    one.page.wait_for_url("**/badge")
    two.locator(".ended").wait_for()
    assert two.locator(".signed-out").count() == 0
    expect(two.locator("main")).to_be_hidden()
