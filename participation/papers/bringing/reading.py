"""A file that a child brings, read in a child process (foundation/aside.py): it knows no database
and no settings, and ends where it takes too much memory or time."""

from __future__ import annotations

import base64
import json

from participation.papers.bringing import docx, odt
from participation.papers.bringing.lines import title_and_body
from participation.papers.bringing.packages import (
    HasProgram,
    Locked,
    Package,
    TooMuch,
    Unreadable,
)
from participation.papers.bringing.stayed import as_told

NOES: dict[type[Exception], str] = {
    TooMuch: "too_much",
    Locked: "locked",
    HasProgram: "program",
    Unreadable: "unread",
}


def read(content: str) -> bytes:
    """`{"title", "body", "stayed"}` as JSON, or `{"no": why}`, of a file's bytes in base64."""
    try:
        package = Package(base64.b64decode(content))
        lines = odt.read(package) if odt.is_one(package) else docx.read(package)
    except tuple(NOES) as problem:
        return json.dumps({"no": NOES[type(problem)]}).encode()
    title, body = title_and_body(lines.found)
    told = {"title": title, "body": body, "stayed": as_told(lines.stayed)}
    return json.dumps(told).encode()
