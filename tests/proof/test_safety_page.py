"""docs/safety.md names tests; each of them is there."""

from __future__ import annotations

import re

from tests.running import ROOT

PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")


def test_every_test_that_the_safety_page_names_is_there() -> None:
    missing = []
    for named in re.findall(r"`(tests/[^`]+)`", PAGE):
        path, _, name = named.partition("::")
        file = ROOT / path
        if not file.exists() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
            missing.append(named)
    assert missing == []
    assert PAGE.count("::test_") > 25
