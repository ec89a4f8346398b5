"""How widely a paper may be shown, and under which names; pure (product.md, "Working papers")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from participation.foundation.languages import Words
from participation.papers.models import GoesTo, Naming, PaperState, Visibility

# From narrow to wide: whoever reads on one level reads on every wider one too.
LEVELS = tuple(Visibility)
# The levels that need each author's recorded yes.
SHOWN = (Visibility.DELEGATES, Visibility.ROOM, Visibility.PUBLIC)
# Where its authors choose how widely it is shown, and among what. A paper with a session is not
# narrower than the children's shelf: less than that is taking it back. One without a session
# stands on no stage, so for it there is no hall.
OFFERED: dict[PaperState, tuple[Visibility, ...]] = {
    PaperState.CONFIRMED: SHOWN,
    PaperState.NOT_THIS_TIME: (Visibility.FACILITATORS, Visibility.DELEGATES, Visibility.PUBLIC),
}


def at_least(level: str) -> tuple[Visibility, ...]:
    """This level and all that are wider."""
    return LEVELS[LEVELS.index(Visibility(level)) :]


def is_wider(one: str, other: str) -> bool:
    return LEVELS.index(Visibility(one)) > LEVELS.index(Visibility(other))


def is_narrower_shown(one: str, other: str) -> bool:
    """Whether this level needs a yes, and fewer people read on it than on that one."""
    return one in SHOWN and is_wider(other, one)


def offered(state: str, goes_to: str | None, *, is_announced: bool) -> tuple[Visibility, ...]:
    """Among which levels its authors choose now; none before they are told what was decided, nor
    for a paper that goes to no session and into no book."""
    if not is_announced or (state == PaperState.NOT_THIS_TIME and goes_to != GoesTo.BOOK):
        return ()
    return OFFERED.get(PaperState(state), ())


def agreed(yeses: Mapping[str, Iterable[str]]) -> Visibility:
    """How widely a paper may be shown, by the levels to which each of its authors has said yes: as
    widely as the narrowest of them."""
    widest = [max(map(LEVELS.index, levels), default=0) for levels in yeses.values()]
    level = LEVELS[min(widest, default=0)]
    return level if level in SHOWN else Visibility.FACILITATORS


def name_as_chosen(
    named: str, dial_shows: Words | None, chosen_name: Words, group: Words | None
) -> Words | None:
    """The name that stands with the words: as the author chose for this level, and never more than
    the dial of her choices shows now. Where the dial shows no name, neither does her group."""
    if dial_shows is None or named == Naming.NONE:
        return None
    if named == Naming.GROUP:
        return group
    return chosen_name if named == Naming.CHOSEN_NAME else dial_shows


def names_offered(
    dial_shows: Words | None, chosen_name: Words, group: Words | None
) -> dict[Naming, Words | None]:
    """Under what an author can be named now, from wide to narrow, each with what would stand there;
    nothing twice: of two that read alike the narrower, which never says more than it does now."""
    names = {each: name_as_chosen(each, dial_shows, chosen_name, group) for each in Naming}
    if names[Naming.FIRST_NAME] == names[Naming.CHOSEN_NAME]:
        del names[Naming.FIRST_NAME]
    return {each: name for each, name in names.items() if name is not None or each == Naming.NONE}
