"""A text has paragraphs, and headings above them, and no word is lost between."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from participation.papers.paragraphs import (
    LONGEST,
    Paragraph,
    as_heading,
    is_heading,
    paragraphs,
    piece_places,
    pieces,
    words_of,
    words_place,
)


@given(st.text(alphabet="ab#\n \t\r", max_size=200))
@example("# a\nb\n# c\n\n# d")
def test_no_letter_of_a_text_is_lost_and_pieces_stay_what_they_are(body: str) -> None:
    found = pieces(body)
    assert "".join("".join(found).split()) == "".join(body.split())
    assert pieces("\n\n".join(found)) == found
    assert [body[start:end] for start, end in piece_places(body)] == found
    for place in piece_places(body):
        start, end = words_place(body, place)
        assert body[start:end] == words_of(body[slice(*place)])


def test_each_paragraph_has_the_heading_above_it() -> None:
    body = "First.\n# Why\nIt rains.\n\nIt still rains.\n\n# What\n\nA roof."
    assert paragraphs(body) == [
        Paragraph("First."),
        Paragraph("It rains.", "Why"),
        Paragraph("It still rains."),
        Paragraph("A roof.", "What"),
    ]


def test_a_heading_above_nothing_is_a_paragraph() -> None:
    assert paragraphs("# One\n# Two\nText\n# End") == [
        Paragraph("One"),
        Paragraph("Text", "Two"),
        Paragraph("End"),
    ]


@pytest.mark.parametrize("line", ["#tag", "#", "# ", "a # b", "#\n", "# " + "a" * (LONGEST + 1)])
def test_not_every_sign_makes_a_heading(line: str) -> None:
    assert not is_heading(line)
    assert words_of(line) == line


def test_arabic_headings_are_headings() -> None:
    assert paragraphs("# لماذا\nلأن الباب يُغلق.") == [Paragraph("لأن الباب يُغلق.", "لماذا")]
    assert is_heading(as_heading("لماذا\nالآن"))


def test_paragraphs_are_what_stands_between_empty_lines() -> None:
    assert pieces("One\nline.\n\n \n  Two. \n\n\n") == ["One\nline.", "Two."]
    assert pieces("  ") == []
