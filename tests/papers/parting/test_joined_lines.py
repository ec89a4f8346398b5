"""Lines of several that are made one line: whoever leaves, each has her own words, and nobody has
another's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.extensions import db
from participation.papers import queries
from participation.papers.authors.commands import leave_paper
from participation.papers.authors.joining import parts_after
from participation.papers.authors.pieces import Parts, cut, whole
from participation.papers.curation import letters
from participation.papers.parting.keeping import rescue
from tests.papers.parting.test_parting import comes_back, read, with_body
from tests.papers.test_authors import sent, together, writes
from tests.world import World

HERS = "The stairs are dark."
HIS = "My sister waits long and the bus never says when it comes."
THIRD = "A lamp that children can reach."


def body_of(author: Actor, paper: str) -> str:
    db.session.rollback()
    db.session.expire_all()
    return queries.paper_for(author, paper).draft_body


def pieces(lines: Sequence[str], parts: Sequence[Parts]) -> list[list[tuple[str, str]]]:
    return [cut(line, of) for line, of in zip(lines, parts, strict=True)]


def becomes(*texts: Sequence[str], whose: str = "ABC") -> list[list[tuple[str, str]]]:
    """Whose each piece of the last text is: A's, B's, C's lines were made it by W, step by step."""
    before, parts = texts[0], [whole(who) for who in whose[: len(texts[0])]]
    for after in texts[1:]:
        parts = parts_after(before, parts, after, "W")
        before = after
    return pieces(before, parts)


@pytest.mark.parametrize("leaver", [0, 1])
@pytest.mark.parametrize("joins", ["hers", "his", "an adult's offer"])
@pytest.mark.parametrize("between", [" ", ""])
def test_whoever_leaves_after_two_lines_were_made_one_each_has_her_own(
    sqlite_app: Flask, leaver: int, joins: str, between: str
) -> None:
    world = World()
    both = mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, HERS)
    writes(sami, paper, f"{HERS}\n\n{HIS}")
    if joins == "an adult's offer":
        sent(paper, *both)
        reader = world.facilitator()
        offer = letters.offer_change(reader, paper, "Together", f"{HERS}{between}{HIS}")["offer"]
        for each in both:
            letters.reply_to_offer(each, paper, offer, says_yes=True)
    else:
        writes(mina if joins == "hers" else sami, paper, f"{HERS}{between}{HIS}")
    assert body_of(mina, paper) == f"{HERS}{between}{HIS}"
    own = leave_paper(both[leaver], paper)["paper"]
    assert body_of(both[leaver], own) == (HERS, HIS)[leaver]
    assert body_of(both[1 - leaver], paper) == (HIS, HERS)[leaver]


@pytest.mark.parametrize("leaver", [0, 1, 2])
def test_of_three_lines_in_one_each_takes_her_own(sqlite_app: Flask, leaver: int) -> None:
    world = World()
    children = [world.delegate(), world.delegate(), world.delegate()]
    paper, lines = together(world, *children), [HERS, HIS, THIRD]
    for number, child in enumerate(children, 1):
        writes(child, paper, "\n\n".join(lines[:number]))
    writes(children[1], paper, f"{HERS} {HIS}\n\n{THIRD}")
    writes(children[2], paper, " ".join(lines))
    own = leave_paper(children[leaver], paper)["paper"]
    rest = [line for line in lines if line != lines[leaver]]
    others = [child for child in children if child is not children[leaver]]
    assert body_of(children[leaver], own) == lines[leaver]
    assert body_of(others[0], paper) == " ".join(rest)
    own = leave_paper(others[0], paper)["paper"]
    assert (body_of(others[0], own), body_of(others[1], paper)) == tuple(rest)


def test_three_lines_that_are_alike_in_length_are_each_ones_own_in_one_line() -> None:
    lines = [HERS, "Nobody mends lamps.", "We are afraid of it."]
    assert becomes(lines, [" ".join(lines)]) == [
        [(f"{lines[0]} ", "A"), (f"{lines[1]} ", "B"), (lines[2], "C")]
    ]


def test_a_word_that_is_changed_in_a_joined_line_leaves_it_of_both() -> None:
    two = [HERS, HIS]
    changed = f"The steps are dark. {HIS.replace('bus', 'tram')}"
    hers, his = changed[:20], changed[20:]
    assert becomes(two, [changed]) == [[(hers, "A"), (his, "B")]], "at once"
    assert becomes(two, [f"{HERS} {HIS}"], [changed]) == [[(hers, "A"), (his, "B")]], "later"
    new = f"{HERS} And cold. {HIS}"
    assert becomes(two, [f"{HERS} {HIS}"], [new]) == [[(f"{HERS} And cold. ", "A"), (HIS, "B")]]
    short = f"Darker stairs. {HIS}"
    assert becomes(["Dark stairs.", HIS], [short]) == [[("Darker stairs. ", "A"), (HIS, "B")]]


def test_what_was_joined_and_cut_elsewhere_is_of_whoever_began_each_word() -> None:
    joined = f"{HERS} {HIS}"
    for at in (len(f"{HERS} My sister"), len("The stairs")):
        elsewhere = [joined[:at], joined[at:].strip()]
        found = becomes([HERS, HIS], [joined], elsewhere)
        for who, words in (("A", HERS), ("B", HIS)):
            kept = [piece.strip() for line in found for piece, writer in line if writer == who]
            assert " ".join(kept) == words
        assert becomes([HERS, HIS], [joined], elsewhere, [joined]) == [
            [(f"{HERS} ", "A"), (HIS, "B")]
        ]
    assert becomes([HERS, HIS], [joined], [HERS, HIS]) == [[(HERS, "A")], [(HIS, "B")]]


def test_a_heading_and_an_arabic_line_keep_their_signs_when_they_are_joined() -> None:
    heading = ["# Our dark stairs", HIS]
    assert becomes(heading, [" ".join(heading)]) == [[("# Our dark stairs ", "A"), (HIS, "B")]]
    after = [HIS, "# Our dark stairs"]
    assert becomes(after, [" ".join(after)]) == [[(f"{HIS} ", "A"), ("# Our dark stairs", "B")]]
    quoted = [HIS, "«Where is it?» she asks."]
    assert becomes(quoted, [" ".join(quoted)])[0][1] == (quoted[1], "B")
    arabic = ["الدَّرَجُ مُظلِمٌ جدًّا.", "أختي تنتظر طويلًا، والحافلة لا تقول متى تأتي."]
    assert becomes(arabic, [" ".join(arabic)]) == [[(f"{arabic[0]} ", "A"), (arabic[1], "B")]]
    plain = "الدرج مظلم جدا"
    assert becomes(arabic, [plain + arabic[1]]) == [[(plain, "A"), (arabic[1], "B")]]


def test_a_line_that_another_puts_into_a_long_one_of_his_stays_hers() -> None:
    words = "I have walked home from school by myself every day since my brother moved away"
    assert becomes([HERS], [f"{words}. {HERS}"]) == [[(f"{words}. ", "W"), (HERS, "A")]]
    assert becomes([HERS, HIS], [f"{words}, the dark, and the bus.", HIS]) == [
        [(f"{words}, the dark, and the bus.", "W")],
        [(HIS, "B")],
    ], "a few words of a line that is gone are no line"


def test_alike_lines_are_nobody_elses_because_one_is_gone() -> None:
    stairs, street = "I want a lamp on the stairs.", "I want a lamp on the street."
    changed = "I want a big lamp on the stairs."
    assert becomes([stairs, street], [changed]) == [[(changed, "A")]]
    assert becomes([stairs, street], [f"{street} {stairs}"]) == [
        [(f"{street} ", "B"), (stairs, "A")]
    ]


def test_a_tablet_that_was_away_and_joined_lines_brings_no_word_of_whoever_left(
    sqlite_app: Flask,
) -> None:
    world = World()
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, HERS)
    writes(sami, paper, f"{HERS}\n\n{HIS}")
    was, base = read(mina, paper)
    typed = with_body(was, f"{HERS} {HIS}\n\nUnsent.")
    own = leave_paper(sami, paper)["paper"]
    assert comes_back(mina, paper, typed, base, was).body == f"{HERS}\n\nUnsent."
    rescue(sami, None, paper, typed, base, was)
    assert read(sami, own)[0].body == f"{HIS}\n\nUnsent."


def test_a_tablet_that_was_away_since_lines_were_joined_brings_each_her_own(
    sqlite_app: Flask,
) -> None:
    world = World()
    mina, sami = world.delegate(), world.delegate()
    paper = together(world, mina, sami)
    writes(mina, paper, HERS)
    writes(sami, paper, f"{HERS}\n\n{HIS}")
    writes(mina, paper, f"{HERS} {HIS}")
    was, base = read(mina, paper)
    typed = with_body(was, f"{HERS.replace('dark', 'so dark')} {HIS}\n\nUnsent.")
    own = leave_paper(sami, paper)["paper"]
    assert comes_back(mina, paper, typed, base, was).body == (
        f"{HERS.replace('dark', 'so dark')}\n\nUnsent."
    )
    typed = with_body(was, f"{HERS} {HIS} And in the morning.")
    rescue(sami, None, paper, typed, base, was)
    assert read(sami, own)[0].body == f"{HIS} And in the morning."
