"""Strangers at the doors: guessed codes, a crowd behind one address, cookies replayed."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from participation.foundation.receipt_codes import LENGTH, LETTERS
from participation.people import joining, tokens
from participation.safeguarding.concerns.pages import LOOKING
from tests.faults.threats.conftest import Tell
from tests.live.conftest import Conference
from tests.live.listening import Guest, as_card, csrf
from tests.running import SECRET_KEY

# A guess waits for its answer as long as whatever is before it takes: the server's own wait is ten
# seconds, the rest is this machine's, which serves all the strangers too.
PATIENCE_S = 600
# After this nobody guesses any more, however few guesses a slow machine came to.
GUESSES_FOR_S = 900


def test_10000_guessed_codes(hall: Conference, got: Tell, scale: int) -> None:
    """625 in the short form. The right code is found by nobody faster than the budget looks."""
    url, began = hall.server.url, time.monotonic()
    right, guesses = hall.code(), 625 * scale

    def guess(n: int) -> int:
        return requests.get(
            f"{url}/join/{10_000_000 + n * 7919:08d}", allow_redirects=False, timeout=60
        ).status_code

    with ThreadPoolExecutor(8) as strangers:
        answers = list(strangers.map(guess, range(guesses)))
    took = time.monotonic() - began
    looked_at = answers.count(404)
    waits = requests.get(f"{url}/join/{right}", allow_redirects=False, timeout=60)
    qr = hall.moderator().http.get(f"{url}/join/{right}/qr.svg")
    got(
        guesses=guesses,
        looked_at=looked_at,
        told_to_wait=answers.count(429),
        let_in=answers.count(303),
        seconds=round(took, 1),
        an_honest_phone_meanwhile=f"number in the line ({waits.status_code})",
    )
    assert answers.count(303) == 0
    assert looked_at <= joining.UNKNOWN_AT_ONCE + joining.UNKNOWN_PER_S * took + 5
    assert looked_at + answers.count(429) == guesses
    assert waits.status_code == 429
    assert int(waits.headers["Retry-After"]) >= 1
    assert qr.status_code == 200


def test_10000_guessed_receipt_codes(hall: Conference, got: Tell, scale: int) -> None:
    """In the drill by 400 phones that came in with the wall's QR; 200 guesses by 100 phones in the
    short form. A child's own code opens meanwhile, and so does help.

    How many seconds that takes is the machine's; how many others come first is the program's. A
    code has behind it at most what each guessing phone waits for and what it sends next; help does
    not stand in that line at all.
    """
    is_drill = scale > 1
    url, guesses = hall.server.url, 10_000 if is_drill else 200
    address = f"{url}/join/{hall.code()}?k={_mark_on_the_wall(hall.code())}"
    child = hall.guest()
    assert child.http.get(address).status_code == 200  # by the QR: typed codes may have a line
    child.connect()
    words = {"session": "trial", "text": "Who reads this?", "lang": "en", "name_as": "none"}
    asked = child.write("questions.ask", **words)
    assert asked["ok"], asked
    own_token = csrf(child, "/answers")
    strangers = [hall.guest() for _ in range(400 if is_drill else 100)]
    answered: list[tuple[bool, float]] = []

    def come_in(stranger: Guest) -> tuple[Guest, str]:
        stranger.http.get(address, allow_redirects=False, timeout=PATIENCE_S)
        return stranger, csrf(stranger, "/answers")

    def look(known: tuple[Guest, str], code: str) -> tuple[bool, float]:
        """Whether it opened something, and after how many seconds."""
        stranger, token = known
        asked_at = time.monotonic()
        page = stranger.http.post(
            f"{url}/answers", data={"csrf_token": token, "code": code}, timeout=PATIENCE_S
        )
        assert page.status_code == 200, page.status_code
        return 'class="told-state"' in page.text, time.monotonic() - asked_at

    def guess(n: int) -> None:
        if time.monotonic() - began < GUESSES_FOR_S:
            letters = "".join(random.Random(n).choices(LETTERS, k=LENGTH))
            answered.append(look(devices[n % len(devices)], letters))

    with ThreadPoolExecutor(len(strangers)) as crowd:
        began = time.monotonic()
        devices = list(crowd.map(come_in, strangers))
        came_in_after, began = time.monotonic() - began, time.monotonic()
        guessed = [crowd.submit(guess, n) for n in range(guesses)]
        for each in guessed[: int(LOOKING.burst)]:
            each.result()  # as many as come at once: from here on there is a line
        before = len(answered)
        own, own_behind = look((child, own_token), asked["code"]), len(answered) - before
        before, asked_for_help = len(answered), time.monotonic()
        helped = requests.get(f"{url}/help", timeout=PATIENCE_S).status_code
        help_took, help_behind = time.monotonic() - asked_for_help, len(answered) - before
        for each in guessed:
            each.result()
    took = time.monotonic() - began
    at_once = sum(waited < LOOKING.longest_s - 1 for _, waited in answered)
    got(
        guesses=len(answered),
        devices=len(devices),
        came_in_after_s=round(came_in_after, 1),
        opened=sum(opened for opened, _ in answered),
        looked_at_without_the_full_wait=at_once,
        longest_wait_s=round(max(waited for _, waited in answered), 1),
        seconds=round(took, 1),
        of_codes=f"{len(LETTERS)}^{LENGTH}",
        an_honest_code_meanwhile=f"opened after {own[1]:.1f} s, behind {own_behind} guesses",
        help_meanwhile=f"after {help_took:.1f} s, behind {help_behind} guesses",
    )
    assert not any(opened for opened, _ in answered)
    assert own[0]
    assert own_behind <= 2 * len(devices)
    assert helped == 200
    assert help_behind <= len(devices)
    # Beyond what may come at once, and what joins the line while it fills, each one waits.
    line = LOOKING.burst + LOOKING.per_second * LOOKING.longest_s
    assert at_once <= line + 20
    # However few a slow machine came to, each phone met the line more than once.
    assert len(answered) >= min(guesses, 2 * len(devices))


def test_500_phones_behind_one_address_in_60_s(hall: Conference, got: Tell) -> None:
    """In as few seconds as it takes. All carry the wall's QR, and none is refused."""
    url, code = hall.server.url, hall.code()
    mark = _mark_on_the_wall(code)
    began = time.monotonic()

    def come_in(_: int) -> int:
        return requests.get(
            f"{url}/join/{code}?k={mark}", allow_redirects=False, timeout=60
        ).status_code

    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(come_in, range(500)))
    got(phones=500, let_in=answers.count(303), seconds=round(time.monotonic() - began, 1))
    assert answers == [303] * 500


def test_a_cookie_replayed_after_hand_over(hall: Conference, got: Tell) -> None:
    child = hall.guest().sign_in(hall.named("Sami Wave"))
    stolen = child.http.cookies.get("sawt_device")
    child.http.post(f"{child.url}/hand-over", data={"csrf_token": csrf(child, "/devices")})
    page, live = _replayed(hall, stolen)
    got(page=page, live=live)
    assert (page, live) == (401, "not_signed_in")


def test_a_cookie_replayed_after_lock(hall: Conference, got: Tell) -> None:
    adult = hall.facilitator()
    stolen = adult.http.cookies.get("sawt_device")
    began = time.monotonic()
    adult.http.post(
        f"{adult.url}/lock",
        data={"csrf_token": csrf(adult, "/devices")},
        headers={"Accept": "application/json"},
    )
    adult.until(lambda: bool(adult.endings))
    ended_after = time.monotonic() - began
    page, live = _replayed(hall, stolen)
    got(page=page, live=live, open_page_ended_after_s=round(ended_after, 1))
    assert (page, live) == (401, "locked")
    assert adult.endings[0]["code"] == "locked"


def test_a_childs_pin_on_a_strangers_phone(hall: Conference, got: Tell) -> None:
    """The right card and the right PIN, and no adult who nods."""
    child = hall.guest().sign_in(as_card(hall.named("Sami Wave")))
    page = child.http.get(f"{child.url}/papers").status_code
    live = child.connect().send("live.follow", desk="mine")["code"]
    got(page=page, live=live)
    assert (page, live) == (401, "not_signed_in")


def test_a_stranger_guessing_a_pin_never_slows_its_owner(hall: Conference, got: Tell) -> None:
    person = hall.named("Sami Wave")
    owner = hall.guest().sign_in(person)
    stranger, path = hall.guest(), "/badge/" + person["sign_in"].rpartition("/")[2]
    answers = [
        stranger.http.post(
            stranger.url + path, data={"csrf_token": csrf(stranger, path), "secret": f"{n:04d}"}
        ).status_code
        for n in range(8)
    ]
    token = csrf(owner, path)
    again = owner.http.post(
        owner.url + path,
        data={"csrf_token": token, "secret": person["secret"]},
        allow_redirects=False,
    )
    got(guesses=answers, owner=again.status_code)
    assert 303 not in answers
    assert 429 in answers
    assert again.status_code == 303


def _replayed(hall: Conference, cookie: str | None) -> tuple[int, str]:
    """What a stolen device cookie opens: a page's status, and the answer to a live message."""
    thief = hall.guest()
    thief.http.cookies.set("sawt_device", str(cookie))
    page = thief.http.get(f"{thief.url}/papers").status_code
    answer = thief.connect().send("live.follow", desk="mine")
    return page, str(answer.get("code", "ok"))


def _mark_on_the_wall(code: str) -> str:
    """What the QR on the wall carries; read from its server, since a picture is hard to read."""
    return tokens.mark_with(SECRET_KEY, joining.QR, code)
