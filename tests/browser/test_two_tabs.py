"""One child and two pages of one paper: a tab that was doubled, and a question that the other
device answers first. Every word of both is there afterwards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow
from tests.browser.test_writing_together import has, is_saved
from tests.browser.test_written_since import at_the_desk, sent_paper

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "two-tabs"
FIRST = {"ar": "الدرج مظلم.", "en": "The stairs are dark."}
THEN = {"ar": "والباب لا يُفتح.", "en": "And the door does not open."}
ASKED = {"ar": "من يقدر أن يساعد؟", "en": "Who could help?"}
SENT = {"ar": "الجيران.", "en": "The neighbours."}
LEFT = {
    "ar": "حارس المدرسة، فهو هناك كل ليلة.",
    "en": "The guard of the school: he is there at night.",
}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_a_doubled_tab_types_without_a_network_stands_beside_what_the_first_one_typed(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    tablet = window(f"tablet-{lang}", TABLET, lang)
    tablet.sign_in(hall.named("Sami Wave"), lang)
    tablet.open("/papers")
    tablet.page.click("form[action='/papers'] button")
    tablet.page.wait_for_url("**/papers/*")
    paper = tablet.page.url
    with tablet.context.expect_page() as doubled:
        tablet.page.evaluate("() => void window.open(location.href)")
    other = doubled.value
    other.wait_for_selector('.save-state[data-state="saved"]')
    is_saved(tablet)
    tablet.context.set_offline(True)
    for page, words in ((tablet.page, FIRST[lang]), (other, THEN[lang])):
        page.fill(".sheet-body", words)
        page.wait_for_selector('.save-state[data-state="device"]')
    tablet.page.close()
    tablet.context.set_offline(False)
    other.wait_for_selector('.save-state[data-state="saved"]')
    tablet.page = tablet.context.new_page()
    tablet.open(paper)
    has(tablet, FIRST[lang], THEN[lang])
    is_saved(tablet)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_answer_that_the_other_device_came_before_is_still_there(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    phone, tablet = window(f"phone-{lang}", PHONE, lang), window(f"tablet-{lang}", TABLET, lang)
    adult = at_the_desk(window, hall, lang)
    for one in (phone, tablet):
        one.sign_in(hall.named("Dana Lantern"), lang)
    paper = sent_paper(phone, lang)
    tablet.open(f"/papers/{paper}")
    adult.open(f"/curate/{paper}")
    adult.page.click("[data-key=q] summary")
    adult.page.fill("textarea[name=text]", ASKED[lang])
    adult.page.click("button[value=ask]")
    for one, words in ((phone, LEFT[lang]), (tablet, SENT[lang])):
        one.sees(".letter-words", ASKED[lang])
        one.page.fill("#letter-answer", words)
    tablet.press("answer")
    tablet.page.locator("sawt-paper-letter .letter").wait_for(state="detached")
    phone.sees(".letter", LEFT[lang])
    phone.page.reload()
    phone.sees(".letter", LEFT[lang])
    phone.page.locator(".letter").scroll_into_view_if_needed()
    phone.picture(PICTURES, "left-over")
    assert findings(phone) == []
    expect(phone.page.locator("[data-press^=put-in]")).to_have_count(0)
    phone.press("back")
    phone.press("again")
    phone.sees("[data-press^=put-in]")
    phone.picture(PICTURES, "left-over-draft")
    phone.press("put-in")
    has(phone, LEFT[lang])
    is_saved(phone)
    phone.page.reload()
    has(phone, LEFT[lang])
    expect(phone.page.locator("sawt-paper-letter .letter")).to_have_count(0)
