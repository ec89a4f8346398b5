"""Two tell in words what can be seen in one picture: no word of either is lost."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.foundation.refusals import NotFound, NotNow
from participation.papers import payloads
from participation.papers.pictures import commands, telling
from participation.papers.pictures.refusals import TooLongTogether
from participation.papers.pictures.rules import LONGEST_ALT
from participation.papers.pictures.telling import Told, tell_picture
from tests.doors import Browser
from tests.world import World

TREE = ("picture", "A tree")


def alt_of(author: Actor, paper: str) -> str:
    db.session.rollback()
    (picture,) = payloads.own_paper(author, paper)["pictures"]
    return str(picture["alt"]["text"]) if picture["alt"] else ""


def picture_of(author: Actor, paper: str) -> str:
    return str(payloads.own_paper(author, paper)["pictures"][0]["id"])


@pytest.mark.parametrize(
    ("was", "kept", "written", "stands"),
    [
        ("A tree", "A tree", "A tree with a swing", "A tree with a swing"),
        ("A tree", "A tree with a swing", "A tree", "A tree with a swing"),
        ("", "A tree", "A tree with a swing", "A tree with a swing"),
        ("", "A river", "A bridge", "A river\n\nA bridge"),
        ("A tree", "A tall tree", "A tree and a house", "A tall tree\n\nA tree and a house"),
        ("A tree\nA swing", "A tall tree\nA swing", "A tree\nA red swing", None),
        ("A tree", "A river\n\nA tree", "A tree with a swing", "A river\n\nA tree with a swing"),
        ("A tree", "A tree", "", ""),
        ("A tree", "A tree with a swing", "", "A tree with a swing"),
    ],
)
def test_what_only_one_changed_is_as_that_one_wrote_it_and_else_both_stand(
    was: str, kept: str, written: str, stands: str | None
) -> None:
    found = telling.told_by_both(was, kept, written).draft.body
    if stands is not None:
        assert found == stands
    else:
        assert {"A tall tree", "A red swing"} <= set(found.split("\n"))


def test_two_who_began_from_the_same_words_both_have_theirs_kept(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    tell_picture(author, paper, picture, Told("Her words", "A tree"))
    kept = tell_picture(author, paper, picture, Told("His words", "A tree"))
    assert alt_of(author, paper) == kept.alt == "Her words\n\nHis words"
    (place,) = kept.both
    assert (place["kept"], place["written"]) == ("Her words", "His words")
    assert place["stands"] == kept.alt


def test_the_same_words_sent_twice_stand_once(world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    first = tell_picture(author, paper, picture, Told("A tree and a bird", "A tree"))
    again = tell_picture(author, paper, picture, Told("A tree and a bird", "A tree"))
    assert (again.alt, again.version, again.both) == (first.alt, first.version, [])


def test_what_came_in_between_is_met_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    merge, others = telling.told_by_both, ["Hers, a moment before"]

    def somebody_is_faster(was: str, kept: str, written: str) -> Any:
        if others:
            commands.describe_picture(author, paper, picture, others.pop())
        return merge(was, kept, written)

    monkeypatch.setattr(telling, "told_by_both", somebody_is_faster)
    tell_picture(author, paper, picture, Told("His", "A tree"))
    assert alt_of(author, paper) == "Hers, a moment before\n\nHis"


def test_where_both_do_not_fit_nothing_changes_and_the_answer_tells_what_stands_there(
    app: Flask, world: World
) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    hers, his = "H" * (LONGEST_ALT // 2), "S" * (LONGEST_ALT // 2)
    tell_picture(author, paper, picture, Told(hers, "A tree"))
    with pytest.raises(TooLongTogether) as no:
        tell_picture(author, paper, picture, Told(his, "A tree"))
    assert no.value.state == {"picture": picture, "alt": hers, "most": LONGEST_ALT}
    assert alt_of(author, paper) == hers
    # Once the other was read, only these may stand there.
    tell_picture(author, paper, picture, Told(his, hers))
    assert alt_of(author, paper) == his


def test_another_child_and_a_paper_at_the_desk_are_refused(world: World) -> None:
    author, other = world.delegate(), world.delegate()
    paper = world.paper(author, "submitted", pictures=[TREE])
    picture = picture_of(author, paper)
    for actor, at, no in ((other, picture, NotFound), (author, "0" * 32, NotFound)):
        with pytest.raises(no):
            tell_picture(actor, paper, at, Told("Mine", "A tree"))
        db.session.rollback()
    with pytest.raises(NotNow):
        tell_picture(author, paper, picture, Told("Mine", "A tree"))
    assert alt_of(author, paper) == "A tree"


def test_the_page_answers_with_the_words_of_both(app: Flask, world: World) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    tell_picture(author, paper, picture, Told("Hers", "A tree"))
    fields = {"act": f"words-{picture}", f"alt-{picture}": "His", f"was-{picture}": "A tree"}
    page = Browser(app, author)
    answer = page.ask(f"/papers/{paper}/pictures", on=f"/papers/{paper}", **fields)
    assert answer["alt"] == "Hers\n\nHis"
    assert answer["both"] == [
        {"where": "body", "kept": "Hers", "written": "His", "stands": "Hers\n\nHis"}
    ]


def test_without_javascript_a_stale_page_keeps_both_and_shows_both_where_they_do_not_fit(
    app: Flask, world: World
) -> None:
    author = world.delegate()
    paper = world.paper(author, pictures=[TREE])
    picture = picture_of(author, paper)
    page = Browser(app, author)
    assert f'name="was-{picture}" value="A tree"' in page.get(f"/papers/{paper}").get_data(True)

    def pressed(alt: str, was: str) -> Any:
        fields = {"act": f"words-{picture}", f"alt-{picture}": alt, f"was-{picture}": was}
        return page.post(f"/papers/{paper}/pictures", **fields)

    tell_picture(author, paper, picture, Told("Hers", "A tree"))
    assert pressed("His\r\nand a bird", "A tree").status_code == 303
    assert alt_of(author, paper) == "Hers\n\nHis\nand a bird"
    long = "S" * LONGEST_ALT
    stands = alt_of(author, paper)
    answer = pressed(long, "A tree")
    shown = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert f">{long}</textarea>" in shown
    assert "Both texts together are too long" in shown
    assert "On the other device" in shown
    assert alt_of(author, paper) == stands
    assert pressed(long, stands).status_code == 303
    assert alt_of(author, paper) == long
