"""What a person wrote is shown word for word, and nothing in it breaks a page."""

from __future__ import annotations

import time

import pytest

from participation.foundation.languages import user_text
from participation.foundation.taming import Tamed, tame


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("Z" + "\u0336\u0321\u034e" * 20 + "algo", "Z\u0336\u0321\u034ealgo"),
        ("a\u200b" + "\u0301\u200b" * 50 + "b", "a\u0301\u0301\u0301b"),
        ("\u202eevil\u202c text\u2066x\u2069", "evil textx"),
        ("a\u200bb\ufeffc\u00add\u2060e", "abcde"),
        ("\u3164\u2800\u115f hidden", " hidden"),
        ("one\n\n\n\n\n\ntwo\n \n \n \nthree", "one\n\ntwo\n \n  three"),
        ("line\u2028line\u2029line\x07", "line\nline\nline"),
        ("idіоt", "idiot"),
        ("Мoсква", "Москва"),
        ("كلabcب", "كل abc ب"),
        ("الـGPS", "الـ GPS"),
        ("\ufdfd", "بسم الله الرحمن الرحيم"),
    ],
)
def test_what_breaks_a_page_is_tamed(sent: str, shown: str) -> None:
    assert tame(sent) == shown
    assert user_text(sent, "en")["text"] == shown


@pytest.mark.parametrize(
    "sent",
    [
        "مُحَمَّدٌ رَسُولُ ٱللَّـٰهِ",
        "Énorme, ça va ? L’œuf.",
        "می‌خواهم بروم",
        "👨‍👩‍👧‍👦 and 🏳️‍🌈 and 5️⃣",
        "हिन्दी में लिखा हुआ",
        "ภาษาไทยที่นี่",
        "שָׁלוֹם",
        "WhatsApp واتساب 2024 «نعم»",
        "One.\n\nTwo.\nThree.",
        "Привет, как дела?",
        "Việt Nam",
    ],
)
def test_what_people_really_write_stays_as_it_is(sent: str) -> None:
    assert tame(sent) == sent


def test_a_place_of_the_text_as_sent_is_found_in_what_is_shown() -> None:
    sent = "😀\u202e call \u200bme\u0301\u0301\u0301\u0301\u0301 now"
    tamed = Tamed(sent)
    start = sent.index("call")
    first, last = tamed.place(start, sent.index(" now"))
    assert tamed.text[first:last] == "call me\u0301\u0301\u0301"
    units = tamed.text.encode("utf-16-le")
    first, last = tamed.browser_place(start, sent.index(" now"))
    assert units[2 * first : 2 * last].decode("utf-16-le") == "call me\u0301\u0301\u0301"
    assert first == 3  # a picture has two of the units in which browsers count


def test_taming_what_was_tamed_changes_nothing() -> None:
    for sent in ("a\u202e\u0301\u0301\u0301\u0301\u0301b\n\n\n\nc", "كلabcب", "idіot \ufdfd"):
        assert tame(tame(sent)) == tame(sent)


@pytest.mark.parametrize("unit", ["\n", "\n ", "a", "а", "aа", "\u0301", "ا", "aا", "\u202e"])
def test_a_hundred_thousand_letters_cost_no_more_than_their_number(unit: str) -> None:
    """Ten times as much text takes about ten times as long, not a hundred times."""

    def cost(many: int) -> float:
        best = 99.0
        for _ in range(3):
            begun = time.process_time()  # whatever else this machine has to do
            tame(unit * (many // len(unit)) + "x")
            best = min(best, time.process_time() - begun)
        return best

    assert cost(100_000) < 40 * cost(10_000) + 0.05
