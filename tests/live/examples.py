"""The examples of docs/protocol.md: what was really said at a server, made fit to be read."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ID = re.compile(r"[0-9a-f]{32}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
# What is another in each run, and what stands for it.
ALWAYS = {
    MOMENT: "2026-05-18T06:00:00.000Z",
    DATE: "2026-05-18",
    UUID: "0b8f9c1e-6a56-4e0b-9a55-3f1d2c7e8a90",
    re.compile(r"127\.0\.0\.1:\d+"): "127.0.0.1:5000",
    re.compile(r"\b\d{8}\b"): "12345678",
    re.compile(r"\b\d{3} \d{3}\b"): "482 193",
    re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b"): "ACDE-3467",
    re.compile(r"(/badge/)[\w.-]+"): r"\1…",
}
WIDE = 96

# Whose id stands under a key, where the key itself does not say it.
KINDS = {
    "from_item": "item", "items": "item", "options": "option", "choice": "option",
    "hands": "option", "queue": "hand", "next_hand": "hand",
    "public": "question", "cleared": "question", "waiting": "question", "questions": "question",
    "on_stage": "question", "supported": "question", "papers": "paper", "prepared": "poll",
    "guid": "session", "words": "word", "card": "word", "line": "question", "item": "question",
    "comments": "comment",
}  # fmt: skip


@dataclass
class Book:
    """What was said in a scene, by the heading of docs/protocol.md under which it stands."""

    entries: dict[str, Any] = field(default_factory=dict)

    def said(self, name: str, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        """A browser's message and its answer; the first that was a yes is the example."""
        if answer["ok"] and "desk" not in sent:
            self.entries.setdefault(name, {"sent": sent, "answer": answer})

    def keep(self, heading: str, what: Any) -> None:
        self.entries.setdefault(heading, what)

    def example(self, heading: str) -> Any:
        """The entry with names for ids, one moment for all moments, and short lists."""
        return _Readable(heading).of(self.entries[heading])


class _Readable:
    """Ids become words such as `poll-1`, counted in each example for itself."""

    def __init__(self, heading: str) -> None:
        self._names: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        # What a snapshot carries is shown under each topic's own heading.
        self._without_data = heading in ("live.follow", "live.moved")
        self._root = heading.removeprefix("Topic ")

    def of(self, entry: Any) -> Any:
        return self._value(entry, self._root)

    def _value(self, value: Any, key: str) -> Any:
        if isinstance(value, dict):
            return {
                self._text(name, key): self._entry(name, inner, key, value)
                for name, inner in value.items()
            }
        if isinstance(value, list):
            kept = value[:1] if key == "days" else _short(value)
            return [self._value(one, key) for one in kept]
        return self._text(value, key) if isinstance(value, str) else value

    def _entry(self, name: str, inner: Any, key: str, around: dict[str, Any]) -> Any:
        if name == "data" and "version" in around:
            return "…" if self._without_data else self._value(inner, around.get("topic", key))
        if name == "version" and isinstance(inner, int):
            return 7
        if name in ("secret", "passphrase"):
            return "…"
        if name == "rooms":
            inner = dict(list(inner.items())[:1])
        return self._value(inner, key if name == "id" else name)

    def _text(self, value: str, key: str) -> str:
        if ID.fullmatch(value):
            return self._name(value, KINDS.get(key, key))
        for other, always in ALWAYS.items():
            value = other.sub(always, value)
        return value

    def _name(self, value: str, kind: str) -> str:
        if value not in self._names:
            self._numbers[kind] = self._numbers.get(kind, 0) + 1
            self._names[value] = f"{kind}-{self._numbers[kind]}"
        return self._names[value]


def _short(values: list[Any]) -> list[Any]:
    """The first entry, and the first that is made in another way; plain lists are whole."""
    if not isinstance(values[0] if values else None, dict):
        return values
    return values[:1] + [one for one in values[1:] if shape(one) != shape(values[0])][:1]


def shape(value: Any) -> Any:
    """Keys and kinds of values, whatever they say."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [shape(one) for one in value]
    return type(value).__name__


def printed(value: Any, indent: int = 0) -> str:
    """JSON in which whatever fits on a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDE or not isinstance(value, (dict, list)) or not value:
        return line
    inner, room = " " * (indent + 2), indent + 2
    if isinstance(value, list):
        parts = [inner + printed(one, room) for one in value]
        return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
    parts = [f"{inner}{json.dumps(name)}: {printed(one, room)}" for name, one in value.items()]
    return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"


class Document:
    """A Markdown file: sections by their `###` heading, and the JSON block in each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.text = path.read_text(encoding="utf-8")

    def section(self, heading: str) -> str:
        """What stands under this heading; empty where there is no such heading."""
        place = self._place(heading)
        return self.text[slice(*place)] if place else ""

    def headings(self) -> list[str]:
        return [found[1].replace("`", "") for found in re.finditer(r"^### (.+)$", self.text, re.M)]

    def example(self, heading: str) -> Any:
        """The section's JSON block, read; None where there is none."""
        block = _block(self.section(heading))
        return json.loads(block[1]) if block else None

    def put_example(self, heading: str, value: Any) -> None:
        """The section's JSON block says this now, in the file too."""
        place = self._place(heading)
        if place is None:
            return
        section, block = self.text[slice(*place)], f"```json\n{printed(value)}\n```"
        old = _block(section)
        new = (
            section[: old.start()] + block + section[old.end() :]
            if old
            else section.rstrip("\n") + "\n\n" + block + "\n\n"
        )
        self.text = self.text[: place[0]] + new + self.text[place[1] :]
        self._path.write_text(self.text, encoding="utf-8")

    def _place(self, heading: str) -> tuple[int, int] | None:
        for found in re.finditer(r"^### (.+)$", self.text, re.M):
            if found[1].replace("`", "") == heading:
                end = re.compile(r"^#{2,3} ", re.M).search(self.text, found.end())
                return found.end(), end.start() if end else len(self.text)
        return None


def _block(section: str) -> re.Match[str] | None:
    return re.search(r"^```json\n(.*?)\n```", section, re.M | re.S)
