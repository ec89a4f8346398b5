"""What each reader is sent of concerns: the writer, by her code; the pair, by their keys."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from participation.foundation.languages import UserText, Words, user_text
from participation.foundation.receipt_codes import (
    private_key_of,
    receipt_of_code,
    whereabouts,
)
from participation.people.queries import shown_names
from participation.programme.models import ConferenceSession
from participation.programme.queries import sessions
from participation.safeguarding import sealing
from participation.safeguarding.adults.payloads import short_rooms
from participation.safeguarding.concerns import queries, rules
from participation.safeguarding.concerns.commands import KIND
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.concerns.queries import Course
from participation.safeguarding.posts.queries import (
    holder_names,
    hours,
    post_of_person,
    present_posts,
    reads_again_at,
)


def tell_form() -> dict[str, Any] | None:
    """What the help page's form needs: who can be written to. None where nobody can be now."""
    try:
        names = holder_names()
        return {"names": names, "hours": _hours()} if names else None
    except SQLAlchemyError:
        return None  # the page says where to go; it says nothing that is not so


def receipt(concern: Concern) -> dict[str, Any]:
    """Where a concern is, for its writer: on its way, with somebody, or call instead."""
    course = queries.course_of(concern)
    taken = course.acknowledged
    name: Words | None = None
    if taken is not None and taken.by is not None:
        name = shown_names([taken.by]).get(taken.by)
    else:
        names = holder_names()
        first = rules.names_shown(concern.readers, names)
        name = names[first[0]] if first else None
    state = "with_somebody" if taken or course.signatures else "on_its_way"
    call = state == "on_its_way" and rules.PHONE in course.alerts
    return {"state": "call" if call else state, "name": name, "hours": _hours()}


def opened_by(code: str) -> dict[str, Any] | None:
    """What this code opens today: where the submission is, and the answers, which only it opens.
    None for every code that opens nothing, of whatever form."""
    found = receipt_of_code(code)
    if found is None:
        return None
    concern = (
        queries.concern_with(found.object_id)
        if found.kind == KIND
        else queries.concern_about(found.kind, found.object_id)
    )
    private = private_key_of(code)
    answers = [_answer(box, private) for box in queries.answers_to(concern)] if concern else []
    if found.kind == KIND:
        return {"concern": receipt(concern), "answers": answers} if concern else None
    where = whereabouts(found)
    return {"where": where, "answers": answers} if where or answers else None


def safety_topic(person_id: str) -> dict[str, Any]:
    """Topic `safety` of one of the pair: counts of what is sealed for her, and nothing else.

    `waiting`: she is alerted and nobody has it; `urgent`: of those, "not safe now"; `news`: more
    words came to one that somebody has; `open`: not closed; `short_rooms`: too few adults there.
    """
    courses, waiting = _courses_of(person_id)
    return {
        **_counted(waiting),
        "news": sum(each.has_news and not each.waits for each in courses),
        "open": sum(not each.is_closed for each in courses),
        "short_rooms": short_rooms(),
    }


def alert_topic(person_id: str) -> dict[str, int]:
    """Topic `alert` of one of the pair: how many she is alerted of that nobody has yet, and how
    many of those are "not safe now". It stands on every page of hers, also where that rests."""
    return _counted(_courses_of(person_id)[1])


def _courses_of(person_id: str) -> tuple[list[Course], list[Course]]:
    """All that is sealed for her, and of that what she is alerted of and nobody has."""
    post = post_of_person(person_id)
    courses = queries.courses_of_post(post) if post else []
    return courses, [each for each in courses if each.waits and post and post.post in each.alerts]


def _counted(waiting: list[Course]) -> dict[str, int]:
    return {"waiting": len(waiting), "urgent": sum(each.is_urgent for each in waiting)}


def list_of(courses: list[Course], person_id: str) -> list[dict[str, Any]]:
    """The pair's list: when, how urgent, where it stands, who has it. No content."""
    names = shown_names(
        [each.acknowledged.by for each in courses if each.acknowledged and each.acknowledged.by]
    )
    places = {session.id: session for session in sessions()}
    return [_row(each, names, places) for each in courses]


def course_page(course: Course) -> dict[str, Any]:
    """One concern before it is opened: its course, without a word of what was written."""
    return _page(course, None)


def opened_page(course: Course, private: bytes) -> dict[str, Any]:
    """One concern as its readers read it: verbatim, with the whole record."""
    return _page(course, private)


def _page(course: Course, private: bytes | None) -> dict[str, Any]:
    taken = course.acknowledged
    places = {session.id: session for session in sessions()}
    names = shown_names([entry.by for entry in course.entries if entry.by])
    signers = [signature.signer.partition(":") for signature in course.signatures]
    signed = shown_names([who for kind, _, who in signers if kind == "person"])
    held = present_posts()
    return {
        **_row(course, {taken.by: names[taken.by]} if taken and taken.by else {}, places),
        "opened": _words(course.concern.box, private) if private else None,
        "record": [
            {
                "kind": entry.kind,
                "at": entry.at,
                "by": names.get(entry.by or ""),
                "words": _words(entry.box, private) if private else None,
            }
            for entry in course.entries
        ],
        "signatures": [
            {"at": signature.at, "by": signed.get(who)}
            for signature, (_, __, who) in zip(course.signatures, signers, strict=True)
        ],
        "signers": [who for _, __, who in signers],
        "can_be_signed": course.is_answered and not course.is_closed,
        # With a colleague who may not know of it the second signature is the host's.
        "host_signs": course.concern.readers != rules.BOTH or len(held) < 2,
    }


def _row(
    course: Course, names: dict[str, Words], places: dict[str, ConferenceSession]
) -> dict[str, Any]:
    concern, taken = course.concern, course.acknowledged
    place = places.get(concern.session_id or "")
    return {
        "id": concern.id,
        "at": concern.came_at,
        "is_urgent": course.is_urgent,
        "has_news": course.has_news,
        "waits": course.waits,
        "state": course.state,
        "has_it": names.get(taken.by or "") if taken else None,
        "is_routed": concern.source_kind is not None,
        "session": place.title if place else None,
        "readers": concern.readers,
    }


def _words(box: bytes | None, private: bytes | None) -> dict[str, Any] | None:
    if box is None or private is None:
        return None
    told = sealing.unseal_entry(box, private)
    return {**told, "said": user_text(told.get("text", ""), told.get("language", "en"))}


def _answer(box: bytes, private: bytes) -> UserText:
    told = sealing.unseal_entry(box, private)
    return user_text(told["text"], told["language"])


def _hours() -> dict[str, Any]:
    return {"again_at": reads_again_at(), "phone": hours().duty_phone or None}
