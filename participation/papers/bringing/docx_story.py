"""A text of a .docx from its beginning to its end: the body, what stands in a box, or a note.

Only elements that are named below are entered: deletions, comments, pictures, the instructions of
fields and the addresses of links are not among them. What is seen and can't come in is noted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from participation.papers.bringing.docx_drawings import drawn, seen_in
from participation.papers.bringing.docx_fields import Fields, shows
from participation.papers.bringing.docx_styles import (
    Look,
    Styles,
    child,
    hides,
    is_on,
    name,
    own_look,
    says,
)
from participation.papers.bringing.equations import in_signs, name_of
from participation.papers.bringing.lines import as_note, as_row, visible
from participation.papers.bringing.packages import inside
from participation.papers.bringing.stayed import FIELD, FORM, OBJECT

# What may stand around paragraphs and around words, and hides nothing.
AROUND = {"ins", "moveTo", "smartTag", "customXml", "sdt", "sdtContent"}
AROUND_WORDS = AROUND | {"hyperlink", "bdo", "dir"}
GONE = {"del", "moveFrom"}
SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
DRAWINGS = {"drawing", "pict", "object"}
NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
Line = tuple[str, str]


@dataclass
class File:
    """What all texts of a file have in common."""

    styles: Styles
    notes: dict[tuple[str, str], Element]  # those that no text has called yet
    told_notes: list[str] = field(default_factory=list)
    stayed: set[str] = field(default_factory=set)


class Story:
    """Goes through one text. Raises TooMuch."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._fields = Fields()
        self._begun = ""  # words of a paragraph whose end was deleted: the next one goes on
        self._boxes: list[Line] = []  # seen beside the paragraph that is read
        self._hides_all = file.styles.hides_all  # where neither style nor word says otherwise

    def lines(self, text: Element, depth: int) -> Iterator[Line]:
        yield from self._blocks(text, depth)
        yield self._begun, "paragraph"
        yield from self._beside()
        if not self._fields.are_shown:
            self._file.stayed.add(FIELD)
        if self._fields.is_form:
            self._file.stayed.add(FORM)

    def _beside(self) -> list[Line]:
        """What stands in boxes beside the last paragraph."""
        lines, self._boxes = self._boxes, []
        return lines

    def _blocks(self, parent: Element, depth: int) -> Iterator[Line]:
        deeper = inside(depth)
        for each in seen_in(parent, deeper):
            kind = name(each)
            if kind == "p":
                yield from self._paragraph(each, deeper)
            elif kind == "tbl":
                yield from self._table(each, deeper)
            elif kind in AROUND:
                yield from self._blocks(each, deeper)
            elif kind in GONE:
                self._fields.pass_over(each)
            elif kind == "altChunk":
                self._file.stayed.add(OBJECT)
            elif name_of(each) == "oMathPara":
                yield self._equation(each, is_hidden=False, depth=deeper), "paragraph"

    def _table(self, table: Element, depth: int) -> Iterator[Line]:
        style, before = child(child(table, "tblPr"), "tblStyle"), self._hides_all
        if style is not None:
            self._hides_all |= self._file.styles.is_hidden(Look(parent=says(style)))
        yield from ((row, "row") for row in self._rows(table, depth))
        self._hides_all = before

    def _rows(self, parent: Element, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in seen_in(parent, deeper):
            if name(each) in AROUND:
                yield from self._rows(each, deeper)
            elif name(each) == "tr":
                if _is_gone(child(each, "trPr")):
                    self._fields.pass_over(each)
                else:
                    yield as_row(list(self._cells(each, deeper)))

    def _cells(self, parent: Element, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in seen_in(parent, deeper):
            if name(each) in AROUND:
                yield from self._cells(each, deeper)
            elif name(each) == "tc":
                if _is_covered(child(each, "tcPr")):
                    self._fields.pass_over(each)
                else:
                    yield " ".join(text for text, _ in self._blocks(each, deeper))

    def _paragraph(self, paragraph: Element, depth: int) -> Iterator[Line]:
        properties = child(paragraph, "pPr")
        of_its_end = child(properties, "rPr")
        look, styles = own_look(properties), self._file.styles
        is_hidden = self._hides_all or styles.is_hidden(look)
        text = self._begun + "".join(self._words(paragraph, is_hidden, depth))
        if any(child(of_its_end, gone) is not None for gone in GONE):
            self._begun = text
            return
        self._begun = ""
        yield text, styles.kind(look)
        yield from self._beside()

    def _words(self, parent: Element, is_hidden: bool, depth: int) -> Iterator[str]:
        deeper = inside(depth)
        for each in seen_in(parent, deeper):
            kind = name(each)
            if kind == "r":
                yield from self._run(each, self._is_hidden(each, is_hidden), deeper)
            elif kind in AROUND_WORDS or (kind == "fldSimple" and shows(says(each, "instr"))):
                yield from self._words(each, is_hidden, deeper)
            elif kind in GONE or kind == "fldSimple":
                self._fields.pass_over(each)
            elif name_of(each) in ("oMath", "oMathPara"):
                yield self._equation(each, is_hidden=is_hidden, depth=deeper)

    def _is_hidden(self, run: Element, is_hidden: bool) -> bool:
        """By what it says of itself; or else by its style, or by that of its paragraph."""
        properties = child(run, "rPr")
        own, style = hides(properties), child(properties, "rStyle")
        if own is not None:
            return own
        by_style = style is not None and self._file.styles.is_hidden(Look(parent=says(style)))
        return is_hidden or by_style

    def _run(self, run: Element, is_hidden: bool, depth: int) -> Iterator[str]:
        """Its words, where they are seen. A field begins and ends in hidden runs too."""
        deeper = inside(depth)
        for each in seen_in(run, deeper):
            kind = name(each)
            if kind == "fldChar":
                self._fields.take(each)
            elif kind == "instrText":
                self._fields.read(each)
            elif not is_hidden and self._fields.are_shown:
                yield from self._shown(each, deeper)

    def _shown(self, sign: Element, depth: int) -> Iterator[str]:
        kind = name(sign)
        if kind == "t":
            yield sign.text or ""
        elif kind in SIGNS:
            yield SIGNS[kind]
        elif kind in NOTES:
            yield self._note(NOTES[kind], says(sign, "id"), depth)
        elif kind == "ruby":
            base = child(sign, "rubyBase")
            yield from () if base is None else self._words(base, False, depth)
        elif kind in DRAWINGS:
            self._draw(sign, depth)

    def _draw(self, drawing: Element, depth: int) -> None:
        """What stands in its boxes is read as texts of their own."""
        deeper = inside(depth)
        for box in drawn(drawing, self._file.stayed, deeper):
            if isinstance(box, str):
                self._boxes.append((box, "paragraph"))
            else:
                self._boxes += Story(self._file).lines(box, deeper)

    def _note(self, kind: str, number: str, depth: int) -> str:
        """The sign of a note, once the note is kept; of one without words there is none."""
        note = self._file.notes.pop((kind, number), None)
        if note is None:
            return ""
        words = [visible(text) for text, _ in Story(self._file).lines(note, inside(depth))]
        return as_note(words, self._file.told_notes)

    def _equation(self, equation: Element, *, is_hidden: bool, depth: int) -> str:
        if not self._fields.are_shown:
            return ""

        def word(run: Element) -> str:
            return "" if self._is_hidden(run, is_hidden) else "".join(_letters(run))

        return in_signs(equation, word, depth)


def _letters(run: Element) -> Iterator[str]:
    for each in run:
        if name(each) == "t" or name_of(each) == "t":
            yield each.text or ""


def _is_gone(properties: Element | None) -> bool:
    """Whether a row is hidden, or was deleted as a tracked change."""
    return bool(is_on(child(properties, "hidden"))) or child(properties, "del") is not None


def _is_covered(properties: Element | None) -> bool:
    """Whether a cell lies under the one above or before it, or was deleted as a tracked change."""
    merged = [child(properties, kind) for kind in ("vMerge", "hMerge")]
    lies_under = any(each is not None and says(each) != "restart" for each in merged)
    return lies_under or child(properties, "cellDel") is not None
