"""The one way to write: a command in one transaction, told to `live` only after its commit.

    with one transaction: refuse a replay by giving the first answer, run, write the audit row,
    run reactions, raise the versions of the topics touched, commit; then publish.

A refusal rolls back and drops its events. A command called inside another joins it.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Generic, ParamSpec, Protocol, TypeVar
from uuid import NAMESPACE_OID, uuid5

from flask import g
from sqlalchemy import JSON, String, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.audit import Part, is_noted, part_of, write_audit
from participation.foundation.database import Model, has_failed, table_of
from participation.foundation.events import DomainEvent
from participation.foundation.extensions import db
from participation.foundation.inventory import A_PRESS, Area, holds
from participation.foundation.refusals import ChangedMeanwhile, Refusal
from participation.foundation.versions import Change, raise_versions

log = logging.getLogger(__name__)

P = ParamSpec("P")
E = TypeVar("E", bound=DomainEvent)

# What a command answers: ids and small numbers only, so that a replay can be answered from it.
Reference = dict[str, Any]


@holds(
    Area.LOG,
    "so that a press that is sent twice counts once",
    kept=A_PRESS,
    about={
        "holder": "which badge or phone pressed",
        "reference used_on": "an id to answer from, and the hour; of a vote neither",
    },
    nothing="command_id",
)
class CommandGuard(Model):
    """A command id that has been used. `reference` holds ids from which the answer is rebuilt,
    never a text, a choice or a code; mass commands keep none. Swept after 24 hours."""

    __tablename__ = "command_guard"
    command_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
    reference: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    used_on: Mapped[datetime | None]


class Audit(Enum):
    """What of a command stands in the audit log."""

    NAMED = "who did what to which object"
    SAFETY = "the same, for the safety team alone, wherever the command lives"
    ANONYMOUS = "that it was done, by nobody in particular"
    NONE = "nothing"


@dataclass
class UnitOfWork:
    """What one transaction has gathered."""

    events: list[DomainEvent] = field(default_factory=list)
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    about: dict[str, str | None] = field(default_factory=dict)


Reaction = Callable[[Actor, Any], None]
Publisher = Callable[[list[Change]], None]
_reactions: dict[type[DomainEvent], list[Reaction]] = {}
_publisher: Publisher | None = None
_registry: dict[str, Command[Any] | MassCommand[Any]] = {}


def plug_publisher(publisher: Publisher) -> None:
    """`live` says what happens with changed topics after a commit; create_app plugs it in."""
    global _publisher
    _publisher = publisher


def when(event: type[E]) -> Callable[[Callable[[Actor, E], None]], Callable[[Actor, E], None]]:
    """Register a reaction: it runs in the transaction in which the event was recorded."""

    def register(reaction: Callable[[Actor, E], None]) -> Callable[[Actor, E], None]:
        known = _reactions.setdefault(event, [])
        if reaction not in known:
            known.append(reaction)
        return reaction

    return register


def record(event: DomainEvent) -> None:
    """Note what happened; it is told if and when the transaction commits."""
    _current().events.append(event)


def afterwards(task: Callable[[], object]) -> None:
    """Run this after the commit, as a command of its own (the second step of closing a poll)."""
    _current().afterwards.append(task)


def about(
    kind: str,
    object_id: str,
    session_id: str | None = None,
    reason: str | None = None,
    person_id: str | None = None,
    *,
    for_safety: bool = False,
) -> None:
    """Say which object the audit row of the running command names, why, and whose it is; with
    `for_safety` this row is read by the safety team alone."""
    _current().about = {
        "object_kind": kind,
        "object_id": object_id,
        "session_id": session_id,
        "reason": reason,
        "about_person": person_id or (object_id if kind == "person" else None),
        "part": Part.SAFETY if for_safety else None,
    }


def known_commands() -> dict[str, Command[Any] | MassCommand[Any]]:
    """Every command by its name, `capability.verb`."""
    return dict(_registry)


class Command(Generic[P]):
    """A write that answers with a Reference."""

    def __init__(
        self,
        function: Callable[P, Reference],
        audit: Audit,
        clashes: dict[str, type[Refusal]],
        reads: bool = False,
        by_sitting: bool = False,
    ) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self.audit = audit
        self._clashes = clashes
        self._reads = reads
        self._by_sitting = by_sitting
        self._part = Part.SAFETY if audit is Audit.SAFETY else part_of(function.__module__)
        self.name = _name_of(function)
        _registry[self.name] = self

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Reference:
        """Run without a replay guard: nested in another command, or from the command line."""
        return self.once(None, *args, **kwargs)

    def once(self, command_id: str | None, /, *args: P.args, **kwargs: P.kwargs) -> Reference:
        """Run, unless this holder used this command id before: then give the first answer.

        Refusals: the command's own; ChangedMeanwhile for a clash that has no name of its own.
        """
        actor = _actor_of(args)
        if "unit_of_work" in g:
            return self._run(actor, args, kwargs)
        command_id = _guard_key(self.name, command_id)
        work = UnitOfWork()
        try:
            with db.writing() as session, _Joined(work):
                first = _first_answer(session, actor, command_id)
                if first is not None:
                    return first
                reference = self._run(actor, args, kwargs)
                _keep_guard(session, actor, command_id, reference)
                changes = _finish(session, actor, work)
        except (IntegrityError, Refusal) as problem:
            # The same press may have been committed a moment ago, beside this one.
            first = _first_answer(db.session, actor, command_id)
            db.session.rollback()
            if first is not None:
                return first
            if isinstance(problem, Refusal):
                raise
            raise _named(problem, self._clashes) from problem
        _tell(changes, work)
        return reference

    def _run(self, actor: Actor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Reference:
        work = _current()
        outer, work.about = work.about, {}
        reference = self._function(*args, **kwargs)
        if self.audit is not Audit.NONE:
            self._write_down(actor, work.about)
        work.about = outer
        return reference

    def _write_down(self, actor: Actor, told: dict[str, str | None]) -> None:
        object_id, session_id = told.get("object_id"), told.get("session_id")
        if self._by_sitting and is_noted(db.session, actor, self.name, object_id, session_id):
            return
        write_audit(
            db.session,
            actor,
            self.name,
            anonymous=self.audit is Audit.ANONYMOUS,
            object_kind=told.get("object_kind"),
            object_id=object_id,
            session_id=session_id,
            reason=told.get("reason"),
            reads=self._reads,
            part=Part(told.get("part") or self._part),
            about_person=told.get("about_person"),
        )


def command(
    *,
    audit: Audit = Audit.NAMED,
    clashes: dict[str, type[Refusal]] | None = None,
    reads: bool = False,
    by_sitting: bool = False,
) -> Callable[[Callable[P, Reference]], Command[P]]:
    """Make a function a command. `clashes` turns the name of a constraint into a refusal; with
    `reads` the log calls it a reading: what it wrote down is that somebody looked. `by_sitting`: of
    pages that come again by themselves the same reading within ten minutes has one row."""

    def wrap(function: Callable[P, Reference]) -> Command[P]:
        return Command(function, audit, clashes or {}, reads, by_sitting)

    return wrap


def rows_of(result: Any) -> int:
    """How many rows a statement has touched."""
    return int(result.rowcount)


class Asked(Protocol):
    """One entry of a mass command: who asks, and the id that makes it once."""

    @property
    def actor(self) -> Actor: ...
    @property
    def command_id(self) -> str | None: ...


I = TypeVar("I", bound=Asked)  # noqa: E741 - the item of a mass command
Outcome = Reference | Refusal


class MassCommand(Generic[I]):
    """A write that comes in masses and is written once for a list; one is a list of one.

    Nothing of it is audited, and its guard keeps no answer and no time: what was chosen, when and
    in which order can't be read from what stays (safeguarding.md, "Audit").
    """

    def __init__(
        self,
        function: Callable[[Sequence[I]], list[Outcome]],
        again: Callable[[I], Reference],
        clashes: dict[str, type[Refusal]],
    ) -> None:
        functools.update_wrapper(self, function)
        self._function = function
        self._again = again
        self._clashes = clashes
        self.name = _name_of(function)
        _registry[self.name] = self

    def one(self, item: I) -> Reference:
        """Run a list of one. Refusals are raised."""
        (outcome,) = self([item])
        if isinstance(outcome, Refusal):
            raise outcome
        return outcome

    def __call__(self, items: Sequence[I]) -> list[Outcome]:
        """Run all in one transaction; the outcome of each, in the same order.

        On a clash everything is rolled back and run one by one, so that one entry's clash never
        costs another its answer.
        """
        try:
            return self._together(items)
        except IntegrityError as clash:
            if len(items) > 1:
                return [outcome for item in items for outcome in self([item])]
            guard = _guard_key(self.name, items[0].command_id)
            if guard and _used(db.session, [guard]):
                return [self._again(items[0])]
            return [_named(clash, self._clashes)]
        except Refusal as refusal:
            return [refusal for _ in items]

    def _together(self, items: Sequence[I]) -> list[Outcome]:
        work = UnitOfWork()
        with db.writing() as session, _Joined(work):
            keys = [(one.actor.holder, _guard_key(self.name, one.command_id)) for one in items]
            used = _used(session, [guard for _, guard in keys])
            outcomes: list[Outcome | None] = [None] * len(items)
            fresh: dict[tuple[str | None, str | None], int] = {}
            twins: dict[int, int] = {}
            run: list[int] = []
            for place, (item, key) in enumerate(zip(items, keys, strict=True)):
                if item.command_id and key in used:
                    outcomes[place] = self._again(item)
                elif item.command_id and key in fresh:
                    twins[place] = fresh[key]
                else:
                    fresh[key] = place
                    run.append(place)
            marks = []
            for place, outcome in zip(
                run, self._function([items[place] for place in run]), strict=True
            ):
                outcomes[place] = outcome
                holder, guard = keys[place]
                if guard and holder and not isinstance(outcome, Refusal):
                    marks.append({"holder": holder, "command_id": guard})
            for place, first in twins.items():
                outcomes[place] = outcomes[first]
            if marks:
                marks.sort(key=lambda mark: (mark["holder"], mark["command_id"] or ""))
                session.execute(_MARK, marks)
            changes = _finish(session, Actor(kind="system"), work)
        _tell(changes, work)
        return [outcome for outcome in outcomes if outcome is not None]


def mass_command(
    *, again: Callable[[I], Reference], clashes: dict[str, type[Refusal]] | None = None
) -> Callable[[Callable[[Sequence[I]], list[Outcome]]], MassCommand[I]]:
    """Make a function over a list a mass command. `again` rebuilds the answer to a replay."""

    def wrap(function: Callable[[Sequence[I]], list[Outcome]]) -> MassCommand[I]:
        return MassCommand(function, again, clashes or {})

    return wrap


class _Joined:
    """While this lasts, commands called join this unit of work."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def __enter__(self) -> None:
        g.unit_of_work = self._work

    def __exit__(self, *_: object) -> None:
        g.pop("unit_of_work", None)


def _current() -> UnitOfWork:
    if "unit_of_work" not in g:
        raise RuntimeError("only a command may write, record or announce")
    work: UnitOfWork = g.unit_of_work
    return work


def _finish(session: Session, actor: Actor, work: UnitOfWork) -> list[Change]:
    """Run the reactions (which may record more), then raise the versions touched."""
    told = 0
    while told < len(work.events):
        event = work.events[told]
        told += 1
        for reaction in _reactions.get(type(event), ()):
            reaction(actor, event)
    session.flush()
    return raise_versions(session, [pair for event in work.events for pair in event.topics()])


def _tell(changes: list[Change], work: UnitOfWork) -> None:
    # The command has succeeded whatever happens here; clients catch up by version.
    if _publisher is not None and changes:
        try:
            _publisher(changes)
        except Exception:
            log.exception("publishing failed; followers catch up by version")
    for task in work.afterwards:
        try:
            task()
        except Exception as problem:
            words = "a follow-up step failed (%s); it is taken up again by the catch-up"
            log.error(words, type(problem).__name__, exc_info=not has_failed(problem))


def _first_answer(session: Session, actor: Actor, command_id: str | None) -> Reference | None:
    if command_id is None or actor.holder is None:
        return None
    return session.execute(
        select(CommandGuard.reference).where(
            CommandGuard.holder == actor.holder, CommandGuard.command_id == command_id
        )
    ).scalar_one_or_none()


def _keep_guard(
    session: Session, actor: Actor, command_id: str | None, reference: Reference
) -> None:
    if command_id is not None and actor.holder is not None:
        session.add(
            CommandGuard(
                holder=actor.holder,
                command_id=command_id,
                reference=reference,
                used_on=clock.now(),
            )
        )


def _guard_key(name: str, command_id: str | None) -> str | None:
    """The id as it is kept: one press of one command, so that an id used for another command of
    the same holder never gives that one's answer."""
    return uuid5(NAMESPACE_OID, f"{name} {command_id}").hex if command_id else None


# Made once, and without mapped rows: they run with every list of votes.
_GUARD = table_of(CommandGuard)
_USED = select(_GUARD.c.holder, _GUARD.c.command_id).where(
    _GUARD.c.command_id.in_(bindparam("ids", expanding=True))
)
_MARK = insert(_GUARD)


def _used(session: Session, guards: Sequence[str | None]) -> set[tuple[str | None, str | None]]:
    ids = [guard for guard in guards if guard]
    if not ids:
        return set()
    rows = session.execute(_USED, {"ids": ids})
    return {(row.holder, row.command_id) for row in rows}


def _named(clash: IntegrityError, clashes: dict[str, type[Refusal]]) -> Refusal:
    """The refusal for a constraint's clash, found by the constraint's or its columns' name."""
    text = str(clash.orig)
    for name, refusal in clashes.items():
        if name in text:
            return refusal()
    return ChangedMeanwhile()


def _actor_of(args: tuple[Any, ...]) -> Actor:
    actor = args[0] if args else None
    if not isinstance(actor, Actor):
        raise TypeError("a command's first argument is its actor")
    return actor


def _name_of(function: Callable[..., Any]) -> str:
    """`capability.verb`: the folder the command lives in, and its own name."""
    folder = function.__module__.rpartition(".")[0].rpartition(".")[2]
    return f"{folder or function.__module__}.{function.__name__}"


@command(audit=Audit.NONE)
def sweep_guards(actor: Actor) -> Reference:
    """Command ids that were used long enough ago can be used again; answers `{"erased": n}`.

    A mass command keeps no time, so its guards are timed by the first sweep that meets them: all
    of an hour alike.
    """
    now, session = clock.now(), db.session
    session.execute(update(CommandGuard).where(CommandGuard.used_on.is_(None)).values(used_on=now))
    old = CommandGuard.used_on < now - A_PRESS.span()
    return {"erased": rows_of(session.execute(delete(CommandGuard).where(old)))}
