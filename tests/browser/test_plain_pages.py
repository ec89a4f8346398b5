"""Everything that a child must be able to do works as plain pages: scripts are switched off."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from participation.foundation.catalogue import sentences
from participation.foundation.languages import LANGUAGES
from tests.browser.conftest import PHONE, TABLET, Hall, OpenWindow, Window
from tests.live.conftest import again
from tests.live.listening import Guest, Moderator

pytestmark = pytest.mark.browser

BOTH = ("ar", "en")
YOUR_CHOICE_IS_SAVED = "Your choice is saved. You can change it until the end."
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
QUESTION = {"ar": "هل يسمعنا أحد في الليل؟", "en": "Does anybody hear us at night?"}
TITLE = {"ar": "باب يُغلق", "en": "A door that closes"}
BODY = {
    "ar": "حين أتصل يسمعني أخي.\n\nأريد بابًا يُغلق.",
    "en": "When I call, my brother hears me.\n\nI want a door that closes.",
}


@pytest.fixture
def plain(window: OpenWindow) -> Callable[[dict[str, int], str], Window]:
    """Opens a window of a browser without scripts."""

    def open_window(size: dict[str, int], lang: str) -> Window:
        return window(f"plain-{lang}", size, lang, java_script_enabled=False)

    return open_window


@pytest.fixture
def moderator(hall: Hall) -> Iterator[Moderator]:
    """The moderator's tablet in the seat; the trial session is at its beginning."""
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    yield tablet
    tablet.leave()


@pytest.fixture
def facilitator(hall: Hall) -> Iterator[Guest]:
    laptop = Guest(hall.server.url).sign_in(hall.person("facilitator:trial")).connect()
    assert laptop.follow("trial", **{"as": "facilitator"})["ok"]
    yield laptop
    laptop.leave()


def come_in(hall: Hall, phone: Window, lang: str) -> None:
    """By the room code, in the digits of one's own script."""
    code = str(hall.session("trial")["room_code"])
    phone.open("/")
    phone.page.fill("input[name=code]", code.translate(ARABIC_DIGITS) if lang == "ar" else code)
    phone.page.click("form[action='/join'] button")
    phone.page.wait_for_url("**/sessions/trial")
    is_in(phone, lang)


def is_in(window: Window, lang: str) -> None:
    root = window.page.locator("html")
    assert root.get_attribute("lang") == lang
    assert root.get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")


def go_live_with_a_poll(moderator: Moderator) -> dict[str, Any]:
    assert moderator.steer("floor.go_live", "trial")["ok"]
    assert moderator.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=moderator.seat
    )["ok"]
    moderator.until(lambda: (moderator.data("poll") or {}).get("state") == "open")
    poll: dict[str, Any] = moderator.data("poll")
    return poll


@pytest.mark.parametrize("lang", BOTH)
def test_joining_and_voting(
    hall: Hall,
    plain: Callable[[dict[str, int], str], Window],
    moderator: Moderator,
    lang: str,
) -> None:
    phone = plain(PHONE, lang)
    come_in(hall, phone, lang)
    assert phone.page.locator("form[action$='/vote']").count() == 0
    poll = go_live_with_a_poll(moderator)
    phone.page.reload()
    for at in (0, 1):  # it changes its mind
        option = poll["options"][at]
        phone.page.get_by_label(option["text"][lang], exact=True).check(force=True)
        phone.page.click("form[action$='/vote'] button")
        phone.page.wait_for_url("**/sessions/trial")
        saved = sentences(lang, [YOUR_CHOICE_IS_SAVED]).get(YOUR_CHOICE_IS_SAVED)
        phone.sees("main", saved or YOUR_CHOICE_IS_SAVED)  # the page that comes back says so
    moderator.until(lambda: moderator.data("poll")["answered"] == 1)
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    results = {row["option"]: row["count"] for row in moderator.data("poll")["results"]}
    assert results == {poll["options"][0]["id"]: 0, poll["options"][1]["id"]: 1}
    phone.page.get_by_label(poll["options"][0]["text"][lang], exact=True).check(force=True)
    phone.page.click("form[action$='/vote'] button")  # too late: a kind sentence, and a way back
    phone.page.wait_for_url("**/vote")
    is_in(phone, lang)
    assert phone.page.locator("main a[href]").count() >= 1
    sentence = phone.page.locator("main").inner_text()
    assert bool(re.search("[\u0621-\u064a]", sentence)) == (lang == "ar")


@pytest.mark.parametrize("lang", BOTH)
def test_asking_and_the_receipt(
    hall: Hall,
    plain: Callable[[dict[str, int], str], Window],
    moderator: Moderator,
    facilitator: Guest,
    lang: str,
) -> None:
    phone = plain(PHONE, lang)
    come_in(hall, phone, lang)
    phone.page.fill("textarea[name=text]", QUESTION[lang])
    phone.page.click("form[action$='/ask'] button")
    phone.page.locator(".code").wait_for()
    is_in(phone, lang)
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", phone.page.locator(".code").inner_text())
    facilitator.until(lambda: len(facilitator.data("questions")["waiting"]) == 1)
    waiting = facilitator.write("clearing.take", session="trial")["item"]
    assert (waiting["text"]["text"], waiting["text"]["lang"]) == (QUESTION[lang], lang)
    # A second one while the first is on its way: the words stay in their box.
    phone.page.click("main a[href='/sessions/trial']")
    phone.page.wait_for_url("**/sessions/trial")
    phone.page.fill("textarea[name=text]", QUESTION[lang] * 2)
    phone.page.click("form[action$='/ask'] button")
    phone.page.locator("[role=alert]").wait_for()
    assert phone.page.input_value("textarea[name=text]") == QUESTION[lang] * 2
    is_in(phone, lang)
    # Somebody else reads it on the list, and says "me too" with a plain button.
    assert facilitator.write("questions.clear", question=waiting["id"])["ok"]
    assert moderator.steer("floor.go_live", "trial")["ok"]
    chosen = {"question": waiting["id"], "revision": 1, "epoch": moderator.seat}
    assert moderator.write("questions.shortlist", **chosen)["ok"]
    other = plain(PHONE, lang)
    come_in(hall, other, lang)
    other.sees(".question-list", QUESTION[lang])
    other.page.click("form[action$='/support'] button")
    other.page.wait_for_url("**/sessions/trial")
    moderator.until(lambda: [q["supporters"] for q in moderator.data("questions")["public"]] == [1])


@pytest.mark.parametrize("lang", BOTH)
def test_signing_in_with_a_badge_writing_a_paper_and_sending_it(
    hall: Hall,
    plain: Callable[[dict[str, int], str], Window],
    moderator: Moderator,
    lang: str,
) -> None:
    child = hall.named("Sami Wave")
    tablet = plain(TABLET, lang)
    tablet.sign_in(child, lang)
    is_in(tablet, lang)
    tablet.open("/papers")
    tablet.page.click("form[action='/papers'] button")
    tablet.page.wait_for_url("**/papers/*")
    tablet.page.fill("input[name=title]", TITLE[lang])
    tablet.page.fill("textarea[name=body]", BODY[lang])
    tablet.page.select_option("select[name=lang]", lang)
    tablet.page.click("button[value=save]")
    tablet.page.wait_for_load_state()
    assert tablet.page.input_value("input[name=title]") == TITLE[lang]
    assert tablet.page.input_value("textarea[name=body]").replace("\r", "") == BODY[lang]
    tablet.page.click("button[value=submit]")
    tablet.page.locator(".sheet-read").wait_for()
    is_in(tablet, lang)
    tablet.sees(".sheet-read", TITLE[lang])
    tablet.page.click("a[href='/papers']")
    tablet.sees(".paper-list", TITLE[lang])
    # Handing the tablet over is a plain button too, and opens nothing afterwards.
    tablet.page.click("form[action='/hand-over'] button")
    tablet.page.wait_for_url("**/badge")
    tablet.open("/papers")
    assert tablet.page.locator(".paper-list").count() == 0


@pytest.mark.parametrize("lang", BOTH)
def test_signing_in_with_the_typed_number(
    hall: Hall, plain: Callable[[dict[str, int], str], Window], lang: str
) -> None:
    tablet = plain(TABLET, lang)
    tablet.open("/badge")
    tablet.page.fill("input[name=number]", "000000")
    tablet.page.fill("input[name=secret]", "1")
    tablet.page.click("main form button")
    tablet.page.locator("[role=alert]").wait_for()
    is_in(tablet, lang)
    assert tablet.page.input_value("input[name=secret]") == ""


@pytest.mark.parametrize("lang", BOTH)
def test_another_language_is_a_link_and_is_remembered(
    hall: Hall, plain: Callable[[dict[str, int], str], Window], moderator: Moderator, lang: str
) -> None:
    phone = plain(PHONE, lang)
    come_in(hall, phone, lang)
    for other in [*(code for code in LANGUAGES if code != lang), lang]:
        languages = phone.page.locator("details:has(a[hreflang]), nav:has(a[hreflang])").first
        if languages.evaluate("found => found.tagName === 'DETAILS' && !found.open"):
            languages.locator("summary").click()
        phone.page.locator(f"a[hreflang='{other}']").first.click()
        phone.page.wait_for_load_state()
        is_in(phone, other)
        assert "/sessions/trial" in phone.page.url
        phone.open("/programme")
        is_in(phone, other)
        phone.open("/sessions/trial")


@pytest.mark.parametrize("lang", BOTH)
def test_help_needs_no_script_no_sign_in_and_leaves_nothing_behind(
    hall: Hall, plain: Callable[[dict[str, int], str], Window], window: OpenWindow, lang: str
) -> None:
    phone = plain(PHONE, lang)
    phone.open("/help")
    is_in(phone, lang)
    assert phone.page.locator("a[href^='tel:']").count() >= 2
    assert phone.context.cookies() == []
    # With scripts on it is the same page: its one small script says when nothing was sent, and
    # takes whoever leaves in a hurry away; it keeps nothing.
    scripted = window("help", PHONE, lang)
    asked: list[str] = []
    scripted.page.on("request", lambda request: asked.append(request.resource_type))
    scripted.open("/help")
    assert scripted.page.locator("script").count() == 1
    assert asked.count("script") == 1
    assert scripted.context.cookies() == []
    kept = "[localStorage.length, sessionStorage.length, navigator.serviceWorker ? 1 : 0]"
    assert scripted.page.evaluate(kept)[:2] == [0, 0]
