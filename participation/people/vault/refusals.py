from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NothingToKeep(Refusal):
    code = "nothing_to_keep"
    status = 422
    words = sentence("Nothing was written, so nothing was kept. What was kept before stays.")
