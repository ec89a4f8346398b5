"""The printed parts become one book. Runs in a child process, as the printing does."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any, cast

import pikepdf


def bound(parts: str) -> bytes:
    """All parts, one in a line as base64, as one PDF: the first brings the title and the language.
    A link that names a place leads to where the last part that has the name says; the outline and
    the reading order for who listens go through all of them."""
    first, *others = (base64.b64decode(line, validate=True) for line in parts.splitlines())
    with pikepdf.open(BytesIO(first)) as book:
        places = _places(book)
        marks = list(_marks(book, 0))
        for other in others:
            with pikepdf.open(BytesIO(other)) as part:
                before = len(book.pages)
                book.pages.extend(part.pages)
                _read_on(book, part, before)
                marks += _marks(part, before)
                # What is copied after the pages points to their copies.
                places |= {name: book.copy_foreign(at) for name, at in _places(part).items()}
        _name(book, places)
        with book.open_outline() as outline:
            outline.root[:] = marks
        made = BytesIO()
        book.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _places(pdf: pikepdf.Pdf) -> dict[bytes, Any]:
    """Where each name leads."""
    if "/Names" not in pdf.Root:
        return {}
    pairs = iter(pdf.Root.Names.Dests.Names)
    return {bytes(name): pdf.make_indirect(at) for name, at in zip(pairs, pairs, strict=True)}


def _name(book: pikepdf.Pdf, places: dict[bytes, Any]) -> None:
    """Gives the book these names; a reader looks for them by their order."""
    in_order = [each for name in sorted(places) for each in (pikepdf.String(name), places[name])]
    book.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=pikepdf.Array(in_order)))


def _marks(pdf: pikepdf.Pdf, before: int) -> list[pikepdf.OutlineItem]:
    """The outline's lines of a part that follows so many pages."""
    marks = []
    with pdf.open_outline() as outline:
        for line in outline.root:
            page, _, left, top, _ = cast("Any", line.destination)
            at = before + pikepdf.Page(page).index
            marks.append(pikepdf.OutlineItem(line.title, at, "XYZ", left=left, top=top))
    return marks


def _read_on(book: pikepdf.Pdf, part: pikepdf.Pdf, before: int) -> None:
    """What a listener hears of the part comes after all that is in the book."""
    tree = book.Root.StructTreeRoot
    more = book.copy_foreign(part.Root.StructTreeRoot)
    whole, heard = tree.K[0], tree.ParentTree.Nums
    behind = len(heard) // 2  # each number once, from 0 on
    for page in list(book.pages)[before:]:
        page.StructParents += behind
        for link in page.get("/Annots", ()):
            link.StructParent += behind
    for element in more.K[0].K:
        element.P = whole
        whole.K.append(element)
    pairs = iter(more.ParentTree.Nums)
    for number, element in zip(pairs, pairs, strict=True):
        heard.append(int(number) + behind)
        heard.append(element)
