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
# What has to be shown before anybody can rely on it; a line of the page may name more tests.
PROOF = {
    "tests/proof/test_canary_crawl.py": (
        "test_no_page_shows_anybody_what_is_not_theirs",
        "test_a_dump_and_the_files_show_no_word_of_a_concern",
    ),
    "tests/architecture/test_doors.py": ("test_every_route_declares_its_policy",),
    "tests/safeguarding/test_two_keys_model.py": (
        "test_every_text_on_a_page_has_both_keys_for_that_very_text",
    ),
    "tests/faults/threats/test_doors.py": (
        "test_10000_guessed_codes",
        "test_a_cookie_replayed_after_hand_over",
        "test_500_phones_behind_one_address_in_60_s",
    ),
    "tests/faults/threats/test_live.py": (
        "test_one_device_voting_500_times_and_double_tapping",
        "test_a_foreign_origin_at_the_handshake",
        "test_asking_for_another_rooms_feed_and_a_closed_meetings",
    ),
    "tests/faults/threats/test_script.py": ("test_script_in_every_field_and_payload",),
    "tests/faults/threats/test_withdrawn.py": (
        "test_what_was_taken_back_stays_away_past_a_kill_an_export_and_a_restore",
    ),
    "tests/foundation/test_sealing.py": (
        "test_altering_one_row_is_found_and_it_is_named",
        "test_the_tail_without_seals_is_named",
    ),
    "tests/people/vault/test_vault.py": ("test_each_reading_is_written_down_without_a_word_of_it",),
    "tests/test_sweeping.py": (
        "test_words_that_nobody_cleared_are_gone_after_three_days_and_the_row_says_why",
    ),
    "tests/cli/test_copies.py": ("test_what_was_erased_since_does_not_come_back_with_an_old_copy",),
    "tests/foundation/test_headers.py": (
        "test_every_answer_carries_every_header",
        "test_no_browser_keeps_a_page",
    ),
    "tests/browser/test_first_visit.py": ("test_no_page_asks_another_host_for_anything",),
}
# How many sections each chapter of that version has.
SECTIONS = {
    1: 14, 2: 10, 3: 7, 4: 3, 5: 5, 6: 4, 7: 4, 8: 3, 9: 2, 10: 3, 11: 1, 12: 6, 13: 4, 14: 5,
}  # fmt: skip


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


def rows_under(heading: str) -> list[list[str]]:
    """The cells of each row of the table under this heading of safety.md."""
    part = PAGES["safety.md"].split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table[2:]]


def test_each_line_of_the_proof_has_its_test_and_a_guard_that_was_taken_out() -> None:
    rows = rows_under("The proof, line by line")
    assert [what for what, *cells in rows if len(cells) != 2 or not all(cells)] == []
    tests = {test for _, named, _ in rows for test in re.findall(r"`(tests/[^`]+)`", named)}
    wanted = {f"{file}::{name}" for file, names in PROOF.items() for name in names}
    assert sorted((wanted | {"tests/safeguarding/marks/test_corpus.py"}) - tests) == []
    assert [what for what, named, _ in rows if "`tests/" not in named] == []


def test_each_section_of_asvs_says_where_it_is_met_or_why_not() -> None:
    rows = rows_under("OWASP ASVS 4.0.3, level 2")
    wanted = [f"V{chapter}.{n}" for chapter, many in SECTIONS.items() for n in range(1, many + 1)]
    assert [section.split()[0] for section, _, _ in rows] == wanted
    assert {state for _, state, _ in rows} <= {"met", "open", "not applicable"}
    assert [section for section, state, where in rows if state == "met" and "`" not in where] == []
    assert [section for section, _, where in rows if not where] == []
