"""One receipt for every question, the same but for its code (safeguarding.md, decision 3)."""

from __future__ import annotations

import hashlib
import hmac

from participation.foundation.refusals import sentence
from participation.foundation.settings import settings

RECEIPT = sentence(
    "We have your words. Someone from our team reads them before anyone sees them. "
    "If you need help, the help button is always in its place."
)
# No letter or digit that a child could take for another one.
LETTERS = "ACDEFGHJKMNPQRTVWXY34679"


def receipt_code(question_id: str) -> str:
    """The code of a question: derived, so that it stands in no table, log or backup."""
    key = settings().secret_key.encode()
    digest = hmac.digest(key, f"question-receipt:{question_id}".encode(), hashlib.sha256)
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
