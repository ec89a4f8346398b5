"""The authors' writes about the pictures of a draft; what is sent of them is in pinning.py."""

from __future__ import annotations

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.aside import in_thread
from participation.foundation.commands import Audit, Reference, about, command, record
from participation.foundation.extensions import db
from participation.foundation.inventory import A_PRESS
from participation.foundation.pictures import Rebuilt, whole
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, ChangedMeanwhile, NotFound, NotNow
from participation.papers.bringing.rules import can_be_written
from participation.papers.models import Paper
from participation.papers.permissions import POLICIES
from participation.papers.pictures import refusals, rules
from participation.papers.pictures.events import PicturesChanged
from participation.papers.pictures.models import PaperPicture, PaperPixels, PictureKind
from participation.papers.pictures.pinning import erase_drafted_pictures
from participation.papers.queries import paper_for
from participation.papers.steps import told_state

DOOR = "papers.pictures_page"


def bring_picture(
    actor: Actor, command_id: str | None, paper_id: str, raw: bytes, kind: str, alt: str
) -> Reference:
    """`add_picture` of what was just brought, rebuilt beside the engine. What came is kept nowhere.
    Never inside a transaction. Refusals: as add_picture; NoPicture, PictureTooLarge,
    PictureUnreadable."""
    require(POLICIES[DOOR], actor)
    _open(paper_for(actor, paper_id))
    if not raw:
        raise refusals.NoPicture
    db.session.rollback()  # nothing is read any more: no connection waits for the pixels
    sides = (rules.LONGEST_SIDE, rules.SMALL_SIDE)
    made = in_thread(whole, raw, sides, rules.LARGEST_BYTES)
    return add_picture.once(command_id, actor, paper_id, made, kind, alt)


@command()
def add_picture(actor: Actor, paper_id: str, made: list[Rebuilt], kind: str, alt: str) -> Reference:
    """The picture (rebuilt before, large and small) stands in the draft, after the others.

    Answers `{"paper": id, "picture": id, "version": n}`. Refusals: NotFound, BadInput; NotNow where
    the paper can't be written in; EnoughPictures.
    """
    paper = _draft(actor, paper_id)
    if kind not in list(PictureKind):
        raise BadInput
    before = _present(paper.id)
    if len(before) >= rules.MOST:
        raise refusals.EnoughPictures(state={"most": rules.MOST})
    large, small = made
    pixels = PaperPixels(
        content=large.content, small=small.content, width=large.width, height=large.height
    )
    db.session.add(pixels)
    db.session.flush()
    picture = PaperPicture(
        paper_id=paper.id,
        pixels_id=pixels.id,
        kind=kind,
        alt=alt,
        position=_after(before),
        added_by=actor.person_id or paper.author_id,
        added_at=clock.now(),
    )
    db.session.add(picture)
    db.session.flush()
    return _changed(paper, picture)


@command(audit=Audit.NONE)
def describe_picture(
    actor: Actor, paper_id: str, picture_id: str, alt: str, seen: str | None = None
) -> Reference:
    """These words say what can be seen in it; with none nobody has said it. Refusals: NotFound,
    NotNow; ChangedMeanwhile where others stand there than those that were `seen`."""
    paper = _draft(actor, paper_id)
    picture = _picture(paper, picture_id)
    if seen is not None and seen != picture.alt:
        raise ChangedMeanwhile
    if picture.alt == alt:
        return {"paper": paper.id, "picture": picture.id, "version": paper.draft_version}
    picture.alt = alt
    return _changed(paper, picture)


@command(audit=Audit.NONE)
def move_picture(actor: Actor, paper_id: str, picture_id: str, by: int) -> Reference:
    """It stands one place earlier or later; at the end where it was. Refusals: NotFound, NotNow."""
    paper = _draft(actor, paper_id)
    picture, present = _picture(paper, picture_id), _present(paper.id)
    if picture in present:
        order = rules.moved([one.id for one in present], picture.id, by)
        for one in present:
            one.position = order.index(one.id)
    return _changed(paper, picture)


@command()
def take_out_picture(actor: Actor, paper_id: str, picture_id: str) -> Reference:
    """It stands in the draft no more, and can come back for a day; what was sent with it stays as
    it was. Twice changes nothing. Refusals: NotFound, NotNow."""
    paper = _draft(actor, paper_id)
    picture = _picture(paper, picture_id)
    picture.taken_out_at = picture.taken_out_at or clock.now()
    return _changed(paper, picture)


@command()
def bring_picture_back(actor: Actor, paper_id: str, picture_id: str) -> Reference:
    """It stands in the draft again, where it was. Refusals: NotFound, NotNow; NoWayBack after a
    day, EnoughPictures."""
    paper = _draft(actor, paper_id)
    picture = _picture(paper, picture_id)
    if picture.taken_out_at is None:
        return {"paper": paper.id, "picture": picture.id, "version": paper.draft_version}
    if not rules.can_come_back(picture.taken_out_at, clock.now(), A_PRESS.span()):
        raise refusals.NoWayBack
    if len(_present(paper.id)) >= rules.MOST:
        raise refusals.EnoughPictures(state={"most": rules.MOST})
    picture.taken_out_at = None
    return _changed(paper, picture)


@command(audit=Audit.NONE)
def sweep_pictures(actor: Actor) -> Reference:
    """Of what was taken out of a draft a day ago no pixel is left, unless it was sent. Answers
    `{"erased": n}`."""
    return {"erased": erase_drafted_pictures(taken_out_before=clock.now() - A_PRESS.span())}


def _draft(actor: Actor, paper_id: str) -> Paper:
    require(POLICIES[DOOR], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    _open(paper)
    return paper


def _open(paper: Paper) -> None:
    if not can_be_written(paper.state):
        raise NotNow(state=told_state(paper))


def _picture(paper: Paper, picture_id: str) -> PaperPicture:
    found = db.session.get(PaperPicture, picture_id)
    if found is None or found.paper_id != paper.id:
        raise NotFound
    return found


def _present(paper_id: str) -> list[PaperPicture]:
    return (
        db.session.query(PaperPicture)
        .filter_by(paper_id=paper_id, taken_out_at=None)
        .order_by(PaperPicture.position, PaperPicture.id)
        .all()
    )


def _after(before: list[PaperPicture]) -> int:
    return before[-1].position + 1 if before else 0


def _changed(paper: Paper, picture: PaperPicture) -> Reference:
    """A yes to sending was to a draft without this: its version rises, as with every word."""
    paper.draft_version += 1
    paper.saved_at = clock.now()
    about("paper", paper.id)
    record(PicturesChanged(paper.id, paper.author_id))
    return {"paper": paper.id, "picture": picture.id, "version": paper.draft_version}
