"""The writes of marks: a text is marked in the transaction that takes it in; lists are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import delete, insert, select

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.languages import LANGUAGES
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound
from participation.people.queries import require_confirmed
from participation.safeguarding.marks import queries, rules
from participation.safeguarding.marks.events import MarkingChanged
from participation.safeguarding.marks.models import ListEntry, TextMark
from participation.safeguarding.marks.permissions import POLICIES
from participation.safeguarding.marks.phrases import is_listable, normal_words
from participation.safeguarding.marks.refusals import NothingToLookFor
from participation.safeguarding.marks.rules import ListKind, Mark


def mark_text(
    kind: str, object_id: str, text: str, language: str, but: Collection[str] = ()
) -> list[Mark]:
    """The marks of this text stand, all but these, and no older ones of the same object. For use
    inside the command that takes the text in. Whatever the words are, nothing is refused."""
    found = rules.find_marks(text, language, queries.knowledge())
    marks = [mark for mark in found if mark.mark not in but]
    forget_marks(kind, object_id)
    if marks:
        db.session.execute(
            insert(TextMark),
            [
                {
                    "kind": kind,
                    "object_id": object_id,
                    "mark": mark.mark,
                    "start": mark.start,
                    "end": mark.end,
                }
                for mark in marks
            ],
        )
    return marks


def mark_texts(kind: str, texts: Mapping[str, tuple[str, str]]) -> None:
    """The same for many texts that are new: for each id its words and their language."""
    if not texts:
        return
    known = queries.knowledge()
    rows = [
        {"kind": kind, "object_id": object_id, "mark": m.mark, "start": m.start, "end": m.end}
        for object_id, (text, language) in sorted(texts.items())
        for m in rules.find_marks(text, language, known)
    ]
    if rows:
        db.session.execute(insert(TextMark), rows)


def forget_marks(kind: str, object_id: str) -> None:
    """No mark of this object stands any more: its words were emptied, and a mark would still say
    what they were about."""
    db.session.execute(
        delete(TextMark).where(TextMark.kind == kind, TextMark.object_id == object_id)
    )


@command()
def add_words(actor: Actor, kind: str, language: str, words: str) -> Reference:
    """These words are looked for in every text from now on; adding them twice changes nothing.

    Answers `{"entry": id}`. Refusals: NotAllowed, ConfirmFirst, NotFound for no such list,
    NothingToLookFor.
    """
    require(POLICIES["marks.add_page"], actor)
    require_confirmed(actor)
    if not is_listable(words):
        raise NothingToLookFor
    return _keep(kind, language, normal_words(words), words, in_use=True)


@command()
def take_out_words(actor: Actor, kind: str, language: str, spelled: str) -> Reference:
    """These words are looked for no more; they can be put back. Texts that came before keep their
    marks. Refusals: NotAllowed, ConfirmFirst, NotFound for what is not on the list."""
    require(POLICIES["marks.take_out_page"], actor)
    require_confirmed(actor)
    return _keep(kind, language, spelled, _words_of(kind, language, spelled), in_use=False)


@command()
def put_back_words(actor: Actor, kind: str, language: str, spelled: str) -> Reference:
    """Words that were taken out are looked for again. Refusals: NotAllowed, ConfirmFirst,
    NotFound."""
    require(POLICIES["marks.put_back_page"], actor)
    require_confirmed(actor)
    return _keep(kind, language, spelled, _words_of(kind, language, spelled), in_use=True)


def _words_of(kind: str, language: str, spelled: str) -> str:
    for entry in queries.lists().get((kind, language), []):
        if entry.spelled == spelled:
            return entry.words
    raise NotFound


def _keep(kind: str, language: str, spelled: str, words: str, *, in_use: bool) -> Reference:
    if kind not in list(ListKind) or language not in LANGUAGES:
        raise NotFound
    entry = db.session.scalars(
        select(ListEntry)
        .where(ListEntry.kind == kind, ListEntry.language == language, ListEntry.spelled == spelled)
        .with_for_update()
    ).one_or_none()
    if entry is None:
        entry = ListEntry(kind=kind, language=language, spelled=spelled, words=words)
        db.session.add(entry)
    entry.in_use = in_use
    db.session.flush()
    about("word_list", entry.id, reason=f"{kind} {language}, {'in use' if in_use else 'out'}")
    record(MarkingChanged())
    return {"entry": entry.id}
