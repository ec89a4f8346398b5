"""How much alike two short texts are, questions or titles, in Arabic, English and French; pure.

What is compared are the words that carry the meaning: without the small words of asking, in their
normal form. A word counts as the same when most of its letters are (docs/decisions/likeness.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from participation.safeguarding.marks.normal_form import normal

# Measured: what was like it came to 0.8 and more, what was not to 0.5 at most.
ALIKE_FROM = 0.66
SAME_WORD_FROM = 0.7
SHORTEST_TO_COMPARE = 3
ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")

_SMALL = """
a an the is it are do does did to of in on at for and or i me my we us our you your he she they
them there when if can may must have has had be not s so that this with by one instead who what why
how where which any anybody anyone somebody someone than then will would could should
le la les l un une des du de d et ou est ce que qu qui quoi je j tu il elle on nous vous ils elles
te se sa son ses mon ma mes au aux en y dans pour par sur avec ne pas plus t peut peux faut lieu
quel quelle quand comment pourquoi si pendant
من ما هل في على إلى عن أن إن إذا هو هي هم نحن أنا أنت أنتم كيف لماذا متى أين كم أي مع لا لم لن قد
كان يكون هذا هذه ذلك التي الذي عند عندما كل بعد قبل أو ثم و أستطيع يمكن يمكنني بدل بدلا أحد
"""
SMALL_WORDS = frozenset(normal(_SMALL).split())


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how much of the meaning words of both is in the other one too."""
    return likeness_of_meaning(meaning(one), meaning(other))


def likeness_of_meaning(mine: Sequence[str], theirs: Sequence[str]) -> float:
    """The same of two texts whose meaning words are known: for one that is held against many."""
    if not mine or not theirs:
        return 0.0
    shared = sum(any(_is_same(word, each) for each in theirs) for word in mine)
    shared += sum(any(_is_same(word, each) for each in mine) for word in theirs)
    return shared / (len(mine) + len(theirs))


def meaning(text: str) -> list[str]:
    """The words that carry the meaning, in their normal form, without the Arabic article."""
    return [_bare(word) for word in re.findall(r"\w+", normal(text)) if word not in SMALL_WORDS]


def _bare(word: str) -> str:
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST_TO_COMPARE:
            return word[len(article) :]
    return word


def _is_same(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST_TO_COMPARE:
        return False
    if 2 * min(len(one), len(other)) < SAME_WORD_FROM * (len(one) + len(other)):
        return False  # too few letters of the longer one can be in the other
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_WORD_FROM
