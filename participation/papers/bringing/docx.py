"""The words of a .docx.

Not by python-docx: its paragraphs leave out what was inserted as a tracked change, give out text
that is hidden, and it unpacks every part of the file, pictures and all, before one word is read. So
the part that holds the text is gone through here, and only elements that are named below are
entered: deletions, comments, notes, pictures, boxes, the instructions of fields and the addresses
of links are not among them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from participation.papers.bringing.lines import Line, Lines, as_row
from participation.papers.bringing.packages import HasProgram, Package, Unreadable, inside

SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
TYPES = "[Content_Types].xml"
# What may stand around paragraphs and around words, and hides nothing.
AROUND = {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent"}
AROUND_WORDS = AROUND | {"hyperlink", "fldSimple", "bdo", "dir"}
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
NO_LEVEL = "9"
# The style of a paragraph that names none.
DEFAULT = ""
MOST_STYLES = 20


@dataclass
class Look:
    """What a style says, or a paragraph or run of itself; None where it says nothing."""

    is_hidden: bool | None = None
    kind: str | None = None
    parent: str | None = None


def read(package: Package) -> list[Line]:
    """Its lines. Raises Unreadable, HasProgram or TooMuch."""
    has_program = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    if has_program or b"macroEnabled" in package.part(TYPES):
        raise HasProgram
    name = _main_part(package)
    root = package.tree(name)
    body = _child(root, "body") if root is not None and _name(root) == "document" else None
    if body is None:
        raise Unreadable
    return _Reader(_styles(package.tree(posixpath.dirname(name) + "/styles.xml"))).read(body)


def _main_part(package: Package) -> str:
    root = package.tree("_rels/.rels")
    for each in () if root is None else root:
        if each.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(each.get("Target", "")).lstrip("/")
    raise Unreadable


def _name(element: Element) -> str:
    """The element's name where it is one of a text, or nothing."""
    space, _, name = element.tag.removeprefix("{").partition("}")
    return name if space in SPACES else ""


def _child(parent: Element | None, name: str) -> Element | None:
    children = () if parent is None else parent
    return next((each for each in children if _name(each) == name), None)


def _says(element: Element, what: str = "val") -> str:
    return next((said for space in SPACES if (said := element.get(f"{{{space}}}{what}"))), "")


def _is_on(element: Element | None) -> bool | None:
    """Whether a switch is on; None where it is not there."""
    return None if element is None else _says(element).lower() not in ("0", "false", "off")


def _styles(root: Element | None) -> dict[str, Look]:
    found: dict[str, Look] = {}
    for style in () if root is None else root:
        if _name(style) != "style":
            continue
        look = found[_says(style, "styleId")] = _style(style)
        if _says(style, "type") == "paragraph" and _says(style, "default") in ("1", "true", "on"):
            found[DEFAULT] = look
    return found


def _style(style: Element) -> Look:
    name, parent = _child(style, "name"), _child(style, "basedOn")
    kind = None if name is None else _kind_of(_says(name))
    return Look(
        is_hidden=_is_on(_child(_child(style, "rPr"), "vanish")),
        kind=kind or _kind_in(_child(style, "pPr")),
        parent=None if parent is None else _says(parent),
    )


def _kind_of(style_name: str) -> str | None:
    """What a style is for. The names of Word's own are English in each language's file."""
    name = style_name.lower()
    if name == "title":
        return "title"
    if name.startswith("heading "):
        return "heading"
    return "item" if name.startswith(("list bullet", "list number")) else None


def _kind_in(properties: Element | None) -> str | None:
    """What a paragraph is by its own properties."""
    level, number = _child(properties, "outlineLvl"), _child(properties, "numPr")
    if level is not None and _says(level) != NO_LEVEL:
        return "heading"
    list_id = _child(number, "numId")
    return "item" if list_id is not None and _says(list_id) != "0" else None


def _is_gone(properties: Element | None) -> bool:
    """Whether a row is hidden, or was deleted as a tracked change."""
    return bool(_is_on(_child(properties, "hidden"))) or _child(properties, "del") is not None


class _Reader:
    """Goes through a text from its beginning to its end."""

    def __init__(self, styles: dict[str, Look]) -> None:
        self._styles = styles
        self._lines = Lines()
        self._begun = ""  # words of a paragraph whose end was deleted: the next one goes on

    def read(self, body: Element) -> list[Line]:
        for text, kind in self._blocks(body, 0):
            self._lines.add(text, kind)
        self._lines.add(self._begun, "paragraph")
        return self._lines.found

    def _blocks(self, parent: Element, depth: int) -> Iterator[tuple[str, str]]:
        deeper = inside(depth)
        for each in parent:
            name = _name(each)
            if name == "p":
                yield from self._paragraph(each, deeper)
            elif name == "tbl":
                yield from ((row, "row") for row in self._rows(each, deeper))
            elif name in AROUND:
                yield from self._blocks(each, deeper)

    def _rows(self, parent: Element, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in parent:
            if _name(each) in AROUND:
                yield from self._rows(each, deeper)
            elif _name(each) == "tr" and not _is_gone(_child(each, "trPr")):
                yield as_row(list(self._cells(each, deeper)))

    def _cells(self, parent: Element, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in parent:
            if _name(each) in AROUND:
                yield from self._cells(each, deeper)
            elif _name(each) == "tc":
                yield " ".join(text for text, _ in self._blocks(each, deeper))

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[tuple[str, str]]:
        properties = _child(paragraph, "pPr")
        style, of_its_end = _child(properties, "pStyle"), _child(properties, "rPr")
        look = Look(kind=_kind_in(properties), parent=DEFAULT if style is None else _says(style))
        is_hidden = bool(self._told(look, "is_hidden"))
        text = self._begun + "".join(self._words(paragraph, is_hidden, depth))
        if _child(of_its_end, "del") is not None or _child(of_its_end, "moveFrom") is not None:
            self._begun = text
            return
        self._begun = ""
        yield text, str(self._told(look, "kind") or "paragraph")

    def _words(self, parent: Element, is_hidden: bool, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in parent:
            name = _name(each)
            if name == "r":
                if not self._is_hidden(each, is_hidden):
                    yield from self._signs(each)
            elif name in AROUND_WORDS:
                yield from self._words(each, is_hidden, deeper)

    def _is_hidden(self, run: Element, is_hidden: bool) -> bool:
        """By what it says of itself; or else by its style, or by that of its paragraph."""
        properties = _child(run, "rPr")
        own, style = _is_on(_child(properties, "vanish")), _child(properties, "rStyle")
        if own is not None:
            return own
        by_style = style is not None and self._told(Look(parent=_says(style)), "is_hidden")
        return is_hidden or bool(by_style)

    def _signs(self, run: Element) -> Iterator[str]:
        for each in run:
            name = _name(each)
            if name == "t":
                yield each.text or ""
            elif name in SIGNS:
                yield SIGNS[name]

    def _told(self, look: Look, what: str) -> bool | str | None:
        """What it says of itself, or the nearest style above it that says so."""
        for _ in range(MOST_STYLES):
            if getattr(look, what) is not None or look.parent is None:
                break
            look = self._styles.get(look.parent, Look())
        told: bool | str | None = getattr(look, what)
        return told
