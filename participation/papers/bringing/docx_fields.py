"""The fields of a .docx: what makes one says, and what it shows.

A field is three signs among the words of a text: where it begins, where its instruction ends, and
where it ends. What stands between the second and the third is seen. A field can stand in the
instruction of another, and then nothing of it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from participation.papers.bringing.docx_styles import name, says

# These keep a word for another field, or for an index, and show none where they stand.
SHOWN_NOWHERE = {
    "SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF", "DATA",
}  # fmt: skip
# What was chosen there is kept apart from the words.
CHOSEN_IN = "FORMDROPDOWN"


@dataclass
class Fields:
    """The fields that are open at one place of a text, the outermost first."""

    _open: list[_Field] = field(default_factory=list)
    is_form: bool = False

    @property
    def are_shown(self) -> bool:
        return all(each.is_shown for each in self._open)

    def take(self, sign: Element) -> None:
        """A field begins, shows its result or ends here."""
        kind = says(sign, "fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif not self._open:
            return
        elif kind == "separate":
            self._open[-1].is_shown = shows(self._open[-1].instruction)
        elif kind == "end":
            self.is_form |= _first_word(self._open.pop().instruction) == CHOSEN_IN

    def read(self, instruction: Element) -> None:
        if self._open and not self._open[-1].is_shown:
            self._open[-1].instruction += instruction.text or ""

    def pass_over(self, deleted: Element) -> None:
        """Words that are not read; where a field begins or ends among them, it does."""
        for each in deleted.iter():
            if name(each) == "fldChar":
                self.take(each)


@dataclass
class _Field:
    instruction: str = ""
    is_shown: bool = False


def shows(instruction: str) -> bool:
    return _first_word(instruction) not in SHOWN_NOWHERE


def _first_word(instruction: str) -> str:
    return next(iter(instruction.split()), "").upper()
