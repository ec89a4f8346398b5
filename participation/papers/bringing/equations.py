"""An equation as a line of its signs, in reading order; pure.

Word's (OMML) and those of an .odt (MathML) are trees; where reading their signs one after the other
would say something else, as in a half or a square, a sign stands between."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from participation.papers.bringing.packages import inside

OMML = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
MATHML = "{http://www.w3.org/1998/Math/MathML}"
# What stands between the parts of these, in both kinds.
BETWEEN = {
    "f": ("/",), "sSup": ("^",), "sSub": ("_",), "sSubSup": ("_", "^"), "limLow": ("_",),
    "limUpp": ("^",), "mfrac": ("/",), "msup": ("^",), "msub": ("_",), "msubsup": ("_", "^"),
    "munder": ("_",), "mover": ("^",), "munderover": ("_", "^"),
}  # fmt: skip
ROOTS = {"rad", "msqrt"}
# What is not seen, and what says the same once more in another way.
NOT_ENTERED = {"phant", "mphantom", "annotation", "annotation-xml", "maction", "none"}
Words = Callable[[Element], str]


def in_signs(equation: Element, word: Words, depth: int) -> str:
    """Its signs; `word` says what one of its smallest parts shows, or nothing where it is hidden.
    Raises TooMuch."""
    deeper = inside(depth)
    name = name_of(equation)
    if name in NOT_ENTERED:
        return ""
    if name in ("r", "mi", "mn", "mo", "ms", "mtext"):
        return word(equation)
    parts = [in_signs(each, word, deeper) for each in equation]
    if name in BETWEEN:
        return _with_signs([part for part in parts if part], BETWEEN[name])
    whole = "".join(parts)
    if name in ROOTS:
        return f"√{_held(whole)}"
    if name == "d":
        return _in_brackets(equation, whole)
    return _sign_of(equation) + whole


def name_of(element: Element) -> str:
    """The element's name where it is part of an equation, or nothing."""
    space, _, name = element.tag.rpartition("}")
    return name if f"{space}}}" in (*OMML, MATHML) else ""


def _with_signs(parts: list[str], signs: tuple[str, ...]) -> str:
    first, *others = [_held(part) for part in parts] or [""]
    return (
        first
        + "".join(sign + part for sign, part in zip(signs, others, strict=False))
        + "".join(others[len(signs) :])
    )


def _held(part: str) -> str:
    """In brackets, where it is more than a number or a name."""
    return part if part.isalnum() or len(part) < 2 else f"({part})"


def _in_brackets(equation: Element, whole: str) -> str:
    begins, ends = _says(equation, "begChr"), _says(equation, "endChr")
    return ("(" if begins is None else begins) + whole + (")" if ends is None else ends)


def _sign_of(equation: Element) -> str:
    """The sign that an equation's sum or product begins with."""
    if name_of(equation) != "nary":
        return ""
    said = _says(equation, "chr")
    return "∫" if said is None else said


def _says(equation: Element, what: str) -> str | None:
    for space in OMML:
        said = equation.find(f"{space}{name_of(equation)}Pr/{space}{what}")
        if said is not None:
            return said.get(f"{space}val", "")
    return None
