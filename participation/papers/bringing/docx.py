"""The words of a .docx.

Not by python-docx: its paragraphs leave out what was inserted as a tracked change, give out text
that is hidden, and it unpacks every part of the file, pictures and all, before one word is read. So
the parts that hold the text and its notes are gone through here (docx_story.py).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from participation.papers.bringing.docx_story import File, Story
from participation.papers.bringing.docx_styles import SPACES, Styles, child, name, says
from participation.papers.bringing.lines import Lines
from participation.papers.bringing.packages import HasProgram, Package, Unreadable
from participation.papers.bringing.stayed import MARGIN

TYPES = "[Content_Types].xml"
NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
# Those that part a note from the text are no notes.
SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read(package: Package) -> Lines:
    """Its lines. Raises Unreadable, HasProgram or TooMuch."""
    has_program = any(given.lower().endswith("vbaproject.bin") for given in package.names)
    if has_program or b"macroEnabled" in package.part(TYPES):
        raise HasProgram
    main = next((part for _, part in _related(package, "", "officeDocument")), None)
    root = None if main is None else package.tree(main)
    body = child(root, "body") if root is not None and name(root) == "document" else None
    if main is None or body is None:
        raise Unreadable
    styles = next((package.tree(part) for _, part in _related(package, main, "styles")), None)
    file = File(Styles(styles), _notes(package, main))
    lines = Lines()
    for text, kind in Story(file).lines(body, 0):
        lines.add(text, kind)
    for note in file.told_notes:
        lines.add(note, "paragraph")
    if _has_words_in_margins(package, main):
        file.stayed.add(MARGIN)
    lines.stayed = file.stayed
    return lines


def _related(package: Package, main: str, kind: str) -> Iterator[tuple[str, str]]:
    """The parts of this kind that a part names, each with what it calls it."""
    folder, file = posixpath.split(main)
    root = package.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    for each in () if root is None else root:
        if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", "")))
            yield each.get("Id", ""), target.lstrip("/")


def _notes(package: Package, main: str) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes, by kind and number."""
    found: dict[tuple[str, str], Element] = {}
    for kind, part in NOTES.items():
        for _, target in _related(package, main, part):
            root = package.tree(target)
            for note in () if root is None else root:
                if name(note) == kind and says(note, "type") not in SEPARATORS:
                    found[kind, says(note, "id")] = note
    return found


def _has_words_in_margins(package: Package, main: str) -> bool:
    """Whether there are letters, and not a page's number alone, above or below a page."""
    for kind in ("header", "footer"):
        for _, target in _related(package, main, kind):
            root = package.tree(target)
            words = () if root is None else (root.iter(f"{{{space}}}t") for space in SPACES)
            if any(any(map(str.isalpha, each.text or "")) for some in words for each in some):
                return True
    return False
