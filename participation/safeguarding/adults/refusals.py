from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotInTheRoom(Refusal):
    """Only somebody who is in the room can say who is there."""

    code = "not_in_the_room"
    status = 409
    words = sentence("First press “I'm here” yourself. Then you can say who is with you.")


class NotYourself(Refusal):
    code = "not_yourself"
    status = 409
    words = sentence("Another adult in the room says this for you. Or press “I'm here” once more.")


class HasLeft(Refusal):
    code = "has_left"
    status = 409
    words = sentence("This adult is not in the room any more. Ask them to press “I'm here”.")


class RoomIsOver(Refusal):
    code = "room_is_over"
    status = 409
    words = sentence("This session is over. You can check in where you go next.")
