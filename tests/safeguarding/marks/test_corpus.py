"""Each rule has its corpus: what it finds, what it must leave alone, and what it is known to miss
or to mark too much, so that a change of either is noticed."""

from __future__ import annotations

import time

import pytest

from tests.safeguarding.marks.conftest import Sentence, corpus, marked

CORPUS = corpus()


@pytest.mark.parametrize("sentence", CORPUS, ids=str)
def test_a_sentence_of_the_corpus_is_marked_as_written_down(sentence: Sentence) -> None:
    assert marked(sentence.text, sentence.lang) == sentence.expected


def test_every_kind_has_sentences_in_three_languages_and_both_its_faults_written_down() -> None:
    for file in ("contact", "disclosure", "name", "unkind"):
        own = [sentence for sentence in CORPUS if sentence.file == file]
        assert {sentence.lang for sentence in own if sentence.part == "found"} == {"ar", "en", "fr"}
        parts = {sentence.part for sentence in own}
        assert parts == {"found", "unmarked", "missed", "overmarked"}, file
        for sentence in own:
            assert bool(sentence.why) == (sentence.part in ("missed", "overmarked")), sentence
            assert (sentence.expected == {}) == (sentence.part in ("missed", "unmarked")), sentence


def test_telling_what_was_done_to_one_is_never_unkind() -> None:
    for sentence in CORPUS:
        if sentence.file == "disclosure":
            assert "unkind" not in marked(sentence.text, sentence.lang), sentence


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "ا",
        "1",
        "a.b",
        "idiot ",
        "@a",
        "0 ",
        "a ",
        "five ",
        "x at ",
        "( at ",
        "snap: ",
        "a@",
        "-",
        "+(",
    ],
)
def test_the_longest_text_costs_no_more_than_its_length(unit: str) -> None:
    """Ten times as much text takes about ten times as long, not a hundred times."""

    def cost(many: int) -> float:
        best = 99.0
        for _ in range(2):
            begun = time.perf_counter()
            marked(unit * (many // len(unit)))
            best = min(best, time.perf_counter() - begun)
        return best

    assert cost(100_000) < 40 * cost(10_000) + 0.05
