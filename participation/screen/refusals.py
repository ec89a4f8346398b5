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


class BrowserInUse(Refusal):
    code = "browser_in_use"
    status = 409
    words = sentence("A badge is signed in here. Hand over first, or open the screen elsewhere.")
