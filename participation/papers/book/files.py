"""The book as files to take along: made of what may be read at this very moment, and no other."""

from __future__ import annotations

import hashlib
import logging
import time
from threading import Lock

from flask import render_template

from participation.foundation import clock
from participation.foundation.aside import CannotBeMade, in_process
from participation.foundation.extensions import db
from participation.foundation.lettering import FAMILY
from participation.papers.book.payloads import book
from participation.papers.book.queries import Reader
from participation.papers.book.refusals import NoPrinter
from participation.programme.queries import the_event

log = logging.getLogger(__name__)

PRINTED = "participation.papers.book.printing:printed"
# A hundred pages take some 200 MB and ten seconds of a slow processor.
MEGABYTES, SECONDS = 1024, 60
TRIES = 3
FAILS_FOR_S = 300

# By language the newest PDF, with a mark of the words that it was made of: another word, and it is
# made anew. Nothing that was taken back is ever given out from here.
_newest: dict[str, tuple[str, bytes]] = {}
# By language of which words the last one could not be made, and when.
_failed: dict[str, tuple[str, float]] = {}
_turns = {lang: Lock() for lang in ("ar", "en", "fr")}


def as_page(lang: str, *, is_printed: bool = False) -> str:
    """The whole book as one web page that needs no network."""
    event = the_event()
    return render_template(
        "book/file.html",
        papers=book(Reader.anybody(lang)),
        event=event.title if event else None,
        now=clock.now(),
        family=FAMILY if is_printed else None,
    )


def as_pdf(lang: str) -> bytes:
    """The whole book as a PDF, of what may be read when it is given out. Whoever asks meanwhile
    waits for the one that is being made. Refusal: NoPrinter. Never inside a transaction."""
    db.session.rollback()  # nothing is read any more: no connection waits for a turn
    with _turns[lang]:
        for _ in range(TRIES):
            page = as_page(lang, is_printed=True)
            db.session.rollback()  # nor for a printer
            mark = hashlib.sha256(page.encode()).hexdigest()
            made = _newest.pop(lang, None)
            if made is not None and made[0] == mark:
                _newest[lang] = made
                return made[1]
            failed, at = _failed.get(lang, ("", 0.0))
            if failed == mark and time.monotonic() - at < FAILS_FOR_S:
                raise NoPrinter  # it would fail again, and everybody in turn would wait for it
            try:
                _newest[lang] = mark, _print(page)
            except NoPrinter:
                _failed[lang] = mark, time.monotonic()
                raise
    raise NoPrinter  # somebody changes the book faster than it can be printed


def forget_printed() -> None:
    """No book that was printed before is kept: a paper may have left it."""
    _newest.clear()


def _print(page: str) -> bytes:
    try:
        return in_process(PRINTED, page, megabytes=MEGABYTES, seconds=SECONDS)
    except CannotBeMade as problem:
        log.error("the book can't be printed: %s", problem)
        raise NoPrinter from problem
