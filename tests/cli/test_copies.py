"""A copy made while the hall votes, put back elsewhere: whole, sealed, and swept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from participation.foundation import clock
from participation.foundation.audit import AuditRow
from participation.foundation.extensions import db
from participation.foundation.sealing import Sealer
from participation.live.snapshots import snapshot
from participation.papers.models import PaperRevision
from participation.people.models import Person
from participation.people.queries import actor_of_token
from participation.people.tokens import sign
from participation.polls.commands import close_poll
from participation.polls.models import Poll, PollOption, Voter
from participation.polls.queries import answered_count
from participation.programme.models import ConferenceSession
from participation.questions.commands import take_back
from participation.questions.models import Question
from tests.databases import BOTH, SECRET, app_on, empty_url, migrated_app
from tests.doors import Browser, text_of
from tests.polls.voting import cast
from tests.questions.asking import AUDIENCES, Hall, ask
from tests.world import World

PHONES = 60


@pytest.fixture(params=BOTH)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def here(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    app = migrated_app(empty_url(kind, request, tmp_path), tmp_path)
    yield app
    app.extensions["participation.engine"].dispose()


@pytest.fixture
def elsewhere(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """Another machine, with the same key and its own clock, and nothing in its database."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    app = app_on(
        empty_url(kind, request, folder), folder, CLOCK_FILE=str(tmp_path / "elsewhere-clock")
    )
    clock.follow_file(None)
    yield app
    app.extensions["participation.engine"].dispose()
    clock.follow_file(None)


def run(app: Flask, *arguments: str) -> Result:
    done = app.test_cli_runner().invoke(args=list(arguments))
    assert done.exit_code == 0, done.output
    return done


def test_what_is_copied_while_people_vote_is_whole_and_its_chain_stands_elsewhere(
    here: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    with here.app_context():
        world = World()
        hall = Hall(world)
        poll = world.poll(hall.session, state="open")
        phones = [world.phone(hall.session) for _ in range(PHONES)]
        poll_id, moderator = poll.id, hall.child
        Sealer(SECRET).seal()
    half = threading.Event()

    def vote() -> None:
        with here.app_context():
            voted = db.session.get_one(Poll, poll_id)
            for number, phone in enumerate(phones):
                cast(phone, voted, number % 3)
                db.session.rollback()
                if number == PHONES // 3:
                    half.set()

    voting = threading.Thread(target=vote)
    voting.start()
    assert half.wait(20)
    run(here, "backup", str(tmp_path / "copy"))
    voting.join()
    run(elsewhere, "restore", str(tmp_path / "copy"))
    assert "stand as they were sealed" in run(elsewhere, "verify-audit").output
    with elsewhere.app_context():
        answered = answered_count(poll_id)
        assert PHONES // 3 <= answered <= PHONES
        close_poll(moderator, poll_id, 1)
        rows = db.session.scalar(select(func.count()).where(Voter.poll_id == poll_id))
        total = db.session.scalar(
            select(func.sum(PollOption.count)).where(PollOption.poll_id == poll_id)
        )
        assert rows == total == answered
        assert Sealer(SECRET).seal() > 0
        assert Sealer(SECRET).check().broken is None
    with here.app_context():
        assert answered_count(poll_id) == PHONES


def test_what_was_erased_since_does_not_come_back_with_an_old_copy(
    here: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    with here.app_context():
        world = World()
        hall = Hall(world)
        question = ask(hall.phone, hall.session, "an uncleared canary")
        phone = str(hall.phone.device_id)
        Sealer(SECRET).seal()
    run(here, "backup", str(tmp_path / "copy"))
    clock_file = tmp_path / "elsewhere-clock"
    clock_file.write_text(str(73 * 3600))
    clock.follow_file(str(clock_file))
    told = run(elsewhere, "restore", str(tmp_path / "copy")).output
    assert "     1  words that nobody cleared" in told
    with elsewhere.app_context():
        assert db.session.get_one(Question, question).text == ""
        assert actor_of_token(sign("device", phone), "en").kind == "nobody"
        assert Sealer(SECRET).check().broken is None
        said = set(db.session.scalars(select(AuditRow.object_id).where(AuditRow.reads)))
    assert "restored" in said
    if elsewhere.config["SETTINGS"].is_sqlite:
        elsewhere.extensions["participation.engine"].dispose()
        files = sorted((tmp_path / "elsewhere").glob("sawt.sqlite3*"))
        assert not any(b"an uncleared canary" in file.read_bytes() for file in files)


def test_a_child_whose_time_is_over_does_not_come_back_with_an_old_copy(
    here: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    with here.app_context():
        world = World()
        world.session()
        author = world.delegate()
        world.paper(author, "submitted", title="a canary on paper", body="a canary below")
        assert author.words is not None
        name, child = author.words["en"], str(author.person_id)
        Sealer(SECRET).seal()
    run(here, "backup", str(tmp_path / "copy"))
    clock_file = tmp_path / "elsewhere-clock"
    clock_file.write_text(str(32 * 86400))
    clock.follow_file(str(clock_file))
    told = run(elsewhere, "restore", str(tmp_path / "copy")).output
    assert "     1  children, after the event" in told
    assert "     1  papers that nobody is asked about any more" in told
    with elsewhere.app_context():
        assert db.session.get_one(Person, child).erased_at is not None
        assert set(db.session.scalars(select(PaperRevision.body))) == {""}
        assert Sealer(SECRET).check().broken is None
    if elsewhere.config["SETTINGS"].is_sqlite:
        elsewhere.extensions["participation.engine"].dispose()
        files = sorted((tmp_path / "elsewhere").glob("sawt.sqlite3*"))
        everything = b"".join(file.read_bytes() for file in files)
        assert not any(word in everything for word in (name.encode(), b"a canary"))


def test_what_was_taken_back_stays_away_after_reconnect_restart_export_and_restore(
    here: Flask, elsewhere: Flask, tmp_path: Path
) -> None:
    with here.app_context():
        world = World()
        hall = Hall(world)
        organiser = world.signed_in(world.person("organiser", kind="adult"))
        people = [hall.phone, hall.child, hall.adult, organiser]
        question = hall.at("on_stage", "a canary on stage")
        asker, session_id = hall.asker_of(question), hall.session.id
        readers = [str(actor.device_id) for actor in (*people, asker)]
        assert "a canary on stage" in everything_shown(here, session_id, readers)
        take_back(asker, question)
        Sealer(SECRET).seal()
        assert "a canary" not in everything_shown(here, session_id, readers)
    settings = here.config["SETTINGS"]
    again = app_on(settings.database_url, tmp_path)
    run(here, "backup", str(tmp_path / "copy"))
    run(elsewhere, "restore", str(tmp_path / "copy"))
    for app in (again, elsewhere):
        with app.app_context():
            assert db.session.get_one(Question, question).state == "taken_back"
            assert "a canary" not in everything_shown(app, session_id, readers)
    again.extensions["participation.engine"].dispose()


def everything_shown(app: Flask, session_id: str, devices: list[str]) -> str:
    """Every page and export without arguments and every page of the session, as each of these
    opens it; and what each audience that comes back is told."""
    session = db.session.get_one(ConferenceSession, session_id)
    addresses = [
        rule.rule.replace("<slug>", session.slug)
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and set(rule.arguments) <= {"slug"}
    ]
    shown = []
    for device in devices:
        actor = actor_of_token(sign("device", device), "en")
        browser = Browser(app, actor)
        shown += [text_of(browser.get(address)) for address in addresses]
        shown += [str(snapshot(session_id, name, actor.holder)) for name in AUDIENCES]
    return "\n".join(shown)


def test_a_copy_is_written_down_and_a_sweep_says_what_it_erased(
    here: Flask, tmp_path: Path
) -> None:
    run(here, "backup", str(tmp_path / "copy"))
    with here.app_context():
        row = db.session.scalars(select(AuditRow).where(AuditRow.object_kind == "backup")).one()
        assert (row.object_id, row.reads, row.who) == ("copied", True, "system")
    assert "     0  words that nobody cleared" in run(here, "sweep").output
