"""The demonstration's lead and deputy in their posts, with their keys, and what two invented
children told them."""

from __future__ import annotations

from collections.abc import Mapping

from participation.demonstration import content
from participation.foundation.actors import NOBODY, SYSTEM, Actor
from participation.foundation.database import new_id
from participation.foundation.receipt_codes import new_code, stub_of
from participation.people.queries import grants_of
from participation.safeguarding.concerns import commands
from participation.safeguarding.concerns.rules import BOTH
from participation.safeguarding.posts.commands import appoint, keep_key, set_hours
from participation.safeguarding.posts.models import Post
from participation.safeguarding.sealing import Reader

# A number that rings nowhere.
DUTY_PHONE = "+974 0000 0000"


def add_safety_team(people: dict[str, str], readers: Mapping[str, Reader]) -> None:
    """Both hold their posts with the keys given, and one of two concerns has its answer."""
    lead: Actor | None = None
    for told in content.entries("people"):
        reader = readers.get(told["slug"])
        if reader is None:
            continue
        is_lead = told.get("lead", False)
        person_id = people[told["slug"]]
        appoint(SYSTEM, person_id, Post.LEAD if is_lead else Post.DEPUTY)
        # The demonstration acts for her: no device of hers is here that could be asked.
        actor = Actor(kind="system", person_id=person_id, grants=grants_of(person_id))
        keep_key(actor, reader)
        lead = actor if is_lead else lead
    set_hours(SYSTEM, reads_from="00:00", reads_until="24:00", duty_phone=DUTY_PHONE)
    for told in content.entries("concerns"):
        words = commands.Told(told["text"], told["safe_now"], BOTH, told["language"], new_id())
        concern = commands.tell(NOBODY, words, stub_of(new_code()))["concern"]
        if lead is not None and "answer" in told:
            commands.acknowledge(lead, concern)
            commands.answer(lead, concern, told["answer"], told["language"])
