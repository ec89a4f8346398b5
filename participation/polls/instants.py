"""Instant polls: opened in one tap, already in every language. The moderator says the question."""

from __future__ import annotations

from dataclasses import dataclass

from participation.foundation.languages import Words
from participation.polls.models import PollKind


@dataclass(frozen=True)
class Instant:
    """A poll that needs no preparing."""

    title: Words
    options: tuple[Words, ...] = ()
    kind: str = PollKind.SINGLE
    faces: bool = False


def _words(ar: str, en: str, fr: str) -> Words:
    return {"ar": ar, "en": en, "fr": fr}


INSTANTS: dict[str, Instant] = {
    "agree": Instant(
        _words("هل توافقون؟", "Do you agree?", "Êtes-vous d’accord ?"),
        (
            _words("أوافق", "I agree", "D’accord"),
            _words("لا أعرف بعد", "Not sure", "Je ne sais pas encore"),
            _words("لا أوافق", "I disagree", "Pas d’accord"),
        ),
    ),
    "yes_no": Instant(
        _words("نعم أم لا؟", "Yes or no?", "Oui ou non ?"),
        (_words("نعم", "Yes", "Oui"), _words("لا", "No", "Non")),
    ),
    "abc": Instant(
        _words("أ أم ب أم ج؟", "A, B or C?", "A, B ou C ?"),
        (_words("أ", "A", "A"), _words("ب", "B", "B"), _words("ج", "C", "C")),
    ),
    # In the order of the five faces that stand beside the words.
    "faces": Instant(
        _words("كيف تجدون هذا؟", "How do you find this?", "Comment trouvez-vous cela ?"),
        (
            _words("رائع", "Great", "Super"),
            _words("جيد", "Good", "Bien"),
            _words("بين بين", "So-so", "Moyen"),
            _words("ليس جيدًا", "Not so good", "Pas très bien"),
            _words("سيئ", "Bad", "Mauvais"),
        ),
        kind=PollKind.SCALE,
        faces=True,
    ),
    "word": Instant(
        _words("كلمة واحدة", "One word", "Un mot"),
        kind=PollKind.WORDS,
    ),
    "break": Instant(
        _words("هل نستريح الآن؟", "Break now?", "Une pause maintenant ?"),
        (
            _words("نعم، نستريح الآن", "Yes, a break now", "Oui, une pause"),
            _words("لا، نُكمل", "No, let us go on", "Non, on continue"),
        ),
    ),
}
