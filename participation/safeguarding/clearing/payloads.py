"""What the desk tells one adult: her duty and her colleagues', the line that waits, and the one
text that she has in hand. Of what others read, or she can't, she is told no word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from participation.foundation import clock
from participation.foundation.languages import shown_text, user_text
from participation.foundation.taming import tame
from participation.people.queries import shown_names
from participation.safeguarding.clearing import queries, rules
from participation.safeguarding.clearing.kinds import Waiting, known_kinds
from participation.safeguarding.duty.queries import (
    OnDuty,
    is_on_duty,
    languages_read,
    on_duty_now,
)


def clearing_topic(session_id: str, person_id: str) -> dict[str, Any]:
    """Topic `clearing` for one adult at this session's desk."""
    on_duty = on_duty_now(session_id)
    waiting = queries.waiting_at(session_id)
    mine = queries.readable(waiting, person_id, session_id)
    hands = queries.hands_on([(one.kind, one.id) for one in mine])
    in_hand = [one for one in mine if hands.get((one.kind, one.id)) == person_id]
    return {
        "duty": {
            "on": is_on_duty(person_id, session_id),
            "languages": list(languages_read(person_id)),
        },
        "colleagues": _colleagues(on_duty, person_id),
        "unread": _unread(waiting, on_duty),
        "line": _line(mine, hands, person_id),
        "item": _item(in_hand) if in_hand else None,
    }


def item_in_hand(session_id: str, person_id: str) -> dict[str, Any] | None:
    """The text that she has in hand, or None."""
    item: dict[str, Any] | None = clearing_topic(session_id, person_id)["item"]
    return item


def _colleagues(on_duty: Sequence[OnDuty], person_id: str) -> list[dict[str, Any]]:
    others = [one for one in on_duty if one.person_id != person_id]
    names = shown_names([one.person_id for one in others])
    return [{"name": names[one.person_id], "languages": list(one.languages)} for one in others]


def _unread(waiting: Sequence[Waiting], on_duty: Sequence[OnDuty]) -> list[dict[str, Any]]:
    """How many texts wait in a language that nobody on duty reads."""
    read = {language for one in on_duty for language in one.languages}
    count = Counter(one.language for one in waiting if one.language not in read)
    return [{"lang": lang, "waiting": number} for lang, number in sorted(count.items())]


def _line(
    mine: Sequence[Waiting], hands: dict[tuple[str, str], str], person_id: str
) -> list[dict[str, Any]]:
    """The line, without a word of any text. What comes in cards has one place for all that wait
    in the same way, and says how many."""
    places: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in mine:
        place = _place(one, hands.get((one.kind, one.id)), person_id)
        is_alone = known_kinds()[one.kind].in_cards_of == 1 or one.marks
        key = (one.id,) if is_alone else (one.kind, one.language, place["hand"])
        places.setdefault(key, place)["many"] += 1
    return list(places.values())


def _place(one: Waiting, holder: str | None, person_id: str) -> dict[str, Any]:
    hand = None if holder is None else "mine" if holder == person_id else "colleague"
    return {
        "many": 0,
        "kind": one.kind,
        "id": one.id,
        "lang": one.language,
        "since": clock.iso(one.since),
        "marked": bool(one.marks),
        "hand": hand,
    }


def _item(in_hand: Sequence[Waiting]) -> dict[str, Any]:
    """The one text that she has in hand, or the card of several."""
    one, kind = in_hand[0], known_kinds()[in_hand[0].kind]
    card = [one, *rules.beside(one, in_hand)][: kind.in_cards_of]
    return {
        "kind": one.kind,
        "id": one.id,
        "about": one.about,
        "card": [{"id": each.id, "text": user_text(each.text, each.language)} for each in card]
        if kind.in_cards_of > 1
        else None,
        "text": user_text(one.text, one.language),
        "shown": shown_text(one.text, one.language, kind.letters)
        if kind.letters and len(tame(one.text)) > kind.letters
        else None,
        "since": clock.iso(one.since),
        "on_paper": one.on_paper,
        "marks": [dict(mark) for mark in one.marks],
        "revision": one.revision,
        "field": kind.field,
        "acts": kind.acts,
    }
