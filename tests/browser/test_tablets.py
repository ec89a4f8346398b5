"""A shared tablet: unsent words are sealed, wait for their owner and are shown to nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ARTEFACTS, TABLET, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "tablets"
SECRET = {"ar": "حبة الرمان تحت السرير", "en": "a pomegranate seed under the bed"}

# All that a browser keeps for this site, wherever it keeps it.
WALK = """async () => {
  const kept = { caches: [], databases: [] };
  Object.assign(kept, { local: { ...localStorage }, session: { ...sessionStorage } });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      kept.caches.push([request.url, await (await cache.match(request)).text()]);
    }
  }
  for (const { name } of await indexedDB.databases()) kept.databases.push(name);
  return JSON.stringify(kept);
}"""


def kept(window: Window) -> str:
    return str(window.page.evaluate(WALK))


def new_paper(window: Window) -> str:
    window.open("/papers")
    window.page.click("form[action='/papers'] button")
    window.page.wait_for_url("**/papers/*")
    window.sees('.save-state[data-state="saved"]')
    return window.page.url


def hand_over(window: Window) -> None:
    window.page.locator("form[action='/hand-over'] button").last.click()


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_handing_over_without_a_network_keeps_sealed_words_and_says_whose(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    mina, other = hall.named("Sami Wave"), hall.person("delegate", but=("Sami Wave",))
    tablet = window(f"tablet-{lang}", TABLET, lang)
    tablet.sign_in(mina, lang)
    paper = new_paper(tablet)
    shown = name_on(tablet)
    hall.server.stop()  # nothing answers: what a browser knows of a network that is gone
    tablet.sees("sawt-connection .banner")
    tablet.page.fill(".sheet-body", SECRET[lang])
    tablet.sees('.save-state[data-state="device"]')
    assert SECRET[lang] not in kept(tablet)

    hand_over(tablet)
    tablet.sees(".handed-over .unsent-of", shown)
    tablet.picture(PICTURES, "1-handed-over-away")
    nothing_of_it_is_left(tablet, SECRET[lang])
    hall.server.start()
    tablet.page.locator(".handed-over a[href='/badge']").click()

    tablet.sees(".unsent-of", shown)
    tablet.picture(PICTURES, "2-badge-page")
    nothing_of_it_is_left(tablet, SECRET[lang])
    tablet.sign_in(other, lang)
    tablet.open("/papers")
    tablet.sees(".foot .unsent-of", shown)
    tablet.picture(PICTURES, "3-another-child")
    nothing_of_it_is_left(tablet, SECRET[lang])
    tablet.open(paper)
    nothing_of_it_is_left(tablet, SECRET[lang])
    tablet.open("/papers")
    hand_over(tablet)
    tablet.page.wait_for_url("**/badge")

    tablet.sign_in(mina, lang)
    tablet.open(paper)
    expect(tablet.page.locator(".sheet-body")).to_have_value(SECRET[lang])
    tablet.sees('.save-state[data-state="saved"]')  # and it goes out by itself
    expect_no_rows(tablet)


def test_a_page_that_rests_leaves_sealed_words_alone_and_opens_them_after_the_pin(
    hall: Hall, window: OpenWindow
) -> None:
    child = hall.named("Sami Wave")
    tablet = window("rests", TABLET, "en", left_alone=True)
    tablet.sign_in(child, "en")
    tablet.page.clock.install()
    paper = new_paper(tablet)
    hall.server.stop()
    try:
        tablet.page.fill(".sheet-body", SECRET["en"])
        tablet.sees('.save-state[data-state="device"]')
        tablet.page.clock.run_for("16:00")  # nobody touches it
        expect(tablet.page.locator("body > *")).to_have_count(0)
        nothing_of_it_is_left(tablet, SECRET["en"])
    finally:
        hall.server.start()
    tablet.page.clock.run_for("00:30")
    tablet.page.wait_for_url("**/locked**")
    nothing_of_it_is_left(tablet, SECRET["en"])
    tablet.page.fill("input[name=secret_again]", child["secret"])
    tablet.page.press("input[name=secret_again]", "Enter")
    tablet.page.wait_for_url(paper)
    expect(tablet.page.locator(".sheet-body")).to_have_value(SECRET["en"])


def name_on(window: Window) -> str:
    return window.page.locator(".who-name bdi").first.inner_text()


def expect_no_rows(window: Window) -> None:
    """Nothing is kept any more, not even sealed."""
    window.page.wait_for_function(
        "() => !Object.keys(localStorage).some(k => k.startsWith('sawt-kept/'))"
    )


def nothing_of_it_is_left(window: Window, words: str) -> None:
    assert words not in window.page.content()
    assert words not in kept(window)
