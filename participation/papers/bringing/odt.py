"""The words of an .odt.

Not by odfpy: it reads with the standard library's parser, which follows what a file declares, and
the texts it gives out have in them what is hidden, deleted and noted. So the part that holds the
text is gone through here, and only elements that are named below are entered: what was deleted is
kept by the file in a place of its own, and neither that place nor comments, notes, frames, pictures
and forms are among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from participation.papers.bringing.lines import Line, Lines, as_row
from participation.papers.bringing.packages import (
    HasProgram,
    Locked,
    Package,
    Unreadable,
    inside,
)

KIND = b"application/vnd.oasis.opendocument.text"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{{{ODF}text:1.0}}", f"{{{ODF}table:1.0}}"
STYLE, OFFICE = f"{{{ODF}style:1.0}}", f"{{{ODF}office:1.0}}"
# What may stand around paragraphs, around rows and around words.
AROUND = {
    f"{TEXT}{name}"
    for name in (
        "section", "list", "list-item", "list-header", "numbered-paragraph", "table-of-content",
        "index-body", "index-title",
    )
}  # fmt: skip
AROUND_ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
AROUND_WORDS = {
    f"{TEXT}{name}"
    for name in (
        "span", "a", "meta", "meta-field", "ruby", "ruby-base", "date", "time", "page-number",
        "page-count", "sequence", "placeholder", "text-input", "bookmark-ref", "reference-ref",
        "expression", "variable-get", "variable-set", "user-field-get",
    )
}  # fmt: skip
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
MOST_STYLES = 20


@dataclass
class Look:
    """What a style says; None where it says nothing."""

    name: str
    is_hidden: bool | None = None
    parent: str | None = None


def is_one(package: Package) -> bool:
    return package.part("mimetype").strip() == KIND


def read(package: Package) -> list[Line]:
    """Its lines. Raises Locked, HasProgram, Unreadable or TooMuch."""
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Locked
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        raise HasProgram
    root = package.tree("content.xml")
    text = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise Unreadable
    reader = _Reader(_styles(package.tree("styles.xml")) | _styles(root))
    return reader.read(text)


def _styles(root: Element | None) -> dict[tuple[str, str], Look]:
    """Those of a part, by family and name."""
    found: dict[tuple[str, str], Look] = {}
    for style in () if root is None else root.iter(f"{STYLE}style"):
        properties = style.find(f"{STYLE}text-properties")
        display = None if properties is None else properties.get(f"{TEXT}display")
        name = style.get(f"{STYLE}name", "")
        found[style.get(f"{STYLE}family", ""), name] = Look(
            name,
            # Under a condition it is hidden too: which holds is not worked out here.
            is_hidden=None if display is None else display != "true",
            parent=style.get(f"{STYLE}parent-style-name"),
        )
    return found


class _Reader:
    """Goes through a text from its beginning to its end."""

    def __init__(self, styles: dict[tuple[str, str], Look]) -> None:
        self._styles = styles

    def read(self, text: Element) -> list[Line]:
        lines = Lines()
        for words, kind in self._blocks(text, 0):
            lines.add(words, kind)
        return lines.found

    def _blocks(
        self, parent: Element, depth: int, *, in_list: bool = False
    ) -> Iterator[tuple[str, str]]:
        deeper = inside(depth)
        for each in parent:
            if each.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield self._line(each, deeper, in_list=in_list)
            elif each.tag == f"{TABLE}table":
                yield from ((row, "row") for row in self._rows(each, deeper))
            elif each.tag in AROUND and each.get(f"{TEXT}display", "true") == "true":
                is_item = in_list or each.tag == f"{TEXT}list-item"
                yield from self._blocks(each, deeper, in_list=is_item)

    def _rows(self, parent: Element, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in parent:
            if each.tag in AROUND_ROWS:
                yield from self._rows(each, deeper)
            elif each.tag == f"{TABLE}table-row" and _is_seen(each):
                cells = (one for one in each if one.tag == f"{TABLE}table-cell")
                yield as_row([" ".join(t for t, _ in self._blocks(one, deeper)) for one in cells])

    def _line(self, line: Element, depth: int, *, in_list: bool) -> tuple[str, str]:
        style = line.get(f"{TEXT}style-name")
        above = self._above("paragraph", style)
        if "Title" in {style, *(look.name for look in above), *(look.parent for look in above)}:
            kind = "title"
        elif line.tag == f"{TEXT}h":
            kind = "heading"
        else:
            kind = "item" if in_list else "paragraph"
        hides = line.find(f".//{TEXT}hidden-paragraph")
        if hides is not None and hides.get(f"{TEXT}is-hidden") != "false":
            return "", kind
        return "".join(self._words(line, self._hides(above), depth)), kind

    def _words(self, parent: Element, is_hidden: bool | None, depth: int) -> Iterator[str]:
        """The words of an element and of those in it; what follows one that is not entered is its
        parent's."""
        deeper = inside(depth)
        if not is_hidden:
            yield parent.text or ""
        for each in parent:
            if each.tag in AROUND_WORDS:
                own = self._hides(self._above("text", each.get(f"{TEXT}style-name")))
                yield from self._words(each, is_hidden if own is None else own, deeper)
            elif not is_hidden:
                yield SIGNS.get(each.tag, "")
            if not is_hidden:
                yield each.tail or ""

    def _above(self, family: str, name: str | None) -> list[Look]:
        """The style and those above it, the nearest first."""
        found: list[Look] = []
        while name and (family, name) in self._styles and len(found) < MOST_STYLES:
            found.append(self._styles[family, name])
            name = found[-1].parent
        return found

    def _hides(self, above: list[Look]) -> bool | None:
        return next((look.is_hidden for look in above if look.is_hidden is not None), None)


def _is_seen(row: Element) -> bool:
    return row.get(f"{TABLE}visibility", "visible") == "visible"
