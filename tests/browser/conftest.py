"""Real browsers: several windows of one Chromium, each a person of its own."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.turned import take_turned
from tests.running import ROOT, Server, running

# A limit of the product is tested as an event that arrives without a reload; the bench measures it.
ARRIVES_MS = 15_000
ARTEFACTS = ROOT / "tests" / "artefacts"
FAILED = pytest.StashKey[bool]()
# What the moderator does next; while it sends it says so.
BIG_BUTTON = '[data-press="act"]'
BIG_BUTTON_SAYS = "(button) => document.querySelector(button)?.innerText ?? null"
# Taps it where it lies uncovered and says this: in one turn of the page, so that on a slow machine
# no tap can come late and meet the act after.
BIG_BUTTON_TAPPED = """([selector, said]) => {
  const button = document.querySelector(selector);
  if (button?.innerText !== said || button.ariaDisabled === "true") return;
  button.scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = button.getBoundingClientRect();
  const [across, down] = [x + width / 2, y + height / 2];
  if (button.contains(document.elementFromPoint(across, down))) button.click();
}"""
# quality.md, "For people": from the back of a hall body text of 1/25 of the height is read; and
# what reaches beyond its place is cut.
LAST_ROW_MISSES = """() => {
  const wall = document.querySelector(".wall");
  const { top, bottom } = wall.querySelector(".wall-main").getBoundingClientRect();
  const texts = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
  const missed = [];
  while (texts.nextNode()) {
    const { data, parentElement: one } = texts.currentNode;
    const [box] = one.getClientRects();
    if (!data.trim() || !box || one.closest(".visually-hidden")) continue;
    const isSmall = parseFloat(getComputedStyle(one).fontSize) < innerHeight / 25;
    const isCut = one.closest(".wall-main") && (box.top < top - 1 || box.bottom > bottom + 1);
    if (isSmall || isCut) missed.push(data.trim());
  }
  return missed;
}"""
# An adult's page rests after a minute without a touch; in a story somebody sits before each.
SOMEBODY_IS_THERE = """
  setInterval(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" })), 20000);
"""
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 820, "height": 1180}
WIDE_TABLET = {"width": 1180, "height": 820}
LAPTOP = {"width": 1366, "height": 768}
WALL = {"width": 1920, "height": 1080}


@dataclass
class Hall:
    """A running demonstration conference."""

    server: Server
    told: dict[str, Any]

    def person(self, role: str, but: tuple[str, ...] = ()) -> dict[str, Any]:
        """The first person with this role, `"moderator:trial"` or event-wide `"facilitator"`."""
        return next(
            person
            for person in self.told["people"]
            if role in person["roles"] and person["name"] not in but
        )

    def named(self, name: str) -> dict[str, Any]:
        return next(person for person in self.told["people"] if person["name"] == name)

    def session(self, slug: str) -> dict[str, Any]:
        return next(session for session in self.told["sessions"] if session["slug"] == slug)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The demonstration conference on SQLite, served by a process of its own."""
    folder = tmp_path_factory.mktemp("hall")
    server = Server(f"sqlite:///{folder / 'sawt.sqlite3'}", folder)
    told = server.demonstration()
    with running(server):
        yield Hall(server, told)
    assert server.tracebacks() == ""


class Window:
    """One person's browser window, with pictures of its steps; where they are wanted in both
    directions, each page is taken in the other one too."""

    def __init__(
        self, context: BrowserContext, url: str, name: str, *, is_turned: bool = False
    ) -> None:
        self.name = name
        self._is_turned = is_turned
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(ARRIVES_MS)
        self.problems: list[str] = []
        self._url = url
        self._steps = itertools.count(1)
        self.page.on("pageerror", lambda problem: self.problems.append(str(problem)))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        # A network that was cut on purpose is said in the console too; it is no mistake of ours.
        cut = "ERR_|WebSocket|Failed to load|when fetching the script"
        if message.type == "error" and not re.search(cut, message.text):
            self.problems.append(message.text)

    def open(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self._url + path)

    def press(self, key: str) -> None:
        """Press the button with this key; keys of lists begin with their act."""
        self.page.locator(f'[data-press="{key}"], [data-press^="{key}-"]').first.click()

    def act(self, says: str = "") -> None:
        """Press the big button that says this."""
        press_big_button(self.page, says)

    def act_until(self, says: str) -> None:
        """Press the big button, whatever it says, until it says this."""
        button = self.page.locator(f"{BIG_BUTTON}:not([aria-disabled])")
        button.wait_for()
        while says not in (said := button.inner_text()):
            tap_while_it_says(self.page, said)
            button.wait_for()

    def sees(self, selector: str, text: str | None = None) -> None:
        """Wait until this is there, without a reload."""
        found = self.page.locator(selector)
        (found.filter(has_text=text) if text is not None else found).first.wait_for()

    def does_not_see(self, text: str) -> None:
        assert text not in self.page.content()

    def sign_in(self, person: dict[str, Any], lang: str) -> None:
        self.open(re.sub(r"^http://[^/]+", self._url, person["sign_in"]) + f"?lang={lang}")
        self.page.fill("input[name=secret]", person["secret"])
        self.page.press("input[name=secret]", "Enter")
        self.page.wait_for_url(lambda url: "/badge" not in url)

    def _has_help_at_its_foot(self) -> None:
        """Whatever a wall shows, where to go and whom to call stand whole at its foot."""
        if self.page.locator('body.wall-page .wall:not([data-layout="pairing"])').count() == 0:
            return
        box, size = self.page.locator(".wall-help").bounding_box(), self.page.viewport_size
        assert box is not None
        assert size is not None
        assert box["y"] + box["height"] <= size["height"] + 1, self.name

    def is_read_from_the_last_row(self) -> None:
        """All that this wall says."""
        assert self.page.evaluate(LAST_ROW_MISSES) == [], self.name

    def picture(self, folder: Path, step: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._has_help_at_its_foot()
        self.page.wait_for_timeout(350)  # motion ends within 250 ms; a still picture shows its end
        self.page.screenshot(path=folder / f"{step}-{self.name}.png")
        if self._is_turned:
            take_turned(self.page, folder, f"{step}-{self.name}")


OpenWindow = Callable[..., Window]


def press_big_button(page: Page, says: str = "") -> str:
    """Press the tablet's big button that says this until it has taken the tap. What it said."""
    button = page.locator(f"{BIG_BUTTON}:not([aria-disabled])", has_text=says)
    button.wait_for()
    said = button.inner_text()
    tap_while_it_says(page, said)
    return said.strip()


def tap_while_it_says(page: Page, said: str) -> None:
    """Tap the tablet's big button until it says something else, and never what it says then.

    A tap within 600 ms of a change was meant for the act before, and the tablet lets it fall:
    whoever stands there taps again.
    """
    until = time.monotonic() + ARRIVES_MS / 1000
    while page.evaluate(BIG_BUTTON_SAYS, BIG_BUTTON) == said:
        assert time.monotonic() < until, f"the big button took no tap: {said}"
        page.evaluate(BIG_BUTTON_TAPPED, [BIG_BUTTON, said])
        page.wait_for_timeout(100)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets the window fixture know that the test failed, so that it takes pictures."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def window(chromium: Browser, hall: Hall, request: pytest.FixtureRequest) -> Iterator[OpenWindow]:
    """Opens windows; every one is closed, and none may have thrown a script error."""
    opened: list[Window] = []
    is_turned = request.config.getoption("pictures")

    def open_window(name: str, size: dict[str, int], locale: str = "en", **options: Any) -> Window:
        options.setdefault("ignore_https_errors", True)  # a certificate made for this test alone
        left_alone = options.pop("left_alone", False)
        context = chromium.new_context(viewport=size, locale=locale, **options)  # type: ignore[arg-type]
        if not left_alone:
            context.add_init_script(SOMEBODY_IS_THERE)
        opened.append(Window(context, hall.server.url, name, is_turned=is_turned))
        return opened[-1]

    yield open_window
    problems = {one.name: one.problems for one in opened if one.problems}
    if request.node.stash.get(FAILED, False):
        for one in opened:
            one.picture(ARTEFACTS / "failed", request.node.name)
    for one in opened:
        one.context.close()
    assert problems == {}
