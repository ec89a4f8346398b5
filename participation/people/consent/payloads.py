"""What is told of consent and assent, field by field: to each role its own part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.foundation.paging import Paged, paged
from participation.foundation.searching import as_searched
from participation.people.consent import queries, rules, texts
from participation.people.consent.models import GuardianConsent, NameState, NameWish
from participation.people.consent.queries import Shown
from participation.people.consent.reading import first_name_words
from participation.people.models import Device, Person, Presence, RoleGrant
from participation.people.queries import everybody


@dataclass(frozen=True)
class Wanted:
    """Which children to show; empty finds all of them, `waiting` those without a consent."""

    q: str = ""
    waiting: bool = False


def own_dials(holders: Collection[str]) -> dict[str, dict[str, Any] | None]:
    """For each holder who is a child that takes part: where her dial stands, where it may be
    turned, and the name that is shown with her words. None for everybody else, phones too."""
    people = {holder: holder.partition(":") for holder in holders}
    ids = {holder: at[2] for holder, at in people.items() if at[0] == "person"}
    shown = queries.shown_of(ids.values())
    return {holder: _dial(shown.get(ids.get(holder, ""))) for holder in holders}


def _dial(shown: Shown | None) -> dict[str, Any] | None:
    if shown is None or shown.kind != "child" or not shown.takes_part:
        return None
    return {
        "dial": shown.dial,
        "offers": [str(one) for one in shown.dials],
        "name": shown.name,
        "first_name_words": first_name_words(shown),
    }


def own_choices(person_id: str, lang: str) -> dict[str, Any]:
    """A child's own page: what she said yes to, her dial, her names; for her alone."""
    shown = queries.shown_of([person_id])[person_id]
    person = db.session.get_one(Person, person_id)
    assent, wish = queries.present_assent(person_id), queries.own_wish(person_id)
    text = texts.assent_text(texts.newest(), person.age_band, lang)
    return {
        "takes_part": shown.takes_part,
        "said_yes": shown.choices.take_part,
        "answered": assent is not None,
        "took_back": assent is None and queries.has_answered(person_id),
        "waits_for_consent": shown.choices.take_part and not shown.takes_part,
        "is_new": rules.is_to_be_asked(
            person.kind, assent.version if assent else None, texts.newest()
        ),
        "choices": [
            {"asked": text["choices"][name], "said": getattr(shown.choices, name)}
            for name in rules.ASKED[1:]
        ],
        "dial": shown.dial,
        "dials": [str(one) for one in shown.dials],
        "chosen_name": person.shown_name,
        # What waits is named without its letters: a shared tablet shows none of them.
        "first_name": None if shown.first_name.waits else shown.first_name.words,
        "first_name_words": first_name_words(shown),
        "wish": _wish(wish) if wish is not None else None,
    }


def _wish(wish: NameWish) -> dict[str, Any] | None:
    state = rules.as_its_child_reads(wish.state)
    if state == NameState.STOPPED:
        return {"state": state, "text": wish.proposed_name, "reason": wish.reason}
    return {"state": state} if state == NameState.WAITING else None


def consent_list(
    wanted: Wanted, page: str | None = None, *, with_reasons: bool
) -> Paged[dict[str, Any]]:
    """A page of the children looked for, with the guardian's part. Who said yes, why no parent was
    asked and what she answered herself only `with_reasons`: for the safeguarding pair."""
    consents = {
        consent.person_id: consent
        for consent in db.session.scalars(
            select(GuardianConsent).where(GuardianConsent.withdrawn_at.is_(None))
        )
    }
    sought = as_searched(wanted.q)
    found = paged(
        [
            child
            for child in everybody()
            if child.kind == "child"
            and sought in as_searched(" ".join(child.shown_name.values()))
            and not (wanted.waiting and child.id in consents)
        ],
        page,
    )
    shown = queries.shown_of([child.id for child in found.rows])
    told: list[dict[str, Any]] = [
        {
            "id": child.id,
            "name": child.shown_name,
            "age_band": child.age_band,
            "consent": _consent(consents.get(child.id), with_reasons=with_reasons),
            **({"said_yes": shown[child.id].choices.take_part} if with_reasons else {}),
        }
        for child in found.rows
    ]
    return Paged(told, found.many, found.number, found.last)


def _consent(consent: GuardianConsent | None, *, with_reasons: bool) -> dict[str, Any] | None:
    if consent is None:
        return None
    told: dict[str, Any] = {"given_at": consent.given_at, "version": consent.version}
    if with_reasons:
        told |= {"kind": consent.kind, "note": consent.note}
    return told


def ready_list(session_id: str) -> list[dict[str, Any]]:
    """The children who lead a session or were heard in it: ready, yes or no, nothing more."""
    leads = select(RoleGrant.person_id).where(
        RoleGrant.session_id == session_id, RoleGrant.ended_at.is_(None)
    )
    heard = (
        select(Device.person_id)
        .join(Presence, Presence.device_id == Device.id)
        .where(Presence.session_id == session_id, Device.person_id.is_not(None))
    )
    children: Sequence[Person] = db.session.scalars(
        select(Person)
        .where(Person.kind == "child", Person.id.in_(leads) | Person.id.in_(heard))
        .order_by(Person.slug)
    ).all()
    shown = queries.shown_of([person.id for person in children])
    return [
        {"name": person.shown_name, "is_ready": shown[person.id].takes_part} for person in children
    ]
