"""Who is acting: a frozen value rebuilt for every request and every live message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from flask import Flask

from participation.foundation.gathering import Gathering
from participation.foundation.languages import DEFAULT, Words, in_language

Kind = Literal["nobody", "device", "person", "screen", "system"]
Held = Literal["locked", "waiting"]


@dataclass(frozen=True)
class Grant:
    """A role for the whole event (`session_id` None) or for one conference session."""

    role: str
    session_id: str | None = None


@dataclass(frozen=True)
class Actor:
    """Nobody yet, an audience device, a person with a badge, a screen, or the system itself.

    Nothing in it is kept on a connection: a withdrawn role or a revoked device is gone from the
    next actor built.
    """

    kind: Kind = "nobody"
    device_id: str | None = None
    person_id: str | None = None
    grants: frozenset[Grant] = field(default_factory=frozenset)
    joined: frozenset[str] = field(default_factory=frozenset)
    room_id: str | None = None
    words: Words | None = None
    locale: str = DEFAULT
    # Why a device that has not ended is nobody for now: only the doors that free it know it.
    held: Held | None = None
    # Whose device rests, where she is of the safety team: her alert reaches it, and nothing else.
    rests_as: str | None = None

    @property
    def is_signed_in(self) -> bool:
        return self.kind == "person"

    @property
    def is_delegate(self) -> bool:
        return self.has("delegate")

    @property
    def is_facilitator(self) -> bool:
        return any(grant.role == "facilitator" for grant in self.grants)

    @property
    def is_interpreter(self) -> bool:
        return any(grant.role == "interpreter" for grant in self.grants)

    @property
    def is_organiser(self) -> bool:
        return self.has("organiser")

    @property
    def name(self) -> str:
        return in_language(self.words, self.locale)

    @property
    def holder(self) -> str | None:
        """Who a vote, a support or a question counts for: the person where a badge is signed in,
        else the device (product.md, "Polls": the person counts, never the tablet)."""
        if self.person_id is not None:
            return f"person:{self.person_id}"
        if self.device_id is not None and self.kind == "device":
            return f"device:{self.device_id}"
        return None

    def has(self, role: str, session_id: str | None = None) -> bool:
        """Whether the role is held for the event, or for this one session."""
        return Grant(role) in self.grants or (
            session_id is not None and Grant(role, session_id) in self.grants
        )


NOBODY = Actor()
SYSTEM = Actor(kind="system")

# A device's token and the language it speaks.
Asking = tuple[str | None, str]
ActorLoader = Callable[[Sequence[Asking]], list[Actor]]
_loader: ActorLoader | None = None


def plug_actor_loader(loader: ActorLoader) -> None:
    """`people` says how devices' tokens become actors; create_app plugs it in."""
    global _loader
    _loader = loader


def load_actors(asking: Sequence[Asking]) -> list[Actor]:
    """The actors behind these tokens at this moment, in the same order; the number of queries does
    not grow with them. An unknown or ended token is nobody."""
    if _loader is None:
        raise RuntimeError("create_app has not plugged an actor loader")
    return _loader(asking)


def load_actor(token: str | None, locale: str) -> Actor:
    """The actor behind a device token at this moment; nobody for an unknown or ended one."""
    return load_actors([(token, locale)])[0]


# Where a whole hall asks at once, as it does when its Wi-Fi is back.
_together: Gathering[Asking, Actor] = Gathering("actors", load_actors)


def load_actor_among_others(token: str | None, locale: str) -> Actor:
    """As load_actor, with the queries of everybody who asks at the same moment."""
    return _together.ask((token, locale))


def gather_actors(app: Flask) -> None:
    """From now on this server's `load_actor_among_others` waits for others."""
    _together.start(app)
