"""What an .odt says of its elements: their names, and the styles of its words."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, TABLE = f"{{{ODF}text:1.0}}", f"{{{ODF}table:1.0}}"
STYLE, OFFICE = f"{{{ODF}style:1.0}}", f"{{{ODF}office:1.0}}"
DRAW = f"{{{ODF}drawing:1.0}}"
HREF = "{http://www.w3.org/1999/xlink}href"
# LibreOffice has signs of its own.
OWN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
# What holds where no style says otherwise.
DEFAULT = ""
MOST_STYLES = 20
HIDDEN, SHOWN, AT_TIMES = "hidden", "shown", "at times"


@dataclass
class Look:
    """What a style says; None where it says nothing."""

    name: str
    seen: str | None = None  # HIDDEN, SHOWN or AT_TIMES
    parent: str | None = None


class Styles:
    """The styles of a file, by family and name."""

    def __init__(self, *roots: Element | None) -> None:
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for each in () if root is None else root.iter():
                if each.tag == f"{STYLE}style":
                    self._keep(each, each.get(f"{STYLE}name", ""))
                elif each.tag == f"{STYLE}default-style":
                    self._keep(each, DEFAULT)

    def _keep(self, style: Element, name: str) -> None:
        properties = style.find(f"{STYLE}text-properties")
        display = None if properties is None else properties.get(f"{TEXT}display")
        parent = style.get(f"{STYLE}parent-style-name")
        self._looks[style.get(f"{STYLE}family", ""), name] = Look(name, _seen_as(display), parent)

    def above(self, family: str, name: str | None) -> list[Look]:
        """The style and those above it, the nearest first."""
        found: list[Look] = []
        while name and (family, name) in self._looks and len(found) < MOST_STYLES:
            found.append(self._looks[family, name])
            name = found[-1].parent
        last = self._looks.get((family, DEFAULT))
        return found if last is None else [*found, last]

    def seen(self, family: str, name: str | None) -> str | None:
        """Whether it hides words; None where nothing is said."""
        return next((look.seen for look in self.above(family, name) if look.seen), None)


def _seen_as(display: str | None) -> str | None:
    """Under a condition it stays out too: which holds is not worked out here."""
    if display is None:
        return None
    return {"true": SHOWN, "none": HIDDEN}.get(display, AT_TIMES)


def seen(element: Element) -> str:
    """Whether an element says of itself that it is hidden. Under a condition it is shown where the
    file says so."""
    display, is_hidden = element.get(f"{TEXT}display"), element.get(f"{TEXT}is-hidden")
    if display == "none" or is_hidden == "true":
        return HIDDEN
    return AT_TIMES if display == "condition" and is_hidden != "false" else SHOWN
