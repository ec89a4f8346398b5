"""Builds the whole conference, with today as its first day, the way people would: by commands."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from participation.demonstration import content, secret_words
from participation.demonstration.content import Entry
from participation.demonstration.drawing import table_with_chairs
from participation.demonstration.identities import keep_identities
from participation.demonstration.models import DemonstrationSecret
from participation.demonstration.safety_team import add_safety_team
from participation.floor.course.commands import open_doors, prepare_floor
from participation.floor.models import RunSheetItem
from participation.floor.run_sheet.commands import pin_paper
from participation.foundation import clock
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Reference, about, command
from participation.foundation.extensions import db
from participation.foundation.pictures import whole
from participation.papers.commands import (
    confirm_paper,
    save_draft,
    start_paper,
    submit_paper,
)
from participation.papers.curation.commands import (
    announce_decisions,
    select_paper,
    take_up_paper,
)
from participation.papers.models import Visibility
from participation.papers.pictures.commands import add_picture
from participation.papers.pictures.models import PictureKind
from participation.papers.pictures.rules import LARGEST_BYTES, LONGEST_SIDE, SMALL_SIDE
from participation.papers.showing.commands import show_paper
from participation.papers.subjects.commands import set_subject
from participation.people.commands import add_person, give_role
from participation.people.consent import texts
from participation.people.consent.commands import give_assent, record_consent, turn_dial
from participation.people.consent.models import ConsentKind
from participation.people.consent.queries import first_names_waiting
from participation.people.consent.rules import Choices, Dial
from participation.people.models import Role
from participation.people.queries import grants_of
from participation.people.secret_words import new_passphrase, new_password, new_pin
from participation.people.vetting.commands import record_vetting
from participation.people.vetting.rules import Brought
from participation.polls.models import Electorate, Poll, PollKind, PollOption, PollState
from participation.programme.models import (
    ConferenceEvent,
    ConferenceSession,
    Day,
    Organisation,
    Room,
)
from participation.programme.sentences.models import ReadySentence
from participation.safeguarding.duty.commands import choose_languages, go_on_duty
from participation.safeguarding.duty.queries import is_on_duty, languages_read
from participation.safeguarding.models import Helpline, SafePerson
from participation.safeguarding.names.commands import clear_first_name
from participation.safeguarding.sealing import Reader, new_reader

# How far a paper has come, by the state that papers.toml names.
COURSE = ("draft", "submitted", "in_review", "selected", "confirmed")
READS_ALOUD = ("me", "friend", "moderator")
SAID_YES = Choices(take_part=True, words_in_room=True, words_in_report=True, first_name_shown=True)


@dataclass(frozen=True)
class SignIn:
    """What opens a person's badge, in clear and as it is kept."""

    secret: str
    secret_hash: str
    passphrase: str | None
    reader: Reader | None


def build() -> Reference:
    """The demonstration stands in this empty database. Takes a few seconds, mostly for argon2.

    Answers `{"event": id}`. Refusal: ChangedMeanwhile when another process built it just now.
    """
    return build_conference(SYSTEM, _new_sign_ins())


def _new_sign_ins() -> dict[str, SignIn]:
    """A new secret for everybody. Before the transaction, since hashing takes seconds."""
    people = content.entries("people")
    clear = [
        new_pin() if person["kind"] == "child" else new_password(tokens=3) for person in people
    ]
    phrases = [
        new_passphrase() if Role.SAFEGUARDING in person["roles"] else None for person in people
    ]
    return {
        person["slug"]: SignIn(secret, secret_hash, phrase, new_reader(phrase) if phrase else None)
        for person, secret, secret_hash, phrase in zip(
            people, clear, secret_words.hashes_of(clear), phrases, strict=True
        )
    }


@command()
def build_conference(actor: Actor, sign_ins: dict[str, SignIn]) -> Reference:
    """Event, people, sessions, polls and papers of the demonstration, or none of it."""
    event = _add_event()
    about("event", event.id)
    organisations = _add_organisations()
    people = _add_people(actor, organisations, sign_ins)
    keep_identities(actor, people, event.starts_on)
    sessions, items = _add_sessions(actor, event, people)
    _add_polls(sessions, items)
    _add_help()
    _add_sentences()
    db.session.flush()
    _clear_first_names(_begin_duty(sessions, people))
    readers = {slug: sign_in.reader for slug, sign_in in sign_ins.items() if sign_in.reader}
    add_safety_team(people, readers)
    _Papers(people, sessions, items).add()
    open_doors(actor, sessions[content.TRIAL])
    _let_vetting_lapse(actor, people)
    return {"event": event.id}


def _add_event() -> ConferenceEvent:
    told = content.conference()["event"]
    event = ConferenceEvent(
        slug=told["slug"],
        title=told["title"],
        welcome=told["welcome"],
        place=told["place"],
        timezone=told["timezone"],
        starts_on=clock.now().astimezone(ZoneInfo(told["timezone"])).date(),
        is_demonstration=True,
    )
    db.session.add(event)
    db.session.flush()
    return event


def _add_organisations() -> dict[str, str]:
    added = {
        told["slug"]: Organisation(slug=told["slug"], name=told["name"], country=told["country"])
        for told in content.entries("organisations")
    }
    db.session.add_all(added.values())
    db.session.flush()
    return {slug: organisation.id for slug, organisation in added.items()}


def _add_people(
    actor: Actor, organisations: dict[str, str], sign_ins: dict[str, SignIn]
) -> dict[str, str]:
    """Everybody with a badge and the roles for the event; ids by slug."""
    ids: dict[str, str] = {}
    for told in content.entries("people"):
        sign_in = sign_ins[told["slug"]]
        person_id = add_person(
            actor,
            slug=told["slug"],
            kind=told["kind"],
            shown_name=told["name"],
            language=told["language"],
            secret_hash=sign_in.secret_hash,
            organisation_id=organisations[told["organisation"]],
            age_band=told.get("age_band"),
            first_name=_first_name(told) if told["kind"] == "child" else "",
        )["person"]
        if told["kind"] == "child":
            _let_take_part(actor, person_id, told)
        if "vetting" in told:
            _record_vetting(actor, person_id, told["vetting"])
        for role in told["roles"]:
            give_role(actor, person_id, role)
        db.session.add(
            DemonstrationSecret(
                person_id=person_id, secret=sign_in.secret, passphrase=sign_in.passphrase
            )
        )
        ids[told["slug"]] = person_id
    return ids


def _first_name(told: Entry) -> str:
    """As the organisers typed it, in the child's own language."""
    name: str = told["name"][told["language"]]
    return name.split()[0]


def _let_take_part(actor: Actor, person_id: str, told: Entry) -> None:
    """A parent's yes and the child's own, to all but pictures; shown by the name she chose."""
    if told.get("consent", True):
        record_consent(actor, person_id, ConsentKind.PARENT, texts.newest_consent())
    if told.get("assent", True):
        herself = Actor(kind="person", person_id=person_id, locale=told["language"])
        give_assent(herself, texts.newest(), told["language"], SAID_YES)
        turn_dial(herself, Dial.CHOSEN_NAME)


def _record_vetting(actor: Actor, person_id: str, told: Entry, *, over: bool = False) -> None:
    """What this adult has brought, so long ago as people.toml says; `over` when it has lapsed."""
    today = clock.now().date()
    brought = Brought(
        told["reference"],
        today - timedelta(days=told["trained_days_ago"]),
        today - timedelta(days=told["signed_days_ago"]),
        today - timedelta(days=told["ended_days_ago"]) if over else None,
    )
    record_vetting(actor, person_id, brought)


def _let_vetting_lapse(actor: Actor, people: dict[str, str]) -> None:
    """Where somebody's last day is over: the role was given before, and gives nothing now."""
    for told in content.entries("people"):
        if "ended_days_ago" in told.get("vetting", {}):
            _record_vetting(actor, people[told["slug"]], told["vetting"], over=True)


def _add_sessions(
    actor: Actor, event: ConferenceEvent, people: dict[str, str]
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Days, rooms and sessions with run sheet and roles; session ids, and item ids by slugs."""
    rooms = {
        told["slug"]: Room(
            event_id=event.id, slug=told["slug"], name=told["name"], seats=told["seats"]
        )
        for told in content.conference()["rooms"]
    }
    days = {
        number: Day(event_id=event.id, number=number, date=_date_of(event, number))
        for number in sorted({told["day"] for told in content.conference()["sessions"]})
    }
    db.session.add_all([*rooms.values(), *days.values()])
    db.session.flush()
    sessions: dict[str, str] = {}
    items: dict[tuple[str, str], str] = {}
    for told in content.conference()["sessions"]:
        session = _session(event, told, days[told["day"]].id, rooms[told["room"]].id)
        db.session.add(session)
        db.session.flush()
        sessions[told["slug"]] = session.id
        prepare_floor(actor, session.id)
        _give_session_roles(actor, told, session.id, people)
        run_sheet = {
            item["slug"]: _item(session.id, place, item) for place, item in enumerate(told["items"])
        }
        db.session.add_all(run_sheet.values())
        db.session.flush()
        items |= {(told["slug"], slug): item.id for slug, item in run_sheet.items()}
    return sessions, items


def _date_of(event: ConferenceEvent, number: int) -> date:
    return event.starts_on + timedelta(days=number - 1)


def _session(event: ConferenceEvent, told: Entry, day_id: str, room_id: str) -> ConferenceSession:
    starts_at = datetime.combine(
        _date_of(event, told["day"]), time.fromisoformat(told["starts"]), ZoneInfo(event.timezone)
    )
    return ConferenceSession(
        day_id=day_id,
        room_id=room_id,
        slug=told["slug"],
        kind=told["kind"],
        title=told["title"],
        about=told["about"],
        languages=told["languages"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=told["minutes"]),
        room_code=f"{secrets.randbelow(9 * 10**7) + 10**7}",
        is_always_now=told.get("always_now", False),
    )


def _item(session_id: str, place: int, told: Entry) -> RunSheetItem:
    return RunSheetItem(
        session_id=session_id,
        position=place,
        kind=told["kind"],
        title=told["title"],
        cue=told["cue"],
        minutes=told["minutes"],
    )


def _give_session_roles(actor: Actor, told: Entry, session_id: str, people: dict[str, str]) -> None:
    # A closed meeting has a keeper, who leads it where a child moderator would.
    leads = [*told["moderators"], *([told["keeper"]] if "keeper" in told else [])]
    for slug in leads:
        give_role(actor, people[slug], Role.MODERATOR, session_id)
    for slug in told["facilitators"]:
        give_role(actor, people[slug], Role.FACILITATOR, session_id)


def _begin_duty(sessions: dict[str, str], people: dict[str, str]) -> list[Actor]:
    """Every adult who clears has ticked her languages; facilitators are on duty for their sessions,
    the safeguarding pair for the whole event. Answers who they are."""
    adults = {
        told["slug"]: _actor_of(told, people[told["slug"]])
        for told in content.entries("people")
        if "reads" in told and {Role.FACILITATOR, Role.SAFEGUARDING} & set(told["roles"])
    }
    reads = {told["slug"]: told.get("reads", []) for told in content.entries("people")}
    for slug, adult in adults.items():
        choose_languages(adult, reads[slug])
        if adult.has(Role.SAFEGUARDING):
            go_on_duty(adult)
    for told in content.conference()["sessions"]:
        for slug in told["facilitators"]:
            go_on_duty(adults[slug], sessions[told["slug"]])
    return list(adults.values())


def _clear_first_names(adults: list[Actor]) -> None:
    """The children registered days ago, and the adults on duty have read how they are called."""
    for name in first_names_waiting():
        reader = next(
            adult
            for adult in adults
            if not adult.has(Role.SAFEGUARDING)
            and name.language in languages_read(str(adult.person_id))
            and is_on_duty(str(adult.person_id), None)
        )
        clear_first_name(reader, name.person_id, name.text)


def _actor_of(told: Entry, person_id: str) -> Actor:
    return Actor(
        kind="person",
        person_id=person_id,
        grants=grants_of(person_id),
        words=told["name"],
        locale=told["language"],
    )


def _add_polls(sessions: dict[str, str], items: dict[tuple[str, str], str]) -> None:
    places = {
        item["poll"]: items[session["slug"], item["slug"]]
        for session in content.conference()["sessions"]
        for item in session["items"]
        if "poll" in item
    }
    for place, told in enumerate(content.entries("polls"), 1):
        poll = Poll(
            place=place,
            session_id=sessions[told["session"]],
            item_id=places.get(told["slug"]),
            kind=told.get("kind", PollKind.SINGLE),
            electorate=told.get("electorate", Electorate.EVERYONE),
            most=told.get("most", 1),
            points=told.get("points"),
            title=told["title"],
            state=PollState.READY,
        )
        db.session.add(poll)
        db.session.flush()
        db.session.add_all(
            PollOption(poll_id=poll.id, position=position, text=text)
            for position, text in enumerate(told.get("options", ()))
        )


def _add_help() -> None:
    for told in content.entries("helplines"):
        db.session.add(
            Helpline(
                country=told["country"],
                number=told["number"],
                name=told["name"],
                source=told["source"],
                verified_by=told["verified_by"] or None,
                verified_on=date.fromisoformat(told["verified_on"])
                if told["verified_on"]
                else None,
            )
        )
    person, emergency = content.help_page()["person"], content.emergency_numbers()[0]
    db.session.add(
        SafePerson(
            name=person["name"],
            place=person["where"],
            country=emergency["country"],
            emergency_number=emergency["number"],
        )
    )


def _add_sentences() -> None:
    db.session.add_all(
        ReadySentence(kind=told["kind"], words=told["words"], position=place)
        for place, told in enumerate(content.entries("sentences"))
    )


class _Papers:
    """Papers come as far as papers.toml says, each step by the person whose step it is."""

    def __init__(
        self,
        people: dict[str, str],
        sessions: dict[str, str],
        items: dict[tuple[str, str], str],
    ) -> None:
        self._people = people
        self._sessions = sessions
        self._items = items
        self._told = {told["slug"]: told for told in content.entries("people")}

    def add(self) -> None:
        for place, told in enumerate(content.entries("papers")):
            paper_id = self._write(told, READS_ALOUD[place % len(READS_ALOUD)])
            for session, item in self._pinned_by(told["slug"]):
                pin_paper(self._reader(told), self._items[session, item], paper_id)

    def _write(self, told: Entry, reads_aloud: str) -> str:
        """The paper's id, once it is in the state told."""
        author, reader = self._actor(told["author"]), self._reader(told)
        lang, far = told["language"], COURSE.index(told["state"])
        begun = start_paper(author, lang)
        paper_id: str = begun["paper"]
        save_draft(author, paper_id, told["title"], told["body"].strip(), lang, begun["version"])
        if "drawing" in told:
            sides = (LONGEST_SIDE, SMALL_SIDE)
            made = whole(table_with_chairs(), sides, LARGEST_BYTES)
            add_picture(author, paper_id, made, PictureKind.PICTURE, told["drawing"])
        steps: list[Any] = [
            lambda: submit_paper(author, paper_id),
            lambda: take_up_paper(reader, paper_id),
            lambda: self._choose(reader, paper_id, self._sessions[told["session"]]),
            lambda: confirm_paper(author, paper_id, 1, reads_aloud),
        ]
        for step in steps[:far]:
            step()
        if "in_the_book_as" in told:
            show_paper(author, paper_id, 1, Visibility.PUBLIC, told["in_the_book_as"])
        for subject in told.get("about", ()):
            set_subject(reader, paper_id, subject, True)
        return paper_id

    def _choose(self, reader: Actor, paper_id: str, session_id: str) -> None:
        select_paper(reader, paper_id, session_id)
        announce_decisions(reader)

    def _pinned_by(self, paper: str) -> list[tuple[str, str]]:
        return [
            (session["slug"], item["slug"])
            for session in content.conference()["sessions"]
            for item in session["items"]
            if item.get("paper") == paper
        ]

    def _reader(self, told: Entry) -> Actor:
        """A facilitator who reads the paper's language: of its session, if it has one."""
        of_session = [
            slug
            for session in content.conference()["sessions"]
            if session["slug"] == told.get("session")
            for slug in session["facilitators"]
        ]
        everybody = [slug for slug, who in self._told.items() if Role.FACILITATOR in who["roles"]]
        return self._actor(
            next(
                slug
                for slug in (*of_session, *everybody)
                if told["language"] in self._told[slug]["reads"]
            )
        )

    def _actor(self, slug: str) -> Actor:
        return _actor_of(self._told[slug], self._people[slug])
