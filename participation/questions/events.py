from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from participation.foundation.events import SessionEvent


@dataclass(frozen=True)
class QuestionMoved(SessionEvent):
    """A question of the session is in another state."""

    question_id: str
    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class QuestionAsked(QuestionMoved):
    pass


@dataclass(frozen=True)
class QuestionTakenBack(QuestionMoved):
    """Its asker took it back: it leaves every list and wall."""


@dataclass(frozen=True)
class QuestionCleared(QuestionMoved):
    """The first key has turned."""


@dataclass(frozen=True)
class QuestionCovered(QuestionMoved):
    """Personal details are covered; the rest has the first key."""


@dataclass(frozen=True)
class QuestionUndone(QuestionMoved):
    """An adult took her decision back: it waits for the first key again."""


@dataclass(frozen=True)
class QuestionHeld(QuestionMoved):
    """It is with the safety team: it leaves every list, wall and desk."""


@dataclass(frozen=True)
class QuestionStopped(QuestionMoved):
    """It leaves every list and wall, and its asker may send another."""


@dataclass(frozen=True)
class QuestionShortlisted(QuestionMoved):
    """The second key has turned: it stands on the public list."""


@dataclass(frozen=True)
class QuestionPutOnStage(QuestionMoved):
    pass


@dataclass(frozen=True)
class QuestionAnswered(QuestionMoved):
    pass


@dataclass(frozen=True)
class QuestionPostponed(QuestionMoved):
    pass


@dataclass(frozen=True)
class QuestionDeclined(QuestionMoved):
    pass


@dataclass(frozen=True)
class AskerShownOtherwise(SessionEvent):
    """What may be shown of somebody who asked here is another thing than before."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class QuestionSupported(QuestionMoved):
    """Somebody said "me too": not who, and not how many."""


@dataclass(frozen=True)
class QuestionJoined(QuestionMoved):
    """It goes where another one goes, and is shown nowhere."""


@dataclass(frozen=True)
class QuestionParted(QuestionMoved):
    """What it was joined with is gone."""


@dataclass(frozen=True)
class QuestionPutBack(QuestionMoved):
    """It left the line, and waits to be chosen."""


@dataclass(frozen=True)
class LineMoved(SessionEvent):
    """The chosen ones stand in another order."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class QuestionsLabelled(SessionEvent):
    """It says of some what they are about, or does no more."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class StepTakenBack(SessionEvent):
    """The moderator undid what she had done with questions."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class QuestionsPromised(SessionEvent):
    """The session is over: whoever was not read yet has a promise too."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)


@dataclass(frozen=True)
class QuestionBroughtBack(QuestionMoved):
    """Its asker has it back."""


@dataclass(frozen=True)
class ParagraphSupported(SessionEvent):
    """Somebody says "me too" to a paragraph of the paper on stage."""

    touches: ClassVar[tuple[str, ...]] = ("questions",)
