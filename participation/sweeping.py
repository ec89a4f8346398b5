"""What is erased when its time is over (safeguarding.md, "Retention"): one list for all.

Each rule is its capability's own command: it erases what is due now, answers `{"erased": n}`, and
is harmless before, and again; one that has much to do does a part each time. How long things are
kept is a term of foundation/inventory.py: the command asks it, and docs/privacy.md tells it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from participation.floor.cues.commands import sweep_notes
from participation.floor.pace.commands import sweep_pace
from participation.floor.speaking.commands import sweep_hands
from participation.floor.whisper.commands import sweep_whispers
from participation.foundation.actors import SYSTEM, Actor
from participation.foundation.commands import Reference, about, command, sweep_guards
from participation.foundation.extensions import db
from participation.foundation.inventory import (
    A_PRESS,
    AFTER_CLOSING,
    AFTER_THE_EVENT,
    BATCH,
    CLEARED,
    OF_A_CHILD,
    OF_A_PAPER,
    UNCLEARED,
    WITH_DEVICE,
    YES_TO_A_PAPER,
    Term,
)
from participation.foundation.receipt_codes import CODES, sweep_receipts
from participation.foundation.refusals import Refusal
from participation.papers.commands import sweep_papers, sweep_yeses
from participation.papers.pictures.commands import sweep_pictures
from participation.people.commands import sweep_devices
from participation.people.consent.commands import sweep_wishes
from participation.people.erasing.commands import sweep_children
from participation.people.vault.commands import sweep_vault
from participation.polls.commands import sweep_voters
from participation.polls.words.commands import sweep_cloud_words, sweep_clouds
from participation.questions.commands import (
    sweep_askers,
    sweep_cleared_questions,
    sweep_words,
)
from participation.questions.reasons.commands import sweep_cleared_reasons, sweep_reasons
from participation.screen.messages.commands import sweep_cleared_messages, sweep_messages

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """What it erases, in a few words for the operator, the command that does, and when."""

    name: str
    run: Callable[[Actor], Reference]
    keeps: Term


RULES: tuple[Rule, ...] = (
    Rule("who answered polls that are closed", sweep_voters, AFTER_CLOSING),
    Rule("words that nobody cleared", sweep_words, UNCLEARED),
    Rule("reasons that nobody cleared", sweep_reasons, UNCLEARED),
    Rule("messages for walls that nobody cleared", sweep_messages, UNCLEARED),
    Rule("words of a cloud that nobody cleared", sweep_cloud_words, UNCLEARED),
    Rule("names that nobody cleared", sweep_wishes, UNCLEARED),
    Rule("words of questions, after a year", sweep_cleared_questions, CLEARED),
    Rule("words of reasons, after a year", sweep_cleared_reasons, CLEARED),
    Rule("words of messages, after a year", sweep_cleared_messages, CLEARED),
    Rule("words of clouds, after a year", sweep_clouds, CLEARED),
    Rule("the quiet line, after a year", sweep_whispers, CLEARED),
    Rule("devices and tablets", sweep_devices, WITH_DEVICE),
    Rule("raised hands and turns to speak", sweep_hands, WITH_DEVICE),
    Rule("signals of the pace", sweep_pace, A_PRESS),
    Rule("what moderators wrote for themselves", sweep_notes, AFTER_THE_EVENT),
    Rule("people in the identity vault", sweep_vault, AFTER_THE_EVENT),
    Rule("papers shown for a year, to be asked again", sweep_yeses, YES_TO_A_PAPER),
    Rule("papers that nobody is asked about any more", sweep_papers, OF_A_PAPER),
    Rule("pictures taken out of a draft", sweep_pictures, A_PRESS),
    Rule("children, after the event", sweep_children, OF_A_CHILD),
    Rule("phones and children behind questions and support", sweep_askers, WITH_DEVICE),
    Rule("receipts' codes", sweep_receipts, CODES),
    Rule("ids of presses", sweep_guards, A_PRESS),
)


def sweep() -> dict[str, int]:
    """Everything that is due is erased, also from SQLite's files; how many, by rule.

    A rule that fails keeps no other from its work; it is tried again the next time.
    """
    erased: dict[str, int] = {}
    for rule in RULES:
        try:
            erased[rule.name] = _all_of(rule)
        except (Refusal, SQLAlchemyError) as problem:
            log.error("erasing %s failed (%s)", rule.name, type(problem).__name__)
    for name, count in erased.items():
        if count:
            note_erased(SYSTEM, name, count)
    db.session.rollback()
    if not db.forget_deleted():
        log.error("the write-ahead log could not be emptied; it is tried again in an hour")
    return erased


def _all_of(rule: Rule) -> int:
    """How much the rule erased: one transaction after another, for as long as each is full."""
    erased = in_all = rule.run(SYSTEM)["erased"]
    while erased >= BATCH:
        erased = rule.run(SYSTEM)["erased"]
        in_all += erased
    return in_all


@command()
def note_erased(actor: Actor, name: str, count: int) -> Reference:
    """The audit log says what was erased, and how much of it."""
    about("retention", str(count), reason=name)
    return {}


@command(reads=True)
def note_copy(actor: Actor, what: str) -> Reference:
    """The audit log says that the whole database was copied, or put back from a copy."""
    about("backup", what)
    return {}
