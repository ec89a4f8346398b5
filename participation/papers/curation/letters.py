"""Questions back and changes offered: adults ask and propose, the children answer and decide."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, NotFound, NotNow
from participation.papers import rules
from participation.papers.authors.writers import note_lines
from participation.papers.curation import queries
from participation.papers.curation.commands import answer, in_no_other_hand
from participation.papers.curation.models import (
    OfferState,
    PaperOffer,
    PaperOfferYes,
    PaperQuestion,
)
from participation.papers.curation.refusals import NothingChanged
from participation.papers.events import ChangeOffered, PaperAnswered, PaperAsked
from participation.papers.meter.noting import words_go_on
from participation.papers.models import Paper, PaperRevision, PaperState
from participation.papers.permissions import POLICIES
from participation.papers.pictures.pinning import pin, pinned
from participation.papers.queries import latest_revision, next_number, paper_for
from participation.papers.steps import after, close_letters, forget_no, move
from participation.papers.writing.merging import Merged, merged
from participation.safeguarding.marks.commands import mark_text


@command()
def ask_about_paper(
    actor: Actor, paper_id: str, text: str, lang: str, read: str | None = None
) -> Reference:
    """The authors read the question beside their text; the whole desk reads it too.

    Answers `{"paper": id, "state": …, "question": id}`.
    Refusals: NotAllowed, NotFound, NotNow, WithColleague, BadInput without words.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id, read)
    state = after("ask", paper)
    if not text.strip() or actor.person_id is None:
        raise BadInput
    asked = PaperQuestion(
        paper_id=paper.id,
        text=text,
        language=lang,
        asked_by=actor.person_id,
        asked_at=clock.now(),
    )
    db.session.add(asked)
    forget_no(paper)
    move(paper, state)
    db.session.flush()
    mark_text("paper_question", asked.id, text, lang)
    about("paper", paper.id)
    record(PaperAsked(paper.id, paper.author_id))
    return {**answer(paper), "question": asked.id}


@command()
def answer_question(actor: Actor, paper_id: str, text: str) -> Reference:
    """The author's answer stands under the question, and the desk goes on reading; of several one
    answers for all.

    Refusals: NotAllowed, NotFound, NotNow where nothing is asked, BadInput without words.
    """
    require(POLICIES["papers.answer"], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    if not text.strip():
        raise BadInput
    asked = queries.open_question(paper.id)
    state = after("answer", paper)
    if asked is None:
        raise NotNow(state=paper.state)
    asked.answer, asked.closed_at = text, clock.now()
    move(paper, state)
    mark_text("paper_answer", asked.id, text, asked.language)
    about("paper", paper.id)
    record(PaperAnswered(paper.id, paper.author_id))
    return answer(paper)


@command()
def offer_change(
    actor: Actor, paper_id: str, title: str, body: str, read: str | None = None
) -> Reference:
    """The authors are asked whether this text may stand for theirs; until their yes theirs counts.

    Answers `{"paper": id, "state": …, "offer": id}`.
    Refusals: NotAllowed, NotFound, NotNow, WithColleague; NothingChanged for their own text.
    """
    require(POLICIES["papers.decide_page"], actor)
    paper = in_no_other_hand(actor, paper_id, read)
    state, sent = after("offer", paper), latest_revision(paper.id)
    if sent is None or actor.person_id is None:
        raise NotFound
    if (title, body) == (sent.title, sent.body) or not rules.has_words(
        rules.Draft(title, body, sent.language)
    ):
        raise NothingChanged
    revision = PaperRevision(
        paper_id=paper.id,
        number=next_number(paper.id),
        title=title,
        body=body,
        language=sent.language,
        written_by=actor.person_id,
        written_at=clock.now(),
    )
    db.session.add(revision)
    db.session.flush()
    pin(revision, pinned(sent.id))  # an adult offers other words; the pictures stay the child's
    offer = PaperOffer(
        paper_id=paper.id,
        revision_id=revision.id,
        based_on=sent.id,
        offered_by=actor.person_id,
        offered_at=clock.now(),
    )
    db.session.add(offer)
    forget_no(paper)
    move(paper, state)
    mark_text("paper_title", revision.id, revision.title, revision.language)
    mark_text("paper_body", revision.id, revision.body, revision.language)
    db.session.flush()
    about("paper", paper.id)
    record(ChangeOffered(paper.id, paper.author_id))
    return {**answer(paper), "offer": offer.id}


@dataclass(frozen=True)
class Made:
    """What becomes of the draft with a change in it, made of this version of it."""

    version: int
    text: Merged

    @property
    def both(self) -> list[dict[str, str]]:
        """Where she had written what the change replaces: both texts stand there now."""
        return [asdict(place) for place in self.text.both]


def reply(
    actor: Actor, command_id: str | None, paper_id: str, offer_id: str, *, says_yes: bool
) -> Reference:
    """`reply_to_offer`, with the text that a yes leads to made beforehand and beside the engine, so
    that nobody waits for a long paper. The answer carries `both` where two texts stand at one place
    of the draft now, as that of a save does. Refusals: the same."""
    made = _made(actor, paper_id, offer_id) if says_yes else None
    answered = reply_to_offer.once(command_id, actor, paper_id, offer_id, made, says_yes=says_yes)
    is_taken = answered["state"] != PaperState.CHANGE_OFFERED
    return {**answered, "both": made.both} if made and made.both and is_taken else answered


def _made(actor: Actor, paper_id: str, offer_id: str) -> Made | None:
    require(POLICIES["papers.reply"], actor)
    paper, offer = paper_for(actor, paper_id), db.session.get(PaperOffer, offer_id)
    if offer is None or offer.paper_id != paper.id:
        return None
    version = paper.draft_version
    return Made(version, in_thread(merged, *_three_texts(paper, offer)))


@command()
def reply_to_offer(
    actor: Actor, paper_id: str, offer_id: str, made: Made | None = None, *, says_yes: bool
) -> Reference:
    """With her yes the text offered is the author's own from now on; where several write, once each
    of them has said yes. With one no theirs stays as it was. Both texts stay kept, and so does what
    was written meanwhile and not sent: with their yes the change is in that too, so that what is
    sent next doesn't undo it.

    `offer_id` is what she read, so that a yes never meets another text; `made` spares the time here
    while the draft is the one that it was made of.
    Refusals: NotAllowed, NotFound, NotNow where this one does not wait for her.
    """
    require(POLICIES["papers.reply"], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    state, offer = after("reply", paper), queries.open_offer(paper.id)
    if offer is None or offer.id != offer_id:
        raise NotNow(state=paper.state)
    if says_yes:
        _say_yes(offer, actor.person_id or paper.author_id)
    if not says_yes or queries.have_all_said_yes(offer):
        close_letters(paper, OfferState.YES if says_yes else OfferState.NO)
        if says_yes:
            _let_stand(paper, offer, made)
        move(paper, state)
    about("paper", paper.id)
    record(PaperAnswered(paper.id, paper.author_id))
    return answer(paper)


def _say_yes(offer: PaperOffer, person_id: str) -> None:
    """This author's yes is there; a second press adds nothing."""
    if offer.id not in queries.offers_with_yes_of(person_id, [offer.id]):
        said = PaperOfferYes(offer_id=offer.id, person_id=person_id, said_at=clock.now())
        db.session.add(said)
        db.session.flush()


def _let_stand(paper: Paper, offer: PaperOffer, made: Made | None) -> None:
    paper.current_revision_id = offer.revision_id
    before, text, written = _three_texts(paper, offer)
    is_made = made is not None and made.version == paper.draft_version
    both = (made.text if made is not None and is_made else merged(before, text, written)).draft
    if both != written:
        note_lines(paper, both.body, paper.author_id)
        words_go_on(paper, both.title, both.body)
        paper.draft_title, paper.draft_body, paper.draft_language = both.title, both.body, both.lang
        paper.draft_version += 1
        paper.saved_at = clock.now()


def _three_texts(paper: Paper, offer: PaperOffer) -> tuple[rules.Draft, ...]:
    """What the change would replace, the change, and what is being written."""
    before = db.session.get_one(PaperRevision, offer.based_on)
    text = db.session.get_one(PaperRevision, offer.revision_id)
    return (
        *(rules.Draft(each.title, each.body, each.language) for each in (before, text)),
        rules.Draft(paper.draft_title, paper.draft_body, paper.draft_language),
    )
