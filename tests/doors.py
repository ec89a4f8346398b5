"""The two doors as people come through them: a live message, and a page in a browser."""

from __future__ import annotations

import contextvars
import re
from typing import Any

import pypdfium2
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.foundation.actors import Actor
from participation.foundation.pages import DEVICE_COOKIE
from participation.foundation.sockets import answer_to, known_messages
from participation.people.tokens import sign


def text_of(answer: TestResponse) -> str:
    """What was answered; a PDF as the words on its sheets, a picture as the letters in it."""
    if answer.mimetype == "application/pdf":
        document = pypdfium2.PdfDocument(answer.get_data())
        words = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
        document.close()
        return words
    return answer.get_data().decode(errors="replace")


def send(app: Flask, actor: Actor, name: str, **fields: Any) -> dict[str, Any]:
    """What this actor's page is answered to a live message."""
    with app.test_request_context():
        return answer_to(known_messages()[name], fields, actor)


class Browser:
    """A browser of its own: nothing of one request is left for the next but its cookies."""

    def __init__(self, app: Flask, actor: Actor | None = None, **environ: str) -> None:
        self._client: FlaskClient = app.test_client()
        self._client.environ_base.update(environ)
        if actor is not None:
            self._client.set_cookie(DEVICE_COOKIE, sign("device", str(actor.device_id)))

    def get(self, address: str) -> TestResponse:
        # Outside the test's own application context, as every request of a server is.
        return contextvars.Context().run(self._client.get, address)

    def json(self, address: str) -> Any:
        """What a script of this browser's page is answered."""
        wish = {"Accept": "application/json"}
        get = self._client.get
        return contextvars.Context().run(lambda: get(address, headers=wish)).get_json()

    def post(self, address: str, came_from: str | None = None, **fields: str) -> TestResponse:
        """Post a form of this page, with the token that a page of this browser carries."""
        page = self.get("/").get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        data = fields | {"csrf_token": found[1] if found else ""}
        told = {"Referer": f"http://localhost{came_from}"} if came_from else {}
        post = self._client.post
        return contextvars.Context().run(lambda: post(address, data=data, headers=told))

    def ask(self, address: str, on: str = "", **fields: str) -> Any:
        """What a script of this browser's page is answered that posts a form of it; it is `on` that
        page, or on the very address."""
        page = self.get(on or address).get_data(as_text=True)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        data = fields | {"csrf_token": found[1] if found else ""}
        wish, post = {"Accept": "application/json"}, self._client.post
        return contextvars.Context().run(lambda: post(address, data=data, headers=wish)).get_json()

    def send(self, address: str, fields: dict[str, str]) -> TestResponse:
        """Post these fields and nothing else, as no page of this browser would."""
        return contextvars.Context().run(lambda: self._client.post(address, data=fields))
