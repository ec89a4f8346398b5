"""A hall says words, in Arabic and English: each is read by an adult, the moderator shows the cloud
in one tap, later words join it, any can be taken out; on the wall and on every phone."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.browser.axe import findings, moment
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
from tests.browser.test_read_aloud import VOICES
from tests.browser.test_story import sign_everybody_in, the_session_goes_live
from tests.live.listening import Guest

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "words"
OF_THE_HALL = (
    *["أمان", "الأمان", "أمان", "أمل", "أمل", "أمل", "أمل", "أمل", "أمل", "صوت لطيف", "ثقة", "ثقة"],
    *["listening", "Listening", "listening", "LISTENING", "listening", "someone kind", "hope"],
    *["hope", "courage", "courage", "time", "وقت", "هدوء", "لغتي", "لغتي", "لغتي", "صديقة"],
    *["سلام", "ضحك", "حلم", "شجاعة"],  # with these a card is full: twelve in one language
)
UNKIND = "stupid"


@pytest.fixture
def many(hall: Hall) -> Iterator[list[Guest]]:
    """Phones without a picture, in the hall."""
    code = hall.session("trial")["room_code"]
    guests = [Guest(hall.server.url).join(code).connect() for _ in OF_THE_HALL]
    for guest in guests:
        guest.follow("trial", **{"as": "audience"})
    yield guests
    for guest in guests:
        guest.leave()


def test_a_hall_says_words(hall: Hall, window: OpenWindow, many: list[Guest]) -> None:
    phone, other = window("phone-ar", PHONE, "ar"), window("phone-en", PHONE, "en")
    phone.context.add_init_script(f"({VOICES})()")
    delegate = window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", TABLET, "en")
    facilitator = window("facilitator-ar", LAPTOP, "ar")
    screen = window("screen", WALL, "en")
    everybody = [phone, other, delegate, moderator, facilitator, screen]

    def picture(step: str) -> None:
        for one in everybody:
            one.picture(PICTURES, step)

    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    facilitator.open("/sessions/trial/assist?lang=ar")
    delegate.open("/sessions/trial?lang=ar")
    other.open(f"/join/{hall.session('trial')['room_code']}?lang=en")
    the_session_goes_live(moderator)
    moderator.press("asking")
    moderator.press("instant-word")
    says(phone, "صوت لطيف")
    facilitator.sees(".desk-text", "صوت لطيف")  # in her hand before the others come: alone
    says(other, UNKIND)
    for guest, word in zip(many, OF_THE_HALL, strict=True):
        guest.until(lambda guest=guest: bool(guest.data("cloud")))
        lang = "en" if word.isascii() else "ar"
        guest.write("words.say", poll=guest.data("poll")["id"], words=[word], lang=[lang], n=1)
    delegate.page.fill("#word-0", "هذه جملة طويلة جدًّا لا تتّسع لها السحابة")
    delegate.sees(".words-form .field", "تصلنا كلها")
    picture("1-saying")
    assert moment(phone, other, delegate) == []

    # Nobody reads a word before an adult has; the marked one lies alone, and is stopped.
    moderator.sees(".count", f"{len(OF_THE_HALL) + 2} of")
    for one in (moderator, screen, delegate):
        one.does_not_see("أمل")
        one.does_not_see(UNKIND)
    decides(facilitator, "c")
    facilitator.sees(".desk-text", UNKIND)
    picture("2-marked")
    decides(facilitator, "u")
    other.sees(".words-sent .notice-warm", UNKIND)
    assert moment(other) == []
    other.page.click('[data-press="change"]')
    says(other, "patience")

    # A card: one is taken out by its number, the others go on with one key.
    facilitator.sees(".word-card")
    card = facilitator.page.locator(".word-tile")
    assert 2 < card.count() <= 12
    picture("3-card")
    assert moment(facilitator) == []
    facilitator.open("/sessions/trial/assist?lang=en")  # the card is in her hand still
    facilitator.sees(".word-card")
    picture("3-card-en")
    assert moment(facilitator) == []
    # Those that are looked for in the table below may lie anywhere on it.
    sought = re.compile("أمل|hope")
    nth = next(n for n, tile in enumerate(card.all()) if n and not sought.search(tile.inner_text()))
    left_out = card.nth(nth).get_attribute("data-word")
    reads(facilitator)
    facilitator.page.keyboard.press(str(nth + 1))
    facilitator.sees('.word-tile[aria-pressed="true"]')
    facilitator.page.keyboard.press("p")
    facilitator.page.locator(f'[data-word="{left_out}"]').wait_for(state="detached")
    decides(facilitator, "c")
    decides(facilitator, "b")  # undone: the whole card is in her hand again
    facilitator.sees(".word-card")
    decides(facilitator, "c")
    moderator.sees(".cloud-chip")

    # Counts only, until the moderator shows the cloud in one tap; later words join it.
    moderator.act("Stop asking for words")
    moderator.sees('[data-press="act"]', "Show the cloud")
    phone.sees("sawt-poll", "ثم تظهر السحابة")
    picture("4-before")
    assert screen.page.locator(".cloud-word").count() == 0
    moderator.act("Show the cloud")
    screen.sees(".cloud-word")
    before = places(screen)
    assert before
    picture("5-first-words")
    reads_all(facilitator)
    screen.page.wait_for_function(
        f"() => document.querySelectorAll('.cloud-word').length > {len(before)}"
    )
    phone.sees(".cloud-word")
    after = places(screen)
    assert {word: after[word] for word in before} == before, "nothing moves under the eye"
    picture("6-cloud")
    assert smallest_letters(screen) >= WALL["height"] / 25
    for one in (phone, other, screen):  # whatever the language of the page
        sizes = letters_by_class(one)
        assert len(sizes) > 1
        assert all(len(found) == 1 for found in sizes.values())
    assert moment(phone, other) + findings(screen) == []
    phone.page.click("sawt-word-cloud > button")
    phone.sees("sawt-word-cloud .results", "أمل")
    assert phone.page.locator("sawt-word-cloud td", has_text="١").count() == 0
    picture("7-table")
    assert moment(phone, moderator) == []
    phone.page.locator("sawt-word-cloud .read-aloud").click()
    phone.page.wait_for_function("() => heard.length > 2")
    heard = phone.page.evaluate("() => heard")
    assert ["ar", "أمل"] in heard
    assert ["en", "hope"] in heard, "each in the voice of its language"

    # Any word is taken out, on the wall and on every phone; it comes back to its place.
    chip = moderator.page.locator(".cloud-chip").first
    letters = chip.locator("bdi").inner_text()
    chip.locator(".chip-out").click()
    screen.page.locator(".cloud-word", has_text=letters).wait_for(state="detached")
    phone.page.locator("sawt-word-cloud tr", has_text=letters).wait_for(state="detached")
    moderator.press("put-back")
    screen.sees(".cloud-word", letters)
    assert places(screen)[letters] == after[letters]
    screen.open("/screen?lang=ar")
    screen.sees(".cloud-word", letters)
    assert findings(screen) == []
    picture("8-cloud-ar")


def says(one: Window, word: str) -> None:
    one.page.fill("#word-0", word)
    one.page.click(".words-form .button-main")
    one.sees(".words-sent")


def reads(facilitator: Window) -> None:
    """What has just come up takes no key for a moment."""
    facilitator.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()


def decides(facilitator: Window, key: str) -> None:
    reads(facilitator)
    facilitator.page.keyboard.press(key)
    facilitator.page.wait_for_timeout(300)


def reads_all(facilitator: Window) -> None:
    """Until nothing waits: the last card may still lie there a moment after its key."""
    while facilitator.page.locator(".desk-keys").count():
        if facilitator.page.locator(".desk-keys button:not([aria-disabled])").count():
            facilitator.page.keyboard.press("c")
        facilitator.page.wait_for_timeout(1000)


def places(one: Window) -> dict[str, list[str]]:
    """Where each word stands."""
    found: dict[str, list[str]] = one.page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('.cloud-word')].map((word) =>"
        " [word.textContent, ['x', 'y', 'class'].map((name) => word.getAttribute(name))]))"
    )
    return found


def letters_by_class(one: Window) -> dict[str, set[str]]:
    """How large the letters of the words of each size are."""
    found: dict[str, set[str]] = {}
    for word in one.page.locator(".cloud-word").all():
        size = word.evaluate("(word) => getComputedStyle(word).fontSize")
        found.setdefault(word.get_attribute("class") or "", set()).add(size)
    return found


def smallest_letters(one: Window) -> float:
    sizes: list[float] = one.page.evaluate(
        "() => [...document.querySelectorAll('.cloud-word')].map((word) =>"
        " parseFloat(getComputedStyle(word).fontSize))"
    )
    return min(sizes)


def test_words_go_out_when_the_wifi_is_back_and_are_taken_back(
    hall: Hall, window: OpenWindow
) -> None:
    """The poll of the story before is over; another one, on a phone that loses its network."""
    phone = window("phone", PHONE, "en")
    moderator = window("moderator", TABLET, "en")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    moderator.act("seat")
    moderator.sees('[data-press="act"]', "Next:")
    moderator.press("asking")
    moderator.press("instant-word")
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=en")
    phone.sees("#word-0")
    phone.context.set_offline(True)
    phone.page.wait_for_timeout(500)
    phone.page.fill("#word-0", "wind")
    phone.page.click(".words-form .button-main")
    phone.sees(".saved", "Kept on this device")
    phone.context.set_offline(False)
    phone.sees(".words-sent")
    moderator.sees(".count", "1 of")
    phone.page.reload()
    phone.sees(".words-sent", "You can change them")
    phone.press("back")
    phone.sees("#word-0")
    moderator.sees(".count", "0 of")


def test_words_are_sent_without_a_script(hall: Hall, window: OpenWindow) -> None:
    phone = window("plain", PHONE, "ar", java_script_enabled=False)
    phone.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    phone.page.fill("#plain-word-0", "مطر")
    phone.picture(PICTURES, "9-plain")
    phone.page.click("#plain-words .button-main")
    phone.sees(".code")
