from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotOnDuty(Refusal):
    """Only an adult on duty gets and clears what nobody has read yet."""

    code = "not_on_duty"
    status = 403
    words = sentence("Press “I’m on duty” first. Then what waits comes to you.")


class LanguagesFirst(Refusal):
    code = "languages_first"
    status = 422
    words = sentence("Tick the languages you read first.")


class LanguageNotRead(Refusal):
    """What is written in a language goes to adults who read it, and to nobody else."""

    code = "language_not_read"
    status = 403
    words = sentence("This is in a language you did not tick. A colleague who reads it takes it.")
