"""The words that are said yes or no to: one file for each version, never changed once it was read.

A new version is a new file in texts/, named after its number; the highest is read from then on.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from participation.foundation.languages import DEFAULT

FOLDER = Path(__file__).parent / "texts"
BANDS = ("10-12", "13-15", "16-17")
# Where a child's age is not known: words that all three can read.
ANY_BAND = "13-15"

Text = dict[str, Any]


@cache
def _versions(kind: str) -> dict[str, Text]:
    """Every version of `assent` or `consent`, oldest first."""
    files = sorted(FOLDER.glob(f"{kind}-*.toml"), key=lambda file: int(file.stem.split("-")[1]))
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return {text["version"]: text for text in read}


def newest() -> str:
    """The version of the assent that is asked for now."""
    return list(_versions("assent"))[-1]


def newest_consent() -> str:
    return list(_versions("consent"))[-1]


def consent_versions() -> tuple[str, ...]:
    """Every version of the guardian's words that was ever given out."""
    return tuple(_versions("consent"))


def band_of(age_band: str | None) -> str:
    return age_band if age_band in BANDS else ANY_BAND


def assent_text(version: str, age_band: str | None, lang: str) -> Text:
    """What a child of this age reads in this language: thoughts, the question, the choices."""
    by_language: dict[str, Text] = _versions("assent")[version][band_of(age_band)]
    return by_language.get(lang) or by_language[DEFAULT]


def consent_text(version: str, lang: str) -> Text:
    """What a parent, guardian or responsible body reads before saying yes."""
    by_language: dict[str, Text] = _versions("consent")[version]
    return by_language.get(lang) or by_language[DEFAULT]
