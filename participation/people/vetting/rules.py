"""When an adult's vetting is complete; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Roles that give nothing without the three.
NEED_VETTING = frozenset({"facilitator", "safeguarding"})

REFERENCE = "reference"
TRAINING = "training"
CODE_OF_CONDUCT = "code_of_conduct"
RENEWAL = "renewal"


@dataclass(frozen=True)
class Brought:
    """What an adult has brought so far."""

    reference: str | None = None
    trained_on: date | None = None
    signed_on: date | None = None
    valid_until: date | None = None


def missing(brought: Brought, today: date) -> list[str]:
    """What is still to bring, in the order in which it is asked for. A date to come is no date."""
    asked = [
        (REFERENCE, bool(brought.reference)),
        (TRAINING, brought.trained_on is not None and brought.trained_on <= today),
        (CODE_OF_CONDUCT, brought.signed_on is not None and brought.signed_on <= today),
        (RENEWAL, brought.valid_until is None or brought.valid_until >= today),
    ]
    return [what for what, is_there in asked if not is_there]


def dates_clash(brought: Brought) -> bool:
    """Whether it would have ended before it began."""
    return (
        brought.valid_until is not None
        and brought.trained_on is not None
        and brought.valid_until < brought.trained_on
    )
