"""Saving and answering where two texts become one: made beside the engine, and before or after the
transaction, so that no hall and no other write waits for a long paper."""

from __future__ import annotations

from dataclasses import asdict

from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Reference
from participation.papers.commands import save_draft
from participation.papers.parting.keeping import without_who_left
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import Draft
from participation.papers.writing.merging import merged


def keep_draft(
    actor: Actor,
    command_id: str | None,
    paper_id: str,
    written: Draft,
    base: int,
    was: Draft | None = None,
) -> Reference:
    """The text is kept, as by `save_draft`. Where a newer one is kept already, DraftMovedOn carries
    `merged` too if `was` says from which text this one went on: the words of both, but for the
    lines of whoever has left since: they are in no paper of the others."""
    try:
        return save_draft.once(
            command_id, actor, paper_id, written.title, written.body, written.lang, base
        )
    except DraftMovedOn as moved:
        tell_merged(actor, moved, paper_id, written, base, was)
        raise


def tell_merged(
    actor: Actor, moved: DraftMovedOn, paper_id: str, written: Draft, base: int, was: Draft | None
) -> None:
    """The answer carries `merged`, where `was` is told."""
    if was is None:
        return
    kept = Draft(*(moved.state[name] for name in ("title", "body", "lang")))
    both = in_thread(merged, *without_who_left(actor, paper_id, base, was, kept, written))
    moved.state["merged"] = {**asdict(both.draft), "both": [asdict(place) for place in both.both]}
