"""The first key of a name: read by an adult on duty before anybody else sees it."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.people.consent.commands import decide_name
from participation.safeguarding.clearing.commands import let_go
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_key
from participation.safeguarding.marks.commands import mark_text
from participation.safeguarding.names import queries
from participation.safeguarding.names.permissions import POLICIES

NAME = declare_kind(
    Kind(
        name=queries.KIND,
        waiting=queries.waiting_names,
        field="wish",
        clear="names.clear",
        stop="names.stop",
    )
)


@command(audit=Audit.NONE)
def mark_name(actor: Actor, wish_id: str) -> Reference:
    """What adults should look at in a name just typed is marked; whatever it says, it is taken."""
    wish = queries.wish_of(wish_id)
    if wish is not None:
        mark_text(queries.KIND, wish.id, wish.proposed_name, wish.language)
    return {}


@command()
def clear_name(actor: Actor, wish_id: str) -> Reference:
    """The first key has turned for this name, and its child is shown by it.

    Refusals: NotAllowed, NotFound, NotOnDuty, LanguageNotRead, WithColleague, NameDecided with the
    present state.
    """
    _first_key(actor, "names.clear", wish_id)
    return decide_name(actor, wish_id)


@command()
def stop_name(actor: Actor, wish_id: str, reason: str) -> Reference:
    """The name is not shown; its child reads why in kind words and may wish for another.

    `reason` is personal_details or unkind, never another. Refusals as clear_name.
    """
    _first_key(actor, "names.stop", wish_id, reason)
    return decide_name(actor, wish_id, reason)


def _first_key(actor: Actor, action: str, wish_id: str, reason: str | None = None) -> None:
    require(POLICIES[action], actor)
    language = queries.language_of(wish_id)
    if language is None or actor.person_id is None:
        raise NotFound  # the first key is a person's, never the system's
    require_first_key(actor.person_id, NAME.name, wish_id, None, language)
    let_go(NAME.name, wish_id)
    about("name", wish_id, reason=reason)
