"""The rows of a large conference: what 300 people leave behind who write and ask."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

PAPERS, QUESTIONS, PEOPLE = 1_000, 10_000, 300
# What a hall leaves behind: most answered, some kept, a few waiting.
ASKED = ("answered",) * 12 + ("declined", "cleared", "taken_back", "stopped")
READ = {"answered", "cleared", "declined"}
REASONS = {"declined": "no_time", "stopped": "unkind"}
# Where papers stand in the middle of a call, in twentieths.
SENT = (
    *("submitted",) * 5, *("in_review",) * 3, "suggested", "questions_back", "change_offered",
    "selected", "selected_told", "not_this_time", "joined", *("confirmed",) * 3, "draft",
    "withdrawn",
)  # fmt: skip
TOLD = {"selected_told": "selected", "suggested": "in_review"}
DECIDED = ("selected", "not_this_time", "joined", "confirmed")
ABOUT = ("school", "home", "friends", "safety", "online", "feelings", "help", "rights")
TITLES = {
    "ar": "نريد طريقًا آمنًا إلى المدرسة رقم {}",
    "en": "A safe way to school, number {}",
    "fr": "Un chemin sûr vers l’école, numéro {}",
}
LINE = "Every morning we cross the wide road beside the market, and nobody stops for us. "
NOW = datetime.now(UTC)


def fill(connection: sqlite3.Connection, papers: int = PAPERS, questions: int = QUESTIONS) -> None:
    """Rows like those that are there, until there are as many as quality.md names, unless told."""
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys=OFF")
    filling = Filling(connection)
    filling.people()
    for number in range(papers):
        filling.paper(number, SENT[number % len(SENT)])
    for number in range(questions):
        filling.question(number, ASKED[number % len(ASKED)])
    connection.commit()


@dataclass
class Filling:
    """A conference that is being filled, with whoever writes, reads and asks in it."""

    connection: sqlite3.Connection
    children: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sessions = self._column("SELECT id FROM conference_session WHERE kind != 'closed'")
        self.adults = self._column("SELECT id FROM person WHERE kind = 'adult' LIMIT 2")
        self.groups = self._column("SELECT id FROM organisation")
        self.chosen = ""

    def people(self) -> None:
        """Children who take part: with a consent and their own yes."""
        for number in range(PEOPLE):
            child, group = _id(), self.groups[number % len(self.groups)]
            told = {"id": child, "slug": f"more-{number}", "organisation_id": group}
            self._like("person", told, "kind='child'")
            consent: dict[str, Any] = {"id": _id(), "person_id": child}
            self._like("guardian_consent", consent, "withdrawn_at IS NULL")
            self._like("assent", consent | {"given_by": child}, "withdrawn_at IS NULL")
            self.children.append(child)

    def paper(self, number: int, stands: str) -> None:
        """A paper as its authors sent it, with what its state asks for."""
        paper, state = _id(), TOLD.get(stands, stands)
        author, lang = self.children[number % PEOPLE], list(TITLES)[number % 3]
        revision = self._revision(paper, author, lang, number, _at(number))
        is_at_desk = state not in ("draft", "withdrawn")
        told = {
            "id": paper,
            "author_id": author,
            "state": state,
            "visibility": "facilitators" if is_at_desk else "authors",
            "draft_title": TITLES[lang].format(number),
            "draft_body": LINE * 12,
            "draft_language": lang,
            "draft_version": 1,
            "began_at": _at(number),
            "moved_at": _at(number),
            "current_revision_id": revision,
        }
        self._insert("paper", told | self._decided(number, stands, revision))
        self._written_by(paper, author, number)
        self._is_about(paper, number)
        if number % 9 == 0:
            self._mark("paper_body", revision, "disclosure" if number % 2 else "name")
        if state == "selected":
            self.chosen = paper
        elif state == "confirmed":
            for level in ("delegates", "room", "public")[: 3 if number % 2 else 2]:
                self._yes(revision, author, level)
        elif state == "questions_back":
            self._asked(paper, lang)
        elif state == "change_offered":
            self._offered(paper, revision, lang)

    def _decided(self, number: int, stands: str, revision: str) -> dict[str, Any]:
        """What stands on a paper about which adults have decided, or suggest to."""
        state, told = TOLD.get(stands, stands), dict[str, Any]()
        if stands in ("suggested", "not_this_time"):
            told = {"no_by": self.adults[0], "no_reason": "Four are alike.", "goes_to": "answer"}
        if state not in DECIDED:
            return told
        is_told = stands in ("selected_told", "confirmed")
        told |= {"decided_at": _at(0), "announced_at": _at(0) if is_told else None}
        if state == "not_this_time":
            return told | {"no_agreed_by": self.adults[1]}
        told["session_id"] = self.sessions[number % len(self.sessions)]
        if state == "joined":
            told["joined_to"] = self.chosen
        if state == "confirmed":
            shown = "public" if number % 2 else "room"
            told |= {"visibility": shown, "confirmed_revision_id": revision, "reads_aloud": "me"}
        return told

    def _is_about(self, paper: str, number: int) -> None:
        """One subject or two; a fifth of all papers have none yet."""
        for subject in {ABOUT[number % 8], ABOUT[number % 7]} if number % 5 else ():
            self._insert("paper_subject", {"paper_id": paper, "subject": subject})

    def question(self, number: int, state: str) -> None:
        text = f"What happens with question {number}?"
        told: dict[str, Any] = {
            "id": _id(),
            "session_id": self.sessions[number % len(self.sessions)],
            "asker": f"device:{_id()}",
            "text": text,
            "language": "en",
            "name_as": "none",
            "state": state,
            "revision": 1,
            "asker_left": 0,
            "asked_at": _at(0),
            "moved_at": _at(0),
        }
        if state in READ:
            told |= {"cleared_by": self.adults[0], "cleared_text": text}
        if state == "answered":
            told |= {"chosen_by": self.children[0], "chosen_text": text}
        if state in REASONS:
            told["reason"] = REASONS[state]
        self._insert("question", told)

    def _revision(self, paper: str, author: str, lang: str, number: int, sent_at: str) -> str:
        revision = _id()
        told = {
            "id": revision,
            "paper_id": paper,
            "number": self._next_number(paper),
            "title": TITLES[lang].format(number),
            "body": "\n\n".join((LINE * 4,) * 3),
            "language": lang,
            "written_by": author,
            "written_at": sent_at,
        }
        self._insert("paper_revision", told)
        return revision

    def _next_number(self, paper: str) -> int:
        sent = "SELECT count(*) FROM paper_revision WHERE paper_id = ?"
        (many,) = self.connection.execute(sent, (paper,)).fetchone()
        return int(many) + 1

    def _written_by(self, paper: str, author: str, number: int) -> None:
        told = {"paper_id": paper, "left_at": None, "places": "", "shows_meter": 0}
        self._insert("paper_author", told | self._joined(author, None))
        if number % 10 == 0:
            friend = self.children[(number + 1) % PEOPLE]
            self._insert("paper_author", told | self._joined(friend, self.adults[0]))

    def _joined(self, person: str, recorded_by: str | None) -> dict[str, Any]:
        told = {"id": _id(), "person_id": person, "joined_at": _at(0)}
        return told | {"recorded_by": recorded_by}

    def _yes(self, revision: str, author: str, level: str) -> None:
        told = {"id": _id(), "revision_id": revision, "person_id": author, "said_at": _at(0)}
        self._insert("paper_yes", told | {"visibility": level, "named": "first_name"})

    def _mark(self, kind: str, object_id: str, mark: str) -> None:
        told = {"kind": kind, "object_id": object_id, "mark": mark, "start": 3, "end": 9}
        self._insert("text_mark", told)

    def _asked(self, paper: str, lang: str) -> None:
        told = {"id": _id(), "paper_id": paper, "text": "Who could help?", "language": lang}
        self._insert(
            "paper_question", told | {"asked_by": self.adults[0], "asked_at": _at(0), "answer": ""}
        )

    def _offered(self, paper: str, revision: str, lang: str) -> None:
        other = self._revision(paper, self.adults[0], lang, 0, _at(0))
        told = {"id": _id(), "paper_id": paper, "revision_id": other, "based_on": revision}
        self._insert(
            "paper_offer",
            told | {"offered_by": self.adults[0], "offered_at": _at(0), "state": "open"},
        )

    def _column(self, statement: str) -> list[str]:
        return [row[0] for row in self.connection.execute(statement)]

    def _like(self, table: str, told: dict[str, Any], where: str) -> None:
        first = self.connection.execute(f"SELECT * FROM {table} WHERE {where} LIMIT 1").fetchone()
        self._insert(table, dict(first) | told)

    def _insert(self, table: str, told: dict[str, Any]) -> None:
        names, places = ", ".join(f'"{name}"' for name in told), ", ".join("?" * len(told))
        self.connection.execute(
            f"INSERT INTO {table} ({names}) VALUES ({places})", list(told.values())
        )


def _at(minutes_ago: int) -> str:
    return f"{NOW - timedelta(minutes=minutes_ago):%Y-%m-%d %H:%M:%S.000000}"


def _id() -> str:
    return uuid.uuid4().hex
