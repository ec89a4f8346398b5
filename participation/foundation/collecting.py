"""When Python looks for cycles among all objects: while nobody waits for an answer.

A full collection stops everything (488 ms were measured with 1,000 phones on a busy machine), and
by itself it comes when much was made, which is in the middle of a hall's votes. Objects that stay
(what was imported) are left out of it altogether, and it runs when no votes are on their way.
"""

from __future__ import annotations

import gc
import time

from flask import Flask

from participation.foundation.extensions import socketio
from participation.foundation.intake import intake_of

# Young objects are looked through often, for a few milliseconds each time (20,000 of them held
# everything for 20 to 40); full collections never come by themselves.
YOUNG, MIDDLE, NEVER = 4_000, 50, 1_000_000
EVERY_S = 30.0
# A hall whose last vote is so long ago has voted.
QUIET_S = 3.0
LOOKS_EVERY_S = 1.0
# So long is memory left to grow where the votes never end.
AT_LATEST_S = 600.0


def collect_when_quiet(app: Flask) -> None:
    """From now on cycles among old objects are looked for while no votes come; call when all
    is imported and before anybody is served."""
    spare_what_stays()
    socketio.start_background_task(_collect_forever, app)


def spare_what_stays() -> None:
    """From now on Python doesn't look for cycles among what is there, and among old objects only
    when it is told to."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, NEVER)


def _collect_forever(app: Flask) -> None:
    last = time.monotonic()
    while True:
        socketio.sleep(LOOKS_EVERY_S)  # type: ignore[arg-type] # takes parts of a second
        since = time.monotonic() - last
        if since > AT_LATEST_S or (since > EVERY_S and _is_quiet(app)):
            gc.collect()
            last = time.monotonic()


def _is_quiet(app: Flask) -> bool:
    intake = intake_of(app)
    return intake is None or intake.quiet_s > QUIET_S
