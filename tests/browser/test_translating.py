"""A paper written in Arabic is translated by a person, its author says that the meaning is right,
and a phone in English reads it in English while the wall shows the own words of the child."""

from __future__ import annotations

import pytest

from tests.browser.axe import findings, moment
from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_story import (
    BODY,
    TITLE,
    a_facilitator_selects_it,
    a_paper_is_written,
    it_is_paired,
    it_is_pinned,
    the_child_says_yes,
    the_session_goes_live,
)

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "translating"
SAID = ("When I first called they did not understand my words.", "Every line could learn to.")
BETTER = "Every helpline should learn how its children speak."


def test_a_paper_is_read_in_another_language_once_its_author_says_so(
    hall: Hall, window: OpenWindow
) -> None:
    sami = window("sami-ar", TABLET, "ar")
    sami.sign_in(hall.named("Sami Wave"), "ar")
    facilitator = window("facilitator-fr", LAPTOP, "fr")
    facilitator.sign_in(hall.person("facilitator:trial"), "fr")
    facilitator.open("/sessions/trial/assist")
    wall = window("wall", WALL, "en")
    wall.open("/screen")
    it_is_paired(facilitator, wall)
    paper = a_paper_is_written(sami)
    a_facilitator_selects_it(facilitator, paper)
    the_child_says_yes(sami)
    it_is_pinned(facilitator)
    noor = window("noor-en", WIDE_TABLET, "en")
    noor.sign_in(hall.person("moderator:trial"), "en")
    noor.open("/sessions/trial/moderate")
    phone, own = window("phone-en", PHONE, "en"), window("phone-ar", PHONE, "ar")
    for one, lang in ((phone, "en"), (own, "ar")):
        one.open(f"/join/{hall.session('trial')['room_code']}?lang={lang}")
    the_session_goes_live(noor)
    noor.act()
    phone.sees(".stage-paper h2", TITLE)

    echo = window("echo-en", WIDE_TABLET, "en")
    echo.sign_in(hall.named("Ms. Echo"), "en")
    it_is_translated(echo, paper)
    another_adult_reads_it(facilitator, paper, "2-read-by-another")
    the_author_says_no_and_then_yes(sami, echo, facilitator, paper)

    phone.sees(".stage-paper h2", "A helpline that understands how I speak")
    phone.sees(".stage-paper .paragraph", BETTER)
    phone.does_not_see(SAID[1])
    for one in (own, wall):
        one.does_not_see(BETTER)
    wall.sees(".wall", TITLE)
    phone.picture(PICTURES, "4-read")
    assert moment(phone, own) == []
    phone.press("turn-over")
    phone.sees(".stage-paper h2", TITLE)
    phone.picture(PICTURES, "5-own-words")
    assert moment(phone) == []
    phone.press("turn-over")
    phone.sees(".stage-paper .paragraph", BETTER)

    sami.page.locator('[data-press^="meaning-no-"]').click()  # she takes her yes back
    phone.sees(".stage-paper h2", TITLE)
    phone.does_not_see(BETTER)


def it_is_translated(echo: Window, paper: str) -> None:
    echo.open("/")
    echo.page.locator("a[href$='/translate']").first.click()
    echo.sees("h1", "Papers to translate")
    echo.picture(PICTURES, "1-desk")
    assert findings(echo) == []
    echo.page.locator(f"a[href$='/translate/{paper}/en']").click()
    echo.page.fill("#title", "A helpline that understands how I speak")
    for n, words in enumerate(SAID, 1):
        echo.page.fill(f"#words-{n}", words)
    echo.picture(PICTURES, "2-translates")
    assert findings(echo) == []
    echo.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    echo.picture(PICTURES, "2-translates-phone")
    assert findings(echo) == []
    echo.page.set_viewport_size(WIDE_TABLET)  # type: ignore[arg-type]
    echo.page.locator("form.translate .button-main").click()
    echo.sees(".translate-into", "another adult reads it first")


def another_adult_reads_it(facilitator: Window, paper: str, step: str) -> None:
    facilitator.open("/curate?lang=fr")
    facilitator.page.locator(f".curate-unread a[href$='/curate/{paper}']").click()
    button = facilitator.page.locator("button[value=through]")
    button.scroll_into_view_if_needed()
    facilitator.picture(PICTURES, step)
    assert findings(facilitator) == []
    button.click()
    button.wait_for(state="detached")


def the_author_says_no_and_then_yes(
    sami: Window, echo: Window, facilitator: Window, paper: str
) -> None:
    sami.sees(".letter", SAID[1])  # without a reload
    sami.sees(".letter", BODY.split("\n")[0])
    sami.picture(PICTURES, "3-asked")
    assert moment(sami) == []
    sami.page.locator('[data-press^="meaning-no-"]').click()
    sami.page.locator(".letter").wait_for(state="detached")
    echo.page.reload()
    echo.sees(".translate-into", "that is not what I mean")
    echo.page.locator(f"a[href$='/translate/{paper}/en']").click()
    assert echo.page.input_value("#words-1") == SAID[0]
    echo.page.fill("#words-2", BETTER)
    echo.page.locator("form.translate .button-main").click()
    another_adult_reads_it(facilitator, paper, "3-read-anew")
    sami.sees(".letter", BETTER)
    sami.page.locator('[data-press^="meaning-yes-"]').click()
    sami.sees(".letter .button-row", "الإنجليزية")
    sami.picture(PICTURES, "6-read-in")
    assert moment(sami) == []
