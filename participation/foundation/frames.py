"""What every page with a script embeds beside its own state."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from flask import current_app

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.languages import direction, in_language
from participation.foundation.pages import bundle_words
from participation.foundation.settings import settings


def _owner(actor: Actor) -> str:
    """A mark under which a browser keeps what is unsent, so that only the same badge or phone
    sends it; nobody can tell from it who that is."""
    key = settings().secret_key.encode()
    return hmac.new(key, f"owner {actor.holder}".encode(), hashlib.sha256).hexdigest()[:12]


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
            "owner": _owner(actor),
        },
        "help": current_app.config["HELP_LINE"](),
        "trial": current_app.config["IS_TRIAL"](),
        "zone": current_app.config["EVENT_ZONE"](),
        "server_now": clock.iso(clock.now()),
    }
