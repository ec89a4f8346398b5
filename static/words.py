"""Finds the words of the JavaScript sources for Babel: `t("…")` and `plural("…", "…", n)`.

Babel's own JavaScript reader takes `</b>` inside Lit's nested templates for a regular
expression and loses the words behind it. ESLint holds every call to this one form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

LITERAL = r'"(?:[^"\\\n]|\\.)*"'
CALL = re.compile(rf"(?<![\w.$])(?:(t)\(\s*({LITERAL})|(plural)\(\s*({LITERAL})\s*,\s*({LITERAL}))")

Found = tuple[int, str, str | tuple[str, str], list[str]]


def extract(
    source: BinaryIO,
    keywords: Collection[str],
    comment_tags: Collection[str],
    options: Mapping[str, object],
) -> Iterator[Found]:
    """Every word used in one source file: its line, `t` or `plural`, and its message ids."""
    text = source.read().decode("utf-8")
    for call in CALL.finditer(text):
        line = text.count("\n", 0, call.start()) + 1
        if call[1]:
            yield line, "t", json.loads(call[2]), []
        else:
            yield line, "plural", (json.loads(call[4]), json.loads(call[5])), []
