"""Two write on the same text: whatever each typed is in what comes of it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.papers.rules import Draft
from participation.papers.writing.merging import Both, merged

WAS = "One.\n\nTwo.\n\nThree."
WORDS = st.text(st.sampled_from("abcاب \n"), min_size=1, max_size=12).filter(str.strip)
TEXTS = st.lists(WORDS, max_size=7).map("\n".join)
TITLES = st.sampled_from(["", "A", "B", "باب"])


def draft(body: str, title: str = "", lang: str = "en") -> Draft:
    return Draft(title, body, lang)


def body_of(was: str, kept: str, written: str) -> str:
    return merged(draft(was), draft(kept), draft(written)).draft.body


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def test_what_one_changed_is_as_she_wrote_it_and_empty_lines_stay_as_they_were() -> None:
    found = merged(
        draft(WAS),
        draft("One more.\n\nTwo.\n\nThree."),
        draft("One.\n\nTwo.\n\nThree.\nFour.\n\n", title="T", lang="ar"),
    )
    assert found.draft == Draft("T", "One more.\n\nTwo.\n\nThree.\nFour.\n\n", "ar")
    assert found.both == ()


def test_what_one_took_out_is_gone_unless_the_other_wrote_on() -> None:
    assert body_of(WAS, "One.\n\nThree.", WAS + "\n\nFour.") == "One.\n\nThree.\n\nFour."
    assert (
        body_of(WAS, "One.\n\nThree.", "One.\n\nTwo, longer.\n\nThree.")
        == "One.\n\nTwo, longer.\n\nThree."
    )


@pytest.mark.parametrize("swapped", [False, True])
def test_a_word_mended_beside_a_line_that_comes_is_no_one_place(swapped: bool) -> None:
    mended, goes_on = "One, mended.", "One.\n\nTwo."
    texts = (draft(goes_on), draft(mended)) if swapped else (draft(mended), draft(goes_on))
    assert merged(draft("One."), *texts).both == ()
    assert merged(draft("One."), *texts).draft.body == "One, mended.\n\nTwo."
    before = merged(draft("One."), draft(mended), draft("None.\n\nOne."))
    assert (before.draft.body, before.both) == ("None.\n\nOne, mended.", ())


def test_where_both_wrote_both_stand_one_after_the_other() -> None:
    found = merged(
        draft(WAS, "Mine"),
        draft("One.\n\nTwo, hers.\n\nThree.", "Hers"),
        draft("One.\n\nTwo, his.\n\nThree.", "His"),
    )
    assert found.draft == draft("One.\n\nTwo, hers.\n\nTwo, his.\n\nThree.", "Hers / His")
    assert found.both == (
        Both("title", "Hers", "His", "Hers / His"),
        Both("body", "Two, hers.", "Two, his.", "Two, hers.\n\nTwo, his."),
    )


def test_a_text_that_only_goes_on_with_the_other_is_no_second_text() -> None:
    """A save whose answer was lost on the way, and the child typed on meanwhile."""
    found = merged(draft("I"), draft("I see"), draft("First:\nI see a door.\n\nIt is shut."))
    assert (found.draft.body, found.both) == ("First:\nI see a door.\n\nIt is shut.", ())


@pytest.mark.parametrize(
    ("kept", "written"),
    [("سلامة الأطفال", "سلام"), ("سلام", "سلامة الأطفال"), ("سلامٌ", "سلام"), ("it’s", "it")],
)
def test_a_word_that_another_word_begins_with_is_a_text_of_its_own(kept: str, written: str) -> None:
    found = merged(draft("", ""), draft(kept, kept), draft(written, written))
    assert found.draft == draft(f"{kept}\n\n{written}", f"{kept} / {written}")
    assert [(place.where, place.kept, place.written) for place in found.both] == [
        ("title", kept, written),
        ("body", kept, written),
    ]


def test_a_text_of_very_many_lines_is_kept_whole_beside_the_other() -> None:
    many = "\n".join(str(n) for n in range(5_000))
    found = merged(draft(many), draft(many + "\nhers"), draft("his\n" + many))
    assert set(lines(found.draft.body)) == {*lines(many), "hers", "his"}


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first letters are slow to draw
@given(was=TEXTS, kept=TEXTS, written=TEXTS, titles=st.tuples(TITLES, TITLES, TITLES))
def test_no_line_that_anybody_typed_is_lost_and_none_appears(
    was: str, kept: str, written: str, titles: tuple[str, str, str]
) -> None:
    drafts = [draft(body, title) for body, title in zip((was, kept, written), titles, strict=True)]
    found = merged(*drafts)
    text = lines(found.draft.body)
    for typed in (kept, written):
        new = [line for line in lines(typed) if line not in lines(was)]
        assert [one for one in new if not any(one.strip() in two for two in text)] == []
        assert {word for one in new for word in one.split()} <= {
            w for two in text for w in two.split()
        }
    assert set(text) <= {*lines(was), *lines(kept), *lines(written)}
    for place in found.both:
        stands = found.draft.body if place.where == "body" else found.draft.title
        assert place.stands in stands
        assert place.kept in place.stands
        assert place.written in place.stands


@given(was=TEXTS, written=TEXTS)
def test_where_nobody_else_wrote_it_is_what_came(was: str, written: str) -> None:
    assert body_of(was, was, written) == written
    assert body_of(was, written, was) == written
