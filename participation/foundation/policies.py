"""Who may do what, in which phase: one table per capability, used by the doors and the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from participation.foundation.actors import Actor, Grant
from participation.foundation.refusals import NotAllowed, NotNow, NotSignedIn

Condition = Callable[[Actor, str | None], bool]

# The states of a session (product.md, "Programme") in which something may happen.
ANY_PHASE: frozenset[str] = frozenset()
DOORS_OPEN = frozenset({"open", "live", "paused"})
UNDER_WAY = frozenset({"live", "paused"})
LIVE = frozenset({"live"})


# What a surface names that shows nothing of anybody: a form, an address, the programme, the way to
# help. Every surface names its rows of the access table, or this.
NOTHING = ("nothing of anybody",)


@dataclass(frozen=True)
class Policy:
    """Who (any of the conditions), in which phase (empty: any), and the rows of access.yaml that
    the answer may show."""

    who: tuple[Condition, ...]
    phase: frozenset[str] = ANY_PHASE
    shows: tuple[str, ...] = ()


def anyone(actor: Actor, session_id: str | None) -> bool:
    return True


def joined(actor: Actor, session_id: str | None) -> bool:
    """A phone with this room's code, or any badge."""
    if actor.kind == "person":
        return True
    if session_id is None:
        return actor.kind == "device"
    return actor.kind == "device" and session_id in actor.joined


def badge(actor: Actor, session_id: str | None) -> bool:
    return actor.kind == "person"


def card_holder(actor: Actor, session_id: str | None) -> bool:
    """Whoever's badge this browser is signed in with, also one that does no more than a phone."""
    return actor.person_id is not None


def delegate(actor: Actor, session_id: str | None) -> bool:
    return actor.has("delegate")


def moderator(actor: Actor, session_id: str | None) -> bool:
    return _role("moderator", actor, session_id)


def facilitator(actor: Actor, session_id: str | None) -> bool:
    return _role("facilitator", actor, session_id)


def own_facilitator(actor: Actor, session_id: str | None) -> bool:
    """Named for this very session (access.yaml: "own sessions"). An event-wide grant opens the
    desks that hang on no session, and no session's uncleared words or cue cards."""
    if session_id is None:
        return _role("facilitator", actor, None)
    return Grant("facilitator", session_id) in actor.grants


# Who may sit in the moderator's seat: a moderator, or an adult of this very session, who helps.
# That she really holds it is asked of every single step.
MAY_LEAD: tuple[Condition, ...] = (moderator, own_facilitator)


def interpreter(actor: Actor, session_id: str | None) -> bool:
    return _role("interpreter", actor, session_id)


def organiser(actor: Actor, session_id: str | None) -> bool:
    return actor.has("organiser")


def safeguarding(actor: Actor, session_id: str | None) -> bool:
    return actor.has("safeguarding")


def resting_safeguarding(actor: Actor, session_id: str | None) -> bool:
    """A device that rests, of somebody who is of the safety team now; it is nobody's otherwise."""
    return actor.rests_as is not None


def screen(actor: Actor, session_id: str | None) -> bool:
    return actor.kind == "screen"


def _role(role: str, actor: Actor, session_id: str | None) -> bool:
    if session_id is None:
        return any(grant.role == role for grant in actor.grants)
    return actor.has(role, session_id)


def allows(policy: Policy, actor: Actor, session_id: str | None = None) -> bool:
    """Whether any condition holds; the phase is not looked at."""
    return actor.kind == "system" or any(holds(actor, session_id) for holds in policy.who)


def require(
    policy: Policy, actor: Actor, session_id: str | None = None, state: str | None = None
) -> None:
    """Return quietly when the actor may do this now.

    Refusals: NotSignedIn for nobody, NotAllowed for the wrong person, NotNow (with the present
    state) in the wrong phase.
    """
    if not allows(policy, actor, session_id):
        raise NotSignedIn() if actor.kind == "nobody" else NotAllowed()
    if policy.phase and state is not None and state not in policy.phase:
        raise NotNow(state=state)


_table: dict[str, Policy] = {}


def declare(policies: dict[str, Policy]) -> dict[str, Policy]:
    """Add a capability's table; every route and live message finds its policy here by name."""
    for name, policy in policies.items():
        if name in _table and _table[name] is not policy:
            raise RuntimeError(f"two policies are declared for {name}")
        _table[name] = policy
    return policies


def policy_for(name: str) -> Policy | None:
    return _table.get(name)


def declared() -> Iterable[str]:
    return _table.keys()
