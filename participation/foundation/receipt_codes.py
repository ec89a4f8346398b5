"""One code for each submission: told once to whoever sent it, and kept nowhere.

The code is derived from the id that the sender made for the submission, which no table keeps; so a
replay gives the same code, and neither the database nor the secret key can make it again. What is
kept is a hash to find the submission by, and a public key to which an answer can be sealed: whoever
types the code makes the private key anew. docs/decisions/receipts.md says why.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from nacl.public import PrivateKey
from sqlalchemy import String, UniqueConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, command, rows_of
from participation.foundation.database import Model
from participation.foundation.extensions import db
from participation.foundation.inventory import Area, Stands, Term, holds, said
from participation.foundation.languages import Words, western_digits
from participation.foundation.refusals import sentence
from participation.foundation.settings import settings

# No letter or digit that a child could take for another one.
LETTERS = "ACDEFGHJKMNPQRTVWXY34679"
# 16 letters are 73 bits: nobody reaches them by trying, with the whole database at hand either.
LENGTH = 16
GROUP = 4
# safeguarding.md, decision 3.
OPENS_FOR = timedelta(days=365)
CODES = Term("{time} after it was given", lambda _: OPENS_FOR)
# One for every submission, whatever its words are; only the code differs.
RECEIPT = sentence(
    "We have your words. Someone from our team reads them before anyone sees them. "
    "If you need help, the help button is always in its place."
)


@holds(
    Area.QUESTIONS,
    "whoever sent something can come back with its code, and nobody has to know who she is",
    kept=CODES,
    about={
        "code_hash": said(
            "that a code is the right one; the code is kept nowhere", stands=Stands.HASHED
        )
    },
    nothing="public_key kind object_id until",
)
class Receipt(Model):
    """Which submission a code opens: found by the code's hash, never by the code."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("kind", "object_id"),)
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    public_key: Mapped[bytes]
    kind: Mapped[str] = mapped_column(String(20))
    object_id: Mapped[str] = mapped_column(String(32))
    until: Mapped[datetime]


def told_with(code: str) -> dict[str, str]:
    """What whoever sent something is told: the one sentence, and her own code."""
    return {"receipt": str(RECEIPT), "code": code}


@dataclass(frozen=True)
class Stub:
    """What the server keeps of a code."""

    code_hash: str
    public_key: bytes


@dataclass(frozen=True)
class Whereabouts:
    """Where a submission is, in words for whoever sent it, and why."""

    sentence: str
    reason: Words | None = None


# What a kind of submission says to the holder of its code; None when it is not there any more.
Opener = Callable[[str], Whereabouts | None]
_openers: dict[str, Opener] = {}


def opens(kind: str) -> Callable[[Opener], Opener]:
    """Register what a code of this kind of submission opens."""

    def register(opener: Opener) -> Opener:
        _openers[kind] = opener
        return opener

    return register


def new_code(*sent_with: str | None) -> str:
    """The code of a submission, the same for the same ids; a new one where an id is missing.

    One of the ids must be random and kept nowhere on the server.
    """
    ids = [part for part in sent_with if part]
    seed = "\n".join(ids) if len(ids) == len(sent_with) and ids else token_hex(32)
    key = hashlib.blake2b(settings().secret_key.encode(), person=b"sawt-receipts").digest()
    number = int.from_bytes(hmac.digest(key, seed.encode(), hashlib.sha512), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(LETTERS))
        letters.append(LETTERS[place])
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, LENGTH, GROUP))


def read_code(typed: str) -> str | None:
    """The code in what was typed, in any case, with any digits, spaces or dashes; else None."""
    letters = [char for char in western_digits(typed[:200]).upper() if char.isalnum()]
    return "".join(letters) if len(letters) == LENGTH and set(letters) <= set(LETTERS) else None


def stub_of(code: str) -> Stub:
    """What may be kept of this code. Takes no noticeable time."""
    plain = read_code(code)
    if plain is None:
        raise ValueError("not a code of ours")
    found_by = hashlib.blake2b(plain.encode(), digest_size=32, person=b"sawt-look-up").hexdigest()
    return Stub(found_by, bytes(PrivateKey(private_key_of(code)).public_key))


def private_key_of(code: str) -> bytes:
    """The key that opens what was sealed to this code's public key."""
    plain = read_code(code) or ""
    return hashlib.blake2b(plain.encode(), digest_size=32, person=b"sawt-answer").digest()


def keep_receipt(stub: Stub | None, kind: str, object_id: str) -> None:
    """From the commit on the code opens this submission, for 12 months.

    Without a stub the submission gets a code that nobody was told.
    """
    kept = stub or stub_of(new_code())
    db.session.add(
        Receipt(
            code_hash=kept.code_hash,
            public_key=kept.public_key,
            kind=kind,
            object_id=object_id,
            until=clock.now() + OPENS_FOR,
        )
    )


def keep_receipts(kept: Sequence[tuple[Stub, str]], kind: str, since: datetime) -> None:
    """The same for many submissions, each stub with its object. They are counted from `since`, so
    that no row says when which of them came."""
    if kept:
        db.session.execute(
            insert(Receipt),
            [
                {
                    "code_hash": stub.code_hash,
                    "public_key": stub.public_key,
                    "kind": kind,
                    "object_id": object_id,
                    "until": since + OPENS_FOR,
                }
                # In the order of hashes, which says nothing of who came first.
                for stub, object_id in sorted(kept, key=lambda pair: pair[0].code_hash)
            ],
        )


def receipt_of_code(code: str) -> Receipt | None:
    """The submission that this code opens today."""
    found = db.session.get(Receipt, stub_of(code).code_hash)
    return found if found is not None and found.until > clock.now() else None


def receipt_of(kind: str, object_id: str) -> Receipt | None:
    """The receipt of this submission."""
    return db.session.scalars(
        select(Receipt).where(Receipt.kind == kind, Receipt.object_id == object_id)
    ).one_or_none()


@command(audit=Audit.NONE)
def sweep_receipts(actor: Actor) -> Reference:
    """Codes that open nothing any more are forgotten. Answers `{"erased": n}`."""
    return {
        "erased": rows_of(db.session.execute(delete(Receipt).where(Receipt.until < clock.now())))
    }


def whereabouts(receipt: Receipt) -> Whereabouts | None:
    """Where the submission is now, as its own capability says it."""
    opener = _openers.get(receipt.kind)
    return opener(receipt.object_id) if opener else None
