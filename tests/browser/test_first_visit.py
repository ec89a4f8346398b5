"""What a phone must fetch before a child can vote, and from where; in bytes, not in seconds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import LAPTOP, PHONE, TABLET, WALL, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

# quality.md, "Joining": document, style, script, socket, and at most one more.
MOST_REQUESTS = 5
MOST_BYTES = 60_000


@dataclass
class Fetched:
    """What a browser asked for, and how much came over the wire."""

    addresses: dict[str, str] = field(default_factory=dict)
    received: Counter[str] = field(default_factory=Counter)

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(address).netloc for address in self.addresses.values()}

    @property
    def bytes_by_address(self) -> dict[str, int]:
        return {address: self.received[asked] for asked, address in self.addresses.items()}


def counting(window: Window) -> Fetched:
    """Counts from here on, as the browser's own tools do; a socket's frames are counted too."""
    fetched = Fetched()
    tools = window.context.new_cdp_session(window.page)
    tools.send("Network.enable")

    def asked(told: dict[str, Any]) -> None:
        address = told.get("url") or told["request"]["url"]
        if not address.startswith("data:"):
            fetched.addresses[told["requestId"]] = address

    def finished(told: dict[str, Any]) -> None:
        fetched.received[told["requestId"]] += int(told["encodedDataLength"])

    def frame(told: dict[str, Any]) -> None:
        fetched.received[told["requestId"]] += len(told["response"]["payloadData"].encode())

    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.webSocketCreated", asked)
    tools.on("Network.loadingFinished", finished)
    tools.on("Network.webSocketFrameReceived", frame)
    return fetched


@pytest.mark.parametrize("lang", ["ar", "en", "fr"])
def test_a_phones_first_visit_is_small(hall: Hall, window: OpenWindow, lang: str) -> None:
    phone = window("phone", PHONE, lang)
    joined = phone.context.request.get(
        f"{hall.server.url}/join/{hall.session('trial')['room_code']}", max_redirects=0
    )
    assert joined.status == 303
    fetched = counting(phone)
    phone.open("/sessions/trial")
    phone.sees("sawt-stage .stage")  # drawn by its component: the page is at work
    phone.page.wait_for_timeout(1500)  # and whatever else it would fetch
    assert fetched.hosts == {urlsplit(hall.server.url).netloc}
    found = fetched.bytes_by_address
    assert any(address.startswith("ws://") for address in found)
    assert len(found) <= MOST_REQUESTS, "\n".join(found)
    assert sum(found.values()) <= MOST_BYTES, found


def test_a_second_visit_fetches_no_style_and_no_script_again(
    hall: Hall, window: OpenWindow
) -> None:
    phone = window("phone", PHONE, "ar")
    phone.open(f"/join/{hall.session('trial')['room_code']}")
    phone.sees("sawt-stage .stage")
    fetched = counting(phone)
    phone.open("/programme")
    phone.open("/sessions/trial")
    phone.sees("sawt-stage .stage")
    kept = {
        address: size
        for address, size in fetched.bytes_by_address.items()
        if "/static/dist/" in address
    }
    assert len(kept) >= 2
    assert sum(kept.values()) == 0, kept


ANYBODY = ("/", "/badge", "/programme", "/help", "/try", "/screen", "/sessions/nowhere")
PAGES: dict[str, tuple[dict[str, int], tuple[str, ...]]] = {
    "delegate": (TABLET, ("/", "/papers", "/devices", "/sessions/trial")),
    "moderator:trial": (TABLET, ("/sessions/trial/moderate",)),
    "facilitator:trial": (LAPTOP, ("/curate", "/sessions/trial/assist")),
    "organiser": (LAPTOP, ("/organise", "/programme")),
}


def test_no_page_asks_another_host_for_anything(hall: Hall, window: OpenWindow) -> None:
    own = urlsplit(hall.server.url).netloc
    visitor = window("visitor", WALL)
    assert hosts_asked(visitor, ANYBODY) == {own}
    for role, (size, addresses) in PAGES.items():
        somebody = window(role.partition(":")[0], size)
        somebody.sign_in(hall.person(role), "en")
        assert hosts_asked(somebody, addresses) == {own}, role


def hosts_asked(window: Window, addresses: tuple[str, ...]) -> set[str]:
    fetched = counting(window)
    for address in addresses:
        window.open(address)
        window.page.wait_for_load_state("load")
        window.page.wait_for_timeout(300)
    return fetched.hosts


def test_the_policy_of_every_page_allows_no_other_host(hall: Hall, window: OpenWindow) -> None:
    visitor = window("visitor", PHONE)
    for address in ANYBODY:
        answer = visitor.context.request.get(hall.server.url + address)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        for source in ("http:", "https:", "*", "'unsafe-inline'", "'unsafe-eval'"):
            assert source not in policy.split(), (address, source)
