"""Texts made to break pages, in a question, a name and a paper's title, on every surface: nothing
runs, nothing grows out of its place, and the words beside them keep their direction."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Dialog

from tests.browser.conftest import (
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
    sign_everybody_in,
    the_child_says_yes,
    the_session_goes_live,
)

pytestmark = pytest.mark.browser

SCRIPT = "<script>ran=1</script>"
PICTURE = "<img src=x onerror=ran=1>"
OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}turned\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT ISOLATE}"
TOWER = "Z" + "\N{COMBINING ACUTE ACCENT}" * 60
LETTERS = 2000
# What stands in each, whole or shortened, wherever it is shown.
QUESTION, TITLE, NAME = "Quarrel", "Turmoil", "Rascal"
HOSTILE = {
    "question": f"{QUESTION} {SCRIPT}{PICTURE}{OVERRIDE}{TOWER} {{length}}",
    "title": f"{TITLE} {OVERRIDE}{SCRIPT}{TOWER} {{length}}",
    "body": f"{PICTURE}{SCRIPT}\n\n{OVERRIDE}{TOWER}\n\n{{length}}",
    "name": f"{NAME} <b onclick=r()>",
}

# The order in which letters stand: for each line of text that is all of one direction and none of
# ours, whether its first letter is where reading begins.
TURNED = """(ours) => {
  const turned = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    const latin = /^[A-Za-z][A-Za-z ]+[A-Za-z]$/.test(text);
    const arabic = /^[\\u0620-\\u064a][\\u0620-\\u064a ]+[\\u0620-\\u064a]$/.test(text);
    if (!(latin || arabic) || ours.some((word) => text.includes(word))) continue;
    const place = node.parentElement;
    if (!place.checkVisibility() || place.closest('.visually-hidden')) continue;
    const at = (place) => {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      return range.getBoundingClientRect();
    };
    const start = node.data.indexOf(text[0]);
    const [first, second] = [at(start), at(start + 1)];
    if (first.width === 0 || second.width === 0 || Math.abs(first.top - second.top) > 2) continue;
    if (latin !== first.left < second.left) turned.push(text);
  }
  return turned;
}"""


def filled(which: str, longest: int) -> str:
    """The text, ended by one word that makes it as long as it may be."""
    start = HOSTILE[which].replace("{length}", "")
    return start + "W" * min(LETTERS, longest - len(start))


def broken(window: Window, *, own: bool = False) -> list[str]:
    """What is wrong on the page as it stands now, at its present size. A child's `own` paper stands
    before her as she typed it, in blocks of its own."""
    page = window.page
    told: dict[str, Any] = page.evaluate(
        """() => ({
          ran: window.ran ?? null,
          made: [...document.querySelectorAll('img[src="x"], [onclick], [onerror]')].length,
          wide: document.documentElement.scrollWidth - innerWidth,
          widest: [...document.querySelectorAll('body *')].filter((one) => {
            const { left, right } = one.getBoundingClientRect();
            return left < -1 || right > innerWidth + 1;
          }).map((one) => `${one.localName}.${one.className}`).at(-1) ?? null,
          text: document.body.innerText,
        })"""
    )
    found = []
    if told["ran"] is not None or told["made"]:
        found.append("something ran")
    if told["wide"] > 1:
        found.append(f"{told['wide']} px too wide: {told['widest']}")
    if not own and re.search("[\u202a-\u202e\u2066-\u2067]", told["text"]):
        found.append("the order of letters is overridden")
    if not own and re.search("\u0301{4}", told["text"]):
        found.append("a tower of marks stands")
    return found + [f"turned: {text}" for text in page.evaluate(TURNED, [QUESTION, TITLE, NAME])]


def everywhere(places: dict[str, tuple[Window, str, str, str]]) -> list[str]:
    """What is wrong on each surface, in Arabic and English, as narrow as a phone. Each is opened
    anew, and has to show the text."""
    found = []
    for name, (window, path, selector, text) in places.items():
        window.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        for lang in ("ar", "en"):
            window.open(f"{path}?lang={lang}")
            window.sees(selector, text)
            window.page.wait_for_timeout(400)
            own = name.startswith("author")
            found += [f"{name} {lang}: {one}" for one in broken(window, own=own)]
    return found


def test_hostile_texts_change_no_page(hall: Hall, window: OpenWindow) -> None:
    phone = window("phone-ar", PHONE, "ar")
    delegate = window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator = window("facilitator-en", LAPTOP, "en")
    screen = window("screen", WALL, "en")
    for one in (phone, delegate, moderator, facilitator, screen):
        one.page.on("dialog", partial(told_as_a_problem, one))
    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    assist = ("/sessions/trial/assist", "/sessions/trial/moderate")

    a_name_is_wished_for(delegate)
    facilitator.sees(".desk-now", NAME)
    assert everywhere({"desk, name": (facilitator, assist[0], ".desk-now", NAME)}) == []
    clear_what_waits(facilitator)
    delegate.open("/me")
    delegate.sees("body", NAME)
    assert broken(delegate) == []

    paper = a_paper_is_sent(delegate)
    it_is_selected(facilitator, paper)
    the_child_says_yes(delegate)
    facilitator.open(assist[0])
    row = facilitator.page.locator(".pin li").first
    value = row.locator("option", has_text=TITLE).get_attribute("value")
    row.locator("select").select_option(value=value)
    facilitator.press("pin")
    row.get_by_text(TITLE).first.wait_for()
    the_session_goes_live(moderator)
    moderator.act()
    screen.sees(".wall", TITLE)
    assert (
        everywhere(
            {
                "phone, paper": (phone, "/sessions/trial", "sawt-stage", TITLE),
                "author, paper": (delegate, f"/papers/{paper}", "main", TITLE),
                "curation, paper": (facilitator, f"/curate/{paper}", "main", TITLE),
                "desk, paper": (facilitator, assist[0], "sawt-run-sheet", TITLE),
                "moderator, paper": (moderator, assist[1], "main", TITLE),
                "wall, paper": (screen, "/screen", ".wall", TITLE),
            }
        )
        == []
    )
    assert NAME in screen.page.locator(".wall").inner_text()

    moderator.page.set_viewport_size(WIDE_TABLET)  # type: ignore[arg-type]
    while not phone.page.locator("#question-text").count():
        moderator.act()
        moderator.page.wait_for_timeout(800)  # until the phone has heard of it
    phone.page.fill("#question-text", filled("question", 500))
    phone.page.click(".ask .button-main")
    phone.sees(".receipt")
    facilitator.sees(".desk-now", QUESTION)
    assert (
        everywhere(
            {
                "asker, question": (phone, "/sessions/trial", "sawt-mine", QUESTION),
                "desk, question": (facilitator, assist[0], ".desk-now", QUESTION),
            }
        )
        == []
    )
    clear_what_waits(facilitator)
    moderator.sees("sawt-room-brings", QUESTION)
    assert (
        everywhere({"moderator, question": (moderator, assist[1], "sawt-room-brings", QUESTION)})
        == []
    )
    moderator.press("put_on_stage")
    screen.sees(".wall", QUESTION)
    assert (
        everywhere(
            {
                "phone, question": (phone, "/sessions/trial", "sawt-stage", QUESTION),
                "delegate, question": (delegate, "/sessions/trial", "sawt-stage", QUESTION),
                "moderator, on stage": (moderator, assist[1], "main", QUESTION),
                "wall, question": (screen, "/screen", ".wall", QUESTION),
            }
        )
        == []
    )


def told_as_a_problem(window: Window, dialog: Dialog) -> None:
    window.problems.append(f"a dialog opened: {dialog.message}")
    dialog.dismiss()


def a_name_is_wished_for(child: Window) -> None:
    child.open("/me")
    child.page.click("details:has(input[name=name]) summary")
    child.page.fill("input[name=name]", HOSTILE["name"])
    child.page.press("input[name=name]", "Enter")
    child.sees(".receipt")
    child.does_not_see(NAME)  # not on any page before an adult has read it


def clear_what_waits(facilitator: Window) -> None:
    facilitator.page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]
    facilitator.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()
    facilitator.page.keyboard.press("c")
    facilitator.page.locator(".desk-now .desk-text").wait_for(state="detached")


def a_paper_is_sent(child: Window) -> str:
    child.open("/papers")
    child.page.click("form[action='/papers'] button")
    child.page.wait_for_url("**/papers/*")
    child.page.fill(".sheet-title", filled("title", 200))
    child.page.fill(".sheet-body", filled("body", 2400))
    child.sees('.save-state[data-state="saved"]')
    child.press("submit")
    child.sees(".sheet-read")
    assert broken(child, own=True) == []
    return child.page.url.rpartition("/papers/")[2].partition("?")[0]


def it_is_selected(facilitator: Window, paper: str) -> None:
    facilitator.open(f"/curate/{paper}")
    facilitator.sees("body", TITLE)
    facilitator.page.select_option("select[name=session]", value="trial")
    facilitator.page.click("button[value=select]")
    facilitator.page.click(".curate-announce button")
    facilitator.page.wait_for_url("**/curate")
