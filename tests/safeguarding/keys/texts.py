"""What the test itself knows of a text, beside the product: its words, and for which of them which
key was turned."""

from __future__ import annotations

from dataclasses import dataclass

# Who writes on paper: nobody of the hall.
PAPER = "paper"


@dataclass
class Text:
    """A text that somebody sent. `token` stands in its words and nowhere else; so does `secret`,
    which is what an adult covers (where nothing can be covered, both are the same)."""

    kind: str
    id: str
    writer: str
    sent: str
    token: str
    secret: str
    language: str = "en"
    words: str = ""
    # The words for which a key was turned.
    first: str | None = None
    second: str | None = None
    # What the moderator's tablet said of it when she looked last: the revision and the words.
    read: tuple[int, str] = (1, "")
    # Stopped, taken back, left for another one, or with the safety team.
    is_gone: bool = False
    was_held: bool = False
    was_taken_back: bool = False
    # A child's, typed by an adult.
    on_paper: bool = False

    def __post_init__(self) -> None:
        self.words = self.words or self.sent
        self.read = (1, self.sent)

    @property
    def has_first_key(self) -> bool:
        return self.first == self.words and not self.is_gone

    @property
    def has_both_keys(self) -> bool:
        return self.has_first_key and self.second == self.words
