"""The product itself, with default settings, through its real doors."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path
from sqlite3 import connect as connect_database
from typing import Any

import psycopg2
import requests

from benchmarks.connections import Answer, Connection, connect
from benchmarks.contenders import come_in, each_once, rows_of
from benchmarks.servers import ROOT, Cores, ServerProcess
from tests.postgres import PostgresServer

PREFIX = "PARTICIPATION_"
TRIAL = "trial"


class Ours:
    """One process on SQLite, holding the demonstration conference; its trial session is used."""

    name = "sawt"
    session = TRIAL
    program: tuple[str, ...] = ("app.py",)

    def __init__(self) -> None:
        self.server: ServerProcess = None  # type: ignore[assignment] # until it is started
        self._demonstration: dict[str, Any] = {}
        self._came_in: list[str | None] = []
        self._kept = tempfile.TemporaryDirectory()  # as long as this contender

    def start(self, folder: Path, cores: Cores) -> None:
        self.server = ServerProcess(cores, folder / "sawt.log")
        url = self.prepare(folder)
        self.server.start([*self.program], self.environment(url), "/readyz")

    def stop(self) -> None:
        self.server.stop()

    def prepare(self, folder: Path) -> str:
        """The URL of a database of its own for each round; what is in it is made only once."""
        made = self._beginning
        self._database = folder / "sawt.sqlite3"
        if not self._demonstration or not made.exists():
            self.make_demonstration(f"sqlite:///{made}")
        for part in ("", "-wal"):
            if (source := made.with_name(made.name + part)).exists():
                shutil.copy(source, self._database.with_name(self._database.name + part))
        return f"sqlite:///{self._database}"

    @property
    def _beginning(self) -> Path:
        """What each round begins with: the demonstration, then with the hall that came in."""
        return Path(self._kept.name, "beginning.sqlite3")

    def make_demonstration(self, url: str) -> None:
        """The conference of the demonstration is in this database."""
        _flask(self.environment(url), "upgrade")
        self._demonstration = json.loads(_flask(self.environment(url), "demo", "--json"))

    def environment(self, url: str) -> dict[str, str]:
        """Default settings, but for where: a database, a port and a secret of this run."""
        return {
            **{name: told for name, told in os.environ.items() if not name.startswith(PREFIX)},
            PREFIX + "DATABASE_URL": url,
            **({PREFIX + "PORT": str(self.server.port)} if self.server else {}),
            PREFIX + "SECRET_KEY": "for-benchmarks-alone-0123456789abcdef",
        }

    def door(self) -> str:
        """The address in the QR on the wall."""
        sessions = self._demonstration["sessions"]
        (mine,) = (told for told in sessions if told["slug"] == self.session)
        return f"{self.server.url}/join/{mine['room_code']}"

    async def let_in(self, phones: int) -> list[str | None]:
        """They come in once, by the door; in the rounds after that they are in already."""
        if len(self._came_in) < phones:
            self._came_in = await come_in(self.door(), phones)
            with (
                closing(connect_database(self._database)) as now,
                closing(connect_database(self._beginning)) as kept,
            ):
                now.backup(kept)
        return self._came_in[:phones]

    async def show(self) -> Connection:
        """The moderator has taken her seat and the session is live; the screen is paired."""
        moderator = await asyncio.to_thread(self.browser, f"moderator:{self.session}")
        self._moderator = await connect(self.server.url, moderator.cookie)
        followed = await self._follow(self._moderator, "moderator")
        taken = await self._moderator.written("floor.take_seat", session=self.session)
        self._epoch: int = taken["epoch"]
        floor = followed["topics"]["floor"]["data"]
        if floor["state"] != "live":
            version = taken.get("version", floor["version"])
            await self._moderate("floor.go_live", session=self.session, version=version)
        cookie, code = await asyncio.to_thread(self._pairing)
        screen = await connect(self.server.url, cookie)
        await self._moderator.written("screen.pair", session=self.session, code=code)
        await self._follow(screen, "screen")
        return screen

    async def open_poll(self) -> object:
        """A new poll of three answers is open for the hall."""
        return await self._moderate("polls.open_instant", session=self.session, instant="abc")

    async def close_poll(self, poll: str) -> None:
        """The poll is counted and shown; the next can be opened."""
        await self._moderate("polls.close", poll=poll)
        await self._moderate("polls.reveal", poll=poll)

    async def keep_seat(self) -> None:
        """The moderator's tablet is heard, as a page left open would be."""
        while True:
            await asyncio.sleep(15)
            await self._moderate("floor.beat", session=self.session)

    def counted(self, poll: str) -> Counter[str] | None:
        return rows_of(
            self._database, "SELECT choice ->> 0, holder FROM voter WHERE poll_id=?", poll
        )

    async def _moderate(self, name: str, **fields: Any) -> Answer:
        return await self._moderator.written(name, epoch=self._epoch, **fields)

    async def _follow(self, connection: Connection, audience: str) -> Answer:
        return await connection.told("live.follow", **{"session": self.session, "as": audience})

    async def put_on_stage(self, question: str) -> object:
        # In the words that were asked: nobody covers anything here.
        return await self._moderate("questions.put_on_stage", question=question, revision=1)

    def person(self, who: str) -> dict[str, Any]:
        """The first of the demonstration with this name or role."""
        people: list[dict[str, Any]] = self._demonstration["people"]
        return next(told for told in people if told["name"] == who or who in told["roles"])

    def browser(self, who: str) -> Browser:
        """The browser of this person, who has opened her badge link and typed her secret."""
        person = self.person(who)
        link = "/badge/" + person["sign_in"].rpartition("/badge/")[2]
        browser = Browser(self.server.url)
        browser.post(link, link, secret=person["secret"])
        return browser

    def _pairing(self) -> tuple[str, str]:
        """A projector's cookie, and the pairing code that it shows."""
        with requests.Session() as browser:
            page = browser.get(f"{self.server.url}/screen", timeout=30).text
            embedded = re.search(r'<script[^>]*id="page"[^>]*>(.*?)</script>', page, re.DOTALL)
            if embedded is None:
                raise RuntimeError("the screen's page shows no pairing code")
            return _cookie(browser), json.loads(embedded[1])["pairing"]["code"]


class OneByOne(Ours):
    """The same commands, each vote in a transaction of its own."""

    name = "one by one"
    program = ("-m", "benchmarks.references.one_by_one")


class OnPostgres(Ours):
    """One process on a PostgreSQL that writes as safely as it does by default."""

    name = "sawt on PostgreSQL"

    def __init__(self, postgres: PostgresServer) -> None:
        super().__init__()
        self._postgres = postgres
        self._made = ""
        self._url = ""

    def prepare(self, folder: Path) -> str:
        if not self._made:
            self._made = self._postgres.fresh_database()
            self.make_demonstration(self._made)
        self._url = self._postgres.fresh_database(like=self._made)
        return self._url

    def stop(self) -> None:
        super().stop()
        self._drop()

    async def let_in(self, phones: int) -> list[str | None]:
        return await come_in(self.door(), phones)

    def _drop(self) -> None:
        self._postgres.drop(self._url)

    def counted(self, poll: str) -> Counter[str] | None:
        url = self._url.replace("+psycopg2", "")
        with psycopg2.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT choice ->> 0, holder FROM voter WHERE poll_id=%s", (poll,))
            return each_once(cursor.fetchall())


class Browser:
    """Pages and their forms, as somebody without a script has them."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()

    @property
    def cookie(self) -> str:
        return _cookie(self._session)

    def found(self, page: str, pattern: str) -> list[str]:
        """What of the page this pattern finds."""
        return re.findall(pattern, self._session.get(self._url + page, timeout=30).text)

    def post(self, page: str, address: str, **fields: str) -> None:
        """The form is sent from this page, and taken."""
        token = value_of(self._session.get(self._url + page, timeout=30).text, "csrf_token")
        answer = self._session.post(
            self._url + address,
            {"csrf_token": token, **fields},
            allow_redirects=False,
            timeout=30,
        )
        if answer.status_code != 303:
            raise RuntimeError(f"{address} answered {answer.status_code}")


def _cookie(browser: requests.Session) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies)


def value_of(page: str, name: str) -> str:
    """What this field of the page holds."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    found = re.search(r'value="([^"]*)"', field[0]) if field else None
    if found is None:
        raise RuntimeError(f"the page has no field {name}")
    return found[1]


def _flask(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"flask {' '.join(arguments)}:\n{done.stderr}")
    return done.stdout
