"""The write about whose words readers are told a paper is."""

from __future__ import annotations

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command
from participation.foundation.policies import require
from participation.papers.authors.queries import rows_of
from participation.papers.permissions import POLICIES
from participation.papers.queries import paper_for


@command()
def show_meter(actor: Actor, paper_id: str, *, on: bool) -> Reference:
    """This author lets readers see how much of the text is its authors' own, or lets them no more:
    they see it while each of them does. Answers `{"paper": id}`. Refusals: NotAllowed, NotFound."""
    require(POLICIES["papers.write_page"], actor)
    paper = paper_for(actor, paper_id, for_update=True)
    for row in rows_of(paper.id):
        if row.person_id == actor.person_id:
            row.shows_meter = on
    about("paper", paper.id)
    return {"paper": paper.id}
