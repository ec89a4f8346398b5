"""The writes of concerns: told, routed, alerted, acknowledged, written into, answered, signed."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, afterwards, command, record
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import Stub, keep_receipt, receipt_of
from participation.foundation.refusals import NotAllowed, NotFound
from participation.people.queries import require_confirmed
from participation.safeguarding import sealing
from participation.safeguarding.concerns import queries, rules
from participation.safeguarding.concerns.events import ConcernMoved
from participation.safeguarding.concerns.models import (
    Concern,
    ConcernAlert,
    ConcernEntry,
    ConcernKey,
    ConcernSignature,
)
from participation.safeguarding.concerns.refusals import (
    AlreadyTaken,
    AnswerFirst,
    ConcernClosed,
    NobodyReads,
    SignedAlready,
    ToldAlready,
)
from participation.safeguarding.marks.commands import forget_marks
from participation.safeguarding.posts.commands import open_keys
from participation.safeguarding.posts.queries import (
    hours,
    post_of,
    present_posts,
    readers,
    recovery_key,
    recovery_key_named,
)
from participation.safeguarding.posts.refusals import KeyMissing, NoPost

KIND = "concern"


@dataclass(frozen=True)
class Told:
    """What the box of the help page brought. `page_id` is the page's own, kept nowhere."""

    text: str
    safe_now: str | None
    readers: str
    language: str
    page_id: str

    @property
    def has_words(self) -> bool:
        return bool(self.text or self.safe_now)


@command(audit=Audit.ANONYMOUS, clashes={"once_hash": ToldAlready})
def tell(actor: Actor, told: Told, stub: Stub) -> Reference:
    """The words are sealed for the readers chosen, the clock runs, and the first one is alerted.

    The same page sent again makes no second concern: the same words change nothing, other words
    are added to the record. Answers `{"concern": id}`. Refusals: NobodyReads, where nobody of those
    chosen has a key; ToldAlready, where the same page came a moment ago.
    """
    once_hash = rules.page_hash(told.page_id)
    known = queries.told_with(once_hash)
    if known is not None:
        _add_words(known, told)
        return {"concern": known.id}
    concern = _take_in(
        {"text": told.text, "safe_now": told.safe_now, "language": told.language},
        chosen=told.readers,
        urgent=rules.is_urgent(told.safe_now),
        once_hash=once_hash,
        mark=_mark(told),
    )
    keep_receipt(stub, KIND, concern.id)
    about(KIND, concern.id)
    return {"concern": concern.id}


@command()
def take_in_routed_text(
    actor: Actor,
    *,
    kind: str,
    object_id: str,
    session_id: str | None,
    text: str,
    language: str,
    is_other: bool = False,
) -> Reference:
    """A text that an adult met is a concern now: sealed for the pair, its clock running, its
    answer tied to the code that its writer has. The caller empties its own row.

    Nested in the caller's transaction. A text routed twice stays one concern; where it `is_other`
    than the one before it, its words are added to the record. Nothing of what it answers says that
    there is a concern. Refusal: NobodyReads, where no key is there to seal for.
    """
    known = queries.concern_about(kind, object_id)
    if known is None:
        known = _take_in(
            {"text": text, "safe_now": None, "language": language},
            chosen=rules.BOTH,
            urgent=False,
            source=(kind, object_id),
            session_id=session_id,
        )
        if receipt_of(kind, object_id) is None:
            keep_receipt(None, kind, object_id)
    elif is_other:
        _enter(known, rules.ADDED, None, {"text": text, "safe_now": None, "language": language})
        if queries.course_of(known).waits:
            _alert(known)
    forget_marks(kind, object_id)  # a mark would still say what the words were about
    afterwards(db.forget_deleted)  # the words that the caller empties are in no file either
    about(KIND, known.id)
    return {kind: object_id}


def escalate_due(actor: Actor) -> Reference:
    """Whoever is due is alerted: the next of the pair, then the phone on duty is shown to the
    writer. Rows say it, so a server that was restarted goes on where it was. Twice is harmless.

    Looks first, and writes only where something is due: the watcher calls it all day.
    """
    if not any(_due_steps(course) for course in queries.unacknowledged()):
        return {}
    return alert_due(actor)


@command(audit=Audit.NONE)
def alert_due(actor: Actor) -> Reference:
    """As escalate_due, for what is due at this moment."""
    for course in queries.unacknowledged():
        for step in _due_steps(course):
            db.session.add(ConcernAlert(concern_id=course.concern.id, step=step, at=clock.now()))
            _moved(course.concern)
    return {}


# SQLite names the columns of a broken index, PostgreSQL the index.
@command(
    clashes={
        "uq_concern_entry_acknowledged": AlreadyTaken,
        "concern_entry.concern_id": AlreadyTaken,
    }
)
def acknowledge(actor: Actor, concern_id: str) -> Reference:
    """The actor has it: the clock stands still, and the writer reads her name.

    Refusals: NotFound, AlreadyTaken by the colleague.
    """
    concern = queries.concern_for(actor, concern_id)
    taken = queries.course_of(concern).acknowledged
    about(KIND, concern.id)
    if taken is not None:
        if taken.by != actor.person_id:
            raise AlreadyTaken
        return {"concern": concern.id}
    _enter(concern, rules.ACKNOWLEDGED, actor)
    return {"concern": concern.id}


@command(reads=True, by_sitting=True)
def note_looking(actor: Actor, concern_id: str | None = None) -> Reference:
    """It is written down that the actor looks at which concerns there are, or how far this one has
    come. Refusals: NoPost, NotFound."""
    if concern_id is None and post_of(actor) is None:
        raise NoPost
    about(KIND, "all" if concern_id is None else queries.concern_for(actor, concern_id).id)
    return {}


@command(reads=True)
def note_reading(actor: Actor, concern_id: str) -> Reference:
    """It is written down that the actor reads this concern. Refusal: NotFound."""
    concern = queries.concern_for(actor, concern_id)
    about(KIND, concern.id)
    return {"concern": concern.id}


@command(reads=True)
def note_export(actor: Actor, concern_id: str) -> Reference:
    """It is written down that the actor takes this concern out as a file. Refusal: NotFound."""
    concern = queries.concern_for(actor, concern_id)
    about(KIND, concern.id)
    return {"concern": concern.id}


@command()
def write_entry(actor: Actor, concern_id: str, kind: str, words: dict[str, str]) -> Reference:
    """The record has one more line (note, decision, whom told and when), sealed, for good.

    Refusals: NotFound, ConcernClosed for all but a note after both signatures.
    """
    concern = queries.concern_for(actor, concern_id)
    if kind not in rules.WRITTEN:
        raise NotFound
    if kind != rules.NOTE and queries.course_of(concern).is_closed:
        raise ConcernClosed
    about(KIND, concern.id, reason=kind)
    _enter(concern, kind, actor, dict(words))
    return {"concern": concern.id}


@command()
def answer(actor: Actor, concern_id: str, text: str, language: str) -> Reference:
    """Whoever wrote it reads this with the receipt's code, and nobody else but the pair.

    Refusals: NotFound, ConfirmFirst, ConcernClosed.
    """
    concern = queries.concern_for(actor, concern_id)
    require_confirmed(actor)
    if queries.course_of(concern).is_closed:
        raise ConcernClosed
    receipt = receipt_of(concern.source_kind or KIND, concern.source_id or concern.id)
    if receipt is None:
        raise NotFound
    words = {"text": text, "language": language}
    about(KIND, concern.id)
    _enter(
        concern,
        rules.ANSWER,
        actor,
        words,
        for_code=sealing.seal_entry(words, receipt.public_key),
    )
    return {"concern": concern.id}


def open_concern(actor: Actor, concern_id: str, passphrase: str) -> bytes:
    """The concern's private key, for this request alone; that the actor reads it is written down.

    Refusals: NotFound, KeyMissing, SlowDown, WrongPassphrase.
    """
    concern = queries.concern_for(actor, concern_id)
    boxes = {key.post_id: key.box for key in queries.boxes_of(concern.id)}
    opened = open_keys(actor, passphrase)
    note_reading(actor, concern_id)
    for post_id, private in opened.items():
        if post_id in boxes:
            return sealing.unseal(boxes[post_id], private)
    raise NotFound


def re_seal(actor: Actor, passphrase: str, to: str, concern_id: str | None = None) -> Reference:
    """What the actor can open (this concern, or all of them) is sealed for the present holder of
    the post `to` as well, as far as it was meant for that post and not kept from that person.

    Answers `{"sealed": n}`. Refusals: NoPost, KeyMissing, SlowDown, WrongPassphrase.
    """
    return hand_keys(actor, open_keys(actor, passphrase), to, concern_id)


@command()
def hand_keys(
    actor: Actor, opened: dict[str, bytes], to: str, concern_id: str | None = None
) -> Reference:
    """As re_seal, with the actor's private keys at hand. Refusal: KeyMissing where the post has
    no key to seal to."""
    found = [
        (concern, sealing.unseal(key.box, opened[key.post_id or ""]))
        for concern, key in queries.keys_sealed_to(sorted(opened))
        if concern_id in (None, concern.id)
    ]
    return _hand_on(found, to, concern_id)


@command()
def hand_keys_from_safe(actor: Actor, private: bytes, to: str) -> Reference:
    """As re_seal, by the host with the key from the safe, for a holder who lost hers or came new.

    Refusals: NotAllowed, NotFound for a key that is none of ours, KeyMissing.
    """
    if actor.kind != "system":
        raise NotAllowed
    safe = recovery_key_named(sealing.public_of(private))
    if safe is None:
        raise NotFound
    found = [
        (concern, sealing.unseal(key.box, private))
        for concern, key in queries.keys_sealed_to_recovery(safe.id)
    ]
    return _hand_on(found, to, None)


@command(clashes={"concern_signature": SignedAlready})
def sign(actor: Actor, concern_id: str) -> Reference:
    """One more signature: the first asks to close it, the second, of another person, closes it.

    Refusals: NotFound, ConfirmFirst, AnswerFirst, SignedAlready, ConcernClosed.
    """
    concern = queries.concern_for(actor, concern_id)
    require_confirmed(actor)
    about(KIND, concern.id)
    return _sign(concern, f"person:{actor.person_id}")


@command(clashes={"concern_signature": SignedAlready})
def sign_as_host(actor: Actor, concern_id: str, recovery_public_key: bytes) -> Reference:
    """The host, with the key from the safe, gives the second signature where the other of the pair
    may not know of the concern, or there is no other. Refusals: NotAllowed, NotFound, and as sign.
    """
    if actor.kind != "system":
        raise NotAllowed
    concern = db.session.get(Concern, concern_id)
    key = recovery_key_named(recovery_public_key)
    if concern is None or key is None or not queries.course_of(concern).signatures:
        raise NotFound
    about(KIND, concern.id)
    return _sign(concern, f"recovery:{key.id}")


def _take_in(
    words: dict[str, Any],
    *,
    chosen: str,
    urgent: bool,
    source: tuple[str, str] | None = None,
    session_id: str | None = None,
    once_hash: str | None = None,
    mark: str | None = None,
) -> Concern:
    """The concern stands, sealed for whoever of the readers chosen has a key, and for the safe."""
    held = readers()
    chosen_posts = [held[post] for post in rules.posts_of(chosen) if post in held]
    if not chosen_posts:
        raise NobodyReads
    pair, now = sealing.new_pair(), clock.now()
    hidden = present_posts().get(rules.hidden_from(chosen) or "")
    concern = Concern(
        came_at=now,
        source_kind=source[0] if source else None,
        source_id=source[1] if source else None,
        session_id=session_id,
        readers=chosen,
        kept_from=hidden.person_id if hidden else None,
        is_urgent=urgent,
        public_key=pair.public,
        box=sealing.seal_entry(words, pair.public),
        once_hash=once_hash,
        mark=mark,
    )
    db.session.add(concern)
    db.session.flush()
    for post in chosen_posts:
        _seal_key(concern, pair.private, post.public_key or b"", post_id=post.id)
    safe = recovery_key()
    if safe is not None:
        _seal_key(concern, pair.private, safe.public_key, recovery_id=safe.id)
    _alert(concern)
    _moved(concern)
    return concern


def _alert(concern: Concern) -> None:
    """Whoever is due at this moment is alerted with it."""
    for step in _due_steps(queries.course_of(concern)):
        db.session.add(ConcernAlert(concern_id=concern.id, step=step, at=clock.now()))


def _hand_on(found: list[tuple[Concern, bytes]], to: str, concern_id: str | None) -> Reference:
    holder = readers().get(to)
    if holder is None or holder.public_key is None:
        raise KeyMissing
    about(KIND, concern_id or holder.id, reason=to)
    sealed = 0
    for concern, private in found:
        already = {key.post_id for key in queries.boxes_of(concern.id)}
        meant = rules.may_be_handed(concern.readers, to, concern.kept_from, holder.person_id)
        if holder.id not in already and meant:
            _seal_key(concern, private, holder.public_key, post_id=holder.id)
            _moved(concern)
            sealed += 1
    return {"sealed": sealed}


def _seal_key(
    concern: Concern,
    private: bytes,
    public: bytes,
    post_id: str | None = None,
    recovery_id: str | None = None,
) -> None:
    db.session.add(
        ConcernKey(
            concern_id=concern.id,
            post_id=post_id,
            recovery_id=recovery_id,
            box=sealing.seal(private, public),
            sealed_at=clock.now(),
        )
    )
    db.session.flush()


def _due_steps(course: queries.Course) -> list[str]:
    """The steps whose moment has come and that nobody has made."""
    set_to, concern = hours(), course.concern
    planned = rules.steps(
        queries.sealed_for(concern.id),
        urgent=course.is_urgent,
        lead_within=timedelta(seconds=set_to.lead_within_s),
        deputy_within=timedelta(seconds=set_to.deputy_within_s),
    )
    due = rules.due(planned, concern.came_at, clock.now())
    return [step for step in due if step not in course.alerts]


def _add_words(concern: Concern, told: Told) -> None:
    """Other words from the same page belong to the same record; nothing a child wrote is lost."""
    mark = _mark(told)
    known = {concern.mark, *(entry.mark for entry in queries.course_of(concern).entries)}
    about(KIND, concern.id)
    if mark in known or not told.has_words:
        return
    words = {"text": told.text, "safe_now": told.safe_now, "language": told.language}
    _enter(concern, rules.ADDED, None, words, mark=mark, urgent=rules.is_urgent(told.safe_now))
    if queries.course_of(concern).waits:
        _alert(concern)


def _mark(told: Told) -> str:
    """Tells the same words from others, to nobody but a page with the same id."""
    words = f"{told.safe_now or ''}\n{told.text}".encode()
    return hmac.digest(told.page_id.encode(), words, hashlib.sha256).hex()


def _enter(
    concern: Concern,
    kind: str,
    actor: Actor | None,
    words: dict[str, Any] | None = None,
    *,
    for_code: bytes | None = None,
    mark: str | None = None,
    urgent: bool = False,
) -> None:
    db.session.add(
        ConcernEntry(
            concern_id=concern.id,
            at=clock.now(),
            by=actor.person_id if actor else None,
            kind=kind,
            box=sealing.seal_entry(words, concern.public_key) if words is not None else None,
            for_code=for_code,
            mark=mark,
            is_urgent=urgent,
        )
    )
    db.session.flush()
    _moved(concern)


def _sign(concern: Concern, signer: str) -> Reference:
    course = queries.course_of(concern)
    if course.is_closed:
        raise ConcernClosed
    if not course.is_answered:
        raise AnswerFirst
    if any(signature.signer == signer for signature in course.signatures):
        raise SignedAlready
    db.session.add(
        ConcernSignature(
            concern_id=concern.id,
            number=len(course.signatures) + 1,
            signer=signer,
            at=clock.now(),
        )
    )
    _moved(concern)
    return {"concern": concern.id}


def _moved(concern: Concern) -> None:
    people = sorted(post.person_id for post in queries.sealed_for(concern.id).values())
    record(ConcernMoved(concern.id, tuple(people)))
