"""Tables of polls. At most one poll of a session is open or closing: a partial index holds it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.foundation.database import FORGETS, Model, new_id
from participation.foundation.inventory import (
    AFTER_CLOSING,
    NOBODY,
    UNTIL_COUNTED,
    Area,
    holds,
    said,
)
from participation.foundation.languages import Words


class PollState(StrEnum):
    DRAFT = "draft"
    READY = "ready"
    OPEN = "open"
    CLOSING = "closing"
    COUNTED = "counted"
    REVEALED = "revealed"
    VOID = "void"


class PollKind(StrEnum):
    """How a poll is answered (product.md, "Polls")."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    YES_NO_ABSTAIN = "yes_no_abstain"
    SCALE = "scale"
    RANKING = "ranking"
    POINTS = "points"
    WORDS = "words"


class Electorate(StrEnum):
    """Who may answer. Everyone in the room is a show of hands, which can be changed; one person,
    one badge is a ballot: secret and final (safeguarding.md, "Twelve decisions", 9)."""

    EVERYONE = "everyone"
    BADGES = "badges"
    DELEGATES = "delegates"


def is_ballot_of(electorate: str) -> bool:
    """Whether it is a secret ballot: everything but a show of hands of everyone."""
    return electorate != Electorate.EVERYONE


# Null in the database where there is no choice, not JSON's own null.
Chosen = JSON(none_as_null=True)


@holds(
    Area.VOTES,
    "to ask the whole room",
    sees="poll totals",
    nothing="id session_id item_id kind instant electorate title least most points faces state "
    "round again_of place opened_at closed_at revealed_at put_away",
)
class Poll(Model):
    """A question with options for the whole room. Asking again is a new round linked to the old."""

    __tablename__ = "poll"
    __table_args__ = (
        Index(
            "uq_poll_under_way",
            "session_id",
            unique=True,
            sqlite_where=text("state IN ('open', 'closing')"),
            postgresql_where=text("state IN ('open', 'closing')"),
        ),
        UniqueConstraint("again_of", name="uq_poll_again_of"),
        Index("uq_poll_place", "session_id", "place", unique=True),
        CheckConstraint(
            "state IN ('draft','ready','open','closing','counted','revealed','void')", name="state"
        ),
        CheckConstraint(
            "kind IN ('single','multiple','yes_no_abstain','scale','ranking','points','words')",
            name="kind",
        ),
        CheckConstraint("electorate IN ('everyone','badges','delegates')", name="electorate"),
        CheckConstraint("least >= 1 AND most >= least", name="how_many"),
        CheckConstraint("(kind = 'points') = (points IS NOT NULL)", name="points"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("run_sheet_item.id"))
    kind: Mapped[str] = mapped_column(String(14), default=PollKind.SINGLE)
    instant: Mapped[str | None] = mapped_column(String(12))
    electorate: Mapped[str] = mapped_column(String(12), default=Electorate.EVERYONE)
    title: Mapped[Words]
    # How many answers a multiple choice takes.
    least: Mapped[int] = mapped_column(default=1)
    most: Mapped[int] = mapped_column(default=1)
    # How many points each person shares out.
    points: Mapped[int | None]
    # A scale of five faces, from glad to sad, beside its words.
    faces: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(10), default=PollState.READY)
    round: Mapped[int] = mapped_column(default=1)
    again_of: Mapped[str | None] = mapped_column(ForeignKey("poll.id"))
    # Where a prepared poll comes among those of its step; its newest round has it. Instant polls
    # have none.
    place: Mapped[int | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    # When the room saw the result. It stays when the result is hidden again: seen is seen.
    revealed_at: Mapped[datetime | None]
    # Once the moderator goes on, a poll leaves the wall without losing its result.
    put_away: Mapped[bool] = mapped_column(default=False)

    options: Mapped[list[PollOption]] = relationship(
        lazy="selectin", order_by="PollOption.position"
    )

    @property
    def is_ballot(self) -> bool:
        return is_ballot_of(self.electorate)


@holds(
    Area.VOTES,
    "to show what an answer looks like",
    sees="poll totals",
    nothing="id kind content",
)
class OptionPicture(Model):
    """A picture beside an answer, rebuilt from its pixels; nothing else of the file is kept."""

    __tablename__ = "option_picture"
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    content: Mapped[bytes] = mapped_column(LargeBinary)


@holds(
    Area.VOTES,
    "to show what the room said, as totals",
    sees="poll totals",
    nothing="id poll_id position text picture_id alt count firsts hands",
)
class PollOption(Model):
    """One answer, or one step of a scale in its order. What stands here is written once, when the
    poll is counted, from what people chose; it is null before."""

    __tablename__ = "poll_option"
    __table_args__ = (
        UniqueConstraint("poll_id", "position"),
        CheckConstraint("hands IS NULL OR hands >= 0", name="hands"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"))
    position: Mapped[int]
    text: Mapped[Words]
    picture_id: Mapped[str | None] = mapped_column(ForeignKey("option_picture.id"))
    # What the picture shows, for whoever doesn't see it.
    alt: Mapped[Words | None]
    # How many chose it; in a ranking and in points to share out, its points.
    count: Mapped[int | None]
    # In a ranking: how many put it first.
    firsts: Mapped[int | None]
    # Hands that the moderator has counted in the room, beside what phones and tablets sent.
    hands: Mapped[int | None]


@holds(
    Area.VOTES,
    "so that each answer counts once and can be changed while hands are up",
    sees="own choice in an open show of hands",
    kept=UNTIL_COUNTED,
    about={
        "holder n": said(
            "that a phone or badge answered this poll, never when; later a random text",
            kept=AFTER_CLOSING,
        ),
        "choice device_id": "what it chose, and on which device; of a secret vote neither",
    },
    nothing="poll_id",
)
class Voter(Model):
    """That this holder answered this poll. In a show of hands the choice stands here, changeable,
    until counting erases it, with the device it came from, in the transaction that writes the
    totals; of a ballot never. `n` rises per device, so a device's older cast never replaces its
    newer one. No time is kept. An hour after closing the holder is a random text: how many answered
    is still there, who did is not."""

    __tablename__ = "voter"
    __table_args__ = {"info": {FORGETS: True}}  # noqa: RUF012
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
    choice: Mapped[Any | None] = mapped_column(Chosen)
    device_id: Mapped[str | None] = mapped_column(String(32))
    n: Mapped[int]


@holds(
    Area.VOTES,
    "so that a secret vote can be counted, and counted again",
    sees=NOBODY,
    about={"choice": "what somebody chose in a secret vote, and nothing of who it was"},
    nothing="id poll_id",
)
class Ballot(Model):
    """One choice in a secret vote, of nobody: no holder, no device, no number, no time. SQLite
    keeps it by its random id alone, without a row number that would tell the order; closing writes
    all of a poll anew in random order (docs/decisions/ballots.md)."""

    __tablename__ = "ballot"
    __table_args__ = {"sqlite_with_rowid": False, "info": {FORGETS: True}}  # noqa: RUF012
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"), index=True)
    choice: Mapped[Any] = mapped_column(JSON)
