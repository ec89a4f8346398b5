"""docs/safety.md and docs/privacy.md name tests; each of them is there."""

from __future__ import annotations

import re

import pytest

from tests.running import ROOT

PAGES = {name: (ROOT / "docs" / name).read_text("utf-8") for name in ("safety.md", "privacy.md")}


@pytest.mark.parametrize("page", PAGES)
def test_every_test_that_the_page_names_is_there(page: str) -> None:
    missing = []
    for named in re.findall(r"`(tests/[^`]+)`", PAGES[page]):
        path, _, name = named.partition("::")
        file = ROOT / path
        if not file.exists() or (name and f"def {name}(" not in file.read_text(encoding="utf-8")):
            missing.append(named)
    assert missing == []
    assert PAGES["safety.md"].count("::test_") > 25
