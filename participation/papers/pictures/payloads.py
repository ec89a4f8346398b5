"""What of a paper's pictures is sent to whom; their pixels are asked for one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from participation.foundation.languages import user_text
from participation.papers.leaves import language_of
from participation.papers.pictures import queries
from participation.papers.pictures.models import PictureKind
from participation.papers.pictures.queries import SentPicture
from participation.papers.pictures.rules import ALT_BETWEEN
from participation.safeguarding.marks.payloads import marked_parts
from participation.safeguarding.marks.rules import Mark

Json = dict[str, Any]


def drawn_in(papers: dict[str, str]) -> dict[str, list[Json]]:
    """The pictures of each of these drafts (paper and its language), and what can come back."""
    found = queries.drafted_pictures(list(papers))
    return {
        paper_id: [as_picture(one, lang) | {"is_out": one.is_out} for one in found[paper_id]]
        for paper_id, lang in papers.items()
    }


def pictures_of(revision_id: str, lang: str, kind: PictureKind | None = None) -> list[Json]:
    """The pictures of one text, in order."""
    return pictures_of_each({revision_id: lang}, kind)[revision_id]


def marked_pictures(revision_id: str, lang: str, marks: Sequence[Mark]) -> list[Json]:
    """The same for the desk: what is said of each is cut at its marks, in `marked`."""
    found, at = [], 0
    for one in queries.sent_pictures([revision_id])[revision_id]:
        marked = marked_parts(one.alt, language_of(one.alt, lang), marks, at)
        found.append(as_picture(one, lang) | {"marked": marked if one.alt.strip() else None})
        at += len(one.alt) + len(ALT_BETWEEN)
    return found


def pictures_of_each(
    revisions: dict[str, str], kind: PictureKind | None = None
) -> dict[str, list[Json]]:
    """The pictures of each of these texts (revision and its language), in order; one query."""
    found = queries.sent_pictures(list(revisions), kind)
    return {
        revision_id: [as_picture(one, lang) for one in found[revision_id]]
        for revision_id, lang in revisions.items()
    }


def compared_pictures(one: tuple[str, str], other: tuple[str, str]) -> Json:
    """Which pictures the second of these texts has and the first had not, which are gone from it,
    and which are told in other words; each text with its language."""
    found = queries.sent_pictures([one[0], other[0]])
    before = {each.pixels_id: each for each in found[one[0]]}
    after = {each.pixels_id: each for each in found[other[0]]}
    return {
        "added": _all(_only(after, before), other[1]),
        "gone": _all(_only(before, after), one[1]),
        "told": [
            {"before": as_picture(before[pixels], one[1]), "after": as_picture(each, other[1])}
            for pixels, each in after.items()
            if pixels in before and before[pixels].alt != each.alt
        ],
        "moved": [pixels for pixels in before if pixels in after]
        != [pixels for pixels in after if pixels in before],
    }


def _only(these: dict[str, SentPicture], those: dict[str, SentPicture]) -> Sequence[SentPicture]:
    return [each for pixels, each in these.items() if pixels not in those]


def _all(pictures: Iterable[SentPicture], lang: str) -> list[Json]:
    return [as_picture(one, lang) for one in pictures]


def as_picture(one: SentPicture, lang: str) -> Json:
    """One picture of a text in this language; `alt` is None where nobody has said what it shows."""
    return {
        "id": one.id,
        "kind": one.kind,
        "alt": user_text(one.alt, language_of(one.alt, lang)) if one.alt.strip() else None,
        "width": one.width,
        "height": one.height,
    }
