"""First names that an organiser typed: cleared by an adult; the second key is their child's own
dial. A first name stands beside the words of its child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.people.consent import texts
from participation.people.consent.commands import give_assent
from participation.people.consent.models import FIRST_NAME_KIND as FIRST_NAME
from participation.people.consent.rules import Choices
from participation.people.models import Person
from participation.people.roster.commands import correct_first_name
from tests.safeguarding.keys.hands import Hands, hands_of
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play

WITH_NAME = Choices(take_part=True, words_in_room=True, first_name_shown=True)


@command(audit=Audit.NONE)
def speaks(actor: Actor, person_id: str, language: str) -> Reference:
    """A first name is typed in its child's language."""
    db.session.get_one(Person, person_id).language = language
    return {}


class FirstNameHands(Hands):
    kind = FIRST_NAME
    # Whose name it is; it is typed for her.
    writers = ("badge", "other_badge")
    ways = ("dial", "only_idea", "chosen_name", "another", "no")
    # Once a child may be shown by it, it is hers to show, and no adult's to stop.
    takes_back = ()
    shown_in = ("questions",)
    table = Person
    words_in = "first_name"
    first_key_in = ("first_name_cleared", "first_name_cleared_by")

    def words(self, number: int) -> tuple[str, str, str]:
        name = f"first-{number}-"
        return name, name, name

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        """Typed at the registration desk, in the language that this child reads."""
        person = play.person(who)
        speaks(SYSTEM, person, language)
        self.says(play, who, WITH_NAME)
        assert play.tries("organiser", correct_first_name, person, words)
        play.in_hand.pop(person, None)
        for older in self.of(play, who):
            older.is_gone = True
        return person

    def says(self, play: Play, who: str, choices: Choices) -> None:
        """The child's own answer, and where her dial stands then."""
        assert play.tries(who, give_assent, texts.newest(), "en", choices)
        play.sees_dial(who)

    def of(self, play: Play, who: str) -> list[Text]:
        return [text for text in play.texts if (text.kind, text.writer) == (FIRST_NAME, who)]

    def is_open(self, play: Play, text: Text) -> bool:
        return text.has_first_key and play.dials.get(text.writer) == "my_name"

    def is_cleared(self, play: Play, text: Text) -> bool:
        return self.is_open(play, text)

    def show(self, play: Play, text: Text) -> None:
        """Its child asks something, comes on stage with it, and turns her dial to her name."""
        play.comes_before_the_hall(hands_of("question"), text.writer, "put_on_stage")
        play.turns_dial(text.writer, "my_name")

    def fields(self, text: Text, act: str) -> dict[str, Any]:
        return super().fields(text, act) | {"read": text.words}

    def decide(self, play: Play, who: str, text: Text, act: str) -> bool:
        """Of a name that is another one now nothing can be decided any more."""
        if text.is_gone and text is not self.of(play, text.writer)[-1]:
            message = self.declared.acts.get(act)
            if message is not None:
                assert play.does(who, message, **self.fields(text, act)) is None
            return False
        return super().decide(play, who, text, act)

    def leave(self, play: Play, text: Text, way: str) -> None:
        if way == "another":
            assert self.sends(play, text.writer, play.number(), "en") is not None
        elif way == "no":
            self.says(play, text.writer, Choices(take_part=True, words_in_room=True))
        else:
            play.turns_dial(text.writer, "nothing" if way == "dial" else way)
