"""What counts as a word, which are the same, and how large one stands in the cloud; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from participation.foundation.refusals import Refusal
from participation.foundation.taming import WHOLE, tame
from participation.polls.models import PollState as S
from participation.polls.refusals import PollClosed, PollNotOpen
from participation.polls.words.models import LONGEST_SPELLED
from participation.polls.words.models import WordState as W
from participation.polls.words.refusals import NoWordYet, TooManyWords, WordTooLong
from participation.safeguarding.marks.normal_form import normal
from participation.safeguarding.marks.phrases import words_of

# product.md, "Polls": one to three words each; words are cleared twelve to a card.
MOST_WORDS = 3
CARD = 12
# Fewer than this told as a number, and a hall could count whose word it was.
TOLD_FROM = 5
# From how many voices a word stands in the next size. One child's word is as large as two's.
SIZES = (1, 3, 5, 10, 20)

MOVES: dict[str, tuple[frozenset[str], str]] = {
    "clear": (frozenset({W.WAITING}), W.CLEARED),
    # Also when it is in the cloud already: an adult can take any out.
    "stop": (frozenset({W.WAITING, W.CLEARED}), W.STOPPED),
    "route": (frozenset({W.WAITING, W.CLEARED, W.STOPPED}), W.HELD),
    "undo": (frozenset({W.CLEARED, W.STOPPED}), W.WAITING),
    "run_out": (frozenset({W.WAITING, W.STOPPED}), W.RUN_OUT),
}


@dataclass(frozen=True)
class Word:
    """A word as it was written, and the one spelling that it has in common with its like."""

    text: str
    spelled: str
    language: str


def most_words(most: int) -> int:
    """How many words each child may say, where the poll asks for so many."""
    return min(most, MOST_WORDS)


def spelling(text: str) -> str:
    """The same for the same word: however its letters are formed, in any case, with any mark of
    vowels, with or without the signs around it."""
    form = normal(text)
    letters = " ".join(word.text for word in words_of(form))
    spelled = letters or " ".join(form.split())
    if len(spelled) <= LONGEST_SPELLED:
        return spelled
    # Two that only begin alike stay two.
    mark = blake2b(spelled.encode(), digest_size=32).hexdigest()
    return f"{spelled[: LONGEST_SPELLED - len(mark) - 1]} {mark}"


def words_in(boxes: Iterable[tuple[str, str]]) -> list[Word]:
    """The words of these boxes with their languages, each once; an empty box is none."""
    found: dict[str, Word] = {}
    for box, language in boxes:
        text = " ".join(tame(box).split())
        spelled = spelling(text)
        if spelled:
            found.setdefault(spelled, Word(text, spelled, language))
    return list(found.values())


def why_not_said(state: str, words: Sequence[Word] | None, most: int) -> Refusal | None:
    """Why these words can't be taken (or, for None, taken back) in this state, or None: they can.
    What they say is never looked at."""
    if state in (S.DRAFT, S.READY):
        return PollNotOpen(state=state)
    if state != S.OPEN:
        return PollClosed(state=state)
    if words is None:
        return None
    if not words:
        return NoWordYet()
    if len(words) > most:
        return TooManyWords()
    if any(len(word.text) > WHOLE for word in words):
        return WordTooLong()
    return None


def after(move: str, state: str) -> str | None:
    """The state after this move, or None where it can't be made from here."""
    begins, ends = MOVES[move]
    return ends if state in begins else None


def is_one_card(languages: Iterable[str], marked: bool, many: int) -> bool:
    """Whether one key may decide about all of these: a few in one language, nothing marked."""
    return many == 1 or (many <= CARD and len(set(languages)) == 1 and not marked)


def most_said(spellings: Mapping[str, int]) -> str:
    """The spelling that most have written; of several the first of the alphabet."""
    return min(spellings, key=lambda text: (-spellings[text], text))


def size_of(count: int) -> int:
    """The size in which a word stands, from 1 to 5: a class, never a number of voices."""
    return sum(count >= least for least in SIZES)


def told_count(count: int) -> int | None:
    """The number that is told beside a word, or None: a few."""
    return count if count >= TOLD_FROM else None
