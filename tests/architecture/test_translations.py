"""Every sentence that people read exists in Arabic, English and French."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("ar", "en", "fr")
# A space at which a line may end, where French has one that holds.
BREAKS = re.compile(r"[ \u00a0][;:!?»]|«[ \u00a0]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w+\}")

MessageId = str | tuple[str, ...]


@pytest.fixture(scope="module")
def sentences(tmp_path_factory: pytest.TempPathFactory) -> set[MessageId]:
    """What the sources say, found by the same rule as `make words` finds it."""
    found = tmp_path_factory.mktemp("words") / "messages.pot"
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    subprocess.run(
        ["make", "--silent", f"POT={found}", str(found)], cwd=ROOT, env=outside, check=True
    )
    return {_id(message) for message in _messages(_read(found))}


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """One language's catalogue."""
    language = request.param
    file = ROOT / "participation" / "translations" / language / "LC_MESSAGES" / "messages.po"
    assert file.exists(), f"no catalogue for {language}: run make words"
    return _read(file, language)


def test_every_sentence_of_the_sources_is_in_the_catalogue(
    sentences: set[MessageId], catalogue: Catalog
) -> None:
    """A new sentence reaches all three languages, and one taken out leaves them."""
    kept = {_id(message) for message in _messages(catalogue)}
    assert not _shown(sentences - kept), "run make words, then translate"
    assert not _shown(kept - sentences), "no longer said: run make words"


def test_every_sentence_is_translated_and_none_is_a_guess(catalogue: Catalog) -> None:
    """English may stay empty: the sentences of the sources are English themselves."""
    guessed = [_id(message) for message in _messages(catalogue) if message.fuzzy]
    assert not _shown(guessed)
    if str(catalogue.locale) != "en":
        empty = [_id(m) for m in _messages(catalogue) if not all(_translations(m))]
        assert not _shown(empty)


def test_no_line_breaks_before_a_french_sign_or_within_its_quotes() -> None:
    file = ROOT / "participation" / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
    translated = _messages(_read(file, "fr"))
    assert not _shown([_id(m) for m in translated if any(map(BREAKS.search, _translations(m)))])


def test_a_translation_fills_in_what_the_sentence_fills_in(catalogue: Catalog) -> None:
    """All of its placeholders; a plural form may leave some out: “two votes” needs no number."""
    wrong = []
    for message in _messages(catalogue):
        given = _placeholders(*_forms(message))
        for translation in filter(None, _translations(message)):
            used = _placeholders(translation)
            fits = used <= given if message.pluralizable else used == given
            if not fits:
                wrong.append(_id(message))
    assert not _shown(wrong)


def _read(file: Path, language: str | None = None) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def _messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def _id(message: Message) -> MessageId:
    return tuple(message.id) if message.pluralizable else str(message.id)


def _forms(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (str(message.id),)


def _translations(message: Message) -> tuple[str, ...]:
    said = message.string
    return tuple(said) if isinstance(said, list | tuple) else (str(said or ""),)


def _placeholders(*texts: str) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


def _shown(ids: Iterable[MessageId]) -> list[str]:
    return sorted(identity if isinstance(identity, str) else identity[0] for identity in ids)
