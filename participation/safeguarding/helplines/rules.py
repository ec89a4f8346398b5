"""Which numbers can be dialled, and how a line stands; pure."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache

import phonenumbers
from babel import Locale

from participation.safeguarding.rules import is_shown

# Helplines and emergency services have numbers as short as these, in every country others.
SHORT_CODE = range(3, 7)
# The one region with numbers of its own that is no country.
UNION = "EU"


class Standing(StrEnum):
    TO_CONFIRM = "to_confirm"
    SHOWN = "shown"
    HIDDEN = "hidden"
    TAKEN_OUT = "taken_out"


def can_be_dialled(number: str, country: str) -> bool:
    """Whether somebody in that country can dial it: a short code, or as long as numbers are."""
    digits = sum(char.isdigit() for char in number)
    if digits in SHORT_CODE:
        return True
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)


def standing(
    verified_on: date | None, confirmed_on: date | None, in_use: bool, today: date
) -> Standing:
    """How a line stands on the help page today."""
    if not in_use:
        return Standing.TAKEN_OUT
    if verified_on is None:
        return Standing.TO_CONFIRM
    return Standing.SHOWN if is_shown(verified_on, confirmed_on, today) else Standing.HIDDEN


@cache
def countries(lang: str) -> dict[str, str]:
    """Every country's name in this language, by its code, in the order of the alphabet."""
    named = {
        code: name
        for code, name in Locale.parse(lang).territories.items()
        if len(code) == 2 and (code in phonenumbers.SUPPORTED_REGIONS or code == UNION)
    }
    return dict(sorted(named.items(), key=lambda pair: pair[1]))
