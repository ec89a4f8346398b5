"""Names that children typed: cleared by an adult; the second key is their child's own choice to be
shown by them. A name stands beside the words of its child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from participation.people.consent.commands import wish_name
from participation.people.consent.models import NAME_KIND as KIND
from tests.safeguarding.keys.hands import Hands, hands_of
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play


class NameHands(Hands):
    kind = KIND
    writers = ("badge", "other_badge")
    ways = ("dial", "only_idea", "another")
    # Once a child is shown by it, it is hers to change, and no adult's to stop.
    takes_back = ()
    shown_in = ("questions",)

    def words(self, number: int) -> tuple[str, str, str]:
        name = f"name-{number}-"
        return name, name, name

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        wished = play.tries(who, wish_name, words, language)
        if wished is None:
            return None
        for older in play.texts:
            older.is_gone |= (older.kind, older.writer, older.first) == (KIND, who, None)
        return str(wished["wish"])

    def is_open(self, play: Play, text: Text) -> bool:
        return text.has_first_key and play.dials.get(text.writer) not in ("nothing", "only_idea")

    def is_listed(self, text: Text) -> bool:
        # By this name they know her (access.yaml: they may read her real one too).
        return text.has_first_key

    def cleared(self, play: Play, text: Text) -> None:
        for older in play.texts:
            same = (older.kind, older.writer) == (KIND, text.writer)
            older.is_gone |= same and older is not text

    def show(self, play: Play, text: Text) -> None:
        """Its child asks something and comes on stage with it."""
        play.comes_before_the_hall(hands_of("question"), text.writer, "put_on_stage")

    def leave(self, play: Play, text: Text, way: str) -> None:
        if way == "another":
            other = self.sends(play, text.writer, play.number(), "en")
            assert other is not None
            assert self.decide(play, play.reader("en", but=other.writer), other, "clear")
        else:
            play.turns_dial(text.writer, "nothing" if way == "dial" else way)
