"""Why a question did not go on, as its asker reads it: ready words in every language."""

from __future__ import annotations

from participation.foundation.languages import Words
from participation.programme.sentences.catalogue import shipped
from participation.programme.sentences.models import SentenceKind

# The first key has these two reasons and no other; subject and time belong to the moderator.
STOPPED: dict[str, Words] = {
    "personal_details": {
        "ar": "فيه ما قد يدلّ الغرباء على شخص ما أو على مكانه. يمكن إرساله من جديد من دون ذلك.",
        "en": "It has something in it that could tell strangers who or where somebody is. "
        "Leave that out, and send it again.",
        "fr": "Il contient quelque chose qui pourrait dire à des inconnus qui est quelqu’un "
        "ou où le trouver. On peut l’enlever, puis renvoyer la question.",
    },
    "unkind": {
        "ar": "قد تجرح هذه الكلمات أحدًا. يمكن قولها بطريقة أخرى وإرسالها من جديد.",
        "en": "The words could hurt somebody. Say it in another way, and send it again.",
        "fr": "Ces mots pourraient blesser quelqu’un. On peut le dire autrement, puis renvoyer "
        "la question.",
    },
}

# The moderator's: a list that comes with the product.
DECLINED: dict[str, Words] = shipped(SentenceKind.REASON)


def reason_words(reason: str | None) -> Words | None:
    """The words of a reason; None where there is nothing to explain."""
    return STOPPED.get(reason or "") or DECLINED.get(reason or "")
