"""The story, in five windows at once: a child's paper reaches the stage, the hall votes and asks,
and everybody sees it live."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import (
    ARTEFACTS,
    LAPTOP,
    PHONE,
    TABLET,
    WALL,
    WIDE_TABLET,
    Hall,
    OpenWindow,
    Window,
)

pytestmark = pytest.mark.browser

TITLE = "خط نجدة يفهم لهجتي"
BODY = "حين اتصلت أول مرة لم يفهموا كلماتي.\n\nأقترح أن يتعلم كل خط لهجات أطفاله."
QUESTION = "هل يستطيع الخط أن يرد ليلًا؟"
PICTURES = ARTEFACTS / "story"


def test_the_story(hall: Hall, window: OpenWindow) -> None:
    phone = window("phone-ar", PHONE, "ar")
    delegate = window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator = window("facilitator-fr", LAPTOP, "fr")
    screen = window("screen", WALL, "en")
    everybody = [phone, delegate, moderator, facilitator, screen]

    def picture(step: str) -> None:
        for one in everybody:
            one.picture(PICTURES, step)

    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    picture("01-begin")

    paper = a_paper_is_written(delegate)
    picture("02-written")
    a_facilitator_selects_it(facilitator, paper)
    the_child_says_yes(delegate)
    picture("03-confirmed")
    it_is_pinned(facilitator)

    the_session_goes_live(moderator)
    screen.sees(".wall", "")
    moderator.act()  # next: the paper from the hall
    screen.sees(".wall", TITLE)
    phone.sees("sawt-stage", TITLE)
    picture("04-paper-on-stage")

    the_hall_votes(phone, delegate, moderator, screen, picture)
    the_hall_asks(phone, moderator, facilitator, screen, picture)

    moderator.act_until("Close the session")
    moderator.act("Close the session")
    moderator.sees("sawt-what-now", "The session is closed")
    phone.sees("sawt-questions", "")
    picture("09-closed")


def sign_everybody_in(
    hall: Hall,
    phone: Window,
    delegate: Window,
    moderator: Window,
    facilitator: Window,
    screen: Window,
) -> None:
    code = hall.session("trial")["room_code"]
    phone.open("/?lang=ar")
    phone.page.fill("input[name=code]", code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")))
    phone.page.press("input[name=code]", "Enter")
    phone.page.wait_for_url("**/sessions/trial")
    delegate.sign_in(hall.named("Sami Wave"), "ar")
    moderator.sign_in(hall.person("moderator:trial"), "en")
    moderator.open("/sessions/trial/moderate")
    facilitator.sign_in(hall.person("facilitator:trial"), "fr")
    facilitator.open("/sessions/trial/assist")
    screen.open("/screen")
    it_is_paired(facilitator, screen)


def it_is_paired(facilitator: Window, screen: Window) -> None:
    """The wall of the room, by the code that it shows at this moment."""
    code = screen.page.locator(".wall-pairing-code")
    facilitator.page.fill(".pair input", code.inner_text())
    facilitator.page.click(".pair button")
    code.wait_for(state="detached")
    screen.sees(".wall-foot")


def a_paper_is_written(delegate: Window) -> str:
    """Written, kept through a reload and a lost network, sent. The paper's address."""
    page = delegate.page
    delegate.open("/papers")
    page.click("form[action='/papers'] button")
    page.wait_for_url("**/papers/*")
    page.fill(".sheet-title", TITLE)
    page.fill(".sheet-body", BODY.split("\n")[0])
    delegate.sees('.save-state[data-state="saved"]')
    page.reload()
    assert page.input_value(".sheet-title") == TITLE
    delegate.context.set_offline(True)
    page.fill(".sheet-body", BODY)
    delegate.sees('.save-state[data-state="device"]')
    delegate.context.set_offline(False)
    delegate.sees('.save-state[data-state="saved"]')
    page.reload()
    assert page.input_value(".sheet-body") == BODY
    delegate.press("submit")
    delegate.sees(".sheet-read")
    return page.url.rpartition("/papers/")[2].partition("?")[0]


def a_facilitator_selects_it(facilitator: Window, paper: str) -> None:
    facilitator.open("/curate")
    facilitator.page.click(f"a[href*='/curate/{paper}']")
    facilitator.sees("body", TITLE)
    chosen = facilitator.page.locator("select[name=session] option[value='trial']")
    assert chosen.count() == 1
    facilitator.page.select_option("select[name=session]", value="trial")
    facilitator.page.click("button[value=select]")
    facilitator.page.click(".curate-announce button")  # whoever waits is told, all at once
    facilitator.page.wait_for_url("**/curate")


def the_child_says_yes(delegate: Window) -> None:
    asked = delegate.page.locator('.confirm[aria-labelledby="confirm-title"]')
    asked.wait_for()  # came without a reload
    asked.locator(".choice").first.click()
    delegate.press("confirm")
    asked.wait_for(state="detached")


def it_is_pinned(facilitator: Window) -> None:
    facilitator.open("/sessions/trial/assist")
    row = facilitator.page.locator(".pin li").first
    paper = row.locator("option", has_text=TITLE).get_attribute("value")
    row.locator("select").select_option(value=paper)
    facilitator.press("pin")
    row.get_by_text(TITLE).first.wait_for()


def the_session_goes_live(moderator: Window, then: str = "Next:") -> None:
    moderator.act("Take the moderator's seat")
    moderator.act("Begin: go live")
    moderator.sees('[data-press="act"]', then)


def the_hall_votes(
    phone: Window,
    delegate: Window,
    moderator: Window,
    screen: Window,
    picture: Callable[[str], None],
) -> None:
    """A prepared poll: opened, answered, changed, closed, a late vote refused, shown to all."""
    delegate.open("/sessions/trial")
    moderator.act_until("Open the show of hands")
    moderator.act("Open the show of hands")
    choices = phone.page.locator(".choice")
    choices.first.wait_for()
    screen.sees(".wall-title")
    delegate.page.locator(".choice").first.click()
    choices.nth(0).click()
    phone.sees(".saved", "يمكنك تغييره")
    choices.nth(1).click()  # it changes its mind
    phone.page.locator('.choice[aria-checked="true"]').nth(0).wait_for()
    moderator.sees(".count", "2 of")
    assert screen.page.locator(".bar").count() == 0  # nothing shown before the moderator does
    picture("05-vote-open")

    late = phone.page.evaluate("() => document.querySelector('.choice').outerHTML")
    assert late
    phone.context.set_offline(True)
    phone.page.wait_for_timeout(500)
    choices.nth(2).click()  # made without a network: it will come too late
    moderator.act("Close the show of hands")
    moderator.sees('[data-press="act"]', "Show the result")
    phone.context.set_offline(False)
    phone.sees("sawt-poll .said", "")
    phone.page.locator("sawt-poll .said:not(:empty)").first.wait_for()
    moderator.act("Show the result")
    moderator.act("Show it anyway")
    for one in (phone, delegate, moderator, screen):
        one.sees("sawt-bars, .bars")
    totals = phone.page.locator("sawt-poll sawt-bars").inner_text()
    assert totals
    picture("06-vote-shown")


def the_hall_asks(
    phone: Window,
    moderator: Window,
    facilitator: Window,
    screen: Window,
    picture: Callable[[str], None],
) -> None:
    """Asked, invisible until an adult has read it, chosen by the moderator, on stage, answered."""
    moderator.act("Next:")
    phone.page.fill("#question-text", QUESTION)
    phone.page.click(".ask .button-main")
    phone.sees(".receipt")
    facilitator.sees(".desk-now", QUESTION)
    phone.sees("sawt-mine", QUESTION)
    for one in (moderator, screen):
        one.does_not_see(QUESTION)
    picture("07-question-waits")

    phone.context.set_offline(True)  # the phone loses its network in the middle
    facilitator.page.locator(".desk-keys button:not([aria-disabled])").first.wait_for()
    facilitator.page.keyboard.press("c")  # one keystroke a decision
    moderator.sees("sawt-room-brings", QUESTION)
    screen.does_not_see(QUESTION)
    moderator.press("put_on_stage")
    screen.sees(".wall", QUESTION)
    phone.context.set_offline(False)  # and comes back to the right state by itself
    phone.sees("sawt-stage, .on-stage", QUESTION)
    picture("08-question-on-stage")
    moderator.press("answered")
    phone.sees('.mine-question[data-state="answered"]')
    screen.page.locator(".wall", has_text=QUESTION).wait_for(state="detached")
