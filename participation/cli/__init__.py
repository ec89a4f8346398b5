"""The command line: `flask --app app …`. Each command ends with a sentence, never a traceback."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import click
from flask import Flask, current_app
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from participation.cli import copies, doctor, safety
from participation.cli.inventory import inventory
from participation.cli.speaking import command
from participation.demonstration import building, showing
from participation.foundation.actors import SYSTEM, Actor, Grant
from participation.foundation.extensions import db
from participation.foundation.keys import key_fits, note_key
from participation.foundation.log import write_log
from participation.foundation.refusals import ChangedMeanwhile, NotFound
from participation.foundation.sealing import AuditHead, ChainBroken, Sealer
from participation.foundation.settings import settings
from participation.migrations import running
from participation.people import commands
from participation.people.models import Person, Role
from participation.programme.models import ConferenceSession
from participation.programme.queries import the_event
from participation.sweeping import note_copy
from participation.sweeping import sweep as sweep_all
from participation.watching import until_the_server_ends
from participation.watching import watch as keep_watch

# Whoever may run a command on this machine may do what an organiser does.
OPERATOR = Actor(kind="system", grants=frozenset({Grant(Role.ORGANISER)}))


def add_commands(app: Flask) -> None:
    """The app knows every command below, and those of safety.py."""
    for made in (
        *(upgrade, demo, examine, backup, restore, sweep, watch, verify_audit, inventory),
        *(withdraw_role, revoke_device),
        *safety.COMMANDS,
    ):
        app.cli.add_command(made)


@command("upgrade")
@click.option("--new-key", is_flag=True, help="The present secret key is the right one from now.")
def upgrade(new_key: bool) -> None:
    """Bring the database to the newest tables. Twice is harmless."""
    _upgrade(new_key)
    click.echo("The database is up to date.")


@command("demo")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--fresh", is_flag=True, help="Empty the demonstration and build it anew.")
def demo(as_json: bool, fresh: bool) -> None:
    """Make the demonstration conference in an empty database, or show the one that is there."""
    if not running.is_current(db.engine):
        raise click.ClickException("The database is not migrated. Run: flask --app app upgrade")
    event = the_event()
    if event is not None and not event.is_demonstration:
        kept = (
            f"This database holds a conference of its own ({event.slug}). The demonstration is "
            "made only in an empty database; nothing was changed."
        )
        if fresh or as_json:
            raise click.ClickException(kept)
        click.echo(kept)
        return
    if event is not None and fresh:
        db.session.close()
        running.empty(db.engine)
        _upgrade(new_key=True)
        event = None
    if event is None:
        try:
            building.build()
        except ChangedMeanwhile:
            db.session.rollback()  # another process built it at this very moment
    click.echo(
        json.dumps(showing.as_json(), ensure_ascii=False, indent=2)
        if as_json
        else showing.as_table()
    )


@command("doctor")
def examine() -> None:
    """What is set, reachable, migrated, missing. Ends with 1 if Sawt can't serve."""
    findings = doctor.examine(settings(), db.engine)
    for finding in findings:
        click.echo(str(finding))
    if any(finding.stops for finding in findings):
        click.echo("\nSawt can't serve like this.")
        raise click.exceptions.Exit(1)
    click.echo("\nSawt can serve.")


@command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the whole database to FILE, also while the server runs."""
    copies.backup(settings(), file)
    if running.is_current(db.engine):
        note_copy(OPERATOR, "copied")
    click.echo(f"Everything in the database is in {file} now. Keep it as safe as the database.")


@command("restore")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put back what `backup` wrote to FILE. Stop the server first."""
    before = copies.restore(settings(), db.engine, file)
    click.echo(f"The database is as it was in {file}.")
    if before is not None:
        click.echo(f"What was there before is kept in {before}.")
        click.echo("It holds what was erased since; delete it once all is well.")
    if not running.is_current(db.engine):
        click.echo("It is of an older version. Run: flask --app app upgrade, then: … sweep")
        return
    note_copy(OPERATOR, "restored")
    _say_swept()


@command("sweep")
def sweep() -> None:
    """Erase what is not needed any more. The server does it by itself every hour."""
    _say_swept()


def _say_swept() -> None:
    for name, count in sweep_all().items():
        click.echo(f"{count:6}  {name}")


@command("watch")
@click.option("--with-server", is_flag=True, help="End when standard input closes.")
def watch(with_server: bool) -> None:
    """Do what is due because time passes. `python app.py` starts this by itself."""
    write_log()
    stopped = threading.Event()
    if with_server:
        until_the_server_ends(stopped)
    keep_watch(current_app._get_current_object(), stopped)  # type: ignore[attr-defined]


@command("verify-audit")
@click.option("--head", multiple=True, help='A head noted earlier ("place seal"), still in it?')
def verify_audit(head: tuple[str, ...]) -> None:
    """Check the audit log's chain, row by row. Ends with 1 if anything sealed was changed."""
    try:
        found = Sealer(settings().secret_key).check(*head)
    except ValueError as problem:
        raise click.ClickException(f"This is no head of a chain: {problem}") from None
    if found.unchecked:
        click.echo(f"{found.unchecked} rows were sealed with an earlier key: not checked.")
    for row in found.late[:20]:
        click.echo(f"Row {row} says it is older than rows sealed before it.")
    if found.unsealed:
        first, count = found.unsealed[0], len(found.unsealed)
        click.echo(f"Not sealed yet: {count} rows, from row {first} on.")
    if found.broken is not None:
        raise click.ClickException(f"the chain is broken: {found.broken}.")
    click.echo(f"{found.sealed} rows stand as they were sealed.")
    click.echo(f"Keep this elsewhere: {found.head}")


@command("withdraw-role")
@click.argument("person")
@click.argument("role")
@click.argument("session", required=False)
def withdraw_role(person: str, role: str, session: str | None) -> None:
    """PERSON no longer holds ROLE, for the event or in SESSION; open pages stop within 2 s."""
    person_id = db.session.scalar(
        select(Person.id).where((Person.slug == person) | (Person.id == person))
    )
    session_id = db.session.scalar(
        select(ConferenceSession.id).where(
            (ConferenceSession.slug == session) | (ConferenceSession.id == session)
        )
    )
    if person_id is None or (session is not None and session_id is None):
        raise NotFound
    commands.withdraw_role(SYSTEM, person_id, role, session_id)
    click.echo(f"{person} is no longer {role}{f' in {session}' if session else ''}.")


@command("revoke-device")
@click.argument("device")
def revoke_device(device: str) -> None:
    """DEVICE (its id, as /organise shows it) is signed out; its pages stop within 2 s."""
    commands.end_device(OPERATOR, device)
    click.echo("The device is signed out.")


def _upgrade(new_key: bool) -> None:
    """Tables, key and the audit log's chain are there. Where tables of a chain were found, none
    begins: one that is missing then was taken away."""
    had_chain = inspect(db.engine).has_table(AuditHead.__tablename__)
    running.upgrade(db.engine)
    if not had_chain:
        with db.writing() as session:
            Sealer(settings().secret_key).begin(session)
    _note_key(new_key)


def _adopt_chain(session: Session, key: str) -> None:
    try:
        Sealer(key).adopt(session)
    except ChainBroken:
        raise click.ClickException(
            "The audit log's chain does not end where it was left. Nothing was changed; with the "
            "old key run: flask --app app verify-audit"
        ) from None


def _note_key(new_key: bool) -> None:
    """The database's own key is noted, once; another one is told, or taken when asked to."""
    key = settings().secret_key
    with db.writing() as session:
        fits = key_fits(session, key)
        if fits is None or new_key:
            note_key(session, key)
        if new_key:
            _adopt_chain(session, key)
    if fits is False and not new_key:
        click.echo(
            "The secret key is another than before: badges that were printed don't open. Put the "
            "old key back, or run: flask --app app upgrade --new-key",
            err=True,
        )
