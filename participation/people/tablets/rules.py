"""Pure rules about shared tablets."""

from __future__ import annotations

from datetime import timedelta

from participation.foundation.actors import Actor, Held
from participation.people.rules import OPENS_AGAIN_FOR

# Seconds without a touch (product.md, "People"). Children read, listen and wait for a poll with the
# tablet on their knees: theirs rests only when it was really left behind.
ADULTS_REST_AFTER_S = 60
CHILDREN_REST_AFTER_S = 15 * 60
# How much longer the server waits than the page: one in use is heard within half a minute.
UNHEARD_GRACE = timedelta(seconds=60)


def rests_after(actor: Actor) -> int:
    """Seconds without a touch after which this actor's page empties itself; 0 for never."""
    if not actor.is_signed_in:
        return 0
    return CHILDREN_REST_AFTER_S if actor.is_delegate else ADULTS_REST_AFTER_S


def unheard_after(actor: Actor) -> timedelta | None:
    """How long this actor's tablet may be silent before it counts as locked; None for ever."""
    after = rests_after(actor)
    return timedelta(seconds=after) + UNHEARD_GRACE if after else None


def held_when_unheard(actor: Actor, silent: timedelta) -> Held | None:
    """What a tablet is that was silent for longer than it may: locked, or, an adult's, after ten
    minutes more, signed out. A child's stays locked: it opens by her PIN alone."""
    may_be = unheard_after(actor) or timedelta(0)
    return "locked" if actor.is_delegate or silent < may_be + OPENS_AGAIN_FOR else None
