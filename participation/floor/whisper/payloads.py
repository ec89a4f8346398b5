"""What of the whisper line each side is sent, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from participation.floor.whisper import queries
from participation.floor.whisper.models import KIND, Whisper
from participation.floor.whisper.queries import newest_lines
from participation.floor.whisper.rules import sentences_of
from participation.foundation import clock
from participation.foundation.languages import UserText, Words, user_text
from participation.foundation.refusals import sentence
from participation.people.own_words import OwnLine, OwnWords, declare_own_words
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


def own_lines(person_id: str) -> list[OwnLine]:
    """All of the line that is kept of this person, for her own page alone."""
    lines = queries.own_lines(person_id)
    others = sorted({one.writer_id for one in lines} - {person_id})
    names = shown_names(others)
    return [
        OwnLine(one.said_at, names.get(one.writer_id), _ready_words(one), _own_text(one))
        for one in lines
    ]


declare_own_words(
    KIND,
    OwnWords(
        heading=sentence("What was said quietly"),
        about=sentence(
            "What was said between you and the adults of your session. The safety team can read it."
        ),
        lines=own_lines,
    ),
)


def _ready_words(line: Whisper) -> Words | None:
    kind = sentences_of(from_seat=line.writer_id == line.moderator_id)
    ready = ready_sentence(line.sentence, kind) if line.sentence else None
    return ready.words if ready else None


def _own_text(line: Whisper) -> UserText | None:
    return user_text(line.text, line.language or "") if line.text else None


def _line(line: Whisper, names: Mapping[str, Words], marks: Iterable[Mark]) -> dict[str, Any]:
    return {
        "id": line.id,
        "side": "seat" if line.writer_id == line.moderator_id else "adults",
        "name": names.get(line.writer_id),
        "words": _ready_words(line),
        "text": _own_text(line),
        "marks": shown_marks(line.text, marks),
        "said_at": clock.iso(line.said_at),
    }
