"""The one door of the stage for a picture's pixels."""

from __future__ import annotations

import re

from flask import Blueprint, Response

from participation.floor.queries import reached_revisions
from participation.foundation.actors import Actor
from participation.foundation.forms import ID
from participation.foundation.pages import present_actor
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.papers.pictures.pages import shown
from participation.papers.pictures.queries import shown_pixels
from participation.papers.queries import stage_text
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for
from participation.screen.payloads import screen_topic
from participation.screen.permissions import POLICIES
from participation.screen.queries import session_for_room

bp = Blueprint("stage", __name__)


@bp.get("/sessions/<slug>/stage/<picture_id>")
def leaf_picture(slug: str, picture_id: str) -> Response:
    """A picture of the paper on stage: for the screen of its room while it is the leaf on the wall,
    and for whoever chooses for that wall. Refusals: NotAllowed, NotFound."""
    actor = present_actor()
    session = session_for(actor, slug)
    require(POLICIES["stage.leaf_picture"], actor, session.id)
    if not re.fullmatch(ID, picture_id) or not _may_see(actor, session, picture_id):
        raise NotFound
    return shown(shown_pixels(picture_id))


def _may_see(actor: Actor, session: ConferenceSession, picture_id: str) -> bool:
    if actor.kind != "screen":
        return any(
            one.id == picture_id
            for text in map(stage_text, reached_revisions(session.id))
            if text is not None
            for one in text.pictures
        )
    here = session_for_room(actor.room_id) if actor.room_id else None
    return here is not None and here.id == session.id and _on_the_wall(session.id) == picture_id


def _on_the_wall(session_id: str) -> str | None:
    """The picture that the wall shows at this moment."""
    paper = screen_topic(session_id)["paper"]
    picture = paper["at"]["picture"] if paper and paper["at"] else None
    return picture["id"] if picture else None
