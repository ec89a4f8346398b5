"""What every page with a script embeds beside its own state."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from flask import current_app

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import direction, in_language
from participation.foundation.pages import bundle_words
from participation.foundation.settings import settings


def _made(what: str, of: str | None) -> bytes:
    """Thirty-two bytes that only this server can make."""
    key = settings().secret_key.encode()
    return hmac.new(key, f"{what} {of}".encode(), hashlib.sha256).digest()


def owner_of(actor: Actor) -> str:
    """The mark of whose what is unsent is; nobody can tell from it who that is."""
    return _made("owner", actor.holder).hex()[:12]


def _keeping(actor: Actor) -> dict[str, Any]:
    """How this browser keeps what is unsent (docs/decisions/unsent.md).

    `owner` and `sitting` are marks of whose it is and of which sign-in; nobody can tell from them
    who that is. A badge's words are sealed under `seal`, which is made for that person alone and
    is given to nobody else's page; `called` is by what name the tablet says whose they are.
    """
    keeping: dict[str, Any] = {
        "owner": owner_of(actor),
        "sitting": _made("sitting", actor.device_id).hex()[:12],
    }
    if actor.person_id is not None:
        keeping["seal"] = base64.b64encode(_made("seal", actor.person_id)).decode()
        keeping["called"] = current_app.config["SHOWN_AS"](actor.person_id)
    return keeping


def frame_data(
    actor: Actor, audience: str, bundle: str, speaks: list[str] | None = None
) -> dict[str, Any]:
    """Language, words (of `speaks` too, where a wall shows several), who, help, server's clock."""
    return {
        "lang": actor.locale,
        "dir": direction(actor.locale),
        "as": audience,
        "words": bundle_words(bundle, sorted({actor.locale, *(speaks or [])})),
        # `badge`: whether a card is signed in, so that the page never says "we do not know you".
        "me": {
            "name": in_language(actor.words, actor.locale) or None,
            "kind": actor.kind,
            "badge": actor.person_id is not None,
            **_keeping(actor),
        },
        "help": current_app.config["HELP_LINE"](),
        "trial": current_app.config["IS_TRIAL"](),
        "zone": current_app.config["EVENT_ZONE"](),
        "starts_offline": settings().offline_start,
        "server_now": clock.iso(clock.now()),
    }
