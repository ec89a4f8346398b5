"""Live messages of cue cards: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.floor.cues import (  # noqa: F401 - the table is declared first
    commands,
    permissions,
)
from participation.floor.cues.forms import NoteForm, WriteCueForm
from participation.foundation.actors import Actor
from participation.foundation.sockets import message

Answer = dict[str, Any]


@message("cues.write", WriteCueForm)
def write(actor: Actor, form: WriteCueForm) -> Answer:
    return commands.write.once(form.once, actor, form.item_id, form.seen, form.words)


@message("cues.note", NoteForm)
def note(actor: Actor, form: NoteForm) -> Answer:
    return commands.note.once(form.once, actor, form.item_id, form.seen, *form.written)
