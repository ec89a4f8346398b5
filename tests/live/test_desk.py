"""The desk: each adult is told what she may read, and nobody else is."""

from __future__ import annotations

import re

import requests

from tests.live.conftest import Conference
from tests.live.listening import Guest, csrf

TRIAL = "trial"
FACILITATOR = {"as": "facilitator"}


def adult(conference: Conference, name: str) -> Guest:
    """A facilitator of the trial session at her desk."""
    laptop = conference.guest("ar").sign_in(conference.named(name)).connect()
    assert laptop.follow(TRIAL, **FACILITATOR)["ok"]
    return laptop


def ask(conference: Conference, lang: str, text: str) -> None:
    phone = conference.phone().connect()
    asked = phone.write("questions.ask", session=TRIAL, text=text, lang=lang, name_as="none")
    assert asked["ok"]


def languages(guest: Guest) -> list[str]:
    """Of what waits in her line."""
    return [entry["lang"] for entry in guest.data("clearing")["line"]]


def takes(guest: Guest) -> str:
    """The words that she has in hand now."""
    item = guest.write("clearing.take", session=TRIAL)["item"]
    return str(item["text"]["text"])


def test_each_adult_is_told_what_is_in_her_languages_and_a_phone_of_hers_nothing(
    conference: Conference,
) -> None:
    lina, sidr = adult(conference, "Lina Palm"), adult(conference, "Mr. Sidr")
    phone = conference.guest().sign_in(conference.named("Lina Palm"))
    phone.join(conference.code()).connect()
    assert phone.follow(TRIAL, **{"as": "audience"})["ok"]
    ask(conference, "fr", "Pourquoi ?")
    ask(conference, "en", "Why?")
    lina.until(lambda: languages(lina) == ["fr", "en"])
    sidr.until(lambda: languages(sidr) == ["en"])
    assert (takes(lina), takes(sidr)) == ("Pourquoi ?", "Why?")
    lina.until(lambda: [one["hand"] for one in lina.data("clearing")["line"]][1] == "colleague")
    assert len(lina.data("questions")["waiting"]) == 2
    for guest, words in ((lina, "Why?"), (sidr, "Pourquoi"), (phone, "Why?"), (phone, "Pourquoi")):
        assert words not in str(guest.heard), words
    assert "waiting" not in phone.data("questions")


def test_going_off_duty_empties_the_desk_and_colleagues_see_it(conference: Conference) -> None:
    lina, sidr = adult(conference, "Lina Palm"), adult(conference, "Mr. Sidr")
    ask(conference, "en", "Why?")
    lina.until(lambda: languages(lina) == ["en"])
    assert takes(lina) == "Why?"
    lina.until(lambda: lina.data("clearing")["item"] is not None)
    assert lina.write("duty.end", session=TRIAL)["ok"]
    lina.until(lambda: lina.data("clearing")["item"] is None and languages(lina) == [])
    sidr.until(
        lambda: (
            "Lina Palm" not in [one["name"]["en"] for one in sidr.data("clearing")["colleagues"]]
        )
    )
    no = lina.write("questions.clear", question=sidr.data("questions")["waiting"][0]["id"])
    assert (no["ok"], no["code"]) == (False, "not_on_duty")
    assert lina.write("duty.begin", session=TRIAL)["ok"]
    lina.until(lambda: languages(lina) == ["en"])


def tell_the_safety_team(url: str) -> None:
    page = re.search(r'name="page" value="([^"]+)"', requests.get(f"{url}/help", timeout=20).text)
    assert page
    told = {"page": page[1], "text": "CANARY-8842", "safe_now": "no"}
    assert requests.post(f"{url}/help", data=told, timeout=20).ok


def test_a_lock_of_the_safety_team_hears_two_numbers_until_it_is_handed_over(
    conference: Conference,
) -> None:
    lead = conference.guest().sign_in(conference.named("Ms. Oasis"))
    desk, lock, other = conference.guest(), conference.guest(), adult(conference, "Mr. Sidr")
    for window in (desk, lock):  # pages of the same browser
        window.http.cookies.update(lead.http.cookies)
        window.connect()
    assert desk.follow(None, desk="safety")["ok"]
    token = {"csrf_token": csrf(lead, "/safety")}
    assert lead.http.post(f"{lead.url}/lock", data=token, timeout=20).ok
    desk.until(lambda: [ending["code"] for ending in desk.endings] == ["locked"])
    assert desk.follow(None, desk="safety")["code"] == "locked"
    assert lock.follow(None, desk="alert")["ok"]
    before = lock.data("alert")["waiting"]

    tell_the_safety_team(lead.url)
    lock.until(lambda: lock.data("alert")["waiting"] == before + 1)
    assert set(lock.data("alert")) == {"waiting", "urgent"}
    assert {told["topic"] for _, told in lock.heard} == {"alert"}
    assert "CANARY" not in str(lock.heard)
    assert [told for _, told in desk.heard + other.heard if told["topic"] == "alert"] == []

    token = {"csrf_token": csrf(lead, "/locked")}
    assert lead.http.post(f"{lead.url}/hand-over", data=token, timeout=20).ok
    lock.until(lambda: [ending["code"] for ending in lock.endings] == ["ended"])


def test_a_desk_that_the_safety_team_follows_stands_in_the_log_as_read(
    conference: Conference,
) -> None:
    lead = conference.guest().sign_in(conference.with_role("safeguarding")).connect()
    for _ in range(2):
        assert lead.follow("trial", **{"as": "facilitator"})["ok"]
    log = lead.http.get(f"{lead.url}/organise/audit").text
    assert log.count("Read what a moderator and the adults said quietly") == 1
