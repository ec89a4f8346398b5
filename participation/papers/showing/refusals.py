from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class NotInMyChoices(Refusal):
    """Her own answer to the question about the book of these days says no."""

    code = "not_in_my_choices"
    status = 409
    words = sentence("My choices say: my words stand in no book. I can change that there first.")
