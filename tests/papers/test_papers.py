"""A paper's short way: written, sent, chosen, said yes to, taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event as listening
from sqlalchemy import func, select

from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.audit import AuditRow
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.foundation.refusals import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    NotNow,
    NotSignedIn,
)
from participation.foundation.versions import versions_of
from participation.papers import commands, payloads, queries
from participation.papers.curation import commands as curating
from participation.papers.curation import letters
from participation.papers.curation import payloads as curation
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision, PaperYes
from participation.papers.refusals import DraftMovedOn, NothingWritten
from tests.world import World


def paper_row(paper_id: str) -> Paper:
    db.session.rollback()
    paper = db.session.get(Paper, paper_id)
    assert paper is not None
    return paper


def state_of(paper_id: str) -> str:
    return paper_row(paper_id).state


def revisions(paper_id: str) -> list[PaperRevision]:
    db.session.rollback()
    return list(
        db.session.scalars(
            select(PaperRevision)
            .where(PaperRevision.paper_id == paper_id)
            .order_by(PaperRevision.number)
        )
    )


def yeses(*, living: bool) -> int:
    db.session.rollback()
    ended = PaperYes.ended_at.is_(None) if living else PaperYes.ended_at.is_not(None)
    return db.session.scalar(select(func.count()).select_from(PaperYes).where(ended)) or 0


def desk(name: str) -> int:
    db.session.rollback()
    return versions_of([f"desk:{name}"]).get((f"desk:{name}", "desk"), 0)


# -- writing ---------------------------------------------------------------------------------


def test_every_save_is_kept_and_raises_the_version(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    for version, body in enumerate(["a", "", "  spaces \n stay  ", "١٢٣ " * 25_000], start=1):
        answer = commands.save_draft(author, paper, "", body, "ar", version - 1)
        assert answer == {"paper": paper, "version": version}
        assert paper_row(paper).draft_body == body


def test_an_old_base_is_answered_with_the_newer_text(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    commands.save_draft(author, paper, "T", "from the tablet", "en", 0)
    with pytest.raises(DraftMovedOn) as refused:
        commands.save_draft(author, paper, "T", "from the phone", "en", 0)
    assert refused.value.state == {
        "title": "T",
        "body": "from the tablet",
        "lang": "en",
        "version": 1,
    }
    assert paper_row(paper).draft_body == "from the tablet"


def test_saving_what_is_kept_already_is_no_conflict_and_no_new_version(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    commands.save_draft(author, paper, "T", "same", "en", 0)
    before = desk(f"mine:{author.person_id}")
    assert commands.save_draft(author, paper, "T", "same", "en", 0)["version"] == 1
    assert desk(f"mine:{author.person_id}") == before


def test_a_replayed_save_gets_its_first_answer(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    same = "7" * 32
    first = commands.save_draft.once(same, author, paper, "T", "one", "en", 0)
    commands.save_draft(author, paper, "T", "two", "en", 1)
    assert commands.save_draft.once(same, author, paper, "T", "one", "en", 0) == first
    assert paper_row(paper).draft_body == "two"


def test_typing_leaves_no_audit_row_and_no_word_anywhere_else(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    before = db.session.scalar(select(func.count()).select_from(AuditRow))
    commands.save_draft(author, paper, "T", "canary", "en", 0)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(AuditRow)) == before


def test_starting_twice_opens_the_same_untouched_paper(world: World) -> None:
    author = world.delegate()
    first = commands.start_paper(author)
    assert commands.start_paper(author) == first
    commands.save_draft(author, first["paper"], "", "a word", "en", 0)
    assert commands.start_paper(author)["paper"] != first["paper"]


def test_a_draft_exists_for_its_author_alone(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author)
    others = [
        world.delegate(),
        world.moderator(session),
        world.facilitator(),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person("safeguarding", kind="adult")),
        world.phone(session),
        NOBODY,
        SYSTEM,
    ]
    for other in others:
        with pytest.raises(NotFound):
            queries.paper_for(other, paper)
        with pytest.raises(NotFound):
            queries.paper_at_desk(other, paper)
    reader = world.facilitator()
    topic = curation.curation_topic()
    assert (topic["papers"], topic["states"]) == (0, {})
    assert curation.standing(reader, [paper]) == []
    assert curation.desk(reader)["papers"] == []


# -- who may -----------------------------------------------------------------------------------


def own_steps(author: Actor, paper: str) -> list[Callable[[], Any]]:
    return [
        lambda: commands.save_draft(author, paper, "T", "other words", "en", 1),
        lambda: commands.submit_paper(author, paper),
        lambda: commands.confirm_paper(author, paper, 1, "me"),
        lambda: commands.take_back(author, paper),
        lambda: commands.bring_back(author, paper),
    ]


def test_nobody_takes_a_step_in_somebody_elses_paper(world: World) -> None:
    session = world.session()
    paper = world.paper(world.delegate(), "selected", session)
    for step in own_steps(world.delegate(), paper):
        with pytest.raises(NotFound):
            step()
    # An adult at the desk may type for a child: another's draft is not there for her.
    facilitator, organiser = world.facilitator(), world.person("organiser", kind="adult")
    save, *others = own_steps(facilitator, paper)
    with pytest.raises(NotFound):
        save()
    for step in (*others, *own_steps(world.signed_in(organiser), paper)):
        with pytest.raises(NotAllowed):
            step()
    for step in own_steps(NOBODY, paper):
        with pytest.raises(NotSignedIn):
            step()
    assert state_of(paper) == "selected"


def test_only_a_facilitator_takes_up_and_selects(world: World) -> None:
    session = world.session()
    paper = world.paper(world.delegate(), "submitted")
    for actor in (
        world.delegate(),
        world.moderator(session),
        world.signed_in(world.person("organiser", kind="adult")),
        world.signed_in(world.person("safeguarding", kind="adult")),
        world.phone(session),
    ):
        with pytest.raises(NotAllowed):
            curating.take_up_paper(actor, paper)
        with pytest.raises(NotAllowed):
            curating.select_paper(actor, paper, session.id)
    assert state_of(paper) == "submitted"


def test_a_facilitator_chooses_for_her_own_sessions_only(world: World) -> None:
    hers, other = world.session(), world.session()
    closed = world.session(kind="closed")
    reader = world.facilitator(hers)
    paper = world.paper(world.delegate(), "submitted")
    with pytest.raises(NotAllowed):
        curating.select_paper(reader, paper, other.id)
    with pytest.raises(NotFound):
        curating.select_paper(reader, paper, closed.id)
    assert curating.select_paper(reader, paper, hers.id)["state"] == "selected"


def test_no_paper_is_chosen_for_a_closed_meeting_so_its_title_reaches_no_author(
    world: World,
) -> None:
    closed = world.session(kind="closed")
    paper = world.paper(world.delegate(), "in_review")
    with pytest.raises(NotFound):
        curating.select_paper(world.facilitator(closed), paper, closed.id)
    assert state_of(paper) == "in_review"


def test_nobody_begins_a_paper_without_being_a_delegate(world: World) -> None:
    for actor in (world.facilitator(), world.phone(world.session())):
        with pytest.raises(NotAllowed):
            commands.start_paper(actor)
    with pytest.raises(NotSignedIn):
        commands.start_paper(NOBODY)


# -- the way -------------------------------------------------------------------------------------


def test_a_paper_goes_from_draft_to_the_yes_that_brings_it_on_stage(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author)
    assert commands.submit_paper(author, paper)["number"] == 1
    assert state_of(paper) == "submitted"
    reader = world.facilitator()
    curating.take_up_paper(reader, paper)
    assert state_of(paper) == "in_review"
    curating.select_paper(reader, paper, session.id)
    assert queries.confirmed_revision(paper) is None
    with pytest.raises(NotNow) as refused:
        commands.confirm_paper(author, paper, 1, "friend")
    assert refused.value.state == "in_review", "until all are told she reads that it is read"
    curating.announce_decisions(reader)
    answer = commands.confirm_paper(author, paper, 1, "friend")
    revision = queries.confirmed_revision(paper)
    assert revision is not None
    assert answer["revision"] == revision.id == revisions(paper)[0].id
    assert [each.id for each in queries.confirmed_for_session(session.id)] == [revision.id]
    assert paper_row(paper).reads_aloud == "friend"
    assert yeses(living=True) == 1


def test_what_was_sent_stays_as_it_was_while_the_draft_goes_on(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "submitted", title="T", body="sent words")
    commands.save_draft(author, paper, "T", "not for the desk", "en", 1)
    reader = world.facilitator()
    (row,) = curation.desk(reader)["papers"]
    shown = curation.desk_paper(sent_paper(reader, paper), reader)
    assert [
        one["words"] for paragraph in shown["paragraphs"] for one in paragraph["sentences"]
    ] == [{"lang": "en", "dir": "ltr", "parts": [{"text": "sent words", "marks": []}]}]
    assert "not for the desk" not in repr([row, shown])


def test_an_empty_paper_is_not_sent(world: World) -> None:
    author = world.delegate()
    paper = commands.start_paper(author)["paper"]
    commands.save_draft(author, paper, "  ", "\n", "en", 0)
    with pytest.raises(NothingWritten):
        commands.submit_paper(author, paper)
    assert (state_of(paper), revisions(paper)) == ("draft", [])


def test_sending_twice_leaves_one_revision(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    first = commands.submit_paper.once("1" * 32, author, paper)
    assert commands.submit_paper.once("1" * 32, author, paper) == first
    assert commands.submit_paper.once("2" * 32, author, paper) == first
    assert len(revisions(paper)) == 1


def test_a_step_from_the_wrong_state_is_answered_with_the_present_one(world: World) -> None:
    author, session, reader = world.delegate(), world.session(), world.facilitator()
    paper = world.paper(author, "confirmed", session)
    for step in (
        lambda: commands.submit_paper(author, paper),
        lambda: curating.take_up_paper(reader, paper),
        lambda: curating.select_paper(reader, paper, session.id),
        lambda: commands.bring_back(author, paper),
    ):
        with pytest.raises(NotNow) as refused:
            step()
        assert refused.value.state == "confirmed"


def test_a_chosen_paper_is_not_moved_to_another_session(world: World) -> None:
    one, other = world.session(), world.session()
    paper = world.paper(world.delegate(), "selected", one)
    reader = world.facilitator()
    assert curating.select_paper(reader, paper, one.id)["state"] == "selected"
    with pytest.raises(NotNow):
        curating.select_paper(reader, paper, other.id)


def test_the_author_may_change_her_mind_about_who_reads(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    commands.confirm_paper(author, paper, 1, "nobody")
    assert paper_row(paper).reads_aloud == "nobody"
    assert yeses(living=True) == 1
    with pytest.raises(BadInput):
        commands.confirm_paper(author, paper, 1, "a stranger")


def test_a_yes_is_for_the_words_that_she_read_and_for_no_others(world: World) -> None:
    author, session, reader = world.delegate(), world.session(), world.facilitator()
    paper = world.paper(author, "submitted")
    letters.ask_about_paper(reader, paper, "Who?", "en")
    commands.save_draft(author, paper, "T", "Sent anew.", "en", 1)
    commands.submit_paper(author, paper)
    commands.save_draft(author, paper, "T", "Never sent.", "en", 2)
    curating.select_paper(reader, paper, session.id)
    curating.announce_decisions(reader)
    shown = payloads.own_paper(author, paper)["sent"]
    assert (shown["number"], shown["paragraphs"][0]["text"]) == (2, "Sent anew.")
    with pytest.raises(ChangedMeanwhile) as refused:
        commands.confirm_paper(author, paper, 1, "me")
    assert (refused.value.state, state_of(paper)) == ("selected", "selected")
    assert yeses(living=True) == 0
    commands.confirm_paper(author, paper, 2, "me")
    with pytest.raises(ChangedMeanwhile):
        commands.confirm_paper(author, paper, 1, "friend")
    assert paper_row(paper).reads_aloud == "me"


def test_a_change_she_says_yes_to_is_in_what_she_wrote_meanwhile(world: World) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", title="T", body="A lamp.\n\nA door.")
    offer = letters.offer_change(reader, paper, "Two lamps", "Two lamps.\n\nA door.")["offer"]
    commands.save_draft(author, paper, "T", "A lamp.\n\nA door.\n\nAnd a key.", "en", 1)
    letters.reply_to_offer(author, paper, offer, says_yes=True)
    row = paper_row(paper)
    assert (row.draft_title, row.draft_body) == (
        "Two lamps", "Two lamps.\n\nA door.\n\nAnd a key.",
    )  # fmt: skip
    assert row.draft_version == 3, "the page that she types in hears of it"


@pytest.mark.parametrize("state", ["draft", "submitted", "in_review", "selected", "confirmed"])
def test_a_paper_is_taken_back_from_anywhere_and_nobody_else_sees_it(
    world: World, state: str
) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, state, session)
    sent = revisions(paper)
    commands.take_back(author, paper)
    assert commands.take_back(author, paper)["state"] == "withdrawn"
    row = paper_row(paper)
    assert (row.visibility, row.confirmed_revision_id, row.session_id) == ("authors", None, None)
    assert queries.confirmed_revision(paper) is None
    assert all(queries.stage_text(revision.id) is None for revision in sent)
    assert queries.confirmed_for_session(session.id) == []
    assert curation.curation_topic()["papers"] == 0
    assert yeses(living=True) == 0
    with pytest.raises(NotFound):
        sent_paper(world.facilitator(), paper)


def test_a_paper_that_is_brought_back_needs_a_new_yes(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session)
    first = revisions(paper)[0].id
    commands.take_back(author, paper)
    commands.bring_back(author, paper)
    assert (state_of(paper), paper_row(paper).draft_body) == (
        "draft",
        "First thought.\n\nSecond thought.",
    )
    commands.submit_paper(author, paper)
    reader = world.facilitator()
    curating.select_paper(reader, paper, session.id)
    curating.announce_decisions(reader)
    assert queries.stage_text(first) is None
    commands.confirm_paper(author, paper, 2, "me")
    assert queries.stage_text(first) is None, "the old revision has no living yes"
    second = queries.confirmed_revision(paper)
    assert second is not None
    assert second.number == 2
    assert (yeses(living=True), yeses(living=False)) == (1, 1)


def test_all_steps_in_one_transaction_see_each_other(world: World) -> None:
    """As the demonstration builds its papers: nested commands join the outer one."""
    author, reader, session = world.delegate(), world.facilitator(), world.session()

    @command(audit=Audit.NONE)
    def write_and_confirm(actor: Actor) -> Reference:
        begun = commands.start_paper(author, "ar")
        paper: str = begun["paper"]
        commands.save_draft(author, paper, "عنوان", "كلام", "ar", begun["version"])
        commands.submit_paper(author, paper)
        curating.take_up_paper(reader, paper)
        curating.select_paper(reader, paper, session.id)
        curating.announce_decisions(reader)
        commands.confirm_paper(author, paper, 1, "me")
        return {"paper": paper}

    paper = write_and_confirm(SYSTEM)["paper"]
    (revision,) = revisions(paper)
    assert (revision.title, revision.body, revision.language) == ("عنوان", "كلام", "ar")
    assert queries.stage_titles([revision.id]) == {revision.id: ("عنوان", "ar")}


# -- what is told --------------------------------------------------------------------------------


def test_each_step_changes_the_desks_that_show_it(world: World) -> None:
    author, session, reader = world.delegate(), world.session(), world.facilitator()
    mine = f"mine:{author.person_id}"
    paper = commands.start_paper(author)["paper"]
    assert (desk("curation"), desk(mine)) == (0, 1)
    commands.save_draft(author, paper, "T", "words", "en", 0)
    assert (desk("curation"), desk(mine)) == (0, 2)
    commands.submit_paper(author, paper)
    curating.take_up_paper(reader, paper)
    curating.select_paper(reader, paper, session.id)
    assert (desk("curation"), desk(mine)) == (3, 4), "she is not told that something is decided"
    curating.announce_decisions(reader)
    commands.confirm_paper(author, paper, 1, "me")
    commands.take_back(author, paper)
    assert (desk("curation"), desk(mine)) == (6, 7)


def test_the_desk_is_told_numbers_and_states_and_never_a_word(world: World) -> None:
    paper = world.paper(world.delegate(), "submitted", title="canary", body="canary")
    taken = world.paper(world.delegate(), "in_review", title="canary", body="canary")
    topic = curation.curation_topic()
    assert (topic["waiting"], topic["papers"]) == (1, 2)
    assert topic["states"] == {"submitted": 1, "in_review": 1}
    standing = curation.standing(world.facilitator(), [paper, taken])
    assert {(each["id"], each["state"]) for each in standing} == {
        (paper, "submitted"),
        (taken, "in_review"),
    }
    assert "canary" not in repr((topic, standing))


def test_the_author_sees_each_paper_and_what_it_asks(world: World) -> None:
    author, session = world.delegate(), world.session()
    chosen = world.paper(author, "selected", session, title="باب")
    world.paper(world.delegate())
    (mine,) = payloads.papers_topic(author.person_id or "")["papers"]
    assert mine == {
        "id": chosen,
        "title": {"text": "باب", "lang": "en", "dir": "ltr"},
        "pictures": [],
        "state": "selected",
        "session": {"slug": session.slug, "title": session.title},
        "asks": "confirm",
        "version": 1,
        "letter": None,
        "comments": [],
        "updated_at": mine["updated_at"],
        "authors": 1,
        "by": None,
        "title_left": False,
        "read_in": [],
        "typed": None,
        "sending": None,
        "shown": None,
    }


def test_a_paper_on_stage_shows_title_paragraphs_and_the_chosen_name(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed")
    (revision,) = revisions(paper)
    assert payloads.stage_paper(revision.id) == {
        "title": {"text": "A door that closes", "lang": "en", "dir": "ltr"},
        "paragraphs": [
            {"text": "First thought.", "lang": "en", "dir": "ltr"},
            {"text": "Second thought.", "lang": "en", "dir": "ltr"},
        ],
        "pictures": [],
        "author": author.words,
        "at": {
            "leaf": 1,
            "leaves": 2,
            "paragraph": 1,
            "part": 1,
            "parts": 1,
            "text": {"text": "First thought.", "lang": "en", "dir": "ltr"},
            "picture": None,
        },
        "in": {},
    }
    assert payloads.stage_paper(None) is None


def test_a_session_offers_its_confirmed_papers_to_be_pinned(world: World) -> None:
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session)
    world.paper(world.delegate(), "selected", session)
    (offered,) = payloads.confirmed_papers(session.id)
    assert (offered["id"], offered["author"]) == (paper, author.words)


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            seen.append(statement)

    listening.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        listening.remove(db.engine, "before_cursor_execute", note)


def test_the_number_of_queries_does_not_grow_with_the_papers(world: World) -> None:
    author, session, reader = world.delegate(), world.session(), world.facilitator()
    here = session.id

    def queries_of_all() -> int:
        db.session.rollback()
        db.session.expire_all()
        with counted() as seen:
            curation.desk(reader)
            curation.curation_topic()
            payloads.papers_topic(author.person_id or "")
            payloads.confirmed_papers(here)
            ids = [row.id for row in queries.confirmed_for_session(here)]
            queries.stage_titles(ids)
        return len(seen)

    world.paper(author, "confirmed", session)
    few = queries_of_all()
    for _ in range(4):
        world.paper(author, "confirmed", session)
        world.paper(author, "in_review")
    assert queries_of_all() == few
