"""Reads of open words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select, tuple_

from participation.foundation.extensions import db
from participation.foundation.inventory import BATCH
from participation.people.consent.queries import hiding
from participation.polls.models import Poll, PollKind
from participation.polls.queries import poll_on_wall, polls_to_cast
from participation.polls.words import rules
from participation.polls.words.models import KIND, ClearedWord, CloudWord, SaidWord, WordState
from participation.safeguarding.clearing.kinds import Waiting
from participation.safeguarding.marks.payloads import shown_marks
from participation.safeguarding.marks.queries import marks_on
from participation.safeguarding.marks.rules import urgency

Key = tuple[str, str, str]  # of a word: its poll, language and spelling


def lock_words(word_ids: Collection[str]) -> Sequence[CloudWord]:
    """These words, locked for this transaction, always in the same order."""
    return db.session.scalars(
        select(CloudWord)
        .where(CloudWord.id.in_(sorted(set(word_ids))))
        .order_by(CloudWord.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def with_polls_held(word_ids: Collection[str]) -> Collection[str]:
    """The same ids, once their polls are held: no poll is counted until this transaction ends."""
    polls_to_cast(
        db.session.scalars(
            select(CloudWord.poll_id).where(CloudWord.id.in_(sorted(set(word_ids)))).distinct()
        ).all()
    )
    return word_ids


def words_of(poll_id: str, *states: str) -> Sequence[CloudWord]:
    """The words of a poll, in these states or in any."""
    found = select(CloudWord).where(CloudWord.poll_id == poll_id).order_by(CloudWord.id)
    if states:
        found = found.where(CloudWord.state.in_(sorted(states)))
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def words_by_key(keys: Collection[Key]) -> dict[Key, CloudWord]:
    """Those of these words that somebody has said already."""
    found = db.session.scalars(
        select(CloudWord)
        .where(tuple_(CloudWord.poll_id, CloudWord.language, CloudWord.spelled).in_(sorted(keys)))
        .execution_options(populate_existing=True)
    )
    return {(word.poll_id, word.language, word.spelled or ""): word for word in found}


def cleared_in_event(spelled: Collection[tuple[str, str]]) -> dict[tuple[str, str], ClearedWord]:
    """Those of these words, by language and spelling, that an adult has cleared in this event."""
    found = db.session.scalars(
        select(ClearedWord)
        .where(tuple_(ClearedWord.language, ClearedWord.spelled).in_(sorted(spelled)))
        .execution_options(populate_existing=True)
    )
    return {(word.language, word.spelled): word for word in found}


def same_words(word: CloudWord, *states: str) -> Sequence[CloudWord]:
    """This word wherever else it was said in the event, in these states; locked."""
    return db.session.scalars(
        select(CloudWord)
        .where(
            CloudWord.language == word.language,
            CloudWord.spelled == word.spelled,
            CloudWord.id != word.id,
            CloudWord.state.in_(sorted(states)),
        )
        .order_by(CloudWord.id)
        .with_for_update(key_share=True)
    ).all()


def words_alike(word: CloudWord) -> Sequence[CloudWord]:
    """The cleared words of the same poll that stand as one in its cloud; locked."""
    return db.session.scalars(
        select(CloudWord)
        .where(
            CloudWord.poll_id == word.poll_id,
            CloudWord.spelled == word.spelled,
            CloudWord.state == WordState.CLEARED,
        )
        .order_by(CloudWord.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def said_by(poll_ids: Collection[str], holders: Collection[str]) -> Sequence[SaidWord]:
    """What these holders say in these polls now."""
    return db.session.scalars(
        select(SaidWord)
        .where(
            SaidWord.poll_id.in_(sorted(set(poll_ids))),
            SaidWord.holder.in_(sorted(set(holders))),
        )
        .execution_options(populate_existing=True)
    ).all()


def left_alone(word_ids: Collection[str]) -> Sequence[str]:
    """Those of these words that still wait and that nobody says any more."""
    return db.session.scalars(
        select(CloudWord.id).where(
            CloudWord.id.in_(sorted(set(word_ids))),
            CloudWord.state == WordState.WAITING,
            ~exists(select(SaidWord.word_id).where(SaidWord.word_id == CloudWord.id)),
        )
    ).all()


def sayings(word_id: str) -> Sequence[SaidWord]:
    """Each time this word was sent, in the order of random ids."""
    return db.session.scalars(
        select(SaidWord).where(SaidWord.word_id == word_id).order_by(SaidWord.send_id)
    ).all()


def sent_together(send_id: str) -> Sequence[str]:
    """All words of one sending, as they were written."""
    return db.session.scalars(
        select(SaidWord.text).where(SaidWord.send_id == send_id).order_by(SaidWord.text)
    ).all()


def still_waits(send_id: str) -> bool:
    """Whether a word of this sending was not read yet."""
    found = db.session.scalar(
        select(CloudWord.id)
        .join(SaidWord, SaidWord.word_id == CloudWord.id)
        .where(SaidWord.send_id == send_id, CloudWord.state == WordState.WAITING)
        .limit(1)
    )
    return found is not None


def spellings(word_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """How often each of these words was written in which letters."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = db.session.execute(
        select(SaidWord.word_id, SaidWord.text, func.count())
        .where(SaidWord.word_id.in_(sorted(set(word_ids))))
        .group_by(SaidWord.word_id, SaidWord.text)
    )
    for word_id, text, count in rows:
        found[word_id][text] = count
    return found


def voices(poll_id: str) -> dict[str, int]:
    """How many say each word of a poll now, without those who show nothing of themselves."""
    said = db.session.execute(
        select(SaidWord.word_id, SaidWord.holder).where(
            SaidWord.poll_id == poll_id, SaidWord.holder.is_not(None)
        )
    ).all()
    hidden = {f"person:{one}" for one in hiding(_people(holder for _, holder in said))}
    counts: dict[str, int] = defaultdict(int)
    for word_id, holder in said:
        counts[word_id] += holder not in hidden
    return counts


def _people(holders: Iterable[str | None]) -> set[str]:
    return {
        holder.partition(":")[2] for holder in holders if holder and holder.startswith("person:")
    }


def waiting_words(session_id: str) -> list[Waiting]:
    """The words of the session's polls that nobody has read yet, each in the letters that most
    have written, with the marks on it."""
    rows = db.session.execute(
        select(CloudWord, Poll.title)
        .join(Poll, Poll.id == CloudWord.poll_id)
        .where(CloudWord.session_id == session_id, CloudWord.state == WordState.WAITING)
        .order_by(CloudWord.since, CloudWord.id)
    ).all()
    words = [word for word, _ in rows]
    marks = marks_on(KIND, [word.id for word in words])
    written = spellings([word.id for word in words])
    return [
        Waiting(
            KIND,
            word.id,
            word.session_id,
            text := _to_read(word, marks, written),
            word.language,
            word.since,
            marks=shown_marks(text, marks.get(word.id, ())),
            urgency=urgency(marks.get(word.id, ())),
            about=title,
        )
        for word, title in rows
    ]


def _to_read(
    word: CloudWord, marks: Mapping[str, object], written: Mapping[str, Mapping[str, int]]
) -> str:
    """A marked word is read in the letters that were marked."""
    if word.id in marks or word.id not in written:
        return word.text
    return rules.most_said(written[word.id])


def words_poll_on_wall(session_id: str) -> Poll | None:
    """The poll on the wall, when it asks for words."""
    poll = poll_on_wall(session_id)
    return poll if poll is not None and poll.kind == PollKind.WORDS else None


def stopped_of(poll_id: str, holders: Collection[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Words of these holders that could not go on: text, language and reason, by holder."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    rows = db.session.execute(
        select(SaidWord.holder, SaidWord.text, CloudWord.language, CloudWord.reason)
        .join(CloudWord, CloudWord.id == SaidWord.word_id)
        .where(
            SaidWord.poll_id == poll_id,
            SaidWord.holder.in_(sorted(set(holders))),
            CloudWord.state == WordState.STOPPED,
        )
        .order_by(SaidWord.text)
    )
    for holder, text, language, reason in rows:
        found[holder or ""].append((text, language, reason or ""))
    return found


def stopped_sayers(session_id: str) -> set[str]:
    """Who has said a word here that could not go on, as long as it says who; for telling them."""
    found = db.session.scalars(
        select(SaidWord.holder)
        .join(CloudWord, CloudWord.id == SaidWord.word_id)
        .where(CloudWord.session_id == session_id, CloudWord.state == WordState.STOPPED)
        .distinct()
    )
    return {holder for holder in found if holder is not None}


def last_place(poll_id: str) -> int:
    """The last turn that is taken in the poll's cloud; 0 in an empty one."""
    return (
        db.session.scalar(select(func.max(CloudWord.place)).where(CloudWord.poll_id == poll_id))
        or 0
    )


def sessions_said_in(holder: str) -> Sequence[str]:
    """The sessions in which this holder says words now."""
    return db.session.scalars(
        select(CloudWord.session_id)
        .join(SaidWord, SaidWord.word_id == CloudWord.id)
        .where(SaidWord.holder == holder)
        .distinct()
    ).all()


def words_with_letters() -> Sequence[CloudWord]:
    """Words of which a letter is left, so many as one transaction takes, locked for it."""
    return db.session.scalars(
        select(CloudWord)
        .where(CloudWord.text != "")
        .order_by(CloudWord.id)
        .limit(BATCH)
        .with_for_update(key_share=True)
    ).all()


def words_run_out(moment: datetime) -> Sequence[CloudWord]:
    """Words that nobody cleared and that were said before this moment, or were stopped before it;
    locked for this transaction."""
    return db.session.scalars(
        select(CloudWord)
        .where(
            or_(
                and_(CloudWord.state == WordState.WAITING, CloudWord.since < moment),
                and_(CloudWord.state == WordState.STOPPED, CloudWord.decided_at < moment),
            )
        )
        .order_by(CloudWord.id)
        .with_for_update(key_share=True)
    ).all()
