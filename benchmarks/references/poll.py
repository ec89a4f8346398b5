"""The poll that both references put to the hall: as many bytes as the product's own."""

from __future__ import annotations

from typing import Any

SESSION = "hall"
POLL = "0" * 31 + "1"
CHOICES = {
    "a" * 32: {"ar": "أن يجيب في الليل أيضًا", "en": "At night too", "fr": "La nuit aussi"},
    "b" * 32: {"ar": "أن نكتب بدل أن نتكلم", "en": "In writing", "fr": "Par écrit"},
    "c" * 32: {"ar": "أن يكون الاتصال مجانيًّا", "en": "Free of charge", "fr": "Gratuitement"},
    "d" * 32: {"ar": "أن نعرف من سيجيبنا", "en": "With a name", "fr": "Avec un nom"},
}


def poll_changed(state: str, answered: int, version: int) -> dict[str, Any]:
    """The message `live.changed` for the whole poll."""
    return {
        "session": SESSION,
        "topic": "poll",
        "version": version,
        "data": {
            "id": POLL,
            "round": 1,
            "kind": "single",
            "instant": None,
            "state": state,
            "title": {
                "ar": "ما أول شيء تتمنّونه في خط المساندة؟",
                "en": "What would you wish for first in a helpline?",
                "fr": "Quel est votre premier souhait pour une ligne d’écoute ?",
            },
            "options": [
                {"id": option, "text": words, "picture": None, "alt": None}
                for option, words in CHOICES.items()
            ],
            "min": 1,
            "max": 1,
            "electorate": "everyone",
            "answered": answered,
            "present": 0,
            "results": None,
        },
    }
