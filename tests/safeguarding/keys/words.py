"""Words for a cloud: cleared by an adult, shown all at once by the moderator, in one tap."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from participation.foundation.extensions import db
from participation.polls.models import Poll, PollState
from participation.polls.words.models import KIND, CloudWord
from tests.safeguarding.keys.hands import Hands
from tests.safeguarding.keys.texts import Text

if TYPE_CHECKING:
    from tests.safeguarding.keys.play import Play


class WordHands(Hands):
    """A poll is open while words are sent. Whatever is said in it comes before the hall together,
    so `second` says of a text only in which poll it was sent."""

    kind = KIND
    writers = ("phone", "badge", "other_phone", "other_badge")
    steps = ("close", "show")
    to_the_hall = ("show",)
    ways = ("take_out", "adult_takes_out", "void", "again")
    takes_back = ("stop", "route", "undo")
    shown_in = ("cloud",)
    table = CloudWord
    first_key_in = ("cleared_by", "cleared_text")
    second_key_in = ("place",)

    def words(self, number: int) -> tuple[str, str, str]:
        word = f"word-{number}-"
        return word, word, word

    def poll(self, play: Play) -> Poll | None:
        """The poll for words on the wall."""
        db.session.rollback()
        db.session.expire_all()
        found = db.session.query(Poll).filter(
            Poll.session_id == play.session.id,
            Poll.put_away.is_(False),
            Poll.state != PollState.VOID,
        )
        return found.order_by(Poll.opened_at.desc(), Poll.id).first()

    def poll_of(self, text: Text) -> Poll:
        db.session.rollback()
        db.session.expire_all()
        found = db.session.query(Poll).join(CloudWord, CloudWord.poll_id == Poll.id)
        return found.filter(CloudWord.id == text.id).one()

    def send(self, play: Play, who: str, words: str, language: str) -> str | None:
        poll = self.poll(play)
        if poll is None or poll.state != PollState.OPEN:
            self.lead(play, "child", "open")
            poll = self.poll(play)
        assert poll is not None
        n = play.number()
        said = play.does(who, "words.say", poll=poll.id, words=words, lang=language, n=n)
        if said is None:
            return None
        for older in self.said_in(play, poll):
            older.is_gone |= older.writer == who  # what was said before is said no more
        found = db.session.query(CloudWord.id).filter(CloudWord.text == words)
        return str(found.one()[0])

    def said_in(self, play: Play, poll: Poll) -> list[Text]:
        db.session.rollback()
        ids = {row[0] for row in db.session.query(CloudWord.id).filter_by(poll_id=poll.id)}
        return [text for text in play.texts if text.kind == KIND and text.id in ids]

    def lead(self, play: Play, who: str, step: str) -> bool:
        """A step of the poll; whether it was made."""
        poll = self.poll(play)
        where: dict[str, Any] = {"epoch": 1}
        if step == "open":
            where |= {"session": play.session.slug, "instant": "word"}
            return play.does(who, "polls.open_instant", **where) is not None
        if poll is None:
            return False
        name = {"close": "close", "show": "reveal", "void": "void", "again": "ask_again"}[step]
        if step == "show":
            self.lead(play, who, "close")
        was_open = poll.state == PollState.OPEN
        if play.does(who, f"polls.{name}", poll=poll.id, **where) is None:
            return False
        if was_open:  # whoever shows nothing now was counted in no word
            for text in self.said_in(play, poll):
                if play.dials.get(text.writer) == "nothing":
                    text.second = "not counted"
        return True

    def choose(self, play: Play, who: str, text: Text, step: str) -> bool:
        if self.lead(play, who, step):
            assert who == "child", (who, step)
        return self.is_open(play, text)

    def _clear(self, play: Play, who: str, text: Text) -> None:
        if text.first != text.words:
            super()._clear(play, who, text)

    def _route(self, play: Play, who: str, text: Text) -> None:
        text.is_gone = text.was_held = True

    def is_open(self, play: Play, text: Text) -> bool:
        if not self.is_cleared(play, text):
            return False
        poll, on_wall = self.poll_of(text), self.poll(play)
        is_there = on_wall is not None and on_wall.id == poll.id
        return is_there and poll.state == PollState.REVEALED

    def is_cleared(self, play: Play, text: Text) -> bool:
        if text.second == "not counted" or not text.has_first_key:
            return False
        is_tied = self.poll_of(text).state in (PollState.OPEN, PollState.CLOSING)
        return not is_tied or play.dials.get(text.writer) != "nothing"

    def fields(self, text: Text, act: str) -> dict[str, Any]:
        more = {"read": text.words} if act == "clear" else {}
        return super().fields(text, act) | more

    def leave(self, play: Play, text: Text, way: str) -> None:
        if way == "take_out":
            assert play.does("child", "words.take_out", word=text.id, epoch=1) is not None
            text.is_gone = True
        elif way == "adult_takes_out":
            assert play.does("adult", "words.take_out", word=text.id) is not None
            text.is_gone = True
        else:
            assert self.lead(play, "child", way)
