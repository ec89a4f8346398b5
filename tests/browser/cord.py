"""The network of one window, which can be pulled out and put back like a cord."""

from __future__ import annotations

import re

from playwright.sync_api import WebSocketRoute

from tests.browser.conftest import Window

ACKNOWLEDGEMENT = re.compile(r"^43\d*\[")  # of Engine.IO and Socket.IO


class Cord:
    """Stands between a window's page and the real server. Lay it before the page is opened."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._sockets: list[WebSocketRoute] = []
        self.loses_acknowledgements = False
        self.loses_all = False  # what is begun now hangs: nothing answers, and nobody says no
        self.hanging = 0
        self._acknowledged = 0
        window.page.route_web_socket(re.compile("/socket.io/"), self._lay)

    def pull(self) -> None:
        """Nothing comes and nothing goes, and what was open has broken off."""
        self._window.context.set_offline(True)
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            socket.close()

    def plug(self) -> None:
        self._window.context.set_offline(False)

    def until_followed(self) -> None:
        """Wait until the page has heard that it follows."""
        while self._acknowledged == 0:
            self._window.page.wait_for_timeout(50)

    def _lay(self, socket: WebSocketRoute) -> None:
        if self.loses_all:
            self.hanging += 1
            return
        server = socket.connect_to_server()
        self._sockets.append(socket)

        def bring(told: str | bytes) -> None:
            is_answer = isinstance(told, str) and ACKNOWLEDGEMENT.match(told)
            if is_answer and self.loses_acknowledgements:
                return
            socket.send(told)
            self._acknowledged += 1 if is_answer else 0

        server.on_message(bring)
        socket.on_message(server.send)
