"""Pages of a child's own papers. All work without JavaScript."""

from __future__ import annotations

import re
from typing import Any, cast

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from participation.foundation.actors import Actor
from participation.foundation.database import new_id
from participation.foundation.forms import ID
from participation.foundation.frames import frame_data
from participation.foundation.languages import in_language
from participation.foundation.pages import present_actor, refuse, wants_json
from participation.foundation.refusals import NotFound, NotNow, Refusal, sentence
from participation.foundation.versions import desk_version
from participation.papers import commands, payloads, permissions  # noqa: F401
from participation.papers.authors.commands import join_author, leave_paper, undo_joining
from participation.papers.authors.queries import names_on
from participation.papers.authors.rules import LETTERS, number_of
from participation.papers.bringing.sentences import about
from participation.papers.curation import letters
from participation.papers.curation.forms import LetterForm, OfferedForm
from participation.papers.forms import PaperForm, StartForm, StepForm, TogetherForm
from participation.papers.meter.commands import show_meter
from participation.papers.parting.keeping import rescue
from participation.papers.parting.refusals import NotWithIt
from participation.papers.pictures.forms import told_words
from participation.papers.pictures.refusals import TooLongTogether
from participation.papers.pictures.telling import keep_words, version_of
from participation.papers.refusals import DraftMovedOn
from participation.papers.rules import NOTHING, Draft
from participation.papers.showing.commands import show_paper
from participation.papers.showing.forms import ShowPageForm
from participation.papers.translating.commands import reply_to_translation
from participation.papers.translating.forms import TranslatedForm
from participation.papers.typed.commands import say_own_words
from participation.papers.writing.keeping import keep_draft, tell_merged

bp = Blueprint("papers", __name__)

Answer = str | Response | tuple[str | Response, int]

NO_SUCH_NUMBER = sentence("These numbers are nobody's here. Please ask both children once more.")
UNDO_TOO_LATE = sentence(
    "It is too late to undo it: the child who joined has written here, or a day has passed, or it "
    "was sent. Whoever wants to stop presses “I write on without this paper”."
)
TOGETHER_NOT_YET = sentence("This paper was sent already, or five write it. Nothing has changed.")


@bp.url_value_preprocessor
def look_at_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """What stands in an address where an id belongs has the form of one. Refusal: NotFound."""
    if values and not re.fullmatch(ID, values.get("paper_id", "0" * 32)):
        raise NotFound


@bp.errorhandler(NotWithIt)
def show_own(refusal: NotWithIt) -> Answer:
    """Whoever has left a paper is led to her own."""
    if wants_json():
        return refuse(refusal)
    own = refusal.state["paper"]
    if own is None:
        return redirect(url_for("papers.papers_page", left=1), 303)
    return redirect(url_for("papers.paper_page", paper_id=own, left=1), 303)


@bp.get("/papers")
def papers_page() -> Answer:
    actor = present_actor()
    page = _own_desk(actor)
    return render_template(
        "papers/papers.html",
        papers=page["topics"]["papers"]["data"]["papers"],
        form=StartForm(),
        number=number_of(actor.person_id or "0" * LETTERS),
        has_left="left" in request.args,
        page_data=page,
        bundle="papers",
    )


@bp.post("/papers")
def start_page() -> Answer:
    form = cast(StartForm, StartForm.of_page())
    started = commands.start_paper.once(form.once, present_actor(), form.lang.data or None)
    return _to_paper(started["paper"])


@bp.get("/papers/<paper_id>")
def paper_page(paper_id: str) -> Answer:
    return own_page(paper_id)


@bp.post("/papers/<paper_id>")
def write_page(paper_id: str) -> Answer:
    """One address for every button of the page; `then` says which."""
    actor, step = present_actor(), cast(StepForm, StepForm.of_page())
    if step.step in ("save", "submit", "own_words"):
        return _write(actor, paper_id, step)
    try:
        return _to_paper(_take_step(actor, paper_id, step))
    except Refusal as refusal:
        return own_page(paper_id, refusal=refusal)


@bp.get("/together")
def together_page() -> Answer:
    return _together_page(TogetherForm(formdata=None))


@bp.post("/together")
def join_page() -> Answer:
    """Both children told this adult their numbers: the second writes the paper too. `then` `undo`
    takes it back, where a number was the wrong one."""
    actor, form = present_actor(), TogetherForm()
    try:
        form.checked()
        if form.is_undone:
            undo_joining.once(form.once, actor, *form.numbers)
            return _together_page(TogetherForm(formdata=None), is_undone=True)
        joined = join_author.once(form.once, actor, *form.numbers)
    except Refusal as refusal:
        return _together_page(form, refusal=refusal)
    names = names_on([joined["paper"]]).get(joined["paper"])
    return _together_page(form, joined=in_language(names, actor.locale) or "✓")


def _together_page(
    form: TogetherForm,
    *,
    joined: str = "",
    is_undone: bool = False,
    refusal: Refusal | None = None,
) -> Answer:
    error = None
    if refusal is not None:
        not_now = UNDO_TOO_LATE if form.is_undone else TOGETHER_NOT_YET
        error = not_now if isinstance(refusal, NotNow) else NO_SUCH_NUMBER
    page = render_template(
        "papers/together.html", form=form, joined=joined, is_undone=is_undone, error=error
    )
    return page, refusal.status if refusal else 200


def _write(actor: Actor, paper_id: str, step: StepForm) -> Answer:
    """Save, and send or say whose words it has where that button was pressed; a no keeps every word
    in the page."""
    form = PaperForm()
    try:
        form.checked()
        kept = keep_draft(actor, None, paper_id, Draft(*form.draft), form.seen, form.was)
        told = keep_words(actor, paper_id, told_words())
        version = version_of(told) or kept["version"]
        if step.step == "submit":
            commands.submit_paper.once(step.once, actor, paper_id, version)
        elif step.step == "own_words":
            say_own_words.once(step.once, actor, paper_id, version)
    except NotWithIt as left:
        # She has left it on another tablet: what she typed goes into her own.
        typed, was = Draft(*form.draft), form.was or NOTHING
        left.state = rescue(actor, None, paper_id, typed, form.seen, was)
        raise
    except Refusal as refusal:
        return own_page(paper_id, form, refusal)
    return _to_paper(paper_id)


def _take_step(actor: Actor, paper_id: str, step: StepForm) -> str:
    """Takes it. The id of the paper to go on with."""
    if step.step == "confirm":
        commands.confirm_paper.once(step.once, actor, paper_id, step.read, step.reader)
    elif step.step == "stay":
        commands.say_yes_again.once(step.once, actor, paper_id)
    elif step.step == "show":
        shown = cast(ShowPageForm, ShowPageForm.of_page())
        show_paper.once(step.once, actor, paper_id, shown.read, shown.level, shown.name)
    elif step.step == "take_back":
        commands.take_back.once(step.once, actor, paper_id)
    elif step.step == "leave":
        return str(leave_paper.once(step.once, actor, paper_id)["paper"])
    elif step.step == "answer":
        answered = cast(LetterForm, LetterForm.of_page())
        letters.answer_question.once(step.once, actor, paper_id, answered.words)
    elif step.step in ("yes", "no"):
        offered = cast(OfferedForm, OfferedForm.of_page())
        letters.reply(actor, step.once, paper_id, offered.offer_id, says_yes=step.step == "yes")
    elif step.step in ("meter_on", "meter_off"):
        show_meter.once(step.once, actor, paper_id, on=step.step == "meter_on")
    elif step.step in ("meaning_yes", "meaning_no"):
        read = cast(TranslatedForm, TranslatedForm.of_page())
        reply_to_translation.once(
            step.once, actor, paper_id, read.translation_id, says_yes=step.step == "meaning_yes"
        )
    else:
        commands.bring_back.once(step.once, actor, paper_id)
    return paper_id


def own_page(
    paper_id: str, form: PaperForm | None = None, refusal: Refusal | None = None
) -> Answer:
    """The paper's page, with the words of a form that was refused, and why it was."""
    actor = present_actor()
    paper = payloads.own_paper(actor, paper_id)
    form, moved_on = filled(actor, paper, form, refusal)
    page = render_template(
        "papers/paper.html",
        paper=paper,
        form=form,
        step=StepForm(formdata=None),
        moved_on=moved_on,
        told_apart=refusal.state if isinstance(refusal, TooLongTogether) else None,
        error=refusal.message if refusal else None,
        press=new_id,
        has_left="left" in request.args,
        stayed=about(request.args.getlist("stayed")),
        page_data=_own_desk(actor) | {"paper": paper},
        bundle="papers",
    )
    return page, refusal.status if refusal else 200


def filled(
    actor: Actor, paper: dict[str, Any], form: PaperForm | None, refusal: Refusal | None
) -> tuple[PaperForm, dict[str, Any] | None]:
    """The form of a page on which this draft is written, with the words of one that was refused;
    and what another device wrote, where that was why."""
    if form is None:
        form = PaperForm(formdata=None)
        form.shows(paper)
        form.goes_on_from(paper)
    if not isinstance(refusal, DraftMovedOn):
        return form, None
    # The words of both are on the page now: saving once more is a choice, no accident.
    tell_merged(actor, refusal, paper["id"], Draft(*form.draft), form.seen, form.was)
    form.shows(refusal.state.get("merged", form.data))
    form.goes_on_from(refusal.state)
    return form, refusal.state


def _own_desk(actor: Actor) -> dict[str, Any]:
    # The version is read first: data may be newer than it says, never older.
    version = desk_version(f"mine:{actor.person_id}")
    data = payloads.papers_topic(actor.person_id or "")
    return frame_data(actor, "papers", "papers") | {
        "topics": {"papers": {"version": version, "data": data}}
    }


def _to_paper(paper_id: str) -> Answer:
    return redirect(url_for("papers.paper_page", paper_id=paper_id), 303)
