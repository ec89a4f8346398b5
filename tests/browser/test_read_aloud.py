"""Whatever is on the wall can be read to whoever asks, in the voice of the phone itself: the paper,
what the hall is asked, its answer, who speaks, a question and a message. A cloud is read in
test_words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.axe import moment
from tests.browser.conftest import ARTEFACTS, PHONE, Hall, OpenWindow, Window
from tests.live.conftest import again
from tests.live.listening import Guest, Moderator

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "read-aloud"
# This machine has no voices: a phone's own say what they are given, at once.
VOICES = """() => {
  globalThis.heard = [];
  const voices = ["ar-SA", "en-GB", "fr-FR"].map((lang) => ({ lang, localService: true }));
  globalThis.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(globalThis, "speechSynthesis", { value: {
    getVoices: () => voices,
    cancel() {},
    speak(saying) { heard.push([saying.lang, saying.text]); setTimeout(() => saying.onend?.()); },
  } });
}"""
ANSWERS = {"ar": ["نعم", "لا"], "en": ["Yes", "No"]}
CARDS = {
    "paper": ".stage-paper",
    "asked": "sawt-poll",
    "answer": "sawt-bars",
    "speaks": "sawt-turn",
    "question": ".stage-question",
    "message": ".stage-message",
}
QUESTION = "من يكتب الرسائل التي نراها في الطريق؟"
MESSAGE = "The bus of the blue school waits at the door."


@pytest.fixture
def moderator(hall: Hall) -> Iterator[Moderator]:
    tablet = Moderator(hall.server.url)
    again(tablet)
    tablet.sign_in(hall.person("moderator:trial")).connect()
    assert tablet.follow("trial", **{"as": "moderator"})["ok"]
    tablet.take_seat("trial")
    assert tablet.steer("floor.go_live", "trial")["ok"]
    tablet.until(lambda: tablet.data("floor")["state"] == "live")
    yield tablet
    tablet.leave()


def goes_on(moderator: Moderator) -> None:
    """The next step is on, and the tablet has heard so."""
    before = moderator.data("floor")["item"]
    assert moderator.steer("floor.next", "trial")["ok"]
    moderator.until(lambda: moderator.data("floor")["item"] != before)


def read_to_me(phone: Window, what: str) -> list[list[str]]:
    """What the phone says after a tap on "Read it to me" of this card: language, text."""
    phone.sees(f"{CARDS[what]} .read-aloud")
    assert moment(phone) == [], what
    phone.page.locator(CARDS[what]).scroll_into_view_if_needed()
    phone.picture(PICTURES, what)
    phone.page.evaluate("() => { heard.length = 0; }")
    phone.page.locator(f"{CARDS[what]} .read-aloud").click()
    phone.page.wait_for_function("() => heard.length > 0")
    heard: list[list[str]] = phone.page.evaluate("() => heard")
    return heard


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_what_is_on_the_wall_is_read_to_whoever_asks(
    hall: Hall, window: OpenWindow, moderator: Moderator, lang: str
) -> None:
    phone = window(f"phone-{lang}", PHONE, lang)
    phone.context.add_init_script(f"({VOICES})()")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    while not phone.page.locator(".stage-paper .read-aloud").is_visible():
        goes_on(moderator)
        phone.page.wait_for_timeout(1_000)
    paper = read_to_me(phone, "paper")
    shown = phone.page.locator(".stage-paper h2").inner_text()
    assert paper[0][1] == shown
    assert len(paper) > 1

    opened = moderator.write(
        "polls.open_instant", session="trial", instant="yes_no", epoch=moderator.seat
    )
    assert opened["ok"]
    asked = read_to_me(phone, "asked")
    assert [said for _, said in asked[1:]] == ANSWERS[lang]
    assert {voice for voice, _ in asked} == {lang}
    phone.page.locator("sawt-poll .choice").first.click()
    for n in range(4):
        guest = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
        guest.follow("trial", **{"as": "audience"})
        poll = guest.data("poll")
        assert guest.write(
            "polls.cast", poll=poll["id"], choice=[poll["options"][1]["id"]], n=n + 1
        )["ok"]
        guest.leave()
    moderator.until(lambda: moderator.data("poll")["answered"] == 5)
    poll = moderator.data("poll")["id"]
    assert moderator.write("polls.close", poll=poll, epoch=moderator.seat)["ok"]
    moderator.until(lambda: moderator.data("poll")["state"] == "counted")
    assert moderator.write("polls.reveal", poll=poll, epoch=moderator.seat)["ok"]
    answer = [said for _, said in read_to_me(phone, "answer")]
    yes, no = ANSWERS[lang]
    one, four = ("١", "٤") if lang == "ar" else ("1", "4")
    assert answer[1:] == [f"{yes}: {one}", f"{no}: {four}"]

    child = Guest(hall.server.url).join(hall.session("trial")["room_code"]).connect()
    child.follow("trial", **{"as": "audience"})
    assert child.write("floor.raise_hand", session="trial", wish="speak")["ok"]
    moderator.until(lambda: moderator.data("floor").get("next_hand") is not None)
    floor = moderator.data("floor")
    called = moderator.write(
        "floor.call",
        session="trial",
        hand=floor["next_hand"],
        from_turn=floor["last_turn"],
        epoch=moderator.seat,
    )
    assert called["ok"], called
    name = phone.page.locator(".turn-name").first.inner_text()
    assert read_to_me(phone, "speaks")[0][1].endswith(name)
    a_question_and_a_message_are_read_as_they_were_written(hall, phone, moderator, child)
    child.leave()


def a_question_and_a_message_are_read_as_they_were_written(
    hall: Hall, phone: Window, moderator: Moderator, child: Guest
) -> None:
    """Each in its own language, whatever the language of the page."""
    adult = Guest(hall.server.url).sign_in(hall.person("facilitator:trial")).connect()
    assert adult.follow("trial", **{"as": "facilitator"})["ok"]
    seat = {"session": "trial", "epoch": moderator.seat}
    turn = moderator.data("floor")["turn"]["id"]
    assert moderator.write("floor.start_turn", **seat, turn=turn)["ok"]
    assert moderator.write("floor.end_turn", **seat, turn=turn)["ok"]
    asked = {"session": "trial", "text": QUESTION, "lang": "ar", "name_as": "none"}
    assert child.write("questions.ask", **asked)["ok"]
    adult.until(lambda: bool(adult.data("questions")["waiting"]))
    question = adult.data("questions")["waiting"][0]["id"]
    assert adult.write("questions.clear", question=question)["ok"]
    chosen = {"question": question, "revision": 1, "epoch": moderator.seat}
    assert moderator.write("questions.put_on_stage", **chosen)["ok"]
    assert read_to_me(phone, "question") == [["ar", QUESTION]]

    written = moderator.write("messages.write", session="trial", text=MESSAGE, lang="en")
    assert written["ok"]
    assert adult.write("messages.clear", message=written["message"])["ok"]
    moderator.until(lambda: bool(moderator.data("wall")["messages"]))
    shown = {"mode": "message", "what": "message", "id": written["message"], "revision": 1}
    version = moderator.data("wall")["version"]
    assert moderator.write("screen.show", **seat, **shown, version=version)["ok"]
    assert read_to_me(phone, "message") == [["en", MESSAGE]]
    adult.leave()
