"""docs/safety.md and docs/privacy.md name tests, files, pages and commands; each is there."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.running import ROOT

DOCS = ROOT / "docs"
PAGES = {name: (DOCS / name).read_text("utf-8") for name in ("safety.md", "privacy.md")}
# What is made where the program is served, and is in no source.
MADE = ("instance/",)


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_the_page_names_is_there(page: str) -> None:
    missing = []
    for named in re.findall(r"`(tests/[^`]+)`", PAGES[page]):
        path, _, name = named.partition("::")
        file = ROOT / path
        if not file.exists() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
            missing.append(named)
    assert missing == []
    assert PAGES["safety.md"].count("::test_") > 25


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_page_that_it_names_is_there(page: str) -> None:
    named = re.findall(r"`([\w./-]+(?:/|\.\w+))`", PAGES[page])
    assert [path for path in named if path not in MADE and not (ROOT / path).exists()] == []
    links = re.findall(r"\]\(([^)#]+)(?:#([^)]+))?\)", PAGES[page])
    assert links
    for path, heading in links:
        file = DOCS / path
        assert file.exists(), path
        assert not heading or f"\n## {heading}\n" in file.read_text("utf-8").lower(), heading


def test_every_command_that_it_names_is_there(sqlite_app: Flask) -> None:
    named = {
        name for page in PAGES.values() for name in re.findall(r"flask --app app ([\w-]+)", page)
    }
    assert named
    assert named <= set(sqlite_app.cli.commands)


def test_each_chapter_of_the_table_names_what_shows_it() -> None:
    chapters = re.findall(r"^\| (V\d+) [^|]*\|[^|]*\|(.*)\|$", PAGES["safety.md"], re.M)
    assert [chapter for chapter, _ in chapters] == [f"V{n}" for n in range(1, 15)]
    assert [chapter for chapter, where in chapters if "`" not in where] == []
