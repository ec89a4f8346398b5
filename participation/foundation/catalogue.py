"""The catalogue's sentences for scripts: the same words that pages speak."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from babel.support import Translations

TRANSLATIONS = Path(__file__).resolve().parents[1] / "translations"


@cache
def _catalogue(lang: str) -> dict[Any, str]:
    loaded = Translations.load(str(TRANSLATIONS), [lang])
    known: dict[Any, str] = getattr(loaded, "_catalog", {})
    return known


def sentences(lang: str, msgids: list[str]) -> dict[str, Any]:
    """Each msgid's sentence in this language; a list of forms where it counts something."""
    known = _catalogue(lang)
    found: dict[str, Any] = {}
    for msgid in msgids:
        forms = [known[msgid, n] for n in range(6) if (msgid, n) in known]
        if forms:
            found[msgid] = forms
        elif known.get(msgid):
            found[msgid] = known[msgid]
    return found
