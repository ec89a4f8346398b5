"""The host's commands for the safety team; secrets are asked for, never given as arguments."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from participation.foundation.extensions import db
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands, queries
from participation.safeguarding.posts.commands import keep_key
from participation.safeguarding.posts.queries import post_of
from tests.passphrases import reader
from tests.safeguarding.concerns.team import WORDS, Team, tell, told
from tests.world import World


def run(app: Flask, *arguments: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(args=list(arguments), input=typed)


def test_the_host_appoints_recovers_and_signs(sqlite_app: Flask, world: World) -> None:
    world.event()
    team = Team(world)
    made = run(sqlite_app, "safety-recovery-key")
    found = re.search(r"(?:[A-Z2-7]{4}-){12}[A-Z2-7]{4}", made.output)
    assert found
    key = found[0]
    old, _ = tell()
    only_hers, _ = tell(told(readers="lead"))

    newcomer = world.person("safeguarding", kind="adult")
    said = run(sqlite_app, "safety-appoint", newcomer, "lead")
    assert said.exit_code == 0, said.output
    db.session.rollback()
    assert post_of(team.lead) is None
    actor = world.signed_in(newcomer)
    phrase, pair = reader(5)
    keep_key(actor, pair)
    assert queries.courses_for(actor) == []
    assert "2" in run(sqlite_app, "safety-re-seal", "lead", typed=f"{key}\n").output
    db.session.rollback()
    assert {each.concern.id for each in queries.courses_for(actor)} == {old, only_hers}
    assert commands.open_concern(actor, old, phrase)

    commands.answer(actor, only_hers, "We are with you.", "en")
    commands.sign(actor, only_hers)
    other = sealing.written(sealing.new_pair().private)
    assert run(sqlite_app, "safety-sign", only_hers, typed=f"{other}\n").exit_code == 1
    assert run(sqlite_app, "safety-sign", only_hers, typed="ABCD\n").exit_code == 1
    assert run(sqlite_app, "safety-sign", only_hers, typed=f"{key}\n").exit_code == 0
    db.session.rollback()
    states = {each.concern.id: each.state for each in queries.courses_for(actor)}
    assert states[only_hers] == "closed"
    assert key not in json.dumps(states)


Inside = dict[str, Any]


def other_words(inside: Inside) -> None:
    inside["files"]["record.json"] = inside["files"]["record.json"].replace("NOTE-1", "NOTE-2")


def no_signatures(inside: Inside) -> None:
    del inside["files"]["signatures.json"]


def one_file_more(inside: Inside) -> None:
    inside["files"]["letter.json"] = "{}"


def another_hash(inside: Inside) -> None:
    inside["manifest"][0]["sha256"] = "0" * 64


def another_length(inside: Inside) -> None:
    inside["manifest"][1]["bytes"] += 1


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (other_words, "record.json"),
        (no_signatures, "signatures.json"),
        (one_file_more, "letter.json"),
        (another_hash, "concern.json"),
        (another_length, "record.json"),
    ],
)
def test_what_was_changed_inside_a_file_is_found_and_named(
    sqlite_app: Flask,
    world: World,
    tmp_path: Path,
    change: Callable[[Inside], None],
    named: str,
) -> None:
    """Whoever receives it holds the key, and could seal again what is not the same any more."""
    world.event()
    team = Team(world)
    concern, _ = tell()
    commands.write_entry(team.lead, concern, "note", {"text": "NOTE-1"})
    keys = sealing.new_pair()
    file, person = tmp_path / "one.sawt", team.lead.person_id or ""
    told = ["safety-export", concern, str(file), "--as", person]
    told += ["--to", sealing.written(keys.public)]
    assert run(sqlite_app, *told, typed=f"{team.lead_phrase}\n").exit_code == 0
    typed = f"{sealing.written(keys.private)}\n"
    assert WORDS in run(sqlite_app, "safety-read-file", str(file), typed=typed).output

    whole = json.loads(file.read_bytes())
    inside = json.loads(sealing.unseal(base64.b64decode(whole["box"]), keys.private))
    change(inside)
    box = sealing.seal(json.dumps(inside).encode(), keys.public)
    file.write_text(json.dumps(whole | {"box": base64.b64encode(box).decode()}))
    said = run(sqlite_app, "safety-read-file", str(file), typed=typed)
    assert said.exit_code == 1
    assert f"Changed since: {named}." in said.output
    assert WORDS not in said.output


def test_a_concern_leaves_as_a_file_and_is_read_again(
    sqlite_app: Flask, world: World, tmp_path: Path
) -> None:
    world.event()
    team = Team(world)
    concern, _ = tell()
    file, person = tmp_path / "one.sawt", team.lead.person_id or ""
    typed = f"{team.lead_phrase}\na file for the authority\n"
    said = run(sqlite_app, "safety-export", concern, str(file), "--as", person, typed=typed)
    assert said.exit_code == 0, said.output
    assert WORDS.encode() not in file.read_bytes()
    read = run(sqlite_app, "safety-read-file", str(file), typed="a file for the authority\n")
    assert WORDS in read.output
    wrong = run(sqlite_app, "safety-read-file", str(file), typed="not that one at all\n")
    assert wrong.exit_code == 1
    assert WORDS not in wrong.output
    stranger = world.person("organiser", kind="adult")
    denied = run(sqlite_app, "safety-export", concern, str(file), "--as", stranger, typed=typed)
    assert denied.exit_code == 1
