"""The words of a file come into a draft. The file is read beside the engine and kept nowhere."""

from __future__ import annotations

import base64
import json
import logging

from participation.foundation.actors import Actor
from participation.foundation.aside import CannotBeMade, in_process
from participation.foundation.commands import Reference
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotNow
from participation.papers.bringing import refusals
from participation.papers.bringing.rules import Brought, can_be_written, fits, with_file
from participation.papers.commands import save_draft
from participation.papers.permissions import POLICIES
from participation.papers.queries import paper_for
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import Draft
from participation.papers.steps import told_state

log = logging.getLogger(__name__)

READ = "participation.papers.bringing.reading:read"
LARGEST = 5 * 1024 * 1024
# The program alone takes some 150 MB of addresses; the largest part that is read, as much again.
MEGABYTES, SECONDS = 768, 15
TRIES = 5
NOES = {
    "too_much": refusals.FileTooMuch,
    "locked": refusals.FileLocked,
    "program": refusals.FileHasProgram,
    "unread": refusals.FileRefused,
}


def bring_file(
    actor: Actor,
    command_id: str | None,
    paper_id: str,
    content: bytes,
    typed: tuple[Draft, int] | None = None,
) -> Reference:
    """The words of the file stand in the draft, below what stood there and what the page had
    (`typed`, with the version it was written on); nothing else of the file is kept. Pressed twice
    they stand there once.

    Answers as `save_draft`, with `stayed`: the kinds of what else there is to see in the file, and
    didn't come in (stayed.py). Never inside a transaction. Refusals: NotAllowed, NotFound; NotNow
    where the paper can't be written in; FileRefused and what is made of it; DraftMovedOn with the
    newer text where `typed` went on from an older one.
    """
    require(POLICIES["papers.file_page"], actor)
    _open_draft(actor, paper_id)
    if not content:
        raise refusals.NoFile
    if len(content) > LARGEST:
        raise refusals.FileTooLarge
    db.session.rollback()  # nothing is read any more: no connection waits for the file
    brought = read_file(content)
    for _ in range(TRIES):
        draft, base = _open_draft(actor, paper_id)
        draft, base = typed or (draft, base)
        whole = with_file(draft, brought)
        if not fits(whole):
            raise refusals.FileTooMuch
        try:
            kept = save_draft.once(
                command_id, actor, paper_id, whole.title, whole.body, whole.lang, base
            )
        except DraftMovedOn:
            if typed is not None:
                raise
            db.session.rollback()
        else:
            return kept | {"stayed": brought.stayed}
    raise refusals.FilesWait


def read_file(content: bytes) -> Brought:
    """What can be read in it. Refusals: FileRefused and what is made of it."""
    try:
        made = in_process(
            READ, base64.b64encode(content).decode(), megabytes=MEGABYTES, seconds=SECONDS
        )
    except CannotBeMade as problem:
        log.warning("a file was not read: %s", problem)
        raise refusals.FileRefused from problem
    told = json.loads(made)
    if "no" in told:
        raise NOES[told["no"]]
    if not told["title"] and not told["body"]:
        raise refusals.NoWordsInFile
    return Brought(told["title"], told["body"], tuple(told["stayed"]))


def _open_draft(actor: Actor, paper_id: str) -> tuple[Draft, int]:
    """The draft as it is kept, and its version. Refusals: NotFound, NotNow."""
    paper = paper_for(actor, paper_id)
    if not can_be_written(paper.state):
        raise NotNow(state=told_state(paper))
    draft = Draft(paper.draft_title, paper.draft_body, paper.draft_language)
    return draft, paper.draft_version
