"""A secret vote of the delegates, from the page on which it is written with a picture to the wall:
taken away with a reason, asked again, shown, hidden, and asked in a second round beside the first;
and a show of hands with the hands that a moderator counted in the room."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.browser.axe import moment
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
from tests.browser.test_story import sign_everybody_in, the_session_goes_live
from tests.live.listening import Guest

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "rounds"
TITLE = {"ar": "بمن نبدأ غدًا؟", "en": "Who begins tomorrow?", "fr": "Qui commence demain ?"}
ANSWERS = (
    {"ar": "الأصغر", "en": "The youngest", "fr": "Les plus jeunes"},
    {"ar": "الأكبر", "en": "The oldest", "fr": "Les plus âgés"},
)
ALT = {"ar": "نجمة صفراء", "en": "A yellow star", "fr": "Une étoile jaune"}
IN_THE_BOX = "صوتي في الصندوق"
OTHERS = 5


@pytest.fixture
def others(hall: Hall) -> Iterator[list[Guest]]:
    """Delegates without a picture, at tablets of their own."""
    children = [
        person
        for person in hall.told["people"]
        if person["roles"] == ["delegate"] and person["name"] != "Sami Wave"
    ]
    guests: list[Guest] = []
    for child in children:
        guest = Guest(hall.server.url).sign_in(child).connect()
        # A child whose yes is missing is a phone like any other, and votes in no ballot.
        if guest.follow("trial", **{"as": "delegate"})["ok"]:
            guests.append(guest)
        else:
            guest.leave()
        if len(guests) == OTHERS:
            break
    yield guests
    for guest in guests:
        guest.leave()


def test_a_secret_vote_in_rounds_and_hands_of_the_room(
    hall: Hall, window: OpenWindow, others: list[Guest]
) -> None:
    phone, delegate = window("phone-ar", PHONE, "ar"), window("delegate-ar", TABLET, "ar")
    moderator = window("moderator-en", WIDE_TABLET, "en")
    facilitator, screen = window("facilitator-en", LAPTOP, "en"), window("screen", WALL, "en")
    everybody = [phone, delegate, moderator, screen]

    def picture(step: str) -> None:
        for one in everybody:
            one.picture(PICTURES, step)

    sign_everybody_in(hall, phone, delegate, moderator, facilitator, screen)
    delegate.open("/sessions/trial?lang=ar")
    facilitator.page.goto(facilitator.page.url.partition("?")[0] + "?lang=en")
    is_written_with_a_picture(facilitator)
    the_session_goes_live(moderator, "Open the vote")

    # It is opened, one child votes, and it is taken away: what was chosen counts for nothing.
    moderator.sees(".what-now", "After this every delegate can vote")
    moderator.act("Open the vote")
    for one, name in ((screen, "Secret vote of the delegates"), (phone, TITLE["ar"])):
        one.sees("main", name)
    phone.sees("sawt-poll", "القرار لوفد الأطفال")
    assert screen.page.locator(f'img[alt="{ALT["ar"]}"], img[alt="{ALT["en"]}"]').count() > 0
    votes(delegate, 0)
    picture("1-open")
    assert moment(phone, delegate, moderator) == []
    moderator.press("void")
    moderator.picture(PICTURES, "2-why")
    moderator.press("void-unclear")
    screen.page.locator(".wall-options").wait_for(state="detached")
    delegate.page.locator("sawt-poll .poll").wait_for(state="detached")
    picture("2-taken-away")

    # Asked again, everybody has a voice once more; the result waits for the moderator.
    moderator.press("again")
    moderator.sees('[data-press="act"]', "Close the vote")
    votes(delegate, 0)
    for guest in others:
        casts(guest, 1)
    moderator.sees(".count", f"{OTHERS + 1} of")
    moderator.act("Close the vote")
    moderator.sees('[data-press="act"]', "Show the result")
    assert screen.page.locator(".bar").count() == 0
    moderator.act("Show the result")
    for one in everybody:
        one.sees(".bar")
    picture("3-shown")
    assert moment(phone, delegate, moderator) == []

    # Hidden again within the minute; whoever has seen it has seen it, and the wall says so.
    moderator.press("hide")
    screen.sees(".wall-tally", "The hall has seen it")
    phone.sees("sawt-poll", "وقد رأتها القاعة")
    picture("4-hidden")
    moderator.act("Show the result")
    screen.sees(".bar")

    # A second round stands beside the first: how each answer was before, in words.
    moderator.press("again")
    moderator.sees('[data-press="act"]', "Close the vote")
    votes(delegate, 1)
    for guest in others:
        casts(guest, 1)
    moderator.sees(".count", f"{OTHERS + 1} of")
    moderator.act("Close the vote")
    moderator.act("Show the result")
    screen.sees(".bar-parts", "before:")
    phone.sees(".bar-parts", "قبل")
    picture("5-second-round")
    screen.is_read_from_the_last_row()
    assert moment(phone, delegate, moderator) == []

    # A show of hands; children without a phone raise theirs, and the moderator writes how many.
    moderator.press("asking")
    moderator.press("instant-yes_no")
    phone.page.locator("sawt-poll .choice").first.click()
    phone.sees("sawt-poll .saved", "يمكنك تغييره")
    moderator.press("hands")
    moderator.page.fill("#hands-0", "١٢")
    moderator.page.locator(".hands .button").click()
    moderator.page.locator(".hands").wait_for(state="detached")
    moderator.act("Close the show of hands")
    moderator.act("Show the result")
    screen.sees(".bar-parts", "12 hands in the room")
    phone.sees(".bar-parts", "١٢")
    picture("6-hands")
    screen.is_read_from_the_last_row()
    assert moment(phone, moderator) == []


def votes(child: Window, place: int) -> None:
    """A ballot says before the tap that it is final, and then that it is in the box."""
    child.sees("sawt-poll .secret")
    child.page.locator("sawt-poll .choice").nth(place).click()
    child.page.locator('.send-choice:not([aria-disabled="true"])').click()
    child.sees("sawt-poll", IN_THE_BOX)


def casts(guest: Guest, place: int) -> None:
    guest.until(lambda: (guest.data("poll") or {}).get("state") == "open")
    poll = guest.data("poll")
    choice = [poll["options"][place]["id"]]
    answer = guest.write("polls.cast", poll=poll["id"], choice=choice, n=1)
    assert answer["ok"], answer


def is_written_with_a_picture(facilitator: Window) -> None:
    page = facilitator.page
    facilitator.open("/sessions/trial/polls/new/single?lang=en")
    for lang, words in TITLE.items():
        page.fill(f"#title-{lang}", words)
    for row, answer in enumerate(ANSWERS, 1):
        for lang, words in answer.items():
            page.fill(f"#option-{row}-{lang}", words)
    page.locator(".choice", has=page.locator('input[value="delegates"]')).click()
    page.select_option("#item", index=1)
    page.click("button[value=save]")
    drawn = io.BytesIO()
    Image.new("RGB", (320, 320), "#F2B33D").save(drawn, "PNG")
    facilitator.sees("#picture-1")
    page.set_input_files(
        "#picture-1", {"name": "star.png", "mimeType": "image/png", "buffer": drawn.getvalue()}
    )
    form = page.locator(".picture-form").first
    for lang, words in ALT.items():
        form.locator(f"input[name=alt-{lang}]").fill(words)
    form.locator(".button").first.click()
    facilitator.sees(".picture-form img")
    facilitator.picture(PICTURES, "0-written")
    assert moment(facilitator) == []
    page.click("button[value=ready]")
    facilitator.sees(".poll-state[data-state=ready]")
