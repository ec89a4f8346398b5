"""What the help page shows, in its order. It needs no row in the database to say something true."""

from __future__ import annotations

import unicodedata
from typing import Any

from babel import Locale
from sqlalchemy.exc import SQLAlchemyError

from participation.foundation import clock
from participation.foundation.languages import Words, in_language
from participation.safeguarding import queries, rules, texts
from participation.safeguarding.models import Helpline, SafePerson


def help_page(lang: str, slug: str | None = None) -> dict[str, Any]:
    """Person and place, then the lines: for where the child is (in the room of this session),
    emergency, other countries."""
    try:
        person, known = queries.safe_person(), queries.helplines()
        elsewhere_now = queries.country_of(slug)
    except SQLAlchemyError:
        person, known, elsewhere_now = None, [], None  # the green sign is true without a database
    here = elsewhere_now or (person.country if person else None)
    lines = [_line(line, here, lang) for line in known]
    nearest = [line for line in lines if line["where"] == "here"]
    elsewhere = sorted((line for line in lines if line["where"] == "home"), key=_by_country)
    holds = person is not None and here == person.country and person.emergency_number
    emergency = [_emergency(person)] if person and holds else []
    name = person.name if person else texts.SAFETY_TEAM
    number = nearest[0]["number"] if nearest else emergency[0]["number"] if emergency else None
    return {
        "person": {"name": name},
        "team_name": texts.SAFETY_TEAM,
        "place": person.place if person else texts.GREEN_SIGN,
        "helplines": [*nearest, *emergency, *elsewhere],
        "texts": {
            "heading": texts.HEADING,
            "sentence": _sentence(name, number),
            "talk": {"heading": texts.TALK_HEADING, "sentences": texts.TALK},
            "adults": texts.FOR_ADULTS,
        },
    }


def _sentence(name: Words, number: str | None) -> Words:
    words = texts.SENTENCE if number else texts.SENTENCE_WITHOUT_NUMBER
    return {
        lang: sentence.format(name=in_language(name, lang), number=number)
        for lang, sentence in words.items()
    }


def _line(line: Helpline, here: str | None, lang: str) -> dict[str, Any]:
    return {
        "name": line.name,
        "number": line.number,
        "country": Locale.parse(lang).territories.get(line.country, line.country),
        "where": rules.place_of(line.country, here),
        "to_confirm": rules.is_to_confirm(line.verified_on),
    }


def _emergency(person: SafePerson) -> dict[str, Any]:
    return {
        "name": texts.EMERGENCY,
        "number": person.emergency_number,
        "country": "",
        "where": "emergency",
        "to_confirm": rules.is_emergency_to_confirm(
            person.emergency_verified_on, clock.now().date()
        ),
    }


def _by_country(line: dict[str, Any]) -> str:
    """Letters without their marks, so that É stands with E and أ with ا."""
    letters = unicodedata.normalize("NFKD", line["country"]).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
