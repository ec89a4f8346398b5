"""Who takes part, what of a child is shown, and when she is asked again; pure."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from participation.foundation.languages import Words
from participation.foundation.taming import WHOLE, shortened
from participation.people.consent.models import ConsentKind, NameState

# As it is shown beside words.
LONGEST_NAME = 24


class Dial(StrEnum):
    """How much of herself a child shows now, from wide to narrow."""

    MY_NAME = "my_name"
    CHOSEN_NAME = "chosen_name"
    ONLY_IDEA = "only_idea"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Choices:
    """What a child said yes to, each apart. All off at first."""

    take_part: bool = False
    words_in_room: bool = False
    words_in_report: bool = False
    first_name_shown: bool = False
    pictures_shown: bool = False

    @property
    def that_count(self) -> Choices:
        """A no to taking part is a no to everything."""
        return self if self.take_part else Choices()


# In the order in which they are asked, one thought at a time.
ASKED = tuple(field.name for field in fields(Choices))


def takes_part(kind: str, *, has_consent: bool, said_yes: bool) -> bool:
    """Both are needed for a child, neither for an adult (safeguarding.md, decision 5)."""
    return kind != "child" or (has_consent and said_yes)


@dataclass(frozen=True)
class FirstName:
    """A child's first name with the words that an adult has cleared, or has stopped and why. Of one
    that `is_held` no words are left."""

    words: Words | None = None
    cleared: Words | None = None
    stopped: Words | None = None
    stopped_for: str | None = None
    is_held: bool = False

    @property
    def text(self) -> str:
        """One name, as it was typed; were there several, an adult would read them all."""
        return " · ".join(dict.fromkeys((self.words or {}).values()))

    @property
    def state(self) -> NameState | None:
        """What became of these very words; None where there are none. Others wait again."""
        if not self.words:
            return NameState.HELD if self.is_held else None
        if self.words == self.cleared:
            return NameState.CLEARED
        return NameState.STOPPED if self.words == self.stopped else NameState.WAITING

    @property
    def waits(self) -> bool:
        """Whether it waits, as its child is told: one with the safety team is no other."""
        return self.state in (NameState.WAITING, NameState.HELD)

    @property
    def reason(self) -> str | None:
        return self.stopped_for if self.state == NameState.STOPPED else None


def as_its_child_reads(state: str) -> str:
    """The state of a name as its child is told it: one that the safety team holds is, to her, like
    any other that waits to be read."""
    return str(NameState.WAITING if state == NameState.HELD else state)


def name_shown(
    dial: str, choices: Choices, shown_name: Words, first_name: FirstName
) -> Words | None:
    """The name that stands with a child's words now, or None. No name goes where her words may
    not: without a yes to words in the room there is nothing it could stand beside. The first name
    is another one's to type: until an adult has cleared it, the chosen one stands there."""
    if not (choices.take_part and choices.words_in_room):
        return None
    is_asked_for = dial == Dial.MY_NAME and asks_for_first_name(choices)
    if is_asked_for and first_name.state == NameState.CLEARED:
        return first_name.words
    return shown_name if dial in (Dial.MY_NAME, Dial.CHOSEN_NAME) else None


def asks_for_first_name(choices: Choices) -> bool:
    """Whether a child wants her first name shown: only then may any adult read it at a desk."""
    return choices.take_part and choices.words_in_room and choices.first_name_shown


def dial_after(dial: str, before: Choices, now: Choices) -> Dial:
    """Where the dial stands after an answer: a new yes to the first name shows it, a no takes it
    away, and what she had narrowed stays as narrow."""
    if dial in (Dial.ONLY_IDEA, Dial.NOTHING):
        return Dial(dial)
    if not now.words_in_room:
        return Dial.ONLY_IDEA
    if not now.first_name_shown:
        return Dial.CHOSEN_NAME
    return Dial(dial) if before.first_name_shown else Dial.MY_NAME


def dials_for(choices: Choices, has_first_name: bool) -> tuple[Dial, ...]:
    """Where this child may turn the dial: to a name only where her words may be in the room, to
    the first name only where she said yes to that too. Less is always hers to choose."""
    less = (Dial.ONLY_IDEA, Dial.NOTHING)
    if not choices.words_in_room:
        return less
    if not (choices.first_name_shown and has_first_name):
        return (Dial.CHOSEN_NAME, *less)
    return tuple(Dial)


def is_to_be_asked(kind: str, answered: str | None, newest: str) -> bool:
    """Once for each version of the words; whoever said "later" is asked next time."""
    return kind == "child" and answered != newest


def is_for_the_lead(kind: str) -> bool:
    """Which body, and why nobody at home is asked, is recorded by the safeguarding pair."""
    return kind == ConsentKind.RESPONSIBLE_BODY


def fits_as_name(text: str) -> bool:
    """Whether something of it can be shown, and it is no more than is kept whole."""
    return len(text) <= WHOLE and as_name(text) != ""


def as_name(text: str) -> str:
    """The name as it is shown: on one line, and no longer than fits on a wall."""
    return shortened(" ".join(text.split()), LONGEST_NAME)
