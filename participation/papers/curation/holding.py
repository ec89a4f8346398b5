"""The safeguarding hold, an axis of its own: a paper with its authors and the safety team alone."""

from __future__ import annotations

from contextlib import suppress

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.papers import rules
from participation.papers.authors.queries import rows_of_who_left
from participation.papers.events import HoldLifted, PaperHeld
from participation.papers.models import Paper, PaperRevision
from participation.papers.permissions import POLICIES
from participation.papers.queries import paper_at_desk
from participation.papers.steps import erase_since
from participation.safeguarding.concerns.commands import take_in_routed_text
from participation.safeguarding.concerns.refusals import NobodyReads


@command(audit=Audit.SAFETY)
def hold_paper(actor: Actor, paper_id: str) -> Reference:
    """Nobody but its authors and the safety team sees the paper, on no desk and no wall; nothing
    tells its authors. The pair is alerted as by any text that an adult hands on, unless one of them
    held it. Held once more it changes nothing. Refusals: NotAllowed, NotFound."""
    require(POLICIES["papers.hold_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    if (paper.held_at is not None) in rules.HOLDS["hold"]:
        paper.held_by, paper.held_at = actor.person_id, clock.now()
        paper.in_hand_of = paper.in_hand_at = None
        if not actor.has("safeguarding"):
            _alert_the_pair(actor, paper)
        about("paper", paper.id)
        record(PaperHeld(paper.id))
    return {"paper": paper.id}


@command(audit=Audit.SAFETY)
def lift_hold(actor: Actor, paper_id: str) -> Reference:
    """The paper is seen again by whoever saw it before. What was sent with somebody who left it
    meanwhile is gone, as it had been at once without the hold. By the safety team alone.

    Refusals: NotAllowed, NotFound.
    """
    require(POLICIES["papers.lift_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    if (paper.held_at is not None) in rules.HOLDS["lift"]:
        paper.held_by = paper.held_at = None
        for left in rows_of_who_left(paper.id):
            erase_since(paper, left.joined_at, left.left_at)
        about("paper", paper.id)
        record(HoldLifted(paper.id))
    return {"paper": paper.id}


def _alert_the_pair(actor: Actor, paper: Paper) -> None:
    sent = db.session.get_one(PaperRevision, paper.current_revision_id)
    with suppress(NobodyReads):  # without a key nobody can be told; the paper is away all the same
        take_in_routed_text(
            actor,
            kind="paper",
            object_id=paper.id,
            session_id=paper.session_id,
            text=f"{sent.title}\n\n{sent.body}".strip(),
            language=sent.language,
            is_other=True,
        )
