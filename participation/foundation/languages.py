"""Arabic, English and French: which one, its direction, words in several at once."""

from __future__ import annotations

import unicodedata
from typing import Any, TypedDict

from flask_babel import force_locale

from participation.foundation.taming import shortened, tame

LANGUAGES: dict[str, str] = {"ar": "العربية", "en": "English", "fr": "Français"}
DEFAULT = "en"

Words = dict[str, str]

EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class UserText(TypedDict):
    """A person's text as it goes to browsers: never guessed at, always with its direction."""

    text: str
    lang: str
    dir: str


def direction(lang: str) -> str:
    """`rtl` for Arabic, else `ltr`."""
    return "rtl" if lang == "ar" else "ltr"


def in_language(words: Words | None, lang: str) -> str:
    """This language's string, else English, else whichever was written."""
    if not words:
        return ""
    return words.get(lang) or words.get(DEFAULT) or next(iter(words.values()), "")


def in_every_language(words: Any) -> Words:
    """A sentence of the catalogue in all languages, so that one state serves every phone."""
    said = {}
    for lang in LANGUAGES:
        with force_locale(lang):
            said[lang] = str(words)
    return said


def user_text(text: str, lang: str) -> UserText:
    """User text wrapped for display in either direction, with nothing in it that breaks a page.
    What is stored stays word for word as it was sent."""
    return {"text": tame(text), "lang": lang, "dir": direction(lang)}


def shown_text(text: str, lang: str, letters: int) -> UserText:
    """The same as lists and walls show it: no longer than so many characters."""
    return {"text": shortened(text, letters), "lang": lang, "dir": direction(lang)}


def western_digits(text: str) -> str:
    """Any script's digits (Arabic-Indic, Persian, full-width, …) as 0–9; all else untouched."""
    return "".join(
        str(unicodedata.digit(char)) if unicodedata.digit(char, None) is not None else char
        for char in text
    )


def native_digits(text: str, lang: str) -> str:
    """The digits 0–9 of a text as this language writes them."""
    return text.translate(EASTERN) if lang == "ar" else text


def only_digits(text: str) -> str:
    """The digits of what somebody typed, from any script, without spaces and dashes."""
    return "".join(char for char in western_digits(text) if char in "0123456789")


def chosen_language(asked: str | None, remembered: str | None, accept: Any) -> str:
    """What was asked for in the address, else remembered, else the browser's, else English."""
    for candidate in (asked, remembered):
        if candidate in LANGUAGES:
            return str(candidate)
    best = accept.best_match(list(LANGUAGES)) if accept is not None else None
    return best or DEFAULT
