"""The hands that play a kind of text. What the desk does is the same for every kind, and comes from
what the kind declares; what is its own, its class says."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from participation.foundation.database import Model
from participation.safeguarding.clearing.kinds import Kind, known_kinds
from tests.safeguarding.keys.texts import PAPER, Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play

_hands: dict[str, type[Hands]] = {}


def hands_of(kind: str) -> Hands:
    """Whoever plays this kind of text."""
    return _hands[kind]()


def known_hands() -> dict[str, Hands]:
    """Every kind that can be played."""
    return {kind: hands() for kind, hands in _hands.items()}


class Hands(ABC):
    """How people send, choose and take away one kind of text. Each step notes on the text which key
    was turned for which words, so that what pages show can be held against it."""

    kind: ClassVar[str]
    # Who may write one, of play.WHO.
    writers: ClassVar[tuple[str, ...]]
    # The message by which an adult types what a child wrote on paper, of a kind that has one.
    slip: ClassVar[str | None] = None
    # The steps of the second key, and those of them that bring a cleared text before the hall.
    steps: ClassVar[tuple[str, ...]] = ()
    to_the_hall: ClassVar[tuple[str, ...]] = ()
    # The topic from which the moderator chooses it by what she has read there.
    read_in: ClassVar[str | None] = None
    # Ways in which a text leaves the hall, besides what the desk does.
    ways: ClassVar[tuple[str, ...]] = ()
    # The acts of the desk that take away a text that the hall reads already.
    takes_back: ClassVar[tuple[str, ...]] = ("stop", "cover", "route")
    # Topics in which the hall reads it; where it is not there after both keys, the test is blind.
    shown_in: ClassVar[tuple[str, ...]]
    # Where the keys are kept: what a row says, and each column of a key. None where a row has no
    # words of its own that could be exchanged.
    table: ClassVar[type[Model] | None] = None
    words_in: ClassVar[str] = "text"
    first_key_in: ClassVar[tuple[str, ...]] = ()
    second_key_in: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        _hands[cls.kind] = cls

    @property
    def declared(self) -> Kind:
        return known_kinds()[self.kind]

    # -- what each kind has of its own -------------------------------------------------------

    @property
    def sources(self) -> tuple[str, ...]:
        """Whoever a text can come from: its writers, and paper."""
        return (*self.writers, PAPER) if self.slip else self.writers

    def writers_for(self, way: str) -> tuple[str, ...]:
        """Whose texts can leave this way: a dial is a badge's."""
        badges = tuple(who for who in self.writers if who.endswith("badge"))
        return badges if way == "dial" else self.sources

    def words(self, number: int) -> tuple[str, str, str]:
        """New words: the whole, a part that stands nowhere else, and a part to cover."""
        token, secret = f"{self.kind}-{number}-", f"secret-{number}-"
        return f"{token} who is {secret} here", token, secret

    @abstractmethod
    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        """Its id, or None where it was not taken."""

    def whose_paper(self, typist: str) -> str:
        """Among whose own things it stands."""
        return PAPER

    def make_room(self, play: Play, who: str) -> None:
        """Whatever has to be so before this person may send another."""
        return

    def choose(self, play: Play, who: str, text: Text, step: str) -> bool:
        """A step of the second key; whether it was made. A kind without `steps` has none."""
        return False

    def take_back(self, play: Play, who: str, text: Text) -> bool:
        """Its writer takes it back, and nobody else can; not every kind has this."""
        return False

    @abstractmethod
    def leave(self, play: Play, text: Text, way: str) -> None:
        """One of `ways`, by whoever may."""

    def show(self, play: Play, text: Text) -> None:
        """Whatever else has to be so before the hall reads a text with both keys."""
        return

    def is_open(self, play: Play, text: Text) -> bool:
        """Whether the hall may read it."""
        return text.has_both_keys and play.dials.get(text.writer) != "nothing"

    def is_listed(self, text: Text) -> bool:
        """Whether the lists of the adults who look after the children may have it, whatever the
        hall is shown."""
        return False

    def is_cleared(self, play: Play, text: Text) -> bool:
        """Whether the moderator, the facilitators and the interpreters may read it."""
        return text.has_first_key and play.dials.get(text.writer) != "nothing"

    def fields(self, text: Text, act: str) -> dict[str, Any]:
        """What a message of the desk says about this text."""
        fields: dict[str, Any] = {self.declared.field: text.id}
        if act == "stop":
            fields["reason"] = "unkind"
        if act == "cover":
            fields["stretches"] = list(self.stretch(text))
        return fields

    def cleared(self, play: Play, text: Text) -> None:
        """What a first key turned means for others."""
        return

    # -- the desk, by what the kind declares -------------------------------------------------

    def sends(self, play: Play, who: str, number: int, language: str) -> Text | None:
        """A new text, noted. What is on paper is typed by an adult who may."""
        if who == PAPER:
            return self.types(play, play.reader(language, but=PAPER), number, language)
        sent, token, secret = self.words(number)
        text_id = self.send(play, who, sent, language)
        if text_id is None:
            return None
        text = Text(self.kind, text_id, who, sent, token, secret, language)
        play.texts.append(text)
        return text

    def types(self, play: Play, who: str, number: int, language: str) -> Text | None:
        """A child's paper, typed by this person. Only who could clear it does: with that she has
        read it, and the first key has turned."""
        sent, token, secret = self.words(number)
        fields = {"session": play.session.slug, "text": sent, "lang": language}
        typed = play.does(who, str(self.slip), **fields)
        if typed is None:
            return None
        text_id, whose = str(typed[self.declared.field]), self.whose_paper(who)
        text = Text(self.kind, text_id, whose, sent, token, secret, language, on_paper=True)
        assert play.may_turn_first_key(who, text), (who, text, "typed what she could not clear")
        text.first = text.words
        play.texts.append(text)
        return text

    def decide(self, play: Play, who: str, text: Text, act: str) -> bool:
        """`clear`, `stop`, `cover`, `undo` or `route` by this person; whether it was done."""
        message = self.declared.acts.get(act)
        if message is None:
            return False
        # Before it is asked: a yes takes it out of every hand.
        may = play.may_turn_first_key(who, text)
        if play.does(who, message, **self.fields(text, act)) is None:
            return False
        assert may, (who, act, text, "turned a key that is not hers")
        assert not text.was_held, "nobody at the desk has it any more"
        play.in_hand.pop(text.id, None)
        getattr(self, f"_{act}")(play, who, text)
        return True

    def stretch(self, text: Text) -> tuple[int, int]:
        """From where to where the secret stands; the first letters once it is covered."""
        at = text.words.find(text.secret)
        return (at, at + len(text.secret)) if at >= 0 else (0, 3)

    def _clear(self, play: Play, who: str, text: Text) -> None:
        if text.has_first_key:
            return  # pressed twice
        assert not text.is_gone, text
        text.first = text.words
        self.cleared(play, text)

    def _stop(self, play: Play, who: str, text: Text) -> None:
        text.is_gone = True

    def _cover(self, play: Play, who: str, text: Text) -> None:
        assert not text.is_gone, text
        start, end = self.stretch(text)
        text.words = f"{text.words[:start]}[…]{text.words[end:]}"
        text.first, text.second = text.words, None

    def _undo(self, play: Play, who: str, text: Text) -> None:
        assert not text.was_taken_back, text
        text.words, text.first, text.second, text.is_gone = text.sent, None, None, False
        play.in_hand[text.id] = who

    def _route(self, play: Play, who: str, text: Text) -> None:
        assert not text.is_gone, text
        text.is_gone = text.was_held = True
