"""What the demonstration's vault holds, and which adults came with which children."""

from __future__ import annotations

from datetime import date, timedelta

from participation.demonstration import content
from participation.demonstration.content import Entry
from participation.foundation.actors import Actor
from participation.people.accompanying.commands import name_adult
from participation.people.vault.commands import Told, keep_identity
from participation.people.vault.queries import Contact

# An age inside each group, far enough from both its ends.
AGES = {"10-12": 11, "13-15": 14, "16-17": 16}


def keep_identities(actor: Actor, people: dict[str, str], first_day: date) -> None:
    """Every child has a birth date under lock, many also a surname, somebody to call, a need."""
    told = {entry["slug"]: entry for entry in content.entries("vault")}
    children = [entry for entry in content.entries("people") if entry["kind"] == "child"]
    for place, child in enumerate(children):
        born = _birth_date(child["age_band"], place, first_day)
        keep_identity(actor, people[child["slug"]], _told(told.get(child["slug"], {}), born))
    for party in content.accompanying():
        for slug in party["children"]:
            name_adult(actor, people[slug], people[party["adult"]])


def _birth_date(age_band: str, place: int, first_day: date) -> date:
    birthday = first_day.replace(year=first_day.year - AGES[age_band], day=min(first_day.day, 28))
    return birthday - timedelta(days=11 * place + 1)


def _told(entry: Entry, born: date) -> Told:
    return Told(
        surname=entry.get("surname", ""),
        birth_date=born,
        guardian=_contact(entry.get("guardian")),
        other=_contact(entry.get("other")),
        need_to_act=entry.get("need_to_act", ""),
        need_other=entry.get("need_other", ""),
    )


def _contact(entry: Entry | None) -> Contact | None:
    return Contact(entry["name"], entry["relation"], entry["reach"]) if entry else None
