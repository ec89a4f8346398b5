"""Live messages of those who prepare polls."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.foundation.versions import versions_of
from participation.polls.forms import PollIdForm
from participation.polls.preparing import commands, permissions  # noqa: F401 - declared first


@message("polls.ready", PollIdForm)
def ready(actor: Actor, form: PollIdForm) -> dict[str, Any]:
    made = commands.make_ready.once(form.once, actor, form.poll_id)
    version = versions_of([made["session"]]).get((made["session"], "poll"), 0)
    return {"poll": made["poll"], "state": made["state"], "version": version}
