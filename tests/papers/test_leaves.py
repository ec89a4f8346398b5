"""A paper is cut into what a wall shows at once: nothing is lost, and every leaf fits."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from participation.papers.leaves import LINE, LINES, language_of, leaves, parted
from participation.papers.paragraphs import Paragraph

SENTENCE = "Nobody answers at night when we call. "
LONG = (SENTENCE * 20).strip()


def lines_of(part: str) -> int:
    return sum(max(1, -(-len(line.strip()) // LINE)) for line in part.split("\n"))


@given(st.lists(st.text(alphabet="ab .,!؟،\n", max_size=900), max_size=3))
@example(["word" * 400, "a. " * 300, "\n".join("line" for _ in range(30))])
def test_no_letter_is_lost_or_told_twice_and_every_leaf_fits(paragraphs: list[str]) -> None:
    kept = [leaf.text for leaf in leaves(list(map(Paragraph, paragraphs)))]
    assert "".join("".join(kept).split()) == "".join("".join(paragraphs).split())
    assert all(lines_of(text) <= LINES for text in kept)


def test_a_short_paragraph_is_one_leaf() -> None:
    assert [
        (leaf.paragraph, leaf.parts) for leaf in leaves([Paragraph("One."), Paragraph("Two.")])
    ] == [(1, 1), (2, 1)]


@given(st.text(alphabet="ab .", min_size=1, max_size=120), st.text(alphabet="ab .!", max_size=900))
def test_each_leaf_of_a_paragraph_stands_under_its_heading_and_both_fit(
    above: str, text: str
) -> None:
    for leaf in leaves([Paragraph(text, above)]):
        assert leaf.heading == above
        assert lines_of(leaf.heading) + lines_of(leaf.text) <= LINES


def test_a_long_paragraph_is_parted_between_sentences_and_evenly() -> None:
    parts = parted(LONG)
    assert len(parts) > 1
    assert all(part.endswith(".") for part in parts)
    assert max(map(len, parts)) - min(map(len, parts)) <= 2 * len(SENTENCE)
    assert " ".join(parts) == LONG


def test_arabic_sentences_end_where_arabic_sentences_end() -> None:
    asked = "لماذا لا يجيب أحد في الليل حين نتصل؟ "
    parts = parted((asked * 12).strip())
    assert len(parts) > 1
    assert all(part.endswith("؟") for part in parts)


def test_a_paragraph_is_read_from_where_its_own_letters_begin() -> None:
    assert language_of("Nobody answers.", "ar") == "en"
    assert language_of("لا يجيب أحد.", "en") == "ar"
    assert language_of("لا يجيب أحد (Helpline).", "ar") == "ar"
    assert language_of("Personne.", "fr") == "fr"
    assert language_of("1098", "ar") == "ar"
