"""Pages: actor and policy for every request, language, headers; every no as page or JSON."""

from __future__ import annotations

import json
import logging
import secrets
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    jsonify,
    render_template,
    request,
)
from flask_babel import format_date, format_time, get_locale, gettext
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import BadHost, HTTPException

from participation.foundation.actors import Actor, load_actor
from participation.foundation.headers import ALWAYS
from participation.foundation.languages import (
    LANGUAGES,
    chosen_language,
    direction,
    in_language,
    native_digits,
)
from participation.foundation.packing import packed
from participation.foundation.policies import policy_for, require
from participation.foundation.refusals import (
    BadInput,
    NotFound,
    Refusal,
    ServerTrouble,
    StoreTrouble,
    sentence,
)
from participation.foundation.settings import settings

log = logging.getLogger(__name__)

DEVICE_COOKIE = "sawt_device"
TABLET_COOKIE = "sawt_tablet"
LANGUAGE_COOKIE = "sawt_lang"
YEAR_S = 365 * 24 * 3600
ROOT = Path(__file__).resolve().parents[2]
# Pages that must leave no trace on a shared tablet know nobody and set no cookie.
TRACELESS = {
    "safeguarding.help_page",
    "concerns.tell",
    "concerns.answers_page",
    "concerns.open_answers",
    "static",
    "offline.worker",
    "offline.page",
    "live.healthz",
    "live.readyz",
}


class FormTooOld(Refusal):
    code = "form_too_old"
    status = 400
    words = sentence("This page was open for a long time. Go back, and press once more.")


def device_token(asked: Request) -> str | None:
    return asked.cookies.get(settings().cookie(DEVICE_COOKIE))


def tablet_token(asked: Request) -> str | None:
    return asked.cookies.get(settings().cookie(TABLET_COOKIE))


def spoken_language(asked: Request) -> str:
    return chosen_language(
        asked.args.get("lang"), asked.cookies.get(LANGUAGE_COOKIE), asked.accept_languages
    )


def present_actor() -> Actor:
    """Who is asking; built once for each request."""
    known: Actor | None = request.environ.get("participation.actor")
    if known is None:
        known = _actor_asking()
        request.environ["participation.actor"] = known
    return known


def _actor_asking() -> Actor:
    locale = spoken_language(request)
    if request.endpoint in TRACELESS:
        # Help is for everybody, also while the store is away, and asks nobody who they are.
        return Actor(kind="nobody", locale=locale)
    try:
        return load_actor(device_token(request), locale)
    except SQLAlchemyError:
        if request.environ.get("participation.refused"):
            return Actor(kind="nobody", locale=locale)  # the sentence of what is wrong
        raise


def remember_device(response: Response, token: str | None) -> Response:
    """Sign this browser in with a device's token, or out with None."""
    if token is None:
        response.delete_cookie(
            settings().cookie(DEVICE_COOKIE),
            path="/",
            samesite="Lax",
            httponly=True,
            secure=settings().is_https,
        )
    else:
        response.set_cookie(
            settings().cookie(DEVICE_COOKIE),
            token,
            max_age=14 * 24 * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings().is_https,
            path="/",
        )
    return response


def remember_tablet(response: Response, token: str) -> Response:
    """This browser is known by this token, whoever signs in and out."""
    response.set_cookie(
        settings().cookie(TABLET_COOKIE),
        token,
        max_age=YEAR_S,
        httponly=True,
        samesite="Lax",
        secure=settings().is_https,
        path="/",
    )
    return response


def came_from() -> str | None:
    """The page of this very site that sent the visitor here, or None."""
    before = request.referrer or ""
    return before if before.startswith(request.host_url) else None


def wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.path.endswith(".json") or best == "application/json"


def init_pages(app: Flask) -> None:
    """Give the app its request hooks, error shapes, headers and template words."""
    app.before_request(_check_policy)
    app.after_request(_finish)
    app.register_error_handler(Refusal, refuse)
    app.register_error_handler(CSRFError, lambda _: refuse(FormTooOld()))
    app.register_error_handler(HTTPException, _refuse_http)
    app.register_error_handler(SQLAlchemyError, _store_trouble)
    app.register_error_handler(Exception, _trouble)
    app.context_processor(_words_for_templates)


def babel_locale() -> str:
    return spoken_language(request) if request else "en"


def _check_policy() -> Response | None:
    if isinstance(request.routing_exception, BadHost):
        # Asked for at a name that is none: not even a page with a sentence has addresses then.
        return Response(status=400, mimetype="text/plain")
    if request.endpoint is None or "\x00" in request.path:
        abort(404)
    policy = policy_for(request.endpoint)
    if policy is None:
        abort(404)  # an address without a policy is not served at all
    current_app.config["HOLD"](present_actor(), request.endpoint)
    require(policy, present_actor())
    return None


def _finish(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES and request.endpoint not in TRACELESS:
        response.set_cookie(
            LANGUAGE_COOKIE, asked, max_age=YEAR_S, samesite="Lax", secure=settings().is_https
        )
    response.headers.setdefault("Content-Security-Policy", _content_policy())
    if request.endpoint in ("people.badge_page", "people.badge_link"):
        # The one place that may look through the camera: for the code on a card.
        response.headers["Permissions-Policy"] = ALWAYS["Permissions-Policy"].replace(
            "camera=()", "camera=(self)"
        )
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return packed(response, request)


def _content_policy() -> str:
    """No script runs but those that this very answer names; nothing is fetched from elsewhere."""
    nonce = request.environ.get("participation.nonce")
    scripts = f"'nonce-{nonce}'" if nonce else "'none'"
    sockets = f"ws://{request.host} wss://{request.host}"  # 'self' alone is too new for some phones
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self' {sockets}; manifest-src 'self'; "
        "worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _nonce() -> str:
    """A word made for this answer alone, that its scripts carry."""
    environ = request.environ
    return str(environ.setdefault("participation.nonce", secrets.token_urlsafe(16)))


def refuse(refusal: Refusal) -> tuple[Response | str, int]:
    """The no as a page with a way on, or as JSON for whoever asked for that."""
    request.environ["participation.refused"] = True
    if wants_json():
        return jsonify(refusal.as_answer()), refusal.status
    return (
        render_template(
            "errors/refusal.html",
            title=gettext("One moment"),
            sentence=refusal.message,
            code=refusal.code,
            way_back=came_from() if refusal.status == 400 else None,
        ),
        refusal.status,
    )


def _refuse_http(problem: HTTPException) -> Response | tuple[Response | str, int]:
    if problem.code in (301, 302, 303, 307, 308):
        return cast(Response, problem.get_response())
    refusal: Refusal = NotFound() if problem.code in (404, 405) else BadInput()
    body, _ = refuse(refusal)
    return body, problem.code or refusal.status


def _store_trouble(problem: Exception) -> tuple[Response | str, int]:
    log.error("the database failed: %s", type(problem).__name__)
    return refuse(StoreTrouble())


def _trouble(problem: Exception) -> tuple[Response | str, int]:
    # The traceback is for the operator; what was sent in the request is not logged.
    log.error("%s failed", request.endpoint, exc_info=problem)
    return refuse(ServerTrouble())


def _words_for_templates() -> dict[str, Any]:
    lang = spoken_language(request) if request else "en"
    # Asked once for a page, however many moments stand on it.
    zone = cache(event_zone)
    return {
        "lang": lang,
        "dir": direction(lang),
        "languages": list(LANGUAGES.items()),
        "actor": present_actor(),
        "asset": asset,
        "parts_of": parts_of,
        "tab_icon": tab_icon,
        "nonce": _nonce() if request else "",
        "icon": icon,
        "words_of": lambda words: in_language(words, lang),
        "lang_url": _language_url,
        "fmt_time": lambda moment: digits(
            format_time(local(moment, zone()), "HH:mm", rebase=False)
        ),
        "fmt_date": lambda moment: digits(
            format_date(local(moment, zone()), "d MMMM", rebase=False)
        ),
        "digits": digits,
        "trial": _is_trial(),
        "alert": _alert_of(present_actor(), lang),
        "rests_after": current_app.config["RESTS_AFTER"](present_actor()),
    }


def _alert_of(actor: Actor, lang: str) -> dict[str, Any] | None:
    """What the alert of the safety team needs on this page of hers; None on anybody else's."""
    is_locked = actor.held == "locked"
    if not actor.has("safeguarding") and not (is_locked and actor.rests_as):
        return None
    return {"lang": lang, "is_locked": is_locked, "words": bundle_words("alert", [lang])}


def _is_trial() -> bool:
    """Whether to show the trial band. Help is shown even while the database is away."""
    try:
        return bool(current_app.config["IS_TRIAL"]())
    except SQLAlchemyError:
        return False


def event_zone() -> str:
    """The zone of the event, whose time people read."""
    zone: str = current_app.config["EVENT_ZONE"]()
    return zone


def local(moment: datetime, zone: str | None = None) -> datetime:
    """A moment in the event's zone, as people see it."""
    return moment.astimezone(ZoneInfo(zone or event_zone()))


def digits(number: int | str) -> str:
    """A number as the present language writes it."""
    return native_digits(str(number), str(get_locale() or "en"))


def _language_url(lang: str) -> str:
    args = request.args.to_dict()
    args["lang"] = lang
    query = "&".join(f"{key}={value}" for key, value in args.items() if key == "lang")
    return "/" + request.path.lstrip("/\\") + f"?{query}"


@cache
def _manifest() -> dict[str, Any]:
    path = ROOT / "static" / "dist" / "manifest.json"
    if not path.exists():
        return {"js": {}, "parts": {}, "css": {}, "words": {}}
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return manifest


def asset(kind: str, name: str) -> str:
    """The fingerprinted address of a bundle, as the build named it."""
    address: str = _manifest().get(kind, {}).get(name, f"/static/dist/missing-{name}")
    return address


@cache
def tab_icon() -> str:
    """The star of a page's tab, within the page: it costs a phone's first visit no request."""
    drawing = (ROOT / "static" / "icons" / "favicon.svg").read_text(encoding="utf-8").strip()
    return f"data:image/svg+xml,{quote(drawing, safe=' /:=')}"


def parts_of(name: str) -> list[str]:
    """The addresses of what a script brings along at once, to be fetched beside it."""
    return list(_manifest().get("parts", {}).get(name, []))


def bundle_words(name: str, languages: list[str]) -> dict[str, dict[str, Any]]:
    """The sentences that a script bundle speaks, translated: `{lang: {msgid: text or plurals}}`."""
    from participation.foundation.catalogue import sentences

    return {lang: sentences(lang, _manifest().get("words", {}).get(name, [])) for lang in languages}


@cache
def icon(name: str) -> Markup:
    """An icon of the set as inline SVG, hidden from screen readers: its word stands beside it."""
    path = ROOT / "node_modules" / "lucide-static" / "icons" / f"{name}.svg"
    svg = path.read_text(encoding="utf-8") if path.exists() else "<svg></svg>"
    start = svg.index("<svg")
    return Markup(svg[start:].replace("<svg", '<svg aria-hidden="true" focusable="false"', 1))  # noqa: S704 - a file of the icon package
