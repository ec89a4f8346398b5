from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NobodyReads(Refusal):
    """No key of the safety team is there to seal for: nothing was kept, and the page says so."""

    code = "nobody_reads"
    status = 409
    words = sentence("Nothing was sent.")


class FromElsewhere(Refusal):
    """Another site's page posted this."""

    code = "from_elsewhere"
    status = 403
    words = sentence("Nothing was sent.")


class ToldAlready(Refusal):
    """The same page was sent twice at the same moment; the door looks once more."""

    code = "told_already"
    status = 409
    words = sentence("We have your words already.")


class AlreadyTaken(Refusal):
    code = "already_taken"
    status = 409
    words = sentence("Your colleague has it already.")


class SignedAlready(Refusal):
    """Two people sign, never one twice."""

    code = "signed_already"
    status = 409
    words = sentence("You have signed this already. The second signature is another person's.")


class ConcernClosed(Refusal):
    code = "concern_closed"
    status = 409
    words = sentence("Both signatures are there. Only a note can be added now.")


class AnswerFirst(Refusal):
    """Everything gets an answer (safeguarding.md, decision 11)."""

    code = "answer_first"
    status = 409
    words = sentence("Whoever wrote this has no answer yet. Please answer before you sign.")


class FileKeyUnreadable(Refusal):
    code = "file_key_unreadable"
    status = 422
    words = sentence("This public key can't be read. Copy it whole, please.")
