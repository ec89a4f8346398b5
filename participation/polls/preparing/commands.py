"""The writes of those who prepare polls: written, put in order, made ready, given a picture."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete

from participation.floor.queries import item_by_id, state_of
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow
from participation.polls import queries
from participation.polls.models import (
    Electorate,
    OptionPicture,
    Poll,
    PollKind,
    PollOption,
    PollState,
)
from participation.polls.preparing import rules
from participation.polls.preparing.events import PollPrepared
from participation.polls.preparing.permissions import POLICIES
from participation.polls.preparing.pictures import KIND
from participation.polls.preparing.queries import written as as_written
from participation.polls.preparing.refusals import AltMissing, NotReadyYet
from participation.polls.preparing.rules import YES_NO_ABSTAIN, Way, Written
from participation.programme.queries import session_by_id


@command()
def prepare_poll(
    actor: Actor, session_id: str, written: Written, poll_id: str | None = None
) -> Reference:
    """A draft of the session stands as it is written; a new one where none is named. New at its
    step, it comes last there.

    Whatever is missing may be missing. Refusals: NotFound, NotAllowed, NotNow with the present
    state for a poll that is no draft any more.
    """
    session = session_by_id(actor, session_id)
    require(POLICIES["preparing.save_poll"], actor, session.id, state_of(session.id))
    queries.keep_places(session.id)
    poll = _held(actor, poll_id, session.id, "preparing.save_poll") if poll_id else None
    if poll is None:
        poll = Poll(session_id=session.id, state=PollState.DRAFT, title={}, kind=written.kind)
    elif poll.state != PollState.DRAFT:
        raise NotNow(state=poll.state)
    is_new_there = poll.place is None or poll.item_id != written.item_id
    _write(poll, written)
    if is_new_there:
        poll.place = queries.place_after_all(session.id)
    db.session.add(poll)
    db.session.flush()
    return _done(poll)


@command()
def make_ready(actor: Actor, poll_id: str) -> Reference:
    """The poll waits for the moderator, and nobody changes a word of it: these words are cleared
    for every screen (safeguarding.md, "Twelve decisions", 1).

    Refusals: NotFound, NotAllowed, NotNow with the present state, NotReadyYet with what is missing.
    """
    poll = _held(actor, poll_id, None, "polls.ready")
    if poll.state == PollState.READY:
        return _done(poll)
    if poll.state != PollState.DRAFT:
        raise NotNow(state=poll.state)
    session = session_by_id(actor, poll.session_id)
    lacking = rules.missing(as_written(poll), session.languages)
    if lacking or _lacks_alt(poll.options, session.languages):
        raise NotReadyYet(state=[each.what for each in lacking] or ["alt"])
    poll.state = PollState.READY
    return _done(poll)


@command()
def rework_poll(actor: Actor, poll_id: str) -> Reference:
    """A ready poll that was never opened is a draft again. Refusals: as make_ready."""
    poll = _held(actor, poll_id, None, "preparing.move_poll")
    if poll.state not in rules.IN_PREPARATION or poll.again_of:
        raise NotNow(state=poll.state)
    poll.state = PollState.DRAFT
    return _done(poll)


@command()
def reorder_poll(actor: Actor, poll_id: str, way: Way) -> Reference:
    """The poll has changed places with the one before or after it at its step of the run sheet;
    at the end it stays where it is.

    Refusals: NotFound, NotAllowed, NotNow with the present state for one that was opened.
    """
    seen = queries.poll_for(actor, poll_id)
    require(POLICIES["preparing.move_poll"], actor, seen.session_id, state_of(seen.session_id))
    queries.keep_places(seen.session_id)
    queries.lock_polls(seen.session_id)
    line = queries.polls_prepared(seen.session_id)
    poll = next((one for one in line if one.id == poll_id), None)
    if poll is None or poll.state not in rules.IN_PREPARATION:
        raise NotNow(state=seen.state)
    at_step = [one.id for one in line if one.item_id == poll.item_id]
    other = next((one for one in line if one.id == rules.neighbour(at_step, poll.id, way)), None)
    if other is not None:
        mine, theirs = poll.place, other.place
        poll.place = None
        db.session.flush()  # no two polls of a session are ever at one place
        other.place = mine
        db.session.flush()
        poll.place = theirs
    return _done(poll)


@command()
def put_picture(
    actor: Actor, poll_id: str, option_id: str, picture: bytes | None, alt: Words
) -> Reference:
    """The option has this picture (rebuilt before) and its words; with None only the words change,
    and without any words there is no picture.

    Refusals: as prepare_poll; AltMissing.
    """
    poll = _held(actor, poll_id, None, "preparing.put_picture")
    if poll.state != PollState.DRAFT:
        raise NotNow(state=poll.state)
    option = next((one for one in poll.options if one.id == option_id), None)
    if option is None:
        raise NotFound
    if picture is not None:
        if not all(alt.get(lang) for lang in session_by_id(actor, poll.session_id).languages):
            raise AltMissing
        old, made = option.picture_id, OptionPicture(kind=KIND, content=picture)
        db.session.add(made)
        db.session.flush()
        option.picture_id = made.id
        _drop([old])
    elif not alt:
        old, option.picture_id = option.picture_id, None
        _drop([old])
    option.alt = alt or None
    return _done(poll)


def _held(actor: Actor, poll_id: str, session_id: str | None, action: str) -> Poll:
    """The locked poll, when the actor may prepare polls of its session now."""
    seen = queries.poll_for(actor, poll_id)
    if session_id is not None and seen.session_id != session_id:
        raise NotFound
    require(POLICIES[action], actor, seen.session_id, state_of(seen.session_id))
    poll = queries.lock_poll(poll_id)
    if poll is None:
        raise NotFound
    return poll


def _write(poll: Poll, written: Written) -> None:
    item = item_by_id(written.item_id) if written.item_id else None
    if written.item_id and (item is None or item.session_id != poll.session_id):
        raise NotFound
    poll.title = written.title
    is_words, is_multiple = poll.kind == PollKind.WORDS, poll.kind == PollKind.MULTIPLE
    # A cloud is nobody's vote: everybody in the room says a word.
    poll.electorate = Electorate.EVERYONE if is_words else written.electorate
    poll.item_id = written.item_id
    poll.least = written.least if is_multiple else 1
    poll.most = max(poll.least, written.most) if is_multiple or is_words else 1
    poll.points = (written.points or 0) if poll.kind == PollKind.POINTS else None
    poll.faces = written.faces and poll.kind == PollKind.SCALE
    given = {PollKind.YES_NO_ABSTAIN: YES_NO_ABSTAIN, PollKind.WORDS: ()}
    texts = given.get(PollKind(poll.kind), written.options)
    _write_options(poll, texts, written.came_from)


def _write_options(poll: Poll, texts: Sequence[Words], came_from: Sequence[str | None]) -> None:
    """These answers in this order; one that stood here before brings its picture along."""
    before = {option.id: option for option in poll.options}
    kept = [before.get(one or "") for one in (*came_from, *[None] * len(texts))][: len(texts)]
    made = [
        PollOption(
            position=position,
            text=text,
            picture_id=old.picture_id if old else None,
            alt=old.alt if old else None,
        )
        for position, (text, old) in enumerate(zip(texts, kept, strict=True))
    ]
    pictures = {option.picture_id for option in before.values()}
    if before:
        db.session.execute(delete(PollOption).where(PollOption.poll_id == poll.id))
        db.session.expire(poll, ["options"])
    poll.options = made
    db.session.flush()
    _drop(pictures - {option.picture_id for option in made})


def _drop(pictures: set[str | None] | list[str | None]) -> None:
    gone = [one for one in pictures if one]
    if gone:
        db.session.flush()
        db.session.execute(delete(OptionPicture).where(OptionPicture.id.in_(gone)))


def _lacks_alt(options: Sequence[PollOption], languages: Sequence[str]) -> bool:
    return any(
        option.picture_id and not all((option.alt or {}).get(lang) for lang in languages)
        for option in options
    )


def _done(poll: Poll) -> Reference:
    about("poll", poll.id, poll.session_id)
    record(PollPrepared(poll.session_id, poll.id))
    return {"poll": poll.id, "session": poll.session_id, "state": str(poll.state)}
