"""What a child reads while her first name is not shown yet: ready words in every language."""

from __future__ import annotations

from participation.foundation.languages import LANGUAGES, Words, in_language
from participation.people.consent.models import NameState
from participation.people.consent.queries import Shown
from participation.people.consent.rules import Dial

WAITING: Words = {
    "ar": "أحد الكبار يقرأ اسمك أولًا. وحتى ذلك الحين يظهر «{name}» مكانه.",
    "en": "An adult reads your first name first. Until then “{name}” is shown in its place.",
    "fr": "Un adulte lit d’abord ton prénom. En attendant, on voit « {name} » à sa place.",
}
STOPPED: dict[str, Words] = {
    "personal_details": {
        "ar": "اسمك كما هو مكتوب قد يدلّ الغرباء عليك أو على مكانك، فيظهر «{name}» مكانه. "
        "في مكتب التسجيل من يستطيع كتابته من جديد.",
        "en": "The way your first name is written could tell strangers who or where you are, so "
        "“{name}” is shown in its place. The registration desk can write it anew.",
        "fr": "Ton prénom, tel qu’il est écrit, pourrait dire à des inconnus qui tu es ou où te "
        "trouver : on voit « {name} » à sa place. À l’accueil, on peut l’écrire autrement.",
    },
    "unkind": {
        "ar": "اسمك كما هو مكتوب قد يجرح أحدًا، فيظهر «{name}» مكانه. "
        "في مكتب التسجيل من يستطيع كتابته من جديد.",
        "en": "The way your first name is written could hurt somebody, so “{name}” is shown in "
        "its place. The registration desk can write it anew.",
        "fr": "Ton prénom, tel qu’il est écrit, pourrait blesser quelqu’un : on voit « {name} » à "
        "sa place. À l’accueil, on peut l’écrire autrement.",
    },
}


def first_name_words(shown: Shown) -> Words | None:
    """Why a child who wants to be shown by her first name is not; None where she is, and where she
    could not choose it."""
    if Dial.MY_NAME not in shown.dials or shown.first_name.state == NameState.CLEARED:
        return None
    told = STOPPED.get(shown.first_name.reason or "", WAITING)
    return {
        lang: told[lang].format(name=in_language(shown.chosen_name, lang)) for lang in LANGUAGES
    }
