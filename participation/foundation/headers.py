"""Around the whole application: which proxies are believed, and headers on every answer, also on
those that no page of ours makes (static files, polling, a refused handshake)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What a proxy says of the visitor. Whoever is no trusted proxy says nothing.
HERE = ("127.0.0.1", "::1")
THROUGH_PROXY = "sawt.through_proxy"
TOLD_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT", "HTTP_X_FORWARDED_PREFIX", "HTTP_FORWARDED",
)  # fmt: skip

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
    # Of what is no page: nothing in it may run, load or be framed.
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
}
HTTPS_ALONE = "max-age=31536000; includeSubDomains"


def with_headers(served: WSGIApplication, *, https: bool) -> WSGIApplication:
    """The application with every header that its answer lacks."""
    always = ALWAYS | ({"Strict-Transport-Security": HTTPS_ALONE} if https else {})

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            lacking = [(n, told) for n, told in always.items() if n.lower() not in said]
            return start_response(status, [*headers, *lacking], *rest)

        return served(environ, start)

    return serve


def behind_proxies(served: WSGIApplication, hops: int) -> WSGIApplication:
    """The application as that many proxies in front tell of its visitors; what others say of
    themselves is forgotten before anything reads it."""

    def forget(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        for name in TOLD_BY_PROXIES:
            environ.pop(name, None)
        return served(environ, start_response)

    told = ProxyFix(forget, x_for=hops, x_proto=hops, x_host=hops) if hops else forget

    def notice(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ[THROUGH_PROXY] = any(name in environ for name in TOLD_BY_PROXIES)
        return told(environ, start_response)

    return notice


def asked_on_this_machine(environ: WSGIEnvironment) -> bool:
    """Whether somebody on the machine itself asks this very server; through a proxy nobody does."""
    return environ.get("REMOTE_ADDR") in HERE and not environ.get(THROUGH_PROXY, False)
