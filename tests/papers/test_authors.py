"""Several children write one paper: joined by an adult whom both told, shown on everybody's yes,
left with one's own words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation.foundation import clock
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import ChangedMeanwhile, NotAllowed, NotFound, NotNow
from participation.papers import commands, payloads, queries
from participation.papers.authors.commands import join_author, leave_paper, undo_joining
from participation.papers.authors.lines import writers_after
from participation.papers.authors.models import PaperAuthor
from participation.papers.authors.queries import authors_of
from participation.papers.authors.rules import (
    MOST_AUTHORS,
    beginning_of_id,
    number_of,
)
from participation.papers.curation import commands as curating
from participation.papers.curation import holding, letters
from participation.papers.curation import payloads as curation
from participation.papers.curation.models import PaperQuestion
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision, PaperYes
from participation.papers.paragraphs import Paragraph
from participation.people.consent.commands import take_back_assent
from tests.moving_clock import MovingClock
from tests.papers.test_doors import browser_of
from tests.papers.test_papers import desk
from tests.world import World


def together(world: World, first: Actor, *others: Actor) -> str:
    """A paper that the first began and these write too."""
    paper = commands.start_paper(first, "en")["paper"]
    for other in others:
        joins(world.facilitator(), paper, other)
    return str(paper)


def joins(adult: Actor, paper: str, child: Actor) -> None:
    join_author(adult, number_of(paper), number_of(child.person_id or ""))


def writes(author: Actor, paper: str, body: str) -> None:
    row = queries.paper_for(author, paper)
    commands.save_draft(author, paper, "Together", body, "en", row.draft_version)


def chosen(world: World, paper: str, session_id: str) -> None:
    """Selected for the session, and told."""
    reader = world.facilitator()
    curating.select_paper(reader, paper, session_id)
    curating.announce_decisions(reader)


def sent(paper: str, *authors: Actor) -> dict[str, Any]:
    """Each of them has sent it; the answer to the last."""
    return [commands.submit_paper(author, paper) for author in authors][-1]


def says_yes(author: Actor, paper: str, reader: str = "me") -> str:
    """The author's yes to what counts; the state that she is answered."""
    revision = queries.latest_revision(paper)
    assert revision is not None
    return str(commands.confirm_paper(author, paper, revision.number, reader)["state"])


def confirmed(world: World, paper: str, *authors: Actor) -> str:
    """Sent, chosen, and each author's yes in turn. The revision's id."""
    session = world.session()
    revision = sent(paper, *authors)["revision"]
    chosen(world, paper, session.id)
    for author in authors:
        says_yes(author, paper)
    return str(revision)


def test_a_number_leads_to_the_id_it_was_made_of() -> None:
    for id_ in ("0" * 32, "00a1f2" + "c" * 26, "ffffff" + "0" * 26):
        assert beginning_of_id(number_of(id_)) == id_[:6]
    odd = ("", "11", "٣٣٣٣٣٣٣٣٣", "999999999", "-00000011")
    assert [beginning_of_id(each) for each in odd] == [None] * 5


def test_a_digit_heard_wrong_and_two_that_changed_places_are_nobodys_number() -> None:
    number = number_of("7c3a91" + "0" * 26).replace(" ", "")
    for at in range(len(number)):
        for digit in set("0123456789") - {number[at]}:
            assert beginning_of_id(number[:at] + digit + number[at + 1 :]) is None
    for at in range(len(number) - 1):
        one, two = number[at], number[at + 1]
        if one != two:
            assert beginning_of_id(number[:at] + two + one + number[at + 2 :]) is None


def test_a_line_belongs_to_whoever_began_it() -> None:
    before, writers = ["I see a door.", "It is shut."], ["mina", "sami"]
    after = ["Hello.", "It is shut.", "I see a red door.", "Open it!"]
    assert writers_after(before, writers, after, "sami") == ["sami", "sami", "mina", "sami"]


def test_a_small_change_in_every_line_of_a_long_text_takes_none_of_them_along() -> None:
    words = "The door of the library number {} is shut on the day on which we want to read in it. "
    before = [words.format(n) * 6 for n in range(17)]
    writers = ["mina" if n % 3 else "sami" for n in range(17)]
    for after in (
        [line.replace("library", "libary") for line in before],
        [line + " " for line in before],
        [line.replace(" shut", "  shut").replace("door", "Door,") for line in before],
        ["\u0301".join(line) for line in before],
    ):
        assert writers_after(before, writers, after, "adult") == writers
    short, hers = [f"Line {n}" for n in range(900)], ["mina"] * 900
    assert writers_after(short, hers, [f"{one}!" for one in short], "sami") == hers
    others = [f"{n * 7919:x} {n * 104729:x}" for n in range(900)]
    assert writers_after(short, hers, others, "sami") == hers, "too many to compare: by place"


def test_a_new_line_beside_a_changed_one_is_its_writers_own() -> None:
    first = "We want the library to be open on Fridays and in the evening"
    second = "On Fridays we want to be in the library and open the evening too"
    after = [f"{first}, please.", second]
    assert writers_after([first], ["mina"], after, "sami") == ["mina", "sami"]
    after = [second, f"{first}, please."]
    assert writers_after([first], ["mina"], after, "sami") == ["sami", "mina"]
    assert writers_after(["listen"], ["mina"], ["silent"], "sami") == ["sami"], "the same letters"


def test_who_cuts_a_line_in_two_or_goes_on_with_it_has_not_begun_it() -> None:
    whole = ["I see a door. It is shut since the spring."]
    parts = ["I see a door.", "It is shut since the spring.", "Open it!"]
    assert writers_after(whole, ["mina"], parts, "sami") == ["mina", "mina", "sami"]
    assert writers_after(["I"], ["mina"], ["I see a door of a house"], "sami") == ["mina"]
    assert writers_after(["\u0643\u062a\u0628"], ["mina"], [
        "\u0643\u064e\u062a\u064e\u0628\u064e \u0647\u0646\u0627"
    ], "sami") == ["mina"], "vowel signs are no other word"  # fmt: skip


def test_both_read_and_write_and_each_is_told_what_the_other_wrote(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    before = desk(f"mine:{mina.person_id}"), desk(f"mine:{sami.person_id}")
    writes(mina, paper, "Hers.")
    writes(sami, paper, "Hers.\n\nHis.")
    assert (desk(f"mine:{mina.person_id}"), desk(f"mine:{sami.person_id}")) == (
        before[0] + 2,
        before[1] + 2,
    )
    assert payloads.own_paper(mina, paper)["body"] == "Hers.\n\nHis."
    (told,) = payloads.papers_topic(sami.person_id or "")["papers"]
    assert (told["id"], told["authors"], told["version"]) == (paper, 2, 2)
    assert told["by"]["en"] == f"{(mina.words or {})['en']} · {(sami.words or {})['en']}"
    (row,) = db.session.scalars(
        select(PaperAuthor).where(PaperAuthor.person_id == sami.person_id)
    ).all()
    assert row.recorded_by is not None
    joins(world.facilitator(), paper, sami)
    assert len(authors_of(paper)) == 2


def test_only_an_adult_joins_and_only_who_takes_part_and_only_a_handful(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina)
    for actor in (mina, sami, world.phone(world.session())):
        with pytest.raises(NotAllowed):
            joins(actor, paper, sami)
    adult = world.facilitator()
    for numbers in (
        (number_of(paper), "000000000"),
        ("000000000", number_of(sami.person_id or "")),
        (number_of(paper), number_of(adult.person_id or "")),
        ("", ""),
    ):
        with pytest.raises(NotFound):
            join_author(adult, *numbers)
    with pytest.raises(NotFound):
        joins(adult, paper, world.delegate(consent=False))
    for _ in range(MOST_AUTHORS - 1):
        joins(adult, paper, world.delegate())
    with pytest.raises(NotNow):
        joins(adult, paper, sami)
    with pytest.raises(NotNow):
        joins(adult, world.paper(mina, "submitted"), sami)


def test_whoever_was_joined_by_a_wrong_number_is_parted_by_the_same_adult(
    app: Flask, world: World
) -> None:
    mina, other, adult = world.delegate(), world.delegate(), world.facilitator()
    paper = together(world, mina)
    writes(mina, paper, "Hers.")
    numbers = number_of(paper), number_of(other.person_id or "")
    door = browser_of(app, adult)
    fields = dict(zip(("paper_number", "child_number"), numbers, strict=True))
    page = door.post("/together", data=fields).text
    assert (other.words or {})["en"] in page
    with pytest.raises(NotFound):
        undo_joining(world.facilitator(), *numbers)
    with pytest.raises(NotFound):
        undo_joining(adult, numbers[0], number_of(mina.person_id or ""))
    assert door.post("/together", data=fields | {"then": "undo"}).status_code == 200
    db.session.rollback()
    db.session.expire_all()
    assert authors_of(paper) == [mina.person_id]
    assert queries.paper_for(mina, paper).draft_body == "Hers."
    assert payloads.papers_topic(other.person_id or "")["papers"] == []


def test_before_she_tells_a_number_she_reads_who_can_open_what_is_shared(
    sqlite_app: Flask,
) -> None:
    world = World()
    mina = world.delegate()
    paper = commands.start_paper(mina, "en")["paper"]
    for path, number in ((f"/papers/{paper}", paper), ("/papers", mina.person_id or "")):
        page = browser_of(sqlite_app, mina).get(path).text
        assert number_of(number) in page
        assert "The safety team can open a shared draft if someone may be in danger." in page


def test_an_adult_puts_nobody_out_of_her_paper_by_undoing(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, clock_ = World(), MovingClock(monkeypatch)
    mina, sami, dana, adult = (
        world.delegate(),
        world.delegate(),
        world.delegate(),
        world.facilitator(),
    )
    paper = commands.start_paper(mina, "en")["paper"]
    joins(adult, paper, sami)
    joins(adult, paper, dana)
    writes(sami, paper, "His.")
    fields = {"paper_number": number_of(paper), "then": "undo"}
    answered = browser_of(sqlite_app, adult).post(
        "/together", data=fields | {"child_number": number_of(sami.person_id or "")}
    )
    assert answered.status_code == 409
    assert "It is too late to undo it" in answered.text
    clock_.passes(days=1)
    with pytest.raises(NotNow):
        undo_joining(adult, number_of(paper), number_of(dana.person_id or ""))
    clock_.passes(seconds=-1)
    undo_joining(adult, number_of(paper), number_of(dana.person_id or ""))
    assert authors_of(paper) == [mina.person_id, sami.person_id]


def test_it_is_sent_once_each_of_them_has_sent_the_same_words(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, "Hers.")

    def sending() -> list[str | None]:
        return [payloads.own_paper(each, paper)["sending"] for each in (mina, sami)]

    assert sending() == [None, None]
    for _ in range(2):
        assert commands.submit_paper(mina, paper)["state"] == "draft"
    assert sending() == ["mine", "theirs"]
    assert curation.desk(world.facilitator())["papers"] == []
    with pytest.raises(ChangedMeanwhile):
        commands.submit_paper(sami, paper, 0)
    writes(sami, paper, "Hers.\n\nHis.")
    assert sending() == [None, None], "she has not read his line"
    assert commands.submit_paper(sami, paper)["state"] == "draft"
    assert commands.submit_paper(mina, paper, 2)["state"] == "submitted"
    assert sent_paper(world.facilitator(), paper).body == "Hers.\n\nHis."
    commands.take_back(sami, paper)
    commands.bring_back(sami, paper)
    assert commands.submit_paper(mina, paper)["state"] == "draft", "no old yes sends it"


def test_a_new_paper_is_neither_shared_nor_held(sqlite_app: Flask) -> None:
    world = World()
    mina, sami, dana = world.delegate(), world.delegate(), world.delegate()
    shared = together(world, mina, sami)
    new = commands.start_paper(mina)["paper"]
    assert new != shared, "nobody reads along in what she begins"
    assert commands.start_paper(mina)["paper"] == new
    held = together(world, dana, mina, sami)
    writes(dana, held, "Dana's.")
    sent(held, dana, mina, sami)
    holding.hold_paper(world.facilitator(), held)
    empty = leave_paper(sami, held)["paper"]
    assert queries.paper_for(sami, empty).held_at is None, "none of her words are held"
    kept = leave_paper(dana, held)["paper"]
    assert queries.paper_for(dana, kept).held_at is not None
    assert commands.start_paper(sami)["paper"] == empty


def test_a_shared_draft_exists_for_its_authors_alone(app: Flask, world: World) -> None:
    mina, sami, adult = world.delegate(), world.delegate(), world.facilitator()
    paper = commands.start_paper(mina, "en")["paper"]
    joins(adult, paper, sami)
    writes(sami, paper, "canary")
    assert "canary" in browser_of(app, mina).get(f"/papers/{paper}").text
    others = [adult, world.delegate(), world.signed_in(world.person("safeguarding", kind="adult"))]
    for other in (*others, NOBODY):
        with pytest.raises(NotFound):
            queries.paper_for(other, paper)
    door = browser_of(app, adult)
    for path in (f"/papers/{paper}", "/together", "/curate", f"/curate/{paper}"):
        assert "canary" not in door.get(path).text


def test_it_is_shown_once_each_of_them_has_said_yes(world: World) -> None:
    mina, sami, session = world.delegate(), world.delegate(), world.session()
    paper = together(world, mina, sami)
    writes(mina, paper, "Ours.")
    revision = sent(paper, sami, mina)["revision"]
    chosen(world, paper, session.id)
    assert says_yes(sami, paper) == "selected"
    assert says_yes(sami, paper, "friend") == "selected"
    assert queries.stage_text(revision) is None
    asks = [queries.own_paper(each, paper).asks for each in (mina, sami)]
    assert asks == ["confirm", None]
    with pytest.raises(ChangedMeanwhile):
        commands.confirm_paper(mina, paper, 2, "me")
    assert says_yes(mina, paper) == "confirmed"
    shown = queries.stage_text(revision)
    assert shown is not None
    assert shown.author == {
        lang: f"{name} · {(sami.words or {})[lang]}" for lang, name in (mina.words or {}).items()
    }
    commands.take_back(sami, paper)
    assert queries.stage_text(revision) is None


def test_whoever_leaves_takes_her_name_and_her_lines_along(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, "I see a door.\n\nIt is shut.")
    writes(sami, paper, "I see a red door.\n\nIt is shut.\n\nOpen it, please.")
    revision = confirmed(world, paper, mina, sami)
    assert queries.stage_text(revision) is not None
    own = leave_paper(mina, paper)["paper"]
    assert queries.stage_text(revision) is None
    with pytest.raises(NotFound):
        queries.paper_for(mina, paper)
    rest = queries.paper_for(sami, paper)
    assert (rest.state, rest.visibility, rest.author_id) == ("draft", "authors", sami.person_id)
    assert rest.draft_body == "Open it, please."
    assert queries.paper_for(mina, own).draft_body == "I see a red door.\n\nIt is shut."
    kept = db.session.get(PaperRevision, revision)
    assert kept is not None
    assert (kept.title, kept.body) == ("", "")
    assert curation.desk(world.facilitator())["papers"] == []
    assert queries.stage_text(confirmed(world, paper, sami)) is not None
    with pytest.raises(NotNow):
        leave_paper(sami, paper)
    assert db.session.get(Paper, paper) is not None


def test_the_title_leaves_with_whoever_began_the_paper_and_with_nobody_else(
    app: Flask, world: World
) -> None:
    mina, sami, dana = world.delegate(), world.delegate(), world.delegate()
    paper = together(world, mina, sami, dana)
    writes(dana, paper, "Dana's.")

    def title(author: Actor, of: str) -> tuple[str, bool]:
        db.session.rollback()
        db.session.expire_all()
        told = payloads.own_paper(author, of)
        return told["title"], told["title_left"]

    own = leave_paper(dana, paper)["paper"]
    assert (title(dana, own), title(sami, paper)) == (("", False), ("Together", False))
    own = leave_paper(mina, paper)["paper"]
    assert (title(mina, own), title(sami, paper)) == (("Together", False), ("", True))
    assert "Which title shall it have now?" in browser_of(app, sami).get(f"/papers/{paper}").text
    row = queries.paper_for(sami, paper)
    commands.save_draft(sami, paper, "Sami's", "", "en", row.draft_version)
    assert title(sami, paper) == ("Sami's", False)


def test_a_paper_that_came_together_with_a_twin_waits_for_each_yes_too(world: World) -> None:
    mina, sami, session = world.delegate(), world.delegate(), world.session()
    twin = world.paper(world.delegate(), "selected", session)
    paper = together(world, mina, sami)
    writes(mina, paper, "Ours.")
    sent(paper, mina, sami)
    reader = world.facilitator()
    curating.join_paper(reader, paper, twin)
    curating.announce_decisions(reader)
    assert says_yes(mina, paper) == "joined"
    assert [queries.own_paper(each, paper).asks for each in (mina, sami)] == [None, "confirm"]
    assert says_yes(sami, paper) == "confirmed"


def letter_of(author: Actor, paper: str) -> dict[str, Any] | None:
    """What adults wrote about this paper, as this author reads it."""
    db.session.rollback()
    db.session.expire_all()
    told = payloads.papers_topic(author.person_id or "")["papers"]
    found: dict[str, Any] | None = next(one["letter"] for one in told if one["id"] == paper)
    return found


def test_letters_reach_every_author_and_a_change_needs_each_yes(world: World) -> None:
    mina, sami, reader = world.delegate(), world.delegate(), world.facilitator()
    paper = together(world, mina, sami)
    writes(mina, paper, "Ours.")
    sent(paper, mina, sami)
    before = desk(f"mine:{sami.person_id}")
    letters.ask_about_paper(reader, paper, "Who?", "en")
    assert desk(f"mine:{sami.person_id}") == before + 1
    for author in (mina, sami):
        assert (letter_of(author, paper) or {})["kind"] == "question"
    letters.answer_question(sami, paper, "Our neighbour.")
    assert letter_of(mina, paper) is None

    offer = letters.offer_change(reader, paper, "Together", "Ours, and yours.")["offer"]
    for _ in range(2):
        said = letters.reply_to_offer(mina, paper, offer, says_yes=True)
        assert said["state"] == "change_offered"
    assert [(letter_of(each, paper) or {})["said_yes"] for each in (mina, sami)] == [True, False]
    assert sent_paper(reader, paper).body == "Ours."
    said = letters.reply_to_offer(sami, paper, offer, says_yes=True)
    assert said["state"] == "in_review"
    assert sent_paper(reader, paper).body == "Ours, and yours."
    assert queries.paper_for(mina, paper).draft_body == "Ours, and yours."

    offer = letters.offer_change(reader, paper, "Together", "Yours.")["offer"]
    letters.reply_to_offer(mina, paper, offer, says_yes=True)
    assert letters.reply_to_offer(sami, paper, offer, says_yes=False)["state"] == "in_review"
    assert sent_paper(reader, paper).body == "Ours, and yours."


def test_an_accepted_change_of_spelling_leaves_each_line_with_its_writer(
    sqlite_app: Flask,
) -> None:
    world = World()
    mina, sami, reader = world.delegate(), world.delegate(), world.facilitator()
    paper = together(world, mina, sami)
    sentence = "The libary of my school number {} is open on Sundays when nobody can go there. "
    texts = [sentence.format(n) * 5 for n in range(17)]
    writes(mina, paper, "\n\n".join(texts[:8]))
    writes(sami, paper, "\n\n".join(texts))
    sent(paper, mina, sami)
    spelled = "\n\n".join(texts).replace("libary", "library")
    offer = letters.offer_change(reader, paper, "Together", spelled)["offer"]
    for child in (mina, sami):
        letters.reply_to_offer(child, paper, offer, says_yes=True)
    own = leave_paper(sami, paper)["paper"]
    assert queries.paper_for(sami, own).draft_body == "\n\n".join(
        text.replace("libary", "library") for text in texts[8:]
    )


def test_whoever_leaves_takes_her_lines_out_of_what_adults_offered_too(world: World) -> None:
    mina, sami, reader = world.delegate(), world.delegate(), world.facilitator()
    paper = together(world, mina, sami)
    writes(mina, paper, "I see a window. And a door.")
    writes(sami, paper, "I see a window. And a door.\n\nOpen it, please.")
    sent(paper, mina, sami)
    letters.ask_about_paper(reader, paper, "Which door?", "en")
    letters.answer_question(mina, paper, "The door of the library.")
    writes(mina, paper, "I see doors.\n\nOpen it, please.")
    offer = letters.offer_change(reader, paper, "Together", "I see doors.\n\nOpen it, please.")
    own = leave_paper(mina, paper)["paper"]
    rest = queries.paper_for(sami, paper)
    assert (rest.state, rest.current_revision_id, rest.draft_body) == (
        "draft", None, "Open it, please.",
    )  # fmt: skip
    assert letter_of(sami, paper) is None
    assert not any("door" in body for body in db.session.scalars(select(PaperRevision.body)))
    asked = db.session.execute(select(PaperQuestion.text, PaperQuestion.answer)).all()
    assert set(asked) == {("", "")}
    with pytest.raises(NotNow):
        letters.reply_to_offer(sami, paper, offer["offer"], says_yes=True)
    commands.submit_paper(sami, paper)
    on_desk = curation.desk_paper(sent_paper(reader, paper), reader)
    assert (on_desk["offers"], on_desk["asked"]) == ([], [])
    assert queries.paper_for(mina, own).draft_body == "I see doors."


def test_a_hold_stays_on_both_papers_when_an_author_leaves(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, "Hers.")
    writes(sami, paper, "Hers.\n\nHis.")
    sent(paper, mina, sami)
    holding.hold_paper(world.facilitator(), paper)
    own = leave_paper(mina, paper)["paper"]
    with pytest.raises(NotNow):
        joins(world.facilitator(), paper, world.delegate())
    commands.submit_paper(mina, own)
    commands.submit_paper(sami, paper)
    assert curation.desk(world.facilitator())["papers"] == []


@pytest.mark.parametrize("goes", ["leaves", "takes no part", "takes it back"])
def test_who_goes_takes_no_word_of_a_held_paper_from_the_safety_team(
    sqlite_app: Flask, goes: str
) -> None:
    world = World()
    mina, sami, reader = world.delegate(), world.delegate(), world.facilitator()
    safety = world.signed_in(world.person("safeguarding", kind="adult"))
    paper = together(world, mina, sami)
    writes(mina, paper, "A threat.")
    writes(sami, paper, "A threat.\n\nHis.")
    sent(paper, mina, sami)
    letters.ask_about_paper(reader, paper, "Whom?", "en")
    letters.answer_question(mina, paper, "A threat to her.")
    holding.hold_paper(reader, paper)
    if goes == "takes no part":
        take_back_assent(mina)
    else:
        (leave_paper if goes == "leaves" else commands.take_back)(mina, paper)

    def read() -> dict[str, Any]:
        db.session.rollback()
        db.session.expire_all()
        return curation.desk_paper(sent_paper(safety, paper), safety)

    assert "A threat." in str(read()["paragraphs"])
    assert "A threat to her." in str(read()["asked"])
    assert (sami.words or {})["en"] in str(read()["author"])
    assert paper in {one["id"] for one in curation.desk(safety)["papers"]}
    assert curation.desk(reader)["papers"] == []
    if goes == "takes it back":
        return
    assert (mina.words or {})["en"] in str(read()["author"]) or goes == "takes no part"
    for step in ("take_back", "bring_back"):
        told = payloads.own_paper(sami, paper)
        assert (told["sent"], told["body"]) == (None, "His.")
        getattr(commands, step)(sami, paper)
    sent(paper, sami)
    assert "A threat." not in str(read()["paragraphs"])
    assert "A threat." in str(read()["before"]), "other words sent cover nothing"
    assert browser_of(sqlite_app, safety).get(f"/curate/{paper}").text.count("A threat.") == 1
    holding.lift_hold(safety, paper)
    assert "threat" not in str(read())
    assert [one["id"] for one in curation.desk(reader)["papers"]] == [paper]
    kept = [*db.session.scalars(select(PaperRevision.body)), *db.session.scalars(
        select(PaperQuestion.answer)
    )]  # fmt: skip
    assert "threat" not in str(kept)


def test_a_hold_is_lifted_from_what_is_at_no_desk_any_more(sqlite_app: Flask) -> None:
    world = World()
    mina, sami = world.delegate(), world.delegate()
    safety = world.signed_in(world.person("safeguarding", kind="adult"))
    paper = together(world, mina, sami)
    writes(mina, paper, "A threat.")
    sent(paper, mina, sami)
    holding.hold_paper(world.facilitator(), paper)
    leave_paper(mina, paper)
    lifted = browser_of(sqlite_app, safety).post(f"/curate/{paper}/lift")
    assert (lifted.status_code, lifted.location) == (303, "/curate")
    db.session.rollback()
    db.session.expire_all()
    assert queries.paper_for(sami, paper).current_revision_id is None
    assert list(db.session.scalars(select(PaperRevision.body))) == [""]


def test_whoever_takes_part_no_more_has_left_and_the_others_go_on(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, "I see a door.")
    writes(sami, paper, "I see a door.\n\nOpen it, please.")
    revision = confirmed(world, paper, mina, sami)
    alone = world.paper(mina, "submitted")
    take_back_assent(mina)
    db.session.rollback()
    db.session.expire_all()
    assert queries.stage_text(revision) is None
    rest = queries.paper_for(sami, paper)
    assert (rest.state, rest.draft_body, authors_of(paper)) == (
        "draft", "Open it, please.", [sami.person_id],
    )  # fmt: skip
    shown = queries.stage_text(confirmed(world, paper, sami))
    assert shown is not None
    assert (shown.paragraphs, shown.author) == ([Paragraph("Open it, please.")], sami.words)
    kept = {one.draft_body for one in db.session.scalars(select(Paper)) if one.id != paper}
    assert "I see a door." in kept, "her lines wait for her"
    assert authors_of(alone) == [mina.person_id], "what she wrote alone stays as it was"


def test_only_who_did_not_renew_her_yes_is_asked_again(world: World) -> None:
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, "Ours.")
    revision = confirmed(world, paper, mina, sami)
    over_a_year_ago = clock.now() - timedelta(days=400)
    with db.writing() as rows:
        rows.execute(
            update(PaperYes)
            .where(PaperYes.person_id == sami.person_id)
            .values(said_at=over_a_year_ago)
        )
    db.session.expire_all()
    commands.sweep_yeses(SYSTEM)
    assert queries.stage_text(revision) is None
    assert [queries.own_paper(each, paper).asks for each in (mina, sami)] == [None, "stay"]
    assert commands.say_yes_again(sami, paper)["state"] == "confirmed"
    assert queries.stage_text(revision) is not None
