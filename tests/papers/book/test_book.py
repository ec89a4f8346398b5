"""The book of papers: pages and files for everybody, of what may be read at this very moment."""

from __future__ import annotations

import re
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import text

from participation.foundation import aside
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Audit, Reference, command
from participation.foundation.extensions import db
from participation.papers import commands
from participation.papers.book import files, printing
from participation.papers.curation import commands as curating
from participation.papers.curation.holding import hold_paper
from participation.papers.showing.commands import show_paper
from participation.papers.translating.commands import (
    offer_translation,
    read_translation,
    reply_to_translation,
)
from participation.people.consent.commands import take_back_assent, turn_dial
from tests.doors import Browser
from tests.running import ROOT
from tests.world import World

WORKS = "tests.papers.book.works"
PICTURES = ROOT / "tests" / "artefacts" / "book"
ARABIC = "أصعب جملة هي الأولى"
MIXED = (
    "سألتُ زملائي في الصف: لو اتصلتم بخط Sawt على الرقم 919، فما أول جملة تقولونها؟ "
    "ضحكنا قليلًا، ثم سكتنا (all of us)، ولم يعرف أحد الجواب.\n\n"
    "And one paragraph in English, with the word صوت in it, 12 times.\n\n"
) + "لا أعرف من أين أبدأ، فأحتاج إلى دقيقة حتى أرتّب كلامي. " * 40


def published(world: World, author: Actor, title: str, body: str, lang: str = "en") -> str:
    """A paper that everybody may read."""
    paper = world.paper(author, title=title, body=body)
    version = commands.save_draft(author, paper, title, body, lang, 1)["version"]
    assert version
    commands.submit_paper(author, paper)
    choose(world, author, paper)
    show_paper(author, paper, 1, "public", "chosen_name")
    return paper


def choose(world: World, author: Actor, paper: str) -> None:
    reader = world.facilitator()
    curating.take_up_paper(reader, paper)
    curating.select_paper(reader, paper, world.session().id)
    curating.announce_decisions(reader)
    commands.confirm_paper(author, paper, 1, "me")


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def pdf_of(browser: Browser, lang: str) -> bytes:
    answer = browser.get(f"/book.pdf?lang={lang}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return answer.get_data()


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    """On one database alone: which texts may be read is tried on both in test_showing.py."""
    return sqlite_app


@pytest.fixture
def visitor(app: Flask) -> Browser:
    return Browser(app)


def test_everybody_reads_the_book_without_a_sign_in_in_each_language(
    world: World, visitor: Browser
) -> None:
    author = world.delegate()
    paper = published(world, author, ARABIC, MIXED, "ar")
    for lang, heading in (
        ("en", "The book of papers"),
        ("ar", "كتاب الأوراق"),
        ("fr", "Le livre des textes"),
    ):
        listed = visitor.get(f"/book?lang={lang}").get_data(as_text=True)
        assert heading in listed
        assert ARABIC in listed
        page = visitor.get(f"/book/{paper}?lang={lang}").get_data(as_text=True)
        assert re.search(rf'<h1 lang="ar" dir="rtl">{ARABIC}</h1>', page)
        assert '<p class="user-text" lang="en" dir="ltr">And one paragraph in English' in page
        taken = visitor.get(f"/book.html?lang={lang}")
        assert taken.headers["Content-Disposition"].startswith("attachment")
        assert ARABIC in taken.get_data(as_text=True)
        assert "<script" not in taken.get_data(as_text=True)
        assert "http" not in taken.get_data(as_text=True), "it asks no network for anything"


def test_what_is_taken_back_is_gone_from_every_page_and_file(
    world: World, visitor: Browser
) -> None:
    one, other = world.delegate(), world.delegate()
    stays = published(world, one, "Stays", "The words that stay.")
    goes = published(world, other, "Goes", "Quetzal, a word found nowhere else.")
    before = words_of(pdf_of(visitor, "en"))
    assert "Quetzal" in before
    assert "words that stay" in before
    commands.take_back(other, goes)
    gone = visitor.get(f"/book/{goes}")
    assert gone.status_code == 404
    assert "not in the book" in gone.get_data(as_text=True)
    never = visitor.get(f"/book/{'a' * 32}")
    assert gone.get_data(as_text=True).count("<p") == never.get_data(as_text=True).count("<p")
    assert visitor.get(f"/book/{stays}").status_code == 200
    for address in ("/book", "/book.html"):
        assert "Quetzal" not in visitor.get(address).get_data(as_text=True)
    after = words_of(pdf_of(visitor, "en"))
    assert "Quetzal" not in after
    assert "words that stay" in after
    assert b"Quetzal" not in b"".join(made.pdf for made in files._newest.values())


@pytest.mark.parametrize("way", ["held", "dial", "assent", "narrower"])
def test_whatever_ends_a_yes_empties_the_book(world: World, visitor: Browser, way: str) -> None:
    author = world.delegate()
    paper = published(world, author, "Once", "Quetzal.")
    assert visitor.get(f"/book/{paper}").status_code == 200
    if way == "held":
        hold_paper(world.facilitator(), paper)
    elif way == "dial":
        turn_dial(author, "nothing")
    elif way == "assent":
        take_back_assent(author)
    else:
        show_paper(author, paper, 1, "delegates", "none")
    assert visitor.get(f"/book/{paper}").status_code == 404
    for address in ("/book", "/book.html"):
        assert "Quetzal" not in visitor.get(address).get_data(as_text=True)


def test_a_paper_for_children_is_read_with_a_badge_and_is_in_no_file(
    app: Flask, world: World, visitor: Browser
) -> None:
    author, child = world.delegate(), world.delegate()
    paper = published(world, author, "Among us", "Quetzal.")
    show_paper(author, paper, 1, "delegates", "none")
    assert visitor.get(f"/book/{paper}").status_code == 404
    inside = Browser(app, child)
    assert "Quetzal" in inside.get(f"/book/{paper}").get_data(as_text=True)
    assert "Among us" in inside.get("/book").get_data(as_text=True)
    assert "Quetzal" not in inside.get("/book.html").get_data(as_text=True)


# -- the PDF ---------------------------------------------------------------------------------


def test_the_pdf_has_a_cover_contents_with_page_numbers_and_each_paper_in_its_direction(
    world: World, visitor: Browser
) -> None:
    """Its pictures are in tests/artefacts/book, to be looked at."""
    author = world.delegate()
    published(world, author, ARABIC, MIXED, "ar")
    published(world, author, "A chair at the table", "We just need one.\n\n" + "Longer. " * 300)
    PICTURES.mkdir(parents=True, exist_ok=True)
    for lang in ("ar", "en", "fr"):
        pdf = pdf_of(visitor, lang)
        document = pypdfium2.PdfDocument(pdf)
        assert len(document) >= 6
        assert len(list(document.get_toc())) == 2
        number = "٣" if lang == "ar" else "3"
        assert number in document[1].get_textpage().get_text_range(), "contents name the page"
        text_of = document[2].get_textpage().get_text_range()
        assert number in text_of, "the page has its number"
        for at in range(min(4, len(document))):
            page = document[at]
            page.render(scale=2).to_pil().save(PICTURES / f"{lang}-{at + 1}.png")
            # Nothing runs over the edge of a sheet.
            width, height = page.get_size()
            for item in page.get_objects():
                left, bottom, right, top = item.get_bounds()
                assert min(left, bottom) > -1, (lang, at)
                assert (right < width + 1, top < height + 1) == (True, True), (lang, at)
        document.close()


def test_the_pdf_brings_its_own_letters_for_arabic_and_latin(
    world: World, visitor: Browser
) -> None:
    published(world, world.delegate(), ARABIC, MIXED, "ar")
    pdf = pdf_of(visitor, "ar")
    document = pypdfium2.PdfDocument(pdf)
    names = {
        item.get_font().get_base_name()
        for page in document
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    }
    document.close()
    assert names
    assert all("Sawt" in name or "Readex" in name for name in names), names


def test_a_second_reader_gets_the_same_pdf_without_a_second_printing(
    world: World, visitor: Browser
) -> None:
    published(world, world.delegate(), "Once", "Words.")
    first, made = pdf_of(visitor, "fr"), files._newest["fr"]
    assert pdf_of(visitor, "fr") == first
    assert files._newest["fr"] is made


def test_where_nothing_can_print_the_page_says_so_kindly_and_the_rest_works(
    world: World, visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = published(world, world.delegate(), "Once", "Words.")
    monkeypatch.setattr(files, "PRINTED", "participation.papers.book.nothing_like_it:printed")
    files._newest.clear()
    answer = visitor.get("/book.pdf?lang=en")
    assert answer.status_code == 503
    assert "can&#39;t be made just now" in answer.get_data(as_text=True)
    assert "/book.html" in answer.get_data(as_text=True)
    assert visitor.get(f"/book/{paper}").status_code == 200


def test_a_page_that_is_printed_fetches_nothing_but_fonts(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    for address in (secret.as_uri(), "http://127.0.0.1:9/x", "file:///etc/passwd", "data:,x"):
        with pytest.raises(ValueError, match="fetches nothing"):
            printing.WhatIsHere().fetch(address)


# -- the child process -----------------------------------------------------------------------


def test_a_child_that_takes_too_much_memory_or_time_is_ended() -> None:
    for work, megabytes, seconds in (("greedy", 300, 20), ("endless", 300, 1)):
        began = time.monotonic()
        with pytest.raises(aside.CannotBeMade):
            aside.in_process(f"{WORKS}:{work}", "", megabytes=megabytes, seconds=seconds)
        assert time.monotonic() - began < 30


def test_a_child_knows_no_setting_and_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARTICIPATION_SECRET_KEY", "quetzal")
    told = aside.in_process(f"{WORKS}:environment", "", megabytes=600, seconds=20)
    assert b"PATH" in told
    assert b"quetzal" not in told


def test_everybody_else_goes_on_while_a_child_works() -> None:
    ticks: list[int] = []
    stop = threading.Event()

    def tick() -> None:
        while not stop.wait(0.02):
            ticks.append(len(ticks))

    ticker = threading.Thread(target=tick)
    ticker.start()
    try:
        aside.in_process(f"{WORKS}:slow", "", megabytes=600, seconds=20)
    finally:
        stop.set()
        ticker.join()
    assert len(ticks) > 5, "a child that everybody waited for would have left time for one or two"


def test_no_child_is_started_inside_a_transaction(world: World) -> None:
    @command(audit=Audit.NONE)
    def heavy(actor: Actor) -> Reference:
        db.session.execute(text("SELECT 1"))
        aside.in_process(f"{WORKS}:slow", "", megabytes=600, seconds=20)
        return {}

    with pytest.raises(RuntimeError, match="inside a transaction"):
        heavy(SYSTEM)


def test_it_is_read_in_another_language_once_its_author_says_so(sqlite_app: Flask) -> None:
    world = World()
    author, session = world.delegate(), world.session()
    paper = world.paper(author, "confirmed", session, title="A door", body="It closes.")
    show_paper(author, paper, 1, "public", "none")
    echo = world.signed_in(world.person(("interpreter", session), kind="adult"))
    answer = offer_translation(echo, paper, "ar", "باب", ["إنه يُغلق."], 1)
    read_translation(world.facilitator(), paper, answer["translation"], lets_through=True)

    def read(lang: str, path: str) -> str:
        return Browser(sqlite_app).get(f"{path}?lang={lang}").text

    for path in ("/book", f"/book/{paper}", "/book.html"):
        assert "باب" not in read("ar", path)
    reply_to_translation(author, paper, answer["translation"], says_yes=True)
    for path in ("/book", f"/book/{paper}", "/book.html"):
        assert "باب" in read("ar", path)
        assert "باب" not in read("fr", path)
    assert "It closes." in read("ar", f"/book/{paper}"), "her own words stand beside it"
    assert Browser(sqlite_app).get("/book.pdf?lang=ar").data.startswith(b"%PDF")
    reply_to_translation(author, paper, answer["translation"], says_yes=False)
    for path in ("/book", f"/book/{paper}", "/book.html"):
        assert "باب" not in read("ar", path)
