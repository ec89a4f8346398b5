"""Questions: cleared by an adult, chosen by the moderator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.questions.commands import ask
from participation.questions.models import KIND, Question
from tests.safeguarding.keys.hands import Hands
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play


class QuestionHands(Hands):
    kind = KIND
    writers = ("phone", "badge", "other_phone", "other_badge")
    slip = "questions.type_slip"
    steps = ("shortlist", "put_on_stage", "answered", "later", "decline")
    to_the_hall = ("shortlist", "put_on_stage")
    read_in = "questions"
    ways = ("later", "decline", "take_back", "dial")
    shown_in = ("questions",)
    table = Question
    first_key_in = ("cleared_by", "cleared_text")
    second_key_in = ("chosen_by", "chosen_text")

    def writers_for(self, way: str) -> tuple[str, ...]:
        """Nobody takes back what is on paper: whose it is nobody knows."""
        return self.writers if way == "take_back" else super().writers_for(way)

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        asked = play.tries(who, ask, play.session.id, words, language, name_as="chosen_name")
        return asked and str(asked["question"])

    def make_room(self, play: Play, who: str) -> None:
        """One question on its way for each: what is there is answered, or taken back unread. Of
        papers there may be many, and the line takes five: they are kept for later."""
        for text in play.texts:
            if text.kind != KIND or text.is_gone:
                continue
            if text.on_paper:
                self.choose(play, "child", text, "later")
            elif text.writer == who and not self.choose(play, "child", text, "answered"):
                self.take_back(play, who, text)

    def choose(self, play: Play, who: str, text: Text, step: str) -> bool:
        revision, words = text.read
        fields = {"question": text.id, "epoch": 1, "revision": revision}
        if step == "decline":
            fields["reason"] = "no_time"
        if play.does(who, f"questions.{step}", **fields) is None:
            return False
        assert who == "child", (who, step)
        assert text.has_first_key, (text, "she chose what no adult has read")
        if step in self.to_the_hall:
            text.second = words
        elif step != "answered":
            text.second = None
        return True

    def leave(self, play: Play, text: Text, way: str) -> None:
        if way in self.steps:
            self.choose(play, "child", text, way)
        elif way == "dial":
            play.turns_dial(text.writer, "nothing")
        else:
            self.take_back(play, text.writer, text)

    def take_back(self, play: Play, who: str, text: Text) -> bool:
        """Its asker takes it back, and nobody else can."""
        if play.does(who, "questions.take_back", question=text.id) is None:
            return False
        assert who == text.writer, (who, text)
        text.is_gone = text.was_taken_back = True
        return True
