"""Live messages about papers: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.sockets import message
from participation.papers import commands, permissions  # noqa: F401 - the table is declared first
from participation.papers.forms import ConfirmForm, DraftForm, PaperIdForm, SelectPaperForm
from participation.programme.queries import session_for

Answer = dict[str, Any]


@message("papers.save_draft", DraftForm)
def save_draft(actor: Actor, form: DraftForm) -> Answer:
    return commands.save_draft.once(form.once, actor, form.paper_id, *form.draft, form.seen)


@message("papers.submit", PaperIdForm)
def submit(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.submit_paper.once(form.once, actor, form.paper_id)


@message("papers.confirm", ConfirmForm)
def confirm(actor: Actor, form: ConfirmForm) -> Answer:
    return commands.confirm_paper.once(form.once, actor, form.paper_id, form.reader)


@message("papers.stay", PaperIdForm)
def stay(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.say_yes_again.once(form.once, actor, form.paper_id)


@message("papers.take_back", PaperIdForm)
def take_back(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.take_back.once(form.once, actor, form.paper_id)


@message("papers.bring_back", PaperIdForm)
def bring_back(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.bring_back.once(form.once, actor, form.paper_id)


@message("papers.take_up", PaperIdForm)
def take_up(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.take_up_paper.once(form.once, actor, form.paper_id)


@message("papers.select", SelectPaperForm)
def select(actor: Actor, form: SelectPaperForm) -> Answer:
    session = session_for(actor, form.slug)
    return commands.select_paper.once(form.once, actor, form.paper_id, session.id)
