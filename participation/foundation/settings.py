"""Settings from the environment or instance/settings.toml; anything unknown stops the start."""

from __future__ import annotations

import os
import secrets
import socket
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "PARTICIPATION_"
ENGINES = ("eventlet", "threading")
# How states go out to a hall: as one frame built once, or the library's own way.
FRAMES = ("prepared", "library")


class SettingsProblem(Exception):
    """A setting that can't be used: its name, and what was expected."""

    def __init__(self, name: str, expected: str) -> None:
        self.name = name
        self.expected = expected
        super().__init__(f"{name}: expected {expected}")


@dataclass(frozen=True)
class Retention:
    """How long what is kept for a while is kept (safeguarding.md, "Retention")."""

    devices: timedelta = timedelta(hours=24)
    voters: timedelta = timedelta(hours=1)
    uncleared: timedelta = timedelta(hours=72)
    words: timedelta = timedelta(days=365)
    people: timedelta = timedelta(days=30)
    papers: timedelta = timedelta(days=365)
    guards: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Settings:
    """What the server was told. Every field is an outward setting of the same name."""

    database_url: str
    redis_url: str | None
    secret_key: str
    host: str
    port: int
    url: str
    allowed_origins: tuple[str, ...]
    trusted_proxies: int
    engine: str
    frames: str
    clock_file: str | None
    lan: bool
    offline_start: bool
    instance: Path
    pace_window: timedelta = timedelta(seconds=60)
    keeps: Retention = field(default_factory=Retention)

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def is_https(self) -> bool:
        return self.url.startswith("https://")

    def cookie(self, name: str) -> str:
        """A cookie's name: over HTTPS with the prefix under which browsers take it from this very
        host alone, never from a neighbour or over plain HTTP."""
        return f"__Host-{name}" if self.is_https else name


def _text(value: str) -> str:
    return value


def _database_url(value: str) -> str:
    if value.startswith("postgresql://"):
        value = value.replace("postgresql://", "postgresql+psycopg2://", 1)
    if not value.startswith(("sqlite:///", "postgresql+psycopg2://")):
        raise ValueError("a URL beginning with sqlite:/// or postgresql://")
    return value


def _secret(value: str) -> str:
    if len(value) < 32:
        raise ValueError("at least 32 characters that nobody can guess")
    return value


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ValueError("a port number from 1 to 65535")
    return int(value)


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("a web address such as https://sawt.example.org")
    return value.rstrip("/")


def _redis_url(value: str) -> str:
    if not value.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError("a URL beginning with redis://")
    return value


def _origins(value: str) -> tuple[str, ...]:
    return tuple(_url(part.strip()) for part in value.split(",") if part.strip())


def _hops(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError("the number of trusted proxies in front, such as 0 or 1")
    return int(value)


def _engine(value: str) -> str:
    if value not in ENGINES:
        raise ValueError(" or ".join(ENGINES))
    return value


def _frames(value: str) -> str:
    if value not in FRAMES:
        raise ValueError(" or ".join(FRAMES))
    return value


def _flag(value: str) -> bool:
    if value.lower() not in ("", "0", "1", "false", "true"):
        raise ValueError("1 or 0")
    return value.lower() in ("1", "true")


def _hours(value: str) -> timedelta:
    return timedelta(hours=_whole(value, "hours"))


def _days(value: str) -> timedelta:
    return timedelta(days=_whole(value, "days"))


def _seconds(value: str) -> timedelta:
    return timedelta(seconds=_whole(value, "seconds"))


def _whole(value: str, unit: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 100_000:
        raise ValueError(f"a whole number of {unit}, at least 1")
    return int(value)


def settings() -> Settings:
    """The settings of the app at hand."""
    from flask import current_app  # not above: app.py reads settings before all else

    told: Settings = current_app.config["SETTINGS"]
    return told


READERS: dict[str, Callable[[str], Any]] = {
    "DATABASE_URL": _database_url,
    "REDIS_URL": _redis_url,
    "SECRET_KEY": _secret,
    "HOST": _text,
    "PORT": _port,
    "URL": _url,
    "ALLOWED_ORIGINS": _origins,
    "TRUSTED_PROXIES": _hops,
    "ENGINE": _engine,
    "FRAMES": _frames,
    "CLOCK_FILE": _text,
    "LAN": _flag,
    "OFFLINE_START": _flag,
    "PACE_SECONDS": _seconds,
    "KEEP_DEVICES_HOURS": _hours,
    "KEEP_VOTERS_HOURS": _hours,
    "KEEP_UNCLEARED_HOURS": _hours,
    "KEEP_WORDS_DAYS": _days,
    "KEEP_PEOPLE_DAYS": _days,
    "KEEP_PAPERS_DAYS": _days,
    "KEEP_GUARDS_HOURS": _hours,
}


def load_settings(
    environ: Mapping[str, str] | None = None, instance: Path | None = None
) -> Settings:
    """Read every setting; the environment wins over instance/settings.toml.

    Raises SettingsProblem with the setting's name and what was expected for an unknown or
    ill-formed one, so that a typing error never starts a server with a default nobody chose.
    """
    environ = os.environ if environ is None else environ
    instance = instance or Path(__file__).resolve().parents[2] / "instance"
    told = _from_file(instance / "settings.toml")
    told.update({k: v for k, v in environ.items() if k.startswith(PREFIX)})
    values: dict[str, Any] = {}
    for name, raw in told.items():
        reader = READERS.get(name.removeprefix(PREFIX))
        if reader is None:
            known = ", ".join(PREFIX + key for key in READERS)
            raise SettingsProblem(name, f"one of the known settings: {known}")
        if raw == "":
            continue
        try:
            values[name.removeprefix(PREFIX)] = reader(raw)
        except ValueError as problem:
            raise SettingsProblem(name, str(problem)) from None
    port = values.get("PORT", 5000)
    lan = values.get("LAN", False)
    here = lan_address() if lan else "127.0.0.1"
    return Settings(
        database_url=values.get("DATABASE_URL", f"sqlite:///{instance / 'sawt.sqlite3'}"),
        redis_url=values.get("REDIS_URL"),
        secret_key=values.get("SECRET_KEY") or _kept_secret(instance),
        host=values.get("HOST", "0.0.0.0" if lan else "127.0.0.1"),  # noqa: S104 - asked for
        port=port,
        url=values.get("URL", f"http://{here}:{port}"),
        allowed_origins=values.get("ALLOWED_ORIGINS", ()),
        trusted_proxies=values.get("TRUSTED_PROXIES", 0),
        engine=values.get("ENGINE", "eventlet"),
        frames=values.get("FRAMES", "prepared"),
        clock_file=values.get("CLOCK_FILE"),
        lan=lan,
        offline_start=values.get("OFFLINE_START", True),
        instance=instance,
        pace_window=values.get("PACE_SECONDS", timedelta(seconds=60)),
        keeps=_retention(values),
    )


def _retention(values: Mapping[str, Any]) -> Retention:
    told = {
        name.removeprefix("KEEP_").rpartition("_")[0].lower(): value
        for name, value in values.items()
        if name.startswith("KEEP_")
    }
    return Retention(**told)


def lan_address() -> str:
    """This machine's address in the room's network. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; connecting UDP sends nothing
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def _from_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise SettingsProblem(path.name, 'a TOML file of NAME = "value" lines') from None
    return {
        (key if key.startswith(PREFIX) else PREFIX + key.upper()): str(value)
        for key, value in told.items()
    }


def _kept_secret(instance: Path) -> str:
    """The secret key made once in instance/, readable by its owner alone."""
    path = instance / "secret_key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text(encoding="ascii").strip()
        if len(kept) < 32:
            raise SettingsProblem(
                str(path.name), "a file with at least 32 characters; remove it to have one made"
            ) from None
        return kept
    except OSError:
        raise SettingsProblem(
            PREFIX + "SECRET_KEY", f"to be set, since {instance} can't be written"
        ) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        made = secrets.token_hex(32)
        file.write(made)
    return made
