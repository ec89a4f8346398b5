"""Signed tokens: a device's cookie and a badge's link. Nothing secret of them is stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer

from participation.foundation.settings import settings


def _signer(purpose: str, secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret_key, salt=f"sawt-{purpose}")


def sign(purpose: str, value: str) -> str:
    """A token that carries `value` and can't be made without the secret key."""
    return str(_signer(purpose, settings().secret_key).dumps(value))


def unsign(purpose: str, token: str | None) -> str | None:
    """The value of a token made for this purpose, or None."""
    if not token or len(token) > 400:
        return None
    return _value(settings().secret_key, purpose, token)


@lru_cache(maxsize=20_000)
def _value(secret_key: str, purpose: str, token: str) -> str | None:
    """What a signature says never changes; a hall of phones shows the same ones all day."""
    try:
        value = _signer(purpose, secret_key).loads(token)
    except BadSignature:
        return None
    return value if isinstance(value, str) else None


def mark(purpose: str, value: str) -> str:
    """Eleven signs that only this server can make for `value`: short enough for a QR code."""
    return mark_with(settings().secret_key, purpose, value)


def mark_with(secret_key: str, purpose: str, value: str) -> str:
    """The mark as this key makes it."""
    key = f"sawt-{purpose}-{secret_key}".encode()
    digest = hmac.new(key, value.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:8]).decode().rstrip("=")


def is_mark(purpose: str, value: str, told: str | None) -> bool:
    return hmac.compare_digest(mark(purpose, value).encode(), (told or "").encode())
