"""What a receipt's code opens for a child who would like to be shown by a name."""

from __future__ import annotations

from typing import Any

from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Whereabouts, opens
from participation.foundation.refusals import sentence
from participation.people.consent import queries, rules
from participation.people.consent.models import (
    FIRST_NAME_KIND,
    NAME_KIND,
    Assent,
    NameState,
    NameWish,
)

WAITING = sentence("Your name is on its way. An adult reads it first, then it is shown.")
CLEARED = sentence("An adult has read your name. It can be shown.")
LEFT = sentence("You have chosen again since.")
STOPPED: dict[str, Any] = {
    "unkind": sentence("Your name could hurt somebody. Please choose another one."),
    "personal_details": sentence(
        "Your name could tell strangers who or where you are. Please choose another one."
    ),
}
# Of a first name, which is typed at the registration desk.
WRITTEN_ANEW = sentence(
    "Your first name is not shown as it is written. The registration desk can write it anew."
)


@opens(NAME_KIND)
def where_a_name_is(wish_id: str) -> Whereabouts | None:
    """Where it is, without its letters. One with the safety team waits like any other."""
    wish = db.session.get(NameWish, wish_id)
    if wish is None:
        return None
    state = rules.as_its_child_reads(wish.state)
    if wish.wisher_left or state == NameState.LEFT:
        return Whereabouts(str(LEFT))
    if state == NameState.STOPPED:
        return Whereabouts(str(STOPPED[wish.reason or "unkind"]))
    return Whereabouts(str(CLEARED if state == NameState.CLEARED else WAITING))


@opens(FIRST_NAME_KIND)
def where_a_first_name_is(assent_id: str) -> Whereabouts | None:
    """The same for the first name that a child asked in this answer to be shown by."""
    answer = db.session.get(Assent, assent_id)
    if answer is None:
        return None
    if answer.withdrawn_at is not None:
        return Whereabouts(str(LEFT))
    state = queries.shown_of([answer.person_id])[answer.person_id].first_name.state
    if state == NameState.STOPPED:
        return Whereabouts(str(WRITTEN_ANEW))
    return Whereabouts(str(CLEARED if state == NameState.CLEARED else WAITING))
