"""A child takes her paper back while the hall reads it: it is gone everywhere, without a reload."""

from __future__ import annotations

import time

import pytest

from tests.browser import axe
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, WALL, Hall, OpenWindow
from tests.browser.test_curation import a_sent_paper
from tests.browser.test_reading import AUTHOR
from tests.browser.test_story import it_is_paired
from tests.live.listening import ARRIVES_S, Guest, csrf

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "taken-back"
TABLET = {"width": 1024, "height": 768}
TITLE = "من يجيب في الليل؟"


def test_what_is_taken_back_leaves_wall_phones_tablets_and_the_book(
    hall: Hall, window: OpenWindow
) -> None:
    noor, phone_ar = window("noor-ar", TABLET, "ar"), window("phone-ar", PHONE, "ar")
    phone_en, author = window("phone-en", PHONE, "en"), window("author-ar", TABLET, "ar")
    screen, adult = window("screen", WALL, "ar"), window("adult-en", LAPTOP, "en")
    reader, list_ = window("reader-en", PHONE, "en"), window("book-ar", LAPTOP, "ar")
    noor.sign_in(hall.person("moderator:trial"), "ar")
    noor.open("/sessions/trial/moderate")
    for phone, lang in ((phone_ar, "ar"), (phone_en, "en")):
        phone.open(f"/join/{hall.session('trial')['room_code']}?lang={lang}")
    adult.sign_in(hall.person("facilitator:trial"), "en")
    adult.open("/sessions/trial/assist")
    screen.open("/screen")
    it_is_paired(adult, screen)
    author.sign_in(hall.named(AUTHOR), "ar")
    author.open("/papers")
    author.page.locator(".paper-link", has_text=TITLE).click()
    author.page.locator("sawt-paper-readers .choice", has_text="في كتاب الأوراق").click()
    author.press("show")
    author.sees("sawt-paper-readers", "يمكن للجميع قراءتها الآن")
    paper = author.page.url.rpartition("/papers/")[2].partition("?")[0]
    reader.open(f"/book/{paper}?lang=en")
    list_.open("/book?lang=ar")
    list_.sees(".book-entry", TITLE)
    noor.act_until("أعرض الفقرة ٢")
    everybody = [noor, phone_ar, phone_en, adult, screen, reader, list_]
    for each in everybody:
        each.sees("main, body", TITLE)
        each.picture(PICTURES, "1-read")

    author.press("back")
    screen.sees('.wall[data-layout="blank"]')
    deadline = time.monotonic() + ARRIVES_S
    while left := [one.name for one in everybody if TITLE in one.page.inner_text("body")]:
        assert time.monotonic() < deadline, f"it is still with {left}"
        screen.page.wait_for_timeout(100)
    reader.sees("main", "This paper is not in the book.")
    for each in everybody:
        words = each.page.inner_text("body")
        assert "withdrawn" not in words
        assert "استرجع" not in words
        each.picture(PICTURES, "2-gone")
    assert axe.moment(*everybody, author) == []
    for each in everybody:  # nor does it come back to whoever opens the page anew
        each.page.reload()
        each.page.wait_for_load_state("networkidle")
        assert TITLE not in each.page.inner_text("body")


def test_whoever_reads_something_else_in_the_book_is_left_where_she_is(
    hall: Hall, window: OpenWindow
) -> None:
    author, reader = window("rima-ar", TABLET, "ar"), window("reading-en", PHONE, "en")
    author.sign_in(hall.named("Rima Cloud"), "ar")
    author.open("/papers")
    author.page.locator(".paper-link", has_text="أصعب جملة").click()
    reader.open("/book?lang=en")
    reader.page.locator(".book-entry", has_text="A chair at the table").click()
    reader.sees(".book-paper h2", "Three suggestions")
    reader.page.evaluate("() => { document.querySelector('.book-paper h1').isKept = true }")
    with reader.page.expect_response(lambda answer: "/book/" in answer.url):
        author.page.locator("sawt-paper-readers .choice", has_text="كل من في القاعة").click()
        author.press("show")
    reader.page.wait_for_timeout(500)
    assert reader.page.evaluate("() => document.querySelector('.book-paper h1').isKept")


def test_it_leaves_whoever_translates_it_places_it_or_looks_for_a_twin(
    hall: Hall, window: OpenWindow
) -> None:
    """What she has typed herself stays, and its words come back with the paper."""
    title, own, said = "مصباح على الدرج", "أريد مصباحًا واحدًا.", "A lamp on the st"
    child, other = hall.named("Sami Wave"), hall.named("Rima Cloud")
    paper, waiting = a_sent_paper(hall, child, title), a_sent_paper(hall, other, "ورقة ثانية")
    desk = Guest(hall.server.url).sign_in(hall.person("facilitator:trial")).connect()
    author = Guest(hall.server.url).sign_in(child).connect()
    assert desk.write("papers.select", paper=paper, session="trial")["ok"]
    assert desk.write("papers.announce")["ok"]
    assert author.write("papers.confirm", paper=paper, number=1, reads_aloud="me")["ok"]
    list_, echo = window("list-ar", LAPTOP, "ar"), window("echo-en", LAPTOP, "en")
    places, twins = window("places-en", LAPTOP, "en"), window("twins-ar", LAPTOP, "ar")
    list_.sign_in(hall.named("Mr. Bridge"), "ar")
    echo.sign_in(hall.named("Ms. Echo"), "en")
    for adult, lang in ((places, "en"), (twins, "ar")):
        adult.sign_in(hall.named("Mr. Sidr"), lang)
    list_.open("/translate")
    echo.open(f"/translate/{paper}/en")
    assert echo.page.title() == "Into English · Sawt صوت"
    places.open(f"/curate/{paper}/run-sheet")
    twins.open(f"/curate/{waiting}/twins")
    twins.page.fill("#sought", "شيء آخر")
    everybody = [list_, echo, places, twins]
    for each in everybody:
        each.sees("main", title)
        each.page.wait_for_load_state("networkidle")
    echo.page.fill("#title", said)

    token = csrf(desk, f"/curate/{paper}")
    held = f"{desk.url}/curate/{paper}/hold"
    assert desk.http.post(held, data={"csrf_token": token}).status_code == 200
    for each in everybody:
        each.page.wait_for_function(
            "title => !document.body.innerText.includes(title)", arg=title, timeout=ARRIVES_S * 1000
        )
        each.picture(PICTURES, "3-gone")
    assert own not in echo.page.inner_text("body")
    assert echo.page.input_value("#title") == said
    echo.sees("[role=status]", "What you wrote stays on this page.")
    twins.sees(f'[data-paper="{paper}"]', "لم تعد هذه الورقة على المكتب.")
    assert twins.page.input_value("#sought") == "شيء آخر"
    assert axe.moment(*everybody) == []

    lead = Guest(hall.server.url).sign_in(hall.person("safeguarding"))
    token = csrf(lead, f"/curate/{paper}")
    lead.http.post(f"{lead.url}/curate/{paper}/lift", data={"csrf_token": token})
    for each in (list_, echo, places):
        each.sees("main", title)
    echo.sees("form", own)
    assert echo.page.input_value("#title") == said
    assert echo.page.locator("#words-away").is_hidden()
    author.leave()
    desk.leave()
