"""The writes about translations: an adult writes one, its authors say whether it is right."""

from __future__ import annotations

from collections.abc import Sequence

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, NotNow
from participation.foundation.taming import tame
from participation.papers.models import Paper, PaperRevision
from participation.papers.paragraphs import as_heading, is_heading, pieces, words_of
from participation.papers.permissions import POLICIES
from participation.papers.queries import next_number, paper_at_desk, paper_for
from participation.papers.rules import LONGEST
from participation.papers.translating import queries
from participation.papers.translating.events import (
    TranslationAnswered,
    TranslationOffered,
    TranslationWritten,
)
from participation.papers.translating.models import (
    PaperTranslation,
    PaperTranslationYes,
    TranslationState,
)
from participation.papers.translating.refusals import (
    OtherWordsNow,
    ParagraphsMissing,
    SameLanguage,
    SameWordsAgain,
    SecondReader,
    TranslationTooLong,
)
from participation.papers.writing.merging import BETWEEN
from participation.safeguarding.marks.commands import mark_text


@command()
def offer_translation(
    actor: Actor, paper_id: str, lang: str, title: str, words: Sequence[str], number: int
) -> Reference:
    """It waits at the desk for another adult, who reads it before any child does (safeguarding.md,
    decisions 1 and 2). One that still waited in this language waits no more; what its authors said
    yes to before counts until they do so again. The same words a second time change nothing.

    `words` are its headings and paragraphs, one for each of the paper's; `number` is the revision
    that was read.
    Answers `{"paper": id, "translation": id}`. Refusals: NotAllowed, NotFound, SameLanguage,
    ParagraphsMissing, TranslationTooLong, OtherWordsNow with the number that the hall may read;
    SameWordsAgain for what the author or an adult has decided about already.
    """
    require(POLICIES["papers.translate_page"], actor)
    db.session.get(Paper, paper_id, with_for_update=True)
    revision = queries.paper_to_translate(actor, paper_id)
    if actor.person_id is None:
        raise NotFound
    if revision.number != number:
        raise OtherWordsNow(state={"number": revision.number})
    if revision.language == lang:
        raise SameLanguage
    own, heading = pieces(revision.body), title.strip()
    is_whole = len(words) == len(own) and all(map(_is_seen, words))
    if not is_whole or _is_seen(heading) != _is_seen(revision.title):
        raise ParagraphsMissing
    body = BETWEEN.join(map(_built_as, own, words))
    if [is_heading(each) for each in pieces(body)] != [is_heading(each) for each in own]:
        raise TranslationTooLong
    if len(heading) + len(body) > LONGEST:
        raise TranslationTooLong
    before, newest = queries.waiting_in(revision.id, lang), queries.newest_in(revision.id, lang)
    if newest is not None and (newest.title, newest.body) == (heading, body):
        if before is None:
            raise SameWordsAgain(state={"state": newest.state})
        return {"paper": paper_id, "translation": before.id}
    if before is not None:
        _answer(before, TranslationState.ENDED)
    text = PaperRevision(
        paper_id=paper_id,
        number=next_number(paper_id),
        title=heading,
        body=body,
        language=lang,
        written_by=actor.person_id,
        written_at=clock.now(),
    )
    db.session.add(text)
    db.session.flush()
    translation = PaperTranslation(
        paper_id=paper_id,
        revision_id=text.id,
        translates=revision.id,
        language=lang,
        written_by=actor.person_id,
        written_at=text.written_at,
    )
    db.session.add(translation)
    db.session.flush()
    mark_text("paper_title", text.id, text.title, lang)
    mark_text("paper_body", text.id, text.body, lang)
    about("paper", paper_id)
    record(TranslationWritten(paper_id))
    return {"paper": paper_id, "translation": translation.id}


def _built_as(own: str, words: str) -> str:
    """What is said for this piece of the paper: a heading where it is one, and nowhere else."""
    said = " ".join(words.split())
    while is_heading(said):
        said = words_of(said)
    return as_heading(said) if is_heading(own) else said


def _is_seen(text: str) -> bool:
    """Whether anything of it shows: letters that nobody sees are none."""
    return bool(tame(text).strip())


@command()
def read_translation(
    actor: Actor, paper_id: str, translation_id: str, *, lets_through: bool
) -> Reference:
    """Another adult of the desk has read it: its authors are asked now, or it goes to no child like
    this and whoever wrote it can try again.

    Answers `{"paper": id, "state": …}`. Refusals: NotAllowed, NotFound; NotNow with the state that
    it has where it waits for no adult, or other words count by now; SecondReader for whoever wrote
    it.
    """
    require(POLICIES["papers.read_translation_page"], actor)
    paper = paper_at_desk(actor, paper_id, for_update=True)
    translation = db.session.get(PaperTranslation, translation_id)
    if translation is None or translation.paper_id != paper.id or actor.person_id is None:
        raise NotFound
    counts = translation.translates == paper.current_revision_id
    if translation.state != TranslationState.WRITTEN or not counts:
        raise NotNow(state=translation.state)
    if translation.written_by == actor.person_id:
        raise SecondReader
    about("paper", paper.id)
    translation.read_by = actor.person_id
    if lets_through:
        translation.state = TranslationState.OPEN
        record(TranslationOffered(paper.id, paper.author_id))
    else:
        _answer(translation, TranslationState.ENDED)
        record(TranslationWritten(paper.id))
    return {"paper": paper.id, "state": translation.state}


@command()
def reply_to_translation(
    actor: Actor, paper_id: str, translation_id: str, *, says_yes: bool
) -> Reference:
    """With the yes of each author everybody who may read the paper may read it in that language
    too; with one no nobody does, also where they could already, and an adult can try again. Her own
    words stay as they are.

    Answers `{"paper": id, "state": …}`. Refusals: NotAllowed, NotFound, NotNow with the state that
    the translation has where it does not wait for her and is not read by anybody.
    """
    require(POLICIES["papers.reply_translation"], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    translation = db.session.get(PaperTranslation, translation_id)
    if translation is None or translation.paper_id != paper.id:
        raise NotFound
    is_of_now = translation.translates == paper.confirmed_revision_id
    if says_yes and translation.state == TranslationState.YES:
        return {"paper": paper.id, "state": translation.state}
    if translation.state not in (TranslationState.OPEN, TranslationState.YES) or not is_of_now:
        raise NotNow(state=translation.state)
    if says_yes:
        _say_yes(translation, actor.person_id or paper.author_id)
    if not says_yes:
        _answer(translation, TranslationState.NO)
    elif queries.have_all_said_yes(translation):
        before = queries.taken_in(translation.translates, translation.language)
        if before is not None:
            _answer(before, TranslationState.ENDED)
        _answer(translation, TranslationState.YES)
    about("paper", paper.id, paper.session_id)
    record(TranslationAnswered(paper.id, paper.author_id))
    return {"paper": paper.id, "state": translation.state}


def _say_yes(translation: PaperTranslation, person_id: str) -> None:
    """This author's yes is there; a second press adds nothing."""
    if translation.id not in queries.with_yes_of(person_id, [translation.id]):
        db.session.add(
            PaperTranslationYes(
                translation_id=translation.id, person_id=person_id, said_at=clock.now()
            )
        )
        db.session.flush()


def _answer(translation: PaperTranslation, state: TranslationState) -> None:
    translation.state, translation.answered_at = state, clock.now()
    db.session.flush()  # the index allows one of a kind, so the old one goes first
