from __future__ import annotations

import pytest

from participation.foundation.languages import in_language, only_digits


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("1234 5678", "12345678"),
        ("١٢٣٤ ٥٦٧٨", "12345678"),
        ("۱۲۳۴-۵۶۷۸", "12345678"),
        ("１２３４５６７８", "12345678"),
        ("12a34", "1234"),
        ("", ""),
    ],
)
def test_a_number_is_read_in_any_scripts_digits(typed: str, digits: str) -> None:
    assert only_digits(typed) == digits


def test_words_fall_back_to_whichever_was_written() -> None:
    assert in_language({"ar": "س", "en": "s", "fr": ""}, "fr") == "s"
    assert in_language({"ar": "س"}, "fr") == "س"
    assert in_language(None, "fr") == ""
