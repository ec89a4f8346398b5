"""The words of an .odt.

Not by odfpy: it reads with the standard library's parser, which follows what a file declares, and
the texts it gives out have in them what is hidden, deleted and noted. So the part that holds the
text is gone through here (odt_story.py).
"""

from __future__ import annotations

import posixpath
from functools import cache
from xml.etree.ElementTree import Element

from participation.papers.bringing.equations import MATHML
from participation.papers.bringing.lines import Lines
from participation.papers.bringing.odt_story import File, Story
from participation.papers.bringing.odt_styles import OFFICE, STYLE, Styles
from participation.papers.bringing.packages import HasProgram, Locked, Package, Unreadable
from participation.papers.bringing.stayed import CHART, MARGIN, OBJECT

KIND = b"application/vnd.oasis.opendocument.text"
MARGINS = ("header", "footer")


def is_one(package: Package) -> bool:
    return package.part("mimetype").strip() == KIND


def read(package: Package) -> Lines:
    """Its lines. Raises Locked, HasProgram, Unreadable or TooMuch."""
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Locked
    if any(name.startswith(("Basic/", "Scripts/")) for name in package.names):
        raise HasProgram
    root, styles = package.tree("content.xml"), package.tree("styles.xml")
    text = None if root is None else root.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise Unreadable
    # A file may show one object many times: it is read once.
    file = File(Styles(styles, root), cache(lambda address: _object(package, address)))
    lines = Lines()
    for words, kind in Story(file).lines(text, 0):
        lines.add(words, kind)
    for note in file.told_notes:
        lines.add(note, "paragraph")
    if _has_words_in_margins(styles):
        file.stayed.add(MARGIN)
    lines.stayed = file.stayed
    return lines


def _object(package: Package, address: str) -> Element | str:
    """An equation of the file; of another object, what it is."""
    root = package.tree(posixpath.join(posixpath.normpath(address), "content.xml"))
    if root is not None and root.tag == f"{MATHML}math":
        return root
    is_chart = root is not None and root.find(f"{OFFICE}body/{OFFICE}chart") is not None
    return CHART if is_chart else OBJECT


def _has_words_in_margins(styles: Element | None) -> bool:
    """Whether there are letters, and not a page's number alone, above or below a page."""
    return any(
        any(map(str.isalpha, "".join(part.itertext())))
        for page in (() if styles is None else styles.iter(f"{STYLE}master-page"))
        for part in page
        if part.tag.removeprefix(STYLE).startswith(MARGINS)
    )
