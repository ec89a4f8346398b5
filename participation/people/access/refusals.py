from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class ReasonNeeded(Refusal):
    code = "reason_needed"
    status = 422
    words = sentence("Please write in a sentence why you need it. It is kept beside your name.")


class SameAdult(Refusal):
    code = "same_adult"
    status = 409
    words = sentence("The second adult has to be somebody else than the one who asks.")


class SecondAdultNeeded(Refusal):
    code = "second_adult_needed"
    status = 409
    words = sentence("A second adult has to say yes first, on a device of their own.")


class AlreadyConfirmed(Refusal):
    code = "already_confirmed"
    status = 409
    words = sentence("Another adult has said yes to this already.")


class RequestTooOld(Refusal):
    code = "request_too_old"
    status = 409
    words = sentence("This request has waited too long. Please ask once more.")


class AccessOver(Refusal):
    code = "access_over"
    status = 409
    words = sentence("This is closed again. If you still need it, please ask once more.")
