"""What of the whisper line each side is sent, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from participation.floor.whisper.models import KIND, Whisper
from participation.floor.whisper.queries import newest_lines
from participation.floor.whisper.rules import sentences_of
from participation.foundation import clock
from participation.foundation.languages import Words, user_text
from participation.people.queries import shown_names
from participation.programme.sentences.queries import ready_sentence, ready_sentences
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import Mark


def whisper_topic(session_id: str, audience: str, person_id: str = "") -> list[dict[str, Any]]:
    """Topic `whisper`: whoever is in the seat reads what was said with her; the adults of the
    session and the safety team read all of it, and the marks on words of one's own."""
    is_adults = audience == "facilitator"
    lines = newest_lines(session_id, None if is_adults else person_id)
    names = shown_names(sorted({one.writer_id for one in lines}))
    marks = marks_on(KIND, [one.id for one in lines]) if is_adults else {}
    return [_line(one, names, marks.get(one.id, ())) for one in lines]


def ready_to_whisper(*, from_seat: bool) -> list[dict[str, Any]]:
    """The ready sentences of this side, as its page embeds them."""
    kind = sentences_of(from_seat=from_seat)
    return [{"id": one.id, "words": one.words} for one in ready_sentences(kind)]


def _line(line: Whisper, names: Mapping[str, Words], marks: Iterable[Mark]) -> dict[str, Any]:
    from_seat = line.writer_id == line.moderator_id
    kind = sentences_of(from_seat=from_seat)
    ready = ready_sentence(line.sentence, kind) if line.sentence else None
    return {
        "id": line.id,
        "side": "seat" if from_seat else "adults",
        "name": names.get(line.writer_id),
        "words": ready.words if ready else None,
        "text": user_text(line.text, line.language or "") if line.text else None,
        "marks": shown_marks(line.text, marks),
        "said_at": clock.iso(line.said_at),
    }
