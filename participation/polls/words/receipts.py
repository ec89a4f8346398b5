"""What a receipt's code opens for somebody who sent words."""

from __future__ import annotations

from participation.foundation.receipt_codes import Whereabouts, opens
from participation.foundation.refusals import sentence
from participation.polls.words.models import KIND
from participation.polls.words.queries import still_waits

ARRIVED = sentence("Your words have arrived. Someone from our team reads them first.")
READ = sentence("Nothing of this waits any more: it was read, or you have changed it since.")


@opens(KIND)
def where_words_are(send_id: str) -> Whereabouts:
    """Whether some still wait. Of words with the safety team it says what it says of all others."""
    return Whereabouts(str(ARRIVED if still_waits(send_id) else READ))
