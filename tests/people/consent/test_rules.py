"""Who takes part, what is shown of a child, and when she is asked again."""

from __future__ import annotations

import itertools

import pytest

from participation.foundation.languages import LANGUAGES
from participation.foundation.taming import WHOLE
from participation.people.consent import names, rules, texts
from participation.people.consent.models import NameState
from participation.people.consent.rules import ASKED, Choices, Dial, FirstName

CHOSEN = {"ar": "موجة البحر", "en": "Sea Wave", "fr": "Vague de la mer"}
FIRST = {"ar": "سامي", "en": "Sami", "fr": "Sami"}
NOTHING_SAID = Choices()
WORDS = Choices(take_part=True, words_in_room=True)
WORDS_AND_NAME = Choices(take_part=True, words_in_room=True, first_name_shown=True)


@pytest.mark.parametrize(
    ("kind", "has_consent", "said_yes", "takes_part"),
    [
        ("child", True, True, True),
        ("child", True, False, False),
        ("child", False, True, False),
        ("child", False, False, False),
        ("adult", False, False, True),
    ],
)
def test_a_child_takes_part_with_both_and_with_nothing_less(
    kind: str, has_consent: bool, said_yes: bool, takes_part: bool
) -> None:
    assert rules.takes_part(kind, has_consent=has_consent, said_yes=said_yes) is takes_part


def test_all_choices_are_off_at_first() -> None:
    assert [getattr(Choices(), name) for name in ASKED] == [False] * len(ASKED)


def test_a_no_to_taking_part_is_a_no_to_everything() -> None:
    for answers in itertools.product((False, True), repeat=len(ASKED)):
        choices = Choices(*answers)
        assert choices.that_count == (choices if choices.take_part else NOTHING_SAID)


@pytest.mark.parametrize(
    ("dial", "choices", "name"),
    [
        ("my_name", WORDS_AND_NAME, FIRST),
        ("my_name", WORDS, CHOSEN),
        ("chosen_name", WORDS_AND_NAME, CHOSEN),
        ("chosen_name", WORDS, CHOSEN),
        ("only_idea", WORDS_AND_NAME, None),
        ("nothing", WORDS_AND_NAME, None),
        ("my_name", Choices(take_part=True, first_name_shown=True), None),
        ("chosen_name", Choices(take_part=True), None),
        ("chosen_name", NOTHING_SAID, None),
    ],
)
def test_the_name_shown_follows_the_dial_and_never_goes_further_than_a_yes(
    dial: str, choices: Choices, name: dict[str, str] | None
) -> None:
    assert rules.name_shown(dial, choices, CHOSEN, FirstName(FIRST, cleared=FIRST)) == name


def test_without_a_known_first_name_the_chosen_one_is_shown() -> None:
    assert rules.name_shown("my_name", WORDS_AND_NAME, CHOSEN, FirstName()) == CHOSEN


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (FirstName(), None),
        (FirstName(FIRST), NameState.WAITING),
        (FirstName(FIRST, cleared=FIRST), NameState.CLEARED),
        (FirstName(FIRST, cleared=CHOSEN), NameState.WAITING),
        (FirstName(FIRST, stopped=FIRST, stopped_for="unkind"), NameState.STOPPED),
        (FirstName(FIRST, stopped=CHOSEN, stopped_for="unkind"), NameState.WAITING),
    ],
)
def test_only_a_first_name_that_was_cleared_in_these_very_words_is_shown(
    name: FirstName, state: NameState | None
) -> None:
    assert name.state == state
    assert (name.reason is not None) is (state == NameState.STOPPED)
    shown = rules.name_shown("my_name", WORDS_AND_NAME, CHOSEN, name)
    assert shown == (FIRST if state == NameState.CLEARED else CHOSEN)


@pytest.mark.parametrize(
    ("choices", "has_first_name", "offers"),
    [
        (WORDS_AND_NAME, True, ["my_name", "chosen_name", "only_idea", "nothing"]),
        (WORDS_AND_NAME, False, ["chosen_name", "only_idea", "nothing"]),
        (WORDS, True, ["chosen_name", "only_idea", "nothing"]),
        (Choices(take_part=True), True, ["only_idea", "nothing"]),
        (NOTHING_SAID, True, ["only_idea", "nothing"]),
    ],
)
def test_the_dial_offers_what_was_said_yes_to_and_always_less(
    choices: Choices, has_first_name: bool, offers: list[str]
) -> None:
    assert list(rules.dials_for(choices, has_first_name)) == offers


@pytest.mark.parametrize(
    ("dial", "before", "now", "after"),
    [
        ("chosen_name", NOTHING_SAID, WORDS_AND_NAME, "my_name"),
        ("chosen_name", NOTHING_SAID, WORDS, "chosen_name"),
        ("chosen_name", WORDS_AND_NAME, WORDS_AND_NAME, "chosen_name"),
        ("my_name", WORDS_AND_NAME, WORDS, "chosen_name"),
        ("my_name", WORDS_AND_NAME, Choices(take_part=True), "only_idea"),
        ("only_idea", WORDS, WORDS_AND_NAME, "only_idea"),
        ("nothing", NOTHING_SAID, WORDS_AND_NAME, "nothing"),
    ],
)
def test_an_answer_never_widens_what_a_child_has_narrowed(
    dial: str, before: Choices, now: Choices, after: str
) -> None:
    assert rules.dial_after(dial, before, now) == after


@pytest.mark.parametrize(
    ("kind", "answered", "asked"),
    [
        ("child", None, True),
        ("child", "assent-1", True),
        ("child", "assent-2", False),
        ("adult", None, False),
    ],
)
def test_a_child_is_asked_once_for_each_version(
    kind: str, answered: str | None, asked: bool
) -> None:
    assert rules.is_to_be_asked(kind, answered, "assent-2") is asked


@pytest.mark.parametrize("text", ["", "\u202e", "x" * (WHOLE + 1)])
def test_a_name_of_which_nothing_can_be_shown_is_none(text: str) -> None:
    assert not rules.fits_as_name(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines", "two lines"),
        ("\u202eback", "back"),
        ("Captain of the lanterns by the sea", "Captain of the lanterns…"),
        ("ن" + "\u064e" * 400 + "ور", "ن" + "\u064e" * 3 + "ور"),
    ],
)
def test_a_name_is_shown_on_one_line_that_fits_on_a_wall(text: str, shown: str) -> None:
    assert rules.fits_as_name(text)
    assert rules.as_name(text) == shown


# -- the words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("band", texts.BANDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_age_reads_the_same_choices_in_every_language(band: str, lang: str) -> None:
    text = texts.assent_text(texts.newest(), band, lang)
    assert tuple(text["choices"]) == ASKED[1:]
    assert all(text["choices"].values())
    assert len(text["thoughts"]) == 3
    assert text["question"]
    assert text["hello"]


def test_the_question_is_safeguardings_own_at_every_age() -> None:
    for band in texts.BANDS:
        said = texts.assent_text(texts.newest(), band, "en")["question"]
        assert said == (
            "Would you like to take part with us? It is your decision: yes or no. "
            "You can stop at any time, and nobody will be cross with you."
        )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_guardian_reads_in_every_language(lang: str) -> None:
    text = texts.consent_text(texts.newest_consent(), lang)
    assert len(text["paragraphs"]) == 4
    assert text["title"]


def test_an_unknown_age_reads_what_everybody_can() -> None:
    assert texts.band_of(None) == texts.ANY_BAND
    assert texts.band_of("99") == texts.ANY_BAND


# -- names of ours ---------------------------------------------------------------------------------


def test_every_pair_of_words_has_three_languages_and_fits_on_a_wall() -> None:
    for key in names.ALL:
        name = names.name_of(key)
        assert name is not None
        assert set(name) == set(LANGUAGES)
        assert len(name["en"]) <= rules.LONGEST_NAME
    assert len({(names.name_of(key) or {})["en"] for key in names.ALL}) == len(names.ALL)


def test_names_offered_are_free_ones() -> None:
    taken = {(names.name_of(key) or {})["en"] for key in names.ALL[:-3]}
    offered = names.offered(taken, 6)
    assert sorted(key for key, _ in offered) == sorted(names.ALL[-3:])


@pytest.mark.parametrize("key", ["", "x", "0-99", "99-0", "-1-0", "0-0-0"])
def test_no_other_key_makes_a_name(key: str) -> None:
    assert names.name_of(key) is None


def test_dials_are_in_the_order_from_wide_to_narrow() -> None:
    assert list(Dial) == ["my_name", "chosen_name", "only_idea", "nothing"]
