"""The first key of a name: read by an adult on duty before anybody else sees it."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.foundation.taming import tame
from participation.people.consent.commands import (
    decide_first_name,
    decide_name,
    hold_first_name,
    hold_name,
)
from participation.people.consent.models import FIRST_NAME_KIND, NAME_KIND, NameState
from participation.people.consent.queries import child, lock_wish, present_assent
from participation.people.consent.refusals import NameDecided
from participation.people.consent.rules import LONGEST_NAME
from participation.safeguarding.clearing.commands import let_go
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_key
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.marks.commands import forget_marks, mark_text
from participation.safeguarding.marks.events import MarkingChanged
from participation.safeguarding.marks.rules import MarkKind
from participation.safeguarding.names import queries
from participation.safeguarding.names.permissions import POLICIES

NAME = declare_kind(
    Kind(
        name=NAME_KIND,
        waiting=queries.waiting_names,
        field="wish",
        clear="names.clear",
        stop="names.stop",
        letters=LONGEST_NAME,
        route="names.route_to_safety",
    )
)
FIRST_NAME = declare_kind(
    Kind(
        name=FIRST_NAME_KIND,
        waiting=queries.waiting_first_names,
        field="person",
        clear="names.clear_first",
        stop="names.stop_first",
        route="names.route_first_to_safety",
    )
)


@command(audit=Audit.NONE)
def mark_name(actor: Actor, wish_id: str) -> Reference:
    """What adults should look at in a name just typed is marked; whatever it says, it is taken."""
    wish = queries.wish_of(wish_id)
    if wish is not None:
        mark_text(NAME_KIND, wish.id, wish.proposed_name, wish.language)
    return {}


@command(audit=Audit.NONE)
def mark_first_name(actor: Actor, person_id: str, is_new: bool) -> Reference:
    """The same for a first name where it waits; where it does not, it has no marks. That it is the
    name of somebody here goes without saying; a new one is looked for in other texts from now on.
    """
    waiting = queries.first_name_to_read(person_id)
    if waiting is None:
        forget_marks(FIRST_NAME_KIND, person_id)
    else:
        mark_text(FIRST_NAME_KIND, person_id, waiting.text, waiting.language, but=(MarkKind.NAME,))
    if is_new:
        let_go(FIRST_NAME_KIND, person_id)  # it has to be read before it is decided on
        record(MarkingChanged())
    return {}


@command()
def clear_name(actor: Actor, wish_id: str) -> Reference:
    """The first key has turned for this name, and its child is shown by it.

    Refusals: NotAllowed, NotFound, NotOnDuty, LanguageNotRead, WithColleague, NameDecided with the
    present state.
    """
    _first_key(actor, NAME, "clear", wish_id, queries.language_of(wish_id))
    return decide_name(actor, wish_id)


@command()
def stop_name(actor: Actor, wish_id: str, reason: str) -> Reference:
    """The name is not shown; its child reads why in kind words and may wish for another.

    `reason` is personal_details or unkind, never another. Refusals as clear_name.
    """
    _first_key(actor, NAME, "stop", wish_id, queries.language_of(wish_id), reason=reason)
    return decide_name(actor, wish_id, reason)


@command(audit=Audit.NONE)
def route_name(actor: Actor, wish_id: str) -> Reference:
    """A child may need help: what she typed is sealed for the safety team, and no letter of it is
    left here. To her it waits like any other name; the team's answer comes by the code of its
    receipt. Nothing of it is audited here.

    Refusals as clear_name, NotFound also once it is there; NobodyReads, where the team has no key.
    """
    _first_key(actor, NAME, "route", wish_id, queries.language_of(wish_id))
    wish = lock_wish(wish_id)
    if wish is None or wish.state != NameState.WAITING:
        raise NameDecided(state={"wish": wish_id, "state": str(wish.state) if wish else None})
    take_in_routed_text(
        actor,
        kind=NAME_KIND,
        object_id=wish.id,
        session_id=None,
        text=wish.proposed_name,
        language=wish.language,
    )
    return hold_name(actor, wish.id)


@command()
def clear_first_name(actor: Actor, person_id: str, read: str) -> Reference:
    """The first key has turned for a first name in the letters that she `read`: where its child
    turns her dial to it, it is shown.

    Refusals as clear_name, also NameDecided for other letters; OwnWords for who typed it.
    """
    _first_key_of_first_name(actor, "clear", person_id)
    return decide_first_name(actor, person_id, read)


@command()
def stop_first_name(actor: Actor, person_id: str, read: str, reason: str) -> Reference:
    """The first name is not shown; its child and the registration desk read why, and it can be
    written anew. `reason` is as in stop_name. Refusals as clear_first_name."""
    _first_key_of_first_name(actor, "stop", person_id, reason)
    return decide_first_name(actor, person_id, read, reason)


@command(audit=Audit.NONE)
def route_first_name(actor: Actor, person_id: str, read: str) -> Reference:
    """The same for a first name in the letters that she `read`: it is on no list any more. Another
    one can be typed; where that is handed on too, it is added to the record. Refusals as route_name
    and clear_first_name."""
    _first_key_of_first_name(actor, "route", person_id)
    person = child(person_id, for_update=True)
    waiting, answer = queries.first_name_to_read(person_id), present_assent(person_id)
    if person is None or waiting is None or answer is None or tame(waiting.text) != read:
        raise NameDecided(state={"person": person_id, "state": None})
    take_in_routed_text(
        actor,
        kind=FIRST_NAME_KIND,
        object_id=answer.id,
        session_id=None,
        text=waiting.text,
        language=waiting.language,
        is_other=True,
    )
    forget_marks(FIRST_NAME_KIND, person.id)
    return hold_first_name(actor, person.id)


def _first_key_of_first_name(
    actor: Actor, act: str, person_id: str, reason: str | None = None
) -> None:
    typed = queries.first_name_typed(person_id)
    language, writer = (None, None) if typed is None else typed
    _first_key(actor, FIRST_NAME, act, person_id, language, writer=writer, reason=reason)


def _first_key(
    actor: Actor,
    kind: Kind,
    act: str,
    object_id: str,
    language: str | None,
    *,
    writer: str | None = None,
    reason: str | None = None,
) -> None:
    """Of a name in this language; None where there is none."""
    require(POLICIES[kind.acts[act]], actor)
    if language is None or actor.person_id is None:
        raise NotFound  # the first key is a person's, never the system's
    require_first_key(actor.person_id, kind.name, object_id, None, language, writer)
    let_go(kind.name, object_id)
    about(queries.ABOUT[kind.name], object_id, reason=reason)
