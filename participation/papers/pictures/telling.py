"""What can be seen in a picture, from two texts that parted: no word of either is lost."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import ChangedMeanwhile, NotFound
from participation.papers.permissions import POLICIES
from participation.papers.pictures import commands, queries, refusals
from participation.papers.pictures.rules import LONGEST_ALT
from participation.papers.queries import paper_for
from participation.papers.rules import Draft
from participation.papers.writing.merging import Merged, merged

# Somebody else's words came in between so often.
TRIES = 5


@dataclass(frozen=True)
class Told:
    """What a page says can be seen in a picture, and from which words it went on; None where it
    does not say so: then its words stand in place of all others."""

    alt: str
    was: str | None = None


@dataclass(frozen=True)
class Kept:
    """What can be seen in a picture now, and the places where two wrote."""

    version: int
    alt: str
    both: list[dict[str, Any]] = field(default_factory=list)


def told_by_both(was: str, kept: str, written: str) -> Merged:
    """`kept` with what `written` changed of `was`, as with the words of a paper; pure."""
    return merged(*(Draft("", text, "") for text in (was, kept, written)))


def tell_picture(actor: Actor, paper_id: str, picture_id: str, told: Told) -> Kept:
    """The words of both are kept. Never inside a transaction. Refusals: as describe_picture;
    TooLongTogether, with what is kept already, where both don't fit."""
    require(POLICIES[commands.DOOR], actor)
    for _ in range(TRIES):
        kept = queries.drafted_alt(paper_for(actor, paper_id).id, picture_id)
        if kept is None:
            raise NotFound
        both = told_by_both(kept if told.was is None else told.was, kept, told.alt)
        alt = both.draft.body
        if len(alt) > LONGEST_ALT:
            state = {"picture": picture_id, "alt": kept, "most": LONGEST_ALT}
            raise refusals.TooLongTogether(state=state)
        db.session.rollback()  # nothing is read any more: the next try meets what stands there then
        try:
            done = commands.describe_picture(actor, paper_id, picture_id, alt, kept)
        except ChangedMeanwhile:
            continue
        return Kept(done["version"], alt, [asdict(place) for place in both.both])
    raise ChangedMeanwhile


def keep_words(actor: Actor, paper_id: str, told: dict[str, Told]) -> dict[str, Kept]:
    """What can be seen in each of these pictures is kept, by its id. Refusals: as tell_picture."""
    return {
        picture_id: tell_picture(actor, paper_id, picture_id, one)
        for picture_id, one in told.items()
    }


def version_of(kept: dict[str, Kept]) -> int | None:
    """The draft's version with all of these, where there was any."""
    return max((one.version for one in kept.values()), default=None)
