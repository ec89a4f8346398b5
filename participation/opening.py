"""Without what a conference of its own does not open: https, and a vault that stands apart.

The doctor names both beforehand; the server does not start without them, so that nobody can forget
them. The demonstration, with its invented people, needs neither, and what this machine alone can
reach needs no https.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from sqlalchemy import Engine

from participation.foundation.settings import PREFIX, Settings
from participation.people.vault import separation
from participation.programme.queries import is_demonstration, the_event


def is_of_its_own() -> bool:
    """Whether this is a conference with people of its own, and no demonstration."""
    return the_event() is not None and not is_demonstration()


def plain_http(told: Settings) -> str | None:
    """What is lost by the address as it is, and what to do; None with https."""
    if told.is_https:
        return None
    return (
        f"{told.url} is plain http: pages don't start without a network, tablets fall asleep while "
        "somebody speaks, no camera reads a card, cookies are not marked secure, and whatever is "
        f"typed travels readably. Set {PREFIX}URL to an https:// address (docs/operating.md)"
    )


def open_vault(told: Settings, engine: Engine) -> str | None:
    """What is wrong with the wall around the vault, and what to do; None where it stands, and with
    SQLite, which has none to build."""
    if told.is_sqlite:
        return None
    with engine.connect() as connection:
        if separation.is_in_force(connection):
            return None
    return (
        "not apart: this login reads surnames and birth dates by a plain statement. "
        f"Make the role {separation.ROLE} (docs/operating.md), and run: "
        "flask --app app upgrade"
    )


def why_not(told: Settings, engine: Engine) -> Iterator[str]:
    """Each reason for which the server must not start now, with what to do."""
    if not is_of_its_own():
        return
    readable = plain_http(told)
    if readable is not None and _is_reached_from_elsewhere(told):
        yield readable
    vault = open_vault(told, engine)
    if vault is not None:
        yield f"the vault is {vault}"


def _is_reached_from_elsewhere(told: Settings) -> bool:
    """A proxy in front, a name, or an ear for the network: any of them brings others."""
    named = urlsplit(told.url).hostname or ""
    return told.trusted_proxies > 0 or not (_is_here(named) and _is_here(told.host))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
