"""The shape of input for both doors: a page's form post and a live message fill the same form."""

from __future__ import annotations

from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, StringField
from wtforms.validators import Length, Optional, Regexp, ValidationError
from wtforms.widgets import TextArea

from participation.foundation.languages import only_digits
from participation.foundation.refusals import BadInput, sentence

ID = r"^[0-9a-f]{32}$"
UUID = r"^[0-9a-fA-F-]{32,36}$"
# PostgreSQL's text can't hold NUL; it is never part of what a person wrote.
NUL = "\x00"
LONGEST_INT = 2_147_483_647


def storable(text: str) -> str:
    """The text as every database can hold it: without NUL, and with a question mark for each lone
    surrogate, which JSON can carry and UTF-8 can't."""
    return text.replace(NUL, "").encode("utf-8", "replace").decode("utf-8")


class _OurWords:
    """WTForms' own English sentences become ours; it never reads a catalogue from disk.

    Lazy: it asks for one with every field it makes, also where nothing is wrong."""

    def gettext(self, _: str) -> Any:
        return BadInput.words

    def ngettext(self, _: str, __: str, ___: int) -> Any:
        return BadInput.words


class InputForm(FlaskForm):
    """Base of every form. Pages check CSRF; for live messages the handshake checked the origin."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> Any:
            return _OurWords()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Fields of a posted form alone: a file or a JSON body would put what is no text
            into a field."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            posted = request.form.items(multi=True)
            return MultiDict((name, storable(text)) for name, text in posted) or None

    command_id = StringField(validators=[Optional(), Regexp(UUID)])

    @property
    def once(self) -> str | None:
        """The id that makes this command happen once, or None where a page sent none."""
        return self.command_id.data or None

    @classmethod
    def for_messages(cls) -> Self:
        """An empty form, which live messages fill one after the other."""
        return cls(formdata=None, meta={"csrf": False})

    @classmethod
    def of_message(cls, data: Any) -> InputForm:
        """The form filled from a live message's fields. Refusal: BadInput."""
        return cls.for_messages().fill(data)

    def fill(self, data: Any) -> InputForm:
        """This form with a live message's fields, and with nothing that it held before. Refusal:
        BadInput."""
        if not isinstance(data, dict):
            raise BadInput
        self.process(_as_formdata(data))
        return self.checked()

    @classmethod
    def of_page(cls) -> InputForm:
        """The form filled from the request's post. Refusal: BadInput."""
        return cls().checked()

    def checked(self) -> InputForm:
        """This form when everything in it can be read. Refusal: BadInput with the first reason."""
        if not self.validate():
            raise BadInput(
                {
                    str(name): str(error)
                    for name, errors in self.errors.items()
                    for error in list(errors)[:1]
                }
            )
        return self


_NOT_HERE = sentence("We can't find that here.")
# Made once: a form is made for every vote.
_IS_ID = [Length(min=1, message=_NOT_HERE), Regexp(ID, message=_NOT_HERE)]


class AddressForm(InputForm):
    """What an address asks of a list; nothing in it is needed, and it changes nothing."""

    class Meta(InputForm.Meta):
        csrf = False

    @classmethod
    def of_address(cls, asked: MultiDict[str, str]) -> Self:
        """The search in an address; one that can't be read finds everything."""
        form = cls(asked)
        return form if form.validate() else cls(None)


class IdField(StringField):
    """The id of a thing this server made."""

    def __init__(self, label: str | None = None, *, required: bool = True, **kwargs: Any) -> None:
        checks = _IS_ID if required else [Optional(), *_IS_ID]
        super().__init__(label, validators=checks, **kwargs)


class NumberField(IntegerField):
    """A whole number that every database can hold."""

    def __init__(self, label: str | None = None, *, required: bool = True, **kwargs: Any) -> None:
        self._required = required
        super().__init__(label, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        words = sentence("A whole number is missing here.")
        if not valuelist or valuelist[0] == "":
            self.data = None
            if self._required:
                raise ValueError(words)
            return
        try:
            self.data = int(valuelist[0])
        except ValueError:
            self.data = None
            raise ValueError(words) from None
        if not -LONGEST_INT <= self.data <= LONGEST_INT:
            self.data = None
            raise ValueError(words)

    def pre_validate(self, form: Any) -> None:
        if self._required and self.data is None:
            raise ValidationError(sentence("A whole number is missing here."))


class TextField(StringField):
    """Words a person wrote: kept as written, without the characters no database can hold."""

    def __init__(self, label: Any = None, *, longest: int, least: int = 0, **kwargs: Any) -> None:
        checks: list[Any] = [
            Length(
                max=longest,
                message=sentence("This is longer than fits here. A little shorter, please."),
            )
        ]
        if least:
            checks.append(Length(min=least, message=sentence("Please write something first.")))
        super().__init__(label, validators=checks, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = valuelist[0] if valuelist else ""
        self.data = storable(text).replace("\r\n", "\n").strip()


class LongTextField(TextField):
    widget = TextArea()


class DigitsField(StringField):
    """A number somebody types from a card or a wall, in any script's digits."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = only_digits(valuelist[0][:60]) if valuelist else ""


class ListField(Field):
    """Several short strings: repeated fields of a page, or a list of a live message."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = [value for value in valuelist if value]

    def _value(self) -> list[str]:
        return self.data or []


def _as_formdata(data: dict[str, Any]) -> MultiDict[str, str]:
    """A message's fields as a form posts them. Refusal: BadInput for what no form can hold."""
    pairs: list[tuple[str, str]] = []
    for name, value in list(data.items())[:50]:
        for part in value if isinstance(value, list) else [value]:
            if part is None:
                continue
            if isinstance(part, bool):
                pairs.append((str(name), "1" if part else ""))
            elif isinstance(part, (str, int, float)):
                pairs.append((str(name), storable(str(part))))
            else:
                raise BadInput  # objects, lists in lists, attached bytes
    return MultiDict(pairs)
