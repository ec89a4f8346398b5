"""How the processes of the application write their log."""

from __future__ import annotations

import logging


def write_log() -> None:
    """What server and watcher log goes to standard error, in one form."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
