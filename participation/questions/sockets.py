"""Live messages of questions: form → command → answer."""

from __future__ import annotations

from typing import Any

from participation.foundation.actors import Actor
from participation.foundation.receipt_codes import new_code, stub_of, told_with
from participation.foundation.sockets import mass_message, message
from participation.programme.queries import session_for
from participation.questions import (  # noqa: F401 - the table is declared first
    choosing,
    commands,
    echoes,
    permissions,
    receipts,
)
from participation.questions.forms import (
    AskForm,
    BringForm,
    ChooseForm,
    ClearQuestionForm,
    CoverQuestionForm,
    DeclineForm,
    DeclineManyForm,
    EchoForm,
    JoinForm,
    KeepForm,
    LabelForm,
    LaterForm,
    LikeForm,
    LineForm,
    QuestionForm,
    SlipForm,
    StopQuestionForm,
)
from participation.questions.models import KIND
from participation.questions.payloads import like_questions

Answer = dict[str, Any]


@message("questions.ask", AskForm)
def ask(actor: Actor, form: AskForm) -> Answer:
    session = session_for(actor, form.slug)
    code = new_code(KIND, actor.holder, form.once)
    commands.ask.once(form.once, actor, session.id, *form.asked, stub_of(code), form.tied_to)
    return told_with(code)


@message("questions.type_slip", SlipForm)
def type_slip(actor: Actor, form: SlipForm) -> Answer:
    session = session_for(actor, form.slug)
    code = new_code(KIND, actor.holder, form.once)
    told = commands.type_slip.once(form.once, actor, session.id, *form.typed, stub_of(code))
    return told | {"code": code}


@message("questions.like", LikeForm)
def like(actor: Actor, form: LikeForm) -> Answer:
    session = session_for(actor, form.slug)
    return {"like": like_questions(actor, session.id, form.words)}


@message("questions.take_back", QuestionForm)
def take_back(actor: Actor, form: QuestionForm) -> Answer:
    return commands.take_back.once(form.once, actor, form.question_id)


@message("questions.bring_back", QuestionForm)
def bring_back(actor: Actor, form: QuestionForm) -> Answer:
    return commands.bring_back.once(form.once, actor, form.question_id)


@mass_message("questions.support", QuestionForm, commands.support_questions)
def support(actor: Actor, form: QuestionForm) -> commands.MeToo:
    return commands.MeToo(actor, form.question_id, form.once)


@mass_message("questions.support_paragraph", EchoForm, echoes.support_paragraphs)
def support_paragraph(actor: Actor, form: EchoForm) -> echoes.Echo:
    return echoes.Echo(actor, *form.place, form.once)


@message("questions.clear", ClearQuestionForm)
def clear(actor: Actor, form: ClearQuestionForm) -> Answer:
    return commands.clear.once(form.once, actor, form.question_id, form.read)


@message("questions.cover", CoverQuestionForm)
def cover(actor: Actor, form: CoverQuestionForm) -> Answer:
    return commands.cover.once(form.once, actor, form.question_id, form.places, form.read)


@message("questions.undo", QuestionForm)
def undo(actor: Actor, form: QuestionForm) -> Answer:
    return commands.undo.once(form.once, actor, form.question_id)


@message("questions.route_to_safety", QuestionForm)
def route_to_safety(actor: Actor, form: QuestionForm) -> Answer:
    return commands.route_to_safety.once(form.once, actor, form.question_id)


@message("questions.stop", StopQuestionForm)
def stop(actor: Actor, form: StopQuestionForm) -> Answer:
    return commands.stop.once(form.once, actor, form.question_id, form.why)


@message("questions.shortlist", BringForm)
def shortlist(actor: Actor, form: BringForm) -> Answer:
    return commands.shortlist.once(form.once, actor, form.question_id, form.seat, form.read)


@message("questions.put_on_stage", BringForm)
def put_on_stage(actor: Actor, form: BringForm) -> Answer:
    return commands.put_on_stage.once(form.once, actor, form.question_id, form.seat, form.read)


@message("questions.answered", ChooseForm)
def answered(actor: Actor, form: ChooseForm) -> Answer:
    return commands.answered.once(form.once, actor, form.question_id, form.seat)


@message("questions.later", LaterForm)
def later(actor: Actor, form: LaterForm) -> Answer:
    return commands.later.once(form.once, actor, form.question_id, form.seat, *form.promised)


@message("questions.keep_many", KeepForm)
def keep_many(actor: Actor, form: KeepForm) -> Answer:
    session = session_for(actor, form.slug)
    return choosing.keep_many.once(
        form.once, actor, session.id, form.ids, form.seat, *form.promised
    )


@message("questions.line_up", LineForm)
def line_up(actor: Actor, form: LineForm) -> Answer:
    session = session_for(actor, form.slug)
    return choosing.line_up.once(form.once, actor, session.id, form.read, form.seat)


@message("questions.label", LabelForm)
def label(actor: Actor, form: LabelForm) -> Answer:
    session = session_for(actor, form.slug)
    return choosing.label.once(form.once, actor, session.id, form.ids, *form.said)


@message("questions.join", JoinForm)
def join(actor: Actor, form: JoinForm) -> Answer:
    return choosing.join.once(form.once, actor, form.question_id, form.into_id, form.seat)


@message("questions.decline", DeclineForm)
def decline(actor: Actor, form: DeclineForm) -> Answer:
    return commands.decline.once(form.once, actor, form.question_id, form.seat, form.why)


@message("questions.decline_many", DeclineManyForm)
def decline_many(actor: Actor, form: DeclineManyForm) -> Answer:
    session = session_for(actor, form.slug)
    return choosing.decline_many.once(form.once, actor, session.id, form.ids, form.seat, form.why)
