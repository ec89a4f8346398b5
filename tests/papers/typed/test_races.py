"""The child's tap and the adult's save at the same moment."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound
from participation.papers import commands
from participation.papers.authors.rules import number_of
from participation.papers.models import Paper
from participation.papers.typed.commands import say_own_words, type_for_child
from participation.papers.typed.refusals import WordsChanged
from tests.papers.test_races import at_once
from tests.papers.typed.test_typed import TOLD, typed
from tests.world import World


@pytest.mark.parametrize("round_", range(4))
def test_she_says_yes_to_what_she_saw_or_reads_once_more(
    app: Flask, world: World, round_: int
) -> None:
    adult, child = world.facilitator(), world.delegate()
    paper = typed(adult, child)
    said, saved = at_once(
        app,
        lambda: say_own_words(child, paper, 1),
        lambda: commands.save_draft(adult, paper, "Stairs", TOLD + " And more.", "en", 1),
    )
    row = db.session.get_one(Paper, paper, populate_existing=True)
    if isinstance(said, dict):
        assert isinstance(saved, NotFound), "too late: it is hers"
        assert (row.draft_body, row.own_words_at is None) == (TOLD, False)
    else:
        assert isinstance(said, WordsChanged)
        assert (row.draft_body, row.own_words_at) == (TOLD + " And more.", None)


def test_a_double_press_begins_one_paper(app: Flask, world: World) -> None:
    adult, child = world.facilitator(), world.delegate()
    number = number_of(child.person_id or "")
    one, other = at_once(
        app,
        lambda: type_for_child.once("press-1", adult, number, "en"),
        lambda: type_for_child.once("press-1", adult, number, "en"),
    )
    assert one == other
    assert db.session.query(Paper).count() == 1
