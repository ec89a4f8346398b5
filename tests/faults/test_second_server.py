"""Two servers on one database: together where that works, else the second one says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.redis import RedisServer
from tests.running import Server, ending, running


def test_a_second_server_on_sqlite_is_refused_and_told_why(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    first, second = Server(url, tmp_path), Server(url, tmp_path)
    first.flask("upgrade")
    with running(first):
        code, said = ending(second)
        assert code == 1
        assert "another server is running on this database" in said
        assert "PostgreSQL" in said
        assert "PARTICIPATION_REDIS_URL" in said
        assert "Traceback" not in said
    with running(second):
        pass  # the place is free as soon as the first one is gone


def test_a_killed_server_leaves_its_place(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sawt.sqlite3'}"
    server = Server(url, tmp_path)
    server.flask("upgrade")
    server.start()
    server.kill()
    with running(server):
        pass


def test_a_second_server_on_postgresql_needs_redis_and_so_does_the_first(
    postgres_url_of_its_own: str, redis: RedisServer, tmp_path: Path
) -> None:
    alone = Server(postgres_url_of_its_own, tmp_path)
    second = Server(postgres_url_of_its_own, tmp_path)
    among_others = Server(postgres_url_of_its_own, tmp_path, REDIS_URL=redis.url)
    alone.flask("upgrade")
    with running(alone):
        assert ending(second)[0] == 1
        assert ending(among_others)[0] == 1
    with running(among_others):
        assert ending(second)[0] == 1
        third = Server(postgres_url_of_its_own, tmp_path, REDIS_URL=redis.url)
        with running(third):
            pass


@pytest.fixture
def postgres_url_of_its_own(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue("postgres").fresh_database()
    return url.replace("+psycopg2", "")
