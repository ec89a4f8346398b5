"""The writes of the desk: a text is taken in hand, and let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import delete, or_

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.programme.queries import session_by_id
from participation.safeguarding.clearing import queries, rules
from participation.safeguarding.clearing.events import DeskChanged
from participation.safeguarding.clearing.kinds import Waiting, known_kinds
from participation.safeguarding.clearing.models import Claim
from participation.safeguarding.clearing.permissions import POLICIES
from participation.safeguarding.duty.queries import is_on_duty
from participation.safeguarding.duty.refusals import NotOnDuty


@command(audit=Audit.NONE)
def take_next(actor: Actor, session_id: str) -> Reference:
    """She has one text of the session's desk in hand and nobody else has: the one she had, else the
    first that waits in a language she reads. Marked ones come first, then who has waited longest.
    Short ones that go together lie on one card; nothing is added to a card that she has.

    Answers `{"kind": …, "id": …, "card": [id, …]}`; `id`, the first of the card, is None where
    nothing waits for her. Refusals: NotFound, NotAllowed, NotOnDuty.
    """
    session_by_id(actor, session_id)
    require(POLICIES["clearing.take"], actor, session_id)
    person_id = actor.person_id
    if person_id is None or not is_on_duty(person_id, session_id):
        raise NotOnDuty
    waiting = queries.waiting_for(person_id, session_id)
    hands = queries.hands_on([(one.kind, one.id) for one in waiting])
    own = [one for one in waiting if hands.get((one.kind, one.id)) == person_id]
    free = [one for one in waiting if (one.kind, one.id) not in hands]
    held = [text for text in own if _take(text, person_id)]
    if held:
        return _answer(held)
    for text in sorted(free, key=lambda one: one.urgency):
        if _take(text, person_id):
            record(DeskChanged(session_id))
            return _answer([text, *_take_beside(text, free, person_id)])
    return {"kind": None, "id": None, "card": []}


def _take_beside(first: Waiting, free: Sequence[Waiting], person_id: str) -> Iterator[Waiting]:
    """What comes onto the card of the first text, as far as no colleague is faster."""
    taken = (one for one in rules.beside(first, free) if _take(one, person_id))
    return islice(taken, known_kinds()[first.kind].in_cards_of - 1)


def _answer(card: Sequence[Waiting]) -> Reference:
    return {"kind": card[0].kind, "id": card[0].id, "card": [one.id for one in card]}


@command(audit=Audit.NONE)
def let_go_of_everything(actor: Actor, person_id: str) -> Reference:
    """Nothing is in this adult's hand any more; it waits for a colleague."""
    db.session.execute(delete(Claim).where(Claim.person_id == person_id))
    return {}


def take_in_hand(kind: str, object_id: str, person_id: str) -> None:
    """This text is in her hand, whoever had it. For use inside a command that brings it back."""
    _keep(kind, object_id, person_id, force=True)


def let_go(kind: str, object_id: str) -> None:
    """This text is in nobody's hand any more. For use inside the command that decides on it."""
    db.session.execute(delete(Claim).where(Claim.kind == kind, Claim.object_id == object_id))


def let_go_of_kind(kind: str, person_id: str) -> None:
    """No text of this kind is in her hand any more: another card of it comes into it. For use
    inside a command that brings texts back."""
    db.session.execute(delete(Claim).where(Claim.kind == kind, Claim.person_id == person_id))


def _take(text: Waiting, person_id: str) -> bool:
    return _keep(text.kind, text.id, person_id, force=False)


def _keep(kind: str, object_id: str, person_id: str, *, force: bool) -> bool:
    """Whether the text is hers now. The row's lock decides between two who take it at once."""
    now = clock.now()
    claim = db.insert(Claim).values(
        kind=kind, object_id=object_id, person_id=person_id, until=now + rules.IN_HAND
    )
    free = None if force else or_(Claim.until <= now, Claim.person_id == person_id)
    kept = claim.on_conflict_do_update(
        index_elements=["kind", "object_id"],
        set_={"person_id": person_id, "until": now + rules.IN_HAND},
        where=free,
    )
    return db.session.execute(kept.returning(Claim.person_id)).first() is not None
