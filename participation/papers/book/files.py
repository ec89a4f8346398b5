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
class _Edition:
    """What a book says: a mark of all of it, and of each paper by its id."""

    mark: str
    papers: dict[str, str]

    def is_within(self, papers: dict[str, str]) -> bool:
        """Whether all that it says still stands; more may have come since."""
        return all(papers.get(paper_id) == mark for paper_id, mark in self.papers.items())


@dataclass(frozen=True)
class _Printing:
    """A book that is being printed; it is given up when one of its papers leaves."""

    edition: _Edition
    ended: threading.Event = field(default_factory=threading.Event)
    given_up: threading.Event = field(default_factory=threading.Event)


@dataclass
class _Printed:
    """A PDF, and when it was last seen that it is all of the book, and that all in it stands."""

    edition: _Edition
    pdf: bytes
    was_whole: float = 0.0
    was_true: float = 0.0


# By language the newest PDF. It is given out after its words were compared with what may be read,
# so that nothing that was taken back ever is.
_newest: dict[str, _Printed] = {}
# By language of which words the last one could not be made, and when.
_failed: dict[str, tuple[str, float]] = {}
_under_way: dict[str, _Printing] = {}
_turns = {lang: threading.Lock() for lang in ("ar", "en", "fr")}


def as_page(lang: str) -> str:
    """The whole book as one web page that needs no network."""
    return _page(book(Reader.anybody(lang)))


def as_pdf(lang: str) -> bytes:
    """The whole book as a PDF, of what may be read when it is given out. It is printed beside
    everything else; whoever asks meanwhile waits for the one that is being made. Who has waited
    long gets the one before, where all that is in it still stands. Refusals: NoPrinter;
    StillPrinting. Never inside a transaction."""
    asked = time.monotonic()
    while time.monotonic() < asked + WAITS_S:
        db.session.rollback()  # nothing is read any more: no connection waits for a printer
        if (printing := _under_way.get(lang)) is not None:
            printing.ended.wait(asked + WAITS_S - time.monotonic())
            continue
        with _turns[lang]:
            pdf = None if lang in _under_way else _compared(lang, asked)
        if pdf is not None:
            return pdf
    with _turns[lang]:
        return _before(lang, asked)


def _compared(lang: str, asked: float) -> bytes | None:
    """The PDF, if it is all of the book; else None, and it is printed from now on. Refusal:
    NoPrinter, where it can't be and none still stands."""
    made = _newest.get(lang)
    if made is not None and made.was_whole > asked:
        return made.pdf
    began = time.monotonic()
    papers = book(Reader.anybody(lang))
    sheets = _sheets(papers)
    edition = _Edition(_mark("".join(sheets)), _marks(papers))
    if _newest.get(lang) is not made:
        return None  # a paper left it while it was compared
    if made is not None and made.edition.mark == edition.mark:
        made.was_whole = made.was_true = began
        return made.pdf
    if made is not None and not made.edition.is_within(edition.papers):
        del _newest[lang]
    failed, at = _failed.get(lang, ("", 0.0))
    if failed == edition.mark and time.monotonic() - at < FAILS_FOR_S:
        # It would fail again, and everybody in turn would wait for it.
        if lang in _newest:
            return _newest[lang].pdf
        raise NoPrinter
    printing = _under_way[lang] = _Printing(edition)
    socketio.start_background_task(_make, lang, sheets, printing)
    return None


def _before(lang: str, asked: float) -> bytes:
    """The last PDF that is ready: a call's papers come one after the other, and who asks for the
    book is not to wait until the last of them. Refusal: StillPrinting, where none still stands."""
    made = _newest.get(lang)
    if made is None:
        raise StillPrinting
    if made.was_true < asked:
        began = time.monotonic()
        stands = made.edition.is_within(_marks(book(Reader.anybody(lang))))
        if _newest.get(lang) is not made:
            raise StillPrinting  # a paper left it while it was compared
        if not stands:
            del _newest[lang]
            raise StillPrinting
        made.was_true = began
    return made.pdf


def forget_printed(paper_id: str) -> None:
    """No book with this paper is kept, and none is printed on: it may have left."""
    for lang, made in list(_newest.items()):
        if paper_id in made.edition.papers:
            _newest.pop(lang, None)
    for printing in list(_under_way.values()):
        if paper_id in printing.edition.papers:
            printing.given_up.set()


def _marks(papers: list[Json]) -> dict[str, str]:
    return {paper["id"]: _mark(repr(paper)) for paper in papers}


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _sheets(papers: list[Json]) -> Sheets:
    """What is to be printed: the whole book, or of a large one the contents and then its parts."""
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


def _make(lang: str, sheets: Sheets, printing: _Printing) -> None:
    """Prints it and keeps it, or keeps in mind that it can't be printed."""

    def child(work: str, text: str) -> bytes:
        if printing.given_up.is_set():
            raise _GivenUp
        return in_process(work, text, megabytes=MEGABYTES, seconds=SECONDS)

    try:
        pdf = child(PRINTED, sheets[0]) if len(sheets) == 1 else in_parts(sheets, child)
        if not printing.given_up.is_set():
            _newest[lang] = _Printed(printing.edition, pdf)
    except _GivenUp:
        log.info("a paper left the book while it was printed")
    except Exception as problem:
        _failed[lang] = printing.edition.mark, time.monotonic()
        log.error("the book can't be printed: %s", problem)
    finally:
        del _under_way[lang]
        printing.ended.set()


class _GivenUp(Exception):
    """What is being printed is no more what may be read."""
