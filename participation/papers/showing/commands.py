"""The one write about who may read a paper: as widely as all its authors say, and no wider."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from participation.foundation.actors import Actor
from participation.foundation.commands import Reference, about, command, record
from participation.foundation.policies import require
from participation.foundation.refusals import BadInput, ChangedMeanwhile, NotNow
from participation.papers import queries
from participation.papers.events import PaperShownOtherwise
from participation.papers.models import Naming, Visibility
from participation.papers.permissions import POLICIES
from participation.papers.showing import rules
from participation.papers.showing.refusals import NotInMyChoices
from participation.papers.showing.yeses import end_wider, look_at_yeses, narrow, say_yes
from participation.papers.steps import told_state
from participation.people.consent.queries import choices_of

NOWHERE_ELSE: Mapping[str, str] = MappingProxyType({})


@command()
def show_paper(
    actor: Actor,
    paper_id: str,
    number: int,
    visibility: str,
    named: str | None = None,
    narrower: Mapping[str, str] = NOWHERE_ELSE,
) -> Reference:
    """The author has said how widely this very revision is shown, and under which name of hers.

    Narrower than now holds at once, for all its authors, whose wider yeses end; wider holds once
    each of them has said so. `number` is the revision that she read. `named` is what stands there
    of her, nothing where it is left out; `narrower` what stands there where fewer people read it,
    by level, as it stood before or as everywhere where it is left out. Answers
    `{"paper": id, "state": …, "visibility": …}`. Refusals: NotFound, BadInput; NotNow with the
    present state where nothing like this is offered; ChangedMeanwhile where another revision
    counts; NotInMyChoices for the book, where her own choices say that her words stand in none.
    """
    require(POLICIES["papers.show"], actor)
    paper = queries.paper_for(actor, paper_id, for_update=True)
    person_id = actor.person_id or paper.author_id
    if visibility not in list(Visibility) or {*narrower.values(), named} - {None, *Naming}:
        raise BadInput
    level = Visibility(visibility)
    if not all(rules.is_narrower_shown(each, level) for each in narrower):
        raise BadInput
    if level not in rules.offered(
        paper.state, paper.goes_to, is_announced=paper.announced_at is not None
    ):
        raise NotNow(state=told_state(paper))
    revision = queries.latest_revision(paper_id)
    if revision is None or revision.number != number:
        raise ChangedMeanwhile(state=told_state(paper))
    if level == Visibility.PUBLIC and not choices_of(person_id).that_count.words_in_report:
        raise NotInMyChoices(state=told_state(paper))
    if rules.is_wider(paper.visibility, level):
        narrow(paper, level)
    end_wider(revision.id, person_id, level)
    for each in sorted(narrower, key=rules.SHOWN.index):
        say_yes(revision.id, person_id, Visibility(each), Naming(narrower[each]))
    if level in rules.SHOWN:
        say_yes(revision.id, person_id, level, Naming(named or Naming.NONE))
    look_at_yeses(paper)
    about("paper", paper.id, paper.session_id)
    record(PaperShownOtherwise(paper.id, paper.author_id))
    return {"paper": paper.id, "state": told_state(paper), "visibility": paper.visibility}
