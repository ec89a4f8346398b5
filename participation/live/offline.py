"""The start without a network: a service worker, and the one page that it keeps.

The page knows nobody and is the same for everybody; no answer that was made for somebody is ever
kept in a browser's cache (docs/decisions/offline.md).
"""

from __future__ import annotations

import hashlib
import json
from functools import cache

from flask import Blueprint, Response, render_template
from flask_babel import force_locale
from markupsafe import Markup

from participation.foundation.languages import LANGUAGES, direction, in_language
from participation.foundation.pages import ROOT, asset
from participation.foundation.settings import settings
from participation.live import permissions  # noqa: F401 - the table is declared first
from participation.safeguarding.payloads import help_page

bp = Blueprint("offline", __name__)

PAGE = "/offline"
# What a browser that has the worker is given where it is not wanted any more.
GONE = """self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


@bp.get("/sw.js")
def worker() -> Response:
    code = _worker() if settings().offline_start else GONE
    # Asked for anew each time, so that no browser stays with an old one.
    return Response(code, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.get(PAGE)
def page() -> str:
    return render_template("live/offline.html", speeches=[_speech(lang) for lang in LANGUAGES])


@cache
def _worker() -> str:
    addresses = [PAGE, asset("css", "page"), asset("js", "offline")]
    code = (ROOT / asset("js", "worker").lstrip("/")).read_text("utf-8")
    said = [path.read_text("utf-8") for path in sorted((ROOT / "templates/live").iterdir())]
    version = hashlib.sha256("".join([*addresses, code, *said]).encode()).hexdigest()[:16]
    return f"self.kept={json.dumps({'version': version, 'addresses': addresses})};\n{code}"


def _speech(lang: str) -> Markup:
    """All that the page says in one language: who helps, where, and the number to call."""
    with force_locale(lang):
        told = help_page(lang)
        lines = [line for line in told["helplines"] if line["where"] in ("here", "emergency")]
        speech = render_template(
            "live/offline_speech.html",
            speaks=lang,
            direction=direction(lang),
            name=in_language(told["person"]["name"], lang),
            place=in_language(told["place"], lang),
            number=lines[0]["number"] if lines else None,
        )
    return Markup(speech)  # noqa: S704 - a template of ours, escaped where it was filled
