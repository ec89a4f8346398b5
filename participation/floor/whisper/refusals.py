from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NobodyLeads(Refusal):
    """The moderator's seat is free: there is nobody to speak with."""

    code = "nobody_leads"
    status = 409
    words = sentence("Nobody is in the moderator's seat just now.")
