"""A shared draft, and who wrote a paper without a name: opened by two of the safety
team together, for a quarter of an hour, and written down; a draft of one child by nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.audit import AuditRow, Part
from participation.foundation.extensions import db
from participation.foundation.refusals import NotAllowed, NotFound
from participation.papers import commands as papers
from participation.papers.authors.commands import leave_paper
from participation.papers.authors.rules import number_of
from participation.papers.curation import holding
from participation.papers.models import Paper
from participation.papers.opening import commands, payloads, queries
from participation.papers.pictures.commands import take_out_picture
from participation.papers.showing.commands import show_paper
from participation.people.access.commands import ask_access, confirm_access, end_access
from participation.people.access.models import AccessRequest
from participation.people.access.payloads import waiting
from participation.people.access.refusals import AccessOver, SecondAdultNeeded
from participation.people.audit.payloads import log_rows, own_rows
from participation.people.audit.queries import readings_of, rows_for
from participation.people.commands import withdraw_role
from participation.people.consent.commands import take_back_assent, turn_dial
from participation.people.consent.rules import Choices
from participation.people.models import Device, Person
from participation.people.queries import actor_of_device
from participation.people.roster.commands import correct_first_name
from participation.safeguarding.names.commands import clear_first_name
from tests.doors import Browser
from tests.moving_clock import MovingClock
from tests.papers.pictures.test_pictures import bring
from tests.papers.test_authors import sent, together, writes
from tests.world import World

WHY = "A friend of theirs is afraid for both of them."
TITLE, SECRET = "Together", "Nobody else may read this sentence."


class Room:
    """Two children who write together, one who writes alone, and two of the safety team."""

    def __init__(self, world: World) -> None:
        world.event()
        self.world = world
        self.mina, self.sami, self.alone = (world.delegate() for _ in range(3))
        self.lead = world.signed_in(world.person("safeguarding", kind="adult"))
        self.deputy = world.signed_in(world.person("safeguarding", kind="adult"))
        self.draft = together(world, self.mina, self.sami)
        writes(self.mina, self.draft, SECRET)
        self.own = world.paper(self.alone, title=TITLE, body=SECRET)

    def opened(self, lock: str, paper: str) -> str:
        request = str(ask_access(self.lead, lock, paper, WHY)["request"])
        confirm_access(self.deputy, request)
        return request

    def in_the_book(self, named: str) -> str:
        """A paper of the child who writes alone, shown to everybody under this name of hers."""
        paper = self.world.paper(self.alone, "confirmed", title="Light", body="A lamp, please.")
        show_paper(self.alone, paper, 1, "public", named)
        return paper


@pytest.fixture
def room(world: World) -> Room:
    return Room(world)


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    return MovingClock(monkeypatch)


def minutes_pass(moment: MovingClock, minutes: int) -> None:
    """Whoever is signed in has just typed the secret again."""
    moment.passes(minutes=minutes)
    with db.writing() as session:
        session.execute(update(Device).values(confirmed_at=moment.now))


def read_in_draft(actor: Actor, request: str) -> str:
    """What the one who asked reads: all of it as one text."""
    paper = commands.read_shared_draft(actor, request)["paper"]
    told = payloads.shared_draft(actor, paper)
    return " ".join([told["title"]["text"], *(each["text"] for each in told["paragraphs"])])


# -- a draft that several write ----------------------------------------------------------------


def test_two_of_the_safety_team_open_a_shared_draft_for_the_one_who_asked(room: Room) -> None:
    request = room.opened("shared_draft", room.draft)
    assert read_in_draft(room.lead, request) == f"{TITLE} {SECRET}"
    told = payloads.shared_draft(room.lead, room.draft)
    assert [each["id"] for each in told["people"]] == [room.mina.person_id, room.sami.person_id]
    with pytest.raises(NotFound):
        commands.read_shared_draft(room.deputy, request)


def test_what_they_write_on_meanwhile_is_what_is_read(room: Room) -> None:
    request = room.opened("shared_draft", room.draft)
    writes(room.sami, room.draft, "Help is near.")
    assert read_in_draft(room.lead, request) == f"{TITLE} Help is near."


def test_a_draft_of_one_child_has_no_such_door(room: Room) -> None:
    for lock in ("shared_draft", "who_wrote"):
        with pytest.raises(NotFound):
            ask_access(room.lead, lock, room.own, WHY)
    assert [each.id for each in queries.shared_drafts()] == [room.draft]


def test_a_draft_on_which_one_author_is_left_has_none_either(room: Room) -> None:
    request = room.opened("shared_draft", room.draft)
    leave_paper(room.sami, room.draft)
    with pytest.raises(NotFound):
        commands.read_shared_draft(room.lead, request)
    with pytest.raises(NotFound):
        payloads.shared_draft(room.lead, room.draft)
    with pytest.raises(NotFound):
        ask_access(room.lead, "shared_draft", room.draft, WHY)
    assert queries.shared_drafts() == []
    assert readings_of(room.mina.person_id or "") == [], "nothing was read"


def test_whoever_takes_part_no_more_leaves_a_draft_of_one_child_behind(room: Room) -> None:
    request = room.opened("shared_draft", room.draft)
    take_back_assent(room.mina)
    with pytest.raises(NotFound):
        commands.read_shared_draft(room.lead, request)


@pytest.mark.parametrize("state", ["draft", "submitted", "held", "withdrawn"])
def test_wherever_the_paper_stands_its_draft_is_opened_the_same_way(room: Room, state: str) -> None:
    """Both read on their own page that it can be: as long as both write it."""
    if state in ("submitted", "held"):
        sent(room.draft, room.mina, room.sami)
    if state == "held":
        holding.hold_paper(room.lead, room.draft)
    if state == "withdrawn":
        papers.take_back(room.mina, room.draft)
    request = ask_access(room.lead, "shared_draft", room.draft, WHY)["request"]
    with pytest.raises(SecondAdultNeeded):
        commands.read_shared_draft(room.lead, request)
    confirm_access(room.deputy, request)
    assert SECRET in read_in_draft(room.lead, request)
    db.session.rollback()
    paper = db.session.get_one(Paper, room.draft)
    assert (paper.held_at is not None, paper.state) == (
        state == "held", {"held": "submitted"}.get(state, state),
    )  # fmt: skip


def test_after_fifteen_minutes_it_is_closed(room: Room, moment: MovingClock) -> None:
    request = room.opened("shared_draft", room.draft)
    minutes_pass(moment, 14)
    assert SECRET in read_in_draft(room.lead, request)
    minutes_pass(moment, 1)
    with pytest.raises(AccessOver):
        commands.read_shared_draft(room.lead, request)


@pytest.mark.parametrize("by", ["lead", "deputy"])
def test_either_of_the_two_ends_it_at_once(room: Room, by: str) -> None:
    request = room.opened("shared_draft", room.draft)
    end_access(getattr(room, by), request)
    with pytest.raises(AccessOver):
        commands.read_shared_draft(room.lead, request)


@pytest.mark.parametrize("lock", ["shared_draft", "who_wrote"])
def test_who_has_lost_the_role_reads_nothing(room: Room, lock: str) -> None:
    paper = room.draft if lock == "shared_draft" else room.in_the_book("none")
    request = room.opened(lock, paper)
    withdraw_role(SYSTEM, room.lead.person_id or "", "safeguarding")
    device = db.session.get_one(Device, room.lead.device_id)
    read = commands.read_shared_draft if lock == "shared_draft" else commands.read_who_wrote
    with pytest.raises(NotAllowed):
        read(actor_of_device(device, "en"), request)


def test_a_request_opens_its_own_lock_and_no_other(room: Room) -> None:
    with pytest.raises(NotFound):
        commands.read_who_wrote(room.lead, room.opened("shared_draft", room.draft))
    with pytest.raises(NotFound):
        commands.read_shared_draft(room.lead, room.opened("who_wrote", room.in_the_book("none")))


def strangers(world: World) -> dict[str, Callable[[], Actor]]:
    def adult(role: str) -> Callable[[], Actor]:
        return lambda: world.signed_in(world.person(role, kind="adult"))

    return {
        "phone": world.phone,
        "delegate": world.delegate,
        "moderator": lambda: world.moderator(world.session()),
        "facilitator": world.facilitator,
        "facilitator of a session": lambda: world.facilitator(world.session()),
        **{role: adult(role) for role in ("organiser", "speaker", "accompanying")},
        "interpreter": lambda: world.signed_in(
            world.person(("interpreter", world.session()), kind="adult")
        ),
    }


@pytest.mark.parametrize("lock", ["shared_draft", "who_wrote"])
@pytest.mark.parametrize("state", ["waiting", "open", "over"])
def test_in_no_state_of_a_request_anybody_else_reads_or_says_yes(
    app: Flask, room: Room, lock: str, state: str
) -> None:
    paper = room.draft if lock == "shared_draft" else room.in_the_book("none")
    request = str(ask_access(room.lead, lock, paper, WHY)["request"])
    if state != "waiting":
        confirm_access(room.deputy, request)
    if state == "over":
        end_access(room.lead, request)
    read = commands.read_shared_draft if lock == "shared_draft" else commands.read_who_wrote
    door = "drafts" if lock == "shared_draft" else "authors"
    others = {name: comes() for name, comes in strangers(room.world).items()}
    for name, actor in (others | {"mina": room.mina, "sami": room.sami}).items():
        with pytest.raises(NotAllowed):
            ask_access(actor, lock, paper, WHY)
        with pytest.raises(NotFound):
            confirm_access(actor, request)
        with pytest.raises(NotAllowed):
            read(actor, request)
        browser = Browser(app, actor)
        for address in (f"/safety/{door}/{request}", "/safety/papers"):
            assert browser.get(address).status_code == 403, (name, address)
        assert browser.get(f"/access/{lock}/{paper}").status_code in (403, 404), name
        assert waiting(actor) == [], name
    nobody = Browser(app).get(f"/safety/{door}/{request}")
    assert (nobody.status_code, SECRET in nobody.text) == (401, False)


# -- how the safety team comes to it -----------------------------------------------------------


def test_the_list_tells_numbers_and_nothing_of_what_is_written(app: Flask, room: Room) -> None:
    page = Browser(app, room.lead).get("/safety/papers").text
    assert number_of(room.draft) in page
    assert f"/access/shared_draft/{room.draft}" in page
    assert "2 children write it" in page
    assert number_of(room.own) not in page
    assert room.own not in page
    names = db.session.scalars(select(Person.shown_name).where(Person.kind == "child")).all()
    for secret in (TITLE + "<", SECRET, *(name["en"] for name in names)):
        assert secret not in page


def test_a_number_that_a_child_tells_finds_her_shared_drafts(room: Room) -> None:
    second = together(room.world, room.alone, room.mina)
    writes(room.alone, second, "Another one.")

    def found(number: str) -> set[str]:
        return {each.id for each in queries.shared_drafts(number)}

    assert found(number_of(room.draft)) == {room.draft}
    assert found(number_of(room.mina.person_id or "")) == {room.draft, second}
    assert found(number_of(room.sami.person_id or "")) == {room.draft}
    assert found(number_of(room.own)) == set()
    assert found(number_of(room.lead.person_id or "")) == set()
    assert found("1234") == set()
    leave_paper(room.mina, second)
    assert found(number_of(room.alone.person_id or "")) == set()


def test_a_draft_without_a_word_so_far_is_not_among_them(room: Room) -> None:
    empty = together(room.world, room.world.delegate(), room.alone)
    assert empty not in {each.id for each in queries.shared_drafts()}


def test_the_pages_lead_from_the_list_to_the_draft_and_away_again(app: Flask, room: Room) -> None:
    lead, deputy = Browser(app, room.lead), Browser(app, room.deputy)
    address = f"/access/shared_draft/{room.draft}"
    assert number_of(room.draft) in lead.get(address).text
    assert lead.post(address, reason="no").status_code == 422
    assert lead.post(address, reason=WHY).status_code == 303
    asked = deputy.get("/access").text
    assert WHY in asked
    assert number_of(room.draft) in asked
    db.session.rollback()
    request = db.session.scalars(select(AccessRequest.id)).one()
    page = f"/safety/drafts/{request}"
    assert (lead.get(page).status_code, lead.get(page).text.count(SECRET)) == (409, 0)
    assert deputy.post(f"/access/{request}", then="confirm").status_code == 303
    opened = lead.get(page)
    assert (opened.status_code, opened.text.count(SECRET)) == (200, 1)
    assert opened.headers["Cache-Control"] == "no-store"
    assert 0 < int(opened.headers["Refresh"]) <= 15 * 60
    assert deputy.get(page).status_code == 404
    assert lead.post(f"/access/{request}", then="end").status_code == 303
    closed = lead.get(page)
    assert (closed.status_code, SECRET in closed.text) == (409, False)


def test_the_pictures_of_a_shared_draft_are_seen_for_as_long_as_it_is_open(
    app: Flask, room: Room
) -> None:
    gone = bring(room.mina, room.draft)
    take_out_picture(room.mina, room.draft, gone)
    one = bring(room.mina, room.draft, "sheet", "My page, in pencil")
    alone = bring(room.alone, room.own)
    request = str(ask_access(room.lead, "shared_draft", room.draft, WHY)["request"])
    lead, deputy = Browser(app, room.lead), Browser(app, room.deputy)
    address = f"/safety/drafts/{request}/pictures"
    assert lead.get(f"{address}/{one}").status_code == 409, "nobody has said yes"
    confirm_access(room.deputy, request)
    page = lead.get(f"/safety/drafts/{request}").text
    assert f'src="{address}/{one}"' in page
    assert "My page, in pencil" in page
    assert gone not in page
    seen = lead.get(f"{address}/{one}")
    assert (seen.status_code, seen.mimetype) == (200, "image/jpeg")
    assert seen.headers["Cache-Control"] == "no-store"
    for nowhere in (gone, alone, "0" * 32):
        assert lead.get(f"{address}/{nowhere}").status_code == 404, nowhere
    assert deputy.get(f"{address}/{one}").status_code == 404
    assert Browser(app, room.mina).get(f"{address}/{one}").status_code in (403, 404)
    readings = len(readings_of(room.mina.person_id or ""))
    assert readings == 1, "the page is the reading, and not each of its pictures"
    end_access(room.lead, request)
    assert lead.get(f"{address}/{one}").status_code == 409


def test_a_draft_that_is_a_picture_so_far_can_be_opened_too(room: Room) -> None:
    drawn = together(room.world, room.world.delegate(), room.alone)
    bring(room.alone, drawn)
    assert drawn in {each.id for each in queries.shared_drafts()}


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_both_read_that_it_can_be_opened_before_they_write_together(
    app: Flask, world: World, lang: str
) -> None:
    said = {
        "ar": "يستطيع فريق الحماية فتح مسودة مشتركة إذا كان أحد ربما في خطر.",
        "en": "The safety team can open a shared draft if someone may be in danger.",
        "fr": "L’équipe de protection peut ouvrir un brouillon partagé si quelqu’un est peut-être "
        "en danger.",
    }[lang]
    first, second = world.delegate(), world.delegate()
    paper = world.paper(first)
    # Whoever began it reads it where her paper's number stands, the other one where hers does.
    begins = Browser(app, first).get(f"/papers/{paper}?lang={lang}").text
    joins = Browser(app, second).get(f"/papers?lang={lang}").text
    for page, number in ((begins, number_of(paper)), (joins, number_of(second.person_id or ""))):
        assert said in page
        assert number in page


# -- who wrote a paper that does not say it ----------------------------------------------------


@pytest.mark.parametrize("named", ["none", "group", "chosen_name"])
def test_who_wrote_a_paper_without_her_name_is_opened_by_two(
    app: Flask, room: Room, named: str
) -> None:
    paper = room.in_the_book(named)
    lead = Browser(app, room.lead)
    for address in (f"/book/{paper}", f"/curate/{paper}"):
        assert f"/access/who_wrote/{paper}" in lead.get(address).text
    for actor in (room.mina, room.alone, room.world.facilitator()):
        assert "/access/who_wrote/" not in Browser(app, actor).get(f"/book/{paper}").text
    adult = room.world.facilitator()
    assert "/access/who_wrote/" not in Browser(app, adult).get(f"/curate/{paper}").text
    request = room.opened("who_wrote", paper)
    page = lead.get(f"/safety/authors/{request}")
    assert page.status_code == 200
    assert f"/access/identity/{room.alone.person_id}" in page.text
    first_name = db.session.get_one(Person, room.alone.person_id).first_name or {}
    assert first_name["en"] in page.text
    assert "A lamp, please." not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert Browser(app, room.deputy).get(f"/safety/authors/{request}").status_code == 404


def test_without_the_second_adult_nothing_tells_whose_it_is(app: Flask, room: Room) -> None:
    turn_dial(room.alone, "only_idea")
    paper = room.world.paper(room.alone, "submitted", title="Light", body="A lamp, please.")
    lead = Browser(app, room.lead)
    request = ask_access(room.lead, "who_wrote", paper, WHY)["request"]
    name = db.session.get_one(Person, room.alone.person_id).shown_name["en"]
    for address in (
        f"/curate/{paper}", "/curate", f"/access/who_wrote/{paper}", "/access", "/safety/papers",
        f"/safety/authors/{request}",
    ):  # fmt: skip
        page = lead.get(address).text
        assert str(room.alone.person_id) not in page, address
        assert name not in page, address
    confirm_access(room.deputy, request)
    assert name in lead.get(f"/safety/authors/{request}").text
    told = [row for row in rows_for(room.lead, None, None, None) if row.object_id == paper]
    assert told
    assert name not in str(log_rows(told)), "nor does the log say which paper is whose"


def test_a_paper_with_the_first_names_of_all_has_nothing_to_open(room: Room) -> None:
    answers = Choices(take_part=True, words_in_room=True, first_name_shown=True)
    child = room.world.delegate(assent=answers)
    correct_first_name(SYSTEM, child.person_id or "", "Layan")
    clear_first_name(room.world.facilitator(room.world.session()), child.person_id or "", "Layan")
    turn_dial(child, "my_name")
    paper = room.world.paper(child, "submitted")
    assert not queries.hides_who_wrote(paper)
    with pytest.raises(NotFound):
        ask_access(room.lead, "who_wrote", paper, WHY)
    turn_dial(child, "chosen_name")
    assert queries.hides_who_wrote(paper)


def test_what_its_author_took_back_is_closed_again_unless_it_is_held(room: Room) -> None:
    paper = room.in_the_book("none")
    request = room.opened("who_wrote", paper)
    papers.take_back(room.alone, paper)
    with pytest.raises(NotFound):
        commands.read_who_wrote(room.lead, request)
    held = room.world.paper(room.alone, "submitted", body="Something frightening.")
    holding.hold_paper(room.lead, held)
    papers.take_back(room.alone, held)
    request = room.opened("who_wrote", held)
    assert commands.read_who_wrote(room.lead, request)["paper"] == held
    people = payloads.who_wrote(room.lead, held)["people"]
    assert [each["id"] for each in people] == [room.alone.person_id]


# -- what is written down ----------------------------------------------------------------------


def test_each_step_is_in_the_safety_teams_log_without_a_word_of_it(app: Flask, room: Room) -> None:
    request = room.opened("shared_draft", room.draft)
    read_in_draft(room.lead, request)
    end_access(room.lead, request)
    db.session.rollback()
    rows = db.session.scalars(
        select(AuditRow).where(AuditRow.object_id == room.draft, AuditRow.part == Part.SAFETY)
        .order_by(AuditRow.id)
    ).all()  # fmt: skip
    lead, deputy = room.lead.person_id, room.deputy.person_id
    noted = ("opening.note_reading_draft", lead)
    assert [(row.action, row.who) for row in rows] == [
        ("access.ask_access", lead),
        ("access.confirm_access", deputy),
        ("access.use_access", lead),
        noted,
        noted,
        ("access.end_access", lead),
    ]
    asked = [row for row in rows if row.action.startswith("access.")]
    assert {row.reason for row in asked} == {f"shared_draft, safety: {WHY}"}
    assert {row.roles for row in rows} == {"safeguarding"}
    assert {row.object_kind for row in rows} == {"paper"}
    assert SECRET not in str([row.__dict__ for row in rows])
    organiser = room.world.signed_in(room.world.person("organiser", kind="adult"))
    seen = str(log_rows(rows_for(organiser, None, None, None)))
    assert "opening." not in seen
    assert WHY not in seen
    page = Browser(app, room.lead).get("/organise/audit").text
    assert "Opened a shared draft" in page


def test_each_author_finds_it_among_the_accesses_to_herself(app: Flask, room: Room) -> None:
    assert readings_of(room.mina.person_id or "") == []
    read_in_draft(room.lead, room.opened("shared_draft", room.draft))
    for author in (room.mina, room.sami):
        (row,) = own_rows(readings_of(author.person_id or ""))
        assert row["roles"] == ["safeguarding"]
        page = Browser(app, author).get("/accesses").text
        assert "Opened a shared draft" in page
        assert f'href="/papers/{room.draft}"' in page, "and which of hers it was"
        assert WHY not in page
    assert readings_of(room.alone.person_id or "") == []
    commands.read_who_wrote(room.lead, room.opened("who_wrote", room.in_the_book("none")))
    assert "Looked up who wrote a paper" in Browser(app, room.alone).get("/accesses").text


def test_looking_at_the_list_is_written_down_once_for_each_sitting(
    app: Flask, room: Room, moment: MovingClock
) -> None:
    def looked() -> int:
        db.session.rollback()
        rows = select(AuditRow).where(AuditRow.action == "opening.note_looking")
        found = db.session.scalars(rows).all()
        assert {(row.who, row.part) for row in found} == {(room.lead.person_id, Part.SAFETY)}
        return len(found)

    lead = Browser(app, room.lead)
    for _ in range(3):
        assert lead.get("/safety/papers").status_code == 200
    assert looked() == 1
    minutes_pass(moment, 11)
    lead.get("/safety/papers")
    assert looked() == 2


def test_nothing_of_a_request_is_told_to_organisers_or_facilitators(app: Flask, room: Room) -> None:
    room.opened("shared_draft", room.draft)
    ask_access(room.lead, "who_wrote", room.in_the_book("none"), WHY)
    organiser = room.world.signed_in(room.world.person("organiser", kind="adult"))
    page = Browser(app, organiser).get("/access").text
    for told in (WHY, number_of(room.draft), "A shared draft", "Who wrote a paper"):
        assert told not in page
