"""What was typed without a script stays in the page whose writer is signed in no more."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_wtf.csrf import CSRFError

from participation.foundation.pages import FormTooOld, came_from, refuse, wants_json
from participation.foundation.refusals import NotSignedIn, Refusal
from participation.papers.forms import PaperForm
from participation.papers.pages import Answer, bp
from participation.papers.rules import Draft, has_words

# The doors that a sheet is sent through, and the one by which its words are kept.
KEEPS = {
    "papers.write_page": "papers.write_page",
    "papers.file_page": "papers.write_page",
    "papers.pictures_page": "papers.write_page",
    "papers.type_page": "papers.type_page",
}


@bp.errorhandler(NotSignedIn)
@bp.errorhandler(CSRFError)
def stay_in_page(problem: Exception) -> Answer:
    """The no, with every word that came, to be kept from there once its writer is signed in. Words
    that another site sent are nobody's here."""
    refusal = problem if isinstance(problem, Refusal) else FormTooOld()
    door = KEEPS.get(request.endpoint or "")
    form = PaperForm() if request.method == "POST" else PaperForm(formdata=None)
    if door is None or wants_json() or not came_from() or not has_words(Draft(*form.draft)):
        return refuse(refusal)
    page = render_template(
        "papers/stays_in_page.html",
        form=form,
        action=url_for(door, **(request.view_args or {})),
    )
    return page, refusal.status
