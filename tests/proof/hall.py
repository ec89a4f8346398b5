"""A hall with one of everybody, and in every place where something private lies a word that exists
nowhere else. Whoever meets such a word away from where it belongs has seen what is not theirs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image
from sqlalchemy import select

from participation.demonstration.windows import WINDOWS
from participation.floor.cues import commands as cues
from participation.floor.whisper import commands as whisper
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.extensions import db
from participation.papers import commands as papers
from participation.papers.authors.rules import number_of
from participation.papers.comments.commands import comment_on_sentence, take_comment_back
from participation.papers.comments.rules import sentence_places
from participation.papers.curation import letters
from participation.papers.curation.queries import sent_paper
from participation.papers.opening.permissions import SHARED_DRAFT, WHO_WROTE
from participation.papers.pictures.models import PaperPicture, RevisionPicture
from participation.papers.showing.commands import show_paper
from participation.papers.subjects.commands import set_subject
from participation.papers.translating.commands import offer_translation
from participation.papers.typed.commands import say_own_words, type_for_child
from participation.people.access.commands import ask_access
from participation.people.access.locks import known_locks
from participation.people.commands import pair_screen_device
from participation.people.consent import texts
from participation.people.consent.commands import record_consent, turn_dial, wish_name
from participation.people.models import Badge, Device
from participation.people.queries import actor_of_device
from participation.people.roster.commands import correct_first_name
from participation.people.tokens import sign
from participation.people.vault import commands as vault
from participation.people.vault.commands import Told
from participation.people.vault.permissions import IDENTITY
from participation.people.vault.queries import Contact
from participation.polls.models import PollOption
from participation.polls.preparing import commands as preparing
from participation.polls.preparing.pictures import rebuilt
from participation.polls.preparing.rules import KINDS
from participation.polls.words import commands as words
from participation.polls.words.models import CloudWord
from participation.programme.models import ConferenceSession
from participation.programme.queries import session_for
from participation.questions import commands as questions
from participation.questions.askers.permissions import WHO_ASKED
from participation.questions.reasons import commands as reasons
from participation.questions.reasons.models import ReasonText
from participation.safeguarding.clearing.commands import take_next
from participation.safeguarding.concerns import commands as concerns
from participation.safeguarding.concerns.queries import concern_about
from participation.safeguarding.concerns.rules import DECISION, NOTE, TOLD
from participation.safeguarding.models import Helpline
from participation.screen.commands import show_on_wall
from participation.screen.messages import commands as messages
from participation.screen.queries import choice_for
from tests.papers.test_authors import together, writes
from tests.polls.words.saying import WordsHall
from tests.proof.table import Table
from tests.safeguarding.concerns.team import Team, tell, told
from tests.world import ALL_YES, World, keep
from tests.world import words as words_of


@dataclass(frozen=True)
class Canary:
    """A word, what it stands in (rows of the table), whose it is and of which session; `beside`
    her another child writes it too."""

    word: str
    rows: tuple[str, ...]
    owner: str | None = None
    session: str | None = None
    to_act: bool = False
    beside: str | None = None
    typed_by: str | None = None


@dataclass
class Hall:
    """Everybody by name, with the column of the table that is theirs, and every canary."""

    world: World
    people: dict[str, Actor] = field(default_factory=dict)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sessions_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    canaries: list[Canary] = field(default_factory=list)
    ids: dict[str, list[str]] = field(default_factory=dict)
    # What opens a concern of this hall: its reader's passphrase, and its writer's code.
    lead_phrase: str = ""
    told_code: str = ""

    def comes(self, name: str, actor: Actor, columns: str, *sessions: ConferenceSession) -> Actor:
        self.people[name] = actor
        self.columns[name] = tuple(columns.split())
        self.sessions_of[name] = tuple(session.slug for session in sessions)
        return actor

    def lays(
        self, *rows: str, owner: str | None = None, session: str | None = None, **more: Any
    ) -> str:
        """A new word that stands in these rows."""
        letters = "".join("abcdefghij"[int(digit)] for digit in f"{len(self.canaries):02d}")
        word = f"kanari{letters}vogel"
        self.canaries.append(Canary(word, rows, owner, session, **more))
        return word

    def lays_date(self, *rows: str, owner: str) -> date:
        """The one date that nobody else here was born on, in these rows."""
        self.canaries.append(Canary(BORN.isoformat(), rows, owner))
        return BORN

    def knows(self, kind: str, *ids: str) -> None:
        self.ids.setdefault(kind, []).extend(ids)


BORN = date(2012, 3, 4)


def build(world: World) -> Hall:
    """The hall, with two open sessions and a closed meeting under way."""
    hall = Hall(world)
    here, there = world.session(), world.session()
    closed = world.session(kind="closed")
    hall.knows("slug", here.slug, there.slug, closed.slug)
    hall.knows("code", here.room_code, there.room_code)
    _everybody(hall, here, there)
    _papers(hall, here)
    _typed(hall)
    _questions(hall, here)
    in_hand(hall)
    _words(hall, here)
    _names(hall, here)
    _messages(hall, here)  # after a question that takes the stage, so that one stays on the wall
    _reasons(hall, here)
    _whispers(hall, here)
    _vault(hall)
    _concerns(hall, here)
    _doors(hall, here)
    return hall


def _everybody(hall: Hall, here: ConferenceSession, there: ConferenceSession) -> None:
    world = hall.world
    # Whoever opens the address of a room's code comes in, and is a phone like any other.
    hall.comes("nobody", NOBODY, "audience")
    hall.comes("phone here", world.phone(here), "audience", here)
    hall.comes("phone there", world.phone(there), "audience", there)
    for name in ("writer", "sender", "presenter", "asker", "namer", "delegate", "co-writer"):
        hall.comes(name, world.delegate(), "delegate")
    hall.comes("child without consent", world.delegate(consent=False), "audience")
    hall.comes("moderator here", world.moderator(here), "delegate moderator", here)
    hall.comes("moderator there", world.moderator(there), "delegate moderator", there)
    hall.comes("facilitator here", world.facilitator(here), "facilitator", here)
    hall.comes("facilitator there", world.facilitator(there), "facilitator", there)
    off = world.facilitator(here, on_duty=False)
    hall.comes("facilitator off duty", off, "facilitator", here)
    hall.comes("facilitator of papers", world.facilitator(), "facilitator")
    for role in ("organiser", "speaker", "representative", "accompanying"):
        column = "speaker" if role == "representative" else role
        hall.comes(role, world.signed_in(world.person(role, kind="adult")), column)
    interpreter = world.signed_in(world.person(("interpreter", here), kind="adult"))
    hall.comes("interpreter here", interpreter, "interpreter", here)
    for name, session in (("screen here", here), ("screen there", there)):
        device = db.session.get_one(Device, world.screen().device_id)
        pair_screen_device(SYSTEM, device.id, session.room_id)
        hall.comes(name, actor_of_device(device, "en"), "screen", session)


def _papers(hall: Hall, here: ConferenceSession) -> None:
    world, people = hall.world, hall.people
    draft = hall.lays("paper draft", owner="writer")
    shared = hall.lays("shared draft of two children", owner="writer", beside="co-writer")
    hall.knows("shared", together(world, people["writer"], people["co-writer"]))
    writes(people["co-writer"], hall.ids["shared"][0], shared)
    drawn = hall.lays("paper draft", owner="writer")
    written = world.paper(
        people["writer"], title=draft, body=draft, pictures=[("picture", drawn), ("sheet", drawn)]
    )
    hall.knows("paper_id", written)
    sent = hall.lays("submitted paper", owner="sender")
    told, by_hand = (hall.lays("submitted paper", owner="sender") for _ in range(2))
    shows = [("picture", told), ("sheet", by_hand)]
    hall.knows(
        "paper_id",
        world.paper(people["sender"], "submitted", title=sent, body=sent, pictures=shows),
    )
    changed = hall.lays("paper draft", owner="sender")
    paper = world.paper(people["sender"], "submitted", title=sent, body=sent)
    _write_on(people["sender"], paper, changed)
    hall.knows("paper_id", paper)
    asked, answered = (hall.lays("comments on a paper", owner="sender") for _ in range(2))
    letter = world.paper(people["sender"], "submitted", title=sent, body=sent)
    letters.ask_about_paper(people["facilitator of papers"], letter, f"Why {asked}?", "en")
    letters.answer_question(people["sender"], letter, answered)
    commented, gone = (hall.lays("comments on a paper", owner="sender") for _ in range(2))
    _comments(people["facilitator of papers"], letter, commented)
    taken_back = _comments(people["facilitator of papers"], letter, gone)
    take_comment_back(people["facilitator of papers"], letter, taken_back)
    set_subject(people["facilitator of papers"], letter, "school", True)
    hall.knows("comment", taken_back)
    offered = hall.lays("submitted paper", owner="sender")
    offer = letters.offer_change(people["facilitator of papers"], letter, sent, offered)["offer"]
    hall.knows("paper_id", letter)
    hall.knows("offer", offer)
    confirmed = hall.lays(
        "submitted paper",
        "confirmed paper of my session",
        "paper for children with a badge",
        owner="presenter",
        session=here.slug,
    )
    page = hall.lays("submitted paper", owner="presenter", session=here.slug)
    pictures = [("picture", confirmed), ("sheet", page)]
    shown = world.paper(
        people["presenter"], "confirmed", here, title=confirmed, body=confirmed, pictures=pictures
    )
    hall.knows("paper_id", shown)
    translated = hall.lays("translations not yet confirmed", owner="presenter", session=here.slug)
    said = [translated]
    waiting = offer_translation(people["interpreter here"], shown, "fr", translated, said, 1)
    hall.knows("translation", waiting["translation"])
    hall.knows("lang", "ar", "fr")
    hall.knows(
        "paper_id",
        world.paper(people["presenter"], "confirmed", here, title=confirmed, body=confirmed),
    )
    # In the book, among children alone, and out of both again.
    presenter, sent_too = (
        people["presenter"],
        ("submitted paper", "paper for children with a badge"),
    )
    for level, rows in (
        ("public", ("published paper",)),
        ("delegates", sent_too),
        ("authors", ("paper draft",)),
    ):
        shown = hall.lays(*rows, owner="presenter", session=here.slug)
        pictures = [("picture", shown), ("sheet", page)]
        paper = world.paper(presenter, "confirmed", title=shown, body=shown, pictures=pictures)
        show_paper(presenter, paper, 1, "public", "none")
        if level == "authors":
            papers.take_back(presenter, paper)
        else:
            show_paper(presenter, paper, 1, level, "none")
            hall.knows("nameless", paper)
        hall.knows("paper_id", paper)
    # Whoever knows the address of a picture knows no more by it.
    of_writer = select(PaperPicture.id).where(PaperPicture.paper_id == written)
    hall.knows("picture_id", *db.session.scalars(of_writer))
    hall.knows("picture_id", *db.session.scalars(select(RevisionPicture.id)))


def _typed(hall: Hall) -> None:
    """One that an adult types now, and one of which the child has said: these are my words."""
    adult, child = hall.people["facilitator of papers"], hall.people["writer"]
    number = number_of(child.person_id or "")
    told = hall.lays("paper draft", owner="writer")
    paper = str(type_for_child(adult, number, "en")["paper"])
    papers.save_draft(adult, paper, told, told, "en", 0)
    say_own_words(child, paper, 1)
    hall.knows("paper_id", paper)
    now = hall.lays("draft typed for a child", owner="writer", typed_by="facilitator of papers")
    open_one = str(type_for_child(adult, number, "en")["paper"])
    papers.save_draft(adult, open_one, now, now, "en", 0)
    hall.knows("paper_id", open_one)


def _comments(adult: Actor, paper_id: str, word: str) -> str:
    """The id of a comment on the paper's first sentence."""
    sent = sent_paper(adult, paper_id)
    place = sentence_places(sent.body)[0][0]
    said = comment_on_sentence(adult, paper_id, sent.revision_id, place, f"Here: {word}")
    return str(said["comment"])


def _write_on(author: Actor, paper_id: str, text: str) -> None:
    """A draft begun over what was sent, where the paper's state allows one."""
    papers.take_back(author, paper_id)
    version = papers.bring_back(author, paper_id).get("version", 1)
    papers.save_draft(author, paper_id, text, text, "en", version)


def _questions(hall: Hall, here: ConferenceSession) -> None:
    people = hall.people
    for asker in ("phone here", "asker"):
        word = hall.lays("free text before it is cleared", owner=asker, session=here.slug)
        asked = questions.ask(people[asker], here.id, f"Why {word}?", "en")
        hall.knows("question", asked["question"])
    cleared = hall.lays("cleared text", owner="presenter", session=here.slug)
    asked = questions.ask(people["presenter"], here.id, f"Why {cleared}?", "en")["question"]
    questions.clear(people["facilitator here"], asked)
    stopped = hall.lays("free text before it is cleared", owner="sender", session=here.slug)
    gone = questions.ask(people["sender"], here.id, f"Why {stopped}?", "en")["question"]
    questions.stop(people["facilitator here"], gone, "unkind")
    hall.knows("question", asked, gone)


def in_hand(hall: Hall) -> None:
    """One adult reads one of the texts that wait; the words of the others are in nobody's."""
    reader = hall.people["facilitator here"]
    taken = take_next(reader, session_for(reader, hall.sessions_of["facilitator here"][0]).id)
    assert taken["kind"] == "question"


def _messages(hall: Hall, here: ConferenceSession) -> None:
    people = hall.people
    waits = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    writer = people["moderator here"]
    written = messages.write(writer, here.id, f"Look: {waits}", "en")["message"]
    read = hall.lays("cleared text", owner="moderator here", session=here.slug)
    cleared = messages.write(writer, here.id, f"Look: {read}", "en")["message"]
    messages.clear(people["facilitator here"], cleared)
    # What was covered stays with its writer; what was stopped, taken back or shown goes its way.
    secret = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    covered = messages.write(writer, here.id, f"Look: {secret}", "en")["message"]
    messages.cover(people["facilitator here"], covered, [(6, 6 + len(secret))])
    gone = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    stopped = messages.write(writer, here.id, f"Look: {gone}", "en")["message"]
    messages.stop(people["facilitator here"], stopped, "unkind")
    left = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    taken = messages.write(writer, here.id, f"Look: {left}", "en")["message"]
    messages.take_back(writer, taken)
    said = hall.lays("published text", session=here.slug)
    shown = messages.write(writer, here.id, f"Look: {said}", "en")["message"]
    messages.clear(people["facilitator here"], shown)
    seen = choice_for(here.id, anew=True).version
    show_on_wall(writer, here.id, "message", "message", shown, seen, 1, 1)
    hall.knows("message", written, cleared, covered, stopped, taken, shown)


def _reasons(hall: Hall, here: ConferenceSession) -> None:
    """One that waits, and one that an adult has read and nobody was told yet."""
    writer, adult = hall.people["moderator here"], hall.people["facilitator here"]
    waits = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    read = hall.lays("cleared text", owner="moderator here", session=here.slug)
    reasons.write(writer, here.id, {"en": f"Later: {waits}"})
    cleared = reasons.write(writer, here.id, {"en": f"Later: {read}"})["reason"]
    found = db.session.query(ReasonText).filter_by(session_id=here.id)
    texts_of = {text.reason_id: text.id for text in found}
    reasons.clear(adult, texts_of[cleared])
    hall.knows("reason_text", *texts_of.values())


def _words(hall: Hall, here: ConferenceSession) -> None:
    """Words for a cloud that nobody has shown, then for one that is: each state of a word."""
    child = hall.people["moderator here"]
    asked = WordsHall(hall.world, session=here, child=child)
    for act in ("clear", "stop", "wait"):
        row = "cleared text" if act == "clear" else "free text before it is cleared"
        hall.knows("word", _says(hall, asked, row, act))
    asked.closes()
    shown = WordsHall(hall.world, session=here, child=child)
    _says(hall, shown, "published text", "clear")
    taken_out = _says(hall, shown, "cleared text", "clear")
    shown.shows()
    words.take_out_word(child, taken_out, 1)
    hall.knows("poll", shown.poll.id, asked.poll.id)
    hall.knows("word", taken_out)


def _says(hall: Hall, cloud: WordsHall, row: str, act: str) -> str:
    """The id of a new word, cleared, stopped or left waiting."""
    word = hall.lays(row, session=cloud.session.slug)
    cloud.says(word)
    found = db.session.query(CloudWord.id).filter(CloudWord.text == word).one()
    if act == "clear":
        words.clear_words(hall.people["facilitator here"], {found[0]: word})
    elif act == "stop":
        words.stop_words(hall.people["facilitator here"], [found[0]], "unkind")
    return str(found[0])


def _whispers(hall: Hall, here: ConferenceSession) -> None:
    """A child in the seat and an adult of the session; the other moderator is in another seat."""
    for who in ("moderator here", "facilitator here"):
        word = hall.lays("whisper line of a session", owner=who, session=here.slug)
        whisper.say(hall.people[who], here.id, 1, None, f"Quietly: {word}", "en")
    own = hall.lays("free text before it is cleared", owner="moderator here", session=here.slug)
    item = hall.world.items(here)[0].id
    cues.note(hall.people["moderator here"], item, 0, f"I say: {own}", "en")


def _names(hall: Hall, here: ConferenceSession) -> None:
    wished = hall.lays("free text before it is cleared", owner="namer")
    wish_name(hall.people["namer"], wished, "en")
    first = hall.lays("real first name", owner="delegate")
    correct_first_name(SYSTEM, hall.people["delegate"].person_id or "", first)
    unread = hall.lays("real first name", "free text before it is cleared", owner="wisher")
    wisher = hall.world.delegate(assent=replace(ALL_YES, first_name_shown=True))
    hall.comes("wisher", wisher, "delegate")
    correct_first_name(SYSTEM, wisher.person_id or "", unread)
    turn_dial(wisher, "my_name")
    people = hall.people
    asked = questions.ask(wisher, here.id, "Why?", "en", "chosen_name")["question"]
    questions.clear(people["facilitator here"], asked)
    questions.put_on_stage(people["moderator here"], asked, 1, 1)
    note = hall.lays("consent and assent")
    child = hall.world.person("delegate", consent=False)
    record_consent(SYSTEM, child, "responsible_body", texts.newest_consent(), note=note)
    hall.knows("person_id", child)


def _vault(hall: Hall) -> None:
    child = hall.people["delegate"].person_id or ""
    row = "surname birth date contact guardian"
    guardian = Contact(*(hall.lays(row, owner="delegate") for _ in range(3)))
    other = Contact(*(hall.lays(row, owner="delegate") for _ in range(3)))
    vault.keep_identity(
        hall.people["organiser"],
        child,
        Told(
            surname=hall.lays(row, owner="delegate"),
            birth_date=hall.lays_date(row, owner="delegate"),
            guardian=guardian,
            other=other,
            need_to_act=hall.lays("access needs", owner="delegate", to_act=True),
            need_other=hall.lays("access needs", owner="delegate"),
        ),
    )


def _concerns(hall: Hall, here: ConferenceSession) -> None:
    """One that was told, with everything that was written to it since; and a question that an adult
    has read and handed on. Of each there is an answer."""

    def words() -> str:
        return hall.lays("content of a concern")

    team = Team(hall.world)
    lead = hall.comes("lead", team.lead, "safeguarding")
    hall.comes("deputy", team.deputy, "safeguarding")
    first = told(words())
    concern, hall.told_code = tell(first)
    tell(replace(first, text=words(), safe_now="no"))  # the same page once more: words added
    asker = hall.world.delegate()
    asked = questions.ask(asker, here.id, f"Why {words()}?", "en")["question"]
    questions.route_to_safety(hall.people["facilitator here"], asked)
    handed_on = concern_about("question", asked)
    assert handed_on is not None
    for each in (concern, handed_on.id):
        concerns.acknowledge(lead, each)
        for kind in (NOTE, DECISION, TOLD):
            concerns.write_entry(
                lead, each, kind, {field: words() for field in ("text", "whom", "when")}
            )
        concerns.answer(lead, each, f"We have read it: {words()}", "en")
        hall.knows("concern_id", each)
    hall.lead_phrase = team.lead_phrase
    hall.knows("question", asked)
    hall.comes("asker of what was handed on", asker, "delegate")


def _doors(hall: Hall, here: ConferenceSession) -> None:
    """What else stands in an address: cards, lines, pictures, and what was asked for under lock and
    no second adult has said yes to."""
    people = hall.people
    whose = ("writer", "asker", "namer", "delegate", "wisher", "child without consent", "organiser")
    hall.knows("person_id", *(people[who].person_id or "" for who in whose))
    child, question = people["delegate"].person_id or "", hall.ids["question"][1]
    hall.knows("subject_id", child, question, *hall.ids["shared"], *hall.ids["nameless"])
    hall.knows("paper_id", *hall.ids["shared"])
    hall.knows("lock", *(lock.name for lock in known_locks()))
    reason = "Somebody asks for her"
    for asking, lock, subject in (
        ("organiser", IDENTITY, child),
        ("lead", IDENTITY, child),
        ("lead", WHO_ASKED, question),
        ("lead", SHARED_DRAFT, hall.ids["shared"][0]),
        ("lead", WHO_WROTE, hall.ids["nameless"][0]),
    ):
        hall.knows("request_id", ask_access(people[asking], lock.name, subject, reason)["request"])
    line = Helpline(country="QA", number="919", name=words_of("A line"), source="its own page")
    poll = hall.world.poll(here, state="draft")
    keep(SYSTEM, line)
    hall.knows("line_id", line.id)
    badge = db.session.query(Badge).filter_by(person_id=child).one().id
    hall.knows("badge_id", badge)
    drawn, option = BytesIO(), poll.options[0].id
    Image.new("RGB", (40, 40), (200, 40, 40)).save(drawn, "PNG")
    picture = rebuilt(drawn.getvalue())
    adult = people["facilitator here"]
    preparing.put_picture(adult, poll.id, option, picture, words_of("A red door"))
    hall.knows("poll_id", poll.id, *hall.ids["poll"])
    hall.knows("picture_id", str(db.session.get_one(PollOption, option).picture_id))
    hall.knows("item", *(item.id for item in hall.world.items(here)[:2]))
    hall.knows("id", *hall.ids["message"], *hall.ids["question"], *hall.ids["paper_id"][:1])
    hall.knows("kind", *KINDS)
    hall.knows("who", *WINDOWS)
    hall.knows("token", sign("badge", badge))


def may_meet(hall: Hall, table: Table, who: str, canary: Canary) -> bool:
    """Whether the table gives them this word, away from a passphrase or a second adult."""
    if who in (canary.owner, canary.beside):
        return True
    return any(
        grant.verb in ("read", "write", "clear", "choose")
        and all(_holds(hall, who, canary, condition) for condition in grant.conditions)
        for row in canary.rows
        for column in hall.columns[who]
        for grant in table.rows[row][column]
    )


def _holds(hall: Hall, who: str, canary: Canary, condition: str) -> bool:
    of_session = canary.session is None or canary.session in hall.sessions_of[who]
    known = {
        "own session": of_session and bool(hall.sessions_of[who]),
        "moderates it": of_session,
        "interprets it": of_session,
        "in the seat": of_session and who.startswith("moderator"),
        "on duty": who != "facilitator off duty" and who != "facilitator of papers",
        "reads the language": True,
        "need to act": canary.to_act,
        "own children": False,
        "ready or not": False,
        "guardian part": False,
        "second adult": False,
        "until own words": canary.typed_by == who,
    }
    return known[condition]
