"""The host's commands for the safety team; secrets are asked for, never given as arguments."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import Result
from flask import Flask

from participation.foundation.extensions import db
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands, queries
from participation.safeguarding.posts.commands import keep_key
from participation.safeguarding.posts.queries import post_of
from tests.safeguarding.concerns.team import WORDS, Team, reader, tell, told
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
