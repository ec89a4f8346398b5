"""The desk as two adults work at it at once, one in Arabic and one in English: by single keys and
by touch; and what the children's phones show of each decision."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "desk"
DESK = "/sessions/trial/assist"
# What each child sends, by what the adult who reads it does.
CLEAR = "هل يجيب الخط ليلًا؟"
COVER = "اتصلوا بي على 0551234567 وسأحكي لكم"
NUMBER = "0551234567"
PERSONAL = "أسكن في شارع البحر رقم سبعة، هل تزورونني؟"
UNKIND = "You idiot, why do you ask us?"
AGAIN = "Why do you ask us, and not the adults?"
PLAIN = "What happens after a call?"


class Desk:
    """An adult at her desk, with her hands on the keyboard or on the glass."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.page = window.page

    def text(self) -> str | None:
        """The words in her hand, without what the marks say."""
        found = self.page.locator(".desk-text .user-text")
        if found.count() == 0:
            return None
        return str(
            found.first.evaluate(
                "(words) => { const copy = words.cloneNode(true);"
                " copy.querySelectorAll('.mark-word, .visually-hidden')"
                ".forEach((each) => each.remove());"
                " return copy.textContent.trim(); }"
            )
        )

    def reads(self, text: str) -> None:
        """Wait until this is in her hand, and may be decided."""
        self.until(lambda: self.text() == text)
        self.page.locator('[data-press^="clear-"]:not([aria-disabled])').wait_for()

    def until(self, holds: Callable[[], bool]) -> None:
        for _ in range(150):
            if holds():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError((self.window.name, self.text()))

    def key(self, key: str) -> None:
        self.page.keyboard.press(key)

    @property
    def waiting(self) -> int:
        return self.page.locator(".desk-place").count()


@pytest.fixture
def children(hall: Hall, window: OpenWindow) -> Callable[[str], Window]:
    """Phones in the hall, each with one question."""
    count = iter(range(1, 20))

    def asks(text: str) -> Window:
        lang = "ar" if re.search("[\u0621-\u064a]", text) else "en"
        phone = window(f"phone-{next(count)}", PHONE, lang)
        phone.open(f"/join/{hall.session('trial')['room_code']}?lang={lang}")
        phone.page.fill("#question-text", text)
        phone.page.click(".ask .button-main")
        phone.sees('.mine-question[data-state="sent"]')
        return phone

    return asks


def at_the_desk(hall: Hall, window: OpenWindow, name: str, lang: str, **more: object) -> Desk:
    """A facilitator of the trial session, on duty."""
    size = more.pop("size", LAPTOP)
    one = window(f"{name.split()[0]}-{lang}", size, lang, **more)
    one.sign_in(hall.named(name), lang)
    one.open(DESK)
    one.sees(".desk-now")
    assert one.page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    return Desk(one)


def test_two_adults_by_keyboard_and_each_phone_is_told_at_once(
    hall: Hall, window: OpenWindow, children: Callable[[str], Window]
) -> None:
    lina = at_the_desk(hall, window, "Lina Palm", "ar")
    unkind = children(UNKIND)
    lina.reads(UNKIND)  # it came by itself
    assert lina.page.locator('mark[data-mark="unkind"] .mark-word').count() == 1
    sidr = at_the_desk(hall, window, "Mr. Sidr", "en")
    covered = children(COVER)
    sidr.reads(COVER)
    assert sidr.page.locator('mark[data-mark="contact"]').count() >= 1
    cleared, personal = children(CLEAR), children(PERSONAL)
    lina.until(lambda: lina.waiting == 4)
    for one in (lina, sidr):
        assert one.page.locator('.desk-place[data-hand="colleague"]').count() == 1
        assert one.page.locator('.desk-place[data-hand="mine"]').count() == 1
    assert UNKIND not in sidr.page.content()
    assert COVER not in lina.page.content()
    lina.window.picture(PICTURES, "1-two-desks")
    sidr.window.picture(PICTURES, "1-two-desks")

    lina.key("u")  # one key, and the next one is there: a marked one comes before an older one
    lina.reads(PERSONAL)
    stopped(unkind, "The words could hurt somebody", UNKIND)

    cover_the_number(sidr)
    before_and_after(covered)
    sidr.reads(CLEAR)
    assert lina.text() == PERSONAL

    sidr.key("c")
    cleared.sees('.mine-question[data-state="cleared"]')
    lina.key("p")
    stopped(personal, "فيه ما قد يدلّ", PERSONAL)
    lina.until(lambda: lina.text() is None)
    lina.window.picture(PICTURES, "2-nothing-waits")

    lina.key("b")  # she takes her last decision back, and has it in hand again
    lina.reads(PERSONAL)
    personal.sees('.mine-question[data-state="sent"]')
    assert sidr.text() is None
    lina.key("p")
    personal.sees('.mine-question[data-state="stopped"]')

    changes_it_and_sends_it_again(unkind)
    reader = next_reader(lina, sidr)
    reader.reads(AGAIN)
    other = sidr if reader is lina else lina
    assert other.text() is None
    reader.key("c")
    unkind.sees('.mine-question[data-state="cleared"]', AGAIN)


def test_by_touch_on_a_narrow_phone(
    hall: Hall, window: OpenWindow, children: Callable[[str], Window]
) -> None:
    desk = at_the_desk(hall, window, "Lina Palm", "ar", size=PHONE, has_touch=True)
    covered = children(COVER)
    desk.reads(COVER)
    no_wider_than_the_glass(desk)
    wide_enough(desk)
    desk.page.locator('[data-press^="cover-"]').tap()
    desk.page.locator("sawt-cover .cover-word").first.wait_for()
    number = desk.page.locator(".cover-word", has_text=NUMBER)
    assert number.get_attribute("aria-pressed") == "true", "what is marked is covered to begin with"
    desk.page.locator(".cover-word").last.tap()  # and one word more
    no_wider_than_the_glass(desk)
    first, second = (desk.page.locator(".cover-word").nth(n).bounding_box() for n in (0, 1))
    assert first is not None
    assert second is not None
    assert first["x"] > second["x"], "Arabic words stand in the order in which they are read"
    desk.window.picture(PICTURES, "3-covering-by-touch")
    desk.page.locator("sawt-cover .button-main").tap()
    covered.sees(".mine-covered")
    shown = covered.page.locator('.mine-question[data-state="cleared"] > .user-text').inner_text()
    assert NUMBER not in shown
    assert COVER.split()[-1] not in shown
    plain = children(PLAIN)
    desk.reads(PLAIN)
    desk.page.locator('[data-press^="clear-"]').tap()
    plain.sees('.mine-question[data-state="cleared"]')
    desk.page.locator(".desk-about > summary").tap()  # for the child at the front
    desk.page.locator('[data-press="label-help"]').tap()
    desk.window.sees('[data-press="label-help"][aria-pressed="true"]')
    no_wider_than_the_glass(desk)
    wide_enough(desk)
    desk.window.picture(PICTURES, "4-about")
    desk.page.locator('[data-press^="undo-"]').tap()
    desk.reads(PLAIN)
    desk.page.locator('[data-press^="unkind-"]').tap()
    stopped(plain, "could hurt", PLAIN)


def stopped(phone: Window, why: str, text: str) -> None:
    """Its writer reads why in kind words, and the phone is free for another."""
    phone.sees('.mine-question[data-state="stopped"] .mine-where', why)
    phone.sees('.mine-question[data-state="stopped"]', text)
    phone.sees(".ask #question-text")


def cover_the_number(desk: Desk) -> None:
    """With the keyboard alone: the number is covered to begin with, Enter lets the rest go on."""
    desk.key("v")
    desk.page.locator("sawt-cover .cover-word").first.wait_for()
    word = desk.page.locator('.cover-word[aria-pressed="true"]')
    assert NUMBER in " ".join(word.all_inner_texts())
    assert "[…]" in desk.page.locator(".cover-after bdi").inner_text()
    desk.window.picture(PICTURES, "4-covering")
    desk.key("Enter")


def before_and_after(phone: Window) -> None:
    """Its writer sees what goes on, and beside it what she had sent."""
    phone.sees('.mine-question[data-state="cleared"] .mine-covered')
    card = phone.page.locator('.mine-question[data-state="cleared"]')
    assert NUMBER not in card.locator("> .user-text").inner_text()
    assert "[…]" in card.locator("> .user-text").inner_text()
    assert card.locator(".mine-covered .user-text").inner_text().strip() == COVER
    phone.picture(PICTURES, "5-before-and-after")


def changes_it_and_sends_it_again(phone: Window) -> None:
    phone.page.locator('.mine-question[data-state="stopped"] button').click()
    assert phone.page.input_value("#question-text") == UNKIND
    phone.page.fill("#question-text", AGAIN)
    phone.picture(PICTURES, "6-changing")
    phone.page.click(".ask .button-main")
    phone.sees('.mine-question[data-state="sent"]', AGAIN)


def next_reader(*desks: Desk) -> Desk:
    """Whoever of them has something in hand; never two."""
    desks[0].until(lambda: any(one.text() for one in desks))
    (reader,) = [one for one in desks if one.text()]
    return reader


def no_wider_than_the_glass(desk: Desk) -> None:
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def wide_enough(desk: Desk) -> None:
    """Every button of the desk is at least 48 px high."""
    for button in desk.page.locator(".desk-now button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 47.5, button.inner_text()
