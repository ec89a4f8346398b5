from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NobodyWaits(Refusal):
    """Another adult was faster, or the child has gone on without."""

    code = "nobody_waits"
    words = sentence("Nobody waits there any more.")


class PinsDiffer(Refusal):
    code = "pins_differ"
    status = 422
    words = sentence("The two PINs are not the same. Type your new PIN twice.")


class NoPin(Refusal):
    code = "no_pin"
    status = 422
    words = sentence("A PIN has four digits.")


class NotAChild(Refusal):
    """Adults have passwords; an organiser gives them another badge."""

    code = "not_a_child"
    words = sentence("This badge is an adult's. An organiser can make a new one.")
