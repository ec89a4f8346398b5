"""What was taken back, and what an outsider asked for, at a server that is killed, started again,
copied and put back elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from participation.live.forms import AUDIENCES
from tests.faults.threats.conftest import Tell
from tests.live.conftest import Conference
from tests.live.listening import Guest
from tests.running import Server, running

TAKEN_BACK = "Why did kanari go home so early?"
TAKEN_BACK_LATER = "Why did colibri go home so early?"
ASKED_FOR = {
    "ar": "أرسل لي رقمك على واتساب ٠٥٥ ١٢٣ ٤٥٦٧",
    "en": "Write to me at friend@example.org or snap me",
}
CHILD = {"as": "audience"}


class Hall:
    """The trial session under way, with whoever reads, leads, asks and shows."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        self.moderator, self.adult = conference.moderator(), conference.facilitator()
        self.wall = conference.screen(self.moderator)
        if self.moderator.data("floor")["state"] == "open":
            assert self.moderator.steer("floor.go_live", "trial")["ok"]
        assert self.adult.write("duty.choose_languages", languages=["ar", "en", "fr"])["ok"]
        assert self.adult.write("duty.begin", session="trial")["ok"]

    def asks(self, text: str, lang: str = "en") -> tuple[Guest, str]:
        """A new phone, and the question that it sent."""
        phone = self.conference.phone().connect()
        phone.follow("trial", **CHILD)
        known = self._waiting()
        sent = phone.write("questions.ask", session="trial", text=text, lang=lang, name_as="none")
        assert sent["ok"], sent
        self.adult.until(lambda: bool(self._waiting() - known))
        (question,) = self._waiting() - known
        return phone, question

    def _waiting(self) -> set[str]:
        return {one["id"] for one in self.adult.data("questions")["waiting"]}

    def puts_on_stage(self, question: str, words: str) -> None:
        assert self.adult.write("questions.clear", question=question)["ok"]
        for step in ("shortlist", "put_on_stage"):
            chosen = {"question": question, "revision": 1, "epoch": self.moderator.seat}
            told = self.moderator.write(f"questions.{step}", **chosen)
            assert told["ok"], told
        self.wall.until(lambda: words in str(self.wall.topics))


def shown_to_anybody(people: list[Guest]) -> str:
    """Every page of each of these, and every audience that comes back."""
    shown = []
    for somebody in people:
        shown += [somebody.http.get(somebody.url + address).text for address in ADDRESSES]
        somebody.connect()
        shown += [str(somebody.follow("trial", **{"as": audience})) for audience in AUDIENCES]
        somebody.leave()
    return "\n".join(shown)


def somebody_of_each_role(conference: Conference) -> list[Guest]:
    signed_in = (conference.guest().sign_in(conference.with_role(role)) for role in ROLES)
    return [conference.phone(), *signed_in]


ROLES = ("delegate", "organiser", "moderator:trial", "facilitator:trial", "safeguarding")
ADDRESSES = (
    "/", "/programme", "/programme.json", "/programme.ics", "/me", "/about-me", "/papers",
    "/curate", "/organise", "/organise/audit", "/organise/consent", "/organise/cards", "/accesses",
    "/safety",
    "/sessions/trial", "/sessions/trial/moderate", "/sessions/trial/assist",
    "/sessions/trial/reasons", "/sessions/trial/polls", "/screen",
)  # fmt: skip


def test_what_was_taken_back_stays_away_past_a_kill_an_export_and_a_restore(
    tmp_path: Path, got: Tell
) -> None:
    """On SQLite; on each database without a server in tests/cli/test_copies.py."""
    here, elsewhere = (
        Server(f"sqlite:///{tmp_path / name}", tmp_path) for name in ("here", "elsewhere")
    )
    told: dict[str, Any] = here.demonstration()
    conference, copy = Conference(here, told), str(tmp_path / "copy")
    with running(here):
        people, hall = somebody_of_each_role(conference), Hall(conference)
        asker, question = hall.asks(TAKEN_BACK)
        hall.puts_on_stage(question, TAKEN_BACK)
        assert asker.write("questions.take_back", question=question)["ok"]
        hall.wall.until(lambda: TAKEN_BACK not in str(hall.wall.topics))
        outsiders = {lang: hall.asks(text, lang)[1] for lang, text in ASKED_FOR.items()}
        later, second = hall.asks(TAKEN_BACK_LATER)
        hall.puts_on_stage(second, TAKEN_BACK_LATER)
        conference.everybody_leaves()

        here.kill()
        here.start()
        shown = shown_to_anybody(people)
        assert TAKEN_BACK not in shown
        assert TAKEN_BACK_LATER in shown
        assert marked(Hall(conference).adult, outsiders) == {"ar", "en"}
        here.flask("backup", copy)
        later.connect().follow("trial", **CHILD)
        assert later.write("questions.take_back", question=second)["ok"]
        assert TAKEN_BACK_LATER not in shown_to_anybody(people[:2])
        later.leave()
        conference.everybody_leaves()

    elsewhere.flask("restore", copy)
    for somebody in (*people, later):
        somebody.url = elsewhere.url
    again = Conference(elsewhere, told | {"people": moved(told["people"], here, elsewhere)})
    with running(elsewhere):
        shown = shown_to_anybody(people)
        assert TAKEN_BACK not in shown
        # A copy does not know what came after it (docs/safety.md, "What is not promised"); whose
        # words they are takes them back once more.
        assert TAKEN_BACK_LATER in shown
        hall = Hall(again)
        assert marked(hall.adult, outsiders) == {"ar", "en"}
        later.connect().follow("trial", **CHILD)
        assert later.write("questions.take_back", question=second)["ok"]
        hall.wall.until(lambda: TAKEN_BACK_LATER not in str(hall.wall.topics))
        later.leave()
        again.everybody_leaves()
    assert here.tracebacks() + elsewhere.tracebacks() == ""
    got(taken_back_before_the_copy="away", taken_back_after_it="there until it is taken back again")


def marked(adult: Guest, questions: dict[str, str]) -> set[str]:
    """Which of these wait with a mark, and so pass in no bulk."""

    def line() -> dict[str, bool]:
        return {one["id"]: one["marked"] for one in adult.data("clearing")["line"]}

    adult.until(lambda: set(questions.values()) <= line().keys())
    return {lang for lang, question in questions.items() if line()[question]}


def moved(people: list[dict[str, Any]], here: Server, there: Server) -> list[dict[str, Any]]:
    """The same people, whose links lead to the other machine."""
    return [one | {"sign_in": one["sign_in"].replace(here.url, there.url)} for one in people]
