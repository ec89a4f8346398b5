"""A poll of each kind, from the page on which an adult writes it to the wall: asked by a child in
English, answered by fingers in Arabic and by keys in English, shown in both languages at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator

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
from tests.browser.test_story import sign_everybody_in, the_session_goes_live
from tests.browser.test_words import reads_all

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "poll-kinds"
ANSWERS = (
    {"ar": "مكان هادئ", "en": "A quiet place", "fr": "Un endroit calme"},
    {"ar": "شخص يصغي", "en": "Someone who listens", "fr": "Quelqu’un qui écoute"},
    {"ar": "وقت للعب", "en": "Time to play", "fr": "Du temps pour jouer"},
    {"ar": "كتب بلغتي", "en": "Books in my language", "fr": "Des livres dans ma langue"},
    {"ar": "أصدقاء", "en": "Friends", "fr": "Des amis"},
)


Touch = Callable[[Locator], None]


def by_finger(target: Locator) -> None:
    target.click()


def by_key(target: Locator) -> None:
    """The tab key leads there, inside a group of choices the arrows; Enter presses."""
    keys = target.page.keyboard
    for _ in range(80):
        if target.evaluate("one => one === document.activeElement"):
            keys.press("Enter")
            return
        is_beside = target.evaluate(
            "one => Boolean(one.closest('[role=radiogroup]')?.contains(document.activeElement))"
        )
        keys.press("ArrowDown" if is_beside else "Tab")
    raise AssertionError(f"no way to {target} by keyboard")


@dataclass(frozen=True)
class Asked:
    """A kind, what else is told on its page, and how it is answered."""

    kind: str
    title: dict[str, str]
    answer: Callable[[Window, Touch], None]
    many: int = 3
    told: tuple[tuple[str, str], ...] = ()
    rows: int = 3


def taps(
    *places: int, button: str = ".choice", sends: bool = False
) -> Callable[[Window, Touch], None]:
    def answer(phone: Window, touch: Touch) -> None:
        for place in places:
            touch(phone.page.locator(button).nth(place))
        if sends:
            touch(phone.page.locator('.send-choice:not([aria-disabled="true"])'))

    return answer


def shares(phone: Window, touch: Touch) -> None:
    """Three points for the first answer and one for the second."""
    for row, times in ((0, 3), (1, 1)):
        for _ in range(times):
            touch(phone.page.locator(".share-row").nth(row).locator(".step").last)
    touch(phone.page.locator('.send-choice:not([aria-disabled="true"])'))


def says_a_word(phone: Window, touch: Touch) -> None:
    phone.page.fill("#word-0", SAID[phone.page.evaluate("document.documentElement.lang")])
    touch(phone.page.locator(".words-form .button-main"))


def title(ar: str, en: str, fr: str) -> dict[str, str]:
    return {"ar": ar, "en": en, "fr": fr}


KINDS = (
    Asked("single", title("ما الأهم لكم؟", "What matters most?", "Le plus important ?"), taps(1)),
    Asked(
        "multiple",
        title("أي اثنين تختارون؟", "Which two do you choose?", "Lesquels choisissez-vous ?"),
        taps(0, 2, sends=True),
        told=(("least", "1"), ("most", "2")),
    ),
    Asked(
        "yes_no_abstain",
        title("هل نبدأ غدًا؟", "Shall we begin tomorrow?", "On commence demain ?"),
        taps(0),
        many=0,
    ),
    Asked(
        "scale",
        title("كيف كان هذا اليوم؟", "How was this day?", "Comment était cette journée ?"),
        taps(0),
        many=5,
        told=(("faces", ""),),
        rows=5,
    ),
    Asked(
        "scale",
        title("هل سُمِع صوتكم؟", "Were you heard?", "Vous a-t-on entendus ?"),
        taps(2),
    ),
    Asked(
        "ranking",
        title("ما ترتيبكم؟", "What is your order?", "Quel est votre ordre ?"),
        taps(2, 0, 1, button=".rank-choice", sends=True),
    ),
    Asked(
        "points",
        title("لمن نقاطكم؟", "Where do your points go?", "Où vont vos points ?"),
        shares,
        told=(("points", "4"),),
    ),
)
WORDS = Asked(
    "words",
    title("بكلمة: ماذا تحتاجون؟", "In a word: what do you need?", "En un mot : de quoi ?"),
    says_a_word,
    many=0,
    told=(("most", "2"),),
)
SAID = {"ar": "أمان", "en": "courage"}


def test_each_kind_goes_from_the_builder_to_the_wall(hall: Hall, window: OpenWindow) -> None:
    phone, other = window("phone-ar", PHONE, "ar"), window("phone-en", PHONE, "en")
    delegate = window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator = window("facilitator-en", LAPTOP, "en")
    screen = window("screen", WALL, "en")
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    facilitator.page.goto(facilitator.page.url.partition("?")[0] + "?lang=en")
    other.open(f"/join/{hall.session('trial')['room_code']}?lang=en")
    for asked in (*KINDS, WORDS):
        is_written(facilitator, asked)
    facilitator.picture(PICTURES, "list")

    the_session_goes_live(moderator, "Open the show of hands")
    still = {asked.title["ar"]: asked for asked in KINDS}
    while still:
        moderator.act("Open the show of hands")
        moderator.sees('[data-press="act"]', "Close the show of hands")
        phone.sees(".choices, .share-row")
        # What whoever has two phones could answer twice is called a show of hands, never a vote.
        phone.sees("sawt-poll .stage-kind", "رفع أيدٍ بالهواتف")
        screen.sees(".wall-kind", "Show of hands")
        asked = still.pop(phone.page.locator(".poll-title").inner_text())
        for one, lang, touch in ((phone, "ar", by_finger), (other, "en", by_key)):
            one.sees(".poll-title", asked.title[lang])
            if one is phone:
                one.picture(PICTURES, f"{asked.kind}-1-asked")
            assert moment(one) == [], asked.kind
            asked.answer(one, touch)
        assert moment(phone) == [], asked.kind
        moderator.sees(".count", "2 of")
        assert screen.page.locator(".bar").count() == 0
        screen.picture(PICTURES, f"{asked.kind}-2-open")
        assert findings(screen) == [], asked.kind
        moderator.act("Close the show of hands")
        moderator.act("Show the result")
        moderator.act("Show it anyway")
        for lang in ("ar", "en"):
            screen.sees(".wall", asked.title[lang])
        screen.page.wait_for_function(
            "many => document.querySelectorAll('.wall .bar').length >= many", arg=asked.rows
        )
        phone.sees("sawt-poll .bar")
        screen.page.wait_for_timeout(1_000)  # the tiles have flowed into the bars
        for one in (screen, phone):
            one.picture(PICTURES, f"{asked.kind}-3-shown")
        screen.is_read_from_the_last_row()
        assert moment(other) + findings(screen) == [], asked.kind
    own_words_become_a_cloud(moderator, facilitator, phone, other, screen)


def own_words_become_a_cloud(
    moderator: Window, facilitator: Window, phone: Window, other: Window, screen: Window
) -> None:
    """The prepared kind that has no answers to choose from: whoever answers brings them."""
    moderator.act("Ask for words")
    facilitator.open("/sessions/trial/assist?lang=en")
    for one, lang, touch in ((phone, "ar", by_finger), (other, "en", by_key)):
        one.sees(".poll-title", WORDS.title[lang])
        assert moment(one) == []
        WORDS.answer(one, touch)
        one.sees(".words-sent")
    for lang in ("ar", "en"):
        screen.sees(".wall", WORDS.title[lang])
    moderator.sees(".count", "2 of")
    facilitator.sees(".desk-keys")
    reads_all(facilitator)
    assert screen.page.locator(".cloud-word").count() == 0
    moderator.act("Stop asking for words")
    moderator.act("Show the cloud")
    moderator.act("Show it anyway")
    for word in SAID.values():
        screen.sees(".cloud-word", word)
        phone.sees(".cloud-word", word)
    for one in (screen, phone):
        one.picture(PICTURES, "words-3-shown")
    assert moment(phone, other) + findings(screen) == []


def is_written(facilitator: Window, asked: Asked) -> None:
    """Kept in two languages first, the page says what is missing; then whole, and ready."""
    page = facilitator.page
    facilitator.open("/sessions/trial/polls")
    page.click(f"a[href$='/polls/new/{asked.kind}']")
    for lang in ("ar", "en"):
        page.fill(f"#title-{lang}", asked.title[lang])
    page.select_option("#item", index=1)
    page.click("button[value=save]")
    facilitator.sees(".lacking")
    page.fill("#title-fr", asked.title["fr"])
    for row, words in enumerate(ANSWERS[: asked.many], 1):
        for lang, text in words.items():
            page.fill(f"#option-{row}-{lang}", text)
    for name, value in asked.told:
        if value:
            page.fill(f"input[name={name}]", value)
        else:
            page.check(f"input[name={name}]")
    page.click("button[value=ready]")
    facilitator.sees(".poll-state[data-state=ready]")
