"""How names are compared when somebody looks for one."""

from __future__ import annotations

import unicodedata

from participation.foundation.languages import western_digits


def as_searched(text: str) -> str:
    """A text as names are compared: any script's digits, without accents, vowel signs or case."""
    parts = unicodedata.normalize("NFKD", western_digits(text)).casefold().replace("ـ", "")
    return "".join(char for char in parts if unicodedata.category(char) not in ("Mn", "Cf"))
