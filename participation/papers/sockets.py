"""Live messages about papers: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.forms import InputForm
from participation.foundation.sockets import message
from participation.papers import commands, permissions  # noqa: F401 - the table is declared first
from participation.papers.authors.commands import leave_paper
from participation.papers.curation import commands as curating
from participation.papers.curation import letters
from participation.papers.curation.forms import AnswerForm, ReplyForm, StandingForm
from participation.papers.curation.payloads import standing
from participation.papers.forms import (
    ConfirmForm,
    DraftForm,
    PaperIdForm,
    SelectPaperForm,
    SendForm,
)
from participation.papers.parting.forms import RescueForm
from participation.papers.parting.keeping import rescue
from participation.papers.rules import NOTHING, Draft
from participation.papers.showing.commands import show_paper
from participation.papers.showing.forms import ShowPaperForm
from participation.papers.subjects.commands import set_subject
from participation.papers.subjects.forms import PaperSubjectForm
from participation.papers.translating.commands import reply_to_translation
from participation.papers.translating.forms import ReplyToTranslationForm
from participation.papers.typed.commands import say_own_words
from participation.papers.typed.forms import OwnWordsForm
from participation.papers.writing.keeping import keep_draft
from participation.programme.queries import session_for

Answer = dict[str, Any]


@message("papers.save_draft", DraftForm)
def save_draft(actor: Actor, form: DraftForm) -> Answer:
    return keep_draft(actor, form.once, form.paper_id, Draft(*form.draft), form.seen, form.was)


@message("papers.submit", SendForm)
def submit(actor: Actor, form: SendForm) -> Answer:
    return commands.submit_paper.once(form.once, actor, form.paper_id, form.version.data)


@message("papers.own_words", OwnWordsForm)
def own_words(actor: Actor, form: OwnWordsForm) -> Answer:
    return say_own_words.once(form.once, actor, form.paper_id, form.read)


@message("papers.confirm", ConfirmForm)
def confirm(actor: Actor, form: ConfirmForm) -> Answer:
    return commands.confirm_paper.once(form.once, actor, form.paper_id, form.read, form.reader)


@message("papers.stay", PaperIdForm)
def stay(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.say_yes_again.once(form.once, actor, form.paper_id)


@message("papers.show", ShowPaperForm)
def show(actor: Actor, form: ShowPaperForm) -> Answer:
    return show_paper.once(
        form.once, actor, form.paper_id, form.read, form.level, form.name, form.narrower
    )


@message("papers.take_back", PaperIdForm)
def take_back(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.take_back.once(form.once, actor, form.paper_id)


@message("papers.bring_back", PaperIdForm)
def bring_back(actor: Actor, form: PaperIdForm) -> Answer:
    return commands.bring_back.once(form.once, actor, form.paper_id)


@message("papers.leave", PaperIdForm)
def leave(actor: Actor, form: PaperIdForm) -> Answer:
    return leave_paper.once(form.once, actor, form.paper_id)


@message("papers.rescue_words", RescueForm)
def rescue_words(actor: Actor, form: RescueForm) -> Answer:
    written, was = Draft(*form.draft), form.was or NOTHING
    return rescue(actor, form.once, form.paper_id, written, form.seen, was)


@message("papers.take_up", PaperIdForm)
def take_up(actor: Actor, form: PaperIdForm) -> Answer:
    return curating.take_up_paper.once(form.once, actor, form.paper_id)


@message("papers.select", SelectPaperForm)
def select(actor: Actor, form: SelectPaperForm) -> Answer:
    session = session_for(actor, form.slug)
    return curating.select_paper.once(form.once, actor, form.paper_id, session.id)


@message("papers.set_subject", PaperSubjectForm)
def put_subject(actor: Actor, form: PaperSubjectForm) -> Answer:
    return set_subject.once(form.once, actor, form.paper_id, *form.said)


@message("papers.announce", InputForm)
def announce(actor: Actor, form: InputForm) -> Answer:
    return curating.announce_decisions.once(form.once, actor)


@message("papers.standing", StandingForm)
def tell_standing(actor: Actor, form: StandingForm) -> Answer:
    return {"papers": standing(actor, form.papers.data)}


@message("papers.answer", AnswerForm)
def answer(actor: Actor, form: AnswerForm) -> Answer:
    return letters.answer_question.once(form.once, actor, form.paper_id, form.words)


@message("papers.reply", ReplyForm)
def reply(actor: Actor, form: ReplyForm) -> Answer:
    return letters.reply(actor, form.once, form.paper_id, form.offer_id, says_yes=form.says_yes)


@message("papers.reply_translation", ReplyToTranslationForm)
def reply_translation(actor: Actor, form: ReplyToTranslationForm) -> Answer:
    return reply_to_translation.once(
        form.once, actor, form.paper_id, form.translation_id, says_yes=form.says_yes
    )
