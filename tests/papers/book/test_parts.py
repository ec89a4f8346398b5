"""A large book is printed in parts: one PDF all the same, and of what may be read now."""

from __future__ import annotations

import ctypes
import re
import threading
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.papers import commands
from participation.papers.book import files, press
from participation.people.consent.commands import take_back_assent, turn_dial
from tests.doors import Browser
from tests.papers.book.test_book import PICTURES, published, words_of
from tests.world import World

TITLES = ["Maple", "Willow", "Cedar", "Poplar", "Linden"]
EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")


@pytest.fixture
def app(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """On one database, with two papers in a part."""
    monkeypatch.setattr(press, "PAPERS", 2)
    files._newest.clear()
    for printing in list(files._under_way.values()):
        printing.given_up.set()
    return sqlite_app


@pytest.fixture
def five(world: World) -> list[str]:
    """Five papers that everybody may read, of one to three pages each."""
    return [
        published(world, world.delegate(), title, "We only need a chair. " * (40 + 30 * at))
        for at, title in enumerate(TITLES)
    ]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_its_contents_lead_to_the_pages_on_which_the_papers_stand(
    app: Flask, five: list[str], lang: str
) -> None:
    """Its pictures are in tests/artefacts/book, to be looked at."""
    pdf = patiently(app, lang)
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    begins = {title: at for at, text in enumerate(texts) for title in TITLES if title in text}
    assert sorted(begins) == sorted(TITLES)
    in_order = sorted(begins.values())
    assert in_order[0] == 2, "after the cover and the contents"
    assert len(texts) > 8, "some are longer than a page"

    contents = re.sub(r"Star \d+", "", texts[1].translate(EASTERN))
    told = [int(word) for word in contents.split() if word.isdecimal()]
    assert told == [*(at + 1 for at in in_order), 2], "and at its foot its own number"
    assert [line.get_dest().get_index() for line in document.get_toc()] == in_order
    assert {line.get_title(): line.get_dest().get_index() for line in document.get_toc()} == begins
    assert list(dict.fromkeys(leads_to(document, 1))) == in_order
    for at, text in enumerate(texts[1:], start=2):
        assert text.translate(EASTERN).split()[-1] == str(at), "each page has its number"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for at in range(5):
        document[at].render(scale=2).to_pil().save(PICTURES / f"parts-{lang}-{at + 1}.png")
    document.close()


def test_a_listener_hears_its_pages_one_after_the_other(app: Flask, five: list[str]) -> None:
    with pikepdf.open(BytesIO(patiently(app, "ar"))) as book:
        assert book.check_pdf_syntax() == []
        assert str(book.Root.Lang) == "ar"
        assert "كتاب الأوراق" in str(book.docinfo.Title)
        tree = book.Root.StructTreeRoot
        heard = [each for element in tree.K[0].K for each in pages_of(element)]
        assert heard == sorted(heard)
        assert set(heard) == set(range(len(book.pages)))
        pairs = iter(tree.ParentTree.Nums)
        by_number = {int(number): element for number, element in zip(pairs, pairs, strict=True)}
        assert list(by_number) == list(range(len(by_number)))
        for at, page in enumerate(book.pages):
            for element in by_number[int(page.StructParents)]:
                assert pikepdf.Page(element.Pg).index == at
            for link in page.get("/Annots", ()):
                said = by_number[int(link.StructParent)].K
                assert link.objgen in [each.Obj.objgen for each in said if "/Obj" in each]


def test_what_is_taken_back_is_in_no_part_of_it(app: Flask, world: World, five: list[str]) -> None:
    author = world.delegate()
    goes = published(world, author, "Goes", "Quetzal, a word found nowhere else.")
    assert "Quetzal" in words_of(patiently(app, "en"))
    commands.take_back(author, goes)
    after = words_of(patiently(app, "en"))
    assert "Quetzal" not in after
    assert "Goes" not in after
    assert all(title in after for title in TITLES)


def test_a_paper_that_is_taken_back_while_its_book_is_printed_is_given_to_nobody(
    app: Flask, world: World, five: list[str]
) -> None:
    author = world.delegate()
    goes = published(world, author, "Goes", "Quetzal.")
    given: list[Any] = []
    reader = threading.Thread(target=lambda: given.append(Browser(app).get("/book.pdf?lang=en")))
    reader.start()
    until = time.monotonic() + 20
    while "en" not in files._under_way:
        assert time.monotonic() < until
        time.sleep(0.01)
    printing = files._under_way["en"]
    commands.take_back(author, goes)
    assert printing.given_up.is_set()
    reader.join()
    printing.ended.wait()
    assert "Quetzal" not in words_of(patiently(app, "en"))
    (answer,) = given
    assert answer.status_code == 503 or "Quetzal" not in words_of(answer.get_data())


def test_who_waits_long_is_told_that_it_is_being_printed_and_gets_it_later(
    app: Flask, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "WAITS_S", 0.2)
    answer = Browser(app).get("/book.pdf?lang=en")
    assert answer.status_code == 503
    assert "The book is being printed" in answer.get_data(as_text=True)
    assert answer.headers["Refresh"] == answer.headers["Retry-After"] == "5"
    printing = files._under_way["en"]
    assert Browser(app).get("/book.pdf?lang=en").status_code == 503
    assert files._under_way["en"] is printing, "it is not begun twice"
    monkeypatch.setattr(files, "WAITS_S", 30.0)
    assert "Maple" in words_of(patiently(app, "en"))


def test_papers_that_come_one_after_the_other_keep_nobody_waiting_for_the_last(
    app: Flask, world: World, five: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    author = world.delegate()
    early = published(world, author, "Early", "Aspen, a word found nowhere else.")
    before = patiently(app, "en")
    published(world, world.delegate(), "Late", "Quetzal, a word found nowhere else.")
    monkeypatch.setattr(files, "WAITS_S", 0.2)
    assert Browser(app).get("/book.pdf?lang=en").get_data() == before, "all in it still stands"
    printing = files._under_way["en"]
    published(world, world.delegate(), "Later", "A word.")
    assert not printing.given_up.is_set(), "what comes does not end what is being printed"
    printing.ended.wait()
    after = Browser(app).get("/book.pdf?lang=en").get_data()
    assert "Quetzal" in words_of(after), "and the next one is ready, whatever came meanwhile"
    commands.take_back(author, early)
    answer = Browser(app).get("/book.pdf?lang=en")
    assert answer.status_code == 503, "what was taken back is never given out"
    monkeypatch.setattr(files, "WAITS_S", 30.0)
    whole = words_of(patiently(app, "en"))
    assert "Aspen" not in whole
    assert "Later" in whole


@pytest.mark.parametrize("end_her_yes", [take_back_assent, lambda who: turn_dial(who, "nothing")])
def test_the_one_before_is_given_to_nobody_once_a_yes_has_ended(
    app: Flask,
    world: World,
    five: list[str],
    monkeypatch: pytest.MonkeyPatch,
    end_her_yes: Callable[[Actor], object],
) -> None:
    author = world.delegate()
    published(world, author, "Early", "Aspen, a word found nowhere else.")
    patiently(app, "en")
    end_her_yes(author)
    monkeypatch.setattr(files, "WAITS_S", 0.2)
    assert Browser(app).get("/book.pdf?lang=en").status_code == 503
    monkeypatch.setattr(files, "WAITS_S", 30.0)
    assert "Aspen" not in words_of(patiently(app, "en"))


def test_a_part_has_room_for_so_many_papers_and_so_many_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(press, "PAPERS", 3)
    monkeypatch.setattr(press, "LETTERS", 10)
    sizes = [1, 1, 1, 1, 8, 2, 11, 1]
    papers = [{"at": at, "paragraphs": [{"text": "a" * size}]} for at, size in enumerate(sizes)]
    portions = [[paper["at"] for paper in part] for part in press.in_portions(papers)]
    assert portions == [[0, 1, 2], [3, 4], [5], [6], [7]]
    assert press.in_portions([]) == []


def patiently(app: Flask, lang: str) -> bytes:
    """The PDF, asked for again as the page that waits for it does."""
    while (answer := Browser(app).get(f"/book.pdf?lang={lang}")).status_code == 503:
        assert "being printed" in answer.get_data(as_text=True)
    return bytes(answer.get_data())


def leads_to(document: pypdfium2.PdfDocument, at: int) -> Iterator[int]:
    """The pages to which the links of a page lead, in their order."""
    link, place = pypdfium2.raw.FPDF_LINK(), ctypes.c_int(0)
    page = document[at]
    while pypdfium2.raw.FPDFLink_Enumerate(page, place, link):
        target = pypdfium2.raw.FPDFLink_GetDest(document, link)
        yield pypdfium2.raw.FPDFDest_GetDestPageIndex(document, target)


def pages_of(element: Any) -> Iterator[int]:
    """The pages on which an element of the reading order stands."""
    if not isinstance(element, pikepdf.Dictionary):
        return
    if "/Pg" in element:
        yield pikepdf.Page(element.Pg).index
    below = element.get("/K", ())
    for each in below if isinstance(below, pikepdf.Array) else (below,):
        yield from pages_of(each)
