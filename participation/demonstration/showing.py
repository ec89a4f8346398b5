"""The demonstration for whoever runs it: as JSON (contract.md) and as a table."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from participation.demonstration.queries import secrets_of_people
from participation.floor.queries import states
from participation.foundation.extensions import db
from participation.foundation.languages import in_language
from participation.foundation.refusals import NotFound
from participation.foundation.settings import settings
from participation.people import tokens
from participation.people.models import Badge, RoleGrant
from participation.people.queries import everybody
from participation.programme.queries import sessions, the_event

LANGUAGE = "en"


def as_json() -> dict[str, Any]:
    """One object: the event, its sessions, and everybody's sign-in link and secret."""
    event, address = the_event(), f"http://127.0.0.1:{settings().port}"
    if event is None:
        raise NotFound
    now = states()
    slugs = {session.id: session.slug for session in sessions()}
    return {
        "url": address,
        "event": {"slug": event.slug, "title": event.title},
        "sessions": [
            {
                "slug": session.slug,
                "kind": session.kind,
                "title": session.title,
                "state": now.get(session.id, "planned"),
                "room_code": session.room_code,
            }
            for session in sessions()
        ],
        "people": _people(address, slugs),
        "screen": f"{address}/screen",
        "try": f"{address}/try",
    }


def _people(address: str, slugs: dict[str, str]) -> list[dict[str, Any]]:
    badges = {
        badge.person_id: badge.id
        for badge in db.session.scalars(select(Badge).where(Badge.revoked_at.is_(None)))
    }
    roles: dict[str, list[str]] = {}
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.ended_at.is_(None))):
        where = f":{slugs[grant.session_id]}" if grant.session_id else ""
        roles.setdefault(grant.person_id, []).append(f"{grant.role}{where}")
    secrets = secrets_of_people()
    return [
        {
            "name": in_language(person.shown_name, LANGUAGE),
            "roles": sorted(roles.get(person.id, [])),
            "sign_in": f"{address}/badge/{tokens.sign('shown-badge', badges[person.id])}",
            "secret": secrets[person.id].secret,
        }
        | ({"passphrase": phrase} if (phrase := secrets[person.id].passphrase) else {})
        for person in everybody()
        if person.id in secrets and person.id in badges
    ]


def as_table() -> str:
    """Who is who, with links to open and secrets to type."""
    told = as_json()
    rows = [("Who", "Roles", "Secret", "Sign in")]
    rows += [
        (who["name"], _short(who["roles"]), who["secret"], who["sign_in"]) for who in told["people"]
    ]
    wide = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, wide, strict=False)), row[3]])
        for row in rows
    ]
    lines += ["", "Passphrases, to open what was written to the safety team"]
    lines += [
        f"  {who['name']}: {who['passphrase']}" for who in told["people"] if "passphrase" in who
    ]
    lines += ["", "Room codes"]
    lines += [
        f"  {session['room_code'][:4]} {session['room_code'][4:]}  {session['slug']}"
        for session in told["sessions"]
    ]
    lines += ["", f"Try the whole story alone, in five windows: {told['try']}"]
    return "\n".join(lines)


def _short(roles: list[str]) -> str:
    """Roles of one kind together: moderator of session-1, session-3."""
    of: dict[str, list[str]] = {}
    for role in roles:
        name, _, session = role.partition(":")
        of.setdefault(name, []).extend([session] if session else [])
    return "; ".join(f"{name} {', '.join(where)}".strip() for name, where in of.items())
