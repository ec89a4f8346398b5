"""Somebody who has two keys of a switch, and never touches the glass."""

from __future__ import annotations

import time
from functools import cache
from gettext import GNUTranslations

from playwright.sync_api import expect

from tests.browser.conftest import ARRIVES_MS, BIG_BUTTON, BIG_BUTTON_SAYS, Window
from tests.running import ROOT

# What the sentence below the big button says before each act that has no way back.
FINAL = {
    "Begin: go live": "After this the hall follows you. You can pause at any time.",
    "Open the show of hands": "After this every phone can answer. You can still take it away.",
    "Close the show of hands": "After this nobody can answer or change a choice.",
    "Show the result": "After this the hall has seen it.",
    "Close the session": "After this no answers and no new questions come in.",
}
# Whether this is what the keys have come to; and, where they have come to something that no ring
# around it shows, or that lies under something else, what that is.
COME_TO = """(found) => {
  const one = document.activeElement;
  const isRinged = (each) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(each);
    return outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
  };
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, Math.min((Math.max(top, 0) + bottom) / 2, innerHeight - 1)];
  const above = document.elementFromPoint(x, y);
  const isSeen = one === document.body
    || [one, ...(one.parentElement?.children ?? [])].some(isRinged)
    && (!above || above.closest("label, body > *, main > *")?.contains(one));
  return [one.matches(found), isSeen ? "" : one.outerHTML.slice(0, 120)];
}"""


class Seat:
    """Somebody who has two keys: one goes on to the next thing, the other presses it."""

    def __init__(self, window: Window, lang: str) -> None:
        self.window, self.lang = window, lang
        self.unseen: set[str] = set()

    def says(self, sentence: str) -> str:
        return said_in(self.lang).gettext(sentence) if sentence else ""

    def hears(self, sentence: str) -> str:
        """The form of it for one."""
        return said_in(self.lang).ngettext(sentence, "", 1).replace("{n}", "1")

    def reach(self, selector: str) -> None:
        assert self.goes_to(selector), f"no way to {selector} by keyboard"

    def goes_to(self, selector: str) -> bool:
        """Whether Tab alone leads there. What can't be seen on the way is remembered."""
        for _ in range(120):
            is_there, unseen = self.window.page.evaluate(COME_TO, selector)
            if unseen:
                # What arrived meanwhile may have pushed it out of sight: whoever comes to it again
                # sees it, or nobody does.
                self.window.page.keyboard.press("Shift+Tab")
                self.window.page.keyboard.press("Tab")
                is_there, unseen = self.window.page.evaluate(COME_TO, selector)
            self.unseen |= {unseen} - {""}
            if is_there:
                return True
            self.window.page.keyboard.press("Tab")
        return False

    def presses(self, selector: str) -> None:
        self.window.sees(selector)
        self.reach(selector)
        self.window.page.keyboard.press("Enter")

    def types(self, selector: str, words: str) -> None:
        self.reach(selector)
        self.window.page.keyboard.type(words)

    def press(self, key: str) -> None:
        """The first button of this kind; the keys of lists begin with their act."""
        self.presses(f':is([data-press="{key}"], [data-press^="{key}-"]):not([aria-disabled])')

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
            is_there = self.goes_to(BIG_BUTTON)  # unless it has gone meanwhile
            if is_there and self.window.page.evaluate(BIG_BUTTON_SAYS, BIG_BUTTON) == said:
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
