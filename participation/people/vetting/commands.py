"""The writes of vetting."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.people.models import Ending, Person
from participation.people.queries import require_confirmed
from participation.people.vetting import queries, rules
from participation.people.vetting.events import VettingChanged
from participation.people.vetting.models import Vetting
from participation.people.vetting.permissions import POLICIES
from participation.people.vetting.refusals import AdultsOnly, DatesDontFit, NotYourOwn
from participation.people.vetting.rules import Brought


@command()
def record_vetting(actor: Actor, person_id: str, brought: Brought) -> Reference:
    """What this adult has brought stands as told; what is not told is not there any more.

    Where that takes something away, pages that needed it stop within 2 s. Refusals: NotAllowed,
    ConfirmFirst, NotFound, AdultsOnly, NotYourOwn, DatesDontFit.
    """
    require(POLICIES["vetting.record"], actor)
    require_confirmed(actor)
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound
    if person.kind != "adult":
        raise AdultsOnly
    if person.id == actor.person_id:
        raise NotYourOwn
    if rules.dates_clash(brought):
        raise DatesDontFit
    told = {
        "reference": (brought.reference or "").strip() or None,
        "trained_on": brought.trained_on,
        "signed_on": brought.signed_on,
        "valid_until": brought.valid_until,
        "lapse_told": False,
    }
    db.session.execute(
        db.insert(Vetting)
        .values(person_id=person_id, **told)
        .on_conflict_do_update(index_elements=["person_id"], set_=told)
    )
    _look_again_at(person_id)
    about("person", person_id)
    return {"person": person_id}


@command(audit=Audit.NONE)
def end_lapsed_vetting(actor: Actor) -> Reference:
    """Where somebody's last day is over, pages that needed her role stop. Twice is harmless."""
    lapsed = queries.lapsed()
    for vetting in lapsed:
        vetting.lapse_told = True
        _look_again_at(vetting.person_id)
    return {"lapsed": len(lapsed)}


def _look_again_at(person_id: str) -> None:
    """Every open page of hers is looked at again: what she may do has become more, or less."""
    db.session.add(Ending(person_id=person_id, at=clock.now()))
    record(VettingChanged(person_id))
