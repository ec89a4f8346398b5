"""Sealing of words, pure: libsodium's sealed boxes, and keys under a passphrase.

What is sealed to a public key can be opened with its private key alone. A private key is kept only
locked: under its holder's passphrase by argon2id, or sealed to another reader's public key.
"""

from __future__ import annotations

import base64
import binascii
import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from nacl.exceptions import CryptoError
from nacl.hashlib import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox
from nacl.utils import random

# RFC 9106, second recommendation: 64 MiB and three passes, about a fifth of a second.
PASSES = 3
MEMORY = 64 * 1024 * 1024


class CannotOpen(Exception):
    """This key or passphrase does not open it."""


@dataclass(frozen=True)
class Pair:
    """A private key and the public key to which words are sealed for it."""

    private: bytes
    public: bytes


@dataclass(frozen=True)
class Locked:
    """A private key under a passphrase, with what argon2id needs to make its key again."""

    box: bytes
    salt: bytes
    passes: int
    memory: int


@dataclass(frozen=True)
class Reader:
    """What is kept of somebody who may read sealed words."""

    public: bytes
    locked: Locked


def new_pair() -> Pair:
    """A new private key and its public key."""
    private = PrivateKey.generate()
    return Pair(bytes(private), bytes(private.public_key))


def seal(words: bytes, public: bytes) -> bytes:
    """The words, to be opened with the private key of `public` alone."""
    return SealedBox(PublicKey(public)).encrypt(words)


def unseal(box: bytes, private: bytes) -> bytes:
    """The words in a sealed box. Raises CannotOpen for another one's key."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(box)
    except CryptoError:
        raise CannotOpen from None


def seal_entry(entry: dict[str, Any], public: bytes) -> bytes:
    """As seal, for an entry of a record."""
    return seal(json.dumps(entry, ensure_ascii=False).encode(), public)


def unseal_entry(box: bytes, private: bytes) -> dict[str, Any]:
    """As unseal, for an entry of a record."""
    entry: dict[str, Any] = json.loads(unseal(box, private))
    return entry


def new_reader(passphrase: str) -> Reader:
    """A new pair with its private key locked. Slow: run it beside the engine."""
    pair = new_pair()
    return Reader(pair.public, lock(pair.private, passphrase))


def lock(private: bytes, passphrase: str) -> Locked:
    """The private key under this passphrase. Slow: run it beside the engine."""
    salt = random(argon2id.SALTBYTES)
    key = _key_of(passphrase, salt, PASSES, MEMORY)
    return Locked(bytes(SecretBox(key).encrypt(private)), salt, PASSES, MEMORY)


def unlock(locked: Locked, passphrase: str) -> bytes:
    """The private key. Slow: run it beside the engine. Raises CannotOpen."""
    key = _key_of(passphrase, locked.salt, locked.passes, locked.memory)
    try:
        return SecretBox(key).decrypt(locked.box)
    except CryptoError:
        raise CannotOpen from None


def written(private: bytes) -> str:
    """A private key as it is printed for the safe: letters and digits in groups of four."""
    letters = base64.b32encode(private).decode().rstrip("=")
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def read_written(typed: str) -> bytes:
    """The private key in what was typed from the print. Raises CannotOpen."""
    letters = "".join(char for char in typed.upper() if char.isalnum())
    try:
        private = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        raise CannotOpen from None
    if len(private) != PrivateKey.SIZE:
        raise CannotOpen
    return private


def public_of(private: bytes) -> bytes:
    """The public key of this private key."""
    return bytes(PrivateKey(private).public_key)


def page_key(private: bytes, secret: str, bound_to: str, until: datetime) -> str:
    """The private key as an opened page may carry it for a few minutes: of use with this server,
    for this reader and this concern alone."""
    carried = {"key": base64.b64encode(private).decode(), "until": until.timestamp()}
    box = SecretBox(_page_secret(secret, bound_to)).encrypt(json.dumps(carried).encode())
    return base64.urlsafe_b64encode(bytes(box)).decode()


def of_page_key(carried: str, secret: str, bound_to: str, now: datetime) -> bytes:
    """The private key that a page carried. Raises CannotOpen, also when its minutes are over."""
    try:
        box = base64.urlsafe_b64decode(carried.encode())
        told = json.loads(SecretBox(_page_secret(secret, bound_to)).decrypt(box))
    except (CryptoError, ValueError, TypeError):
        raise CannotOpen from None
    if now.timestamp() > told["until"]:
        raise CannotOpen
    return base64.b64decode(told["key"])


def _key_of(passphrase: str, salt: bytes, passes: int, memory: int) -> bytes:
    """Spaces and letter forms that look alike don't matter, however the keyboard made them."""
    plain = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    return argon2id.kdf(SecretBox.KEY_SIZE, plain.encode(), salt, opslimit=passes, memlimit=memory)


def _page_secret(secret: str, bound_to: str) -> bytes:
    told = f"{secret}\n{bound_to}".encode()
    return bytes.fromhex(blake2b(told, digest_size=32, person=b"sawt-page-key").hexdigest())
