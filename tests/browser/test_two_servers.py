"""The same story with two servers behind nginx, as deploy/ sets them up, over HTTPS."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests

from tests.browser.conftest import Hall
from tests.browser.test_story import test_the_story as test_the_story_over_two_servers
from tests.nginx import nginx
from tests.postgres import PostgresServer
from tests.redis import redis_server
from tests.running import Server, free_port, running

__all__ = ["test_the_story_over_two_servers"]

POLLING = "/socket.io/?EIO=4&transport=polling"

pytestmark = pytest.mark.browser


@dataclass
class Behind:
    """Two servers as one address."""

    url: str
    certificate: str
    servers: tuple[Server, Server]


@pytest.fixture(scope="module")
def hall(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """The demonstration conference on PostgreSQL and Redis, two servers behind nginx."""
    folder = tmp_path_factory.mktemp("two")
    port = free_port()
    with redis_server(folder) as redis:
        if redis is None:
            pytest.skip("Redis is missing: install it, or let tests/prepare_machine.sh do it")
        told = {
            "REDIS_URL": redis.url,
            "URL": f"https://127.0.0.1:{port}",
            "TRUSTED_PROXIES": "1",
        }
        database = postgres.fresh_database().replace("+psycopg2", "")
        pair = Server(database, folder, **told), Server(database, folder, **told)
        conference = pair[0].demonstration()
        with (
            running(pair[0]),
            running(pair[1]),
            nginx(port, [one.port for one in pair], folder / "nginx") as url,
        ):
            if url is None:
                pytest.skip("nginx is missing: install it, or let tests/prepare_machine.sh do it")
            yield Hall(Behind(url, str(folder / "nginx" / "cert.pem"), pair), conference)  # type: ignore[arg-type] # its url is asked
    for server in pair:
        assert server.tracebacks() == ""


def test_a_hall_is_spread_over_both_and_each_device_stays_with_one(hall: Hall) -> None:
    behind: Behind = hall.server  # type: ignore[assignment] # as above
    code = hall.session("trial")["room_code"]
    served_by: Counter[str] = Counter()
    for _ in range(24):
        with requests.Session() as phone:
            phone.verify, phone.trust_env = behind.certificate, False
            assert phone.get(f"{behind.url}/join/{code}").status_code == 200
            (cookie,) = (cookie for cookie in phone.cookies if "sawt_device" in cookie.name)
            assert cookie.name == "__Host-sawt_device"
            assert cookie.secure
            opened = phone.get(behind.url + POLLING).text
            sid = json.loads(opened.removeprefix("0"))["sid"]
            for _ in range(3):  # each by a connection of its own; only one server knows the sid
                assert phone.post(f"{behind.url}{POLLING}&sid={sid}", "3").status_code == 200
            (known,) = (
                server.url
                for server in behind.servers
                if requests.post(f"{server.url}{POLLING}&sid={sid}", "3", timeout=10).ok
            )
            served_by[known] += 1
    assert set(served_by) == {server.url for server in behind.servers}


def test_figures_are_not_for_the_public(hall: Hall) -> None:
    behind: Behind = hall.server  # type: ignore[assignment] # as above
    asked = f"{behind.url}/metrics"
    with requests.Session() as anybody:
        anybody.verify, anybody.trust_env = behind.certificate, False
        assert anybody.get(asked, timeout=10).status_code == 404
    for server in behind.servers:
        assert requests.get(f"{server.url}/metrics", timeout=10).status_code == 200
