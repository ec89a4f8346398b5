"""The parts of a file that are read: each with a limit, as XML that declares nothing of its own.

A .docx and an .odt are zip archives of XML. Only the parts that hold the text and its styles are
ever unpacked: pictures, programs, comments, headers and what says who wrote it stay as they are.
defusedxml reads them, because a document type, an entity or the address of another file has no
place in a child's text.
"""

from __future__ import annotations

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

# The longest paper with all that an office program writes around its words has a fifth of this.
LARGEST_PART = 8 * 1024 * 1024
MOST_PARTS = 3_000
DEEPEST = 200
ENCRYPTED = 0x1
# What an office program locks with a password, and what it wrote before 2007, begin like this.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_PART = "EncryptedPackage".encode("utf-16-le")


class TooMuch(Exception):
    """There is more in the file than fits a paper."""


class Locked(Exception):
    """It opens with a password alone."""


class HasProgram(Exception):
    """It carries a macro."""


class Unreadable(Exception):
    """It is nothing that is read here."""


class Package:
    """An archive. Raises Unreadable, Locked or TooMuch."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(COMPOUND) and LOCKED_PART in content:
            raise Locked
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError) as problem:
            raise Unreadable from problem
        entries = self._zip.infolist()
        if len(entries) > MOST_PARTS:
            raise TooMuch
        if any(entry.flag_bits & ENCRYPTED for entry in entries):
            raise Locked
        self.names = {entry.filename for entry in entries}

    def part(self, name: str) -> bytes:
        """This part, or nothing where there is none. What is unpacked is counted, not believed."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as stream:
                content = stream.read(LARGEST_PART + 1)
        except MemoryError:
            raise
        except Exception as problem:  # each way of packing has errors of its own
            raise Unreadable from problem
        if len(content) > LARGEST_PART:
            raise TooMuch
        return content

    def tree(self, name: str) -> Element | None:
        """This part's elements, or None where there is none."""
        content = self.part(name)
        try:
            root: Element | None = fromstring(content, forbid_dtd=True) if content else None
        except (DefusedXmlException, ParseError, ValueError, LookupError) as problem:
            raise Unreadable from problem
        return root


def inside(depth: int) -> int:
    """One step deeper. Raises TooMuch where no text is nested so deep."""
    if depth >= DEEPEST:
        raise TooMuch
    return depth + 1
