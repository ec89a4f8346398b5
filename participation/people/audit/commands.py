"""That the log itself was read is written down too."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Audit, Reference, about, command
from participation.foundation.refusals import NotAllowed


@command(audit=Audit.SAFETY, reads=True, by_sitting=True)
def note_reading(actor: Actor) -> Reference:
    """It is written down that the actor reads the safety team's part of the log.

    Refusal: NotAllowed for whoever is not of the team.
    """
    if not actor.has("safeguarding"):
        raise NotAllowed
    about("log", "safety")
    return {}
