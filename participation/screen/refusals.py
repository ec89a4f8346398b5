from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotPaired(Refusal):
    """A projector that no room has taken in yet: it shows its code and waits."""

    code = "not_paired"
    status = 409
    words = sentence("This screen waits for its code to be typed on a tablet of the room.")


class PairingCodeUnknown(Refusal):
    code = "pairing_code_unknown"
    status = 404
    words = sentence("No screen shows this code now. Look at the screen again: it has six digits.")


class PairingSlowDown(Refusal):
    """Slows this session's tries, never the hall's address (safeguarding.md, decision 8)."""

    code = "slow_down"
    status = 429
    words = sentence("That was several tries. Wait {seconds} seconds, then type it once more.")


class WallMoved(Refusal):
    """Somebody has chosen for this wall since; `state` says what it shows now."""

    code = "wall_moved"
    status = 409
    words = sentence("Somebody chose for the screen a moment ago. Look at it, then press again.")


class NotToShow(Refusal):
    """What was to be shown is not there, was taken back, or the hall may not read it yet."""

    code = "not_to_show"
    status = 404
    words = sentence("This can’t be shown any more. Please choose again.")


class BrowserInUse(Refusal):
    code = "browser_in_use"
    status = 409
    words = sentence("A badge is signed in here. Hand over first, or open the screen elsewhere.")
