"""Who asks, clears, chooses and supports, in which phase."""

from __future__ import annotations

from participation.foundation.policies import (
    ANY_PHASE,
    DOORS_OPEN,
    MAY_LEAD,
    UNDER_WAY,
    Policy,
    declare,
    joined,
    own_facilitator,
    safeguarding,
)

OWN = ("free text before it is cleared", "who asked")
CLEARED = ("cleared text",)
PUBLIC = ("published text", "shown name on stage")
# While a session closes, every question gets a state.
CHOOSING = DOORS_OPEN | {"closing"}

FIRST_KEY = (own_facilitator, safeguarding)

POLICIES = declare(
    {
        "questions.ask": Policy((joined,), DOORS_OPEN, OWN),
        "questions.ask_page": Policy((joined,), DOORS_OPEN, OWN),
        # A child's paper, typed by an adult who could clear it.
        "questions.type_slip": Policy(
            FIRST_KEY, DOORS_OPEN, ("free text before it is cleared", "cleared text")
        ),
        "questions.like": Policy((joined,), DOORS_OPEN, PUBLIC),
        # Narrowing is immediate: whoever asked may take it back whenever.
        "questions.take_back": Policy((joined,), ANY_PHASE, OWN),
        "questions.bring_back": Policy((joined,), ANY_PHASE, OWN),
        "questions.support": Policy((joined,), DOORS_OPEN, PUBLIC),
        "questions.support_page": Policy((joined,), DOORS_OPEN, PUBLIC),
        "questions.support_paragraph": Policy((joined,), UNDER_WAY, ("paper now on stage",)),
        # The first key: a facilitator of this session or one of the safeguarding pair, on duty,
        # for what is written in a language she reads. What is still waiting when the session
        # closes is read too, since everybody gets an answer.
        "questions.clear": Policy(FIRST_KEY, ANY_PHASE, ("free text before it is cleared",)),
        "questions.cover": Policy(FIRST_KEY, ANY_PHASE, ("free text before it is cleared",)),
        "questions.undo": Policy(FIRST_KEY, ANY_PHASE, ("free text before it is cleared",)),
        "questions.route_to_safety": Policy(
            FIRST_KEY, ANY_PHASE, ("free text before it is cleared",)
        ),
        "questions.stop": Policy(FIRST_KEY, ANY_PHASE, ("free text before it is cleared",)),
        # The second key: whoever holds the moderator's seat.
        "questions.shortlist": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.put_on_stage": Policy(MAY_LEAD, UNDER_WAY, CLEARED),
        "questions.answered": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.later": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.decline": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.line_up": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.join": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.keep_many": Policy(MAY_LEAD, CHOOSING, CLEARED),
        "questions.decline_many": Policy(MAY_LEAD, CHOOSING, CLEARED),
        # From the seat, or by an adult of the session beside it.
        "questions.label": Policy(MAY_LEAD, CHOOSING, CLEARED),
    }
)
