"""A poll of each kind, from the page on which an adult writes it to the wall: asked by a child in
English, answered by fingers in Arabic and English, shown in both languages at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.browser.axe import moment
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

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "poll-kinds"
ANSWERS = (
    {"ar": "مكان هادئ", "en": "A quiet place", "fr": "Un endroit calme"},
    {"ar": "شخص يصغي", "en": "Someone who listens", "fr": "Quelqu’un qui écoute"},
    {"ar": "وقت للعب", "en": "Time to play", "fr": "Du temps pour jouer"},
    {"ar": "كتب بلغتي", "en": "Books in my language", "fr": "Des livres dans ma langue"},
    {"ar": "أصدقاء", "en": "Friends", "fr": "Des amis"},
)


@dataclass(frozen=True)
class Asked:
    """A kind, what else is told on its page, and how a finger answers."""

    kind: str
    title: dict[str, str]
    answer: Callable[[Window], None]
    many: int = 3
    told: tuple[tuple[str, str], ...] = ()
    rows: int = 3


def taps(*places: int, button: str = ".choice", sends: bool = False) -> Callable[[Window], None]:
    def answer(phone: Window) -> None:
        for place in places:
            phone.page.locator(button).nth(place).click()
        if sends:
            phone.page.locator('.send-choice:not([aria-disabled="true"])').click()

    return answer


def shares(phone: Window) -> None:
    """Three points for the first answer and one for the second."""
    for row, times in ((0, 3), (1, 1)):
        for _ in range(times):
            phone.page.locator(".share-row").nth(row).locator(".step").last.click()
    phone.page.locator('.send-choice:not([aria-disabled="true"])').click()


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


def test_each_kind_goes_from_the_builder_to_the_wall(hall: Hall, window: OpenWindow) -> None:
    phone, other = window("phone-ar", PHONE, "ar"), window("phone-en", PHONE, "en")
    delegate = window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator = window("facilitator-en", LAPTOP, "en")
    screen = window("screen", WALL, "en")
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    facilitator.page.goto(facilitator.page.url.partition("?")[0] + "?lang=en")
    other.open(f"/join/{hall.session('trial')['room_code']}?lang=en")
    for asked in KINDS:
        is_written(facilitator, asked)
    facilitator.picture(PICTURES, "list")

    the_session_goes_live(moderator, "Open the vote")
    still = {asked.title["ar"]: asked for asked in KINDS}
    while still:
        moderator.act("Open the vote")
        moderator.sees('[data-press="act"]', "Close the vote")
        phone.sees(".choices, .share-row")
        asked = still.pop(phone.page.locator(".poll-title").inner_text())
        for one, lang in ((phone, "ar"), (other, "en")):
            one.sees(".poll-title", asked.title[lang])
            if one is phone:
                one.picture(PICTURES, f"{asked.kind}-1-asked")
            assert moment(one) == [], asked.kind
            asked.answer(one)
        assert moment(phone, other) == [], asked.kind
        moderator.sees(".count", "2 of")
        assert screen.page.locator(".bar").count() == 0
        screen.picture(PICTURES, f"{asked.kind}-2-open")
        moderator.act("Close the vote")
        moderator.act("Show the result")
        moderator.act("Show it anyway")
        for lang in ("ar", "en"):
            screen.sees(".wall", asked.title[lang])
        screen.page.wait_for_function(
            "many => document.querySelectorAll('.wall .bar').length >= many", arg=asked.rows
        )
        phone.sees("sawt-poll .bar")
        for one in (screen, phone):
            one.page.wait_for_timeout(1_000)  # the tiles have flowed into the bars
            one.picture(PICTURES, f"{asked.kind}-3-shown")
        assert moment(phone, other) == [], asked.kind


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
