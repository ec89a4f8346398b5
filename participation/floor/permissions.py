"""Who moves a session, in which of its states."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.policies import (
    LIVE,
    MAY_LEAD,
    NOTHING,
    UNDER_WAY,
    Policy,
    declare,
    facilitator,
    moderator,
    organiser,
    own_facilitator,
    safeguarding,
)

STAGE = ("shown name on stage", "cue cards")
# Also a paper that nobody has said yes to yet: it is seen where it could come.
PLACED = ("submitted paper", "confirmed paper of my session", "shown name on stage")
NOT_OVER = frozenset({"planned", "ready", "open", "live", "paused", "closing"})


def lead_facilitator(actor: Actor, session_id: str | None) -> bool:
    """A facilitator of the whole event who is named for this very session."""
    return actor.has("facilitator") and own_facilitator(actor, session_id)


# The state itself is checked by the rules' table of moves, which answers with the present one.
POLICIES = declare(
    {
        "floor.make_ready": Policy((facilitator,), NOT_OVER, (*STAGE, "adults present")),
        "floor.open_doors": Policy((facilitator,), NOT_OVER, STAGE),
        "floor.cancel": Policy((own_facilitator, organiser), shows=STAGE),
        "floor.reopen": Policy((lead_facilitator,), shows=STAGE),
        "floor.publish": Policy((lead_facilitator,), shows=STAGE),
        # The seat: a child leads, an adult helps.
        "floor.take_seat": Policy((moderator,), NOT_OVER, STAGE),
        "floor.beat": Policy(MAY_LEAD, NOT_OVER, STAGE),
        "floor.offer_seat": Policy(MAY_LEAD, NOT_OVER, STAGE),
        "floor.accept_seat": Policy(MAY_LEAD, NOT_OVER, STAGE),
        "floor.reclaim_seat": Policy((own_facilitator,), NOT_OVER, STAGE),
        # What only the holder of the seat does.
        "floor.go_live": Policy(MAY_LEAD, shows=STAGE),
        "floor.pause": Policy(MAY_LEAD, shows=STAGE),
        "floor.resume": Policy(MAY_LEAD, shows=STAGE),
        "floor.close": Policy(MAY_LEAD, shows=STAGE),
        "floor.next": Policy(MAY_LEAD, LIVE, STAGE),
        "floor.park": Policy(MAY_LEAD, UNDER_WAY, STAGE),
        "floor.skip": Policy(MAY_LEAD, UNDER_WAY, STAGE),
        "floor.plan_again": Policy(MAY_LEAD, UNDER_WAY, STAGE),
        "floor.undo": Policy(MAY_LEAD, UNDER_WAY, STAGE),
        # Not by those who are counted: whoever is missing in the room can't ask for one less.
        "floor.adults_asked_page": Policy((organiser, safeguarding), shows=NOTHING),
        "floor.ask_for_adults_page": Policy((organiser, safeguarding), NOT_OVER, NOTHING),
        "floor.places_page": Policy((facilitator,), shows=PLACED),
        "floor.place_page": Policy((facilitator,), shows=PLACED),
        "floor.pin_paper": Policy((facilitator,), NOT_OVER, ("confirmed paper of my session",)),
    }
)
