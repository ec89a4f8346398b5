"""Tables of polls. At most one poll of a session is open or closing: a partial index holds it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import AFTER_CLOSING, UNTIL_COUNTED, Area, holds, said
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


@holds(
    Area.VOTES,
    "to ask the whole room",
    sees="poll totals",
    nothing="id session_id item_id kind instant electorate title state round again_of opened_at "
    "closed_at put_away",
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
        CheckConstraint(
            "state IN ('draft','ready','open','closing','counted','revealed','void')", name="state"
        ),
        CheckConstraint(
            "kind IN ('single','multiple','yes_no_abstain','scale','ranking','points','words')",
            name="kind",
        ),
        CheckConstraint("electorate IN ('everyone')", name="electorate"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"), index=True)
    item_id: Mapped[str | None] = mapped_column(ForeignKey("run_sheet_item.id"))
    kind: Mapped[str] = mapped_column(String(14), default=PollKind.SINGLE)
    instant: Mapped[str | None] = mapped_column(String(12))
    electorate: Mapped[str] = mapped_column(String(12), default="everyone")
    title: Mapped[Words]
    state: Mapped[str] = mapped_column(String(10), default=PollState.READY)
    round: Mapped[int] = mapped_column(default=1)
    again_of: Mapped[str | None] = mapped_column(ForeignKey("poll.id"))
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    # Once the moderator goes on, a poll leaves the wall without losing its result.
    put_away: Mapped[bool] = mapped_column(default=False)

    options: Mapped[list[PollOption]] = relationship(
        lazy="selectin", order_by="PollOption.position"
    )


@holds(
    Area.VOTES,
    "to show what the room said, as totals",
    sees="poll totals",
    nothing="id poll_id position text count",
)
class PollOption(Model):
    """`count` is null until the poll is counted; it is written from the voters' rows once."""

    __tablename__ = "poll_option"
    __table_args__ = (UniqueConstraint("poll_id", "position"),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"))
    position: Mapped[int]
    text: Mapped[Words]
    count: Mapped[int | None]


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
        "option_id device_id": "what it chose, and on which device",
    },
    nothing="poll_id",
)
class Voter(Model):
    """That this holder answered this poll. In a show of hands the choice stands here, changeable,
    until counting erases it, with the device it came from, in the transaction that writes the
    totals. `n` rises per device, so a device's older cast never replaces its newer one. No time is
    kept. An hour after closing the holder is a random text: how many answered is still there, who
    did is not."""

    __tablename__ = "voter"
    poll_id: Mapped[str] = mapped_column(ForeignKey("poll.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
    option_id: Mapped[str | None] = mapped_column(ForeignKey("poll_option.id"))
    device_id: Mapped[str | None] = mapped_column(String(32))
    n: Mapped[int]
