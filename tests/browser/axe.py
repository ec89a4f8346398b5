"""axe-core on the page of a window, and what is too small to press."""

from __future__ import annotations

from typing import Any

from tests.browser.conftest import Window
from tests.running import ROOT

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Nothing on a page moves longer after a change; half-way through a colour is not what is read.
STILL_AFTER_MS = 350


def findings(window: Window) -> list[str]:
    if window.page.evaluate("() => !globalThis.axe"):
        window.page.evaluate(AXE)
    result: dict[str, Any] = window.page.evaluate(
        """tags => axe.run(document, {
            runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
        })""",
        RULES,
    )
    return [
        f"{found['id']}: {node['target']}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def small_targets(window: Window) -> list[str]:
    """Things to press that are smaller than 48 px either way; words inside a sentence may be."""
    return list(
        window.page.evaluate(
            """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')]
            .filter((one) => one.type !== 'hidden' && one.checkVisibility()
                && !one.closest('p, li p, .visually-hidden')
                && !one.classList.contains('visually-hidden') && !one.classList.contains('skip'))
            .map((one) => [one, (one.closest('label') ?? one).getBoundingClientRect()])
            .filter(([, box]) => box.width < 47.5 || box.height < 47.5)
            .map(([one, box]) => [one.tagName, one.className, one.textContent.trim().slice(0, 30),
                Math.round(box.width), Math.round(box.height)].join(' '))"""
        )
    )


def moment(*windows: Window) -> list[str]:
    """What is wrong with the pages of children in these windows as they stand now."""
    found = []
    for one in windows:
        one.page.wait_for_timeout(STILL_AFTER_MS)
        found += [f"{one.name}: {each}" for each in findings(one)]
        found += [f"{one.name}: small: {each}" for each in small_targets(one)]
    return found
