"""What is shown of people: how many are here; to organisers names, roles and devices."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.people.models import Badge, Device, RoleGrant
from participation.people.queries import everybody, present_count


def presence_topic(session_id: str) -> dict[str, Any]:
    """Topic `presence`: how many phones and badges were heard within 45 s."""
    return {"present": present_count(session_id)}


def organisers_list() -> list[dict[str, Any]]:
    """Everybody with roles, badge number and the devices signed in."""
    roles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.ended_at.is_(None))):
        roles[grant.person_id].append({"role": grant.role, "session": grant.session_id})
    devices: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for device in db.session.scalars(
        select(Device).where(Device.person_id.is_not(None), Device.ended_at.is_(None))
    ):
        devices[device.person_id or ""].append({"id": device.id, "since": device.began_at})
    badges = {
        badge.person_id: badge
        for badge in db.session.scalars(select(Badge).where(Badge.revoked_at.is_(None)))
    }
    return [
        {
            "id": person.id,
            "name": person.shown_name,
            "kind": person.kind,
            "roles": sorted(
                roles[person.id], key=lambda role: (role["role"], role["session"] or "")
            ),
            "number": badges[person.id].number if person.id in badges else "",
            "badge": badges[person.id].id if person.id in badges else None,
            "devices": devices[person.id],
        }
        for person in everybody()
    ]
