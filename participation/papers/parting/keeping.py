"""What a device brings after somebody left: in the others' paper without the lines of whoever did;
in hers only what is hers. Never inside a transaction: the texts are compared beside the engine."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Reference
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import ChangedMeanwhile, NotFound, NotNow
from participation.papers.authors.pieces import whole
from participation.papers.authors.queries import authors_of
from participation.papers.models import Paper
from participation.papers.parting import rules
from participation.papers.parting.commands import rescue_words
from participation.papers.parting.models import PaperParting
from participation.papers.parting.queries import (
    open_paper_of,
    parting_of,
    partings_since,
    print_key,
    whose_at,
)
from participation.papers.parting.rules import ANEW, ANOTHER, Whose
from participation.papers.permissions import POLICIES
from participation.papers.rules import Draft
from participation.papers.writing.merging import lines_of, merged

MOST_TRIES = 3


def without_who_left(
    actor: Actor, paper_id: str, base: int, was: Draft, kept: Draft, written: Draft
) -> tuple[Draft, Draft, Draft]:
    """The three texts to merge, without what whoever left since that version took along; but for
    the actor, who is back: what she writes is hers."""
    left = [each for each in partings_since(paper_id, base) if each.person_id != actor.person_id]
    if not left:
        return was, kept, written
    whose = whose_at(paper_id, base, len(lines_of(was.body)))
    if whose is None:
        prints = [each.prints for each in left]
        return was, kept, in_thread(rules.known_again, print_key(paper_id), prints, kept, written)
    stay = {*whose.lines, whose.title} - {each.person_id for each in left}
    rest = in_thread(rules.written_by, stay, was, whose, written)
    return rules.of(stay, was, whose), kept, rest


def rescue(
    actor: Actor, command_id: str | None, paper_id: str, written: Draft, base: int, was: Draft
) -> Reference:
    """What the actor typed into a paper that she has left meanwhile is in a paper of her own, once:
    only what she began and what is new in it.

    Answers `{"paper": id}` with the id of her own, or None where there was nothing to keep and she
    has none. Refusals: NotAllowed; NotFound for whoever has not left it; NotNow for whoever is with
    it; ChangedMeanwhile.
    """
    require(POLICIES["papers.rescue_words"], actor)
    parting = parting_of(paper_id, actor.person_id)
    if parting is None:
        raise NotFound
    if actor.person_id in authors_of(paper_id):
        raise NotNow
    hers = _hers(parting, base, was, written)
    for _ in range(MOST_TRIES):
        own = open_paper_of(parting)
        text = in_thread(_with_hers, own and _draft_of(own), *hers)
        if text is None:
            return {"paper": parting.own_paper_id}
        version = own.draft_version if own else None
        db.session.rollback()
        try:
            return rescue_words.once(
                command_id, actor, paper_id, text.title, text.body, text.lang, version
            )
        except ChangedMeanwhile:
            continue
    raise ChangedMeanwhile


def _hers(parting: PaperParting, base: int, was: Draft, written: Draft) -> tuple[Draft, Draft]:
    """Of both texts what is hers."""
    who = {parting.person_id, ANEW}
    whose = whose_at(parting.paper_id, base, len(lines_of(was.body)))
    if whose is None:  # then what the others have now is not hers, and all else may be
        was = _draft_of(db.session.get_one(Paper, parting.paper_id))
        whose = Whose((whole(ANOTHER),) * len(lines_of(was.body)), ANOTHER)
    return rules.of(who, was, whose), in_thread(rules.written_by, who, was, whose, written)


def _with_hers(own: Draft | None, was: Draft, written: Draft) -> Draft | None:
    """The text of her own paper with these words of hers; None where nothing of them is new."""
    new = rules.new_lines(was, written)
    if not (new.title or new.body) or (own and rules.stands_in(new, own)):
        return None
    return new if own is None else merged(was, own, written).draft


def _draft_of(paper: Paper) -> Draft:
    return Draft(paper.draft_title, paper.draft_body, paper.draft_language)
