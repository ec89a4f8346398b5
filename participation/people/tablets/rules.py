"""Pure rules about shared tablets."""

from __future__ import annotations

from participation.foundation.actors import Actor

# Seconds without a touch (product.md, "People"). Children read, listen and wait for a poll with the
# tablet on their knees: theirs rests only when it was really left behind.
ADULTS_REST_AFTER_S = 60
CHILDREN_REST_AFTER_S = 15 * 60


def rests_after(actor: Actor) -> int:
    """Seconds without a touch after which this actor's page empties itself; 0 for never."""
    if not actor.is_signed_in:
        return 0
    return CHILDREN_REST_AFTER_S if actor.is_delegate else ADULTS_REST_AFTER_S
