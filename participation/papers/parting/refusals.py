from __future__ import annotations

from participation.foundation.refusals import NotFound, sentence


class NotWithIt(NotFound):
    """The actor wrote this paper once and has left it. `state` says in which paper of her own she
    writes on: `{"paper": id}`, or None where there is none yet."""

    code = "not_with_it"
    words = sentence("I am not with this paper any more.")
