"""What every yes to showing a paper shares. For use inside a command that has the paper locked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from participation.foundation import clock
from participation.foundation.extensions import db
from participation.papers.authors.queries import authors_of
from participation.papers.models import Naming, Paper, PaperState, PaperYes, Visibility
from participation.papers.showing import rules
from participation.papers.showing.queries import living_yeses, yeses_to_renew
from participation.papers.steps import after, move


def say_yes(
    revision_id: str, person_id: str, level: Visibility, named: Naming = Naming.FIRST_NAME
) -> None:
    """Her yes to this text on this level stands from now on, under this name. To say it is to say
    it for whoever reads it already: her narrower ones begin their year anew with it."""
    now = clock.now()
    hers = _of(revision_id, person_id)
    present = hers.pop(level, None)
    if present is not None:
        present.named = named
        return
    narrower = {each: yes for each, yes in hers.items() if rules.is_wider(level, each)}
    _end(narrower.values())
    for each, yes in narrower.items():
        _add(revision_id, person_id, each, yes.named, now)
    _add(revision_id, person_id, level, named, now)


def renew(revision_id: str, person_id: str) -> None:
    """Each yes of hers to this text holds for another year, also where it has just run out."""
    before = [(yes.visibility, yes.named) for yes in yeses_to_renew(revision_id, person_id)]
    _end(_of(revision_id, person_id).values())
    for level, named in before:
        _add(revision_id, person_id, level, named, clock.now())


def end_wider(revision_id: str, person_id: str, level: str) -> None:
    """No yes of hers to this text is wider than this."""
    hers = _of(revision_id, person_id)
    _end(yes for each, yes in hers.items() if rules.is_wider(each, level))


def narrow(paper: Paper, level: Visibility) -> None:
    """No author's yes is wider than this, whoever of them wants it so. Who had said a wider one has
    said this one with it, and at that time."""
    revision_id = paper.current_revision_id or ""
    for person_id in authors_of(paper.id):
        hers = _of(revision_id, person_id)
        wider = [yes for each, yes in hers.items() if rules.is_wider(each, level)]
        if not wider:
            continue
        _end(wider)
        if level in rules.SHOWN and level not in hers:
            nearest = min(wider, key=lambda yes: rules.LEVELS.index(Visibility(yes.visibility)))
            _add(revision_id, person_id, level, nearest.named, nearest.said_at)


def look_at_yeses(paper: Paper) -> None:
    """The paper is shown as widely as each of its authors has said, and no wider. One that is
    chosen for a session is `confirmed` with that; and without it waits for their yes again."""
    yeses: dict[str, list[str]] = {each: [] for each in authors_of(paper.id)}
    for yes in living_yeses([paper.current_revision_id or ""]).get(
        paper.current_revision_id or "", ()
    ):
        if yes.person_id in yeses:
            yeses[yes.person_id].append(yes.visibility)
    level = rules.agreed(yeses)
    if paper.state == PaperState.CONFIRMED and level not in rules.SHOWN:
        paper.visibility = level
        paper.confirmed_revision_id = None
        paper.reads_aloud = None
        move(paper, after("ask_again", paper))
        return
    if paper.state in (PaperState.SELECTED, PaperState.JOINED) and level in rules.SHOWN:
        paper.confirmed_revision_id = paper.current_revision_id
        move(paper, after("confirm", paper))
    if paper.state in rules.OFFERED:
        paper.visibility = level


def _of(revision_id: str, person_id: str) -> dict[Visibility, PaperYes]:
    found = living_yeses([revision_id]).get(revision_id, ())
    return {Visibility(yes.visibility): yes for yes in found if yes.person_id == person_id}


def _end(yeses: Iterable[PaperYes]) -> None:
    for yes in yeses:
        yes.ended_at = clock.now()
    db.session.flush()  # the index allows one present yes, so the old one ends first


def _add(revision_id: str, person_id: str, level: str, named: str, said_at: datetime) -> None:
    db.session.add(
        PaperYes(
            revision_id=revision_id,
            person_id=person_id,
            visibility=level,
            named=named,
            said_at=said_at,
        )
    )
    db.session.flush()
