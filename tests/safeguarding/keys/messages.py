"""Messages written for the wall: cleared by an adult who did not write them, chosen by the
moderator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.screen.messages.commands import write
from participation.screen.messages.models import KIND, WallMessage
from participation.screen.queries import choice_for
from tests.safeguarding.keys.hands import Hands
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play


class MessageHands(Hands):
    kind = KIND
    writers = ("child", "other_adult")
    slip = "messages.type_slip"
    steps = ("show",)
    to_the_hall = ("show",)
    ways = ("take_back", "dial")
    read_in = "wall"
    shown_in = ("screen",)
    table = WallMessage
    first_key_in = ("cleared_by", "cleared_text")
    second_key_in = ("chosen_by", "chosen_text")

    def writers_for(self, way: str) -> tuple[str, ...]:
        return ("child",) if way == "dial" else self.sources

    def whose_paper(self, typist: str) -> str:
        return typist

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        written = play.tries(who, write, play.session.id, words, language)
        return written and str(written["message"])

    def choose(self, play: Play, who: str, text: Text, step: str) -> bool:
        version = choice_for(play.session.id, anew=True).version
        revision, words = text.read
        choice = {"mode": "message", "what": "message", "id": text.id, "version": version}
        choice["revision"] = revision
        if play.does(who, "screen.show", session=play.session.slug, **choice, epoch=1) is None:
            return False
        assert who == "child", (who, step)
        assert text.has_first_key, (text, "she showed what no adult has read")
        text.second = words
        return True

    def leave(self, play: Play, text: Text, way: str) -> None:
        if way == "dial":
            play.turns_dial(text.writer, "nothing")
            return
        assert play.does("stranger", "messages.take_back", message=text.id) is None
        assert play.does(text.writer, "messages.take_back", message=text.id)
        text.is_gone = text.was_taken_back = True
