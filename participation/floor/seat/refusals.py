from __future__ import annotations

from participation.floor.refusals import NotYourSeat
from participation.foundation.refusals import Refusal, sentence


class SeatHeld(NotYourSeat):
    """Somebody else leads, and her tablet is heard."""

    code = "seat_held"
    status = 409
    words = sentence("Somebody else leads just now. The seat can be offered to you.")


class NothingOffered(Refusal):
    """Nobody offers the seat, or somebody was faster, or the two minutes are over."""

    code = "nothing_offered"
    status = 409
    words = sentence("The seat is not offered any more.")


class SeatInUse(Refusal):
    """An adult waits until the tablet in the seat is silent, and the other child had her chance;
    `state.from` says until when."""

    code = "seat_in_use"
    status = 409
    words = sentence("A child may lead now. An adult can help as soon as that tablet is silent.")
