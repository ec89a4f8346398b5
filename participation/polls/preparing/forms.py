"""What is written in several languages at once: `title-ar`, `option-2-en`, …"""

from __future__ import annotations

from typing import Any, cast

from wtforms import BooleanField, Field, StringField
from wtforms.validators import AnyOf, Optional, ValidationError

from participation.foundation.forms import IdField, InputForm, NumberField
from participation.foundation.languages import LANGUAGES, Words
from participation.foundation.refusals import sentence
from participation.polls.models import Electorate
from participation.polls.preparing.rules import (
    KINDS,
    LONGEST_OPTION,
    LONGEST_TITLE,
    MOST_OPTIONS,
    MOST_POINTS,
    Way,
    Written,
)

TOO_LONG = sentence("This is longer than fits here. A little shorter, please.")
MOST_SHOWN = 12


class WordsField(Field):
    """One text in several languages; those left empty are not there."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        self._longest = longest
        super().__init__(**kwargs)

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        self.data = words_in(formdata, self.name)

    def pre_validate(self, form: Any) -> None:
        if any(len(text) > self._longest for text in self.data.values()):
            raise ValidationError(TOO_LONG)


class OptionsField(Field):
    """The answers in their order, each with the id that it had before."""

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        rows = range(1, MOST_SHOWN + 1)
        told = [
            (words_in(formdata, f"{self.name}-{row}"), (formdata or {}).get(f"was-{row}") or None)
            for row in rows
        ]
        self.data = [(text, was) for text, was in told if text]

    def pre_validate(self, form: Any) -> None:
        if len(self.data) > MOST_OPTIONS:
            raise ValidationError(sentence("Eight answers are the most that a hall can take in."))
        if any(len(text) > LONGEST_OPTION for words, _ in self.data for text in words.values()):
            raise ValidationError(TOO_LONG)


def words_in(formdata: Any, name: str) -> Words:
    """What was written under this name, by language."""
    told = {
        lang: " ".join(((formdata or {}).get(f"{name}-{lang}") or "").split()) for lang in LANGUAGES
    }
    return {lang: text for lang, text in told.items() if text}


class PrepareForm(InputForm):
    """A poll as it is being written. What is missing may be missing: nothing typed is lost."""

    kind = StringField(validators=[AnyOf(list(KINDS))])
    title = WordsField(longest=LONGEST_TITLE)
    option = OptionsField()
    electorate = StringField(validators=[Optional(), AnyOf(list(Electorate))])
    item = IdField(required=False)
    least = NumberField(required=False)
    most = NumberField(required=False)
    points = NumberField(required=False)
    faces = BooleanField()
    then = StringField(validators=[Optional(), AnyOf(["save", "ready"])])

    @property
    def written(self) -> Written:
        return Written(
            kind=self.kind.data or "",
            title=self.title.data or {},
            options=tuple(text for text, _ in self.option.data or ()),
            came_from=tuple(was for _, was in self.option.data or ()),
            electorate=self.electorate.data or Electorate.EVERYONE,
            least=_between(self.least.data, 1, MOST_OPTIONS),
            most=_between(self.most.data, 1, MOST_OPTIONS),
            points=_between(self.points.data, 0, MOST_POINTS),
            faces=bool(self.faces.data),
            item_id=self.item.data or None,
        )

    @property
    def is_ready(self) -> bool:
        return self.then.data == "ready"


class MoveForm(InputForm):
    then = StringField(validators=[AnyOf(["ready", "rework", "earlier", "later"])])

    @property
    def way(self) -> Way | None:
        """Where in its line the poll goes, if that is what was pressed."""
        return cast(Way, self.then.data) if self.then.data in ("earlier", "later") else None


class PictureForm(InputForm):
    """A picture's words; the file comes beside them."""

    option = IdField()
    alt = WordsField(longest=LONGEST_TITLE)
    away = BooleanField()

    @property
    def words(self) -> Words:
        return {} if self.away.data else self.alt.data or {}


def _between(number: int | None, least: int, most: int) -> int:
    return min(max(number or least, least), most)
