"""Why a question did not go on, as its asker reads it: ready words in every language."""

from __future__ import annotations

from participation.foundation.languages import Words

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

DECLINED: dict[str, Words] = {
    "other_topic": {
        "ar": "سؤال جيد، لكن موضوع هذه الجلسة مختلف.",
        "en": "A good question, but this session is about something else.",
        "fr": "C’est une bonne question, mais cette séance parle d’autre chose.",
    },
    "already_asked": {
        "ar": "وصلنا سؤال يشبهه كثيرًا، والجواب واحد للسؤالين.",
        "en": "A question much like it was asked already. That answer is for you too.",
        "fr": "Une question très proche a déjà été posée. Sa réponse est aussi pour vous.",
    },
    "no_time": {
        "ar": "الوقت لا يكفي لكل الأسئلة. شكرًا على هذا السؤال.",
        "en": "There is not enough time for every question. Thank you for this one.",
        "fr": "Le temps ne suffit pas pour toutes les questions. Merci pour celle-ci.",
    },
}


def reason_words(reason: str | None) -> Words | None:
    """The words of a reason; None where there is nothing to explain."""
    return STOPPED.get(reason or "") or DECLINED.get(reason or "")
