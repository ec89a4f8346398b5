"""An adult thinks for a minute about what she writes to a child, or says for one: the page rests,
and after her password every word is there again, beside the words that it was typed to."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import ARTEFACTS, LAPTOP, Hall, OpenWindow, Window
from tests.browser.test_curation import BETTER, BODY, a_sent_paper
from tests.browser.test_tablets import expect_no_rows, nothing_of_it_is_left
from tests.live.listening import Guest

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "typed-so-far"
SAID = "A lamp on the st"


def test_what_a_translator_has_typed_outlasts_a_rest(hall: Hall, window: OpenWindow) -> None:
    child = hall.named("Sami Wave")
    paper = a_sent_paper(hall, child, "مصباح")
    desk = Guest(hall.server.url).sign_in(hall.person("facilitator:trial")).connect()
    author = Guest(hall.server.url).sign_in(child).connect()
    assert desk.write("papers.select", paper=paper, session="trial")["ok"]
    assert desk.write("papers.announce")["ok"]
    assert author.write("papers.confirm", paper=paper, number=1, reads_aloud="me")["ok"]
    author.leave()
    desk.leave()
    person, echo = hall.named("Ms. Echo"), window("echo-en", LAPTOP, "en", left_alone=True)
    echo.sign_in(person, "en")
    page = f"/translate/{paper}/en"
    types(echo, page, {"#title": SAID, "#words-2": "I want"})
    rests_and_goes_on(echo, person, page, SAID)
    expect(echo.page.locator("#title")).to_have_value(SAID)
    expect(echo.page.locator("#words-2")).to_have_value("I want")
    expect(echo.page.locator("#words-1")).to_have_value("")
    echo.picture(PICTURES, "1-again")
    echo.page.fill("#words-1", "It is dark.")
    echo.context.set_offline(True)
    echo.page.locator("form.translate .button-main").click()
    echo.page.wait_for_url("chrome-error://**")
    echo.context.set_offline(False)
    echo.open(page)
    expect(echo.page.locator("#words-1")).to_have_value("It is dark.")
    echo.page.wait_for_load_state("networkidle")
    echo.page.locator("form.translate .button-main").click()
    echo.sees(".translate-into", "another adult reads it first")
    expect_no_rows(echo)


def test_what_a_curator_has_typed_outlasts_a_rest_and_goes_with_the_paper(
    hall: Hall, window: OpenWindow
) -> None:
    child, person = hall.named("Sami Wave"), hall.person("facilitator:trial")
    paper = a_sent_paper(hall, child, "مصباح على الدرج")
    desk = window("desk-ar", LAPTOP, "ar", left_alone=True)
    desk.sign_in(person, "ar")
    page = f"/curate/{paper}"
    types(desk, page, {"#text": "من يضع المصباح؟", "#body": BETTER})
    rests_and_goes_on(desk, person, page, BETTER)
    expect(desk.page.locator("#text")).to_have_value("من يضع المصباح؟")
    expect(desk.page.locator("#body")).to_have_value(BETTER)
    desk.picture(PICTURES, "2-again")
    desk.page.click("button[value=ask]")
    desk.sees(".curate-letter", "من يضع المصباح؟")

    author = Guest(hall.server.url).sign_in(child).connect()
    other_words = {"title": "مصباح", "body": BODY + "\n\nالآن.", "lang": "ar", "base": 1}
    assert author.write("papers.save_draft", paper=paper, **other_words)["ok"]
    assert author.write("papers.submit", paper=paper)["ok"]
    desk.open(page)
    desk.sees("article.sheet", "الآن.")
    expect(desk.page.locator("#body")).to_have_value(str(other_words["body"]))
    expect(desk.page.locator("#text")).to_have_value("")
    types(desk, page, {"#body": BETTER})
    assert author.write("papers.take_back", paper=paper)["ok"]
    desk.page.locator("article.sheet").wait_for(state="detached")
    expect_no_rows(desk)
    author.leave()


def types(window: Window, page: str, boxes: dict[str, str]) -> None:
    window.open(page)
    window.page.wait_for_load_state("networkidle")
    for box, words in boxes.items():
        window.page.locator(box).evaluate("box => box.closest('details')?.setAttribute('open', '')")
        window.page.fill(box, words)


def rests_and_goes_on(window: Window, person: dict[str, Any], page: str, words: str) -> None:
    """Nobody touches the page for a minute; then she says who she is."""
    window.page.clock.install()
    window.page.reload()
    window.page.wait_for_load_state("networkidle")
    window.page.clock.run_for("01:02")
    window.page.wait_for_url("**/locked**")
    window.page.clock.resume()
    nothing_of_it_is_left(window, words)
    window.page.fill("input[name=secret_again]", person["secret"])
    window.page.press("input[name=secret_again]", "Enter")
    window.page.wait_for_url(f"**{page}*")
