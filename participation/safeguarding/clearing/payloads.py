"""What the desk tells one adult: her duty, her colleagues, and what nobody here can read."""

from __future__ import annotations

from collections import Counter
from typing import Any

from participation.foundation import clock
from participation.foundation.languages import user_text
from participation.people.queries import shown_names
from participation.safeguarding.clearing import queries
from participation.safeguarding.duty.queries import is_on_duty, languages_read, on_duty_now


def clearing_topic(session_id: str, person_id: str) -> dict[str, Any]:
    """Topic `clearing` for one adult at this session's desk."""
    on_duty = on_duty_now(session_id)
    waiting = queries.waiting_at(session_id)
    given = queries.languages_given(person_id, session_id)
    names = shown_names([one.person_id for one in on_duty])
    read_by_somebody = {language for one in on_duty for language in one.languages}
    unread = Counter(one.language for one in waiting if one.language not in read_by_somebody)
    return {
        "duty": {
            "on": is_on_duty(person_id, session_id),
            "languages": list(languages_read(person_id)),
        },
        "colleagues": [
            {"name": names[one.person_id], "languages": list(one.languages)}
            for one in on_duty
            if one.person_id != person_id
        ],
        "names": [
            {"id": one.id, "text": user_text(one.text, one.language), "since": clock.iso(one.since)}
            for one in waiting
            if one.kind == "name" and one.language in given
        ],
        "unread": [{"lang": lang, "waiting": count} for lang, count in sorted(unread.items())],
    }
