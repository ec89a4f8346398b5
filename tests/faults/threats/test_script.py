"""Script in everything that somebody can type: drawn in a real browser, nothing of it runs."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.faults.threats.conftest import Tell
from tests.live.conftest import Conference
from tests.live.listening import Guest, csrf

pytestmark = pytest.mark.browser

RUNS = "window.sawtRan = (window.sawtRan ?? 0) + 1"
SCRIPT = (
    f"\"'><img src=x onerror='{RUNS}'><script>{RUNS}</script>"
    f"</script><svg onload='{RUNS}'><a href='javascript:{RUNS}'>x</a>{{{{7*7}}}}"
)
# Counts what ran, and what only the policy kept from running: there should be nothing to keep.
WATCH = """
window.sawtHeld = 0;
document.addEventListener('securitypolicyviolation', () => { window.sawtHeld += 1; });
"""


def test_script_in_every_field_and_payload(
    hall: Conference,
    chromium: Browser,
    got: Tell,
) -> None:
    moderator, adult, phone = hall.moderator(), hall.facilitator(), hall.phone().connect()
    child, curator = hall.guest().sign_in(hall.named("Sami Wave")).connect(), hall.facilitator()
    wall = hall.screen(moderator)
    paper = a_paper(child)
    if moderator.data("floor")["state"] == "open":
        assert moderator.steer("floor.go_live", "trial")["ok"]
    phone.follow("trial", **{"as": "audience"})
    asked = phone.write("questions.ask", session="trial", text=SCRIPT, lang="en", name_as="none")
    assert asked["ok"], asked
    adult.write("duty.choose_languages", languages=["ar", "en", "fr"])
    adult.write("duty.begin", session="trial")
    adult.until(lambda: bool(adult.data("questions")["waiting"]))
    seen = look(chromium, hall, {"desk": (adult, "/sessions/trial/assist")}, {"desk"})
    question = adult.data("questions")["waiting"][0]["id"]
    assert adult.write("questions.clear", question=question)["ok"]
    for step in ("shortlist", "put_on_stage"):
        chosen = {"question": question, "revision": 1, "epoch": moderator.seat}
        told = moderator.write(f"questions.{step}", **chosen)
        assert told["ok"], told
    pages = {
        "room": (phone, "/sessions/trial"),
        "child's room": (child, "/sessions/trial"),
        "moderator": (moderator, "/sessions/trial/moderate"),
        "assist": (adult, "/sessions/trial/assist"),
        "wall": (wall, "/screen"),
        "papers": (child, "/papers"),
        "paper": (child, f"/papers/{paper}"),
        "curate": (curator, "/curate"),
        "curate paper": (curator, f"/curate/{paper}"),
        "programme": (phone, "/programme"),
    }
    drawn = {"room", "child's room", "moderator", "wall", "papers", "curate", "curate paper"}
    seen |= look(chromium, hall, pages, drawn)
    got(
        pages=len(seen),
        ran=sum(one["ran"] for one in seen.values()),
        kept_back_by_the_policy_alone=sum(one["held"] for one in seen.values()),
    )
    assert {name for name, one in seen.items() if one["ran"] or one["held"]} == set()


def test_script_in_addresses_and_forms(
    hall: Conference,
    chromium: Browser,
    got: Tell,
) -> None:
    page = opened(chromium, hall.guest())
    ran = 0
    for address in (
        f"/join/{SCRIPT}",
        f"/badge/{SCRIPT}",
        f"/sessions/{SCRIPT}",
        f"/?lang={SCRIPT}",
        f"/programme?{SCRIPT}={SCRIPT}",
        f"/locked?then=javascript:{RUNS}",
    ):
        page.goto(hall.server.url + address.replace("%", "%25").replace("#", "%23"))
        ran += state(page)["ran"]
    for address, field in (("/", "code"), ("/badge", "number")):
        page.goto(hall.server.url + address)
        page.fill(f"input[name={field}]", SCRIPT[:20])
        page.press(f"input[name={field}]", "Enter")
        page.wait_for_load_state()
        ran += state(page)["ran"]
    got(ran=ran)
    assert ran == 0
    page.context.close()


def a_paper(child: Guest) -> str:
    """A paper made of script, sent."""
    page = child.http.post(f"{child.url}/papers", data={"csrf_token": csrf(child, "/papers")})
    paper = page.url.rpartition("/")[2]
    draft: dict[str, Any] = {"title": SCRIPT[:120], "body": SCRIPT, "lang": "en", "base": 0}
    saved = child.write("papers.save_draft", paper=paper, **draft)
    assert saved["ok"], saved
    assert child.write("papers.submit", paper=paper)["ok"]
    return paper


def look(
    chromium: Browser,
    hall: Conference,
    pages: dict[str, tuple[Guest, str]],
    drawn: set[str],
) -> dict[str, dict[str, int]]:
    """Open each page in a browser as the person; those in `drawn` must really show the words."""
    seen = {}
    for name, (guest, address) in pages.items():
        page = opened(chromium, guest)
        page.goto(hall.server.url + address)
        if name in drawn:
            page.get_by_text("onerror=").first.wait_for(timeout=15_000)
        page.wait_for_timeout(300)
        seen[name] = state(page)
        page.context.close()
    return seen


def opened(chromium: Browser, guest: Guest) -> Page:
    context = chromium.new_context(viewport={"width": 820, "height": 1000}, locale="en")
    context.add_cookies(
        [{"name": str(n), "value": str(v), "url": guest.url} for n, v in guest.http.cookies.items()]
    )
    context.add_init_script(WATCH)
    return context.new_page()


def state(page: Page) -> dict[str, int]:
    ran, held = page.evaluate("[window.sawtRan ?? 0, window.sawtHeld]")
    return {"ran": int(ran), "held": int(held)}
