"""A "me too" to a paragraph of a paper on stage: said once by each phone or badge, and told as a
number in which nobody can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from participation.floor.models import RunSheetItem
from participation.floor.queries import REACHED, current_item, item_by_id, state_of, why_not
from participation.foundation.actors import Actor
from participation.foundation.commands import Outcome, Reference, mass_command, record
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound, Refusal
from participation.papers.queries import StageText, stage_text
from participation.programme.models import ConferenceSession
from participation.questions import rules
from participation.questions.events import ParagraphSupported
from participation.questions.models import ParagraphVoice
from participation.questions.permissions import POLICIES


@dataclass(frozen=True)
class Echo:
    """One person's "me too" to a paragraph: of which item's paper, and which one."""

    actor: Actor
    item_id: str
    paragraph: int
    command_id: str | None = None


@dataclass(frozen=True)
class OnStage:
    """A paper that the hall may read, where it is pinned."""

    item: RunSheetItem
    session: ConferenceSession
    state: str
    text: StageText


def _echoed(wish: Echo) -> Reference:
    return {"item": wish.item_id, "paragraph": wish.paragraph}


@mass_command(again=_echoed)
def support_paragraphs(wishes: Sequence[Echo]) -> list[Outcome]:
    """Each person has said "me too" to the paragraph once, however often they press; nothing says
    when.

    Outcomes: `{"item": id, "paragraph": n}`; NotSignedIn, NotAllowed, NotNow, and NotFound for what
    the hall can't read.
    """
    papers = {item: _on_stage(item) for item in sorted({wish.item_id for wish in wishes})}
    outcomes: list[Outcome] = []
    taken: set[tuple[str, int, str]] = set()
    sessions: set[str] = set()
    for wish in wishes:
        paper = papers[wish.item_id]
        refusal = _why_not(wish, paper)
        if refusal is None and paper is not None and wish.actor.holder is not None:
            taken.add((paper.text.revision_id, wish.paragraph, wish.actor.holder))
            sessions.add(paper.session.id)
        outcomes.append(refusal or _echoed(wish))
    if taken:
        db.session.execute(
            db.insert(ParagraphVoice).on_conflict_do_nothing(),
            # In the order of random ids: it says nothing of who came when.
            [
                {"revision_id": revision, "paragraph": paragraph, "holder": holder}
                for revision, paragraph, holder in sorted(taken)
            ],
        )
    for session_id in sorted(sessions):
        record(ParagraphSupported(session_id))
    return outcomes


def echoes(session_id: str) -> list[dict[str, Any]]:
    """How many said "me too" to each paragraph of the paper that is on, told from three on."""
    item = current_item(session_id)
    if item is None or item.revision_id is None or stage_text(item.revision_id) is None:
        return []
    voices = db.session.execute(
        select(ParagraphVoice.paragraph, func.count())
        .where(ParagraphVoice.revision_id == item.revision_id)
        .group_by(ParagraphVoice.paragraph)
        .having(func.count() >= rules.ECHOES_FROM)
        .order_by(ParagraphVoice.paragraph)
    )
    return [
        {"item": item.id, "paragraph": paragraph, "voices": number} for paragraph, number in voices
    ]


def echoed_by(session_id: str, holders: Collection[str]) -> dict[str, list[int]]:
    """To which paragraphs of the paper that is on each of these holders said "me too"."""
    item = current_item(session_id)
    if item is None or item.revision_id is None:
        return {}
    said: dict[str, list[int]] = defaultdict(list)
    rows = db.session.execute(
        select(ParagraphVoice.holder, ParagraphVoice.paragraph)
        .where(
            ParagraphVoice.revision_id == item.revision_id,
            ParagraphVoice.holder.in_(sorted(set(holders))),
        )
        .order_by(ParagraphVoice.paragraph)
    )
    for holder, paragraph in rows:
        said[holder].append(paragraph)
    return said


def _on_stage(item_id: str) -> OnStage | None:
    item = item_by_id(item_id)
    if item is None or item.revision_id is None or item.state not in REACHED:
        return None
    session = db.session.get(ConferenceSession, item.session_id)
    text = stage_text(item.revision_id)
    if session is None or text is None:
        return None
    return OnStage(item, session, state_of(session.id), text)


def _why_not(wish: Echo, paper: OnStage | None) -> Refusal | None:
    found = (paper.session, paper.state) if paper is not None else None
    refusal = why_not(POLICIES["questions.support_paragraph"], wish.actor, found)
    if refusal is None and paper is not None:
        is_there = 1 <= wish.paragraph <= len(paper.text.paragraphs)
        return None if is_there else NotFound()
    return refusal
