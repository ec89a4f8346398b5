"""What of a file is read: the words that whoever opens it sees, in their order, and no others."""

from __future__ import annotations

import base64
import json
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement

from participation.papers.bringing.reading import read
from participation.papers.bringing.rules import Brought, with_file
from participation.papers.rules import Draft
from tests.papers.bringing import made


def told(file: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(read(base64.b64encode(file).decode()))
    return said


def test_a_docx_is_its_visible_words_and_nothing_that_is_hidden_in_it() -> None:
    assert told(made.whole()) == {
        "title": "باب يُغلق",
        "body": "The door is heavy.\n\n# What I want\n\n• a handle\n• مصباح\n\nyear | doors"
        "\n2026 | 4\n\nSee\n\nI want a lamp here and there.\n\nNot two lines.",
        "stayed": ["margin"],
    }


def test_an_odt_is_its_visible_words_and_nothing_that_is_hidden_in_it() -> None:
    assert told(made.whole_odt()) == {
        "title": "باب يُغلق",
        "body": "The door[1] is heavy.\nReally.\n\n# What I want\n\n• a handle\n• مصباح\n\nyear"
        " | doors\n\nSee here.\n\n[1] Oak.",
        "stayed": [],
    }


def test_a_run_says_itself_whether_it_is_hidden_whatever_its_style_says() -> None:
    document = docx.Document()
    document.styles.add_style("Never", 1).font.hidden = True
    document.add_paragraph("", style="Never").add_run("seen").font.hidden = False
    assert told(made.saved(document))["body"] == "seen"
    for off in ("0", "false", "off"):
        words = made.with_words(made.run("seen", f'<w:vanish w:val="{off}"/>'))
        assert told(words)["body"] == "seen"
    assert told(made.with_words(made.run("x", "<w:vanish/>") + made.run("y")))["body"] == "y"


def test_hidden_by_any_style_is_hidden_and_so_is_a_row() -> None:
    document = docx.Document()
    document.styles.add_style("Seen", WD_STYLE_TYPE.CHARACTER).font.hidden = False
    document.styles.add_style("Unseen", WD_STYLE_TYPE.CHARACTER).font.hidden = True
    document.styles.add_style("Never", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
    document.add_paragraph("", style="Never").add_run(made.HIDDEN, style="Seen")
    document.add_paragraph("one ").add_run(made.HIDDEN, style="Unseen")
    table = document.add_table(3, 1)
    for cell, text in zip(table._cells, (made.HIDDEN, "two", made.HIDDEN), strict=True):
        cell.text = text
    for row, tag in ((0, "w:hidden"), (2, "w:del")):
        table.rows[row]._tr.get_or_add_trPr().append(OxmlElement(tag))
    assert told(made.saved(document))["body"] == "one\n\ntwo"
    document.styles["Normal"].font.hidden = True
    assert told(made.saved(document)) == {"title": "", "body": "", "stayed": []}


def test_letters_that_nobody_sees_go_and_those_that_join_and_turn_words_stay() -> None:
    unseen = "".join(chr(0xE0000 + ord(letter)) for letter in "secret") + "\u200b\u202e\ufeff\ue000"
    assert told(made.of_lines(f"می\u200cروم\u200f{unseen}!\u06dd🩷"))["body"] == (
        "می\u200cروم\u200f!\u06dd🩷"
    )


@pytest.mark.parametrize(
    ("lines", "title", "body"),
    [
        ((("p", "a"), ("h", "B"), ("p", "c")), "B", "a\n\n# B\n\nc"),
        ((("h", "B"), ("p", "c"), ("h", "D")), "B", "c\n\n# D"),
        ((("p", "a"), ("p", "c")), "", "a\n\nc"),
        ((("h", "B"),), "B", ""),
    ],
)
def test_the_first_heading_is_the_title_and_no_word_is_lost(
    lines: tuple[tuple[str, str], ...], title: str, body: str
) -> None:
    text = "".join(f"<text:{kind}>{words}</text:{kind}>" for kind, words in lines)
    assert told(made.odt(text)) == {"title": title, "body": body, "stayed": []}


def test_the_words_of_a_file_stand_below_what_a_draft_has() -> None:
    file = Brought("T", "b")
    assert with_file(Draft("", " ", "ar"), file) == Draft("T", "b", "ar")
    assert with_file(Draft("Mine", "", "ar"), file) == Draft("Mine", "T\n\nb", "ar")
    assert with_file(Draft("", "a\n", "ar"), file) == Draft("", "a\n\nT\n\nb", "ar")
    assert with_file(Draft("", "a", "ar"), Brought("", "b")) == Draft("", "a\n\nb", "ar")
