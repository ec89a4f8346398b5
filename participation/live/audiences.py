"""Who may follow what, and which topics each audience is told. Joining a room is a permission."""

from __future__ import annotations

from participation.floor.whisper.commands import note_reading
from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.policies import (
    MAY_LEAD,
    NOTHING,
    Policy,
    anyone,
    declare,
    delegate,
    facilitator,
    interpreter,
    joined,
    own_facilitator,
    resting_safeguarding,
    safeguarding,
    screen,
)
from participation.programme.models import ConferenceSession
from participation.programme.queries import may_see
from participation.safeguarding.concerns.commands import note_looking
from participation.safeguarding.posts.queries import post_of

ROOM_TOPICS = ("floor", "poll", "cloud", "questions", "screen")
OWN_TOPICS = (*ROOM_TOPICS, "mine")
STAFF_TOPICS = (*ROOM_TOPICS, "polls", "presence", "adults", "wall", "whisper")
DESK_TOPICS = (*STAFF_TOPICS, "clearing", "nods")

TOPICS: dict[str, tuple[str, ...]] = {
    "audience": OWN_TOPICS,
    "delegate": (*OWN_TOPICS, "adults"),
    "moderator": STAFF_TOPICS,
    "facilitator": DESK_TOPICS,
    "interpreter": (*ROOM_TOPICS, "adults"),
    "screen": (*ROOM_TOPICS, "presence", "thanks"),
    "curation": ("curation",),
    "papers": ("papers",),
    "book": ("book",),
    "typing": ("typing",),
    "safety": ("safety",),
    "alert": ("alert",),
}

# A topic is newer when any of these versions is: what it shows comes from these rows.
SOURCES: dict[str, tuple[str, ...]] = {
    "floor": ("floor", "seat", "hands", "turn", "pace"),
    "poll": ("poll", "answers", "presence"),
    "cloud": ("poll", "words"),
    "polls": ("poll", "floor"),
    "questions": ("questions", "reasons", "floor"),
    "screen": ("screen", "messages", "floor", "turn", "poll", "questions", "reading"),
    "wall": ("screen", "messages", "painted", "floor", "turn", "poll", "questions", "handed"),
    "presence": ("presence",),
    "thanks": ("thanks",),
    "mine": ("poll", "answers", "words", "questions", "reasons", "hands", "floor", "handed"),
    "clearing": ("clearing", "questions", "reasons", "messages", "words"),
    "nods": ("nods",),
    "whisper": ("whisper", "floor"),
    "adults": ("adults", "floor"),
    "curation": ("desk",),
    "papers": ("desk",),
    "book": ("desk",),
    "typing": ("desk",),
    "safety": ("desk",),
    "alert": ("desk",),
}

# Told to each person apart: what is her own, or what she alone may read.
PERSONAL = {
    ("floor", "moderator"),
    ("clearing", "facilitator"),
    ("wall", "facilitator"),
    ("wall", "moderator"),
    ("whisper", "moderator"),
}

SHOWN = (
    "shown name on stage",
    "published text",
    "poll totals",
    "paper now on stage",
    "own choice in an open show of hands",
    "own raised hand",
    "closed meeting",
)
FOLLOWING: dict[str, Policy] = declare(
    {
        "live.follow.audience": Policy((joined,), shows=SHOWN),
        "live.follow.delegate": Policy((delegate,), shows=(*SHOWN, "adults present")),
        # Also an adult of the session: she sees what the moderator sees, and helps from there.
        "live.follow.moderator": Policy(
            MAY_LEAD,
            shows=(
                *SHOWN,
                "free text before it is cleared",
                "cleared text",
                "raised hands with their reasons",
                "pace signals",
                "cue cards",
                "adults present",
                "whisper line of a session",
            ),
        ),
        "live.follow.facilitator": Policy(
            (own_facilitator, safeguarding),
            shows=(
                *SHOWN,
                "free text before it is cleared",
                "cleared text",
                "raised hands with their reasons",
                "pace signals",
                "cue cards",
                "adults present",
                "whisper line of a session",
            ),
        ),
        "live.follow.interpreter": Policy(
            (interpreter,),
            shows=(*SHOWN, "cleared text", "pace signals", "cue cards", "adults present"),
        ),
        "live.follow.screen": Policy((screen,), shows=SHOWN),
        "live.follow.curation": Policy(
            (facilitator, safeguarding), shows=("submitted paper", "comments on a paper")
        ),
        # One's own: titles of drafts, what adults ask and offer, and who writes with one.
        "live.follow.papers": Policy(
            (delegate,),
            shows=(
                "paper draft",
                "draft typed for a child",
                "submitted paper",
                "comments on a paper",
                "shown name on stage",
            ),
        ),
        # That something in the book may be another thing, and no more.
        "live.follow.book": Policy((anyone,), shows=NOTHING),
        # What this adult types for children now, and nobody else's.
        "live.follow.typing": Policy(
            (facilitator,), shows=("draft typed for a child", "shown name on stage")
        ),
        # Her own desk alone: which concerns it counts decides what is sealed for her.
        "live.follow.safety": Policy((safeguarding,), shows=("that a concern exists, counts",)),
        # Two numbers on whatever page she has open. The one thing that a device at rest hears: it
        # is where nobody looks that an alert must arrive.
        "live.follow.alert": Policy(
            (safeguarding, resting_safeguarding), shows=("that a concern exists, counts",)
        ),
    }
)


def may_follow(actor: Actor, audience: str, session_id: str | None) -> bool:
    """Whether this actor may hear what this audience of the session (or desk) is told."""
    policy = FOLLOWING.get(f"live.follow.{audience}")
    if policy is None or not any(holds(actor, session_id) for holds in policy.who):
        return False
    if session_id is None:
        return True
    session = db.session.get(ConferenceSession, session_id)
    return session is not None and may_see(actor, session)


def write_down_reading(actor: Actor, audience: str, scope: str) -> None:
    """What is safeguarding data stands in the log as read before a line of it is told: which
    concerns there are, and, to the safety team at the desk of a session that is not its own, what a
    child says quietly to the adults there."""
    if audience == "facilitator" and not own_facilitator(actor, scope):
        note_reading(actor, scope)
    elif audience == "safety" and post_of(actor) is not None:
        note_looking(actor)


def showing(source: str) -> tuple[str, ...]:
    """The topics that look different when this source has a new version."""
    return tuple(topic for topic, sources in SOURCES.items() if source in sources)


def is_personal(topic: str, audience: str) -> bool:
    """Whether the topic is told to each person of this audience apart."""
    return topic == "mine" or (topic, audience) in PERSONAL
