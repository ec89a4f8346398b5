"""axe-core finds nothing: every page, in three languages, on a phone, a tablet and a wall.

What only stands on a page for a while is looked at where it is made: polls of every kind in
test_poll_kinds, speaking in test_speaking, the quiet line and what is chosen for the wall in
test_whisper.
"""

from __future__ import annotations

import pytest

from tests.browser.axe import findings, small_targets
from tests.browser.conftest import PHONE, TABLET, WALL, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

SIZES = {"phone": PHONE, "tablet": TABLET, "wall": WALL}
LANGUAGES = ("ar", "en", "fr")
# Axe sees every page in Arabic in every size, and in the other languages where their words have
# least room or are read from farthest; whether a page scrolls is asked of all of them.
LOOKED_AT = {"phone": "fr", "tablet": "en", "wall": "en"}
# Children's pages: every target is at least 48 px (look.md, "Space").
CHILDREN = {
    "/", "/badge", "/programme", "/help", "/sessions/trial", "/papers", "/no-such-page", "/assent",
    "/me", "/devices", "/about-me", "/accesses", "/answers", "/sessions/trial/moderate",
    "/sessions/trial/moderate/practice", "/sessions/trial/reasons",
}  # fmt: skip


def check(window: Window, paths: list[str]) -> list[str]:
    """Everything found on these pages, in every language and size."""
    found = []
    for path in paths:
        sign = "&" if "?" in path else "?"
        for lang in LANGUAGES:
            window.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
            window.open(f"{path}{sign}lang={lang}")
            window.page.wait_for_load_state("load")
            window.page.wait_for_timeout(250)
            for size, view in SIZES.items():
                window.page.set_viewport_size(view)  # type: ignore[arg-type]
                window.page.keyboard.press("Shift")  # somebody is there: the page does not rest
                where = f"{path} {lang} {size}"
                if lang == "ar" or LOOKED_AT[size] == lang:
                    found += [f"{where}: {finding}" for finding in findings(window)]
                wide = window.page.evaluate(
                    "() => document.documentElement.scrollWidth > innerWidth + 1"
                )
                found += [f"{where}: scrolls sideways"] if wide else []
                if (path in CHILDREN or path.startswith("/papers/")) and size == "phone":
                    found += [f"{where}: small: {one}" for one in small_targets(window)]
    return found


def test_pages_for_everyone(window: OpenWindow) -> None:
    nobody = window("nobody", PHONE)
    paths = ["/", "/programme", "/help", "/badge", "/screen", "/try", "/no-such-page"]
    assert check(nobody, paths) == []


def test_pages_of_a_phone(hall: Hall, window: OpenWindow) -> None:
    phone = window("phone", PHONE)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    assert check(phone, ["/sessions/trial"]) == []


def test_pages_of_a_child(hall: Hall, window: OpenWindow) -> None:
    child = window("child", TABLET)
    child.sign_in(hall.person("delegate"), "en")
    child.open("/papers")
    child.page.click("form[action='/papers'] button")
    child.page.wait_for_url("**/papers/*")
    paper = "/papers/" + child.page.url.rpartition("/papers/")[2].partition("?")[0]
    pages = ["/", "/papers", paper, "/sessions/trial", "/devices", "/about-me", "/assent", "/me"]
    pages += ["/accesses", "/answers"]
    assert check(child, pages) == []


def test_pages_of_a_moderator(hall: Hall, window: OpenWindow) -> None:
    child = window("moderator", TABLET)
    child.sign_in(hall.person("moderator:trial"), "en")
    front = "/sessions/trial/moderate"
    assert check(child, [front, f"{front}/practice", "/sessions/trial/reasons"]) == []


def test_pages_of_adults(hall: Hall, window: OpenWindow) -> None:
    adult = window("facilitator", TABLET)
    adult.sign_in(hall.person("facilitator:trial"), "en")
    adult.open("/curate")
    paper = adult.page.locator("a[href*='/curate/']").first.get_attribute("href")
    assert paper is not None
    assert check(adult, ["/sessions/trial/assist", "/sessions/trial/ready"]) == []
    assert check(adult, ["/nods", "/new-pin", "/together", "/translate"]) == []
    address = paper.partition("?")[0]
    assert check(adult, ["/curate", address, f"{address}/revisions"]) == []
    polls = "/sessions/trial/polls"
    kinds = ("multiple", "scale")
    assert check(adult, [polls, *(f"{polls}/new/{kind}" for kind in kinds)]) == []
    organiser = window("organiser", TABLET)
    organiser.sign_in(hall.person("organiser"), "en")
    organiser.open("/organise")
    person = organiser.page.locator("a[href^='/organise/people/']:not([href$='/new'])").first
    address = str(person.get_attribute("href"))
    pages = ["/organise", "/organise/people/new", "/organise/cards?q=star", address]
    pages += [
        f"{address}/vault",
        f"/access/identity/{address.rpartition('/')[2]}",
        "/access?q=star",
    ]
    assert check(organiser, pages) == []


def test_pages_of_organising(hall: Hall, window: OpenWindow) -> None:
    organiser = window("organiser", TABLET)
    organiser.sign_in(hall.person("organiser"), "en")
    organiser.open("/organise/helplines")
    lines = organiser.page.locator("a[href^='/organise/helplines/']")
    addresses = {str(one.get_attribute("href")).partition("?")[0] for one in lines.all()}
    line = min(addresses - {"/organise/helplines/new"})
    pages = ["/organise/adults", "/organise/audit", "/organise/lists", "/organise/sessions"]
    pages += ["/organise/helplines", "/organise/helplines/new", line]
    pages += ["/organise/people/new", "/organise?q=nobody-like-this"]
    assert check(organiser, pages) == []


def test_pages_of_the_safety_team_and_of_who_came_along(hall: Hall, window: OpenWindow) -> None:
    lead = window("safety", TABLET)
    lead.sign_in(hall.person("safeguarding"), "en")
    assert check(lead, ["/access", "/needs", "/organise/consent", "/safety/papers"]) == []
    adult = window("accompanying", TABLET)
    adult.sign_in(hall.person("accompanying"), "en")
    assert check(adult, ["/my-children"]) == []
