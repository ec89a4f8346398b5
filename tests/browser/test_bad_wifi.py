"""Phones on bad Wi-Fi: what is made without a network goes out once, or hears honestly that it came
too late; a real server, real sockets, and a cord that is pulled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from participation.foundation.catalogue import sentences
from tests.browser.conftest import ARTEFACTS, PHONE, TABLET, Hall, OpenWindow, Window
from tests.browser.cord import Cord
from tests.live.conftest import again
from tests.live.listening import Guest, Moderator, as_card

pytestmark = pytest.mark.browser

BOTH = ("ar", "en")
PICTURES = ARTEFACTS / "bad-wifi"
QUESTION = {"ar": "من يسمعنا حين تنقطع الشبكة؟", "en": "Who hears us while the network is gone?"}
SAVED = "Your choice is saved. You can change it until the end."
KEPT = "Kept on this device. It goes out when the Wi-Fi is back."
LATE = {
    "hand": "The hall had gone on when your hand reached us.",
    "question": "The hall had gone on when your question reached us.",
    "me too": "The hall had gone on when your “me too” reached us.",
}
TOO_LATE = "Your answer came after the end. It does not count."
WORDS_TOO_LATE = "Your words came after the end. Nobody reads them."
DROPPED = "Your answer could not be sent. It is not kept, and it does not count."


def said(lang: str, sentence: str) -> str:
    return str(sentences(lang, [sentence]).get(sentence) or sentence)


@pytest.fixture
def moderator(hall: Hall) -> Iterator[Moderator]:
    """The moderator's tablet, in the seat of a live session with two answers to choose from."""
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    assert tablet.steer("floor.go_live", "trial")["ok"]
    assert tablet.write("polls.open_instant", session="trial", instant="yes_no", epoch=tablet.seat)[
        "ok"
    ]
    tablet.until(lambda: (tablet.data("poll") or {}).get("state") == "open")
    yield tablet
    tablet.leave()


def enter(hall: Hall, phone: Window) -> Cord:
    cord = Cord(phone)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees("sawt-poll .choice")
    cord.until_followed()
    return cord


def choose(phone: Window, at: int = 0) -> None:
    phone.page.locator("sawt-poll .choice").nth(at).click()


def count(moderator: Moderator) -> list[int]:
    """Voting is closed; how many chose each answer."""
    poll: dict[str, Any] = moderator.data("poll")
    assert moderator.write("polls.close", poll=poll["id"], epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    results = {row["option"]: row["count"] for row in moderator.data("poll")["results"]}
    return [results[option["id"]] for option in poll["options"]]


@pytest.mark.parametrize("lang", BOTH)
def test_a_vote_made_without_a_network_is_counted_once_also_after_a_reload(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    phone = window(f"phone-{lang}", PHONE, lang)
    cord = enter(hall, phone)
    cord.pull()
    choose(phone)
    choose(phone, 1)  # changed while away: only this one goes out
    phone.sees("sawt-poll .saved", said(lang, KEPT))
    phone.sees("sawt-connection .banner")
    phone.picture(PICTURES, "1-kept")
    phone.page.goto("about:blank")
    cord.plug()
    phone.open("/sessions/trial")
    phone.sees("sawt-poll .saved", said(lang, SAVED))
    moderator.until(lambda: moderator.data("poll")["answered"] == 1)
    assert count(moderator) == [0, 1]


def test_a_phone_whose_network_breaks_off_while_it_connects_is_back_with_the_network(
    hall: Hall, window: OpenWindow, moderator: Moderator
) -> None:
    phone = window("phone-hangs", PHONE, "en")
    cord = Cord(phone)
    cord.loses_all = True
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees("sawt-poll .choice")
    while cord.hanging == 0:
        phone.page.wait_for_timeout(50)
    cord.pull()
    choose(phone)
    phone.sees("sawt-poll .saved", KEPT)
    cord.loses_all = False
    cord.plug()
    phone.sees("sawt-poll .saved", SAVED)
    assert count(moderator) == [1, 0]


@pytest.mark.parametrize("lang", BOTH)
def test_words_that_come_after_the_end_are_told_so(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    count(moderator)
    asks = {"session": "trial", "instant": "word", "epoch": moderator.seat}
    assert moderator.write("polls.open_instant", **asks)["ok"]
    phone = window(f"phone-{lang}", PHONE, lang)
    cord = Cord(phone)
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees(".words-form")
    cord.until_followed()
    cord.pull()
    phone.page.fill("#word-0", QUESTION[lang].split()[0])
    phone.page.keyboard.press("Enter")
    phone.sees("sawt-words-form .saved", said(lang, KEPT))
    poll = moderator.data("poll")["id"]
    assert moderator.write("polls.close", poll=poll, epoch=moderator.seat)["ok"]
    cord.plug()
    phone.sees("sawt-poll", said(lang, WORDS_TOO_LATE))
    phone.picture(PICTURES, "5-words-late")


def test_a_vote_whose_answer_was_lost_is_sent_again_and_counted_once(
    hall: Hall, window: OpenWindow, moderator: Moderator
) -> None:
    phone = window("phone", PHONE, "en")
    cord = enter(hall, phone)
    cord.loses_acknowledgements = True
    choose(phone)
    moderator.until(lambda: moderator.data("poll")["answered"] == 1)  # committed, and nobody knows
    expect(phone.page.locator("sawt-poll .saved")).not_to_contain_text(SAVED)
    phone.page.goto("about:blank")
    cord.loses_acknowledgements = False
    phone.open("/sessions/trial")
    phone.page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.includes('/unsent/'))"
    )
    phone.sees("sawt-poll .saved", SAVED)
    assert count(moderator) == [1, 0]


@pytest.mark.parametrize("lang", BOTH)
def test_a_vote_that_comes_too_late_hears_so(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    phone = window(f"late-{lang}", PHONE, lang)
    cord = enter(hall, phone)
    cord.pull()
    choose(phone)
    phone.sees("sawt-poll .saved", said(lang, KEPT))
    phone.page.wait_for_timeout(3_500)  # it waits for longer than any answer takes
    assert count(moderator) == [0, 0]
    cord.plug()
    phone.sees("sawt-poll .said", said(lang, TOO_LATE))
    phone.picture(PICTURES, "2-too-late")
    assert sum(row["count"] for row in moderator.data("poll")["results"]) == 0


@pytest.mark.parametrize(("lang", "what"), [("ar", "hand"), ("en", "me too"), ("ar", "question")])
def test_a_hand_a_me_too_and_a_question_that_come_after_the_session_hear_so(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str, what: str
) -> None:
    chosen = a_chosen_question(hall, moderator, lang)
    phone = window(f"late-{what}-{lang}", PHONE, lang)
    cord = enter(hall, phone)
    phone.sees(".public", chosen)
    phone.sees('.speaking-row [data-press="hand"]')
    cord.pull()
    if what == "hand":
        phone.page.locator('[data-press="hand"]').click()
        phone.page.locator('[data-press="raise-speak"]').click()
    elif what == "question":
        phone.page.fill("#question-text", "من يجيب في الليل؟")
        phone.page.click(".ask .button-main")
    else:
        phone.page.locator('.public [data-press^="support"]').click()
    phone.page.wait_for_timeout(3_500)
    assert count(moderator) == [0, 0]
    assert moderator.steer("floor.close", "trial")["ok"]
    moderator.until(lambda: moderator.data("floor")["state"] == "closed")
    cord.plug()
    phone.sees("sawt-connection .banner", said(lang, LATE[what]))
    phone.picture(PICTURES, "2-late-and-gone-on")


def a_chosen_question(hall: Hall, moderator: Moderator, lang: str) -> str:
    """A phone has asked it, an adult cleared it, the moderator chose it: its words."""
    asking = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
    asking.follow("trial", **{"as": "audience"})
    asked = {"session": "trial", "text": QUESTION[lang], "lang": lang, "name_as": "none"}
    assert asking.write("questions.ask", **asked)["ok"]
    asking.leave()
    adult = Guest(hall.server.url).sign_in(as_card(hall.person("facilitator:trial"))).connect()
    adult.follow("trial", **{"as": "facilitator"})
    adult.write("duty.choose_languages", languages=["ar", "en"])
    adult.write("duty.begin", session="trial")
    adult.until(lambda: adult.data("questions")["waiting"])
    question = adult.data("questions")["waiting"][-1]["id"]
    assert adult.write("questions.clear", question=question)["ok"]
    adult.write("duty.end")
    adult.leave()
    chosen = moderator.write(
        "questions.shortlist", question=question, revision=1, epoch=moderator.seat
    )
    assert chosen["ok"], chosen
    return QUESTION[lang]


def test_a_me_too_made_without_a_network_counts_once_also_after_a_reload(
    hall: Hall, window: OpenWindow, moderator: Moderator
) -> None:
    chosen = a_chosen_question(hall, moderator, "ar")
    phone = window("me-too-ar", PHONE, "ar")
    cord = enter(hall, phone)
    phone.sees(".public", chosen)
    cord.pull()
    too = '.public [data-press^="support"]'
    phone.page.click(too)
    phone.sees(f'{too}[aria-pressed="true"]')
    assert voices(moderator) == [0]
    phone.page.goto("about:blank")
    cord.plug()
    phone.open("/sessions/trial")
    is_out = "() => !Object.keys(localStorage).some((key) => key.includes('/unsent/'))"
    phone.page.wait_for_function(is_out)
    moderator.until(lambda: voices(moderator) == [1])
    phone.page.reload()  # nothing is left that would go out once more
    phone.sees(f'{too}[aria-pressed="true"]')
    phone.page.wait_for_timeout(1_500)
    phone.picture(PICTURES, "6-me-too")
    assert voices(moderator) == [1]


def voices(moderator: Moderator) -> list[int]:
    """How many said "me too" to each question of the line."""
    line = moderator.data("questions")["public"]
    return [one["supporters"] for one in line if one["state"] == "shortlisted"]


@pytest.mark.parametrize("lang", BOTH)
def test_a_question_made_without_a_network_brings_its_code_after_a_reload(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    phone = window(f"asks-{lang}", PHONE, lang)
    cord = enter(hall, phone)
    cord.pull()
    phone.page.fill("#question-text", QUESTION[lang])
    phone.page.locator("form:has(#question-text) button").click()
    phone.sees('[data-state="unsent"]', QUESTION[lang])
    phone.page.goto("about:blank")
    cord.plug()
    phone.open("/sessions/trial")
    phone.sees(".receipt .code")
    phone.sees(".mine-question", QUESTION[lang])
    assert phone.page.locator(".mine-question").count() == 1


@pytest.mark.parametrize("lang", BOTH)
def test_handing_over_drops_an_unsent_vote_and_says_so(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    tablet = window(f"hands-over-{lang}", TABLET, lang)
    cord = Cord(tablet)
    child = hall.named("Sami Wave")
    tablet.sign_in(child, lang)
    tablet.open("/sessions/trial")
    tablet.sees("sawt-poll .choice")
    cord.pull()
    choose(tablet)
    tablet.sees("sawt-poll .saved", said(lang, KEPT))
    tablet.page.locator("form[action='/hand-over'] button").last.click()
    tablet.sees(".handed-over", said(lang, DROPPED))
    tablet.picture(PICTURES, "3-vote-dropped")
    cord.plug()
    tablet.page.locator(".handed-over a[href='/badge']").click()
    tablet.sign_in(child, lang)
    tablet.open("/sessions/trial")
    tablet.sees("sawt-poll .choice")
    assert tablet.page.locator("sawt-poll [aria-checked=true]").count() == 0
    assert count(moderator) == [0, 0]
