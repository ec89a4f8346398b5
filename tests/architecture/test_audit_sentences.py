"""The audit log speaks in sentences: whoever adds an act that is written down adds its words."""

from __future__ import annotations

import ast

from flask import Flask

from participation.foundation.commands import Audit, Command, known_commands
from participation.foundation.pages import ROOT
from participation.people.audit.sentences import ABOUT, DONE, FORMERLY, done

SOURCES = [
    path for path in (ROOT / "participation").rglob("*.py") if "migrations" not in path.parts
]


def audited() -> set[str]:
    """Every act of the product that leaves a row; what tests declare for themselves is left out."""
    return {
        name
        for name, one in known_commands().items()
        if isinstance(one, Command)
        and one.audit is not Audit.NONE
        and one.__module__.startswith("participation.")
    }


def kinds_named() -> set[str]:
    """Every kind of thing that some command says its row is about, where it is said in words."""
    calls = (
        node
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
    )
    return {
        call.args[0].value
        for call in calls
        if call.func.id == "about"  # type: ignore[attr-defined]
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def test_every_act_that_is_written_down_has_its_sentence(sqlite_app: Flask) -> None:
    found = audited()
    assert len(found) > 100
    assert found - set(DONE) == set(), "add it to participation/people/audit/sentences.py"
    assert set(DONE) - found == set(), "no act has this name any more"


def test_every_kind_of_thing_has_its_word() -> None:
    found = kinds_named()
    assert {"person", "session", "paper"} <= found
    assert found - set(ABOUT) == set(), "add it to participation/people/audit/sentences.py"


def test_an_act_that_was_called_otherwise_is_told_in_the_words_of_today() -> None:
    assert set(FORMERLY.values()) <= set(DONE)
    assert not set(FORMERLY) & set(DONE), "what is called so now has its own sentence"
    assert done("papers.select_paper") == done("curation.select_paper") is not None
