"""The write that erases children."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.inventory import OF_A_CHILD
from participation.people.accompanying.models import Accompanied
from participation.people.commands import end_devices_of
from participation.people.consent.models import GuardianConsent, NameWish
from participation.people.consent.rules import Dial
from participation.people.erasing import queries
from participation.people.models import Badge, Device, Person, RoleGrant
from participation.programme.queries import is_over_for

# What stands where a name has to stand; no page shows it.
NO_NAME = {"ar": "—", "en": "—", "fr": "—"}
NO_LANGUAGE = "en"


@command(audit=Audit.NONE)
def sweep_children(actor: Actor) -> Reference:
    """Thirty days after the event nothing says of a child who she was here: no name, no card, no
    role, nobody who came with her. Her row stays, so that what was done stays whole; so do the yes
    and the no that were given, without why no parent was asked. Whom a capability asks something
    later stays until then.

    Answers `{"erased": n}`. Harmless before, and again.
    """
    if not is_over_for(OF_A_CHILD.span()):
        return {"erased": 0}
    due = queries.children_to_erase()
    for person in due:
        end_devices_of(person.id)
        _empty(person)
    db.session.flush()
    _forget(sorted(person.id for person in due))
    return {"erased": len(due)}


def _empty(person: Person) -> None:
    person.slug = f"gone-{new_id()}"
    person.shown_name = NO_NAME
    person.language = NO_LANGUAGE
    person.organisation_id = person.age_band = None
    person.first_name = person.first_name_cleared = person.first_name_stopped = None
    person.first_name_typed_by = person.first_name_typed_at = None
    person.first_name_cleared_by = person.first_name_cleared_at = None
    person.first_name_stopped_for = person.first_name_held_at = None
    person.dial = Dial.NOTHING
    person.erased_at = clock.now()


def _forget(ids: list[str]) -> None:
    """What stood in rows of its own about these children is gone, with all that belonged to it."""
    session = db.session
    badges = session.scalars(select(Badge.id).where(Badge.person_id.in_(ids))).all()
    for model, gone in ((Badge, badges), (Device, queries.devices_of(ids))):
        db.let_go(session, model, gone)
        session.execute(delete(model).where(model.id.in_(gone)))
    session.execute(delete(RoleGrant).where(RoleGrant.person_id.in_(ids)))
    session.execute(delete(NameWish).where(NameWish.person_id.in_(ids)))
    session.execute(delete(Accompanied).where(Accompanied.child_id.in_(ids)))
    session.execute(
        update(GuardianConsent)
        .where(GuardianConsent.person_id.in_(ids), GuardianConsent.note.is_not(None))
        .values(note="")
        .execution_options(synchronize_session=False)
    )
