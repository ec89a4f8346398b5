"""docs/privacy.md says of every column what it holds about a person, and says what is so."""

from __future__ import annotations

import logging
import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Integer, LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from participation import sweeping
from participation.cli.inventory import RIGHTS, all_tables, in_words, privacy_page, rights_in
from participation.foundation.actors import SYSTEM
from participation.foundation.inventory import (
    NOBODY,
    Area,
    Holding,
    Stands,
    Term,
    columns_left_out,
    holdings_of,
    holds,
)
from participation.foundation.settings import Retention
from participation.people.vault.models import VaultModel
from tests.cli.test_commands import run
from tests.doors import Browser
from tests.proof.table import read_table
from tests.running import ROOT
from tests.safeguarding.concerns.team import Team
from tests.world import World

PAGE = ROOT / "docs" / "privacy.md"


@pytest.fixture(autouse=True)
def every_model(sqlite_app: Flask) -> None:
    """An app knows every table."""


def about_people() -> list[Holding]:
    return [holding for table in all_tables() for holding in holdings_of(table) if holding.what]


def test_every_column_says_what_it_holds_about_a_person() -> None:
    left_out = {
        f"{table.name}.{name}" for table in all_tables() for name in columns_left_out(table)
    }
    assert left_out == set(), "name them in @holds(…) of their model (foundation/inventory.py)"


def test_every_entry_names_a_row_of_the_table_of_rights() -> None:
    known = {*read_table().rows, NOBODY}
    assert {holding.sees for holding in about_people()} - known == set()


def test_the_page_is_as_the_tables_are() -> None:
    fresh = privacy_page(Retention()) == PAGE.read_text(encoding="utf-8")
    assert fresh, "write it anew: flask --app app inventory docs/privacy.md"


def test_the_page_has_every_table_and_every_column() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for table in all_tables():
        assert f"`{table.name}`" in page
        assert {column.name for column in table.columns} <= set(re.findall(r"`(\w+)`", page))


def test_a_name_that_is_no_column_or_stands_twice_is_found_at_once() -> None:
    class Base(DeclarativeBase):
        pass

    class Thing(Base):
        __tablename__ = "thing"
        id: Mapped[str] = mapped_column(String, primary_key=True)
        name: Mapped[str]

    holds(Area.LOG, "for a test", nothing="id")(Thing)
    assert columns_left_out(Base.metadata.tables["thing"]) == ["name"]
    for wrong in ("nmae", "id"):
        with pytest.raises(ValueError, match=rf"thing\.{wrong} is no column, or is named twice"):
            holds(Area.LOG, "for a test", about={wrong: "something"})(Thing)


def test_the_page_reads_the_rights_as_the_proof_does() -> None:
    table, read = read_table(), rights_in(RIGHTS.read_text(encoding="utf-8"))
    assert set(read) == set(table.rows)
    for row, cells in table.rows.items():
        assert {column for column, cell in read[row].items() if cell != "-"} == {
            column for column, grants in cells.items() if grants
        }
    assert in_words(read["surname birth date contact guardian"]) == (
        "a child with a badge: her own; the safety team, an organiser: with a typed reason "
        "(second adult)"
    )


def test_vault_and_sealed_are_what_the_page_calls_so() -> None:
    inside = set(VaultModel.metadata.tables.values())
    for table in all_tables():
        for holding in holdings_of(table):
            assert (holding.stands is Stands.VAULT) == (table in inside), table.name
            if holding.stands is Stands.SEALED:
                kinds = [table.columns[name].type for name in holding.columns]
                assert all(isinstance(kind, LargeBinary) for kind in kinds), holding
            if holding.stands is Stands.HASHED:
                assert not any(
                    isinstance(table.columns[name].type, Integer) for name in holding.columns
                )


def test_every_time_on_the_page_is_one_that_the_sweep_keeps() -> None:
    swept = {rule.keeps for rule in sweeping.RULES}
    assert {holding.kept for holding in about_people() if holding.kept.time} == swept


def test_each_rule_of_the_sweep_asks_the_time_that_the_page_tells(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Term] = []
    span = Term.span

    def noted(term: Term) -> timedelta:
        asked.append(term)
        return span(term)

    monkeypatch.setattr(Term, "span", noted)
    settable = [rule for rule in sweeping.RULES if rule.keeps.said(SHIFTED) != _usual(rule.keeps)]
    assert len(settable) > 4
    for rule in settable:
        asked.clear()
        rule.run(SYSTEM)
        # What goes with its owner has no time of its own: it goes once she, or her phone, is gone.
        assert asked == ([] if rule.name.startswith("phones and") else [rule.keeps]), rule.name


SHIFTED = Retention(**{name: timedelta(hours=1234) for name in vars(Retention())})


def _usual(term: Term) -> str:
    return term.said(Retention())


def test_a_server_with_times_of_its_own_prints_those(sqlite_app: Flask, tmp_path: Path) -> None:
    told = sqlite_app.config["SETTINGS"]
    sqlite_app.config["SETTINGS"] = replace(told, keeps=replace(told.keeps, voters=timedelta(5)))
    printed = run(sqlite_app, "inventory")
    assert printed.exit_code == 0
    assert "5 days after the poll closed" in printed.output
    assert "1 hour after the poll closed" not in printed.output
    written = run(sqlite_app, "inventory", str(tmp_path / "page.md"))
    assert written.exit_code == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == printed.output


def test_no_address_and_no_browser_of_a_phone_is_kept_or_logged(
    sqlite_app: Flask, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = World()
    Team(world)
    session = world.session()
    poll = world.poll(session, state="open")
    phone = Browser(sqlite_app, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="Kanarivogel/9 (Tab)")
    room = f"/sessions/{session.slug}"
    with caplog.at_level(logging.DEBUG):
        assert phone.get(f"/join/{session.room_code}").status_code == 303
        assert phone.get(room).status_code == 200
        assert phone.post(f"{room}/ask", text="Why?", lang="en", name_as="none").status_code == 200
        vote = phone.post(f"{room}/vote", poll=poll.id, choice=poll.options[0].id)
        assert vote.status_code in (200, 303)
        assert phone.post("/help", text="Help").status_code == 200
        assert phone.get("/nothing-here").status_code == 404
    with sqlite3.connect(tmp_path / "sawt.sqlite3") as raw:
        kept = "\n".join(raw.iterdump()) + caplog.text
    assert "Why?" in kept
    assert "203.0.113" not in kept
    assert "Kanarivogel" not in kept


def test_nothing_that_is_said_of_a_person_lacks_a_reason() -> None:
    about = about_people()
    assert [entry for entry in about if not entry.why or not entry.kept.said(Retention())] == []
    assert len(about) > 50
