"""Who writes into the vault, who reads what of it, and what is under lock there."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import (
    ANY_PHASE,
    Policy,
    declare,
    facilitator,
    organiser,
    safeguarding,
)
from participation.foundation.refusals import sentence
from participation.people.access.locks import Lock, declare_lock
from participation.people.models import Person

IDENTITY_ROW = "surname birth date contact guardian"
NEEDS_ROW = "access needs"
WHISPERS = "whisper line of a session"
PUBLIC = ("shown name on stage", "age band and country of one child")


def own_card(actor: Actor, session_id: str | None) -> bool:
    """Somebody signed in with their own badge, whether they take part yet or not."""
    return actor.person_id is not None


def accompanying(actor: Actor, session_id: str | None) -> bool:
    return actor.has("accompanying")


IDENTITY = declare_lock(
    Lock(
        name="identity",
        row=IDENTITY_ROW,
        subject="person",
        askers=frozenset({"safeguarding", "organiser"}),
        seconds=frozenset({"safeguarding", "organiser"}),
        opens="vault.identity_page",
        words=sentence("Surname, birth date, guardian and contacts"),
        exists=lambda person_id: db.session.get(Person, person_id) is not None,
    )
)

POLICIES = declare(
    {
        # Written without being read: the form is empty, whatever is kept already.
        "vault.registration_page": Policy((organiser,), ANY_PHASE, PUBLIC),
        "vault.keep_page": Policy((organiser,), ANY_PHASE, PUBLIC),
        "vault.identity_page": Policy(
            (organiser, safeguarding), ANY_PHASE, (IDENTITY_ROW, *PUBLIC)
        ),
        "vault.own_page": Policy(
            (own_card,), ANY_PHASE, (IDENTITY_ROW, NEEDS_ROW, "real first name", WHISPERS, *PUBLIC)
        ),
        "vault.needs_page": Policy((facilitator, safeguarding), ANY_PHASE, (NEEDS_ROW, *PUBLIC)),
        "vault.children_page": Policy((accompanying,), ANY_PHASE, (NEEDS_ROW, *PUBLIC)),
    }
)
