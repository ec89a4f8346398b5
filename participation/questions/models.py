"""Tables of questions."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from participation.foundation.database import Model, new_id
from participation.foundation.inventory import CLEARED, UNCLEARED, WITH_DEVICE, Area, holds, said

# The kind of text that a question is, at the desk and where it is marked.
KIND = "question"
# The asker of what was written on paper: nobody's.
PAPER = "paper:"


class QuestionState(StrEnum):
    SENT = "sent"
    CLEARED = "cleared"
    SHORTLISTED = "shortlisted"
    ON_STAGE = "on_stage"
    ANSWERED = "answered"
    STOPPED = "stopped"
    LATER = "later"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    HELD = "held"
    JOINED = "joined"


@holds(
    Area.QUESTIONS,
    "a child asks the room, and gets an answer",
    sees="cleared text",
    about={
        "asker": said(
            "which badge asked, or which phone. It is another random text for each question once "
            "the phone is erased, and a badge's once its child is",
            sees="who asked",
            kept=WITH_DEVICE,
        ),
        "text language before_cover": said(
            "the words as they were typed, and before an adult covered personal details",
            sees="free text before it is cleared",
            kept=UNCLEARED,
        ),
        "cleared_text chosen_text": said("the words that were cleared and chosen", kept=CLEARED),
        "name_as": "whether her name is shown with it",
        "typed_by": said("which adult typed what a child wrote on paper", sees="audit log"),
        "cleared_by chosen_by decided_by": said("who turned the keys", sees="audit log"),
        "owner_person owner_organisation": "who answers a question that is kept for later",
        "state reason decided_at asker_left asked_at moved_at answer_by taken_from": "when, and "
        "what became of it",
    },
    nothing="id session_id revision joined_to place",
)
class Question(Model):
    """A question and its two keys: `cleared_by` is an adult's, `chosen_by` the moderator's.

    The checks hold the two-key rule in the database, for the very text: nothing can be chosen
    unless these words were cleared, nothing is on the public list or the stage unless these words
    were chosen (safeguarding.md, decision 1). Of a held one no word is left here. One open question
    per holder; at most one of a session is on stage. `before_cover` is what the asker had sent,
    for her eyes alone; `revision` rises with every change of the words; `asker_left` says of a
    held one that its asker took it back.

    A joined one goes where `joined_to` goes, and is never shown. `place` is where a chosen one
    stands in the line; places are in order, not in a row. What is kept for later has who answers it
    and until which day; a question still unread when its session closed has that promise too.
    `taken_from` is where it was when it was taken back.

    What a child wrote on paper was typed by `typed_by`, an adult; who wrote it nobody knows: its
    asker is a random word, another one for each paper.
    """

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint(
            "state IN ('sent','cleared','shortlisted','on_stage','answered','stopped','later',"
            "'declined','taken_back','held','joined')",
            name="state",
        ),
        CheckConstraint(
            "state NOT IN ('cleared','shortlisted','on_stage','answered') "
            "OR (cleared_by IS NOT NULL AND cleared_text IS NOT NULL AND cleared_text = text)",
            name="first_key",
        ),
        CheckConstraint(
            "state NOT IN ('shortlisted','on_stage','answered') "
            "OR (chosen_by IS NOT NULL AND chosen_text IS NOT NULL AND chosen_text = text)",
            name="second_key",
        ),
        CheckConstraint(
            "state <> 'held' OR (text = '' AND cleared_text IS NULL AND chosen_text IS NULL "
            "AND before_cover IS NULL)",
            name="held_without_words",
        ),
        CheckConstraint("(state = 'joined') = (joined_to IS NOT NULL)", name="joined"),
        CheckConstraint("(state = 'shortlisted') = (place IS NOT NULL)", name="in_line"),
        CheckConstraint("place BETWEEN 1 AND 10", name="place"),
        CheckConstraint(
            "state <> 'later' OR (answer_by IS NOT NULL "
            "AND (owner_person IS NULL) <> (owner_organisation IS NULL))",
            name="promised",
        ),
        CheckConstraint(
            "(typed_by IS NOT NULL) = (substr(asker, 1, 6) = 'paper:')", name="on_paper"
        ),
        Index(
            "uq_question_open",
            "session_id",
            "asker",
            unique=True,
            sqlite_where=text("state IN ('sent', 'cleared', 'shortlisted', 'on_stage')"),
            postgresql_where=text("state IN ('sent', 'cleared', 'shortlisted', 'on_stage')"),
        ),
        Index(
            "uq_question_on_stage",
            "session_id",
            unique=True,
            sqlite_where=text("state = 'on_stage'"),
            postgresql_where=text("state = 'on_stage'"),
        ),
        Index("uq_question_place", "session_id", "place", unique=True),
        Index("ix_question_session_state", "session_id", "state"),
    )
    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    session_id: Mapped[str] = mapped_column(ForeignKey("conference_session.id"))
    asker: Mapped[str] = mapped_column(String(80), index=True)
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    name_as: Mapped[str] = mapped_column(String(12), default="none")
    state: Mapped[str] = mapped_column(String(12), default=QuestionState.SENT)
    reason: Mapped[str | None] = mapped_column(String(32))
    cleared_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    cleared_text: Mapped[str | None] = mapped_column(Text)
    chosen_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    chosen_text: Mapped[str | None] = mapped_column(Text)
    before_cover: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=1)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    asker_left: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    joined_to: Mapped[str | None] = mapped_column(ForeignKey("question.id"), index=True)
    place: Mapped[int | None]
    owner_person: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    owner_organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.id"))
    answer_by: Mapped[date | None]
    taken_from: Mapped[str | None] = mapped_column(String(12))
    typed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    @property
    def on_paper(self) -> bool:
        """Whether a child wrote it on paper, and an adult typed it."""
        return self.typed_by is not None


@holds(
    Area.QUESTIONS,
    "so that whoever leads a session finds the questions that belong together",
    nothing="question_id label",
)
class QuestionLabel(Model):
    """What a question is about: a word of the list in programme/subjects.py, each once."""

    __tablename__ = "question_label"
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(16), primary_key=True)


@holds(
    Area.QUESTIONS,
    "so that a question stands beside the words that it is about",
    nothing="question_id revision_id paragraph",
)
class QuestionAbout(Model):
    """The paragraph of a paper on stage (the first is 1) that a question is about."""

    __tablename__ = "question_about"
    __table_args__ = (CheckConstraint("paragraph > 0", name="paragraph"),)
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), primary_key=True)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"))
    paragraph: Mapped[int]


@holds(
    Area.QUESTIONS,
    "so that one phone or badge says me too once",
    sees="who asked",
    kept=WITH_DEVICE,
    about={"holder": "which badge or phone said it; later a random text, as with questions"},
    nothing="question_id",
)
class Support(Model):
    """One "me too", once per person or phone."""

    __tablename__ = "support"
    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)


@holds(
    Area.QUESTIONS,
    "so that one phone or badge says me too to a paragraph once",
    sees="who asked",
    kept=WITH_DEVICE,
    about={"holder": "which badge or phone said it; later a random text, as with questions"},
    nothing="revision_id paragraph",
)
class ParagraphVoice(Model):
    """One "me too" to a paragraph of a paper on stage, once per person or phone."""

    __tablename__ = "paragraph_voice"
    __table_args__ = (CheckConstraint("paragraph > 0", name="paragraph"),)
    revision_id: Mapped[str] = mapped_column(ForeignKey("paper_revision.id"), primary_key=True)
    paragraph: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(80), primary_key=True)
