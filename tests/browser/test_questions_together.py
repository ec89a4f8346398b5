"""Questions together, in Arabic and English: two are joined, some are lined up, one comes on stage
by one press, others are kept for later; each asker reads where hers is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.axe import moment
from tests.browser.conftest import (
    ARRIVES_MS,
    ARTEFACTS,
    PHONE,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.test_story import the_session_goes_live
from tests.live.listening import Guest, as_card

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "questions"
ASKED = {
    "Who answers when I write at night?": "en",
    "هل يجيب أحد في الليل؟": "ar",
    "May I write instead of talking?": "en",
    "هل تكفي لغة واحدة للجميع؟": "ar",
    "Who pays for the helpline?": "en",
}
MINE, OTHER = list(ASKED)[:2]


@pytest.fixture
def guests(hall: Hall) -> Iterator[list[Guest]]:
    """Phones without a picture; each asks one question."""
    code = hall.session("trial")["room_code"]
    asking = [Guest(hall.server.url).join(code).connect() for _ in ASKED]
    yield asking
    for guest in asking:
        guest.leave()


def joined_phone(hall: Hall, window: OpenWindow, guest: Guest, lang: str) -> Window:
    """A window with the cookie of a phone that is in the hall already."""
    phone: Window = window(f"phone-{lang}", PHONE, lang)
    for name, value in guest.http.cookies.items():
        phone.context.add_cookies([{"name": name, "value": value, "url": hall.server.url}])
    phone.open(f"/sessions/trial?lang={lang}")
    return phone


def pick(moderator: Window, *texts: str) -> None:
    moderator.press("pick")
    for text in texts:
        moderator.page.locator(".pick", has_text=text).click()


def test_questions_are_taken_together(hall: Hall, window: OpenWindow, guests: list[Guest]) -> None:
    moderator = window("moderator-en", WIDE_TABLET, "en")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    the_session_goes_live(moderator)
    for guest, (text, lang) in zip(guests, ASKED.items(), strict=True):
        guest.follow("trial", **{"as": "audience"})
        asked = {"session": "trial", "text": text, "lang": lang, "name_as": "none"}
        assert guest.write("questions.ask", **asked)["ok"]
    adult = Guest(hall.server.url).sign_in(as_card(hall.person("facilitator:trial"))).connect()
    adult.follow("trial", **{"as": "facilitator"})
    adult.write("duty.choose_languages", languages=["ar", "en"])
    adult.write("duty.begin", session="trial")
    adult.until(lambda: len(adult.data("questions")["waiting"]) == len(ASKED))
    for waiting in adult.data("questions")["waiting"]:
        assert adult.write("questions.clear", question=waiting["id"])["ok"]
    arabic = joined_phone(hall, window, guests[1], "ar")
    english = joined_phone(hall, window, guests[4], "en")

    # Two are joined: one of them stays, and the other's asker reads with which.
    moderator.sees(".cleared-list", list(ASKED)[4])
    pick(moderator, MINE, OTHER)
    moderator.picture(PICTURES, "1-picked")
    moderator.press("join")
    moderator.picture(PICTURES, "2-join")
    moderator.page.locator(".picked .question", has_text=MINE).locator("button").click()
    moderator.sees('[data-press="pick"]')
    expect(moderator.page.locator(".cleared-list .question")).to_have_count(
        len(ASKED) - 1, timeout=ARRIVES_MS
    )
    arabic.sees(".mine-where", "ضُمّ إلى سؤال يشبهه")

    # Those about one thing are found together; the hall is told nothing of it.
    pick(moderator, list(ASKED)[2], list(ASKED)[3])
    moderator.press("label")
    moderator.sees(".picked .labels")
    moderator.page.locator('.picked [data-press="label-help"]').click()
    moderator.sees('.picked [data-press="label-help"][aria-pressed="true"]')
    moderator.picture(PICTURES, "2-labels")
    assert moment(moderator) == []
    for words in ("Back", "Done picking"):
        moderator.page.get_by_role("button", name=words).click()
    moderator.page.locator(".room-brings > .labels button", has_text="Getting help").click()
    moderator.page.wait_for_function(
        "() => document.querySelectorAll('.cleared-list .question').length === 2"
    )
    moderator.picture(PICTURES, "2-found")
    moderator.page.locator(".room-brings > .labels button", has_text="All of them").click()
    arabic.does_not_see("Getting help")

    # Lined up in the order in which they were picked; the first comes on stage by one press.
    pick(moderator, list(ASKED)[2], MINE)
    moderator.press("line")
    moderator.sees(".chosen-list .question", MINE)
    line = moderator.page.locator(".chosen-list .question .user-text").all_inner_texts()
    assert line == [list(ASKED)[2], MINE]
    moderator.press(f"up-{the_id(moderator, MINE)}")
    moderator.page.wait_for_function(
        "text => document.querySelector('.chosen-list .question').innerText.includes(text)",
        arg=MINE,
    )
    moderator.picture(PICTURES, "3-line")
    arabic.sees(".mine-covered", MINE)
    arabic.picture(PICTURES, "3-joined")
    moderator.press("next")
    moderator.sees(".on-stage .user-text", MINE)
    arabic.sees(".mine-where", "سؤالك أمام القاعة الآن")

    # The others are kept for later, at once; each asker reads who answers and until when.
    pick(moderator, list(ASKED)[3], list(ASKED)[4])
    moderator.page.locator('.picked [data-press="later"]').click()
    moderator.sees("#owner")
    moderator.page.select_option("#owner", label="Qatar Foundation for Social Work")
    moderator.picture(PICTURES, "4-later")
    moderator.page.locator(".picked form button").click()
    english.sees(".mine-where", "Qatar Foundation for Social Work")
    english.sees(".mine-where", "you will have an answer on")
    english.picture(PICTURES, "4-kept")
    moderator.sees(".undo", "questions are answered later")
    moderator.picture(PICTURES, "5-undo")
    moderator.page.locator(".undo button").click()
    # What was done before has its minute too; a question on stage is not touched here.
    moderator.page.locator('.undo:not([data-act="questions.keep_many"])').wait_for()
    english.sees(".mine-where", "Now the child who leads the session can choose it")

    # Or they do not come on stage, for one kind reason; that can be undone as well.
    pick(moderator, list(ASKED)[3], list(ASKED)[4])
    moderator.page.locator('.picked [data-press="decline"]').click()
    moderator.sees(".picked h3", "What do the askers read?")
    moderator.picture(PICTURES, "5-reasons")
    moderator.page.locator('.picked [data-press="why-other_topic"]').click()
    english.sees(".mine-question", "this session is about something else")
    moderator.sees(".undo", "questions do not come on stage")
    moderator.page.locator(".undo button").click()
    english.sees(".mine-where", "Now the child who leads the session can choose it")

    # Taken back by mistake: for a minute it can be had again.
    english.press("back")
    english.sees(".mine-where", "You took it back")
    english.picture(PICTURES, "6-back")
    english.page.get_by_role("button", name="Bring my question back").click()
    english.sees(".mine-where", "Now the child who leads the session can choose it")

    # Before a question goes out, a like one is offered: "me too" instead, or anyway.
    asking = window("asking-ar", PHONE, "ar")
    asking.open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    asking.sees(".question-list", list(ASKED)[2])
    asking.page.wait_for_timeout(1500)  # without a connection it would go out at once
    asking.page.fill("#question-text", "Can I write instead of talking?")
    asking.page.locator(".ask form button.button-main").click()
    asking.sees(".ask .question-list", list(ASKED)[2])
    asking.picture(PICTURES, "7-like")
    asking.page.locator('.ask [data-press^="support-"]').click()
    moderator.sees(".chosen-list .question", "1 voice")
    asking.page.wait_for_function("() => !document.querySelector('#question-text').value")
    asking.page.fill("#question-text", "Can I write instead of talking?")
    asking.page.locator(".ask form button.button-main").click()
    asking.page.get_by_role("button", name="أرسل سؤالي كما هو").click()
    asking.sees(".receipt .code")
    adult.leave()


def the_id(moderator: Window, text: str) -> str:
    """The id of the chosen question with this text, from its button."""
    card = moderator.page.locator(".chosen-list .question", has_text=text)
    key = card.locator('[data-press^="out-"]').get_attribute("data-press")
    return (key or "").removeprefix("out-")
