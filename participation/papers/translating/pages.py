"""Pages of whoever translates. All work without JavaScript."""

from __future__ import annotations

from typing import cast

from flask import redirect, render_template, url_for

from participation.foundation.languages import LANGUAGES
from participation.foundation.pages import present_actor
from participation.foundation.policies import require
from participation.foundation.refusals import NotFound, Refusal
from participation.papers.book.pages import kept_true
from participation.papers.curation.pages import desk_page, to_paper
from participation.papers.pages import Answer, bp
from participation.papers.permissions import POLICIES
from participation.papers.translating import payloads, queries
from participation.papers.translating.commands import offer_translation, read_translation
from participation.papers.translating.forms import ReadTranslationForm, TranslationForm


@bp.get("/translate")
def translate_desk_page() -> Answer:
    actor = present_actor()
    require(POLICIES["papers.translate_desk_page"], actor)
    papers = payloads.translators_desk(actor)
    return render_template("papers/translate.html", papers=papers, **kept_true())


@bp.get("/translate/<paper_id>/<lang>")
def translate_page(paper_id: str, lang: str) -> Answer:
    return _page(paper_id, lang)


@bp.post("/translate/<paper_id>/<lang>")
def offer_translation_page(paper_id: str, lang: str) -> Answer:
    """A no keeps every word in the page."""
    form = TranslationForm()
    try:
        form.checked()
        offer_translation.once(form.once, present_actor(), paper_id, _known(lang), *form.said)
    except NotFound as refusal:
        return _only_typed(lang, form, refusal)
    except Refusal as refusal:
        return _page(paper_id, lang, form, refusal)
    return redirect(url_for("papers.translate_desk_page"), 303)


@bp.post("/curate/<paper_id>/translations")
def read_translation_page(paper_id: str) -> Answer:
    """Another adult has read it."""
    try:
        form = cast(ReadTranslationForm, ReadTranslationForm.of_page())
        read_translation.once(
            form.once,
            present_actor(),
            paper_id,
            form.translation_id,
            lets_through=form.lets_through,
        )
    except Refusal as refusal:
        return desk_page(paper_id, refusal)
    return to_paper(paper_id)


def _page(
    paper_id: str,
    lang: str,
    form: TranslationForm | None = None,
    refusal: Refusal | None = None,
) -> Answer:
    actor = present_actor()
    require(POLICIES["papers.translate_page"], actor)
    paper = payloads.to_translate(queries.paper_to_translate(actor, paper_id), _known(lang))
    if form is None:
        before = paper["before"] or {"title": "", "pieces": []}
        kept = {"title": before["title"], "words": before["pieces"], "number": paper["number"]}
        form = TranslationForm(formdata=None, data=kept)
    # Whoever sends once more has seen the words that stand here now.
    form.number.raw_data, form.number.data = None, paper["number"]
    words = [*(form.words.data or []), *([""] * len(paper["pieces"]))]
    page = render_template(
        "papers/translate_paper.html",
        paper=paper,
        into=payloads.side(lang),
        form=form,
        words=words[: len(paper["pieces"])],
        left=words[len(paper["pieces"]) : len(form.words.data or [])],
        error=refusal.message if refusal else None,
        **kept_true("translate"),
    )
    return page, refusal.status if refusal else 200


def _only_typed(lang: str, form: TranslationForm, refusal: Refusal) -> Answer:
    """The paper is not hers to read any more; what she typed still is, and nothing else."""
    page = render_template(
        "papers/translate_paper.html",
        paper=None,
        into=payloads.side(_known(lang)),
        form=form,
        left=[each for each in (form.title.data, *(form.words.data or [])) if each],
        error=refusal.message,
    )
    return page, refusal.status


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise NotFound
    return lang
