"""A text of an .odt from its beginning to its end: the body, what stands in a box, or a note.

Only elements that are named below are entered: what was deleted is kept by the file in a place of
its own, and neither that place nor comments, pictures and forms are among them. What is seen and
can't come in is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from participation.papers.bringing.equations import MATHML, in_signs
from participation.papers.bringing.lines import as_note, as_row, visible
from participation.papers.bringing.odt_styles import (
    AT_TIMES,
    DRAW,
    HIDDEN,
    HREF,
    OFFICE,
    OWN,
    SHOWN,
    TABLE,
    TEXT,
    Styles,
    seen,
)
from participation.papers.bringing.packages import inside
from participation.papers.bringing.stayed import CONDITION, FORM, OBJECT

# What may stand around paragraphs, around rows and around words.
AROUND = {
    f"{TEXT}{name}"
    for name in (
        "section", "list", "list-item", "list-header", "numbered-paragraph", "index-body",
        "index-title", "table-of-content", "illustration-index", "table-index", "object-index",
        "user-index", "alphabetical-index", "bibliography",
    )
}  # fmt: skip
AROUND_ROWS = {f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")}
FIELDS = (
    "date", "time", "page-number", "page-count", "page-variable-get", "page-continuation",
    "paragraph-count", "word-count", "character-count", "sequence", "sequence-ref", "placeholder",
    "text-input", "bookmark-ref", "reference-ref", "note-ref", "expression", "table-formula",
    "variable-get", "variable-set", "variable-input", "user-field-get", "user-field-input",
    "user-defined", "conditional-text", "drop-down", "measure", "title", "subject", "keywords",
    "description", "chapter", "file-name", "creation-date", "creation-time", "modification-date",
    "modification-time", "print-date", "print-time", "database-display", "bibliography-mark",
    "author-name", "author-initials", "creator", "initial-creator",
)  # fmt: skip
AROUND_WORDS = {
    f"{TEXT}{name}" for name in ("span", "a", "meta", "meta-field", "ruby", "ruby-base", *FIELDS)
}
SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": " ", f"{TEXT}line-break": "\n"}
# A frame has one thing in it, and then what stands for it in a program that can't draw it.
SHAPES = {
    f"{DRAW}{name}"
    for name in (
        "g", "a", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon",
        "regular-polygon", "path", "connector", "measure", "caption", "text-box",
    )
}  # fmt: skip
IN_FRAMES = {f"{DRAW}{name}" for name in (
    "text-box", "image", "object", "object-ole", "applet", "plugin", "floating-frame",
)} | {f"{TABLE}table"}  # fmt: skip
Line = tuple[str, str]


@dataclass
class File:
    """What all texts of a file have in common."""

    styles: Styles
    thing: Callable[[str], Element | str]  # an equation by its address, or the kind that it is of
    told_notes: list[str] = field(default_factory=list)
    stayed: set[str] = field(default_factory=set)

    def shows(self, state: str | None) -> bool:
        """What is shown at times stays out, and that is told."""
        if state == AT_TIMES:
            self.stayed.add(CONDITION)
        return state in (None, SHOWN)


class Story:
    """Goes through one text. Raises TooMuch."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._boxes: list[Line] = []  # seen beside the paragraph that is read
        self._of_pages: list[Line] = []  # seen on a page, beside no paragraph
        self._hiding: set[str] = set()  # bookmarks that hide their words, and are open here

    def lines(self, text: Element, depth: int) -> Iterator[Line]:
        yield from self._blocks(text, depth)
        yield from self._of_pages
        if self._hiding:
            self._file.stayed.add(CONDITION)

    def _blocks(self, parent: Element, depth: int, *, in_list: bool = False) -> Iterator[Line]:
        deeper = inside(depth)
        for each in parent:
            if each.tag in (f"{TEXT}p", f"{TEXT}h"):
                yield self._line(each, deeper, in_list=in_list)
                lines, self._boxes = self._boxes, []
                yield from lines
            elif each.tag == f"{TABLE}table":
                yield from ((row, "row") for row in self._rows(each, deeper))
            elif each.tag.startswith(DRAW):
                self._of_pages += self._drawn(each, deeper)
            elif each.tag in AROUND and self._file.shows(seen(each)):
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

    def _line(self, line: Element, depth: int, *, in_list: bool) -> Line:
        style = line.get(f"{TEXT}style-name")
        above = self._file.styles.above("paragraph", style)
        if "Title" in {style, *(look.name for look in above), *(look.parent for look in above)}:
            kind = "title"
        elif line.tag == f"{TEXT}h":
            kind = "heading"
        else:
            kind = "item" if in_list else "paragraph"
        if not self._shows_paragraph(line, depth):
            return "", kind
        # A word in it can say otherwise where its style alone hides it.
        shows = self._file.shows(self._file.styles.seen("paragraph", style))
        return "".join(self._words(line, not shows, depth)), kind

    def _words(self, parent: Element, is_hidden: bool, depth: int) -> Iterator[str]:
        """The words of an element and of those in it; what follows one that is not entered is its
        parent's."""
        deeper = inside(depth)
        if not is_hidden and not self._hiding:
            yield parent.text or ""
        for each in parent:
            if each.tag in AROUND_WORDS:
                yield from self._around_words(each, is_hidden, deeper)
            elif each.tag in (f"{TEXT}bookmark-start", f"{TEXT}bookmark-end"):
                self._pass_bookmark(each)
            elif not is_hidden and not self._hiding:
                yield from self._shown(each, deeper)
            if not is_hidden and not self._hiding:
                yield each.tail or ""

    def _around_words(self, element: Element, is_hidden: bool, depth: int) -> Iterator[str]:
        if not self._file.shows(seen(element)):
            return
        own = self._file.styles.seen("text", element.get(f"{TEXT}style-name"))
        hides = is_hidden if own is None else not self._file.shows(own)
        yield from self._words(element, hides, depth)

    def _shown(self, sign: Element, depth: int) -> Iterator[str]:
        if sign.tag in SIGNS:
            yield SIGNS[sign.tag]
        elif sign.tag == f"{TEXT}note":
            yield self._note(sign, depth)
        elif sign.tag == f"{TEXT}hidden-text":
            yield self._at_times(sign)
        elif sign.tag.startswith(DRAW):
            equation = _equation_in(sign, self._file)
            if equation is None:
                self._boxes += self._drawn(sign, depth)
            else:
                yield in_signs(equation, _word, depth)

    def _note(self, note: Element, depth: int) -> str:
        body = note.find(f"{TEXT}note-body")
        if body is None:
            return ""
        words = [visible(text) for text, _ in Story(self._file).lines(body, inside(depth))]
        return as_note(words, self._file.told_notes)

    def _at_times(self, element: Element) -> str:
        """Its words where the file says that they are seen now."""
        return (element.text or "") if self._file.shows(_state_of(element)) else ""

    def _drawn(self, shape: Element, depth: int) -> list[Line]:
        """What stands in a frame or another shape is read as a text of its own."""
        deeper = inside(depth)
        if shape.get(f"{DRAW}display", "always") not in ("always", "screen"):
            return []
        if shape.tag == f"{DRAW}control":
            self._file.stayed.add(FORM)
        elif shape.tag == f"{DRAW}frame":
            return self._framed(shape, deeper)
        elif shape.tag in SHAPES:
            return list(Story(self._file).lines(shape, deeper))
        return []

    def _framed(self, frame: Element, depth: int) -> list[Line]:
        equation = _equation_in(frame, self._file)
        if equation is not None:
            return [(in_signs(equation, _word, depth), "paragraph")]
        content = _content_of(frame)
        if content is None or content.tag == f"{DRAW}image":
            return []
        if content.tag == f"{DRAW}text-box":
            return self._drawn(content, depth)
        kind = self._file.thing(content.get(HREF, ""))
        self._file.stayed.add(kind if isinstance(kind, str) else OBJECT)
        return []

    def _shows_paragraph(self, line: Element, depth: int) -> bool:
        """Whether no sign in it hides the whole paragraph."""
        signs = (sign for sign in _of_line(line, depth) if sign.tag == f"{TEXT}hidden-paragraph")
        return all(self._file.shows(_state_of(sign)) for sign in signs)

    def _pass_bookmark(self, mark: Element) -> None:
        name = mark.get(f"{TEXT}name", "")
        if mark.tag == f"{TEXT}bookmark-end":
            self._hiding.discard(name)
        elif mark.get(f"{OWN}hidden") == "true" or not self._file.shows(_under_condition(mark)):
            self._hiding.add(name)


def _of_line(parent: Element, depth: int) -> Iterator[Element]:
    """The elements of a paragraph without those of texts of their own that hang on it."""
    deeper = inside(depth)
    for each in parent:
        if not each.tag.startswith((DRAW, OFFICE)) and each.tag != f"{TEXT}note":
            yield each
            yield from _of_line(each, deeper)


def _state_of(element: Element) -> str:
    """What is shown under a condition, as whoever wrote the file saw it last."""
    said = element.get(f"{TEXT}is-hidden")
    return {"true": HIDDEN, "false": SHOWN}.get(said or "", AT_TIMES)


def _under_condition(mark: Element) -> str:
    return AT_TIMES if mark.get(f"{OWN}condition") else SHOWN


def _content_of(frame: Element) -> Element | None:
    return next((each for each in frame if each.tag in IN_FRAMES), None)


def _equation_in(shape: Element, file: File) -> Element | None:
    content = _content_of(shape) if shape.tag == f"{DRAW}frame" else None
    if content is None or content.tag != f"{DRAW}object":
        return None
    thing = content.find(f"{MATHML}math")
    if thing is not None:
        return thing
    found = file.thing(content.get(HREF, ""))
    return None if isinstance(found, str) else found


def _word(sign: Element) -> str:
    return (sign.text or "").strip()


def _is_seen(row: Element) -> bool:
    return row.get(f"{TABLE}visibility", "visible") == "visible"
