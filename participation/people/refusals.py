from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class WrongSecret(Refusal):
    code = "wrong_secret"
    status = 403
    words = sentence("This number and PIN or password don't belong together. Try once more.")


class SlowDown(Refusal):
    """Slows this badge, never the hall's address (safeguarding.md, decision 8)."""

    code = "slow_down"
    status = 429
    words = sentence(
        "That was several tries. Wait {seconds} seconds, or ask somebody with a green sign."
    )


class BadgeUnknown(Refusal):
    code = "badge_unknown"
    status = 404
    words = sentence("This badge is not in use any more. The desk with the green sign can help.")


class RoomCodeUnknown(Refusal):
    code = "room_code_unknown"
    status = 404
    words = sentence(
        "No room that is open now has this code. Look at the wall again: it has eight digits."
    )


class OneMoment(Refusal):
    """Very many come in at once, or somebody is guessing codes: everybody gets a turn."""

    code = "one_moment"
    status = 429
    words = sentence("One moment: you are number {n}. This page goes on by itself.")

    def __init__(self, wait_s: float, place: int, turn: str) -> None:
        super().__init__(n=place)
        self.wait_s = wait_s
        self.turn = turn


class ConfirmFirst(Refusal):
    """A heavy act, and the secret was typed too long ago: it is asked for again, in the page."""

    code = "confirm_first"
    words = sentence("Before this, please type your PIN or password once more.")
