"""The host's commands for the safety team: posts, the key in the safe, the second signature, files.

Secrets are asked for, never taken from the command line, so that none stays in a shell's history.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from participation.cli.speaking import command
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.people.models import Person
from participation.people.queries import grants_of
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands, exporting
from participation.safeguarding.posts import commands as posts
from participation.safeguarding.posts.models import Post
from participation.safeguarding.sealing import CannotOpen

POST = click.Choice([post.value for post in Post])


@command("safety-appoint")
@click.argument("person")
@click.argument("post", type=POST)
def appoint(person: str, post: str) -> None:
    """PERSON is POST (lead or deputy) from now on; whoever was it before is it no longer."""
    posts.appoint(SYSTEM, _person(person).id, post)
    click.echo(
        f"{person} is {post}. Before {person} has chosen a passphrase at /safety/post, "
        "nothing is sealed for that post. Older concerns stay closed until they are re-sealed: "
        "by the one before, at /safety, or here with: safety-re-seal"
    )


@command("safety-recovery-key")
def recovery_key() -> None:
    """A new key for the host's safe: shown this once, kept nowhere."""
    key = posts.new_recovery_key(SYSTEM)
    click.echo("Print this, put it into the host's safe, and close this window:\n")
    click.echo(f"    {key}\n")
    click.echo("What comes from now on is sealed to it too; what came before is not.")


@command("safety-re-seal")
@click.argument("post", type=POST)
def re_seal(post: str) -> None:
    """With the key from the safe: older concerns open for the present holder of POST."""
    sealed = commands.hand_keys_from_safe(SYSTEM, _asked_key(), post)["sealed"]
    click.echo(f"Sealed for the {post}: {sealed}.")


@command("safety-sign")
@click.argument("concern")
def sign(concern: str) -> None:
    """With the key from the safe: the host's second signature closes CONCERN."""
    commands.sign_as_host(SYSTEM, concern, sealing.public_of(_asked_key()))
    click.echo("It is closed.")


@command("safety-export")
@click.argument("concern")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as", "person", required=True, help="Who exports: one of the present pair.")
@click.option("--to", "public_key", help="Public key of whoever gets it; else a passphrase.")
def export(concern: str, file: Path, person: str, public_key: str | None) -> None:
    """One concern as a sealed FILE; asks for the person's own passphrase."""
    actor = _actor(_person(person))
    phrase = click.prompt("Passphrase of this person", hide_input=True)
    private = commands.open_concern(actor, concern, phrase)
    own = None if public_key else click.prompt("Passphrase of the file", hide_input=True)
    file.write_bytes(exporting.export(actor, concern, private, own, public_key))
    click.echo(f"It is in {file}, sealed. Tell its secret by another way than the file.")


@command("safety-read-file")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read_file(file: Path) -> None:
    """Open an exported FILE and hold it against its manifest."""
    secret = click.prompt("Passphrase, or private key", hide_input=True)
    try:
        inside = exporting.read_file(file.read_bytes(), secret)
    except CannotOpen:
        raise click.ClickException(
            "This does not open it: another secret, or the file was changed."
        ) from None
    except exporting.NotAsTakenOut as changed:
        raise click.ClickException(
            f"It opens, and is not what was taken out. Changed since: {changed}. Keep it as it "
            "is, and ask for it again."
        ) from None
    click.echo(json.dumps(inside, ensure_ascii=False, indent=2))


@command("safety-file-key")
def file_key() -> None:
    """A key pair for whoever is to receive files: nothing of it is kept."""
    pair = sealing.new_pair()
    click.echo(f"Public, to be told:  {sealing.written(pair.public)}")
    click.echo(f"Private, to be kept: {sealing.written(pair.private)}")


def _person(named: str) -> Any:
    found = db.session.scalars(
        select(Person).where((Person.slug == named) | (Person.id == named))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def _actor(person: Any) -> Actor:
    return Actor(kind="person", person_id=person.id, grants=grants_of(person.id))


def _asked_key() -> bytes:
    try:
        return sealing.read_written(click.prompt("Key from the safe", hide_input=True))
    except CannotOpen:
        raise click.ClickException("That is not a whole key. Type every group of it.") from None


COMMANDS = (appoint, recovery_key, re_seal, sign, export, read_file, file_key)
