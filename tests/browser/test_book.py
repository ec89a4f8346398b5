"""A child lets everybody read her paper, a visitor reads it on a phone in two languages, and she
takes it out of the book again."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser import axe
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, TABLET, Hall, OpenWindow, Window
from tests.live.listening import Guest

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "book"
TITLE = "من يجيب في الليل؟"
WORDS = "أطلب أن يبقى مصباح واحد مضاءً"


def test_a_child_opens_her_paper_to_everybody_and_takes_it_back(
    hall: Hall, window: OpenWindow
) -> None:
    yara = hall.named("Yara Butterfly")
    paper = paper_of(hall, yara, TITLE)
    child = window("author-ar", TABLET, "ar")
    second = window("author-phone-ar", PHONE, "ar")
    visitor = window("visitor-en", PHONE, "en")
    visitor_ar = window("visitor-ar", PHONE, "ar")
    for each in (child, second):
        each.sign_in(yara, "ar")
        each.open(f"/papers/{paper}")
    visitor.open("/book?lang=en")
    expect(visitor.page.locator(".book-entry")).to_have_count(3)
    expect(visitor.page.locator(".book-entry", has_text=TITLE)).to_have_count(0)
    visitor.open(f"/book/{paper}")
    visitor.sees("main", "This paper is not in the book.")

    child.sees(
        "sawt-paper-readers", "يمكن للأطفال الذين لديهم بطاقة قراءتها الآن، ولكل من في القاعة"
    )
    child.picture(PICTURES, "10-hall")
    choose(child, "الجميع، في كتاب الأوراق")
    choose(child, "مجموعتي")
    child.page.click(".readers-elsewhere summary")
    child.page.select_option("#name-room", "chosen_name")
    assert axe.moment(child) == []
    child.picture(PICTURES, "11-choosing")
    child.press("show")
    child.sees("sawt-paper-readers", "يمكن للجميع قراءتها الآن في كتاب الأوراق.")
    # On her other device, without a reload.
    second.sees("sawt-paper-readers", "يمكن للجميع قراءتها الآن في كتاب الأوراق.")
    assert axe.moment(child, second) == []
    for each in (child, second):
        each.page.locator("sawt-paper-readers").scroll_into_view_if_needed()
        each.picture(PICTURES, "12-in-the-book")
        # Elsewhere she is still known by the name that she chose.
        assert each.page.input_value("#name-room") == "chosen_name"

    visitor.open("/book?lang=en")
    visitor_ar.open("/book?lang=ar")
    for each, way_back in ((visitor, "The book of papers"), (visitor_ar, "كتاب الأوراق")):
        each.sees(".book-cover", way_back)
        each.picture(PICTURES, "13-book")
        assert axe.moment(each) == []
        each.page.locator(".book-entry", has_text=TITLE).click()
        each.sees(".book-paper h1", TITLE)
        each.sees(".book-paper", WORDS)
        title = each.page.locator(".book-paper h1")
        assert (title.get_attribute("lang"), title.get_attribute("dir")) == ("ar", "rtl")
        each.sees("a.way-back", way_back)
        each.picture(PICTURES, "14-paper")
        assert axe.moment(each) == []
        assert each.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    wide = window("visitor-fr", LAPTOP, "fr")
    wide.open("/book?lang=fr")
    wide.picture(PICTURES, "13-book")
    wide.page.locator(".book-entry", has_text=TITLE).click()
    wide.picture(PICTURES, "14-paper")
    words = printed(visitor, "en")
    assert all(word in words for word in TITLE.rstrip("؟").split())

    choose(second, "كل من في القاعة")
    second.press("show")
    second.sees("sawt-paper-readers", "ولكل من في القاعة حين تكون على المنصة")
    child.sees("sawt-paper-readers", "ولكل من في القاعة حين تكون على المنصة")
    assert "يجيب" not in printed(visitor, "en")
    visitor.page.reload()
    visitor.sees("main", "This paper is not in the book.")
    visitor.picture(PICTURES, "15-gone")
    assert axe.moment(visitor) == []
    visitor.open("/book")
    expect(visitor.page.locator(".book-entry")).to_have_count(3)


def test_without_a_script_a_child_says_who_reads_her_paper(hall: Hall, window: OpenWindow) -> None:
    yara = hall.named("Yara Butterfly")
    paper = paper_of(hall, yara, TITLE)
    child = window("plain-en", PHONE, "en", java_script_enabled=False, left_alone=True)
    child.sign_in(yara, "en")
    child.open(f"/papers/{paper}")
    child.page.locator(".choice", has_text="Children with a badge").click()
    child.picture(PICTURES, "16-plain")
    child.page.locator("button[value=show]").click()
    child.sees(".confirm", "Children with a badge can read it now. It is on no stage")


def choose(window: Window, words: str) -> None:
    window.page.locator("sawt-paper-readers .choice", has_text=words).click()


def printed(window: Window, lang: str) -> str:
    """The words of the PDF that this visitor takes along."""
    answer = window.page.request.get(f"{window._url}/book.pdf?lang={lang}")
    assert answer.status == 200
    document = pypdfium2.PdfDocument(answer.body())
    try:
        PICTURES.mkdir(parents=True, exist_ok=True)
        for at, page in enumerate(document):
            page.render(scale=2).to_pil().save(PICTURES / f"20-pdf-{lang}-{at + 1}.png")
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def paper_of(hall: Hall, child: dict[str, object], title: str) -> str:
    """The id of this child's paper with this title."""
    guest = Guest(hall.server.url).sign_in(child)
    page = guest.http.get(f"{guest.url}/papers").text
    found = re.search(
        rf'href="/papers/([0-9a-f]{{32}})">[^<]*<span[^>]*>\s*<bdi[^>]*>{title}', page
    )
    assert found is not None
    return found[1]
