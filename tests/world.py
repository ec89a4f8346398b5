"""A small conference for tests: real rows, real actors, nothing pretended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from participation.floor.models import Floor, RunSheetItem
from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.languages import Words
from participation.papers import commands as papers
from participation.papers.curation import commands as curating
from participation.papers.pictures.commands import bring_picture
from participation.people.commands import (
    add_person,
    begin_screen_device,
    give_role,
    hash_secret,
    join_session,
)
from participation.people.consent import texts
from participation.people.consent.commands import give_assent, record_consent
from participation.people.consent.rules import Choices
from participation.people.models import Device, Tablet
from participation.people.queries import actor_of_device
from participation.people.vetting.commands import record_vetting
from participation.people.vetting.rules import Brought
from participation.polls.models import Poll, PollOption
from participation.polls.queries import place_after_all
from participation.programme.models import ConferenceEvent, ConferenceSession, Day, Room
from participation.safeguarding.duty.commands import choose_languages, go_on_duty
from participation.safeguarding.posts.commands import appoint, keep_key
from participation.safeguarding.posts.models import Post
from participation.safeguarding.posts.queries import present_posts
from tests.papers.pictures.drawn import drawing
from tests.passphrases import reader

PIN = "2468"
ZONE = "Asia/Qatar"
# What a test's child said yes to; her first name is hers to show, and the dial stays where it was.
ALL_YES = Choices(take_part=True, words_in_room=True, words_in_report=True)
_pin_hash: list[str] = []


def words(text: str) -> Words:
    return {"ar": f"{text} (ar)", "en": text, "fr": f"{text} (fr)"}


@command(audit=Audit.NONE)
def keep(actor: Actor, *rows: Any) -> Reference:
    """Rows as a test needs them, written the one way there is."""
    db.session.add_all(rows)
    return {}


@command(audit=Audit.NONE)
def seat(actor: Actor, session_id: str) -> Reference:
    """The actor sits in the moderator's seat with epoch 1, whatever the session's state."""
    floor = db.session.get_one(Floor, session_id)
    floor.seat_person_id = actor.person_id
    floor.seat_device_id = actor.device_id
    floor.seat_epoch = 1
    floor.seat_heard_at = clock.now()
    return {}


def _floor(session_id: str, state: str, adults: int) -> Floor:
    begun = clock.now() if state in ("live", "paused") else None
    return Floor(session_id=session_id, state=state, version=1, adults_asked=adults, live_at=begun)


class World:
    """Makes what a test asks for; names count up so that nothing clashes."""

    def __init__(self, count_from: int = 0) -> None:
        self._count = count_from
        self._day: Day | None = None

    def next(self) -> int:
        self._count += 1
        return self._count

    def event(self, *, demonstration: bool = False) -> ConferenceEvent:
        today = clock.now().astimezone(ZoneInfo(ZONE)).date()
        event = ConferenceEvent(
            slug=f"event-{self.next()}",
            title=words("Conference"),
            welcome=words("Welcome"),
            place=words("Here"),
            timezone=ZONE,
            starts_on=today,
            is_demonstration=demonstration,
        )
        keep(SYSTEM, event)
        self._day = Day(event_id=event.id, number=1, date=today)
        keep(SYSTEM, self._day)
        return event

    def room(self) -> Room:
        if self._day is None:
            self.event()
        assert self._day is not None
        room = Room(
            event_id=self._day.event_id,
            slug=f"room-{self.next()}",
            name=words("Hall"),
            seats=500,
        )
        keep(SYSTEM, room)
        return room

    def session(
        self,
        *,
        state: str = "live",
        kind: str = "plenary",
        room: Room | None = None,
        starts_in: timedelta = timedelta(0),
        languages: list[str] | None = None,
        items: tuple[str, ...] = ("opening", "paper", "poll", "questions", "closing"),
        adults: int = 0,
    ) -> ConferenceSession:
        """A session with a floor in this state and one item of each kind named. It asks for no
        adults unless told how many."""
        room = room or self.room()
        assert self._day is not None
        n = self.next()
        session = ConferenceSession(
            day_id=self._day.id,
            room_id=room.id,
            slug=f"session-{n}",
            kind=kind,
            title=words(f"Session {n}"),
            about=words("About it"),
            languages=languages or ["ar", "en"],
            starts_at=clock.now() + starts_in,
            ends_at=clock.now() + starts_in + timedelta(minutes=90),
            room_code=f"{10_000_000 + n * 137:08d}",
        )
        keep(SYSTEM, session)
        rows: list[Any] = [_floor(session.id, state, adults)]
        rows += [
            RunSheetItem(
                session_id=session.id,
                position=position,
                kind=item,
                title=words(item.capitalize()),
                cue=words("Say this. Then that."),
                minutes=5,
            )
            for position, item in enumerate(items)
        ]
        keep(SYSTEM, *rows)
        return session

    def items(self, session: ConferenceSession) -> list[RunSheetItem]:
        return list(
            db.session.scalars(
                select(RunSheetItem)
                .where(RunSheetItem.session_id == session.id)
                .order_by(RunSheetItem.position)
            )
        )

    def person(
        self,
        *roles: str | tuple[str, ConferenceSession],
        kind: str = "child",
        consent: bool = True,
        assent: Choices | None = ALL_YES,
        vetted: bool = True,
    ) -> str:
        """A person with a badge (PIN 2468); their id. A role alone is for the whole event.

        A child takes part unless told otherwise: with a parent's consent and her own yes. An adult
        has brought all that a role asks for.
        """
        if not _pin_hash:
            _pin_hash.append(hash_secret(PIN))
        made = add_person(
            SYSTEM,
            slug=f"person-{self.next()}",
            kind=kind,
            shown_name=words(f"Star {self._count}"),
            language="en",
            secret_hash=_pin_hash[0],
            age_band="13-15" if kind == "child" else None,
            first_name=f"First {self._count}" if kind == "child" else "",
        )
        if kind == "child" and consent:
            self.consent(str(made["person"]))
        if kind == "child" and assent is not None:
            self.assent(str(made["person"]), assent)
        if kind == "adult" and vetted:
            self.vet(made["person"])
        for role in roles:
            name, session = (role, None) if isinstance(role, str) else role
            give_role(SYSTEM, made["person"], name, session.id if session else None)
        return str(made["person"])

    def consent(self, person_id: str) -> None:
        """A parent's yes, on paper, as an organiser types it in."""
        record_consent(SYSTEM, person_id, "parent", texts.newest_consent())

    def assent(self, person_id: str, choices: Choices = ALL_YES) -> None:
        """The child's own answer to the newest words."""
        herself = Actor(kind="person", person_id=person_id)
        give_assent(herself, texts.newest(), "en", choices)

    def vet(self, person_id: str, **told: Any) -> None:
        """All three things stand in this adult's vetting, unless told otherwise."""
        today = clock.now().date()
        record_vetting(SYSTEM, person_id, replace(Brought("C-1", today, today), **told))

    def safety(self, *, on_duty: bool = False, has_key: bool = True) -> Actor:
        """Somebody of the safety team; told so, lead or deputy (whichever is free), with a key, on
        duty for the whole event."""
        adult = self.signed_in(self.person("safeguarding", kind="adult"))
        if on_duty:
            free = [post for post in Post if post not in present_posts()]
            if free:
                appoint(SYSTEM, adult.person_id or "", free[0])
                if has_key:
                    keep_key(adult, reader(list(Post).index(free[0]))[1])
            choose_languages(adult, ("ar", "en", "fr"))
            go_on_duty(adult)
        return adult

    def signed_in(self, person_id: str, locale: str = "en") -> Actor:
        """An actor of this person on a device of its own."""
        device = Device(
            kind="badge", person_id=person_id, began_at=clock.now(), confirmed_at=clock.now()
        )
        keep(SYSTEM, device)
        return actor_of_device(device, locale)

    def tablet(self, *, known: bool = True) -> str:
        """The id of a browser that the event knows, or does not know yet."""
        tablet = Tablet(began_at=clock.now(), known_at=clock.now() if known else None)
        keep(SYSTEM, tablet)
        return tablet.id

    def phone(self, *sessions: ConferenceSession, locale: str = "en") -> Actor:
        """An audience phone that came in with the code of each session."""
        device = Device(kind="audience", began_at=clock.now())
        keep(SYSTEM, device)
        for session in sessions:
            join_session(actor_of_device(device, locale), session.id)
        return actor_of_device(device, locale)

    def delegate(self, *, consent: bool = True, assent: Choices | None = ALL_YES) -> Actor:
        return self.signed_in(self.person("delegate", consent=consent, assent=assent))

    def moderator(self, session: ConferenceSession, *, seated: bool = True) -> Actor:
        """A child moderator of the session, in its seat with epoch 1 unless told otherwise."""
        actor = self.signed_in(self.person("delegate", ("moderator", session)))
        if seated:
            seat(actor, session.id)
        return actor

    def facilitator(
        self,
        session: ConferenceSession | None = None,
        *,
        reads: tuple[str, ...] = ("ar", "en", "fr"),
        on_duty: bool = True,
    ) -> Actor:
        """An adult; named for a session she is on duty there and reads every language."""
        role = "facilitator" if session is None else ("facilitator", session)
        adult = self.signed_in(self.person(role, kind="adult"))
        if reads:
            choose_languages(adult, reads)
        if session is not None and on_duty:
            go_on_duty(adult, session.id)
        return adult

    def poll(
        self,
        session: ConferenceSession,
        *,
        state: str = "ready",
        options: int = 3,
        **about: Any,
    ) -> Poll:
        """A single choice of everyone, or what `about` says of kind and electorate."""
        poll = Poll(
            session_id=session.id,
            title=words("Which one?"),
            state=state,
            place=None if about.get("instant") else place_after_all(session.id),
            **about,
            opened_at=clock.now() if state not in ("draft", "ready") else None,
        )
        keep(SYSTEM, poll)
        keep(
            SYSTEM,
            *[
                PollOption(poll_id=poll.id, position=place, text=words(f"Option {place + 1}"))
                for place in range(options)
            ],
        )
        db.session.refresh(poll)
        return poll

    def paper(
        self,
        author: Actor,
        state: str = "draft",
        session: ConferenceSession | None = None,
        *,
        title: str = "A door that closes",
        body: str = "First thought.\n\nSecond thought.",
        pictures: Sequence[tuple[str, str]] = (),
    ) -> str:
        """The id of a paper that has come this far, each step by the person whose step it is; with
        pictures, each of a kind and told in these words."""
        begun = papers.start_paper(author, "en")
        paper_id: str = begun["paper"]
        papers.save_draft(author, paper_id, title, body, "en", begun["version"])
        for kind, alt in pictures:
            bring_picture(author, None, paper_id, drawing(), kind, alt)
        course = ["submitted", "in_review", "selected", "confirmed"]
        far = course.index(state) + 1 if state in course else 0
        if far >= 1:
            papers.submit_paper(author, paper_id)
        if far >= 2:
            reader = self.facilitator()
            curating.take_up_paper(reader, paper_id)
        if far >= 3:
            session = session or self.session()
            curating.select_paper(reader, paper_id, session.id)
            curating.announce_decisions(reader)
        if far >= 4:
            papers.confirm_paper(author, paper_id, 1, "me")
        return paper_id

    def screen(self) -> Actor:
        """A projector's browser that belongs to no room yet."""
        device = db.session.get(Device, begin_screen_device(NOBODY)["device"])
        assert device is not None
        return actor_of_device(device, "en")
