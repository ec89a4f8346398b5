"""What the page of a session's reasons shows: the list, and to each child what is her own."""

from __future__ import annotations

from dataclasses import dataclass

from participation.foundation.actors import Actor
from participation.foundation.languages import UserText, Words, user_text
from participation.programme.models import ConferenceSession
from participation.questions.reasons import queries, rules
from participation.questions.reasons.models import ReasonState


@dataclass(frozen=True)
class Listed:
    """A reason of the list. `words` are those of a ready one; `texts` a child's, in each of its
    languages; `lacks` are those in which she can still write it. `above` is the one before which it
    comes when it goes up."""

    id: str
    words: Words | None
    texts: list[UserText]
    is_hidden: bool
    is_mine: bool
    above: str | None
    lacks: list[str]


@dataclass(frozen=True)
class Unread:
    """What she wrote and is not on the list: it waits, without its words, as what the safety team
    holds does too; or it came back, with them."""

    id: str
    reason_id: str
    language: str
    came_back: str | None
    text: UserText | None


def listed(session: ConferenceSession, actor: Actor) -> list[Listed]:
    """The list in the children's order, with what is hidden."""
    reasons, hidden = queries.whole_list(session.id), queries.hidden_in(session.id)
    writers = queries.writers_of([one.id for one in reasons])
    own = {each for each, writer in writers.items() if writer == actor.person_id}
    written = queries.languages_of(own)
    return [
        Listed(
            one.id,
            None if one.id in writers else one.words,
            [user_text(text, lang) for lang, text in one.words.items()]
            if one.id in writers
            else [],
            one.id in hidden,
            one.id in own,
            reasons[at - 1].id if at else None,
            [lang for lang in session.languages if one.id in own and lang not in written[one.id]],
        )
        for at, one in enumerate(reasons)
    ]


def unread(session: ConferenceSession, actor: Actor) -> list[Unread]:
    """What this child wrote and is not on the list (yet)."""
    return [
        Unread(
            text.id,
            text.reason_id,
            text.language,
            text.reason if text.state == ReasonState.STOPPED else None,
            user_text(text.text, text.language)
            if rules.as_its_writer_reads(text.state) == ReasonState.STOPPED and text.text
            else None,
        )
        for text in queries.unread_texts(session.id)
        if text.writer_id == actor.person_id
    ]


def to_write_anew(session: ConferenceSession, actor: Actor, text_id: str | None) -> Words:
    """The words of one that came back to her, for the boxes."""
    return {
        one.language: one.text["text"]
        for one in unread(session, actor)
        if one.id == text_id and one.text is not None
    }
