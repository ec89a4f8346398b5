"""A child asks something from a phone that is a call for help, in Arabic. An adult at the desk
hands it to the safety team; nobody else ever meets a word of it; the lead opens it and answers; the
child reads the answer with the code."""

from __future__ import annotations

import itertools
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

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
from tests.conftest import make_app

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "disclosure"
WORDS = "عمي يضربني كل ليلة وأخاف أن أعود إلى البيت"
PARTS = ("عمي يضربني", "أخاف أن أعود")
ANSWER = "شكرًا على ثقتك. لست وحدك، وسنتحدث معك اليوم بهدوء."
TRIAL = "/sessions/trial"


class Ears:
    """Everything that a window is sent on its socket, from now on."""

    def __init__(self, window: Window) -> None:
        self.heard: list[str] = []
        window.page.on("websocket", lambda socket: socket.on("framereceived", self._hear))

    def _hear(self, payload: str | bytes) -> None:
        self.heard.append(payload if isinstance(payload, str) else payload.decode(errors="replace"))

    def heard_of(self, words: str) -> bool:
        escaped = json.dumps(words)[1:-1]
        return any(words in one or escaped in one for one in self.heard)


def test_what_a_child_confides_reaches_the_safety_team_and_nobody_else(
    hall: Hall, window: OpenWindow, empty_sqlite: Path, tmp_path: Path
) -> None:
    everybody = {
        "lead": window("lead", LAPTOP, "ar"),
        "lina": window("lina", LAPTOP, "ar"),
        "sidr": window("sidr", LAPTOP, "ar"),
        "moderator": window("moderator", WIDE_TABLET, "ar"),
        "delegate": window("delegate", TABLET, "ar"),
        "organiser": window("organiser", LAPTOP, "ar"),
        "neighbour": window("neighbour", PHONE, "ar"),
        "wall": window("wall", WALL, "ar"),
        "child": window("child", PHONE, "ar"),
    }
    ears = {name: Ears(one) for name, one in everybody.items()}
    lead, child = everybody["lead"], everybody["child"]
    oasis = hall.named("Ms. Oasis")
    come_in(hall, everybody, oasis)

    code = asks(child)
    reader = whoever_reads(everybody["lina"], everybody["sidr"])
    child.picture(PICTURES, "1-asked")
    reader.picture(PICTURES, "2-at-the-desk")
    assert reader.page.locator('.desk-text mark[data-mark="disclosure"]').count() >= 1
    to_the_safety_team(reader)
    reader.picture(PICTURES, "3-handed-over")

    child.sees('.mine-question[data-state="later"]')
    lead.sees("sawt-safety .alert")
    strangers = {name: one for name, one in everybody.items() if name not in ("lead", "child")}
    question = own_question(child)
    for name, one in strangers.items():
        assert ears[name].heard_of(WORDS) == (one is reader), name
        nothing_of_it(one, name)
        one.page.reload()
        nothing_of_it(one, name)
    child.page.reload()
    child.sees('.mine-question[data-state="later"]')
    child.does_not_see(WORDS)  # to whoever looks over a shoulder it is a question like any other

    concern = lead_opens_and_answers(lead, oasis["passphrase"])
    lead.picture(PICTURES, "4-answered")

    later = window("later", PHONE, "ar")
    later.open("/answers?lang=ar")
    later.page.fill("#code", code.lower())
    later.page.locator("main form button").click()
    later.sees(".answer", ANSWER)
    later.does_not_see(WORDS)
    assert later.page.locator("html").get_attribute("dir") == "rtl"
    later.picture(PICTURES, "5-answer")

    app = make_app(f"sqlite:///{shutil.copy(empty_sqlite, tmp_path)}", tmp_path)
    paths = list(addresses(app, hall, {"concern_id": [concern], "subject_id": [question]}))
    app.extensions["participation.engine"].dispose()
    secrets = (WORDS, ANSWER, code, question, concern)
    for name, one in strangers.items():
        looked_at = [shown(one, hall, path, secrets) for path in paths]
        assert looked_at.count(200) >= 5, (name, looked_at)
        one.page.reload()
        nothing_of_it(one, name)
        assert one is reader or not ears[name].heard_of(WORDS), name


def come_in(hall: Hall, everybody: dict[str, Window], oasis: dict[str, Any]) -> None:
    """Each through the real doors, to where they follow the trial session; the lead at her desk."""
    lead, wall = everybody["lead"], everybody["wall"]
    lead.sign_in(oasis, "ar")
    lead.open("/safety")
    for name, person, place in (
        ("lina", hall.named("Lina Palm"), f"{TRIAL}/assist"),
        ("sidr", hall.named("Mr. Sidr"), f"{TRIAL}/assist"),
        ("moderator", hall.person("moderator:trial"), f"{TRIAL}/moderate"),
        ("delegate", hall.named("Sami Wave"), TRIAL),
        ("organiser", hall.person("organiser"), "/organise"),
    ):
        everybody[name].sign_in(person, "ar")
        everybody[name].open(place)
    for name in ("neighbour", "child"):
        everybody[name].open(f"/join/{hall.session('trial')['room_code']}?lang=ar")
    wall.open("/screen")
    everybody["lina"].page.fill(".pair input", wall.page.locator(".wall-pairing-code").inner_text())
    everybody["lina"].page.click(".pair button")
    wall.page.wait_for_selector("sawt-wall .wall-foot")
    for name, one in everybody.items():
        if name != "wall":
            assert one.page.locator("html").get_attribute("dir") == "rtl", name


def asks(child: Window) -> str:
    """The code on the receipt."""
    child.page.fill("#question-text", WORDS)
    child.page.click(".ask .button-main")
    child.sees(".receipt .code")
    code = child.page.locator(".receipt .code").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}", code)
    return code


def whoever_reads(*adults: Window) -> Window:
    """The one adult who has it in hand; for the others it is with a colleague."""
    for _ in range(100):
        found = [one for one in adults if one.page.locator(".desk-text").count()]
        if found:
            break
        adults[0].page.wait_for_timeout(100)
    (reader,) = found
    reader.sees(".desk-text", WORDS.split()[0])
    for other in adults:
        if other is not reader:
            other.sees('.desk-place[data-hand="colleague"]')
            nothing_of_it(other, other.name)
    return reader


def to_the_safety_team(reader: Window) -> None:
    """One key, and a second to say that it is meant."""
    page = reader.page
    page.locator('[data-press^="route-"]:not([aria-disabled])').wait_for()
    page.locator(".desk-text").click()  # away from the box where a screen was paired
    page.keyboard.press("h")
    page.locator('.desk-now[data-mode="routing"]').wait_for()
    page.keyboard.press("Enter")
    reader.sees(".desk-decided")
    page.locator(".desk-text").wait_for(state="detached")
    assert page.locator(".desk-place").count() == 0
    assert page.locator('[data-press^="undo-"]').count() == 0, "nothing brings it back here"


def nothing_of_it(one: Window, name: str) -> None:
    for words in (WORDS, *PARTS):
        assert words not in one.page.content(), name


def own_question(child: Window) -> str:
    """The question's id, as the child's own page was told it."""
    told = child.page.evaluate(
        "fetch(location.href).then((page) => page.text()).then((text) =>"
        " new DOMParser().parseFromString(text, 'text/html')"
        ".querySelector('script[type=\"application/json\"]').textContent)"
    )
    return str(json.loads(told)["topics"]["mine"]["data"]["questions"][0]["id"])


def lead_opens_and_answers(lead: Window, passphrase: str) -> str:
    """The lead's side: the alert, her passphrase, "I have it", an answer. The concern's id."""
    page = lead.page
    page.locator("sawt-safety .alert a").click()
    page.locator("[data-concern] h2 a").first.wait_for()
    assert WORDS not in page.content()
    page.locator("[data-concern] h2 a").first.click()
    page.fill("#passphrase", passphrase)
    page.press("#passphrase", "Enter")
    expect(page.locator(".verbatim").first).to_have_text(WORDS)
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.locator("form:has(input[name=then][value=acknowledge]) button").click()
    lead.sees(".record-entry[data-kind=acknowledged]")
    page.locator("details:has(#answer-text) > summary").click()
    page.fill("#answer-text", ANSWER)
    page.select_option("#answer-lang", "ar")
    page.locator("details:has(#answer-text) button").click()
    lead.sees(".record-entry[data-kind=answer]")
    return re.sub(r"[?#].*", "", page.url).rstrip("/").removesuffix("/open").rpartition("/")[2]


def addresses(app: Any, hall: Hall, ids: dict[str, list[str]]) -> Iterator[str]:
    """Every address there is to look at: pages, data, exports; of the session and of one more,
    with these ids. A running server's every address is in tests/proof/test_canary_crawl.py."""
    another = next(s["slug"] for s in hall.told["sessions"] if s["slug"] != "trial")
    known = ids | {
        "slug": ["trial", another],
        "lock": ["who_asked"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.endpoint in ("static", "people.badge_link"):
            continue
        values = [known.get(name, ["0" * 32]) for name in sorted(rule.arguments)]
        for chosen in itertools.product(*values):
            address = rule.rule
            for name, value in zip(sorted(rule.arguments), chosen, strict=True):
                address = re.sub(rf"<(?:\w+:)?{name}>", value, address)
            yield address


def shown(one: Window, hall: Hall, path: str, secrets: tuple[str, ...]) -> int:
    """The status of an address for this window's person, as a page and as data; none of the secrets
    stands in it, other than in the address that was asked for itself."""
    signed_in = one.context.cookies()
    for wish in ("text/html", "application/json"):
        answer = one.context.request.get(
            hall.server.url + path, headers={"Accept": wish, "Accept-Language": "ar"}
        )
        # A projector's page makes a new one of every browser that opens it.
        one.context.add_cookies(signed_in)  # type: ignore[arg-type] # what it gave itself
        body = answer.text().replace(path, "")
        for secret in secrets:
            assert secret not in body, (path, wish)
            assert json.dumps(secret)[1:-1] not in body, (path, wish)
        assert answer.status < 500, path
    return answer.status
