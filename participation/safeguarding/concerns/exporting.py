"""One concern as one file: sealed under a passphrase of its own or to a public key, with a manifest
of hashes inside, so that whoever opens it can show that nothing was changed since."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.extensions import db
from participation.safeguarding import sealing
from participation.safeguarding.concerns import payloads, queries
from participation.safeguarding.concerns.commands import note_export
from participation.safeguarding.concerns.refusals import FileKeyUnreadable
from participation.safeguarding.posts.refusals import PassphraseTooShort
from participation.safeguarding.posts.rules import is_long_enough
from participation.safeguarding.sealing import CannotOpen, Locked

FORM = "sawt-concern"
VERSION = 1


class NotAsTakenOut(Exception):
    """What is inside differs from the manifest; `names` are the files that do."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__(", ".join(names))


def export(
    actor: Actor,
    concern_id: str,
    private: bytes,
    passphrase: str | None,
    public_key: str | None = None,
) -> bytes:
    """The sealed file of this concern; that the actor made it is written down.

    `private` is the concern's own key. Refusals: NotFound, PassphraseTooShort, FileKeyUnreadable.
    """
    course = queries.course_of(queries.concern_for(actor, concern_id))
    to = _public(public_key) if public_key else None
    if to is None and not is_long_enough(passphrase or ""):
        raise PassphraseTooShort
    words = json.dumps(_contents(course, private), ensure_ascii=False).encode()
    note_export(actor, concern_id)
    db.session.rollback()  # no transaction stays open while argon2 works
    if to is not None:
        return _file({"sealed_to": "public_key"}, sealing.seal(words, to))
    locked = in_thread(sealing.lock, words, passphrase or "")
    told = {
        "sealed_to": "passphrase",
        "salt": base64.b64encode(locked.salt).decode(),
        "passes": locked.passes,
        "memory": locked.memory,
    }
    return _file(told, locked.box)


def read_file(file: bytes, secret: str) -> dict[str, Any]:
    """The files inside, by name, once the manifest holds; `secret` is the passphrase or the private
    key as it is printed. Raises CannotOpen for another secret and for a box that was changed,
    NotAsTakenOut where somebody with the secret changed what is inside and sealed it again."""
    try:
        told = json.loads(file)
        box = base64.b64decode(told["box"])
        if told["sealed_to"] == "public_key":
            words = sealing.unseal(box, sealing.read_written(secret))
        else:
            salt = base64.b64decode(told["salt"])
            words = sealing.unlock(Locked(box, salt, told["passes"], told["memory"]), secret)
        inside = json.loads(words)
        files: dict[str, str] = inside["files"]
        told_of = {each["name"]: each for each in inside["manifest"]}
    except (ValueError, KeyError, TypeError):
        raise CannotOpen from None
    is_so = {each["name"]: each for each in _manifest(files)}
    if told_of != is_so:
        names = sorted(told_of.keys() | is_so.keys())
        raise NotAsTakenOut([name for name in names if told_of.get(name) != is_so.get(name)])
    return {name: json.loads(text) for name, text in files.items()}


def _contents(course: queries.Course, private: bytes) -> dict[str, Any]:
    page = payloads.opened_page(course, private)
    about = {
        "id": course.concern.id,
        "came_at": clock.iso(course.concern.came_at),
        "readers": course.concern.readers,
        "is_urgent": course.is_urgent,
        "session": page["session"],
        "words": _plain(page["opened"]),
        "exported_at": clock.iso(clock.now()),
    }
    record = [
        {**entry, "at": clock.iso(entry["at"]), "words": _plain(entry["words"])}
        for entry in page["record"]
    ]
    signatures = [{**each, "at": clock.iso(each["at"])} for each in page["signatures"]]
    files = {
        "concern.json": json.dumps(about, ensure_ascii=False, indent=2),
        "record.json": json.dumps(record, ensure_ascii=False, indent=2),
        "signatures.json": json.dumps(signatures, ensure_ascii=False, indent=2),
    }
    return {"manifest": _manifest(files), "files": files}


def _manifest(files: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "bytes": len(text.encode()),
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }
        for name, text in sorted(files.items())
    ]


def _file(told: dict[str, Any], box: bytes) -> bytes:
    whole = {"form": FORM, "version": VERSION, **told, "box": base64.b64encode(box).decode()}
    return json.dumps(whole, indent=2).encode()


def _plain(words: dict[str, Any] | None) -> dict[str, Any] | None:
    return {k: v for k, v in words.items() if k != "said"} if words else None


def _public(typed: str) -> bytes:
    try:
        return sealing.read_written(typed)
    except CannotOpen:
        raise FileKeyUnreadable from None
