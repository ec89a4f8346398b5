"""What each audience is sent of open words: never who said one, never how few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from participation.foundation.languages import shown_text
from participation.polls.models import PollState
from participation.polls.queries import own_voters
from participation.polls.words import queries, rules
from participation.polls.words.models import LONGEST, CloudWord, WordState
from participation.polls.words.stopping import reason_words

# access.yaml, "cleared text": who reads what adults have cleared before the cloud is shown.
READS_CLEARED = frozenset({"moderator", "facilitator", "interpreter"})


def cloud_topic(session_id: str, audience: str) -> dict[str, Any] | None:
    """Topic `cloud`, while the poll on the wall asks for words: what both keys have opened, and for
    the front also what is cleared, and how much waits."""
    poll = queries.words_poll_on_wall(session_id)
    if poll is None:
        return None
    is_shown = poll.state == PollState.REVEALED
    told: dict[str, Any] = {
        "poll": poll.id,
        "most": rules.most_words(poll.most),
        "longest": LONGEST,
        "words": [],
    }
    if not is_shown and audience not in READS_CLEARED:
        return told
    words = [word for word in queries.words_of(poll.id, WordState.CLEARED) if _was_read(word)]
    is_counted = poll.state in (PollState.COUNTED, PollState.REVEALED)
    counts = _counts(words) if is_counted else queries.voices(poll.id)
    if is_shown:
        placed = [word for word in words if word.place is not None]
        told["words"] = _entries(placed, counts)
    if audience in READS_CLEARED:
        told["cleared"] = _entries(words, counts)
        told["waiting"] = len(queries.words_of(poll.id, WordState.WAITING))
    return told


def mine_words(session_id: str, holders: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each of these holders who said words in the poll that is open now: that they did, and
    which could not go on and why. No other word of theirs goes back to any page."""
    poll = queries.words_poll_on_wall(session_id)
    if poll is None or poll.state != PollState.OPEN:
        return {}
    stopped = queries.stopped_of(poll.id, holders)
    return {
        voter.holder: {
            "id": poll.id,
            "round": poll.round,
            "n": voter.n,
            "stopped": [
                {
                    "text": shown_text(text, language, LONGEST),
                    "reason": reason,
                    "reason_words": reason_words(reason),
                }
                for text, language, reason in stopped.get(voter.holder, ())
            ],
        }
        for voter in own_voters(poll.id, holders)
    }


def _was_read(word: CloudWord) -> bool:
    """Whether an adult has read these very letters."""
    return word.cleared_by is not None and word.cleared_text == word.text


def _counts(words: Iterable[CloudWord]) -> dict[str, int]:
    return {word.id: word.count or 0 for word in words}


def _entries(words: Sequence[CloudWord], counts: dict[str, int]) -> list[dict[str, Any]]:
    """The words of a cloud in their turns: the same word of several languages is one, in the
    letters of the one said most. Whom nobody says, or was taken out, is not in it."""
    alike: dict[str, list[CloudWord]] = defaultdict(list)
    for word in words:
        if word.taken_out_at is None and counts.get(word.id, 0) > 0:
            alike[word.spelled or word.id].append(word)
    entries = []
    for same in alike.values():
        shown = min(same, key=lambda word: (-counts[word.id], word.id))
        count = sum(counts[word.id] for word in same)
        turn = min(word.place or 0 for word in same)
        entries.append(
            (
                turn,
                {
                    "id": shown.id,
                    "text": shown_text(shown.text, shown.language, LONGEST),
                    "size": rules.size_of(count),
                    "count": rules.told_count(count),
                },
            )
        )
    return [entry for _, entry in sorted(entries, key=lambda pair: (pair[0], pair[1]["id"]))]
