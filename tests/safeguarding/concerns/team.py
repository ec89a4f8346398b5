"""The safety team as tests need it: lead and deputy with passphrases, and children who tell."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.extensions import db
from participation.foundation.receipt_codes import new_code, stub_of
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.posts.commands import (
    appoint,
    keep_key,
    keep_recovery_key,
)
from tests.passphrases import reader
from tests.world import World

WORDS = "CANARY-7731 my uncle frightens me"


class Team:
    """Lead and deputy, each in her post and with her key; the key in the safe."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.lead, self.lead_phrase = self.joins("lead", 0)
        self.deputy, self.deputy_phrase = self.joins("deputy", 1)
        self.safe = sealing.new_pair()
        keep_recovery_key(SYSTEM, self.safe.public)

    def joins(self, post: str, place: int) -> tuple[Actor, str]:
        """A new person in this post, with a passphrase of her own."""
        actor = self._world.signed_in(self._world.person("safeguarding", kind="adult"))
        appoint(SYSTEM, actor.person_id or "", post)
        passphrase, made = reader(place)
        keep_key(actor, made)
        return actor, passphrase


def told(text: str = WORDS, **more: Any) -> commands.Told:
    fields = {"safe_now": None, "readers": "both", "language": "en", "page_id": uuid4().hex}
    return commands.Told(**({"text": text} | fields | more))


def tell(words: commands.Told | None = None) -> tuple[str, str]:
    """The id of a new concern, and the code that its writer was told."""
    words = words or told()
    code = new_code("concern", words.page_id)
    answer = commands.tell(NOBODY, words, stub_of(code))
    return str(answer["concern"]), code


def concern_now(concern_id: str) -> Concern:
    db.session.rollback()
    return db.session.scalars(select(Concern).where(Concern.id == concern_id)).one()
