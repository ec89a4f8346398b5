"""What is set, reachable, migrated, missing: one line each, with what to do about it."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from participation import opening
from participation.cli.copies import sqlite_path
from participation.foundation.catalogue import TRANSLATIONS
from participation.foundation.keys import key_fits
from participation.foundation.languages import DEFAULT, LANGUAGES
from participation.foundation.pages import ROOT
from participation.foundation.settings import PREFIX, Settings, load_settings
from participation.migrations import running
from participation.people.vault import separation
from participation.programme.queries import is_demonstration, the_event
from participation.safeguarding.posts.models import Post
from participation.safeguarding.posts.queries import present_posts, recovery_key
from participation.safeguarding.queries import is_emergency_to_confirm, safe_person
from participation.safeguarding.rules import CHECKED_WITHIN

GOOD, NOTE, BAD = "ok  ", "note", "NO  "
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `BAD` means that the server can't serve."""

    mark: str
    what: str
    words: str

    @property
    def stops(self) -> bool:
        return self.mark == BAD

    def __str__(self) -> str:
        return f"{self.mark}  {self.what:<10}  {self.words}"


Findings = Iterator[Finding]


def examine(told: Settings, engine: Engine) -> list[Finding]:
    """Everything that can be known without serving; nothing is changed or made."""
    checks: tuple[Callable[[Settings, Engine], Findings], ...] = (
        _settings,
        _secret,
        _database,
        _redis,
        _assets,
        _catalogue,
        _clock,
        _port,
    )
    return [finding for check in checks for finding in check(told, engine)]


def _settings(told: Settings, _: Engine) -> Findings:
    named = sorted(name for name in os.environ if name.startswith(PREFIX))
    file = told.instance / "settings.toml"
    yield Finding(GOOD, "settings", f"from the environment: {', '.join(named) or 'none'}")
    yield Finding(GOOD, "settings", f"from {file}{'' if file.exists() else ': not there'}")
    yield Finding(GOOD, "address", f"{told.url}, listening on {told.host}:{told.port}")
    yield Finding(GOOD, "engine", load_settings().engine)
    if file.exists() and file.stat().st_mode & OTHERS:
        yield Finding(NOTE, "settings", f"others can read {file}. Run: chmod 600 {file}")


def _secret(told: Settings, _: Engine) -> Findings:
    file = told.instance / "secret_key"
    kept = file.exists() and file.read_text(encoding="ascii").strip() == told.secret_key
    if kept and file.stat().st_mode & OTHERS:
        yield Finding(BAD, "secret", f"others can read {file}. Run: chmod 600 {file}")
    elif kept:
        yield Finding(GOOD, "secret", f"kept in {file}, readable by its owner alone")
    else:
        yield Finding(GOOD, "secret", f"from {PREFIX}SECRET_KEY")
    if len(set(told.secret_key)) < 8:
        yield Finding(BAD, "secret", "the key is easy to guess. Take one made of random characters")


def _database(told: Settings, engine: Engine) -> Findings:
    where = make_url(told.database_url).render_as_string(hide_password=True)
    if told.is_sqlite and not sqlite_path(told).exists():
        yield Finding(BAD, "database", f"missing: {where}. Run: flask --app app upgrade")
        return
    try:
        with engine.connect():
            pass
    except SQLAlchemyError as problem:
        why = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        yield Finding(
            BAD,
            "database",
            f"unreachable: {where} ({why}). Start it, or correct {PREFIX}DATABASE_URL",
        )
        return
    yield Finding(GOOD, "database", f"reachable: {where}")
    try:
        yield from _tables(told, engine)
    except SQLAlchemyError as problem:
        why = str(getattr(problem, "orig", problem)).strip().splitlines()[0]
        yield Finding(BAD, "tables", f"can't be read ({why}). Restore a backup")


def _tables(told: Settings, engine: Engine) -> Findings:
    if not running.is_current(engine):
        how = "no tables yet" if running.is_empty(engine) else "tables of another version"
        yield Finding(BAD, "tables", f"not migrated: {how}. Run: flask --app app upgrade")
        return
    yield Finding(GOOD, "tables", "migrated to the newest version")
    if told.is_sqlite and not os.access(sqlite_path(told), os.W_OK):
        yield Finding(BAD, "database", f"can't be written: {sqlite_path(told)}. Correct its owner")
    with Session(engine) as session:
        if key_fits(session, told.secret_key) is False:
            yield Finding(
                BAD,
                "secret",
                "another key than the database was made with: printed badges don't open. "
                "Put the old key back, or run: flask --app app upgrade --new-key",
            )
    event, is_real = the_event(), opening.is_of_its_own()
    yield from _vault(told, engine, is_real)
    if event is None:
        yield Finding(NOTE, "conference", "none yet. For a demonstration: flask --app app demo")
    else:
        kind = "the demonstration" if is_demonstration() else "a conference of its own"
        yield Finding(GOOD, "conference", f"{event.slug}, {kind}")
        yield from _safety_team(is_real)
        yield from _help()
    yield from _https(told, is_real)


def _https(told: Settings, is_real: bool) -> Findings:
    lost = opening.plain_http(told)
    if lost is None:
        yield Finding(GOOD, "https", "cookies are for this host over https alone")
    else:
        yield Finding(BAD if is_real else NOTE, "https", lost)


def _safety_team(is_real: bool) -> Findings:
    held, trouble = present_posts(), False
    lacks = BAD if is_real else NOTE
    for post in Post:
        if post not in held:
            trouble = True
            how = f"Run: flask --app app safety-appoint PERSON {post}"
            yield Finding(lacks, "safety", f"nobody is {post}: nothing reaches that post. {how}")
        elif held[post].public_key is None:
            trouble = True
            how = "She chooses one at /safety/post"
            yield Finding(
                lacks, "safety", f"the {post} has no passphrase: nothing is sealed for her. {how}"
            )
    if recovery_key() is None:
        trouble = True
        yield Finding(
            NOTE,
            "safety",
            "no key in the host's safe: with a lost passphrase is lost what children told. "
            "Run: flask --app app safety-recovery-key",
        )
    if not trouble:
        yield Finding(GOOD, "safety", "lead and deputy have a passphrase, the host a key in a safe")


def _help() -> Findings:
    person = safe_person()
    where = "at /organise/helplines"
    if person is None:
        words = f"nobody is named whom a child may talk to, and no emergency number: {where}"
        yield Finding(NOTE, "help", words)
    elif is_emergency_to_confirm():
        yield Finding(
            NOTE,
            "help",
            f"the emergency number {person.emergency_number} was never checked, or more than "
            f"{CHECKED_WITHIN.days} days ago: it is shown as to be confirmed. Ask there, and say "
            f"who answered {where}",
        )
    else:
        yield Finding(GOOD, "help", f"the emergency number {person.emergency_number} is checked")


def _vault(told: Settings, engine: Engine, is_real: bool) -> Findings:
    if told.is_sqlite:
        words = "in the database's one file: keep it readable by its owner alone"
        yield Finding(GOOD, "vault", words)
        return
    wrong = opening.open_vault(told, engine)
    if wrong is None:
        yield Finding(GOOD, "vault", f"apart, for the role {separation.ROLE} alone")
    else:
        yield Finding(BAD if is_real else NOTE, "vault", wrong)


def _redis(told: Settings, _: Engine) -> Findings:
    if told.redis_url is None:
        yield Finding(GOOD, "redis", "not set; not needed for one process")
        return
    import redis

    try:
        with redis.Redis.from_url(told.redis_url, socket_connect_timeout=3) as client:
            client.ping()
    except (redis.RedisError, OSError) as problem:
        why = type(problem).__name__
        yield Finding(BAD, "redis", f"unreachable ({why}). Start it, or correct {PREFIX}REDIS_URL")
        return
    yield Finding(GOOD, "redis", "reachable")


def _assets(_: Settings, __: Engine) -> Findings:
    manifest = ROOT / "static" / "dist" / "manifest.json"
    if manifest.exists():
        yield Finding(GOOD, "assets", "built")
    else:
        yield Finding(BAD, "assets", "not built: static/dist/ is missing. Run: make assets")


def _catalogue(_: Settings, __: Engine) -> Findings:
    # Without a catalogue pages speak English, so for English alone none is needed.
    missing = [lang for lang in LANGUAGES if lang != DEFAULT and not _compiled(lang).exists()]
    old = [lang for lang in LANGUAGES if lang not in missing and _is_old(lang)]
    if missing:
        names = ", ".join(missing)
        yield Finding(
            BAD,
            "words",
            f"not compiled: {names}. Run: pybabel compile -d participation/translations",
        )
    elif old:
        yield Finding(NOTE, "words", f"compiled before the last change: {', '.join(old)}")
    else:
        yield Finding(GOOD, "words", f"compiled: {', '.join(LANGUAGES)}")


def _compiled(lang: str) -> Path:
    return TRANSLATIONS / lang / "LC_MESSAGES" / "messages.mo"


def _is_old(lang: str) -> bool:
    source = _compiled(lang).with_suffix(".po")
    return source.exists() and source.stat().st_mtime > _compiled(lang).stat().st_mtime


def _clock(told: Settings, _: Engine) -> Findings:
    if told.clock_file is None:
        yield Finding(GOOD, "clock", "the machine's own")
        return
    try:
        shift = float(Path(told.clock_file).read_text(encoding="ascii").strip() or 0)
    except (OSError, ValueError):
        yield Finding(
            NOTE,
            "clock",
            f"not shifted: {told.clock_file} is not a file with a number of seconds. "
            f"Write one, or remove {PREFIX}CLOCK_FILE",
        )
        return
    yield Finding(NOTE, "clock", f"shifted by {shift:g} s; for tests and demonstrations only")


def _port(told: Settings, _: Engine) -> Findings:
    host = "127.0.0.1" if told.lan else told.host
    try:
        with socket.create_connection((host, told.port), timeout=1):
            pass
    except OSError:
        yield Finding(GOOD, "port", f"{told.port} is free")
        return
    yield Finding(NOTE, "port", f"{told.port} is in use already, perhaps by Sawt itself")
