from __future__ import annotations

from participation.foundation.refusals import NotAllowed, NotFound, sentence


class NotWithIt(NotFound):
    """The actor wrote this paper once and has left it. `state` says in which paper of her own she
    writes on: `{"paper": id}`, or None where there is none yet."""

    code = "not_with_it"
    words = sentence("I am not with this paper any more.")


class PapersRest(NotAllowed):
    """To a child whose badge opens no papers now, on the address of hers."""

    words = sentence(
        "My papers rest just now. Words of mine that were not sent stay locked on this tablet for "
        "14 days, and only I can open them."
    )
