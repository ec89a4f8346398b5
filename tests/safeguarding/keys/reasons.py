"""Reasons that children wrote for askers: cleared by an adult, chosen by the moderator when she
declines a question. Whoever asked it reads them, among what is her own; nobody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from participation.foundation.extensions import db
from participation.questions.reasons.commands import take_back, write
from participation.questions.reasons.models import KIND, ReasonText
from tests.safeguarding.keys.hands import Hands, hands_of
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play

ASKER = "other_phone"


class ReasonHands(Hands):
    kind = KIND
    writers = ("child", "child")
    steps = ("decline", "decline_many")
    to_the_hall = steps
    ways = ("dial",)
    takes_back = ("stop", "route", "undo")
    shown_in = ("mine",)
    table = ReasonText
    first_key_in = ("cleared_by", "cleared_text")
    second_key_in = ("chosen_by", "chosen_text")

    def writers_for(self, way: str) -> tuple[str, ...]:
        return self.writers

    def words(self, number: int) -> tuple[str, str, str]:
        """Of a reason nothing can be covered."""
        token = f"reason-{number}-"
        return f"{token} another day", token, token

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        written = play.tries(who, write, play.session.id, {language: words})
        if written is None:
            return None
        of_reason = select(ReasonText.id).where(ReasonText.reason_id == written["reason"])
        return str(db.session.scalars(of_reason).one())

    def make_room(self, play: Play, who: str) -> None:
        """A session has a few at most: all but the newest are taken back."""
        for text in [text for text in play.texts if text.kind == KIND][:-1]:
            self.take_back(play, who, text)

    def reason(self, text: Text) -> str:
        db.session.rollback()
        return db.session.get_one(ReasonText, text.id).reason_id

    def choose(self, play: Play, who: str, text: Text, step: str) -> bool:
        """A question of somebody else is declined with it."""
        asked = hands_of("question")
        asked.make_room(play, ASKER)
        question = asked.sends(play, ASKER, play.number(), "en")
        if question is None:
            return False
        if not asked.decide(play, play.reader("en", but=ASKER), question, "clear"):
            return False
        fields = {"reason": self.reason(text), "epoch": 1}
        if step == "decline":
            answer = play.does(who, "questions.decline", question=question.id, **fields)
        else:
            several = {"session": play.session.slug, "questions": [question.id]}
            answer = play.does(who, "questions.decline_many", **several, **fields)
        if answer is None:
            return False
        assert who == "child", (who, step)
        assert text.has_first_key, (text, "she told what no adult has read")
        text.second = text.words
        question.second = None
        return True

    def is_open(self, play: Play, text: Text) -> bool:
        """What an asker was told stays told, also when its writer takes it back."""
        was_stopped = text.is_gone and not text.was_taken_back
        is_told = text.first == text.words and text.second == text.words
        return is_told and not was_stopped and play.dials.get(text.writer) != "nothing"

    def take_back(self, play: Play, who: str, text: Text) -> bool:
        """Its writer takes it back, and nobody else can."""
        if play.tries(who, take_back, self.reason(text)) is None:
            return False
        assert who == text.writer, (who, text)
        text.is_gone = text.was_taken_back = True
        return True

    def _stop(self, play: Play, who: str, text: Text) -> None:
        super()._stop(play, who, text)
        text.first = text.second = None

    def _route(self, play: Play, who: str, text: Text) -> None:
        super()._route(play, who, text)
        text.first = text.second = None

    def leave(self, play: Play, text: Text, way: str) -> None:
        play.turns_dial(text.writer, "nothing")
