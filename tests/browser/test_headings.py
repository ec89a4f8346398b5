"""A child gives her paper headings, by one button; whoever reads it reads them, and no sign."""

from __future__ import annotations

import pytest

from tests.browser import axe
from tests.browser.conftest import ARTEFACTS, LAPTOP, TABLET, Hall, OpenWindow, Window

pytestmark = pytest.mark.browser

PICTURES = ARTEFACTS / "headings"
PHONE = {"width": 360, "height": 740}
TITLE = "باب المكتبة"
FIRST, HEADING, SECOND = "الباب ثقيل.", "ما أطلبه", "I want a handle. مقبض واحد يكفي."


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_line_becomes_a_heading_and_is_read_as_one(
    hall: Hall, window: OpenWindow, lang: str
) -> None:
    child = window(f"child-{lang}", TABLET, lang)
    phone = window(f"phone-{lang}", PHONE, lang)
    adult = window(f"curator-{lang}", LAPTOP, lang)
    for each in (child, phone):
        each.sign_in(hall.named("Sami Wave"), lang)
    adult.sign_in(hall.person("facilitator"), lang)
    child.open("/papers")
    child.page.locator("form[action='/papers'] button").first.click()
    child.page.wait_for_url("**/papers/*")
    paper = child.page.url.rpartition("/papers/")[2].partition("?")[0]
    phone.open(f"/papers/{paper}")
    child.page.fill(".sheet-title", TITLE)
    body = child.page.locator(".sheet-body")
    body.click()
    child.page.keyboard.type(f"{FIRST}\n{HEADING}")
    child.press("heading")
    assert body.input_value() == f"{FIRST}\n# {HEADING}"
    child.page.keyboard.type(f"\n{SECOND}")
    child.press("heading")  # the wrong line: pressed again it is a line like any other
    child.press("heading")
    assert body.input_value() == f"{FIRST}\n# {HEADING}\n{SECOND}"
    # On her other device, without a reload.
    phone.page.wait_for_function(
        "(words) => document.querySelector('.sheet-body')?.value.includes(words)", arg=HEADING
    )
    assert axe.moment(child, phone) == []
    for each in (child, phone):
        each.picture(PICTURES, "1-writing")
    child.press("submit")
    for each in (child, phone):
        heading(each, ".sheet-read h3")
        each.picture(PICTURES, "2-sent")
    adult.open(f"/curate/{paper}")
    heading(adult, ".sheet-read h2")
    adult.picture(PICTURES, "3-desk")
    assert axe.moment(child, phone, adult) == []


def heading(reader: Window, where: str) -> None:
    reader.sees(where, HEADING)
    assert reader.page.locator(where).inner_text() == HEADING
    assert "#" not in reader.page.locator(".sheet-read").inner_text()
