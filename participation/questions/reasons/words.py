"""Why a question did not go on, as its asker reads it: ready words in every language."""

from __future__ import annotations

from collections.abc import Iterable

from participation.foundation.languages import Words
from participation.programme.sentences.catalogue import shipped
from participation.programme.sentences.models import SentenceKind
from participation.programme.sentences.queries import words_of_sentences
from participation.questions.models import Question
from participation.questions.reasons.queries import told_words

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

# The moderator's ready ones, which come with the product.
DECLINED: dict[str, Words] = shipped(SentenceKind.REASON)


def reasons_of(questions: Iterable[Question]) -> dict[str, Words]:
    """The words of why these did not go on, by reason. One that is not offered any more is read all
    the same by whom it was told, in the languages in which it was written."""
    reasons = {question.reason for question in questions if question.reason}
    shipped = {reason: STOPPED.get(reason) or DECLINED.get(reason) for reason in reasons}
    found = {reason: words for reason, words in shipped.items() if words is not None}
    for others in (words_of_sentences, told_words):
        own = reasons - set(found)
        found |= others(own) if own else {}
    return found


def why_stopped(reason: str | None) -> Words | None:
    """The words of the first key's reason; None where there is nothing to explain."""
    return STOPPED.get(reason or "")
