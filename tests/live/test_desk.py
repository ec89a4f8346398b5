"""The desk: each adult is told what she may read, and nobody else is."""

from __future__ import annotations

from tests.live.conftest import Conference
from tests.live.listening import Guest

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
