"""Pages of the facilitators' desk. All work without JavaScript."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypeVar, cast

from flask import redirect, render_template, request, url_for
from wtforms import Field

from participation.foundation.actors import Actor
from participation.foundation.forms import InputForm
from participation.foundation.frames import frame_data
from participation.foundation.languages import in_language
from participation.foundation.pages import present_actor
from participation.foundation.refusals import Refusal, sentence
from participation.foundation.versions import desk_version
from participation.papers import rules
from participation.papers.comments.forms import CommentForm
from participation.papers.curation import (
    commands,
    holding,
    letters,
    listing,
    payloads,
    queries,
    twins,
)
from participation.papers.curation.forms import (
    PLACES,
    AnnounceForm,
    AskForm,
    DecideForm,
    DeskFilterForm,
    JoinForm,
    NoForm,
    OfferForm,
    RevisionsForm,
    TwinsForm,
)
from participation.papers.curation.listing import NONE, READ
from participation.papers.curation.refusals import OtherDecisions
from participation.papers.curation.rules import GROUPS
from participation.papers.forms import READERS, SelectForm, offered
from participation.papers.models import PaperState
from participation.papers.opening.queries import hides_who_wrote
from participation.papers.pages import Answer, bp
from participation.papers.queries import paper_at_desk
from participation.papers.translating.payloads import unread_translations
from participation.programme.models import ConferenceSession, SessionKind
from participation.programme.queries import session_for, sessions
from participation.programme.subjects import SUBJECTS

# Where a paper at the desk can stand; of those that are held more, by the group "with the child".
STATES = [state for state in PaperState if state not in (PaperState.DRAFT, PaperState.WITHDRAWN)]

F = TypeVar("F", bound=InputForm)


@bp.get("/curate")
def curate_page() -> Answer:
    return _list_page()


def _list_page(refusal: Refusal | None = None) -> Answer:
    actor, form = present_actor(), filter_form()
    desk = payloads.desk(actor, form.asked, form.page.data or "")
    form.organisation.choices = offered(
        [
            ("", sentence("All organisations")),
            *(
                (key, in_language(words, actor.locale))
                for key, words in desk["organisations"].items()
            ),
        ]
    )
    form.subject.choices = offered(
        [
            ("", sentence("All subjects")),
            *((key, in_language(words, actor.locale)) for key, words in SUBJECTS.items()),
            (NONE, sentence("Without a subject")),
        ]
    )
    unread = unread_translations()
    decided, decided_mark = queries.decisions_waiting()
    page = render_template(
        "papers/curate.html",
        desk=desk,
        papers=desk["papers"],
        groups=GROUPS,
        states=STATES,
        subjects=SUBJECTS,
        form=form,
        asked=asdict(form.asked),
        kept=wanted(),
        kept_filters=len(wanted().keys() - {"group", "order"}),
        readers=READERS,
        decided=decided,
        decided_mark=decided_mark,
        may_announce=actor.is_facilitator,
        unread=unread,
        error=refusal.message if refusal else None,
        page_data=_shared_desk(actor, *(each["id"] for each in (*desk["papers"], *unread))),
        bundle="curate",
    )
    return page, refusal.status if refusal else 200


@bp.post("/curate/announce")
def announce_page() -> Answer:
    """Everybody whose paper was decided reads it now."""
    form = cast(AnnounceForm, AnnounceForm.of_page())
    try:
        commands.announce_decisions.once(form.once, present_actor(), form.decided.data)
    except OtherDecisions as refusal:
        return _list_page(refusal)
    return redirect(url_for("papers.curate_page"), 303)


@bp.get("/curate/<paper_id>")
def curate_paper_page(paper_id: str) -> Answer:
    return desk_page(paper_id)


@bp.get("/curate/<paper_id>/revisions")
def revisions_page(paper_id: str) -> Answer:
    """Any two texts of its authors' own side by side; the last two unless told."""
    actor, form = present_actor(), RevisionsForm.of_address(request.args)
    sent = queries.sent_paper(actor, paper_id)
    texts = queries.own_texts(sent)
    by_number = {str(text.number): text for text in texts}
    for field, text in zip((form.one, form.other), (texts * 2)[-2:], strict=False):
        field.choices = offered((number, number) for number in by_number)
        field.data = field.data if field.data in by_number else str(text.number)
    one, other = (by_number.get(field.data) for field in (form.one, form.other))
    return render_template(
        "papers/curate_revisions.html",
        paper=payloads.desk_row(sent, actor),
        texts=texts,
        form=form,
        one=one,
        other=other,
        both=payloads.compared_texts(one, other) if one and other else None,
        asked=wanted(),
        page_data=_shared_desk(actor, paper_id) | {"paper": {"id": paper_id}},
        bundle="curate",
    )


@bp.get("/curate/<paper_id>/twins")
def twins_page(paper_id: str) -> Answer:
    """The papers with which this one can come together, the likeliest first, or by their titles."""
    actor, form = present_actor(), TwinsForm.of_address(request.args)
    sent, at_desk = queries.sent_paper(actor, paper_id), paper_at_desk(actor, paper_id)
    found = twins.twins_of(sent, actor, _my_sessions(actor), form.words)
    return render_template(
        "papers/curate_twins.html",
        paper=payloads.desk_row(sent, actor),
        twins=found,
        form=form,
        read=queries.as_read(at_desk),
        asked=wanted(),
        subjects=SUBJECTS,
        page_data=_shared_desk(actor, paper_id, *(twin["id"] for twin in found))
        | {"paper": {"id": paper_id}},
        bundle="curate",
    )


@bp.post("/curate/<paper_id>")
def decide_page(paper_id: str) -> Answer:
    """`then` says which button; without one the paper is selected for a session."""
    actor = present_actor()
    try:
        _decide(actor, paper_id, cast(DecideForm, DecideForm.of_page()))
    except Refusal as refusal:
        return desk_page(paper_id, refusal)
    return to_paper(paper_id)


@bp.post("/curate/<paper_id>/hold")
def hold_page(paper_id: str) -> Answer:
    """Only its author and the safety team see it from now on."""
    form = InputForm.of_page()
    holding.hold_paper.once(form.once, present_actor(), paper_id)
    return redirect(url_for("papers.curate_page"), 303)


@bp.post("/curate/<paper_id>/lift")
def lift_page(paper_id: str) -> Answer:
    """Whoever saw it before the hold sees it again; its authors alone where it is at no desk."""
    form, actor = InputForm.of_page(), present_actor()
    holding.lift_hold.once(form.once, actor, paper_id)
    if queries.is_at_desk(actor, paper_id):
        return to_paper(paper_id)
    return redirect(url_for("papers.curate_page"), 303)


def _decide(actor: Actor, paper_id: str, form: DecideForm) -> None:
    read = form.read.data or None
    if form.decision == "select":
        chosen = cast(SelectForm, SelectForm.of_page())
        session = session_for(actor, chosen.slug)
        commands.select_paper.once(form.once, actor, paper_id, session.id, read)
    elif form.decision == "join":
        twin = cast(JoinForm, JoinForm.of_page())
        commands.join_paper.once(form.once, actor, paper_id, twin.twin_id, read)
    elif form.decision == "ask":
        asked = cast(AskForm, AskForm.of_page())
        lang = queries.sent_paper(actor, paper_id).language
        letters.ask_about_paper.once(form.once, actor, paper_id, asked.words, lang, read)
    elif form.decision == "offer":
        text = cast(OfferForm, OfferForm.of_page())
        letters.offer_change.once(
            form.once, actor, paper_id, text.title.data or "", text.body.data or "", read
        )
    elif form.decision == "suggest_no":
        said = cast(NoForm, NoForm.of_page())
        commands.suggest_no.once(form.once, actor, paper_id, *said.said, read)
    elif form.decision == "agree":
        commands.agree_to_no.once(form.once, actor, paper_id, read)
    else:
        PLAIN[form.decision].once(form.once, actor, paper_id)


PLAIN = {
    "take_up": commands.take_up_paper,
    "let_go": commands.let_go_of_paper,
    "drop_no": commands.drop_no,
    "look_again": commands.look_again,
}


def filter_form() -> DeskFilterForm:
    """What the address asks of the desk's list; it begins with what this adult reads."""
    form = DeskFilterForm.of_address(request.args)
    if "written" not in request.args:
        form.written.data = READ
    return form


def wanted() -> dict[str, str]:
    """The same as the address of a paper carries it along, so that the way back and the way on
    lead through the same list. An empty language says something: all of them."""
    asked = asdict(filter_form().asked)
    return {
        name: value
        for name, value in asked.items()
        if name in request.args and (value or name == "written")
    }


def to_paper(paper_id: str, *, at: str | None = None) -> Answer:
    """To the desk's page of this paper, in the list that one came from."""
    named: dict[str, Any] = {"paper_id": paper_id, "_anchor": at, **wanted()}
    return redirect(url_for("papers.curate_paper_page", **named), 303)


def desk_page(paper_id: str, refusal: Refusal | None = None) -> Answer:
    """A paper at the desk; after a no with what was typed, and the no."""
    actor = present_actor()
    sent, at_desk = queries.sent_paper(actor, paper_id), paper_at_desk(actor, paper_id)
    paper = payloads.desk_paper(sent, actor)
    can_act = actor.is_facilitator and paper["hand"] != "colleague"
    is_here = can_act and sent.state in rules.AT_THE_DESK
    can_comment = actor.is_facilitator and paper["can_comment"]
    ask, no_form = _kept(AskForm, "ask"), _kept(NoForm, "suggest_no")
    offer = _kept(OfferForm, "offer", title=sent.title, body=sent.body)
    comment = _comment_form(paper)
    can_suggest = is_here and sent.state == PaperState.IN_REVIEW and paper["group"] == "waiting"
    decided, decided_mark = queries.decisions_waiting()
    boxes: dict[str, list[Field]] = {
        "comment": [] if can_comment else [comment.text],
        "suggest_no": [] if can_suggest else [no_form.reason],
        "ask": [] if is_here else [ask.text],
        "offer": [] if is_here else [offer.title, offer.body],
    }
    page = render_template(
        "papers/curate_paper.html",
        paper=paper,
        paragraphs=paper["paragraphs"],
        beside=listing.beside(actor, paper_id, filter_form().asked),
        asked=wanted(),
        subjects=SUBJECTS,
        no=payloads.waiting_no(at_desk),
        read=queries.as_read(at_desk),
        can_act=can_act,
        is_here=is_here,
        can_comment=can_comment and bool(comment.sentence.choices),
        can_hold=actor.is_facilitator or actor.has("safeguarding"),
        can_lift=actor.has("safeguarding"),
        can_ask_who=actor.has("safeguarding") and hides_who_wrote(paper_id),
        can_sort=actor.is_facilitator,
        decided=decided,
        decided_mark=decided_mark,
        schedule=next((one.slug for one in _my_sessions(actor) if one.id == sent.session_id), None),
        form=_select_form(actor) if is_here else None,
        ask=ask,
        offer=offer,
        comment=comment,
        places=PLACES,
        readers=READERS,
        no_form=no_form,
        can_suggest=can_suggest,
        refused=_pressed() if refusal else None,
        # What was just refused where the page has no box for it any more.
        typed=boxes.get(_pressed(), []) if refusal else [],
        error=refusal.message if refusal else None,
        page_data=_shared_desk(actor, paper_id)
        | {"paper": {"id": paper_id}, "subjects": _subjects()},
        bundle="curate",
    )
    return page, refusal.status if refusal else 200


def _subjects() -> list[dict[str, Any]]:
    return [{"id": key, "words": words} for key, words in SUBJECTS.items()]


def _pressed() -> str:
    """Which button brought this page; none where it was only opened."""
    if request.endpoint == "papers.comment_page":
        return "comment"
    return request.form.get("then", "") if request.method == "POST" else ""


def _kept(form: type[F], step: str, **data: str) -> F:
    """The form with what was typed in it, where this very one was refused; else as it begins."""
    return form(request.form if _pressed() == step else None, data=data)


def _comment_form(paper: dict[str, Any]) -> CommentForm:
    """Every sentence of the paper can be commented on."""
    form = _kept(CommentForm, "comment")
    form.revision.raw_data, form.revision.data = None, paper["revision"]
    form.sentence.choices = offered(
        ("{}-{}".format(*each["place"]), each["opening"]["text"])
        for paragraph in paper["paragraphs"]
        for each in paragraph["sentences"]
    )
    return form


def _select_form(actor: Actor) -> SelectForm | None:
    """The sessions that this facilitator may choose a paper for."""
    form = SelectForm(formdata=None)
    form.session.choices = offered(
        (session.slug, in_language(session.title, actor.locale)) for session in _my_sessions(actor)
    )
    return form if form.session.choices else None


def _my_sessions(actor: Actor) -> list[ConferenceSession]:
    return [
        session
        for session in sessions()
        if session.kind != SessionKind.CLOSED and actor.has("facilitator", session.id)
    ]


def _shared_desk(actor: Actor, *paper_ids: str) -> dict[str, Any]:
    """What each page of the desk embeds: the topic, and how the papers stand that are on it."""
    version = desk_version("curation")
    return frame_data(actor, "curation", "curate") | {
        "topics": {"curation": {"version": version, "data": payloads.curation_topic()}},
        "standing": payloads.standing(actor, paper_ids),
    }
