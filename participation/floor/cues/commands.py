"""The writes of cue cards."""

from __future__ import annotations

from sqlalchemy import delete

from participation.floor import queries
from participation.floor.cues.models import CueNote
from participation.floor.cues.permissions import POLICIES
from participation.floor.cues.refusals import CueMovedOn
from participation.floor.events import CueChanged
from participation.floor.models import RunSheetItem
from participation.floor.steps import locked_floor
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record, rows_of
from participation.foundation.extensions import db
from participation.foundation.inventory import AFTER_THE_EVENT
from participation.foundation.languages import Words, user_text
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.programme.queries import is_over_for


@command()
def write(actor: Actor, item_id: str, revision: int, words: Words) -> Reference:
    """The card of this step says these words, in the languages that were written; every moderator
    and facilitator of the session reads them. An empty card says nothing.

    By a facilitator of the session. Compare-and-swap: it names the revision it saw. Refusals:
    NotFound, NotAllowed, NotNow, CueMovedOn with the present words.
    """
    item = _item(actor, "cues.write", item_id)
    if item.cue_revision != revision:
        raise CueMovedOn(state={"revision": item.cue_revision, "cue": item.cue})
    item.cue = {lang: said for lang, said in words.items() if said}
    item.cue_revision += 1
    about("item", item.id, item.session_id)
    record(CueChanged(item.session_id))
    return {"item": item.id, "revision": item.cue_revision}


@command()
def note(actor: Actor, item_id: str, revision: int, text: str, language: str) -> Reference:
    """The moderator reads her own words at this step, and nobody else does; empty ones are gone.

    `revision` is the one she saw, 0 where there was none. Refusals: NotFound, NotAllowed, NotNow,
    CueMovedOn with her present words.
    """
    item = _item(actor, "cues.note", item_id)
    if actor.person_id is None:
        raise NotFound
    own = db.session.get(CueNote, (item.id, actor.person_id), populate_existing=True)
    if (own.revision if own else 0) != revision:
        state = (
            {"revision": own.revision, "text": user_text(own.text, own.language)} if own else None
        )
        raise CueMovedOn(state=state or {"revision": 0, "text": None})
    if own is None:
        own = CueNote(item_id=item.id, writer_id=actor.person_id, revision=0)
        db.session.add(own)
    own.text, own.language, own.revision = text, language, own.revision + 1
    about("item", item.id, item.session_id)
    record(CueChanged(item.session_id))
    return {"item": item.id, "revision": own.revision}


@command(audit=Audit.NONE)
def sweep_notes(actor: Actor) -> Reference:
    """Thirty days after the event nothing is left of what moderators wrote for themselves. Answers
    `{"erased": n}`."""
    if not is_over_for(AFTER_THE_EVENT.span()):
        return {"erased": 0}
    return {"erased": rows_of(db.session.execute(delete(CueNote)))}


def _item(actor: Actor, action: str, item_id: str) -> RunSheetItem:
    """The step, with its session's floor locked, for somebody who may write on its card now."""
    item = queries.item_by_id(item_id)
    if item is None:
        raise NotFound
    floor = locked_floor(item.session_id)
    require(POLICIES[action], actor, item.session_id, floor.state)
    db.session.refresh(item)  # it may have been changed while we waited for the floor
    return item
