"""Who may read a paper: as widely as each of its authors has said, and no wider."""

from __future__ import annotations

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    NotNow,
)
from participation.foundation.versions import versions_of
from participation.papers import commands, payloads, queries
from participation.papers.authors.commands import join_author
from participation.papers.authors.rules import number_of
from participation.papers.book.payloads import book, book_paper
from participation.papers.book.queries import Reader
from participation.papers.book.refusals import NotInTheBook
from participation.papers.curation import commands as curating
from participation.papers.curation.holding import hold_paper, lift_hold
from participation.papers.models import Naming, Paper, PaperYes, Visibility
from participation.papers.showing import rules
from participation.papers.showing.commands import show_paper
from participation.papers.showing.queries import level_of
from participation.papers.showing.refusals import NotInMyChoices
from participation.people.consent.commands import take_back_assent, turn_dial
from participation.people.consent.rules import Choices
from participation.people.models import Person
from participation.programme.models import Organisation
from tests.moving_clock import MovingClock
from tests.papers.test_doors import browser_of
from tests.people.consent.showing import wall
from tests.people.consent.test_effects import paper_on_the_wall
from tests.world import ALL_YES, World, keep

EVERYBODY, CHILDREN, HALL = Visibility.PUBLIC, Visibility.DELEGATES, Visibility.ROOM


def visibility(paper: str) -> str:
    db.session.rollback()
    return db.session.get_one(Paper, paper).visibility


def state(paper: str) -> str:
    db.session.rollback()
    return db.session.get_one(Paper, paper).state


def in_book(level: Visibility = EVERYBODY) -> set[str]:
    db.session.rollback()
    return {paper["id"] for paper in book(Reader(level, "en"))}


def on_stage(paper: str) -> bool:
    db.session.rollback()
    return queries.confirmed_revision(paper) is not None


def shows(actor: Actor, paper: str, level: str, named: str | None = None) -> None:
    show_paper(actor, paper, 1, level, named)


@command(audit=Audit.NONE)
def come_with(actor: Actor, person_id: str, organisation_id: str) -> Reference:
    db.session.get_one(Person, person_id).organisation_id = organisation_id
    return {}


def two_authors(world: World) -> tuple[Actor, Actor, str]:
    """Two who write one paper and both are in."""
    one, other, adult = world.delegate(), world.delegate(), world.facilitator()
    paper = world.paper(one)
    join_author(adult, number_of(paper), number_of(other.person_id or ""))
    for author in (one, other):
        commands.submit_paper(author, paper)
    curating.take_up_paper(adult, paper)
    curating.select_paper(adult, paper, world.session().id)
    curating.announce_decisions(adult)
    for author in (one, other):
        commands.confirm_paper(author, paper, 1, "me")
    return one, other, paper


def not_chosen(world: World, goes_to: str = "book") -> tuple[Actor, str]:
    """A paper that is in no session this time, and whose author was told so."""
    author, first, second = world.delegate(), world.facilitator(), world.facilitator()
    paper = world.paper(author, "submitted")
    curating.take_up_paper(first, paper)
    curating.suggest_no(first, paper, "A strong idea; we have many of them.", goes_to)
    curating.agree_to_no(second, paper)
    curating.announce_decisions(first)
    return author, paper


# -- the table -------------------------------------------------------------------------------


def test_a_paper_is_shown_as_widely_as_the_narrowest_of_its_authors_says() -> None:
    place = rules.LEVELS.index
    for one, other in product(rules.LEVELS, repeat=2):
        agreed = rules.agreed({"a": [CHILDREN, one], "b": [other]})
        least = min(max(one, CHILDREN, key=place), other, key=place)
        assert agreed == (least if least in rules.SHOWN else Visibility.FACILITATORS)
        assert rules.agreed({"a": [one], "b": [other], "c": []}) == Visibility.FACILITATORS


def test_nobody_is_asked_how_widely_before_she_was_told_what_was_decided() -> None:
    for paper_state, goes_to in product(
        ("draft", "submitted", "selected", "withdrawn", "confirmed", "not_this_time"),
        (None, "book", "later", "answer"),
    ):
        assert rules.offered(paper_state, goes_to, is_announced=False) == ()
        offered = rules.offered(paper_state, goes_to, is_announced=True)
        may = paper_state == "confirmed" or (paper_state, goes_to) == ("not_this_time", "book")
        assert bool(offered) == may


def test_a_name_chosen_for_a_paper_never_shows_more_than_the_dial() -> None:
    first, chosen, group = {"en": "Rima"}, {"en": "Sea Star"}, {"en": "Open Ear"}
    for named, dial_shows in product(Naming, (None, chosen, first)):
        name = rules.name_as_chosen(named, dial_shows, chosen, group)
        if dial_shows is None or named == Naming.NONE:
            assert name is None
        if name == first:
            assert (named, dial_shows) == (Naming.FIRST_NAME, first)
    assert rules.names_offered(None, chosen, group) == {Naming.NONE: None}
    assert list(rules.names_offered(chosen, chosen, group)) == ["chosen_name", "group", "none"]
    assert list(rules.names_offered(first, chosen, None)) == ["first_name", "chosen_name", "none"]


# -- wider and narrower ----------------------------------------------------------------------


def test_im_in_is_for_the_hall_and_for_children_and_for_nobody_else(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    assert visibility(paper) == "room"
    assert on_stage(paper)
    assert paper in in_book(CHILDREN)
    assert paper not in in_book()
    with pytest.raises(NotInTheBook):
        book_paper(Reader(EVERYBODY, "en"), paper)


def test_each_step_shows_it_to_whoever_is_on_that_level_or_a_narrower_one(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    for level in (EVERYBODY, CHILDREN, EVERYBODY, HALL, CHILDREN, HALL, EVERYBODY):
        shows(author, paper, level)
        assert visibility(paper) == level
        assert on_stage(paper) == (level in (HALL, EVERYBODY))
        for reader in (CHILDREN, HALL, EVERYBODY):
            assert (paper in in_book(reader)) == (level in rules.at_least(reader))
        assert state(paper) == "confirmed"


def test_everybody_reads_it_once_each_author_has_said_so_and_no_more_once_one_says_less(
    world: World,
) -> None:
    one, other, paper = two_authors(world)
    shows(one, paper, EVERYBODY)
    assert visibility(paper) == "room"
    assert in_book() == set()
    told = payloads.papers_topic(one.person_id or "")["papers"][0]["shown"]
    assert (told["to"], told["wants"]) == ("room", "public")
    shows(other, paper, EVERYBODY)
    assert in_book() == {paper}
    shows(other, paper, HALL)
    assert in_book() == set()
    assert on_stage(paper)
    # Nobody's old word brings it back: each is asked anew.
    shows(other, paper, EVERYBODY)
    assert in_book() == set()
    shows(one, paper, EVERYBODY)
    assert in_book() == {paper}
    shows(one, paper, CHILDREN)
    assert (on_stage(paper), in_book(CHILDREN)) == (False, {paper})


def test_a_wish_that_waits_for_the_others_can_be_taken_back(world: World) -> None:
    one, other, paper = two_authors(world)
    shows(one, paper, EVERYBODY)
    shows(one, paper, HALL)
    shows(other, paper, EVERYBODY)
    assert visibility(paper) == "room"


def test_a_paper_without_a_session_comes_into_the_book_by_its_authors_yes(world: World) -> None:
    author, paper = not_chosen(world)
    assert in_book(CHILDREN) == set()
    with pytest.raises(NotNow):
        shows(author, paper, HALL)
    shows(author, paper, EVERYBODY)
    assert (in_book(), state(paper), on_stage(paper)) == ({paper}, "not_this_time", False)
    shows(author, paper, "facilitators")
    assert (in_book(), in_book(CHILDREN)) == (set(), set())
    kept, elsewhere = not_chosen(world, "later")
    with pytest.raises(NotNow):
        shows(kept, elsewhere, EVERYBODY)


def test_only_its_authors_say_who_reads_it_and_of_the_text_that_they_read(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session)
    for other in (world.delegate(), world.moderator(session)):
        with pytest.raises(NotFound):
            shows(other, paper, EVERYBODY)
    for other in (world.facilitator(session), world.phone(session)):
        with pytest.raises((NotFound, NotAllowed)):
            shows(other, paper, EVERYBODY)
    with pytest.raises(ChangedMeanwhile):
        show_paper(author, paper, 2, EVERYBODY)
    for level, named in (("everybody", None), (EVERYBODY, "surname")):
        with pytest.raises(BadInput):
            show_paper(author, paper, 1, level, named)
    for kept_back in ("draft", "submitted", "in_review", "selected"):
        with pytest.raises((NotNow, ChangedMeanwhile)):
            shows(author, world.paper(author, kept_back), EVERYBODY)
    assert visibility(paper) == "room"


def test_whose_choices_say_no_book_stands_in_none(world: World) -> None:
    no_book = Choices(take_part=True, words_in_room=True)
    author = world.delegate(assent=no_book)
    paper = world.paper(author, "confirmed")
    with pytest.raises(NotInMyChoices):
        shows(author, paper, EVERYBODY)
    world.assent(author.person_id or "", ALL_YES)
    shows(author, paper, EVERYBODY)
    assert in_book() == {paper}
    world.assent(author.person_id or "", no_book)
    assert in_book() == set()
    assert on_stage(paper)


def test_a_paper_on_the_wall_leaves_it_when_it_is_for_children_alone_and_comes_back(
    world: World,
) -> None:
    session, author = world.session(), world.delegate()
    paper = paper_on_the_wall(world, session, author)
    seen = versions_of([session.id])
    shows(author, paper, EVERYBODY)
    assert wall(session)["layout"] == "paper"
    shows(author, paper, CHILDREN)
    gone = wall(session)
    assert (gone["layout"], gone["paper"]) == ("blank", None)
    db.session.rollback()
    assert versions_of([session.id]) != seen, "every wall and phone of the session looks again"
    shows(author, paper, HALL, "none")
    back = wall(session)
    assert (back["layout"], back["paper"]["author"]) == ("paper", None)


# -- gone at once ----------------------------------------------------------------------------


def test_what_ends_a_yes_takes_it_out_of_the_book_at_once(world: World) -> None:
    """Taken back, held, the dial at nothing, taking part ended."""
    lead = world.signed_in(world.person("safeguarding", kind="adult"))
    author, adult = world.delegate(), world.facilitator()
    paper = world.paper(author, "confirmed")
    shows(author, paper, EVERYBODY)
    hold_paper(adult, paper)
    assert (in_book(), in_book(CHILDREN)) == (set(), set())
    own = book(Reader.of(author))
    assert [paper["id"] for paper in own] == [paper], "nothing tells an author that it is held"
    assert book(Reader.of(world.delegate())) == []
    lift_hold(lead, paper)
    assert in_book() == {paper}
    turn_dial(author, "nothing")
    assert in_book(CHILDREN) == set()
    turn_dial(author, "only_idea")
    assert in_book() == {paper}
    commands.take_back(author, paper)
    assert (in_book(CHILDREN), visibility(paper)) == (set(), "authors")
    other = world.delegate()
    hers = world.paper(other, "confirmed")
    shows(other, hers, EVERYBODY)
    take_back_assent(other)
    assert in_book(CHILDREN) == set()


def test_what_was_taken_back_and_sent_anew_is_asked_about_anew(world: World) -> None:
    author, adult = world.delegate(), world.facilitator()
    paper = world.paper(author, "confirmed")
    shows(author, paper, EVERYBODY)
    commands.take_back(author, paper)
    commands.bring_back(author, paper)
    commands.submit_paper(author, paper)
    curating.take_up_paper(adult, paper)
    curating.select_paper(adult, paper, world.session().id)
    curating.announce_decisions(adult)
    commands.confirm_paper(author, paper, 2, "me")
    assert (in_book(), on_stage(paper)) == (set(), True)


def test_a_year_later_everybody_is_asked_again_as_widely_as_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    author, (kept, unchosen) = world.delegate(), not_chosen(world)
    paper = world.paper(author, "confirmed")
    moving_clock = MovingClock(monkeypatch)
    moving_clock.passes(days=60)
    shows(author, paper, EVERYBODY)
    shows(kept, unchosen, EVERYBODY)
    moving_clock.passes(days=340)
    for actor, its in ((author, paper), (kept, unchosen)):
        told = payloads.papers_topic(actor.person_id or "")["papers"][0]
        assert (told["id"], told["asks"]) == (its, "stay")
    commands.sweep_yeses(SYSTEM)
    assert in_book() == {paper, unchosen}, "the wider yes began a new year for the hall, too"
    moving_clock.passes(days=30)
    commands.sweep_yeses(SYSTEM)
    assert in_book(CHILDREN) == set()
    assert (state(paper), state(unchosen)) == ("selected", "not_this_time")
    commands.say_yes_again(author, paper)
    assert (in_book(), on_stage(paper)) == ({paper}, True)
    shows(kept, unchosen, EVERYBODY)
    assert in_book() == {paper, unchosen}


def test_a_yes_renewed_in_time_keeps_it_where_it_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    moving_clock = MovingClock(monkeypatch)
    shows(author, paper, EVERYBODY, "chosen_name")
    moving_clock.passes(days=350)
    commands.say_yes_again(author, paper)
    moving_clock.passes(days=350)
    commands.sweep_yeses(SYSTEM)
    assert in_book() == {paper}
    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] is not None


# -- names -----------------------------------------------------------------------------------


def test_each_level_has_the_name_that_its_author_chose_for_it(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    revision = queries.latest_revision(paper)
    assert revision is not None
    name = payloads.confirmed_papers(db.session.get_one(Paper, paper).session_id or "")[0]["author"]
    assert name is not None
    shows(author, paper, HALL, "none")
    shows(author, paper, EVERYBODY, "chosen_name")
    stage = queries.stage_text(revision.id)
    assert stage is not None
    assert stage.author is None
    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] == name
    assert book_paper(Reader(CHILDREN, "en"), paper)["by"] is None
    turn_dial(author, "only_idea")
    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] is None, (
        "the dial shows no name: nobody does"
    )


def test_with_one_press_she_is_named_otherwise_where_fewer_read_it(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    revision = queries.latest_revision(paper)
    assert revision is not None
    show_paper(author, paper, 1, EVERYBODY, "none", {CHILDREN: "chosen_name", HALL: "group"})

    def on_stage() -> object:
        stage = queries.stage_text(revision.id)
        return stage and stage.author

    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] is None
    assert book_paper(Reader(CHILDREN, "en"), paper)["by"] is not None
    before = on_stage()
    show_paper(author, paper, 1, EVERYBODY, "none", {HALL: "chosen_name"})
    assert on_stage() != before
    assert book_paper(Reader(CHILDREN, "en"), paper)["by"] is not None, "left out, it stays"
    wrongs: list[dict[str, str]] = [
        {EVERYBODY: "none"},
        {HALL: "none", "facilitators": "none"},
        {HALL: "surname"},
    ]
    for wrong in wrongs:
        with pytest.raises(BadInput):
            show_paper(author, paper, 1, EVERYBODY, "none", wrong)
    with pytest.raises(BadInput):
        show_paper(author, paper, 1, HALL, "none", {HALL: "none"})


def test_two_of_one_group_are_named_by_it_once(world: World) -> None:
    one, other, paper = two_authors(world)
    group = Organisation(slug="open-ear", name={"en": "Open Ear"}, country="QA")
    keep(SYSTEM, group)
    for author in (one, other):
        come_with(SYSTEM, author.person_id or "", group.id)
        shows(author, paper, EVERYBODY, "group")
    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] == {"en": "Open Ear"}


def test_a_first_yes_to_the_book_names_nobody_unless_she_says_so(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    shows(author, paper, EVERYBODY)
    assert book_paper(Reader(EVERYBODY, "en"), paper)["by"] is None


# -- who is on which level -------------------------------------------------------------------


def test_children_with_a_badge_and_the_adults_of_papers_read_what_is_for_children(
    world: World,
) -> None:
    session = world.session()
    inside = [
        world.delegate(),
        world.moderator(session),
        world.facilitator(),
        world.signed_in(world.person("safeguarding", kind="adult")),
    ]
    outside = [
        world.phone(session),
        world.delegate(consent=False),
        world.delegate(assent=None),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person("speaker", kind="adult")),
        world.screen(),
    ]
    assert {level_of(actor) for actor in inside} == {CHILDREN}
    assert {level_of(actor) for actor in outside} == {EVERYBODY}


def test_the_database_itself_knows_the_levels_and_where_they_belong(world: World) -> None:
    author = world.delegate()
    sent, confirmed = world.paper(author, "submitted"), world.paper(author, "confirmed")
    for paper, level in ((sent, "public"), (sent, "delegates"), (confirmed, "everybody")):
        with pytest.raises(IntegrityError):
            db.session.execute(
                text("UPDATE paper SET visibility = :level WHERE id = :id"),
                {"level": level, "id": paper},
            )
        db.session.rollback()
    yes = db.session.scalars(select(PaperYes).limit(1)).one()
    for column in ("visibility", "named"):
        with pytest.raises(IntegrityError):
            db.session.execute(
                text(f"UPDATE paper_yes SET {column} = 'nobody' WHERE id = :id"), {"id": yes.id}
            )
        db.session.rollback()


def test_the_database_itself_shows_no_draft_and_knows_no_bare_no(world: World) -> None:
    """Nor a yes to another text than the one that counts."""
    author, other = world.delegate(), world.delegate()
    draft, withdrawn = world.paper(author), world.paper(author, "submitted")
    commands.take_back(author, withdrawn)
    sent, confirmed = world.paper(other, "submitted"), world.paper(author, "confirmed")
    reader, suggested = world.facilitator(), world.paper(other, "submitted")
    curating.take_up_paper(reader, suggested)
    curating.suggest_no(reader, suggested, "Kind.", "answer")
    another = "(SELECT current_revision_id FROM paper WHERE id = :other)"
    for paper, change, name in (
        (draft, "visibility = 'facilitators'", "unseen"),
        (withdrawn, "visibility = 'facilitators'", "unseen"),
        (confirmed, f"confirmed_revision_id = {another}", "yes_to_what_counts"),
        (sent, "confirmed_revision_id = current_revision_id", "yes_to_what_counts"),
        (suggested, "no_reason = ' '", "no_bare_no"),
    ):
        with pytest.raises(IntegrityError, match=name):
            db.session.execute(
                text(f"UPDATE paper SET {change} WHERE id = :id AND id <> :other"),
                {"id": paper, "other": sent if paper != sent else draft},
            )
        db.session.rollback()


def test_without_a_script_nobody_is_named_by_what_was_preset_for_another_level(
    world: World, app: Flask
) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")

    def named(preset: str, name: str) -> str:
        told = {"then": "show", "number": 1, "visibility": "public"}
        with browser_of(app, author) as browser:
            answer = browser.post(
                f"/papers/{paper}", data={**told, "preset": preset, "named": name}
            )
            assert answer.status_code == 303
        db.session.rollback()
        return str(
            db.session.scalar(
                select(PaperYes.named).where(
                    PaperYes.visibility == "public", PaperYes.ended_at.is_(None)
                )
            )
        )

    assert named("room:chosen_name", "chosen_name") == "none"
    assert named("room:none", "chosen_name") == "chosen_name", "she has chosen it here"
    assert named("public:chosen_name", "chosen_name") == "chosen_name"
