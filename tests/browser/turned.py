"""The page of a window once more, in a language that is read from the other side."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from playwright.sync_api import Error, Page

LANGUAGE_COOKIE = "sawt_lang"
COMES_WITHIN_MS = 15_000
# Until what is live has come and nothing moves any more.
STANDS_AFTER_MS = 3_000
# The seat that this tab holds; and what somebody has opened, by its place on the page: both
# languages have the same parts.
OPENED = """() => ({
  seat: Object.entries(sessionStorage).filter(([key]) => key.startsWith("sawt-seat-")),
  folds: [...document.querySelectorAll("details")].map((fold) => fold.open),
  presses: [...document.querySelectorAll('[data-press][aria-expanded="true"]')]
    .map((button) => button.dataset.press),
  down: scrollY,
})"""
SIT_DOWN = "for (const [key, epoch] of {seat}) sessionStorage.setItem(key, epoch);"
OPEN = """({ folds, presses, down }) => {
  for (const press of presses) {
    document.querySelector(`[data-press="${press}"][aria-expanded="false"]`)?.click();
  }
  const here = document.querySelectorAll("details");
  here.forEach((fold, at) => { fold.open = folds[at] ?? fold.open; });
  scrollTo(0, down);
}"""


def take_turned(page: Page, folder: Path, name: str) -> None:
    """A picture of the same page in Arabic, or of an Arabic one in English; the page itself stays
    as it is. None where there is no network, without which nobody opens a page."""
    lang = "en" if page.evaluate("document.documentElement.lang") == "ar" else "ar"
    opened, spoken = page.evaluate(OPENED), _language_of(page)
    tab = page.context.new_page()
    try:
        tab.add_init_script(SIT_DOWN.format(seat=json.dumps(opened["seat"])))
        tab.set_viewport_size(page.viewport_size or {"width": 360, "height": 740})
        tab.goto(_in_language(page.url, lang), timeout=COMES_WITHIN_MS)
        tab.wait_for_timeout(STANDS_AFTER_MS)
        tab.evaluate(OPEN, opened)
        tab.wait_for_timeout(STANDS_AFTER_MS / 4)
        tab.screenshot(path=folder / f"{name}-turned-{lang}.png")
    except Error as problem:
        if "net::ERR_" not in problem.message:
            raise
    finally:
        tab.close()
        page.context.clear_cookies(name=LANGUAGE_COOKIE)
        if spoken is not None:
            page.context.add_cookies([{"name": LANGUAGE_COOKIE, "value": spoken, "url": page.url}])


def _in_language(address: str, lang: str) -> str:
    parts = urlsplit(address)
    asked = [(name, value) for name, value in parse_qsl(parts.query) if name != "lang"]
    return urlunsplit(parts._replace(query=urlencode([*asked, ("lang", lang)])))


def _language_of(page: Page) -> str | None:
    """The one that this browser keeps."""
    kept = {one["name"]: one["value"] for one in page.context.cookies(page.url)}
    return kept.get(LANGUAGE_COOKIE)
