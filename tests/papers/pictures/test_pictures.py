"""Drawings and photographed sheets: rebuilt, told in words, pinned by sending, and seen by whoever
reads that very text and nobody else."""

from __future__ import annotations

import io
import struct
import zlib
from contextvars import Context
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select, text

from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.database import Model, new_id
from participation.foundation.extensions import db
from participation.foundation.pictures import PictureTooLarge, PictureUnreadable
from participation.foundation.refusals import NotFound, NotNow, Refusal
from participation.foundation.versions import versions_of
from participation.papers import commands as papers
from participation.papers import payloads
from participation.papers.authors.commands import join_author, leave_paper, undo_joining
from participation.papers.authors.rules import number_of
from participation.papers.book import files
from participation.papers.curation import letters
from participation.papers.curation import payloads as curation
from participation.papers.curation.holding import hold_paper, lift_hold
from participation.papers.curation.queries import sent_paper
from participation.papers.models import Paper, PaperRevision
from participation.papers.pictures import commands, rules
from participation.papers.pictures.models import PaperPicture, PaperPixels, RevisionPicture
from participation.papers.pictures.refusals import EnoughPictures, NoPicture, NoWayBack
from participation.papers.showing.commands import show_paper
from tests.doors import Browser
from tests.moving_clock import MovingClock
from tests.papers.pictures.drawn import SECRET, chunked, drawing
from tests.world import World

TREE = ("picture", "A tree with a swing")
SHEET = ("sheet", "My page, in pencil")


@pytest.fixture
def moving_clock(monkeypatch: pytest.MonkeyPatch) -> MovingClock:
    return MovingClock(monkeypatch)


def bring(author: Actor, paper: str, kind: str = "picture", alt: str = "", **more: Any) -> str:
    raw = more.get("raw", drawing())
    kept = commands.bring_picture(author, more.get("once"), paper, raw, kind, alt)
    return str(kept["picture"])


def drafted(author: Actor, paper: str) -> list[dict[str, Any]]:
    db.session.rollback()
    return [one for one in payloads.own_paper(author, paper)["pictures"] if not one["is_out"]]


def sent(author: Actor, paper: str) -> list[dict[str, Any]]:
    db.session.rollback()
    found: list[dict[str, Any]] = payloads.own_paper(author, paper)["sent"]["pictures"]
    return found


def alts(pictures: list[dict[str, Any]]) -> list[str | None]:
    return [one["alt"] and one["alt"]["text"] for one in pictures]


# -- bringing one -----------------------------------------------------------------------------


@pytest.mark.parametrize("raw", [drawing(), chunked()], ids=["jpeg", "png"])
def test_a_picture_is_rebuilt_from_its_pixels_and_nothing_else_of_the_file_is_anywhere(
    app: Flask, world: World, raw: bytes
) -> None:
    author = world.delegate()
    paper = world.paper(author)
    assert SECRET.encode() in raw
    picture = bring(author, paper, raw=raw)
    db.session.rollback()
    for size in ("", "?small"):
        answer = Browser(app, author).get(f"/papers/{paper}/pictures/{picture}{size}")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.mimetype == "image/jpeg"
        assert SECRET.encode() not in answer.get_data()
        with Image.open(io.BytesIO(answer.get_data())) as found:
            assert not found.getexif()
            assert set(found.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert max(found.size) <= (rules.SMALL_SIDE if size else rules.LONGEST_SIDE)
    for table, column in text_columns():
        found_in = db.session.execute(
            text(f"SELECT count(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE :word"),
            {"word": f"%{SECRET}%"},
        ).scalar_one()
        assert found_in == 0, (table, column)
    for whole, small in db.session.execute(select(PaperPixels.content, PaperPixels.small)):
        assert SECRET.encode() not in whole + small


def text_columns() -> list[tuple[str, str]]:
    return [
        (table.name, f'"{column.name}"')
        for table in Model.metadata.tables.values()
        for column in table.columns
        if "CHAR" in str(column.type) or "TEXT" in str(column.type)
    ]


def test_a_large_photo_is_no_longer_than_a_wall_needs_and_keeps_its_shape(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    bring(author, paper, raw=drawing((4000, 2000)))
    (picture,) = drafted(author, paper)
    assert (picture["width"], picture["height"]) == (1600, 800)


def bomb() -> bytes:
    """A PNG of a few bytes that says it is sixty thousand pixels wide and high."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    packed = zlib.compress(b"\0" * 60_001)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("raw", "no"),
    [
        (b"", NoPicture),
        (bomb(), PictureTooLarge),
        (drawing()[:2000], PictureUnreadable),
        (SVG, PictureUnreadable),
        (b"GIF89a" + b"\0" * 40, PictureUnreadable),
        (b"%PDF-1.7 " + drawing(), PictureUnreadable),
        (b"\0" * (rules.LARGEST_BYTES + 1), PictureTooLarge),
    ],
    ids=["empty", "bomb", "cut off", "svg", "gif", "pdf and jpeg", "too many bytes"],
)
def test_a_hostile_file_gets_a_sentence_and_changes_nothing(
    app: Flask, world: World, raw: bytes, no: type[Refusal]
) -> None:
    author = world.delegate()
    paper = world.paper(author)
    before = payloads.own_paper(author, paper)["version"]
    with pytest.raises(no):
        bring(author, paper, raw=raw)
    db.session.rollback()
    assert drafted(author, paper) == []
    assert payloads.own_paper(author, paper)["version"] == before
    assert db.session.scalar(select(func.count()).select_from(PaperPixels)) == 0


def test_what_stands_behind_the_pixels_of_a_polyglot_stays_behind(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    bring(author, paper, raw=drawing() + b"PK\x03\x04 <script>alert(1)</script>")
    assert len(drafted(author, paper)) == 1
    content = db.session.scalars(select(PaperPixels.content)).one()
    assert b"script" not in content
    assert b"PK\x03\x04" not in content


def test_pressed_twice_it_stands_there_once(world: World) -> None:
    author = world.delegate()
    paper, once = world.paper(author), new_id()
    first = bring(author, paper, once=once)
    assert bring(author, paper, once=once) == first
    assert len(drafted(author, paper)) == 1


def test_a_paper_has_room_for_six(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE] * rules.MOST)
    with pytest.raises(EnoughPictures):
        bring(author, paper)
    out = drafted(author, paper)[0]["id"]
    commands.take_out_picture(author, paper, out)
    bring(author, paper)
    with pytest.raises(EnoughPictures):
        commands.bring_picture_back(author, paper, out)


def test_its_words_and_order_change_and_it_comes_back_for_a_day(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE, ("picture", "A river")])
    river = drafted(author, paper)[1]["id"]
    commands.describe_picture(author, paper, river, "A river without water")
    commands.move_picture(author, paper, river, -1)
    commands.move_picture(author, paper, river, -1)
    assert alts(drafted(author, paper)) == ["A river without water", "A tree with a swing"]
    commands.take_out_picture(author, paper, river)
    commands.take_out_picture(author, paper, river)
    assert alts(drafted(author, paper)) == ["A tree with a swing"]
    commands.bring_picture_back(author, paper, river)
    assert alts(drafted(author, paper)) == ["A river without water", "A tree with a swing"]


def test_a_day_after_it_was_taken_out_no_pixel_is_left_unless_it_was_sent(
    world: World, moving_clock: MovingClock
) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    (picture,) = drafted(author, paper)
    commands.take_out_picture(author, paper, picture["id"])
    moving_clock.passes(hours=25)
    with pytest.raises(NoWayBack):
        commands.bring_picture_back(author, paper, picture["id"])
    db.session.rollback()
    assert commands.sweep_pictures(SYSTEM)["erased"] == 1
    assert db.session.scalars(select(PaperPixels.content)).one() == b""
    assert commands.sweep_pictures(SYSTEM)["erased"] == 0


def test_another_tablet_of_its_authors_is_told(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author)
    scope = f"desk:mine:{author.person_id}"
    db.session.rollback()
    before = versions_of([scope])[scope, "desk"]
    bring(author, paper, alt="A tree")
    db.session.rollback()
    assert versions_of([scope])[scope, "desk"] > before
    topic = payloads.papers_topic(author.person_id or "")
    assert alts(topic["papers"][0]["pictures"]) == ["A tree"]


def test_nobody_else_adds_sees_or_changes_one(app: Flask, world: World) -> None:
    author, other = world.delegate(), world.delegate()
    paper = world.paper(author, pictures=[TREE])
    (picture,) = drafted(author, paper)
    for act in (
        lambda: bring(other, paper),
        lambda: commands.describe_picture(other, paper, picture["id"], "Mine"),
        lambda: commands.take_out_picture(other, paper, picture["id"]),
        lambda: commands.take_out_picture(author, world.paper(author), picture["id"]),
    ):
        with pytest.raises(NotFound):
            act()
        db.session.rollback()
    for reader in (other, world.facilitator(), world.safety()):
        address = f"{paper}/pictures/{picture['id']}"
        for door in ("papers", "curate", "book"):
            assert Browser(app, reader).get(f"/{door}/{address}").status_code in (403, 404)


def test_what_is_with_the_desk_is_not_changed(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "submitted")
    with pytest.raises(NotNow):
        bring(author, paper)


# -- sending ----------------------------------------------------------------------------------


def test_what_was_sent_keeps_its_pictures_whatever_becomes_of_the_draft(world: World) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", pictures=[TREE, SHEET])
    assert alts(sent(author, paper)) == [TREE[1], SHEET[1]]
    letters.ask_about_paper(reader, paper, "Why?", "en")
    tree = drafted(author, paper)[0]["id"]
    commands.describe_picture(author, paper, tree, "Another tree")
    commands.take_out_picture(author, paper, drafted(author, paper)[1]["id"])
    assert alts(sent(author, paper)) == [TREE[1], SHEET[1]]
    papers.submit_paper(author, paper)
    assert alts(sent(author, paper)) == ["Another tree"]
    assert db.session.scalar(select(func.count()).select_from(PaperPixels)) == 2


def test_an_adult_who_offers_other_words_leaves_the_pictures_as_they_are(world: World) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", pictures=[TREE])
    offer = letters.offer_change(reader, paper, "Other", "Other words")["offer"]
    letters.reply_to_offer(author, paper, offer, says_yes=True)
    assert alts(sent(author, paper)) == [TREE[1]]


def test_a_yes_to_sending_is_to_these_pictures(world: World) -> None:
    first, second = world.delegate(), world.delegate()
    paper = together(world, first, second)
    papers.submit_paper(first, paper)
    bring(second, paper)
    papers.submit_paper(second, paper)
    assert payloads.own_paper(first, paper)["state"] == "draft"
    papers.submit_paper(first, paper)
    assert payloads.own_paper(first, paper)["state"] == "submitted"


def together(world: World, first: Actor, second: Actor) -> str:
    paper = world.paper(first)
    numbers = number_of(paper), number_of(second.person_id or "")
    join_author(world.facilitator(), *numbers)
    return paper


def test_whoever_leaves_takes_her_pictures_along(world: World) -> None:
    first, second = world.delegate(), world.delegate()
    paper = together(world, first, second)
    bring(first, paper, alt="Of the first")
    hers = bring(second, paper, alt="Of the second")
    own = leave_paper(second, paper)["paper"]
    assert alts(drafted(first, paper)) == ["Of the first"]
    assert [one["id"] for one in drafted(second, own)] == [hers]


def test_nobody_is_put_out_of_a_paper_with_a_picture_of_hers(world: World) -> None:
    first, second, adult = world.delegate(), world.delegate(), world.facilitator()
    paper = world.paper(first)
    numbers = number_of(paper), number_of(second.person_id or "")
    join_author(adult, *numbers)
    bring(second, paper)
    with pytest.raises(NotNow):
        undo_joining(adult, *numbers)


def test_of_what_was_sent_with_one_who_left_no_picture_is_left(world: World) -> None:
    first, second = world.delegate(), world.delegate()
    paper = together(world, first, second)
    bring(second, paper, alt="Of the second")
    papers.submit_paper(first, paper)
    papers.submit_paper(second, paper)
    own = leave_paper(second, paper)["paper"]
    db.session.rollback()
    assert db.session.scalars(select(RevisionPicture.alt)).all() == [""]
    # Her own draft has it still.
    assert alts(drafted(second, own)) == ["Of the second"]
    assert db.session.scalars(select(PaperPixels.content)).one() != b""


# -- who sees them ----------------------------------------------------------------------------


def addresses(paper: str) -> dict[str, str]:
    """By kind the id that each picture has in what was sent."""
    db.session.rollback()
    rows = db.session.execute(
        select(RevisionPicture.kind, RevisionPicture.id)
        .join(PaperRevision, PaperRevision.id == RevisionPicture.revision_id)
        .where(PaperRevision.paper_id == paper)
    )
    return {kind: id_ for kind, id_ in rows}  # noqa: C416 - a Row is no pair to mypy


def test_the_desk_sees_both_kinds_and_nothing_once_it_is_taken_back(
    app: Flask, world: World
) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", pictures=[TREE, SHEET])
    desk, found = Browser(app, reader), addresses(paper)
    page = desk.get(f"/curate/{paper}").get_data(as_text=True)
    for kind, alt in (TREE, SHEET):
        assert alt in page
        assert f"/curate/{paper}/pictures/{found[kind]}" in page
        assert desk.get(f"/curate/{paper}/pictures/{found[kind]}").status_code == 200
    papers.take_back(author, paper)
    for kind in found:
        assert desk.get(f"/curate/{paper}/pictures/{found[kind]}").status_code == 404
        mine = Browser(app, author).get(f"/papers/{paper}/pictures/{found[kind]}")
        assert mine.status_code == 200


def test_two_texts_side_by_side_say_which_pictures_came_and_went(app: Flask, world: World) -> None:
    author, reader = world.delegate(), world.facilitator()
    paper = world.paper(author, "submitted", pictures=[TREE, SHEET])
    letters.ask_about_paper(reader, paper, "Why?", "en")
    tree, sheet = (one["id"] for one in drafted(author, paper))
    commands.describe_picture(author, paper, tree, "A swing without a tree")
    commands.take_out_picture(author, paper, sheet)
    bring(author, paper, alt="A new river")
    papers.submit_paper(author, paper)
    page = Browser(app, reader).get(f"/curate/{paper}/revisions").get_data(as_text=True)
    for words in (TREE[1], SHEET[1], "A swing without a tree", "A new river"):
        assert words in page
    for sentence in ("This picture is new", "This picture is gone", "It is told in other words"):
        assert sentence in page


def test_in_the_book_stand_pictures_and_no_sheet_and_in_its_files_too(
    app: Flask, world: World
) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed", pictures=[TREE, SHEET])
    visitor, found = Browser(app), addresses(paper)
    picture = f"/book/{paper}/pictures/{found['picture']}"
    assert visitor.get(picture).status_code == 404
    show_paper(author, paper, 1, "public", "none")
    answer = visitor.get(picture)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert visitor.get(f"/book/{paper}/pictures/{found['sheet']}").status_code == 404
    page = visitor.get(f"/book/{paper}").get_data(as_text=True)
    assert TREE[1] in page
    assert SHEET[1] not in page
    file = visitor.get("/book.html").get_data(as_text=True)
    assert file.count("data:image/jpeg;base64,") == 1
    assert TREE[1] in file
    hold_paper(world.facilitator(), paper)
    assert visitor.get(picture).status_code == 404
    assert "data:image/jpeg" not in visitor.get("/book.html").get_data(as_text=True)
    lift_hold(world.safety(), paper)
    assert visitor.get(picture).status_code == 200
    papers.take_back(author, paper)
    assert visitor.get(picture).status_code == 404


def test_among_children_a_badge_reads_it_and_a_visitor_does_not(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed", pictures=[TREE])
    show_paper(author, paper, 1, "delegates", "none")
    picture = f"/book/{paper}/pictures/{addresses(paper)['picture']}"
    assert Browser(app, world.delegate()).get(picture).status_code == 200
    assert Browser(app).get(picture).status_code == 404


def test_the_pdf_shows_it_on_a_sheet(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, "confirmed", pictures=[TREE])
    show_paper(author, paper, 1, "public", "none")
    files._newest.clear()
    answer = Browser(app).get("/book.pdf?lang=en")
    assert answer.status_code == 200
    document = pypdfium2.PdfDocument(answer.get_data())
    drawn = [
        item
        for page in document
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    assert len(drawn) == 1
    document.close()


def test_thirty_days_after_the_event_no_pixel_and_no_word_of_it_is_left(
    world: World, moving_clock: MovingClock
) -> None:
    author = world.delegate()
    paper = world.paper(author, "submitted", pictures=[TREE])
    alone = world.paper(author, title="", body="", pictures=[SHEET])
    world.session()
    moving_clock.passes(days=400)
    papers.sweep_papers(SYSTEM)
    db.session.rollback()
    assert set(db.session.scalars(select(PaperPixels.content))) == {b""}
    assert set(db.session.scalars(select(PaperPixels.small))) == {b""}
    assert db.session.scalars(select(RevisionPicture.alt)).all() == [""]
    assert db.session.scalars(select(PaperPicture.id)).all() == []
    assert {db.session.get_one(Paper, one).state for one in (paper, alone)} == {"withdrawn"}


# -- without a script -------------------------------------------------------------------------


def test_without_a_script_a_picture_comes_with_the_words_beside_it(
    app: Flask, world: World
) -> None:
    author = world.delegate()
    paper = world.paper(author)
    browser = Browser(app, author)
    page = browser.get(f"/papers/{paper}").get_data(as_text=True)
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    version = payloads.own_paper(author, paper)["version"]
    fields = {
        "csrf_token": token,
        "act": "add",
        "kind": "picture",
        "alt": "A tree",
        "title": "New title",
        "body": "New words",
        "lang": "en",
        "base": str(version),
        "picture": (io.BytesIO(drawing()), "tree.jpg"),
    }
    post = browser._client.post
    answer = Context().run(lambda: post(f"/papers/{paper}/pictures", data=fields))
    assert answer.status_code == 303
    db.session.rollback()
    kept = payloads.own_paper(author, paper)
    assert (kept["title"], alts(kept["pictures"])) == ("New title", ["A tree"])


def test_what_is_said_of_a_picture_is_marked_at_the_desk_like_other_words(
    app: Flask, world: World
) -> None:
    author, reader = world.delegate(), world.facilitator()
    reach = ("picture", "A door, sami@example.org")
    paper = world.paper(author, title="T", body="Words.", pictures=[TREE, reach])
    papers.submit_paper(author, paper)
    shown = curation.desk_paper(sent_paper(reader, paper), reader)
    assert shown["marks"] == ["contact"]
    first, second = (one["marked"]["parts"] for one in shown["pictures"])
    assert [part["marks"] for part in first] == [[]]
    assert [part["text"] for part in second if part["marks"]] == ["sami@example.org"]
    (row,) = curation.desk(reader)["papers"]
    assert row["marks"] == ["contact"]
    page = Browser(app, reader).get(f"/curate/{paper}?lang=en").get_data(as_text=True)
    assert '<mark class="marked" data-mark="contact">sami@example.org' in page
    offered = letters.offer_change(reader, paper, "T", "Other words.")["offer"]
    (offer,) = curation.desk_paper(sent_paper(reader, paper), reader)["offers"]
    assert offer["marks"] == [], "the adult wrote none of it"
    letters.reply_to_offer(author, paper, offered, says_yes=True)
    assert curation.desk_paper(sent_paper(reader, paper), reader)["marks"] == ["contact"]
