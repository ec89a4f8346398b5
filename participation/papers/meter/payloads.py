"""What authors, and with their leave readers, are told of whose words a text is."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from participation.foundation.aside import in_thread
from participation.papers.curation.differences import SHORT
from participation.papers.meter import queries
from participation.papers.meter.rules import shares
from participation.papers.models import PaperRevision


def own_meter(revision: PaperRevision, person_id: str) -> dict[str, Any]:
    """How many words of what counts are its authors' own and how many an adult's, and by language
    how many a translator wrote with their yes; whether this author lets readers see it, and whether
    they do. Not for use inside a transaction."""
    return {
        **_counted(revision),
        "shown_by_me": queries.shows(revision.paper_id, person_id),
        "is_shown": queries.is_shown(revision.paper_id),
    }


def shown_meter(revision: PaperRevision) -> dict[str, Any] | None:
    """The same for readers, where each of its authors lets them see it."""
    return _counted(revision) if queries.is_shown(revision.paper_id) else None


def _counted(revision: PaperRevision) -> dict[str, Any]:
    texts = queries.texts_up_to(revision)
    is_long = sum(len(text.words) for text in texts) > SHORT
    counted = in_thread(shares, texts) if is_long else shares(texts)
    return {**asdict(counted), "translators": queries.translators_words(revision.id)}
