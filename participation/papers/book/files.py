"""The book as files to take along: made of what may be read at this very moment, and no other."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from participation.foundation import clock
from participation.foundation.aside import in_process
from participation.foundation.extensions import db, socketio
from participation.foundation.lettering import FAMILY
from participation.papers.book.payloads import Json, book
from participation.papers.book.press import in_parts, in_portions
from participation.papers.book.queries import Reader
from participation.papers.book.refusals import NoPrinter, StillPrinting
from participation.programme.queries import the_event

log = logging.getLogger(__name__)

PRINTED = "participation.papers.book.printing:printed"
# For a part of a large book, or for a small one: many times what it takes where nothing else runs.
# Seconds on the clock count too, and no request waits for a child to end.
MEGABYTES, SECONDS = 1024, 120
# A reader waits so long for a book that is being printed, and then a page of hers asks again.
WAITS_S = 30.0
FAILS_FOR_S = 300

Sheets = list[str]


@dataclass(frozen=True)
class _Printing:
    """A book that is being printed; it is given up when a paper leaves."""

    ended: threading.Event = field(default_factory=threading.Event)
    given_up: threading.Event = field(default_factory=threading.Event)


# By language the newest PDF, with a mark of the words that it was made of: another word, and it is
# made anew. Nothing that was taken back is ever given out from here.
_newest: dict[str, tuple[str, bytes]] = {}
# By language the moment at which the words of the newest one were last compared.
_compared: dict[str, float] = {}
# By language of which words the last one could not be made, and when.
_failed: dict[str, tuple[str, float]] = {}
_under_way: dict[str, _Printing] = {}
_turns = {lang: threading.Lock() for lang in ("ar", "en", "fr")}


def as_page(lang: str) -> str:
    """The whole book as one web page that needs no network."""
    return _page(book(Reader.anybody(lang)))


def as_pdf(lang: str) -> bytes:
    """The whole book as a PDF, of what may be read when it is given out. It is printed beside
    everything else; whoever asks meanwhile waits for the one that is being made. Refusals:
    NoPrinter; StillPrinting to who has waited long. Never inside a transaction."""
    asked = time.monotonic()
    while time.monotonic() < asked + WAITS_S:
        db.session.rollback()  # nothing is read any more: no connection waits for a printer
        if (printing := _under_way.get(lang)) is not None:
            printing.ended.wait(asked + WAITS_S - time.monotonic())
            continue
        with _turns[lang]:
            if lang in _under_way:
                continue
            if lang in _newest and _compared[lang] > asked:
                return _newest[lang][1]
            began = time.monotonic()
            sheets = _sheets(lang)
            mark = hashlib.sha256("".join(sheets).encode()).hexdigest()
            made = _newest.pop(lang, None)
            if made is not None and made[0] == mark:
                _newest[lang], _compared[lang] = made, began
                return made[1]
            failed, at = _failed.get(lang, ("", 0.0))
            if failed == mark and time.monotonic() - at < FAILS_FOR_S:
                raise NoPrinter  # it would fail again, and everybody in turn would wait for it
            printing = _under_way[lang] = _Printing()
            _compared[lang] = 0.0
            socketio.start_background_task(_make, lang, mark, sheets, printing)
    raise StillPrinting


def forget_printed() -> None:
    """No book that was printed before is kept, and none is printed on: a paper may have left it."""
    _newest.clear()
    for printing in list(_under_way.values()):
        printing.given_up.set()


def _sheets(lang: str) -> Sheets:
    """What is to be printed: the whole book, or of a large one the contents and then its parts."""
    papers = book(Reader.anybody(lang))
    parts = in_portions(papers)
    if len(parts) <= 1:
        return [_page(papers, family=FAMILY)]
    sheets, before = [_page(papers, family=FAMILY, sheet="contents")], 0
    for part in parts:
        db.session.rollback()
        socketio.sleep(0)  # everybody else goes on between two parts
        sheets.append(_page(part, family=FAMILY, sheet="part", before=before))
        before += len(part)
    return sheets


def _page(papers: list[Json], **how: Any) -> str:
    event = the_event()
    title = event.title if event else None
    return render_template(
        "book/file.html", papers=papers, event=title, now=clock.now(), **{"before": 0, **how}
    )


def _make(lang: str, mark: str, sheets: Sheets, printing: _Printing) -> None:
    """Prints it and keeps it, or keeps in mind that it can't be printed."""

    def child(work: str, text: str) -> bytes:
        if printing.given_up.is_set():
            raise _GivenUp
        return in_process(work, text, megabytes=MEGABYTES, seconds=SECONDS)

    try:
        pdf = child(PRINTED, sheets[0]) if len(sheets) == 1 else in_parts(sheets, child)
        if not printing.given_up.is_set():
            _newest[lang] = mark, pdf
    except _GivenUp:
        log.info("a paper left the book while it was printed")
    except Exception as problem:
        _failed[lang] = mark, time.monotonic()
        log.error("the book can't be printed: %s", problem)
    finally:
        del _under_way[lang]
        printing.ended.set()


class _GivenUp(Exception):
    """What is being printed is no more what may be read."""
