"""A whole session without touching the glass: two keys of a switch do for the tablet and the phone,
and whatever can't be undone says so before it is pressed."""

from __future__ import annotations

import time
from functools import cache
from gettext import GNUTranslations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import (
    ARRIVES_MS,
    ARTEFACTS,
    BIG_BUTTON,
    BIG_BUTTON_SAYS,
    PHONE,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.running import ROOT

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "by-keyboard"
QUESTION = {"en": "Who answers at night?", "ar": "من يرد في الليل؟"}
# What the sentence below the big button says before each act that has no way back.
FINAL = {
    "Begin: go live": "After this the hall follows you. You can pause at any time.",
    "Open the vote": "After this every phone can vote. You can still take the vote away.",
    "Close the vote": "After this nobody can vote or change a choice.",
    "Show the result": "After this the hall has seen it.",
    "Close the session": "After this no votes and no new questions come in.",
}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_child_leads_a_whole_session_by_two_keys(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    begin_the_story_again(window)
    lina = window("lina", WIDE_TABLET, lang)
    lina.sign_in(hall.person("facilitator:trial"), lang)
    lina.open("/sessions/trial/assist")
    noor, phone = (
        Seat(window("noor", WIDE_TABLET, lang), lang),
        Seat(window("phone", PHONE, lang), lang),
    )
    noor.window.sign_in(hall.person("moderator:trial"), lang)
    noor.window.open("/sessions/trial/moderate")
    phone.window.open(f"/join/{hall.session('trial')['room_code']}?lang={lang}")

    noor.act("Take the moderator's seat")
    noor.act("Begin: go live")
    noor.act_until("Open the vote")
    noor.window.picture(PICTURES, f"1-before-the-vote-{lang}")
    noor.act("Open the vote")
    phone.reach(".choice")
    phone.window.page.keyboard.press("ArrowDown")
    phone.window.page.keyboard.press("Enter")
    phone.window.sees('.choice[aria-checked="true"]')
    noor.window.sees(".count")
    noor.act("Close the vote")
    noor.act("Show the result")
    noor.act("Show it anyway")
    phone.window.sees("sawt-bars, .bars")

    a_hand_is_called(noor, phone)
    a_question_comes_on_stage(noor, phone, lina)
    noor.act_until("Close the session")
    noor.act("Close the session")
    noor.window.sees("sawt-what-now", noor.says("The session is closed. Thank you for leading it!"))


def begin_the_story_again(window: OpenWindow) -> None:
    guide = window("guide", WIDE_TABLET, "en")
    guide.open("/try")
    guide.page.get_by_role("button", name="Begin the story again").click()
    guide.page.wait_for_load_state()


def a_hand_is_called(noor: Seat, phone: Seat) -> None:
    """Raised, called, the clock begun and ended; a tap too many is undone by the same two keys."""
    phone.press("hand")
    phone.press("raise-speak")
    phone.window.sees(".hand-up")
    noor.press("call")
    phone.window.sees(".called")
    noor.press("undo")
    phone.window.sees(".hand-up")
    noor.press("call")
    noor.press("start_turn")
    phone.window.sees(".hand-speaks")
    noor.press("end_turn")
    phone.window.page.locator(".hand-speaks").wait_for(state="detached")


def a_question_comes_on_stage(noor: Seat, phone: Seat, lina: Window) -> None:
    phone.reach("#question-text")
    phone.window.page.keyboard.type(QUESTION[phone.lang])
    phone.reach(".ask .button-main")
    phone.window.page.keyboard.press("Enter")
    lina.sees(".desk-now", QUESTION[phone.lang])
    lina.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()
    lina.page.keyboard.press("c")
    noor.press("put_on_stage")
    phone.window.sees("sawt-stage, .on-stage", QUESTION[phone.lang])
    noor.press("answered")
    phone.window.sees('.mine-question[data-state="answered"]')


class Seat:
    """Somebody who has two keys: one goes on to the next thing, the other presses it."""

    def __init__(self, window: Window, lang: str) -> None:
        self.window, self.lang = window, lang

    def says(self, sentence: str) -> str:
        return said_in(self.lang).gettext(sentence) if sentence else ""

    def reach(self, selector: str) -> None:
        """Tab alone leads there, and one sees where one is."""
        page = self.window.page
        for _ in range(120):
            if page.evaluate("(found) => document.activeElement?.matches(found)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"no way to {selector} by keyboard")

    def press(self, key: str) -> None:
        """The first button of this kind; the keys of lists begin with their act."""
        button = f':is([data-press="{key}"], [data-press^="{key}-"]):not([aria-disabled])'
        self.window.sees(button)
        self.reach(button)
        self.window.page.keyboard.press("Enter")

    def act(self, words: str = "") -> None:
        """The big button, which says what it does, and what does not come back. A tap that comes
        within 600 ms of a change falls; she presses again."""
        button = self.window.page.locator(f"{BIG_BUTTON}:not([aria-disabled])")
        expect(button).to_contain_text(self.says(words).partition("{")[0], timeout=ARRIVES_MS)
        if words in FINAL:
            hint = button.locator("xpath=..").locator(".hint")
            expect(hint).to_have_text(self.says(FINAL[words]))
        self.press_while_it_says(button.inner_text())

    def press_while_it_says(self, said: str) -> None:
        """Until it says something else, and never what it says then."""
        until = time.monotonic() + ARRIVES_MS / 1000
        while self.window.page.evaluate(BIG_BUTTON_SAYS, BIG_BUTTON) == said:
            assert time.monotonic() < until, f"the big button took no key: {said}"
            self.reach(BIG_BUTTON)
            if self.window.page.evaluate(BIG_BUTTON_SAYS, BIG_BUTTON) == said:
                self.window.page.keyboard.press("Enter")
            self.window.page.wait_for_timeout(200)

    def act_until(self, words: str) -> None:
        """The big button, whatever it says, until it says this."""
        button = self.window.page.locator(f"{BIG_BUTTON}:not([aria-disabled])")
        button.wait_for()
        while self.says(words) not in (said := button.inner_text()):
            self.press_while_it_says(said)
            button.wait_for()


@cache
def said_in(lang: str) -> GNUTranslations:
    """The translations as the project ships them."""
    folder = ROOT / "participation" / "translations" / lang / "LC_MESSAGES"
    with (folder / "messages.mo").open("rb") as file:
        return GNUTranslations(file)
