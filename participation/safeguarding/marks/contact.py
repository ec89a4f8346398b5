"""Ways to reach somebody outside the hall, as they are written: numbers, addresses, names; pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import phonenumbers

from participation.safeguarding.marks.phrases import Word

LISTS = Path(__file__).parent / "lists"

Place = tuple[int, int]

# Everything is bounded: a text of one letter, a hundred thousand times, must not take longer.
DIGITS = re.compile(r"\+?\(?\d(?:(?:,|[\s().\-/_*~|:'٬]{0,3})\d){5,40}")
A_DATE = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:\s+\d{1,2}[:.]\d{2})?"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}[:.]\d{2})?"
)
SOME_YEARS = re.compile(r"(?:(?:19|20)\d\d)(?:[\s,\-/]+(?:19|20)\d\d)+")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ ,.'٬]\d{3})+")
ENDINGS = (
    r"(?:com|net|org|info|app|gg|tv|co|uk|fr|sa|ae|qa|kw|bh|om|jo|eg|lb|ma|dz|tn|sy|iq|ps|ye|edu|gov"
    r"|int|link|xyz|site|online)"
)
EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,64}(?:\s?\.\s?[\w-]{2,30}){1,3}"
    r"|(?<![\w.+-])[\w.+-]{1,64}(?:\s?[(\[]\s?at\s?[)\]]\s?|\sat\s)[\w-]{1,64}"
    rf"(?:\s?(?:\.|[(\[]\s?dot\s?[)\]]|\sdot\s|\spoint\s)\s?[\w-]{{2,30}}){{0,2}}"
    rf"\s?(?:\.|[(\[]\s?dot\s?[)\]]|dot\s|point\s)\s?{ENDINGS}(?![\w-])"
)
LINK = re.compile(
    r"(?:https?://|www\.)[^\s]{1,200}"
    r"|(?<![\w@.-])(?:t|wa|m)\.me/[^\s]{1,200}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}{ENDINGS}(?![\w-])(?:/[^\s]{{0,200}})?"
)
HANDLE = re.compile(r"(?<![\w@.])@[\w.]{3,30}|(?<![\w#])[\w.]{2,32}#\d{4}(?!\d)")
# What stands behind the name of an app, where it is somebody's name there.
AFTER_APP = re.compile(
    r"\s{0,3}(?:[:=>-]{1,3}|is\b|est\b|c'est\b|هو\b)\s{0,3}@?[\w.-]{2,40}"
    r"|\s{1,3}@?(?=[\w.-]{0,39}[\d_])[\w.-]{3,40}"
)
REPEATED = {"double": 2, "triple": 3}
# So many spoken digits in a row are a number to call.
LEAST_DIGITS = 6


def reaches(
    text: str, words: Sequence[Word], regions: Collection[str], known: Collection[str]
) -> Iterator[Place]:
    """Places of the normal form in which somebody can be reached. `known` are helplines' numbers
    in digits: those are never among them."""
    for pattern in (EMAIL, LINK, HANDLE):
        yield from (found.span() for found in pattern.finditer(text))
    for found in DIGITS.finditer(text):
        if is_number(found[0], regions, known):
            yield found.span()
    yield from spoken(words, known)


def is_number(written: str, regions: Collection[str], known: Collection[str]) -> bool:
    """Whether these digits are a number to call, and no helpline's."""
    digits = "".join(char for char in written if char.isdigit())
    if digits in known or digits.lstrip("0") in known:
        return False
    if A_DATE.fullmatch(written) or SOME_YEARS.fullmatch(written):
        return False
    if len(digits) >= 7 and (written[0] in "+(0" or not THOUSANDS.fullmatch(written)):
        return len(digits) > 7 or written[0] in "+(0" or is_valid(written, regions)
    return is_valid(written, regions)


def is_valid(written: str, regions: Collection[str]) -> bool:
    """Whether it is a full number in one of these countries."""
    for region in regions:
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return False


def as_dialled(number: str, country: str) -> set[str]:
    """The digits with which this number may be written, with and without its country's code."""
    digits = "".join(char for char in number if char.isdigit())
    code = str(phonenumbers.country_code_for_region(country) or "")
    bare = digits.removeprefix(code) if number.startswith("+") else digits.lstrip("0")
    return {digits, *({code + bare, bare} if code else ())} - {""}


def spoken(words: Sequence[Word], known: Collection[str]) -> Iterator[Place]:
    """Numbers said in words, or half in words: "zero five five, one two 3"."""
    said: list[tuple[Word, str]] = []
    for word in [*words, Word("", 0, 0)]:
        digits = _digits_of(word.text, said)
        if digits is not None:
            said.append((word, digits))
            continue
        number = "".join(each for _, each in said)
        in_words = sum(not each.text.isdigit() for each, _ in said)
        if len(number) >= LEAST_DIGITS and in_words >= 3 and number not in known:
            yield said[0][0].start, said[-1][0].end
        said = []


def after_app(text: str, end: int) -> int:
    """Where the name in an app that stands behind the app's own name ends; else `end`."""
    found = AFTER_APP.match(text, end)
    return found.end() if found else end


def _digits_of(word: str, said: Sequence[tuple[Word, str]]) -> str | None:
    """The digits that this word adds, None where it says no number."""
    if word.isdigit() and len(word) <= 4:
        return word
    if word in REPEATED or (said and word in ("and", "et")):
        return ""
    digits = number_words().get(word) or (number_words().get(word[1:]) if word[:1] == "و" else None)
    if digits is None:
        return None
    before = said[-1][0].text if said else ""
    return digits * REPEATED.get(before, 1)


@cache
def number_words() -> Mapping[str, str]:
    """Each word that says a number, in whichever language, and its digits."""
    told = tomllib.loads((LISTS / "numbers.toml").read_text(encoding="utf-8"))
    return {word: digits for language in told.values() for word, digits in language.items()}
