"""Settings: an unknown or ill-formed one stops the start with its name."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from participation.foundation.settings import SettingsProblem, load_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARTICIPATION_PORTT", "5000"),
        ("PARTICIPATION_PORT", "eighty"),
        ("PARTICIPATION_PORT", "70000"),
        ("PARTICIPATION_SECRET_KEY", "short"),
        ("PARTICIPATION_DATABASE_URL", "mysql://nowhere"),
        ("PARTICIPATION_ENGINE", "gevent"),
        ("PARTICIPATION_URL", "sawt.example"),
        ("PARTICIPATION_TRUSTED_PROXIES", "all"),
        ("PARTICIPATION_REDIS_URL", "http://redis"),
        ("PARTICIPATION_LAN", "perhaps"),
        ("PARTICIPATION_KEEP_UNCLEARED_HOURS", "0"),
        ("PARTICIPATION_KEEP_PAPERS_DAYS", "ever"),
    ],
)
def test_a_setting_that_cant_be_used_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsProblem) as problem:
        load_settings({name: value}, instance=tmp_path)
    assert problem.value.name == name
    assert problem.value.expected


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('port = "6001"\nhost = "127.0.0.9"\n')
    told = load_settings({"PARTICIPATION_PORT": "6002"}, instance=tmp_path)
    assert (told.port, told.host) == (6002, "127.0.0.9")


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    first = load_settings({}, instance=tmp_path)
    second = load_settings({}, instance=tmp_path)
    assert first.secret_key == second.secret_key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_postgresql_url_is_given_its_driver(tmp_path: Path) -> None:
    told = load_settings({"PARTICIPATION_DATABASE_URL": "postgresql://h/d"}, instance=tmp_path)
    assert told.database_url == "postgresql+psycopg2://h/d"


def test_how_long_things_are_kept_has_the_design_s_defaults_and_can_be_set(tmp_path: Path) -> None:
    kept = load_settings({}, instance=tmp_path).keeps
    assert (kept.devices, kept.voters, kept.uncleared) == (
        timedelta(hours=24),
        timedelta(hours=1),
        timedelta(hours=72),
    )
    assert (kept.papers, kept.guards) == (timedelta(days=365), timedelta(hours=24))
    told = load_settings({"PARTICIPATION_KEEP_UNCLEARED_HOURS": "48"}, instance=tmp_path)
    assert told.keeps.uncleared == timedelta(hours=48)
    assert told.keeps.devices == timedelta(hours=24)
