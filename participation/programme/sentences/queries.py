"""Reads of ready sentences: the product's, then the event's own."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.programme.sentences.catalogue import SHIPPED, Sentence
from participation.programme.sentences.models import ReadySentence


def ready_sentences(*kinds: str) -> list[Sentence]:
    """Every sentence of these kinds that can be picked, in the order in which it is offered."""
    own = db.session.scalars(
        select(ReadySentence)
        .where(ReadySentence.kind.in_(kinds), ReadySentence.in_use.is_(True))
        .order_by(ReadySentence.kind, ReadySentence.position, ReadySentence.id)
    )
    return [
        *(sentence for sentence in SHIPPED if sentence.kind in kinds),
        *(Sentence(row.id, row.kind, row.words) for row in own),
    ]


def ready_sentence(sentence_id: str, *kinds: str) -> Sentence | None:
    """The sentence of these kinds with this id, or None; an event's own one only while in use."""
    for sentence in SHIPPED:
        if sentence.id == sentence_id:
            return sentence if sentence.kind in kinds else None
    row = db.session.get(ReadySentence, sentence_id)
    if row is None or not row.in_use or row.kind not in kinds:
        return None
    return Sentence(row.id, row.kind, row.words)


def words_of_sentences(sentence_ids: Iterable[str]) -> dict[str, Words]:
    """The words of these sentences of the event's own, also of those not offered any more."""
    rows = db.session.execute(
        select(ReadySentence.id, ReadySentence.words).where(
            ReadySentence.id.in_(sorted(set(sentence_ids)))
        )
    )
    return {row.id: row.words for row in rows}
