"""The five windows of the story: each on a host name of its own, so that cookies keep apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from participation.demonstration import content
from participation.demonstration.queries import badge_of_slug, trial
from participation.foundation.actors import Actor
from participation.foundation.refusals import NotFound
from participation.people.commands import (
    begin_badge_device,
    begin_screen_device,
    join_session,
    pair_screen_device,
)

# Names under localhost lead to this machine in every browser, without any set-up.
HOME = "localhost"


@dataclass(frozen=True)
class Window:
    """Who is in it, the language they read (None: the browser's), and where the story begins."""

    who: str
    language: str | None
    goes_to: str
    begin: Callable[[Actor], str]


def _phone(actor: Actor) -> str:
    return str(join_session(actor, trial().id)["device"])


def _screen(actor: Actor) -> str:
    room_id = trial().room_id
    if actor.kind == "screen" and actor.room_id == room_id and actor.device_id:
        return actor.device_id
    device_id = str(begin_screen_device(actor)["device"])
    pair_screen_device(actor, device_id, room_id)
    return device_id


def _person(slug: str) -> Callable[[Actor], str]:
    def begin(actor: Actor) -> str:
        badge = badge_of_slug(slug)
        if badge is None:
            raise NotFound
        if actor.person_id == badge.person_id and actor.device_id:
            return actor.device_id
        return str(begin_badge_device(actor, badge.id)["device"])

    return begin


_SESSION = f"/sessions/{content.TRIAL}"
WINDOWS = {
    window.who: window
    for window in (
        Window("delegate", "ar", "/papers", _person(content.DELEGATE)),
        Window("facilitator", "fr", "/curate", _person(content.FACILITATOR)),
        Window("moderator", "en", f"{_SESSION}/moderate", _person(content.MODERATOR)),
        Window("phone", "ar", _SESSION, _phone),
        Window("screen", None, "/screen", _screen),
    )
}


def window_at(who: str, host: str) -> Window:
    """The window of this name, asked for at its own host. Refusal: NotFound anywhere else."""
    window = WINDOWS.get(who)
    if window is None or host.partition(":")[0].lower() != f"{who}.{HOME}":
        raise NotFound
    return window


def address_of(who: str, scheme: str, host: str) -> str:
    """Where this window opens, on the port that is being asked."""
    _, colon, port = host.rpartition(":") if not host.endswith("]") else ("", "", "")
    return f"{scheme}://{who}.{HOME}{colon}{port if colon else ''}/try/as/{who}"
