"""What a wall is told of thanks: that its star ripples."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from participation.foundation.settings import settings
from participation.foundation.versions import versions_of


def thanks_topic(session_id: str) -> dict[str, Any]:
    """Topic `thanks`, for walls alone: a mark that is another after each ripple. Nothing says who
    thanked, or how many."""
    last = versions_of([session_id]).get((session_id, "thanks"), 0)
    key = settings().secret_key.encode()
    mark = hmac.new(key, f"ripple {session_id} {last}".encode(), hashlib.sha256).hexdigest()
    return {"ripple": mark[:16]}
