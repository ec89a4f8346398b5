"""Where in its session a paper stands, or can, for the facilitators who place it."""

from __future__ import annotations

from typing import Any

from participation.floor import queries
from participation.floor.models import ItemKind, ItemState
from participation.floor.payloads import title_of
from participation.floor.permissions import POLICIES
from participation.foundation.actors import Actor
from participation.foundation.languages import user_text
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.papers.curation.payloads import desk_row
from participation.papers.curation.queries import sent_paper
from participation.papers.queries import confirmed_revision, stage_titles
from participation.programme.queries import session_by_id


def places_of(actor: Actor, paper_id: str) -> dict[str, Any]:
    """The steps of its session that can hold this paper, with what each holds now; it can go into
    one that is still to come, once its authors said yes.

    Refusals: NotFound, also where it was chosen for no session; NotAllowed outside of it.
    """
    sent = sent_paper(actor, paper_id)
    if sent.session_id is None:
        raise NotFound
    session = session_by_id(actor, sent.session_id)
    require(POLICIES["floor.places_page"], actor, session.id)
    items = [item for item in queries.items_of(session.id) if item.kind == ItemKind.PAPER]
    revision = confirmed_revision(paper_id)
    titles = stage_titles([item.revision_id for item in items if item.revision_id])
    return {
        "paper": desk_row(sent, actor),
        "session": session.title,
        "is_confirmed": revision is not None,
        "places": [
            {
                "id": item.id,
                "title": title_of(item, titles),
                "revision": item.revision_id or "",
                "holds": user_text(*titles[item.revision_id])
                if item.revision_id in titles
                else None,
                "is_here": revision is not None and item.revision_id == revision.id,
                "is_to_come": item.state == ItemState.PLANNED,
            }
            for item in items
        ],
    }
