"""Why a word did not go on, in kind words for whoever wrote it."""

from __future__ import annotations

from participation.foundation.languages import Words

STOPPED: dict[str, Words] = {
    "personal_details": {
        "ar": "هذه الكلمة قد تدلّ الغرباء على شخص أو على مكانه. يمكن كتابة كلمة أخرى.",
        "en": "This word could tell strangers who or where somebody is. You can write another one.",
        "fr": "Ce mot pourrait dire à des inconnus qui est quelqu’un ou où le trouver. "
        "On peut en écrire un autre.",
    },
    "unkind": {
        "ar": "قد تجرح هذه الكلمة أحدًا. يمكن كتابة كلمة أخرى.",
        "en": "This word could hurt somebody. You can write another one.",
        "fr": "Ce mot pourrait blesser quelqu’un. On peut en écrire un autre.",
    },
}


def reason_words(reason: str | None) -> Words | None:
    """The words of a reason; None where there is nothing to explain."""
    return STOPPED.get(reason or "")
