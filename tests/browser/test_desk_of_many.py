"""The desk with two hundred papers: two curators, in Arabic and in English, who filter, take up and
decide by keys alone; each sees at once what the other has in hand, and what has left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from benchmarks import filling
from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, TABLET, Hall, OpenWindow, Window
from tests.live.listening import Guest
from tests.running import Server, running

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "desk-of-many"
PAPERS, DECIDED = 200, 10
WAITING = "/curate?group=waiting&state=submitted&written=ar&order=longest"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A demonstration to which two hundred papers of children who take part have come."""
    folder = tmp_path_factory.mktemp("hall")
    database = folder / "sawt.sqlite3"
    server = Server(f"sqlite:///{database}", folder)
    told = server.demonstration()
    with sqlite3.connect(database) as connection:
        filling.fill(connection, papers=PAPERS, questions=0)
    with running(server):
        yield Hall(server, told)
    assert server.tracebacks() == ""


def test_two_curators_read_two_hundred_papers(hall: Hall, window: OpenWindow) -> None:
    one_adult = hall.person("facilitator:trial")
    other_adult = hall.person("facilitator", but=(one_adult["name"],))
    one, other = window("curator-ar", LAPTOP, "ar"), window("curator-en", LAPTOP, "en")
    one.sign_in(one_adult, "ar")
    other.sign_in(other_adult, "en")

    one.open(WAITING)
    other.open(WAITING)
    assert DECIDED < one.page.locator(".curate-row").count() <= 25
    for each in (one, other):
        each.picture(PICTURES, "01-filtered")
        assert for_adults(each) == []
    first = one.page.locator(".curate-row").first.get_attribute("data-paper")
    taken_up_is_seen(one, other, str(first))
    decided = ten_are_decided_by_keys(one)
    assert len(set(decided)) == DECIDED
    other.sees("sawt-curation .notice", "has changed")
    other.picture(PICTURES, "02-the-other-desk")
    single_keys_can_be_turned_off(one)
    what_is_held_leaves_every_page(hall, one, other)
    it_is_read_on_each_size(one, other)
    one.open("/curate")
    one.page.click(".curate-announce button")
    one.page.locator(".curate-announce").wait_for(state="detached")


def taken_up_is_seen(one: Window, other: Window, paper: str) -> None:
    """By its key; the colleague's list says it without a reload, and whose it is."""
    one.page.keyboard.press("j")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url(f"**/curate/{paper}?**")
    press(one, "r")
    one.sees("[data-key=l]")
    other.sees(f'[data-paper="{paper}"][data-hand="colleague"] sawt-hand', "With a colleague")
    one.sees("sawt-hand", "عندي")


def ten_are_decided_by_keys(one: Window) -> list[str]:
    """Chosen with S and Enter, on to the next one with J; nothing else is touched."""
    decided = []
    for _ in range(DECIDED):
        decided.append(one.page.url.partition("/curate/")[2].partition("?")[0])
        press(one, "s")
        one.sees("button[value=look_again]")
        one.page.wait_for_load_state("networkidle")
        one.page.keyboard.press("j")
        one.page.locator(f'main:not(:has([action*="{decided[-1]}"]))').wait_for()
        one.sees("[data-key=s]")
    return decided


def single_keys_can_be_turned_off(one: Window) -> None:
    """For good, on this device: whoever speaks to it says no letters by accident."""
    opened = one.page.url
    one.press("keys")
    one.open(opened)
    one.sees("[data-press=keys][aria-pressed=false]")
    one.picture(PICTURES, "02-no-keys")
    assert for_adults(one) == []
    one.page.keyboard.press("b")
    one.page.wait_for_timeout(300)
    assert one.page.url == opened
    assert one.page.locator("main kbd:visible").count() == 0
    one.press("keys")
    one.page.keyboard.press("b")
    one.page.wait_for_url("**/curate?**")


def what_is_held_leaves_every_page(hall: Hall, one: Window, other: Window) -> None:
    """No word of it stays on a page that was open, nor why it went."""
    other.open("/curate?group=waiting&state=in_review&written=")
    row = other.page.locator(".curate-row").first
    paper, title = row.get_attribute("data-paper"), row.locator("h2").inner_text()
    one.open(f"/curate/{paper}")
    one.sees("article.sheet")
    one.page.wait_for_load_state("networkidle")
    safety = Guest(hall.server.url).sign_in(hall.person("safeguarding"))
    page = f"{safety.url}/curate/{paper}"
    token = safety.http.get(page).text.partition('name="csrf_token"')[2].partition('value="')[2]
    safety.http.post(f"{page}/hold", data={"csrf_token": token.partition('"')[0]})
    one.page.locator("article.sheet").wait_for(state="detached", timeout=10_000)
    one.sees("sawt-curation", "لم تعد هذه الورقة على المكتب.")
    other.sees(f'[data-paper="{paper}"]', "This paper is not at the desk any more.")
    for each in (one, other):
        assert title not in each.page.inner_text("body")
    assert title not in one.page.title()
    one.picture(PICTURES, "03-gone")
    other.picture(PICTURES, "03-gone")


def it_is_read_on_each_size(one: Window, other: Window) -> None:
    for each in (one, other):
        for name, size in (("360", PHONE), ("tablet", TABLET), ("laptop", LAPTOP)):
            each.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            each.open("/curate?group=waiting&written=")
            each.picture(PICTURES, f"04-list-{name}")
            row = each.page.locator(".curate-row").first
            if size is PHONE:
                box = row.bounding_box()
                assert box is not None
                assert box["y"] < size["height"], "the first paper is on the first screen"
            each.page.goto(
                f"{each.page.url.partition('/curate')[0]}/curate/{row.get_attribute('data-paper')}"
            )
            each.picture(PICTURES, f"05-paper-{name}")
            assert each.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
            each.page.locator(".curate-side").scroll_into_view_if_needed()
            each.picture(PICTURES, f"06-acts-{name}")
            assert for_adults(each) == []
        each.page.locator("[data-key=t]").click()
        each.sees(".curate-twin")
        each.picture(PICTURES, "07-twins")


def for_adults(one: Window) -> list[str]:
    """What is wrong now; a title's whole card is pressed, however high its letters are."""
    return [each for each in moment(one) if "small:" not in each]


def press(one: Window, key: str) -> None:
    """What a key leads to, and Enter on it."""
    one.page.wait_for_load_state("networkidle")
    one.page.keyboard.press(key)
    one.page.keyboard.press("Enter")
