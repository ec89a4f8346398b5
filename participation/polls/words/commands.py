"""The writes of open words: said, taken back, read twelve at a time, taken out of the cloud."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import delete, or_

from participation.floor.queries import require_seat, typed_text_rests
from participation.floor.refusals import TextRests
from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import (
    Audit,
    Outcome,
    Reference,
    about,
    command,
    mass_command,
    record,
)
from participation.foundation.database import new_id
from participation.foundation.extensions import db
from participation.foundation.inventory import CLEARED, UNCLEARED
from participation.foundation.policies import require
from participation.foundation.receipt_codes import Stub, keep_receipts
from participation.foundation.refusals import NotFound, NotSignedIn, Refusal
from participation.polls.models import Poll, PollKind, PollState, Voter
from participation.polls.queries import PollToCast, polls_to_cast
from participation.polls.rules import newest, why_not_in_electorate
from participation.polls.words import queries, rules
from participation.polls.words.events import (
    CloudShown,
    SayerShownOtherwise,
    WordsMoved,
    WordsRead,
    WordsSaid,
    WordTakenOut,
)
from participation.polls.words.models import (
    KIND,
    LONGEST,
    ClearedWord,
    CloudWord,
    SaidWord,
    WordState,
)
from participation.polls.words.permissions import POLICIES
from participation.polls.words.refusals import MarkedComesAlone, WordMovedOn
from participation.polls.words.untying import write_anew
from participation.programme.queries import is_over_for, sees_such, session_by_id
from participation.safeguarding.clearing.commands import (
    let_go,
    let_go_of_kind,
    take_in_hand,
)
from participation.safeguarding.clearing.kinds import Kind, declare_kind
from participation.safeguarding.clearing.queries import require_first_keys
from participation.safeguarding.clearing.refusals import UndoTooLate
from participation.safeguarding.clearing.rules import may_undo
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.marks.commands import forget_marks, mark_texts
from participation.safeguarding.marks.queries import marks_on

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Saying:
    """What one person says in a poll, each word with its language; the number this device gave it,
    what they are answered, and what is kept of their receipt's code. Or that they take it back."""

    actor: Actor
    poll_id: str
    boxes: tuple[tuple[str, str], ...]
    n: int
    answer: Reference
    stub: Stub | None = None
    takes_back: bool = False
    command_id: str | None = None
    send_id: str = field(default_factory=new_id)

    @property
    def holder(self) -> str:
        return self.actor.holder or ""

    @property
    def device_id(self) -> str | None:
        return self.actor.device_id

    @cached_property
    def words(self) -> list[rules.Word]:
        return rules.words_in(self.boxes)


def _answered(saying: Saying) -> Reference:
    return saying.answer


@mass_command(again=_answered)
def say_words(sayings: Sequence[Saying]) -> list[Outcome]:
    """Each person's words stand on rows of their own in place of what they had said before, unless
    something newer of the same device does. Whatever they say they are taken; what no adult has
    cleared in this event waits for the first key. Neither a time, nor an order, nor an audit row
    is kept.

    Outcomes: what the sender is answered; NotFound, NotAllowed, NotSignedIn, NotNow, PollNotOpen,
    PollClosed, TextRests, NoWordYet, TooManyWords, WordTooLong.
    """
    polls = polls_to_cast([saying.poll_id for saying in sayings])
    outcomes: list[Outcome] = []
    taken: list[Saying] = []
    for saying in sayings:
        refusal = _why_not(saying, polls.get(saying.poll_id))
        if refusal is None:
            taken.append(saying)
        outcomes.append(refusal or saying.answer)
    if taken:
        opened = {poll_id: poll.opened_at or clock.now() for poll_id, poll in polls.items()}
        _write(_that_stand(newest(taken)), polls)
        for poll_id in sorted({saying.poll_id for saying in taken}):
            kept = [(one.stub, one.send_id) for one in taken if one.stub and one.poll_id == poll_id]
            keep_receipts(kept, KIND, opened[poll_id])
            record(WordsSaid(polls[poll_id].session_id, poll_id))
    return outcomes


@command()
def clear_words(actor: Actor, as_read: Mapping[str, str]) -> Reference:
    """The first key has turned for these words in the letters that she read; wherever else they
    were said in this event, or will be, they are cleared too. Those that moved on meanwhile stay
    as they are.

    Refusals: NotFound, NotAllowed, NotOnDuty, LanguageNotRead, WithColleague; MarkedComesAlone for
    several of which one is marked or in another language; WordMovedOn where none could be cleared.
    """
    words = _first_key(actor, "words.clear", list(as_read))
    marked = marks_on(KIND, [word.id for word in words])
    if not rules.is_one_card([word.language for word in words], bool(marked), len(words)):
        raise MarkedComesAlone
    now = clock.now()
    cleared = [word for word in words if _is_what_was_read(word, as_read[word.id])]
    for word in cleared:
        letters = " ".join(as_read[word.id].split())
        _remember(word, letters, str(actor.person_id), now)
        for one in (word, *queries.same_words(word, WordState.WAITING)):
            _clear(one, letters, str(actor.person_id), now)
            _tell(one, WordsRead)
    ids = [word.id for word in words if word.state == WordState.CLEARED]
    if not ids:
        raise WordMovedOn(state=[{"word": word.id, "state": str(word.state)} for word in words])
    return {"words": ids}


@command()
def stop_words(actor: Actor, word_ids: Sequence[str], reason: str) -> Reference:
    """These words do not go on, nor do they stand in any cloud; whoever said them reads why, and
    can say another while the poll is open.

    `reason` is personal_details or unkind, never another. Refusals as clear_words.
    """
    words = _first_key(actor, "words.stop", word_ids, reason)
    now, done = clock.now(), False
    for word in words:
        if word.state == WordState.STOPPED and word.reason == reason:
            done = True
            continue
        if rules.after("stop", word.state) is None:
            continue
        done = True
        _forget_cleared(word)
        for one in (word, *queries.same_words(word, WordState.CLEARED)):
            let_go(KIND, one.id)
            one.state, one.reason, one.place = WordState.STOPPED, reason, None
            one.cleared_by = one.cleared_text = None
            one.decided_by, one.decided_at = actor.person_id, now
            _tell(one, WordsRead)
    if not done:
        raise WordMovedOn(state=[{"word": word.id, "state": str(word.state)} for word in words])
    return {"words": list(word_ids)}


@command()
def undo_words(actor: Actor, word_ids: Sequence[str]) -> Reference:
    """Her decision of the last minute is taken back: these words alone are in her hand again, and
    count as cleared nowhere.

    Refusals: as clear_words; UndoTooLate after a minute and for anybody else.
    """
    words = _first_key(actor, "words.undo", word_ids)
    let_go_of_kind(KIND, str(actor.person_id))
    for word in words:
        if rules.after("undo", word.state) is None:
            raise WordMovedOn(state=[{"word": word.id, "state": str(word.state)}])
        decided_at = word.decided_at or word.since
        if not may_undo(word.decided_by, decided_at, str(actor.person_id), clock.now()):
            raise UndoTooLate(state=[{"word": word.id, "state": str(word.state)}])
        _forget_cleared(word)
        same = queries.same_words(word, WordState.CLEARED, WordState.STOPPED)
        for one in (word, *(one for one in same if one.decided_at == decided_at)):
            one.state, one.reason, one.place = WordState.WAITING, None, None
            one.cleared_by = one.cleared_text = one.decided_by = one.decided_at = None
            _tell(one, WordsRead)
        take_in_hand(KIND, word.id, str(actor.person_id))
    db.session.flush()
    _leave_alone(word_ids)  # what its sayer has taken back meanwhile comes back to nobody
    return {"words": list(word_ids)}


@command(audit=Audit.NONE)
def route_words_to_safety(actor: Actor, word_ids: Sequence[str]) -> Reference:
    """A child may need help: each sending with such a word is sealed whole for the safety team, and
    of the word no letter is left here, in no count and no cloud. To whoever said it nothing looks
    different; the team's answer comes by the code of the receipt. Nothing of it is audited here.

    Refusals: NotFound (also once it is there), NotAllowed, NotOnDuty, LanguageNotRead,
    WithColleague, WordMovedOn; NobodyReads, where the team has no key.
    """
    for word in _first_key(actor, "words.route_to_safety", word_ids):
        if rules.after("route", word.state) is None:
            raise WordMovedOn(state=[{"word": word.id, "state": str(word.state)}])
        for send_id in [one.send_id for one in queries.sayings(word.id)] or [word.id]:
            take_in_routed_text(
                actor,
                kind=KIND,
                object_id=send_id,
                session_id=word.session_id,
                text=" · ".join(queries.sent_together(send_id)) or word.text,
                language=word.language,
            )
        _forget_cleared(word)
        _empty(word, WordState.HELD)
        word.decided_by = word.decided_at = None
        _tell(word, WordsRead)
    return {"words": list(word_ids)}


@command()
def take_out_word(actor: Actor, word_id: str, epoch: int | None = None) -> Reference:
    """The word has left the cloud, on the wall and on every phone; it can come back for a minute.

    By the moderator in her seat, or an adult of the session. Refusals: NotFound (also for what
    adults have not cleared), NotAllowed, NotYourSeat, SeatMoved.
    """
    now = clock.now()
    for word in _in_cloud(actor, "words.take_out", word_id, epoch):
        if word.taken_out_at is None:
            word.taken_out_by, word.taken_out_at = actor.person_id, now
            _tell(word, WordTakenOut)
    return {"word": word_id}


@command()
def put_back_word(actor: Actor, word_id: str, epoch: int | None = None) -> Reference:
    """The word is in its old place again. Refusals: as take_out_word; UndoTooLate after a minute
    and for anybody else."""
    for word in _in_cloud(actor, "words.put_back", word_id, epoch):
        if word.taken_out_at is None:
            continue
        taken = word.taken_out_at
        if not may_undo(word.taken_out_by, taken, str(actor.person_id), clock.now()):
            raise UndoTooLate
        word.taken_out_by = word.taken_out_at = None
        _tell(word, WordTakenOut)
    return {"word": word_id}


@command(audit=Audit.NONE)
def count_words(actor: Actor, poll_id: str) -> Reference:
    """Of each word stands how many said it and in which letters most did; nothing says any more
    who. What waits goes on waiting for an adult. For use where a poll is counted, or void."""
    poll = db.session.get_one(Poll, poll_id)
    if poll.kind != PollKind.WORDS:
        return {}
    words, voices = queries.words_of(poll_id), queries.voices(poll_id)
    if not voices:
        return {}  # nobody said anything, or it was counted before
    written = queries.spellings([word.id for word in words])
    marked = marks_on(KIND, [word.id for word in words])
    for word in words:
        word.count = voices.get(word.id, 0)
        if word.state == WordState.WAITING and word.id in written and word.id not in marked:
            word.text = rules.most_said(written[word.id])
    write_anew(poll_id)
    record(WordsSaid(poll.session_id, poll_id))
    return {}


@command(audit=Audit.NONE)
def show_cloud(actor: Actor, poll_id: str) -> Reference:
    """Every cleared word has its turn in the cloud, the most said first. For use where the
    moderator reveals a poll."""
    poll = db.session.get_one(Poll, poll_id)
    if poll.kind != PollKind.WORDS:
        return {}
    place = queries.last_place(poll_id)
    coming = [word for word in queries.words_of(poll_id, WordState.CLEARED) if word.place is None]
    for word in sorted(coming, key=lambda word: (-(word.count or 0), word.id)):
        place += 1
        word.place = place
    record(CloudShown(poll.session_id, poll_id))
    return {}


@command(audit=Audit.NONE)
def show_sayer_change(actor: Actor, person_id: str) -> Reference:
    """Every session in which this person says words looks again."""
    for session_id in queries.sessions_said_in(f"person:{person_id}"):
        record(SayerShownOtherwise(session_id))
    return {}


@command(audit=Audit.NONE)
def sweep_cloud_words(actor: Actor) -> Reference:
    """Words that nobody cleared in 72 hours, or that were stopped so long ago, are gone; the rows
    stay. Answers `{"erased": n}`."""
    due = queries.words_run_out(clock.now() - UNCLEARED.span())
    for word in due:
        _empty(word, WordState.RUN_OUT)
    return {"erased": len(due)}


@command(audit=Audit.NONE)
def sweep_clouds(actor: Actor) -> Reference:
    """A year after the event no letter of a word is left, nor of those that adults had cleared;
    the rows stay, with their numbers. Answers `{"erased": n}`."""
    if not is_over_for(CLEARED.span()):
        return {"erased": 0}
    due = queries.words_with_letters()
    for word in due:
        _empty(word, WordState.RUN_OUT)
    db.session.execute(delete(ClearedWord))
    return {"erased": len(due)}


def _why_not(saying: Saying, poll: PollToCast | None) -> Refusal | None:
    if saying.actor.holder is None:
        return NotSignedIn()
    if poll is None or not sees_such(saying.actor, poll.session_kind, poll.session_id):
        return NotFound()
    if poll.asked.kind != PollKind.WORDS:
        return NotFound()
    words = None if saying.takes_back else saying.words
    try:
        require(POLICIES["words.say"], saying.actor, poll.session_id)
        refusal = rules.why_not_said(poll.state, words, rules.most_words(poll.asked.most))
        refusal = refusal or why_not_in_electorate(poll.electorate, saying.actor)
        # Late words hear that it has ended, also when the session has gone on meanwhile.
        if refusal is not None:
            return refusal
        require(POLICIES["words.say"], saying.actor, poll.session_id, poll.session_state)
    except Refusal as no:
        return no
    return TextRests() if words and typed_text_rests(poll.session_id) else None


def _that_stand(sayings: Sequence[Saying]) -> list[Saying]:
    """Those of which nothing newer stands already; from now on they are what their makers say."""
    insert = db.insert(Voter)
    new = insert.excluded
    kept = insert.values(
        [
            {
                "poll_id": saying.poll_id,
                "holder": saying.holder,
                "device_id": saying.device_id,
                "n": saying.n,
            }
            for saying in sayings
        ]
    ).on_conflict_do_update(
        index_elements=["poll_id", "holder"],
        set_={"device_id": new.device_id, "n": new.n},
        where=or_(Voter.device_id.is_distinct_from(new.device_id), Voter.n <= new.n),
    )
    rows = db.session.execute(kept.returning(Voter.poll_id, Voter.holder))
    stand = {(row.poll_id, row.holder) for row in rows}
    return [saying for saying in sayings if (saying.poll_id, saying.holder) in stand]


def _write(sayings: Sequence[Saying], polls: Mapping[str, PollToCast]) -> None:
    """A few statements for all: what these people said before is gone, what they say now stands."""
    if not sayings:
        return
    before = queries.said_by(
        [saying.poll_id for saying in sayings], [saying.holder for saying in sayings]
    )
    concerned = {(saying.poll_id, saying.holder) for saying in sayings}
    old = [said for said in before if (said.poll_id, said.holder) in concerned]
    if old:
        db.session.execute(delete(SaidWord).where(SaidWord.send_id.in_({o.send_id for o in old})))
    for saying in sayings:
        if saying.takes_back:  # as if they had not answered
            db.session.execute(
                delete(Voter).where(Voter.poll_id == saying.poll_id, Voter.holder == saying.holder)
            )
    words = _words_for(sayings, polls)
    rows = [
        {
            "send_id": saying.send_id,
            "word_id": words[saying.poll_id, word.language, word.spelled].id,
            "poll_id": saying.poll_id,
            "holder": saying.holder,
            "text": word.text,
        }
        for saying in sayings
        for word in saying.words
    ]
    if rows:
        db.session.execute(
            db.insert(SaidWord), sorted(rows, key=lambda row: (row["word_id"], row["holder"]))
        )
    _leave_alone({said.word_id for said in old})


def _words_for(sayings: Sequence[Saying], polls: Mapping[str, PollToCast]) -> dict[Key, CloudWord]:
    """The word of each key, made where nobody said it before: marked, and waiting for the first
    key unless an adult has cleared it in this event."""
    letters = {
        (saying.poll_id, word.language, word.spelled): word.text
        for saying in sayings
        for word in saying.words
    }
    if not letters:
        return {}
    known = queries.words_by_key(letters)
    cleared = queries.cleared_in_event({(language, word) for _, language, word in letters})
    rows = [
        _new_word(polls[key[0]], key, letters[key], cleared.get(key[1:]))
        for key in sorted(letters)
        if key not in known
    ]
    if rows:
        db.session.execute(db.insert(CloudWord).on_conflict_do_nothing(), rows)
        known = queries.words_by_key(letters)
        made = {row["id"] for row in rows}
        mark_texts(
            KIND, {one.id: (one.text, one.language) for one in known.values() if one.id in made}
        )
    return known


def _new_word(
    poll: PollToCast, key: Key, text: str, cleared: ClearedWord | None
) -> dict[str, object]:
    return {
        "id": new_id(),
        "poll_id": poll.id,
        "session_id": poll.session_id,
        "language": key[1],
        "spelled": key[2],
        "since": poll.opened_at or clock.now(),
        "state": WordState.CLEARED if cleared else WordState.WAITING,
        "text": cleared.text if cleared else text,
        "cleared_text": cleared.text if cleared else None,
        "cleared_by": cleared.cleared_by if cleared else None,
        "decided_at": cleared.cleared_at if cleared else None,
    }


def _leave_alone(word_ids: Collection[str]) -> None:
    """Words that nobody says any more, and nobody has read, are gone from the desk."""
    gone = queries.left_alone(word_ids)
    for word_id in gone:
        let_go(KIND, word_id)
        forget_marks(KIND, word_id)
    if gone:
        db.session.execute(delete(CloudWord).where(CloudWord.id.in_(gone)))


def _first_key(
    actor: Actor, action: str, word_ids: Sequence[str], reason: str | None = None
) -> Sequence[CloudWord]:
    """The locked words, for an adult on duty at their session who reads their language."""
    words = queries.lock_words(queries.with_polls_held(word_ids))
    words = [word for word in words if word.state not in (WordState.HELD, WordState.RUN_OUT)]
    if not words or actor.person_id is None or len({word.session_id for word in words}) != 1:
        raise NotFound  # the first key is a person's, never the system's
    session = session_by_id(actor, words[0].session_id)
    require(POLICIES[action], actor, session.id)
    require_first_keys(
        actor.person_id, KIND, [(word.id, word.language) for word in words], session.id
    )
    about("poll", words[0].poll_id, session.id, reason)
    return words


def _is_what_was_read(word: CloudWord, letters: str) -> bool:
    return word.state == WordState.WAITING and rules.spelling(letters) == word.spelled


def _clear(word: CloudWord, letters: str, person_id: str, now: datetime) -> None:
    let_go(KIND, word.id)
    word.state, word.reason = WordState.CLEARED, None
    word.text = word.cleared_text = letters
    word.cleared_by = word.decided_by = person_id
    word.decided_at = now
    if db.session.get_one(Poll, word.poll_id).state == PollState.REVEALED:
        word.place = queries.last_place(word.poll_id) + 1
        db.session.flush()  # the next one's place comes after this one's


def _remember(word: CloudWord, letters: str, person_id: str, now: datetime) -> None:
    """From now on this word counts as cleared in the event."""
    cleared = db.insert(ClearedWord).values(
        language=word.language,
        spelled=word.spelled,
        text=letters,
        cleared_by=person_id,
        cleared_at=now,
    )
    db.session.execute(cleared.on_conflict_do_nothing())


def _forget_cleared(word: CloudWord) -> None:
    db.session.execute(
        delete(ClearedWord).where(
            ClearedWord.language == word.language, ClearedWord.spelled == word.spelled
        )
    )


def _empty(word: CloudWord, state: str) -> None:
    """No letter of the word is left, nor of how it was written."""
    let_go(KIND, word.id)
    forget_marks(KIND, word.id)
    db.session.execute(delete(SaidWord).where(SaidWord.word_id == word.id))
    word.state, word.text, word.spelled = state, "", None
    word.cleared_text = word.cleared_by = word.place = word.reason = None


def _in_cloud(actor: Actor, action: str, word_id: str, epoch: int | None) -> Sequence[CloudWord]:
    """The cleared words that stand as this one, for the moderator in her seat or an adult."""
    word = db.session.get(CloudWord, word_id)
    if word is None or word.state != WordState.CLEARED:
        raise NotFound
    session = session_by_id(actor, word.session_id)
    require(POLICIES[action], actor, session.id)
    if actor.has("moderator", session.id):
        require_seat(actor, session.id, epoch)
    about("word", word.id, session.id)
    return queries.words_alike(word)


def _tell(word: CloudWord, happened: type[WordsMoved]) -> None:
    record(happened(word.session_id, word.poll_id))


declare_kind(
    Kind(
        name=KIND,
        letters=LONGEST,
        waiting=queries.waiting_words,
        field="words",
        clear="words.clear",
        stop="words.stop",
        undo="words.undo",
        route="words.route_to_safety",
        in_cards_of=rules.CARD,
    )
)
