"""The writes about posts: given, ended, their keys made, locked anew, tried."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed
from participation.people.models import Person, Role
from participation.people.queries import grants_of, require_confirmed
from participation.people.refusals import SlowDown
from participation.people.rules import wait_after
from participation.people.tablets.commands import count_as_confirmed
from participation.programme.queries import sessions
from participation.safeguarding import sealing
from participation.safeguarding.posts import queries, rules
from participation.safeguarding.posts.events import PostsChanged
from participation.safeguarding.posts.models import RecoveryKey, SafetyHours, SafetyPost
from participation.safeguarding.posts.refusals import (
    KeyMissing,
    KeyThere,
    NoPost,
    NotOfTheTeam,
    PassphraseTooShort,
    WrongPassphrase,
)
from participation.safeguarding.sealing import CannotOpen, Locked, Reader


@command()
def appoint(actor: Actor, person_id: str, post: str) -> Reference:
    """The person holds this post from now on, without a key so far; whoever held it, and what
    she held herself, has ended. She gets nothing of older concerns by it.

    By the host at the command line alone. Refusals: NotAllowed, NotOfTheTeam.
    """
    if actor.kind != "system":
        raise NotAllowed
    person = db.session.get(Person, person_id)
    held = {grant.role for grant in grants_of(person_id) if grant.session_id is None}
    if person is None or person.kind != "adult" or Role.SAFEGUARDING not in held:
        raise NotOfTheTeam
    now = clock.now()
    db.session.execute(
        update(SafetyPost)
        .where(
            SafetyPost.until.is_(None),
            (SafetyPost.post == post) | (SafetyPost.person_id == person_id),
        )
        .values(until=now)
    )
    made = SafetyPost(person_id=person_id, post=post, since=now)
    db.session.add(made)
    db.session.flush()
    about("safety_post", made.id, reason=post)
    record(_posts_changed())
    return {"post": made.id}


@command()
def end_posts_without_role(actor: Actor, person_id: str) -> Reference:
    """A person who is not of the safety team any more holds no post: nothing new is sealed for
    her, and she opens nothing."""
    held = {grant.role for grant in grants_of(person_id) if grant.session_id is None}
    if Role.SAFEGUARDING not in held:
        db.session.execute(
            update(SafetyPost)
            .where(SafetyPost.person_id == person_id, SafetyPost.until.is_(None))
            .values(until=clock.now())
        )
        record(_posts_changed())
    about("person", person_id)
    return {}


def set_up(actor: Actor, passphrase: str) -> Reference:
    """The actor's post has a key pair; its private key is locked under this passphrase.

    Refusals: ConfirmFirst, NoPost, KeyThere, PassphraseTooShort.
    """
    if not rules.is_long_enough(passphrase):
        raise PassphraseTooShort
    db.session.rollback()  # no transaction stays open while argon2 works
    return keep_key(actor, in_thread(sealing.new_reader, passphrase))


@command()
def keep_key(actor: Actor, reader: Reader) -> Reference:
    """The post has this key from now on. Refusals: ConfirmFirst, NoPost, KeyThere."""
    require_confirmed(actor)
    post = queries.post_of(actor)
    if post is None:
        raise NoPost
    if post.public_key is not None:
        raise KeyThere
    post.public_key = reader.public
    _keep_locked(post, reader.locked)
    about("safety_post", post.id)
    record(_posts_changed())
    return {"post": post.id}


def change_passphrase(actor: Actor, old: str, new: str) -> Reference:
    """The same keys, locked under the new passphrase; the old one opens nothing any more.

    Refusals: NoPost, KeyMissing, SlowDown, WrongPassphrase, PassphraseTooShort.
    """
    if not rules.is_long_enough(new):
        raise PassphraseTooShort
    opened = open_keys(actor, old)
    db.session.rollback()
    return keep_locked(
        actor, {post: in_thread(sealing.lock, private, new) for post, private in opened.items()}
    )


@command()
def keep_locked(actor: Actor, locked: dict[str, Locked]) -> Reference:
    """These private keys of the actor's are kept as they are locked here."""
    for post in queries.keys_of(actor):
        if post.id in locked:
            _keep_locked(post, locked[post.id])
            about("safety_post", post.id)
    return {}


def open_keys(actor: Actor, passphrase: str) -> dict[str, bytes]:
    """The actor's private keys, by post row: those that this passphrase opens.

    They live for this request alone. Refusals: NoPost, KeyMissing, SlowDown, WrongPassphrase.
    """
    rows = queries.keys_of(actor)
    if not rows:
        raise KeyMissing if queries.post_of(actor) else NoPost
    first, kept = rows[0].id, {post.id: queries.locked_key_of(post) for post in rows}
    count_passphrase_try(actor, first)  # counted before looking, so that parallel guesses all count
    db.session.rollback()
    opened = in_thread(_unlocked, kept, passphrase)
    if not opened:
        raise WrongPassphrase
    forget_tries(actor, first)
    return opened


def _unlocked(kept: dict[str, Locked], passphrase: str) -> dict[str, bytes]:
    opened = {}
    for post_id, locked in kept.items():
        try:
            opened[post_id] = sealing.unlock(locked, passphrase)
        except CannotOpen:
            continue
    return opened


@command(audit=Audit.NONE)
def count_passphrase_try(actor: Actor, post_id: str) -> Reference:
    """The post's count of tries is one higher. Refusal: SlowDown, for this post alone."""
    post = db.session.get_one(SafetyPost, post_id, with_for_update=True)
    now = clock.now()
    if post.next_try_at is not None and post.next_try_at > now:
        raise SlowDown(seconds=int((post.next_try_at - now).total_seconds()) + 1)
    post.wrong_tries += 1
    post.next_try_at = now + timedelta(seconds=wait_after(post.wrong_tries))
    return {}


@command(audit=Audit.NONE)
def forget_tries(actor: Actor, post_id: str) -> Reference:
    """The right passphrase came: nothing waits, and no heavy act asks for the password so soon."""
    post = db.session.get_one(SafetyPost, post_id)
    post.wrong_tries, post.next_try_at = 0, None
    count_as_confirmed(actor)
    return {}


def new_recovery_key(actor: Actor) -> str:
    """A new key for the host's safe: its private half, to be printed now and kept nowhere else.

    What was sealed before stays sealed to the key before.
    """
    pair = sealing.new_pair()
    keep_recovery_key(actor, pair.public)
    return sealing.written(pair.private)


@command()
def keep_recovery_key(actor: Actor, public_key: bytes) -> Reference:
    """Everything is sealed to this key too from now on. By the host alone. Refusal: NotAllowed."""
    if actor.kind != "system":
        raise NotAllowed
    made = RecoveryKey(public_key=public_key, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    about("recovery_key", made.id)
    return {"recovery_key": made.id}


@command()
def set_hours(
    actor: Actor,
    *,
    reads_from: str,
    reads_until: str,
    duty_phone: str,
    lead_within_s: int = 180,
    deputy_within_s: int = 180,
) -> Reference:
    """The team's hours, its phone, and how long an alert may wait, from now on.

    By the present lead or deputy, or the host. Refusals: ConfirmFirst, NoPost.
    """
    require_confirmed(actor)
    if actor.kind != "system" and queries.post_of(actor) is None:
        raise NoPost
    told = {
        "reads_from": reads_from,
        "reads_until": reads_until,
        "duty_phone": duty_phone,
        "lead_within_s": lead_within_s,
        "deputy_within_s": deputy_within_s,
    }
    db.session.execute(
        db.insert(SafetyHours)
        .values(id=1, **told)
        .on_conflict_do_update(index_elements=["id"], set_=told)
    )
    about("safety_hours", "1")
    return {}


def _posts_changed() -> PostsChanged:
    return PostsChanged(tuple(session.id for session in sessions()))


def _keep_locked(post: SafetyPost, locked: Locked) -> None:
    post.locked_key, post.salt = locked.box, locked.salt
    post.passes, post.memory = locked.passes, locked.memory
