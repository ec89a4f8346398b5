"""A paper on stage in one hall: on the wall, on the moderator's tablet, on a phone, and in the hand
of the child who wrote it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    WALL,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_story import it_is_paired

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "reading"
AUTHOR = "Yara Butterfly"  # of the paper that the trial pins
TABLET = {"width": 1024, "height": 768}
NOW = '.paragraph[aria-current="true"]'
READ_FROM_THE_BACK = """() => {
  const leaf = document.querySelector(".wall-leaf .wall-user");
  const room = document.querySelector(".wall-main").getBoundingClientRect();
  const lies = leaf.getBoundingClientRect();
  return [parseFloat(getComputedStyle(leaf).fontSize) / innerHeight, lies.bottom <= room.bottom];
}"""


def test_the_hall_reads_a_paper_paragraph_by_paragraph(hall: Hall, window: OpenWindow) -> None:
    noor, phone = window("noor", TABLET, "ar"), window("phone", PHONE, "ar")
    author, screen = window("author", PHONE, "ar"), window("screen", WALL, "ar")
    adult = window("adult", LAPTOP, "ar")
    everybody = [noor, phone, author, screen]
    noor.sign_in(hall.person("moderator:trial"), "ar")
    noor.open("/sessions/trial/moderate")
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    author.sign_in(hall.named(AUTHOR), "ar")
    author.open("/sessions/trial")
    adult.sign_in(hall.person("facilitator:trial"), "ar")
    adult.open("/sessions/trial/assist")
    screen.open("/screen")
    it_is_paired(adult, screen)

    noor.act_until("أعرض الفقرة ٢")
    for one in everybody:
        one.picture(PICTURES, "1-begun")
    words = phone.page.locator(".paragraph p.user-text").all_inner_texts()
    assert len(words) > 2
    noor.sees(".leaves-where", "الفقرة ١ من")
    screen.sees(".wall-leaf", words[0])

    noor.act("أعرض الفقرة ٢")
    assert_all_read(words[1], noor, phone, screen)
    noor.sees(".painted [data-painted=all]")
    noor.page.keyboard.press("PageUp")  # the clicker goes back in the paper, not in the run sheet
    screen.sees(".wall-leaf", words[0])
    noor.page.wait_for_timeout(700)
    noor.page.keyboard.press("PageDown")
    assert_all_read(words[1], noor, phone, screen)

    phone.page.click(f'{NOW} [data-press^="echo-"]')
    phone.sees(f'{NOW} [data-press^="echo-"][aria-pressed="true"]')
    phone.page.click(f'{NOW} [data-press="about"]')
    phone.sees("sawt-about", "عن الفقرة ٢ من")
    phone.page.fill("#question-text", "ومن يدفع؟")
    phone.page.click(".ask .button-main")
    phone.sees(".receipt")
    adult.sees(".desk-about", "عن الفقرة ٢ من")
    phone.page.locator("sawt-about p").wait_for(state="detached")

    assert author.page.locator(".leaves-acts").count() == 0
    noor.press("leaf-hand")
    author.press("leaf-on")
    assert_all_read(words[2], noor, phone, screen)
    assert author.page.locator(NOW).bounding_box()["y"] < PHONE["height"]  # type: ignore[index]
    for one in everybody:
        one.picture(PICTURES, "2-in-her-hand")
    noor.press("leaf-hand")
    author.page.locator(".leaves-acts").wait_for(state="detached")

    phone.page.mouse.wheel(0, -4000)  # whoever reads elsewhere is left there
    phone.page.wait_for_timeout(500)
    noor.press("leaf-back")
    assert_all_read(words[1], noor, phone, screen)
    phone.page.wait_for_timeout(500)
    assert phone.page.evaluate("() => scrollY") == 0
    noor.page.click('.quiet-acts [data-press="skip"]')  # on in the run sheet, before the end
    phone.page.locator("sawt-paper").wait_for(state="detached")


def assert_all_read(words: str, tablet: Window, phone: Window, screen: Window) -> None:
    """The same paragraph is on the wall, large; on the tablet; and marked on the phone."""
    for one, where in ((screen, ".wall-leaf"), (tablet, ".leaves-text"), (phone, NOW)):
        one.sees(where, words)
    share, fits = screen.page.evaluate(READ_FROM_THE_BACK)
    assert share >= 1 / 25
    assert fits
