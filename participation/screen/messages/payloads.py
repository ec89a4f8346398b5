"""What of messages each audience is sent, field by field; never who wrote one."""

from __future__ import annotations

from typing import Any

from participation.foundation import clock
from participation.foundation.languages import shown_text, user_text
from participation.questions.reasons.words import why_stopped
from participation.screen.messages import queries, rules
from participation.screen.messages.models import MessageState, WallMessage


def stage_message(message_id: str, session_id: str) -> dict[str, Any] | None:
    """A message as wall and phones show it, only while both its keys hold."""
    message = queries.public_message(message_id, session_id)
    return _read(message) if message else None


def read_messages(session_id: str) -> list[dict[str, Any]]:
    """What an adult has read, for those who may choose from it."""
    return [_read(message) for message in queries.read_messages(session_id)]


def own_messages(session_id: str, writer_id: str) -> list[dict[str, Any]]:
    """What one person wrote, with where it is and why. One that waits is named without its words:
    of one that the safety team holds no word is left, and it reads the same."""
    return [_own(message) for message in queries.own_messages(session_id, writer_id)]


def _read(message: WallMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "text": shown_text(message.text, message.language, rules.LONGEST),
        "revision": message.revision,
    }


def _own(message: WallMessage) -> dict[str, Any]:
    state = rules.as_its_writer_reads(message.state)
    has_words = state != MessageState.SENT and message.text != ""
    before = message.before_cover if has_words else None
    return {
        "id": message.id,
        "state": state,
        "written_at": clock.iso(message.written_at),
        "text": user_text(message.text, message.language) if has_words else None,
        "before_cover": user_text(before, message.language) if before is not None else None,
        "reason": message.reason,
        "reason_words": why_stopped(message.reason),
    }
