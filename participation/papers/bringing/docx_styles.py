"""What a .docx says of its elements: their names, their switches and their styles."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

SPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
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


class Styles:
    """The styles of a file, and what holds where none says otherwise."""

    def __init__(self, root: Element | None) -> None:
        self._looks: dict[str, Look] = {}
        self.hides_all = False
        for each in () if root is None else root:
            if name(each) == "docDefaults":
                self.hides_all = bool(hides(child(child(each, "rPrDefault"), "rPr")))
            elif name(each) == "style":
                self._keep(each)

    def _keep(self, style: Element) -> None:
        look = self._looks[says(style, "styleId")] = _style(style)
        if says(style, "type") == "paragraph" and says(style, "default") in ("1", "true", "on"):
            self._looks[DEFAULT] = look

    def is_hidden(self, look: Look) -> bool:
        return bool(self._told(look, "is_hidden"))

    def kind(self, look: Look) -> str:
        return str(self._told(look, "kind") or "paragraph")

    def _told(self, look: Look, what: str) -> bool | str | None:
        """What it says of itself, or the nearest style above it that says so."""
        for _ in range(MOST_STYLES):
            if getattr(look, what) is not None or look.parent is None:
                break
            look = self._looks.get(look.parent, Look())
        told: bool | str | None = getattr(look, what)
        return told


def name(element: Element) -> str:
    """The element's name where it is one of a text, or nothing."""
    space, _, given = element.tag.removeprefix("{").partition("}")
    return given if space in SPACES else ""


def child(parent: Element | None, wanted: str) -> Element | None:
    children = () if parent is None else parent
    return next((each for each in children if name(each) == wanted), None)


def says(element: Element | None, what: str = "val") -> str:
    if element is None:
        return ""
    return next((said for space in SPACES if (said := element.get(f"{{{space}}}{what}"))), "")


def is_on(element: Element | None) -> bool | None:
    """Whether a switch is on; None where it is not there."""
    return None if element is None else says(element).lower() not in ("0", "false", "off")


def hides(properties: Element | None) -> bool | None:
    """Whether the properties of words hide them. What a browser alone would hide is seen on paper
    (webHidden), and is no secret."""
    if is_on(child(properties, "specVanish")):
        return True
    return is_on(child(properties, "vanish"))


def own_look(paragraph_properties: Element | None) -> Look:
    """What a paragraph says of itself."""
    style = child(paragraph_properties, "pStyle")
    parent = DEFAULT if style is None else says(style)
    return Look(kind=_kind_in(paragraph_properties), parent=parent)


def _style(style: Element) -> Look:
    given, parent = child(style, "name"), child(style, "basedOn")
    kind = None if given is None else _kind_of(says(given))
    return Look(
        is_hidden=hides(child(style, "rPr")),
        kind=kind or _kind_in(child(style, "pPr")),
        parent=None if parent is None else says(parent),
    )


def _kind_of(style_name: str) -> str | None:
    """What a style is for. The names of Word's own are English in each language's file."""
    given = style_name.lower()
    if given == "title":
        return "title"
    if given.startswith("heading "):
        return "heading"
    return "item" if given.startswith(("list bullet", "list number")) else None


def _kind_in(properties: Element | None) -> str | None:
    """What a paragraph is by its own properties."""
    level, number = child(properties, "outlineLvl"), child(properties, "numPr")
    if level is not None and says(level) != NO_LEVEL:
        return "heading"
    list_id = child(number, "numId")
    return "item" if list_id is not None and says(list_id) != "0" else None
