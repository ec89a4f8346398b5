"""A drawing and a handwritten page on their way: brought by a child, seen by the desk beside the
words, on the wall as the last leaf, told to a phone, and in the book, also on paper."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from tests.browser.axe import findings, moment, small_targets
from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_story import it_is_paired
from tests.live.listening import Guest
from tests.papers.pictures.drawn import drawing, handwritten

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "drawings"
TREE = "شجرة فيها أرجوحة، وتحتها أطفال من حيّين."
PAGE = "صفحتي بالقلم الرصاص"
TITLE = "ملعب واحد لحيّين"
BODY = "بيننا شارع، وعلى جانبيه ملعبان صغيران.\n\nنريد ملعبًا واحدًا كبيرًا نلعب فيه معًا."
IS_TOLD = """(words) => [...document.querySelectorAll(".drawn textarea")]
  .some((one) => one.value === words)"""
IS_HEARD = """(words) => [...document.querySelectorAll("[aria-live]")]
  .some((one) => one.textContent.includes(words))"""
IS_DRAWN = "() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)"


def test_a_drawing_goes_from_a_child_to_the_wall_and_into_the_book(
    hall: Hall, window: OpenWindow
) -> None:
    sami, adult = hall.named("Sami Wave"), hall.person("facilitator:trial")
    child, second = window("child-ar", TABLET, "ar"), window("phone-of-child-en", PHONE, "en")
    one = window("curator-en", LAPTOP, "en")
    child.sign_in(sami, "ar")
    second.sign_in(sami, "en")
    one.sign_in(adult, "en")

    paper = a_draft(child)
    second.open(f"/papers/{paper}")
    brings(child, "picture", "tree.jpg", drawing((1600, 1100)))
    child.page.locator(".drawn textarea").first.fill(TREE)
    second.sees(".drawn img")  # the other device of hers has it without a reload
    brings(child, "sheet", "page.jpg", handwritten())
    child.page.locator(".drawn textarea").nth(1).fill(PAGE)
    child.page.locator(".drawn textarea").nth(1).blur()
    child.page.wait_for_function(
        "() => document.querySelectorAll('.drawn .save-state[data-state=saved]').length === 2"
    )
    second.page.wait_for_function(IS_TOLD, arg=PAGE)
    assert_drawn(child, second)
    look(child, "1-draft")
    second.picture(PICTURES, "1-draft")
    assert moment(child) == []
    assert findings(second) == []
    assert small_targets(child) == []

    child.page.locator('[data-press^="out-"]').first.click()
    child.sees(".drawn-out", TREE)
    child.picture(PICTURES, "2-taken-out")
    child.page.locator('[data-press^="back-"]').click()
    child.page.wait_for_function("() => document.querySelectorAll('.drawn').length === 2")
    child.press("submit")
    child.sees(".sheet-read img")
    child.sees(".paper-sheets img")
    assert_drawn(child)
    look(child, "3-sent")

    one.open(f"/curate/{paper}")
    one.sees(".paper-picture figcaption", TREE)
    one.sees(".paper-sheets figcaption", PAGE)
    assert_drawn(one)
    for width, height in ((360, 740), (820, 1180), (1366, 768)):
        one.page.set_viewport_size({"width": width, "height": height})
        one.page.screenshot(path=PICTURES / f"4-desk-{width}.png", full_page=True)
        assert one.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert findings(one) == []
    is_chosen(one, paper)
    child.sees(".confirm", "")
    child.press("confirm")
    child.sees("sawt-paper-readers .confirm")

    on_the_wall(hall, window, one, paper)

    child.page.click("sawt-paper-readers fieldset:nth-of-type(1) .choice:last-of-type")
    child.press("show")
    child.sees("sawt-paper-readers", "يمكن للجميع قراءتها الآن في كتاب الأوراق.")
    visitor = window("visitor-ar", PHONE, "ar")
    visitor.open(f"/book/{paper}?lang=ar")
    visitor.sees(".book-picture img")
    assert visitor.page.locator(".book-picture img").get_attribute("alt") == TREE
    visitor.page.locator(".book-picture img").scroll_into_view_if_needed()
    assert_drawn(visitor)
    for width, height in ((360, 740), (1366, 768)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.screenshot(path=PICTURES / f"7-book-{width}.png", full_page=True)
    assert findings(visitor) == []
    on_paper(visitor)

    address = visitor.page.locator(".book-picture img").get_attribute("src")
    child.open(f"/papers/{paper}")
    child.press("back")
    child.sees(".paper-state", "استرجعتها")
    answer = visitor.page.request.get(hall.server.url + str(address))
    assert answer.status == 404


def a_draft(child: Window) -> str:
    child.open("/papers")
    child.page.locator("form button[type=submit]").first.click()
    child.page.wait_for_url(re.compile(r"/papers/[0-9a-f]{32}"))
    child.page.fill("#sheet-title", TITLE)
    child.page.fill("#sheet-body", BODY)
    child.sees('.save-state[data-state="saved"]')
    return child.page.url.rpartition("/")[2].partition("?")[0]


def brings(child: Window, kind: str, name: str, raw: bytes) -> None:
    before = child.page.locator(".drawn").count()
    at = 0 if kind == "picture" else 1
    child.page.locator('input[name="picture-kind"]').nth(at).check()
    child.page.set_input_files(
        '[data-source="file"] input', {"name": name, "mimeType": "image/jpeg", "buffer": raw}
    )
    child.page.locator(".drawn").nth(before).wait_for()
    # It is asked for at once what can be seen in it.
    child.page.wait_for_function("() => document.activeElement?.matches('.drawn textarea')")


def assert_drawn(*windows: Window) -> None:
    for one in windows:
        for image in one.page.locator("img").all():
            image.scroll_into_view_if_needed()
        one.page.wait_for_function(IS_DRAWN)


def look(child: Window, step: str) -> None:
    """At every width there is, whole."""
    for width, height in ((360, 740), (820, 1180), (1366, 768)):
        child.page.set_viewport_size({"width": width, "height": height})
        child.page.wait_for_timeout(350)
        child.page.screenshot(path=PICTURES / f"{step}-{width}.png", full_page=True)
        assert child.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    child.page.set_viewport_size({"width": TABLET["width"], "height": TABLET["height"]})


def is_chosen(one: Window, paper: str) -> None:
    one.open(f"/curate/{paper}")
    one.page.click("[data-key=r]")
    one.page.select_option("select[name=session]", value="trial")
    one.page.click("[data-key=s]")
    one.page.click(".curate-announce button")


def on_the_wall(hall: Hall, window: OpenWindow, adult: Window, paper: str) -> None:
    """The words first, leaf by leaf, and then the picture; every phone says what it shows."""
    noor, phone = window("noor-en", LAPTOP, "en"), window("phone-ar", PHONE, "ar")
    screen = window("screen", WALL, "ar")
    pinned(hall, paper)
    noor.sign_in(hall.person("moderator:trial"), "en")
    noor.open("/sessions/trial/moderate")
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    adult.open("/sessions/trial/assist")
    screen.open("/screen")
    it_is_paired(adult, screen)
    noor.act_until("Show paragraph 2")
    noor.act("Show paragraph 2")
    noor.act("Show the picture")
    screen.sees(".wall-drawing img")
    screen.page.wait_for_function(IS_DRAWN)
    phone.sees('.paragraph[aria-current="true"]', TREE)
    phone.page.wait_for_function(IS_HEARD, arg=TREE)
    assert_inside(screen)
    noor.sees(".painted [data-painted=all]")
    for each, step in ((screen, "5-wall"), (phone, "5-phone"), (noor, "5-moderator")):
        each.picture(PICTURES, step)
    screen.page.set_viewport_size({"width": 1024, "height": 768})
    screen.picture(PICTURES, "5-wall-old")
    assert_inside(screen)
    address = screen.page.locator(".wall-drawing img").get_attribute("src")
    assert phone.page.request.get(hall.server.url + str(address)).status == 403
    noor.act("Next:")
    screen.page.locator(".wall-drawing").wait_for(state="detached")
    assert screen.page.request.get(hall.server.url + str(address)).status == 404


def assert_inside(screen: Window) -> None:
    """Nothing of the picture is cut."""
    assert screen.page.evaluate(
        """() => {
          const room = document.querySelector(".wall-main").getBoundingClientRect();
          const box = document.querySelector(".wall-drawing img").getBoundingClientRect();
          return box.height > innerHeight / 3 && box.top >= room.top
            && box.bottom <= room.bottom + 1 && box.left >= 0 && box.right <= innerWidth;
        }"""
    )


def pinned(hall: Hall, paper: str) -> None:
    """The paper stands where the trial reads one."""
    adult = Guest(hall.server.url).sign_in(hall.person("facilitator:trial")).connect()
    adult.follow("trial", **{"as": "facilitator"})
    item = next(one for one in adult.data("floor")["items"] if one["kind"] == "paper")
    assert adult.write("floor.pin_paper", item=item["id"], paper=paper)["ok"]
    adult.leave()


def on_paper(visitor: Window) -> None:
    """The PDF as sheets, to be looked at."""
    answer = visitor.page.request.get(visitor.page.url.partition("/book")[0] + "/book.pdf?lang=ar")
    assert answer.status == 200
    document = pypdfium2.PdfDocument(answer.body())
    drawn = 0
    for at, sheet in enumerate(document):
        images = list(sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))
        drawn += len(images)
        if images:
            sheet.render(scale=2).to_pil().save(PICTURES / f"8-sheet-{at}.png")
    document.close()
    assert drawn >= 1
