"""A whole session without touching the glass: two keys of a switch do for the tablet and the phone,
and whatever can't be undone says so before it is pressed."""

from __future__ import annotations

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)
from tests.browser.cord import Cord
from tests.browser.keys import Seat
from tests.live.listening import Guest

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "by-keyboard"
WISH = {
    "en": "What would you wish for first in a helpline?",
    "ar": "ما أول شيء تتمنّونه في خط المساندة؟",
}
QUESTION = {"en": "Who answers at night?", "ar": "من يرد في الليل؟"}
# Remembers what the page's one quiet place says to a screen reader.
HEARS = """
  globalThis.heard = [];
  new MutationObserver((changes) => changes.forEach(({ target, addedNodes }) => {
    const isHere = target.matches?.(".announced");
    if (isHere) addedNodes.forEach(({ textContent }) => heard.push(textContent));
  })).observe(document, { childList: true, subtree: true });
"""
MESSAGE = "بعد قليل نأخذ استراحة قصيرة."
ASKED = ("متى نلعب معًا؟", "من يختار الكتب؟")
POLL = {
    "title": {"ar": "أين نجلس غدًا؟", "en": "Where do we sit?", "fr": "Où s’asseoir ?"},
    "option-1": {"ar": "في الداخل", "en": "Inside", "fr": "Dedans"},
    "option-2": {"ar": "في الخارج", "en": "Outside", "fr": "Dehors"},
}


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_child_leads_a_whole_session_by_two_keys(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    begin_the_story_again(window)
    lina = window("lina", WIDE_TABLET, lang)
    noor, phone = (
        Seat(window("noor", WIDE_TABLET, lang), lang),
        Seat(window("phone", PHONE, lang), lang),
    )
    for one in (lina, noor.window, phone.window):
        one.context.add_init_script(HEARS)
    cord = Cord(phone.window)
    lina.sign_in(hall.person("facilitator:trial"), lang)
    lina.open("/sessions/trial/assist")
    noor.window.sign_in(hall.person("moderator:trial"), lang)
    noor.window.open("/sessions/trial/moderate")
    phone.window.open(f"/join/{hall.session('trial')['room_code']}?lang={lang}")

    noor.act("Take the moderator's seat")
    noor.act("Begin: go live")
    noor.act_until("Open the show of hands")
    quiet_place(phone.window)
    noor.window.picture(PICTURES, f"1-before-the-vote-{lang}")
    noor.act("Open the show of hands")
    phone.reach(".choice")
    phone.window.page.keyboard.press("ArrowDown")
    phone.window.page.keyboard.press("Enter")
    phone.window.sees('.choice[aria-checked="true"]')
    noor.window.sees(".count")
    noor.act("Close the show of hands")
    noor.act("Show the result")
    noor.act("Show it anyway")
    phone.window.sees("sawt-bars, .bars")

    a_hand_is_called(noor, phone)
    a_question_comes_on_stage(noor, phone, lina)
    noor.act_until("Close the session")
    noor.act("Close the session")
    noor.window.sees("sawt-what-now", noor.says("The session is closed. Thank you for leading it!"))
    assert noor.unseen | phone.unseen == set()
    what_the_phone_says_is_said_once(phone, cord)
    # A hand that went up again after an undo, and her own acts, are no news to her.
    assert heard(noor.window) == [noor.hears("{n} hand is up"), noor.hears("{n} new question")]
    assert heard(lina) == [noor.hears("{n} hand is up"), noor.hears("{n} text waits")]


def quiet_place(window: Window) -> None:
    window.page.locator("body > .announced[aria-live=polite]").wait_for(state="attached")


def heard(window: Window) -> list[str]:
    found: list[str] = window.page.evaluate("() => heard")
    return found


def what_the_phone_says_is_said_once(phone: Seat, cord: Cord) -> None:
    """That the hall is asked, that time is over, the result, the question before the hall, and the
    end; nothing of it anew for a phone whose network was gone, or that opens its page again."""
    question = WISH[phone.lang]
    said = [
        f"{phone.says('Show of hands')}: {question} {phone.says('You can answer now.')}",
        phone.says("Time to answer is over. The result comes here in a moment."),
        f"{phone.says('The hall’s answer')}: {question}",
        f"{phone.says('A question from the hall')}: {QUESTION[phone.lang]}",
        phone.says("This session has ended. Thank you!"),
    ]
    phone.window.page.wait_for_function("(last) => heard.includes(last)", arg=said[-1])
    told = heard(phone.window)
    assert [sentence for sentence in told if sentence in said] == said
    assert len(set(told)) == len(told)
    cord.pull()
    phone.window.sees(".banner")
    cord.plug()
    phone.window.page.locator(".banner").wait_for(state="detached")
    assert heard(phone.window) == told
    phone.window.page.reload()
    quiet_place(phone.window)
    assert heard(phone.window) == []


def test_what_stands_beside_the_big_button_needs_no_mouse_either(
    hall: Hall, window: OpenWindow
) -> None:
    """In Arabic: an adult prepares a poll, a wall is brought in, questions are picked and lined up,
    the wall shows something else, and whoever interprets opens what may come."""
    begin_the_story_again(window)
    noor, lina, echo = (
        Seat(window(name, size, "ar"), "ar")
        for name, size in (("noor", WIDE_TABLET), ("lina", LAPTOP), ("echo", PHONE))
    )
    lina.window.sign_in(hall.person("facilitator:trial"), "ar")
    lina.window.open("/sessions/trial/polls")
    a_poll_is_prepared(lina)
    lina.window.open("/sessions/trial/assist")
    echo.window.sign_in(hall.named("Ms. Echo"), "ar")
    echo.window.open("/")
    echo.presses("a[href$='/sessions/trial/interpret']")
    echo.window.sees(".interpret-pace")

    noor.window.sign_in(hall.person("moderator:trial"), "ar")
    noor.window.open("/sessions/trial/moderate")
    noor.act("Take the moderator's seat")
    wall = window("wall", WALL, "ar")
    a_wall_is_brought_in(noor, wall)
    noor.act("Begin: go live")
    two_questions_are_asked(hall, lina)
    echo.presses(".interpret-may-come > summary")
    echo.window.sees(".interpret-may-come[open] li", ASKED[1])
    questions_are_lined_up(noor, wall)
    the_wall_shows_something_else(noor, lina, wall)
    noor.act_until("Open the show of hands")
    assert noor.unseen | lina.unseen | echo.unseen == set()


def a_poll_is_prepared(lina: Seat) -> None:
    lina.presses("a[href$='/polls/new/single']")
    lina.window.page.wait_for_url("**/polls/new/single")
    for name, words in POLL.items():
        for lang, text in words.items():
            lina.types(f"#{name}-{lang}", text)
    lina.reach("[name=electorate]:checked")
    lina.window.page.keyboard.press("ArrowDown")
    lina.window.page.keyboard.press("ArrowUp")
    lina.reach("#item")
    lina.window.page.keyboard.press("ArrowDown")
    lina.presses("button[value=ready]")
    lina.window.sees(".poll-row:has(.poll-state[data-state=ready])", POLL["title"]["ar"])


def a_wall_is_brought_in(noor: Seat, wall: Window) -> None:
    wall.open("/screen")
    code = wall.page.locator(".wall-pairing-code")
    noor.presses(".pair-fold > summary")
    noor.types("#pair-code", code.inner_text())
    noor.window.page.keyboard.press("Enter")
    code.wait_for(state="detached")


def two_questions_are_asked(hall: Hall, lina: Seat) -> None:
    """From two phones; she reads them by the keys of her desk."""
    for text in ASKED:
        phone = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
        phone.follow("trial", **{"as": "audience"})
        asked = {"session": "trial", "text": text, "lang": "ar", "name_as": "none"}
        assert phone.write("questions.ask", **asked)["ok"]
        phone.leave()
        clears(lina, text)


def clears(lina: Seat, text: str) -> None:
    lina.window.sees(".desk-now", text)
    lina.window.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()
    lina.window.page.keyboard.press("c")


def questions_are_lined_up(noor: Seat, wall: Window) -> None:
    noor.window.sees(".cleared-list .question", ASKED[1])
    noor.press("pick")
    for n in (1, 2):
        noor.presses('.pick[aria-pressed="false"]')
        noor.window.page.locator('.pick[aria-pressed="true"]').nth(n - 1).wait_for()
    noor.press("label")
    noor.presses('.picked [data-press^="label-"][aria-pressed="false"]')
    noor.window.sees('.picked [data-press^="label-"][aria-pressed="true"]')
    noor.presses(".picked > .button-quiet")
    noor.press("line")
    lined_up = noor.window.page.locator(".chosen-list .question .user-text")
    lined_up.nth(1).wait_for()
    last = lined_up.nth(1).inner_text()
    noor.press("up")
    noor.window.sees(".chosen-list > :first-child", last)
    noor.window.picture(PICTURES, "2-lined-up")
    noor.press("next")
    wall.sees(".wall-question", last)
    noor.press("answered")
    noor.press("out")
    noor.window.page.locator(".chosen-list").wait_for(state="detached")


def the_wall_shows_something_else(noor: Seat, lina: Seat, wall: Window) -> None:
    noor.presses('.wall-fold:has([data-press^="ready-"]) > summary')
    noor.press("ready")
    wall.sees('.wall[data-layout="message"]')
    noor.press("follow")
    noor.press("look-holding")
    noor.window.sees('[data-press="show"]:focus')
    noor.window.page.keyboard.press("Enter")
    wall.sees('.wall[data-layout="holding"]')
    noor.presses(".wall-fold:has(#wall-text) > summary")
    noor.types("#wall-text", MESSAGE)
    noor.presses("form:has(#wall-text) .button-quiet")
    clears(lina, MESSAGE)
    noor.presses('.read-messages [data-press^="look-"]')
    noor.window.sees('[data-press="show"]:focus')
    noor.window.picture(PICTURES, "3-looked-first")
    noor.window.page.keyboard.press("Enter")
    wall.sees(".wall", MESSAGE)
    noor.press("follow")
    wall.sees('.wall[data-layout="item"], .wall[data-layout="question"]')


def begin_the_story_again(window: OpenWindow) -> None:
    guide = window("guide", WIDE_TABLET, "en")
    guide.open("/try")
    guide.page.get_by_role("button", name="Begin the story again").click()
    guide.page.wait_for_load_state()


def a_hand_is_called(noor: Seat, phone: Seat) -> None:
    """Raised, called, the clock begun and ended; a tap too many is undone by the same two keys."""
    phone.press("hand")
    phone.press("raise-speak")
    phone.window.sees(".hand-up")
    noor.press("call")
    phone.window.sees(".called")
    noor.press("undo")
    phone.window.sees(".hand-up")
    noor.press("call")
    noor.press("start_turn")
    phone.window.sees(".hand-speaks")
    noor.press("end_turn")
    phone.window.page.locator(".hand-speaks").wait_for(state="detached")


def a_question_comes_on_stage(noor: Seat, phone: Seat, lina: Window) -> None:
    phone.reach("#question-text")
    phone.window.page.keyboard.type(QUESTION[phone.lang])
    phone.reach(".ask .button-main")
    phone.window.page.keyboard.press("Enter")
    lina.sees(".desk-now", QUESTION[phone.lang])
    lina.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()
    lina.page.keyboard.press("c")
    noor.press("put_on_stage")
    phone.window.sees("sawt-stage, .on-stage", QUESTION[phone.lang])
    noor.press("answered")
    phone.window.sees('.mine-question[data-state="answered"]')
