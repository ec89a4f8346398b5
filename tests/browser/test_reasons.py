"""A reason of the children's own, in Arabic and English: a child writes it, an adult reads it, the
child answers a question with it, and the asker's phone reads it in the language there is."""

from __future__ import annotations

import pytest

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, LAPTOP, PHONE, WIDE_TABLET, Hall, OpenWindow, Window
from tests.browser.test_story import the_session_goes_live
from tests.live.listening import Guest, as_card

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "reasons"
OWN = "نجيب عن هذا السؤال وقت الغداء، تعالوا إلينا."
IN_ENGLISH = "We answer it at lunch, come and sit with us."
UNKIND = "Nobody wants to know that."
ASKED = {"Who answers when I write at night?": "en", "هل يجيب أحد في الليل؟": "ar"}


def asker(hall: Hall, window: OpenWindow, text: str, lang: str) -> Window:
    """A phone in the hall that has asked this."""
    guest = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
    guest.follow("trial", **{"as": "audience"})
    asked = {"session": "trial", "text": text, "lang": lang, "name_as": "none"}
    assert guest.write("questions.ask", **asked)["ok"]
    phone: Window = window(f"phone-{lang}", PHONE, lang)
    for name, value in guest.http.cookies.items():
        phone.context.add_cookies([{"name": name, "value": value, "url": hall.server.url}])
    guest.leave()
    phone.open(f"/sessions/trial?lang={lang}")
    return phone


def is_in_view(child: Window, lang: str) -> list[str]:
    """What is wrong with her page in this language, on a tablet and in a hand."""
    found = []
    child.open(f"/sessions/trial/reasons?lang={lang}")
    for size in (PHONE, WIDE_TABLET):
        child.page.set_viewport_size(size)  # type: ignore[arg-type]
        found += moment(child)
        wide = "() => document.documentElement.scrollWidth > innerWidth"
        found += ["wider than the page"] if child.page.evaluate(wide) else []
        name = f"page-{lang}-{size['width']}.png"
        child.page.screenshot(path=PICTURES / name, full_page=True)
    return found


def test_a_child_writes_a_reason_and_an_asker_reads_it(hall: Hall, window: OpenWindow) -> None:
    child = window("child", WIDE_TABLET, "en")
    child.sign_in(hall.person("moderator:trial"), "en")
    child.open("/sessions/trial/moderate")
    the_session_goes_live(child)
    phones = {lang: asker(hall, window, text, lang) for text, lang in ASKED.items()}
    desk = Guest(hall.server.url).sign_in(as_card(hall.person("facilitator:trial"))).connect()
    desk.follow("trial", **{"as": "facilitator"})
    desk.write("duty.choose_languages", languages=["ar", "en"])
    desk.write("duty.begin", session="trial")
    desk.until(lambda: len(desk.data("questions")["waiting"]) == len(ASKED))
    for waiting in desk.data("questions")["waiting"]:
        assert desk.write("questions.clear", question=waiting["id"])["ok"]
    desk.leave()

    # She finds her list beside the questions, puts a sentence higher and writes two of her own.
    child.page.locator('.room-brings a[href$="/reasons"]').click()
    child.sees("h1", "When a question does not come on stage")
    child.page.locator("#no_time button", has_text="Move it up").click()
    child.page.locator("#already_asked button", has_text="Hide it").click()
    child.sees("#already_asked .meta", "Hidden")
    for box, words in (("ar", OWN), ("en", UNKIND)):
        child.page.fill(f"#reason-{box}", words)
        child.page.get_by_role("button", name="Send my reason").click()
        child.sees("#own")
    assert child.page.locator(".reason:has(.lucide-hourglass)").count() == 2
    child.picture(PICTURES, "1-written")

    # On her tablet nothing of it can be chosen before an adult has read it.
    child.page.locator(".way-back").click()
    child.press("pick")
    for text in ASKED:
        child.page.locator(".pick", has_text=text).click()
    child.page.locator('.picked [data-press="decline"]').click()
    child.sees(".picked h3", "What do the askers read?")
    choices = child.page.locator('.picked [data-press^="why-"]')
    assert [each.get_attribute("data-press") for each in choices.all()] == [
        "why-other_topic",
        "why-no_time",
    ]

    adult = window("adult", LAPTOP, "ar")
    adult.sign_in(hall.person("facilitator:trial"), "ar")
    adult.open("/sessions/trial/assist?lang=ar")
    for words, key in ((OWN, "clear"), (UNKIND, "unkind")):
        adult.sees(".desk .user-text", words)
        adult.picture(PICTURES, f"2-desk-{key}")
        adult.page.locator(f'.desk-keys [data-press^="{key}-"]:not([aria-disabled])').click()
    adult.sees(".desk", "لا شيء ينتظر")

    # It comes to her tablet by itself; what was stopped does not.
    child.sees('.picked [data-press^="why-"]', OWN)
    assert choices.count() == 3
    child.picture(PICTURES, "3-choose")
    choices.filter(has_text=OWN).click()
    for lang, phone in phones.items():
        phone.sees(".mine-where bdi[lang=ar][dir=rtl]", OWN)
        phone.page.locator(".mine-where").scroll_into_view_if_needed()
        phone.picture(PICTURES, "4-told")
        assert moment(phone) == [], lang
    for one in (child, *phones.values()):
        one.does_not_see(UNKIND)

    # What was stopped came back to her alone, with why, and can be written anew.
    assert is_in_view(child, "ar") == []
    assert is_in_view(child, "en") == []
    child.sees(".reason", "The words could hurt whoever asked")
    child.page.get_by_role("link", name="Write it in another way").click()
    assert child.page.input_value("#reason-en") == UNKIND
    adult.open("/sessions/trial/reasons?lang=ar")
    adult.sees(".reason-words", OWN)
    adult.does_not_see(UNKIND)
    assert adult.page.locator(".reason-acts").count() == 0
    assert moment(adult) == []
    adult.picture(PICTURES, "5-adult")
    both_pages_follow(child, adult)


def both_pages_follow(child: Window, adult: Window) -> None:
    """What she changes is on the other page by itself, and what was read on hers."""
    child.open("/sessions/trial/reasons?lang=en")
    child.page.locator("#no_time button", has_text="Hide it").click()
    adult.sees("#no_time[data-hidden]")
    child.page.get_by_role("link", name="Add a language").click()
    child.sees(".reason-new .user-text", OWN)
    assert child.page.locator("#reason-ar").count() == 0
    child.picture(PICTURES, "6-add")
    assert moment(child) == []
    child.page.fill("#reason-en", IN_ENGLISH)
    child.page.get_by_role("button", name="Send my reason").click()
    child.sees(".reason[data-waits]", "My reason in English")
    child.page.locator("#no_time button", has_text="Offer it again").focus()
    adult.open("/sessions/trial/assist?lang=ar")
    adult.sees(".desk .user-text", IN_ENGLISH)
    adult.page.locator('.desk-keys [data-press^="clear-"]:not([aria-disabled])').click()
    child.sees(f".reason:has-text('{OWN}') .user-text[lang=en]", IN_ENGLISH)
    child.sees("#no_time button:focus", "Offer it again")
    child.picture(PICTURES, "7-added")
