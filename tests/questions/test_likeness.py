"""Which questions are alike, in three languages; and what is offered of them before sending."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.foundation.actors import Actor
from participation.foundation.refusals import NotAllowed, NotSignedIn
from participation.questions import commands
from participation.questions.payloads import like_questions
from participation.safeguarding.marks.likeness import ALIKE_FROM, likeness
from tests.questions.asking import Hall
from tests.world import World


@pytest.fixture
def app(sqlite_app: Flask) -> Flask:
    return sqlite_app


ALIKE = [
    ("Who answers at night?", "Who answers the phone at night?"),
    ("Who answers when I write at night?", "Does anybody answer when I write at night?"),
    ("May I write instead of talking?", "Can I write instead of talking?"),
    ("Why do lines close at night?", "why do the lines close at night"),
    ("How old must I be to call?", "How old do you have to be to call?"),
    ("Is it free to call the helpline?", "Is calling the helpline free?"),
    ("من يجيب في الليل؟", "مَن يُجيب بالليل؟"),
    ("من يجيب عندما أكتب في الليل؟", "من يجيبني إذا كتبت في الليل؟"),
    ("هل أستطيع أن أكتب بدل أن أتكلم؟", "هل يمكنني أن أكتب بدلًا من أن أتكلم؟"),
    ("هل الاتصال مجاني؟", "هل الإتصال بالخط مجاني؟"),
    ("لماذا تغلق الخطوط ليلًا؟", "لماذا تُغلق الخطوط في الليل؟"),
    ("Qui répond la nuit ?", "Qui répond pendant la nuit ?"),
    ("Est-ce que je peux écrire au lieu de parler ?", "Je peux écrire au lieu de parler ?"),
    ("L’appel est-il gratuit ?", "Est-ce que l’appel est gratuit ?"),
    ("Quel âge faut-il avoir pour appeler ?", "A quel age peut-on appeler ?"),
]
UNLIKE = [
    ("Who answers at night?", "Who pays for the helpline?"),
    ("May I write instead of talking?", "May I bring a friend with me?"),
    ("Why do lines close at night?", "Why do adults not listen to us?"),
    ("Is it free to call the helpline?", "Is it safe to tell the helpline my name?"),
    ("I was raped by my uncle", "Who answers at night?"),
    ("من يجيب في الليل؟", "من يدفع ثمن الخط؟"),
    ("هل أستطيع أن أكتب بدل أن أتكلم؟", "هل أستطيع أن أحضر صديقتي معي؟"),
    ("هل الاتصال مجاني؟", "هل الاتصال سري؟"),
    ("Qui répond la nuit ?", "Qui paie la ligne ?"),
    ("L’appel est-il gratuit ?", "L’appel est-il secret ?"),
    ("???", "Who answers at night?"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_questions_that_ask_the_same_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, other) >= 0.75 > ALIKE_FROM


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_questions_that_ask_another_thing_are_not(one: str, other: str) -> None:
    assert likeness(one, other) <= 0.55 < ALIKE_FROM


def test_only_what_the_hall_reads_is_offered_and_nothing_is_kept(world: World) -> None:
    hall = Hall(world)
    text = "Who answers at night?"
    chosen = hall.at("shortlisted", "Who answers the phone at night?")
    for hidden in ("sent", "cleared", "stopped", "later", "declined", "taken_back", "joined"):
        hall.at(hidden, text)
    (like,) = like_questions(hall.phone, hall.session.id, text)
    assert (like["id"], like["text"]["text"]) == (chosen, "Who answers the phone at night?")
    assert like_questions(hall.phone, hall.session.id, "What is for lunch?") == []
    commands.take_back(hall.asker_of(chosen), chosen)
    assert like_questions(hall.phone, hall.session.id, text) == []
    for actor in (Actor(), world.phone()):
        with pytest.raises((NotAllowed, NotSignedIn)):
            like_questions(actor, hall.session.id, text)
