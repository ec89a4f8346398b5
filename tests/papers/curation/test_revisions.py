"""Any two texts of a paper side by side: what its authors sent, and changes they said yes to."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.papers import commands as authors
from participation.papers.curation import commands as curating
from participation.papers.curation import letters, payloads
from participation.papers.curation.queries import own_texts, sent_paper
from participation.papers.queries import paper_for
from tests.papers.test_doors import browser_of
from tests.world import World


@pytest.fixture
def hall(sqlite_app: Flask) -> World:
    return World()


def sends(author: Actor, paper: str, body: str, lang: str = "en") -> None:
    row = paper_for(author, paper)
    authors.save_draft(author, paper, "T", body, lang, row.draft_version)
    authors.submit_paper(author, paper)


def numbers(adult: Actor, paper: str) -> list[int]:
    db.session.rollback()
    return [text.number for text in own_texts(sent_paper(adult, paper))]


def a_history(hall: World) -> tuple[Actor, Actor, str]:
    """Sent, a change refused, sent anew in Arabic, a change taken, and one that waits."""
    author, adult = hall.delegate(), hall.facilitator()
    paper = hall.paper(author, "submitted", title="T", body="I want a lamp.")
    refused = letters.offer_change(adult, paper, "T", "I want no lamp.")["offer"]
    letters.reply_to_offer(author, paper, refused, says_yes=False)
    letters.ask_about_paper(adult, paper, "Where?", "en")
    sends(author, paper, "أريد مصباحًا.", "ar")
    taken = letters.offer_change(adult, paper, "T", "أريد مصباحين.")["offer"]
    letters.reply_to_offer(author, paper, taken, says_yes=True)
    letters.offer_change(adult, paper, "T", "Nobody said yes to this.")
    return author, adult, paper


def test_what_only_an_adult_wrote_is_none_of_its_texts(hall: World) -> None:
    author, adult, paper = a_history(hall)
    assert numbers(adult, paper) == [1, 3, 4]
    assert [text.is_offered for text in own_texts(sent_paper(adult, paper))] == [False, False, True]
    authors.take_back(author, paper)
    authors.bring_back(author, paper)
    sends(author, paper, "From the beginning.")
    assert numbers(adult, paper) == [6], "what she took back is on no desk"


def test_two_texts_differ_in_both_directions_each_in_its_own(hall: World) -> None:
    _, adult, paper = a_history(hall)
    english, arabic, changed = own_texts(sent_paper(adult, paper))
    both = payloads.compared_texts(arabic, changed)
    differ = [
        [part["text"] for part in both[side]["body"]["parts"] if part["is_changed"]]
        for side in ("before", "after")
    ]
    assert differ == [["مصباحًا."], ["مصباحين."]]
    back = payloads.compared_texts(changed, arabic)
    assert (back["before"], back["after"]) == (both["after"], both["before"])
    mixed = payloads.compared_texts(english, arabic)
    assert [mixed[side]["body"]["dir"] for side in ("before", "after")] == ["ltr", "rtl"]


def test_the_page_shows_the_last_two_or_those_that_are_asked_for(
    hall: World, sqlite_app: Flask
) -> None:
    _, adult, paper = a_history(hall)
    safety = hall.signed_in(hall.person("safeguarding", kind="adult"))
    for reader in (adult, safety):
        page = browser_of(sqlite_app, reader).get(f"/curate/{paper}/revisions").text
        assert "<del>مصباحًا.</del>" in page
        assert "<ins>مصباحين.</ins>" in page
        assert "Nobody said yes" not in page
    browser = browser_of(sqlite_app, adult)
    turned = browser.get(f"/curate/{paper}/revisions?one=4&other=3").text
    assert "<del>مصباحين.</del>" in turned
    first = browser.get(f"/curate/{paper}/revisions?one=1&other=4&group=child").text
    assert "I want a lamp." in first
    assert f'href="/curate/{paper}?group=child"' in first
    for odd in ("one=2&other=5", "one=x&other=-1", "one=1&other=1"):
        assert browser.get(f"/curate/{paper}/revisions?{odd}").status_code == 200
    once = hall.paper(hall.delegate(), "submitted")
    assert "<ins>" not in browser.get(f"/curate/{once}/revisions").text
    for actor in (hall.delegate(), hall.signed_in(hall.person("organiser", kind="adult"))):
        answer = browser_of(sqlite_app, actor).get(f"/curate/{paper}/revisions")
        assert answer.status_code in (403, 404)
    with pytest.raises(NotFound):
        sent_paper(hall.delegate(), paper)


def test_the_desk_says_who_reads_it_aloud_as_the_author_chose(
    hall: World, sqlite_app: Flask
) -> None:
    session = hall.session()
    author, adult = hall.delegate(), hall.facilitator(session)
    browser = browser_of(sqlite_app, adult)
    paper = hall.paper(author, "submitted")
    curating.select_paper(adult, paper, session.id)
    curating.announce_decisions(adult)
    pages = ("/curate", f"/curate/{paper}")
    assert all("reads it aloud" not in browser.get(page).text for page in pages)
    authors.confirm_paper(author, paper, 1, "friend")
    assert all("A friend of the author reads it aloud" in browser.get(p).text for p in pages)
    authors.confirm_paper(author, paper, 1, "nobody")
    assert all("Nobody reads it aloud" in browser.get(page).text for page in pages)
