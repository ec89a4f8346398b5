"""A no, with a code, a status and a sentence; shaped once for pages and once for live messages."""

from __future__ import annotations

from typing import Any, ClassVar

from flask_babel import gettext, lazy_gettext

# Marks a sentence for the catalogue while its class is being defined.
sentence = lazy_gettext


class Refusal(Exception):
    """A command or a door says no. The transaction is rolled back and its events are dropped."""

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    words: ClassVar[Any] = sentence("That can't be done just now.")
    # Whether it was said by the way back of an act that was to be undone.
    in_the_way = False

    def __init__(self, state: Any = None, **values: Any) -> None:
        self.state = state
        self.values = values
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The sentence in the language of the person who is asking."""
        return str(self.words).format(**self.values) if self.values else str(self.words)

    def as_answer(self) -> dict[str, Any]:
        """The shape of every no in JSON: to a live message and to a program's request."""
        answer: dict[str, Any] = {"ok": False, "code": self.code, "message": self.message}
        if self.state is not None:
            answer["state"] = self.state
        return answer


class BadInput(Refusal):
    """The form was not filled as asked; `fields` says where, in the person's words."""

    code = "bad_input"
    status = 400
    words = sentence("Something in what was sent is missing or has another form than we can read.")

    def __init__(self, fields: dict[str, str] | None = None) -> None:
        super().__init__()
        self.fields = fields or {}

    @property
    def message(self) -> str:
        return next(iter(self.fields.values()), super().message)


class NotSignedIn(Refusal):
    code = "not_signed_in"
    status = 401
    words = sentence("Please join first: with the room code, or with your badge.")


class PageLocked(Refusal):
    """The page was emptied because nobody touched it; its badge's secret opens it again."""

    code = "locked"
    status = 401
    words = sentence("This page is locked. Type your PIN or password to go on.")


class NotAllowed(Refusal):
    code = "not_allowed"
    status = 403
    words = sentence("This is for somebody else in the hall.")


class NotFound(Refusal):
    """Also for what exists but is not for this actor: what you may not see does not exist."""

    code = "not_found"
    status = 404
    words = sentence("We can't find that here.")


class NotNow(Refusal):
    """The actor may do this, but not in the present state."""

    code = "not_now"
    status = 409
    words = sentence("Not at this moment. The page shows where we are.")


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    status = 409
    words = sentence("Somebody was a moment faster. Here is how it stands now.")


class Busy(Refusal):
    code = "busy"
    status = 503
    words = sentence("Very many people are writing just now. Please press once more.")


class StoreTrouble(Refusal):
    """The database is full, read-only or away: nothing was stored and nothing is pretended."""

    code = "store_trouble"
    status = 503
    words = sentence("We could not keep that just now. Nothing is lost: please try again soon.")


class ServerTrouble(Refusal):
    code = "server_trouble"
    status = 500
    words = sentence("Something went wrong on our side. What you wrote is still in your page.")


def plain(words: str) -> str:
    """A sentence of the catalogue, now, in the present language."""
    return str(gettext(words))
