"""Reads for those who prepare polls, through authority."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from participation.floor.models import ItemState, RunSheetItem
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import own_facilitator
from participation.foundation.refusals import NotFound
from participation.polls.models import OptionPicture, Poll, PollOption, PollState
from participation.polls.preparing.rules import Written


def items_for_polls(session_id: str) -> Sequence[RunSheetItem]:
    """Where in the run sheet a poll may have its place: items still to come or under way."""
    return db.session.scalars(
        select(RunSheetItem)
        .where(
            RunSheetItem.session_id == session_id,
            RunSheetItem.state.in_((ItemState.PLANNED, ItemState.CURRENT)),
        )
        .order_by(RunSheetItem.position)
    ).all()


def written(poll: Poll) -> Written:
    """The poll as it stands."""
    return Written(
        kind=poll.kind,
        title=poll.title,
        options=tuple(option.text for option in poll.options),
        electorate=poll.electorate,
        least=poll.least,
        most=poll.most,
        points=poll.points,
        faces=poll.faces,
        item_id=poll.item_id,
    )


def picture_for(actor: Actor, session_id: str, picture_id: str) -> OptionPicture:
    """A picture of this session: of a poll that is still being written, for those alone who write
    it. Refusal: NotFound."""
    found = db.session.execute(
        select(OptionPicture, Poll.state)
        .join(PollOption, PollOption.picture_id == OptionPicture.id)
        .join(Poll, Poll.id == PollOption.poll_id)
        .where(OptionPicture.id == picture_id, Poll.session_id == session_id)
    ).first()
    if found is None:
        raise NotFound
    picture: OptionPicture = found[0]
    is_written = found[1] in (PollState.DRAFT, PollState.READY)
    if is_written and not own_facilitator(actor, session_id):
        raise NotFound
    return picture
