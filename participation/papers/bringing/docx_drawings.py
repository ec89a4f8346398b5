"""What stands in the drawings of a .docx: boxes with words, and what can't come in."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from participation.papers.bringing.docx_styles import name
from participation.papers.bringing.packages import inside
from participation.papers.bringing.stayed import CHART, DIAGRAM, FORM, OBJECT

# One drawing told in several ways, for newer programs and for older ones: one of them is seen.
WAYS = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What the programs of today draw; where they know none of it, they take what is for older ones.
KNOWN = {
    "wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "w16se", "w16cid", "w16cex", "cx",
    "cx1", "cx2", "cx4", "a14", "c14", "c15", "v", "am3d", "aink", "asvg", "m", "dgm", "c", "pic",
}  # fmt: skip
STAYS = {
    "chart": CHART,
    "relIds": DIAGRAM,
    "lockedCanvas": DIAGRAM,
    "OLEObject": OBJECT,
    "control": FORM,
}
HIDDEN_STYLES = ("visibility:hidden", "display:none", "mso-hide:all")


def seen_in(parent: Element, depth: int) -> Iterator[Element]:
    """Its elements, and of one told in several ways those that are seen. Raises TooMuch."""
    deeper = inside(depth)
    for each in parent:
        if each.tag == f"{WAYS}AlternateContent":
            way = _way(each)
            yield from () if way is None else seen_in(way, deeper)
        else:
            yield each


def _way(several: Element) -> Element | None:
    for each in several:
        needs = each.get("Requires", "").split()
        if each.tag == f"{WAYS}Choice" and needs and KNOWN.issuperset(needs):
            return each
    return several.find(f"{WAYS}Fallback")


def drawn(parent: Element, stayed: set[str], depth: int) -> Iterator[Element | str]:
    """The texts of its boxes, and the words that are drawn as letters; what else there is to see is
    noted in `stayed`. Raises TooMuch."""
    deeper = inside(depth)
    elements = list(seen_in(parent, deeper))
    if _is_hidden(parent) or any(_says_hidden(each) for each in elements):
        return
    for each in elements:
        kind = each.tag.rpartition("}")[2]
        if name(each) == "txbxContent":
            yield each
        elif kind == "textpath":
            yield each.get("string", "")
        elif kind in STAYS:
            stayed.add(STAYS[kind])
        else:
            yield from drawn(each, stayed, deeper)


def _says_hidden(element: Element) -> bool:
    """Whether it is what says of the drawing around it that it is hidden."""
    kind = element.tag.rpartition("}")[2]
    return kind in ("docPr", "cNvPr") and element.get("hidden") in ("1", "true", "on")


def _is_hidden(shape: Element) -> bool:
    return any(said in shape.get("style", "").replace(" ", "") for said in HIDDEN_STYLES)
