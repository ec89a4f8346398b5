from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotReadyYet(Refusal):
    """Something of it is not written in every language of the session; `state` says what."""

    code = "poll_not_ready"
    status = 409
    words = sentence("Something is missing before this can be asked. The page says what.")


class AltMissing(Refusal):
    """Who can't see a picture is told it in words, in each language of the session."""

    code = "alt_missing"
    status = 422
    words = sentence("Please say in each language what the picture shows.")
