"""The doors of concerns. For anyone: telling, and coming back with the code; for the pair: the
list, one concern, what is done about it."""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from participation.foundation import clock
from participation.foundation.actors import Actor
from participation.foundation.extensions import csrf, socketio
from participation.foundation.frames import frame_data
from participation.foundation.languages import DEFAULT
from participation.foundation.pacing import Pace, Paces
from participation.foundation.pages import DEVICE_COOKIE, present_actor, spoken_language
from participation.foundation.receipt_codes import new_code, read_code, stub_of
from participation.foundation.refusals import BadInput, Refusal, sentence
from participation.foundation.settings import settings
from participation.people import tokens
from participation.people.access.queries import waiting_for
from participation.people.refusals import ConfirmFirst
from participation.safeguarding import payloads as help_payloads
from participation.safeguarding import sealing
from participation.safeguarding.concerns import commands, exporting, payloads, queries, rules
from participation.safeguarding.concerns import permissions as _  # noqa: F401 - declared first
from participation.safeguarding.concerns.forms import (
    ActForm,
    CodeForm,
    ExportForm,
    OpenForm,
    TellForm,
)
from participation.safeguarding.concerns.models import Concern
from participation.safeguarding.concerns.refusals import FromElsewhere, ToldAlready
from participation.safeguarding.posts.queries import post_of, present_posts

bp = Blueprint("concerns", __name__)

Answer = str | BaseResponse | tuple[str, int]

# Two a second is more than any hall tells; a flood waits up to ten seconds and is taken as well.
TELLING = Pace(20, 2, longest_s=10)
# A child types a code once or twice; whoever guesses waits, on this device and on the whole server.
LOOKING = Pace(40, 5, longest_s=10)
LOOKING_HERE = Paces(6, 0.2, longest_s=8)
PAGE_KEY_LASTS = timedelta(minutes=5)


@bp.post("/help")
@csrf.exempt
def tell() -> Answer:
    """The one post that sets and reads no cookie (docs/decisions/concerns.md)."""
    form, lang = TellForm(), spoken_language(request)
    page_id = tokens.unsign("help-page", form.page.data) or token_hex(16)
    told, code = form.told(lang, page_id), new_code(commands.KIND, page_id)
    concern = None if told.has_words else queries.told_with(rules.page_hash(page_id))
    if concern is None:  # else it only looks again
        socketio.sleep(TELLING.take())  # type: ignore[arg-type] # takes parts of a second
        try:
            _only_from_here()
            concern = _tell(told, code)
        except Refusal as refusal:
            return _nothing_sent(form, page_id, refusal)
    return render_template(
        "safeguarding/told.html",
        **help_payloads.help_page(lang),
        receipt=payloads.receipt(concern),
        code=code,
        page=tokens.sign("help-page", page_id),
    )


@bp.get("/answers")
def answers_page() -> Answer:
    return render_template("safeguarding/answers.html", form=CodeForm(formdata=None))


@bp.post("/answers")
def open_answers() -> Answer:
    form = cast(CodeForm, CodeForm.of_page())
    device = tokens.unsign("device", request.cookies.get(DEVICE_COOKIE))
    wait = max(LOOKING.take(), LOOKING_HERE.of(device or "").take())
    socketio.sleep(wait)  # type: ignore[arg-type] # takes parts of a second
    code = read_code(form.code.data or "")
    opened = payloads.opened_by(code) if code else None
    lang = spoken_language(request)
    ways = help_payloads.help_page(lang) if opened else {}
    return render_template(
        "safeguarding/answers.html", form=form, tried=True, opened=opened, **ways
    )


@bp.get("/safety")
def safety_page() -> Answer:
    actor = present_actor()
    post = post_of(actor)
    courses = []
    if post and post.public_key:
        commands.note_looking(actor)
        courses = queries.courses_for(actor)
    person_id = actor.person_id or ""
    page = frame_data(actor, "safety", "safety") | {
        "topics": {"safety": {"version": 0, "data": payloads.safety_topic(person_id)}}
    }
    return render_template(
        "safeguarding/safety.html",
        post=post,
        concerns=payloads.list_of(courses, person_id),
        act_form=ActForm(formdata=None),
        somebody_asks=bool(waiting_for(actor)),
        page_data=page,
        bundle="safety",
    )


@bp.get("/safety/<concern_id>")
def concern_page(concern_id: str) -> Answer:
    actor = present_actor()
    commands.note_looking(actor, concern_id)
    concern = queries.concern_for(actor, concern_id)
    return _page(payloads.course_page(queries.course_of(concern)))


@bp.post("/safety/<concern_id>/open")
def open_page(concern_id: str) -> Answer:
    actor, form = present_actor(), OpenForm()
    try:
        form.checked()
        private = commands.open_concern(actor, concern_id, form.passphrase.data or "")
    except Refusal as refusal:
        concern = queries.concern_for(actor, concern_id)
        return _page(payloads.course_page(queries.course_of(concern)), refusal=refusal)
    return _opened(concern_id, private)


@bp.post("/safety/<concern_id>")
def act_page(concern_id: str) -> Answer:
    actor, form = present_actor(), cast(ActForm, ActForm.of_page())
    try:
        _act(actor, concern_id, form)
    except ConfirmFirst:
        raise  # asked for in a page of its own, which carries on what was typed here
    except Refusal as refusal:
        return _opened_again(concern_id, form.page_key.data, refusal)
    return _opened_again(concern_id, form.page_key.data)


@bp.post("/safety/<concern_id>/export")
def export_page(concern_id: str) -> Answer:
    form = cast(ExportForm, ExportForm.of_page())
    private = _carried(concern_id, form.page_key.data)
    if private is None:
        return redirect(url_for("concerns.concern_page", concern_id=concern_id), 303)
    try:
        sealed = exporting.export(
            present_actor(), concern_id, private, form.file_passphrase.data, form.public_key.data
        )
    except Refusal as refusal:
        return _opened_again(concern_id, form.page_key.data, refusal)
    name = f"concern-{concern_id[:8]}.sawt"
    return Response(
        sealed,
        mimetype="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _act(actor: Actor, concern_id: str, form: ActForm) -> None:
    then, words, lang = form.then.data or "", form.text.data or "", form.lang.data or DEFAULT
    if then == "acknowledge":
        commands.acknowledge.once(form.once, actor, concern_id)
    elif then == "sign":
        commands.sign.once(form.once, actor, concern_id)
    elif then == "hand_on":
        commands.re_seal(actor, form.passphrase.data or "", form.to.data or "", concern_id)
    elif not words:
        raise BadInput({"text": str(sentence("Please write something first."))})
    elif then == rules.ANSWER:
        commands.answer.once(form.once, actor, concern_id, words, lang)
    else:
        told = {"text": words, "whom": form.whom.data or "", "when": form.when.data or ""}
        commands.write_entry.once(form.once, actor, concern_id, then, told)


def _tell(told: commands.Told, code: str) -> Concern:
    for _attempt in range(2):
        try:
            concern_id = commands.tell(present_actor(), told, stub_of(code))["concern"]
            break
        except ToldAlready:
            continue
    else:
        raise ToldAlready
    concern = queries.concern_with(concern_id)
    assert concern is not None  # noqa: S101 - just kept
    return concern


def _only_from_here() -> None:
    """Where the browser says which page posts, it is one of this site. Refusal: FromElsewhere."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise FromElsewhere
        return
    ours = {request.host, *(urlsplit(url).netloc for url in (settings().url,))}
    if origin is not None and urlsplit(origin).netloc not in ours:
        raise FromElsewhere


def _nothing_sent(form: TellForm, page_id: str, refusal: Refusal) -> Answer:
    page = render_template(
        "safeguarding/help.html",
        **help_payloads.help_page(spoken_language(request)),
        tell=payloads.tell_form(),
        page=tokens.sign("help-page", page_id),
        kept=form,
        nothing_sent=True,
    )
    return page, refusal.status


def _page(
    concern: dict[str, object], page_key: str | None = None, refusal: Refusal | None = None
) -> Answer:
    page = render_template(
        "safeguarding/concern.html",
        concern=concern,
        page_key=page_key,
        error=refusal.message if refusal else None,
        open_form=OpenForm(formdata=None),
        form=ActForm(formdata=None),
        export_form=ExportForm(formdata=None),
        posts=present_posts(),
        page_data=frame_data(present_actor(), "safety", "safety"),
        bundle="safety",
    )
    return page, refusal.status if refusal else 200


def _opened(concern_id: str, private: bytes, refusal: Refusal | None = None) -> Answer:
    concern = queries.concern_for(present_actor(), concern_id)
    key = sealing.page_key(
        private, settings().secret_key, _bound_to(concern_id), clock.now() + PAGE_KEY_LASTS
    )
    return _page(payloads.opened_page(queries.course_of(concern), private), key, refusal)


def _opened_again(concern_id: str, carried: str | None, refusal: Refusal | None = None) -> Answer:
    """The page as it was before an act: opened still, where its key is good for some minutes."""
    private = _carried(concern_id, carried)
    if private is not None:
        return _opened(concern_id, private, refusal)
    if refusal is None:
        return redirect(url_for("concerns.concern_page", concern_id=concern_id), 303)
    concern = queries.concern_for(present_actor(), concern_id)
    return _page(payloads.course_page(queries.course_of(concern)), refusal=refusal)


def _carried(concern_id: str, carried: str | None) -> bytes | None:
    try:
        return sealing.of_page_key(
            carried or "", settings().secret_key, _bound_to(concern_id), clock.now()
        )
    except sealing.CannotOpen:
        return None


def _bound_to(concern_id: str) -> str:
    actor = present_actor()
    return f"{actor.person_id} {actor.device_id} {concern_id}"
