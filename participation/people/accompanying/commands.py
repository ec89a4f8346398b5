"""An adult is named for a child, and is no longer."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people.accompanying import queries
from participation.people.accompanying.models import Accompanied
from participation.people.accompanying.refusals import AccompaniedAlready, NotAccompanying
from participation.people.queries import grants_of, person, require_confirmed


@command(
    clashes={
        "uq_accompanied_present": AccompaniedAlready,
        "accompanied.child_id": AccompaniedAlready,
    }
)
def name_adult(actor: Actor, child_id: str, adult_id: str) -> Reference:
    """The adult reads this child's timetable and needs, nothing the child writes.

    Refusals: NotAllowed, ConfirmFirst, NotFound, NotAccompanying, AccompaniedAlready.
    """
    _require_organiser(actor)
    child, adult = person(child_id), person(adult_id)
    roles = {grant.role for grant in grants_of(adult.id) if grant.session_id is None}
    if child.kind != "child" or adult.kind != "adult" or "accompanying" not in roles:
        raise NotAccompanying
    db.session.add(Accompanied(child_id=child.id, adult_id=adult.id))
    about("person", child.id, reason=f"accompanied by {adult.id}")
    return {"person": child.id}


@command()
def end_accompanying(actor: Actor, child_id: str, adult_id: str) -> Reference:
    """The adult reads nothing of this child any more.

    Refusals: NotAllowed, ConfirmFirst, NotFound.
    """
    _require_organiser(actor)
    link = queries.link(child_id, adult_id)
    if link is None:
        raise NotFound
    link.ended_at = clock.now()
    about("person", child_id, reason=f"no longer accompanied by {adult_id}")
    return {"person": child_id}


def _require_organiser(actor: Actor) -> None:
    if not actor.is_organiser and actor.kind != "system":
        raise NotAllowed
    require_confirmed(actor)
