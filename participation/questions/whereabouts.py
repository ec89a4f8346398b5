"""Where a question is, in words for whoever asked it; one state serves every language."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from babel.dates import format_date

from participation.foundation.languages import Words, in_every_language, native_digits
from participation.foundation.refusals import sentence
from participation.questions import rules
from participation.questions.models import Question
from participation.questions.models import QuestionState as S

# Beside the states: what a promise says, and who answers where nobody is named.
PROMISED, OUR_TEAM = "promised", "our_team"
# A state that is not here reads like "answer later": so does one that is with the safety team.
WHERE: dict[str, Any] = {
    S.SENT: sentence("It has arrived. Someone from our team reads it first."),
    S.CLEARED: sentence("It was read. Now the child who leads the session can choose it."),
    S.SHORTLISTED: sentence("It was chosen. It comes on stage soon."),
    S.ON_STAGE: sentence("It is on stage now!"),
    S.ANSWERED: sentence("It was answered. Thank you for asking."),
    S.STOPPED: sentence("It could not go on like this."),
    S.DECLINED: sentence("It does not come on stage today."),
    S.TAKEN_BACK: sentence("You took it back. Nobody sees it any more."),
    S.JOINED: sentence("It was joined with a question like it. One answer is for both."),
    S.LATER: sentence("There was no time for it now. It is kept, and you will get an answer."),
    PROMISED: sentence(
        "There was no time for it now. It is kept, and you will have an answer on {date} or "
        "before. It comes from {name}."
    ),
    OUR_TEAM: sentence("our team"),
}
# What keeps a name of one direction whole inside a sentence of the other.
ISOLATED = "\u2068{}\u2069"


def state_read(question: Question) -> str:
    """The state as its asker is told it."""
    is_promised = question.answer_by is not None
    return rules.as_its_asker_reads(question.state, question.asker_left, is_promised)


def where_it_is(question: Question, target: Question | None, names: dict[str, Words]) -> Words:
    """Where it is; of a joined one also where that is with which it is joined. `names` are those of
    who answers, by id."""
    state = state_read(question)
    if state == S.JOINED and target is not None:
        there = _where(target, state_read(target), names)
        together = _in_words(S.JOINED)
        return {lang: f"{together[lang]} {there[lang]}" for lang in together}
    return _where(question, state, names)


def _where(question: Question, state: str, names: dict[str, Words]) -> Words:
    if state != S.LATER or question.answer_by is None:
        return _in_words(state)
    owner = names.get(question.owner_person or question.owner_organisation or "")
    team, kept = _in_words(OUR_TEAM), _in_words(PROMISED)
    return {
        lang: words.format(
            date=_day(question.answer_by, lang),
            name=ISOLATED.format((owner or team).get(lang) or team[lang]),
        )
        for lang, words in kept.items()
    }


def _day(day: date, lang: str) -> str:
    return native_digits(format_date(day, "d MMMM yyyy", locale=lang), lang)


@cache
def _in_words(key: str) -> Words:
    return in_every_language(WHERE.get(key, WHERE[S.LATER]))
